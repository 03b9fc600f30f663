"""Source files: one site per TOML file in, a checked `Source` or a SourceError that says what is allowed out."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from parsel import Selector
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from catalogue.addresses import Network
from catalogue.draft import Hints
from catalogue.errors import SourceError
from spiders.patterns import fault

SHIPPED = Path(__file__).parent / "sources"
"""The folder of source files that comes with Muster."""

_UNITS = {"m": 1, "h": 60, "d": 1440}


def _listed(value: object) -> object:
    """One address or pattern may stand without brackets."""
    return (value,) if isinstance(value, str) else value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address that starts with http:// or https:// is needed")
    return value


def _pattern(value: str) -> str:
    if complaint := fault(value):
        raise ValueError(complaint)
    return value


def iana_zone(value: str) -> str:
    """The zone, if there is one of this name.

    Raises:
        ValueError: There is none.
    """
    try:
        return ZoneInfo(value).key
    except (KeyError, OSError, ValueError) as error:
        raise ValueError('an IANA zone such as "Europe/London" is needed') from error


def _selector(value: str) -> str:
    try:
        Selector("<p></p>").css(value or "p")
    except (ValueError, SyntaxError) as error:
        raise ValueError('a CSS selector such as "a[rel=next]" is needed') from error
    return value


def _minutes(value: object) -> object:
    """Minutes of a cadence such as "30m", "6h", "2d"."""
    found = re.fullmatch(r"(\d{1,4})([mhd])", value) if isinstance(value, str) else None
    if found is None:
        raise ValueError('a cadence such as "30m", "6h" or "2d" is needed')
    return int(found[1]) * _UNITS[found[2]]


def private_range(value: str) -> str:
    """The range, if it may be opened: private ones only, and never the link-local one where clouds keep their secrets.

    Raises:
        ValueError: It is no range of addresses, or not of private ones.
    """
    try:
        network = ip_network(value)
    except ValueError as error:
        raise ValueError(f"{error}; {_RANGE}") from error
    narrow = network.prefixlen >= (8 if network.version == 4 else 7)
    if not narrow or not network.is_private or network.is_link_local:
        raise ValueError(_RANGE)
    return value


_RANGE = 'a range of private addresses such as "127.0.0.1/32" is needed'


@cache
def label_fields() -> frozenset[str]:
    """The fields that a label may announce, as the reader's own vocabulary names them."""
    path = Path(__file__).parent / "reading" / "labels.toml"
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["fields"])


def _labels(value: dict[str, str]) -> dict[str, str]:
    """Labels as the reader compares them: lower case, without the closing colon."""
    for label, field in value.items():
        if field not in label_fields():
            raise ValueError(f"{label!r} announces {field!r}; allowed: {sorted(label_fields())}")
    return {label.strip().rstrip(":?").lower(): field for label, field in value.items()}


