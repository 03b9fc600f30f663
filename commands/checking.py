"""The command that looks at one page before it becomes a source: `muster check`."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console, RenderableType
from rich.markup import escape
from rich.text import Text

from catalogue.config import load_config
from catalogue.errors import SettingError
from commands.desk import console, now
from commands.rows import AsJson, Zone

if TYPE_CHECKING:
    from commands.preview import Listing, Preview

app = typer.Typer()

FULL = 3
"""Most listings that are all shown field by field; of a longer list the first is, and all are one line each."""


@app.command()
def check(
    page: Annotated[str, typer.Argument(help="An http(s) address, or a file.")],
    save: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Write a source file of this name, the page and what it should give (see docs/operators.md).",
        ),
    ] = "",
    as_json: AsJson = False,
    allow: Annotated[
        list[str] | None,
        typer.Option(help="A private address range that may be reached, such as 10.0.0.0/24."),
    ] = None,
    zone: Zone = "Europe/London",
) -> None:
    """Show what would be harvested from a page: fields, evidence, gaps, what else the site offers, what to do next."""
    from commands.preview import next_steps, page_hints, preview
    from commands.saving import Wish, save_source
    from spiders import links
    from spiders.fetching import page_of
    from spiders.source import iana_zone, load_sources, private_range, source_folders

    config, moment = load_config(), now()
    _refuse("zone", iana_zone, zone)
    for one in allow or ():
        _refuse("allow", private_range, one)
    if save and "://" not in page:
        words = "--save needs the page's address, since a source is visited there"
        raise SettingError(words, field="save", text=page)
    sources, _ = load_sources(source_folders(config.sources))
    known = links.source_of(page, sources.values())
    ranges = tuple(allow or (known.allow if known else ()))
    fetched = page_of(None if "://" in page else page, page, config, ranges)
    source = links.source_of(fetched.response.url, sources.values())
    hints = page_hints(fetched.response.url, source, moment, zone)
    seen = preview(fetched, hints, source)
    if as_json:
        sys.stdout.write(json.dumps(seen.for_programs(), ensure_ascii=False, indent=2) + "\n")
    else:
        for part in shown(seen):
            console.print(part)
    if save:
        wish = Wish(name=save, zone=zone, allow=ranges)
        steps = save_source(wish, fetched, seen, config, moment)
    else:
        opened = "".join(f" --allow {shlex.quote(one)}" for one in allow or ())
        steps = next_steps(seen, page, opened)
    _say_next(steps, Console(stderr=True) if as_json else console)


def _refuse(option: str, test: Callable[[str], str], value: str) -> None:
    """Refuse an option's value as a source file would.

    Raises:
        SettingError: It is one that no source file could hold.
    """
    try:
        test(value)
    except ValueError as error:
        raise SettingError(f"--{option}: {error}", field=option, text=value) from error


def _say_next(steps: Iterable[str], where: Console) -> None:
    """What to do now, each on a line that can be copied; beside JSON it goes to standard error."""
    where.print("Next", style="bold")
    for step in steps:
        where.print(f"  {step}", highlight=False, soft_wrap=True, markup=False)


def shown(seen: Preview) -> Iterator[RenderableType]:
    """The preview for a person, part by part."""
    yield _about(seen)
    is_long = len(seen.listings) > FULL
    for listing in seen.listings[:1] if is_long else seen.listings:
        yield _fields(listing)
    if is_long:
        yield _lines(seen.listings)
    for warning in seen.warnings:
        yield Text(f"Remark: {warning}", style="yellow")


def _about(seen: Preview) -> RenderableType:
    from web.terminal import table

    number = len(seen.listings)
    rows = [
        ("page", f"{seen.url} ({seen.kind})"),
        ("robots.txt", seen.robots or "not asked: this is a file"),
        ("source", seen.source or "none yet"),
        ("found", f"{number} {'listing' if number == 1 else 'listings'}"),
        ("reader", seen.reader or "none found an event"),
        ("offers", "\n".join(f"{one.kind}: {one.url}" for one in seen.offers) or "nothing else"),
    ]
    if seen.details:
        verb = "follows" if seen.source else "links to"
        rows.append((verb, f"{len(seen.details)} pages, such as {seen.details[0]}"))
    return table("The page", ("what", "answer"), ((name, escape(words)) for name, words in rows))


_UNSHOWN = ("evidence", "warnings", "source_key", "audience_groups")


def _fields(listing: Listing) -> RenderableType:
    from commands.preview import evidence_of, gaps, is_given
    from web.terminal import table, words

    rows = []
    for name, value in listing.items():
        if name in _UNSHOWN or not is_given(value):
            continue
        reader, where, text, sure = evidence_of(listing, name) or ("", "", "", None)
        printed = escape(f"{where}: {_short(text)}") if reader else "[dim]worked out[/]"
        certainty = "" if sure is None else f"{sure:.2f}"
        said = _moment(value) if name in ("start", "end") else words(value)
        rows.append((name, escape(_short(said, 300)), certainty, reader, printed))
    columns = ("field", "value", "#sure", "=reader", "where, and the words")
    made = table(escape(listing["title"] or "without a title"), columns, rows)
    made.add_row(
        "[yellow]not given[/]", ", ".join(gaps(listing)) or "nothing is missing", "", "", ""
    )
    for warning in listing["warnings"]:
        made.add_row("[yellow]remark[/]", escape(warning), "", "", "")
    return made


def _moment(stamp: str | None) -> str:
    """A start or end in words that a narrow column does not break: "2027-03-02 10:00 +00:00"."""
    return re.sub(r"T(\d\d:\d\d):\d\d", r" \1 ", stamp or "").rstrip()


def _short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _lines(listings: Iterable[Listing]) -> RenderableType:
    from commands.preview import gaps
    from web.terminal import table, words

    rows = (
        (
            escape(_short(_moment(one["start"]) or words(one["partial"] or "no date"))),
            escape(_short(one["title"])),
            escape(_short(words(one["place"]["name"] or one["place"]["town"] or ""), 40)),
            len(gaps(one)),
        )
        for one in listings
    )
    return table("All listings", ("start", "title", "place", "#gaps"), rows)
