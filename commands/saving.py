"""A page that was looked at in; a source file, the saved page and what it should give out: `muster check --save`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from catalogue.config import Config
from catalogue.draft import locale_of
from catalogue.errors import SettingError
from commands.preview import Preview, preview
from commands.saved import write
from spiders import links
from spiders.fetching import Fetched
from spiders.guess import source_text
from spiders.source import Source, load_sources, no_such_source, source_folders

_CHECKOUT = Path("spiders") / "sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the operator says of the new source."""

    name: str
    zone: str
    allow: tuple[str, ...] = ()

    def facts(self) -> dict[str, object]:
        """The keys of the source file that come from him; what is usual is left out."""
        locale = {} if locale_of(self.zone) == "en-GB" else {"locale": locale_of(self.zone)}
        allow = {"allow": list(self.allow)} if self.allow else {}
        return {"zone": self.zone, **locale, **allow, "verified": "no"}


def places(config: Config) -> tuple[Path, Path]:
    """(folder of source files, folder of saved pages) of this project: the operator's own, or the checkout's."""
    if config.sources is not None:
        return config.sources, config.sources / "pages"
    if _CHECKOUT.is_dir():
        return _CHECKOUT, Path("tests") / "pages"
    return Path("sources"), Path("sources") / "pages"


def save_source(
    wish: Wish, page: Fetched, seen: Preview, config: Config, now: datetime
) -> list[str]:
    """Write the three files; sentences that say where they are and what to do next.

    Raises:
        SettingError: The name is no name or taken, nothing was found, or the folder cannot be written.
    """
    folder, pages = places(config)
    path = folder / f"{wish.name}.toml"
    _check(wish, path, pages / wish.name, seen, config)
    text = source_text(
        page.response,
        seen.url,
        [one["url"] for one in seen.listings] or list(seen.details),
        wish.facts(),
    )
    source = Source.model_validate({**tomllib.loads(text), "name": wish.name})
    now = now.replace(microsecond=0)  # as the saved page keeps it
    read_again = preview(page, links.hints(seen.url, source, now), source)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        body, expected = write(pages / wish.name, page, read_again, now)
    except OSError as error:
        raise SettingError(
            f"The source cannot be written ({error.strerror}); run this where you may write",
            url=str(folder),
        ) from error
    return _told(path, (body, expected), config)


def _check(wish: Wish, path: Path, pages: Path, seen: Preview, config: Config) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", wish.name):
        raise SettingError(
            "A name has small letters, digits and single hyphens, such as harrow-institute",
            field="save",
            text=wish.name,
        )
    known, _ = load_sources(source_folders(config.sources))
    taken = [one for one in (path, pages) if one.exists()]
    if taken or wish.name in known:
        where = str(taken[0]) if taken else "a source of this name comes with Muster"
        raise SettingError(
            f"{wish.name} exists already ({where}); nothing is overwritten: choose another name",
            field="save",
        )
    if not seen.listings and not seen.details:
        raise SettingError(
            "Nothing was found on the page, so there is nothing to save; look at another page of the site",
            url=seen.url,
        )


def _told(path: Path, saved: tuple[Path, Path], config: Config) -> list[str]:
    lines = [f"Written: {path}", *(f"Written: {one}" for one in saved)]
    return [
        *lines,
        *_folder_words(path, config),
        f"Read {path.name} through: start and follow are guessed from one page. "
        f"Then: muster sources verify {path.stem}",
    ]


def _folder_words(path: Path, config: Config) -> list[str]:
    """How to tell Muster of a folder that it does not know yet."""
    if config.sources is not None or path.parent == _CHECKOUT:
        return []
    return [
        f"Tell Muster of the folder, by a line in .env or in the shell: export MUSTER_SOURCES={path.parent}"
    ]


def adopt_source(name: str, config: Config, today: date) -> list[str]:
    """Mark a source as verified today, in the operator's folder or in the checkout; sentences about what was done.

    Raises:
        SourceError: There is no source of this name.
        SettingError: Its file cannot be written.
    """
    files = {
        path.stem: path
        for folder in source_folders(config.sources)
        for path in folder.glob("*.toml")
    }
    if name not in files:
        raise no_such_source(name, files)
    path = files[name]
    target = places(config)[0] / path.name
    try:
        text = marked(path.read_text(encoding="utf-8"), today)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingError(
            f"The source cannot be written ({error.strerror})", url=str(target)
        ) from error
    lines = [f"{name} is visited without being named from now on ({target})."]
    return lines + _folder_words(target, config)


def marked(text: str, today: date) -> str:
    """The text of a source file with the day on which it was verified."""
    line = f"verified = {today.isoformat()}"
    if re.search(r"(?m)^verified\s*=", text):
        return re.sub(r"(?m)^verified\s*=.*$", line, text, count=1)
    keys, table, rest = text.partition("\n[")
    return f"{keys.rstrip()}\n{line}\n{table}{rest}"