WebAddress = Annotated[str, AfterValidator(_web_address)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Range = Annotated[str, AfterValidator(private_range)]


class Source(BaseModel):
    """One site as its file describes it; the descriptions of the fields are the manual."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    name: str = Field(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="The file's name without .toml"
    )
    title: str = Field(min_length=1, description="Name of the site, for people")
    home: WebAddress = Field(description="Its home page")
    role: Literal["organiser", "ticketing", "partner", "aggregator", "news"] = Field(
        "organiser", description="Whom it speaks for; the earlier in this list, the more believed"
    )
    organiser: str = Field(
        "", description="Organiser to assume where a page names none; an organiser's own title is"
    )
    start: Annotated[tuple[WebAddress, ...], BeforeValidator(_listed)] = Field(
        min_length=1, description="Listing pages, feeds, calendars or sitemaps to begin with"
    )
    follow: Annotated[tuple[Pattern, ...], BeforeValidator(_listed)] = Field(
        (), description="Regular expressions of the addresses of detail pages"
    )
    many: bool = Field(
        False, description="Whether a page that `follow` leads to may be about several events"
    )
    next: Annotated[str, AfterValidator(_selector)] = Field(
        "", description="CSS selector of the link to the next listing page"
    )
    zone: Annotated[str, AfterValidator(iana_zone)] = Field(
        description="IANA zone of the times it prints"
    )
    locale: str = Field(
        "en-GB", pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$", description="Language and order of dates"
    )
    every: Annotated[int, BeforeValidator(_minutes), Field(ge=1, le=30 * 1440)] = Field(
        360, description='How often to visit: "30m", "6h", "2d"; held in minutes'
    )
    pages: int = Field(20, ge=1, le=500, description="Most pages to fetch in one visit")
    delay: float = Field(1.0, ge=0, le=60, description="Seconds between two requests")
    allow: Annotated[tuple[Range, ...], BeforeValidator(_listed)] = Field(
        (), description="Private address ranges that this source may reach"
    )
    labels: Annotated[dict[str, str], AfterValidator(_labels)] = Field(
        default_factory=dict, description='Labels of the site: "held at" = "venue"'
    )
    verified: date | Literal["no"] | None = Field(
        None,
        description='"no" while nobody has compared its listings with the site: it is then visited only when it is '
        "named; else the day on which a person did",
    )
    enabled: bool = Field(True, description="Whether it is visited without being named")

    @property
    def assumed_organiser(self) -> str:
        """Who holds an event whose page does not say: an organiser's own pages speak of its own events."""
        return self.organiser or (self.title if self.role == "organiser" else "")

    @property
    def is_automatic(self) -> bool:
        """Whether it is visited without being named: by the schedule, and by a harvest of all."""
        return self.enabled and self.verified != "no"

    @property
    def networks(self) -> tuple[Network, ...]:
        """The private ranges that this source may reach."""
        return tuple(ip_network(one) for one in self.allow)

    def hints(self, now: datetime) -> Hints:
        """What is known of every page of the source before it is read; `now` is aware."""
        return Hints(
            now=now,
            zone=self.zone,
            locale=self.locale,
            source=self.name,
            organiser=self.assumed_organiser,
            labels=tuple(sorted(self.labels.items())),
        )

    @model_validator(mode="after")
    def _polite(self) -> Source:
        loopback = any(network.is_loopback for network in self.networks)
        if self.delay < 1 and not loopback:
            raise ValueError(
                "delay below 1 second is taken only beside an allow of a loopback range"
            )
        return self


def load_source(path: Path) -> Source:
    """The source that one file describes.

    Raises:
        SourceError: The file cannot be read, or a key or value is wrong.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(
            f"{path.name} cannot be read as TOML: {error}. Correct the file.",
            source=path.stem,
            url=str(path),
        ) from error
    try:
        return Source.model_validate({**data, "name": _name(path, data)})
    except ValidationError as error:
        raise _explained(path, error) from error


def _name(path: Path, data: dict[str, object]) -> str:
    if data.get("name", path.stem) != path.stem:
        raise SourceError(
            f"{path.name}: name must be the file's name, {path.stem!r}; leave it out or correct it.",
            source=path.stem,
            url=str(path),
            field="name",
            text=str(data["name"]),
        )
    return path.stem


def _explained(path: Path, error: ValidationError) -> SourceError:
    first = error.errors()[0]
    key = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, Source.model_fields, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        advice = f"{key!r} is no key of a source file; {hint}Keys: {', '.join(Source.model_fields)}"
        text = ""
    elif first["type"] == "missing":
        advice = f"{key!r} is missing: {Source.model_fields[key].description}"
        text = ""
    else:
        advice = f"{key or 'the file'}: {first['msg'].removeprefix('Value error, ')}"
        text = str(first["input"]) if key else ""
    return SourceError(
        f"{path.name}: {advice}", source=path.stem, url=str(path), field=key, text=text[:200]
    )


def load_sources(folders: Iterable[Path]) -> tuple[dict[str, Source], list[SourceError]]:
    """All sources of some folders by name, and what is wrong with the files that could not be taken.

    Of two files of one name the later folder's counts, be it right or wrong: so an operator puts his own in place
    of a shipped one.
    """
    sources: dict[str, Source] = {}
    problems: list[SourceError] = []
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            try:
                sources[path.stem] = load_source(path)
            except SourceError as error:
                sources.pop(path.stem, None)
                problems.append(error)
    return sources, problems


def no_such_source(name: str, known: Iterable[str]) -> SourceError:
    """The error that a name is no source's, with the known name that comes nearest."""
    near = difflib.get_close_matches(name, list(known), n=1)
    hint = f"Did you mean {near[0]!r}?" if near else "'muster sources' shows the names."
    return SourceError(f"There is no source {name!r}. {hint}")


def source_folders(further: Path | None) -> tuple[Path, ...]:
    """The shipped folder, and the operator's own where one is set.

    Raises:
        SourceError: The operator's folder does not exist.
    """
    if further is None:
        return (SHIPPED,)
    if not further.is_dir():
        raise SourceError(
            "MUSTER_SOURCES is no folder; create it or correct the setting.", url=str(further)
        )
    return (SHIPPED, further)
