"""A listing, or a row of the `match` filter, in; what the matcher compares out, worked out once.

Days and minutes are those of Europe/London, so that 08:30Z in summer and 09:30 are the same start; times
without a zone are taken as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from sys import intern
from typing import Any, Final
from zoneinfo import ZoneInfo

from catalogue.listing import Listing, Mode, Moment, Status
from pipelines.areas import Area, find_areas, find_towns
from pipelines.titles import plain_words, read_title, stem, table

_LONDON: Final = ZoneInfo("Europe/London")
_LONGEST_RUN: Final = 400  # days: an end later than that is a slip of the page
_ROLES: Final = ("organiser", "ticketing", "partner", "aggregator", "news")
_MODES: Final = frozenset(Mode)
_URL: Final = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:)?//([^/?#]*)([^?#]*)(?:\?([^#]*))?")
_LONGEST_URL: Final = 2000  # characters of an address that are read
_TICKET: Final = re.compile(r"\d{6,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What is compared of a listing.

    Attributes:
        key: What it is called in explanations: the id of a row, the address of a listing.
        title: As printed.
        source: Name or host of the source.
        role: "organiser", "ticketing", "partner", "aggregator" or "news".
        url: Address without scheme, "www." and tracking; "" when not given.
        ticket: Host and booking number on a ticket site; "" elsewhere.
        first_day: Ordinal of the first day in London (`date.toordinal`); None without a date.
        last_day: Ordinal of the last day; the first one where no end is given.
        minute: Minute of the first day at which it starts; None where only days are known.
        words: Telling words of the title in order, each once. A set of them would take ten times the memory.
        edition: Edition tokens of the title.
        moved: Whether it is marked as rescheduled or postponed.
        streamed: Whether the title says that it is online or streamed.
        venue: Telling words of the venue, its town left out; `has_venue` whether any venue is given at all.
        towns: Where the venue is.
        organiser: Words of the organiser's name, its initials among them.
        areas: Places named by the title, and by the organiser if it acts for its area alone.
        mode: "in-person", "online", "hybrid" or "unknown".
    """

    key: str
    title: str
    source: str
    role: str
    url: str
    ticket: str
    first_day: int | None
    last_day: int | None
    minute: int | None
    words: tuple[str, ...]
    edition: frozenset[str]
    moved: bool
    streamed: bool
    venue: frozenset[str]
    has_venue: bool
    towns: tuple[Area, ...]
    organiser: frozenset[str]
    areas: tuple[Area, ...]
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """The fields of a row or a listing, in one form."""

    key: str
    title: str
    organiser: str
    source: str
    role: str
    url: str
    start: Moment | None
    end: Moment | None
    venue: str
    town: str
    mode: str
    moved: bool


def candidate_of(listing: Listing, role: str = "aggregator") -> Candidate:
    """What is compared of a listing.

    Args:
        listing: As the source gives it.
        role: The role of its source.
    """
    return _candidate(
        _Facts(
            key=listing.url or listing.source_key,
            title=listing.title,
            organiser=listing.organiser or "",
            source=listing.source,
            role=role,
            url=listing.url,
            start=listing.times.start,
            end=listing.times.end,
            venue=listing.place.name or "",
            town=listing.place.town or "",
            mode=listing.mode,
            moved=listing.status in (Status.RESCHEDULED, Status.POSTPONED),
        )
    )


def candidate_of_row(row: Mapping[str, Any]) -> Candidate:
    """What is compared of a row of `muster match --jsonl`; fields of a wrong type count as not given."""
    start = _moment(_text(row, "start"))
    if row.get("date_only") is True and isinstance(start, datetime):
        start = _london(start).date()
    mode = _text(row, "mode").replace("inperson", "in-person")
    return _candidate(
        _Facts(
            key=str(row.get("id", "")),
            title=_text(row, "title"),
            organiser=_text(row, "organiser"),
            source=_text(row, "source"),
            role=_text(row, "role"),
            url=_text(row, "url"),
            start=start,
            end=_moment(_text(row, "end")),
            venue=_text(row, "venue"),
            town="",
            mode=mode if mode in _MODES else Mode.UNKNOWN,
            moved=_text(row, "status") in (Status.RESCHEDULED, Status.POSTPONED),
        )
    )


def fullness(one: Candidate) -> tuple[object, ...]:
    """Sorts the fullest listings first, equal ones by what they say: never by order of arrival."""
    role = _ROLES.index(one.role) if one.role in _ROLES else len(_ROLES)
    return (
        one.first_day is None,
        one.minute is None,
        not one.towns and not one.venue,
        not one.organiser,
        role,
        -len(one.words),
        one.title,
        one.first_day or 0,
        one.minute or 0,
        one.source,
        one.url,
        sorted(one.venue),
        one.key,
    )


def _candidate(facts: _Facts) -> Candidate:
    title = read_title(facts.title)
    first, last, minute = _span(facts.start, facts.end)
    venue, towns = _venue(facts.venue, facts.town)
    organiser, areas = _organiser(facts.organiser)
    url, ticket = _address(facts.url)
    return Candidate(
        key=facts.key,
        title=facts.title,
        source=intern(facts.source),
        role=facts.role,
        url=url,
        ticket=ticket,
        first_day=first,
        last_day=last,
        minute=minute,
        words=title.words,
        edition=title.edition,
        moved=title.moved or facts.moved,
        streamed=title.streamed,
        venue=venue,
        has_venue=bool(facts.venue),
        towns=towns,
        organiser=organiser,
        areas=find_areas(title.area_words) + areas,
        mode=str(facts.mode),
    )


def _span(start: Moment | None, end: Moment | None) -> tuple[int | None, int | None, int | None]:
    """First day, last day, minute of the start."""
    if start is None:
        return None, None, None
    minute = None
    if isinstance(start, datetime):
        start = _london(start)
        minute = start.hour * 60 + start.minute
    first = start.toordinal()
    last = (
        _london(end).toordinal() if isinstance(end, datetime) else end.toordinal() if end else first
    )
    return first, last if first <= last <= first + _LONGEST_RUN else first, minute


def _london(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(_LONDON)
    except OverflowError:
        return moment


@lru_cache(4096)
def _moment(text: str) -> Moment | None:
    text = text.strip()
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


@lru_cache(8192)
def _venue(name: str, town: str) -> tuple[frozenset[str], tuple[Area, ...]]:
    """The words that tell the venue from others of its town, and the town."""
    words = plain_words(name)
    named = find_towns(words)
    towns = find_towns(plain_words(town)) or named
    spoken = {word for found, _ in (*named, *towns) for word in found.split()}
    return frozenset(words) - spoken - _small("venues", "small"), tuple(area for _, area in towns)


@lru_cache(8192)
def _organiser(name: str) -> tuple[frozenset[str], tuple[Area, ...]]:
    words = plain_words(name)
    telling = [word for word in words if word not in _small("titles", "small")]
    tokens = {stem(word) for word in telling}
    if len(telling) >= 3:
        tokens.add("".join(word[0] for word in telling))
    local = any(f" {body} " in f" {' '.join(words)} " for body in table("organisers")["bodies"])
    return frozenset(tokens), find_areas(words) if local else ()


@cache
def _small(name: str, key: str) -> frozenset[str]:
    return frozenset(table(name)[key])


def _address(url: str) -> tuple[str, str]:
    """The address as it is compared, and the booking number on a ticket site."""
    parts = _URL.match(url[:_LONGEST_URL])
    if parts is None:
        return "", ""
    netloc, path, query = parts.group(1, 2, 3)
    host, path = netloc.lower().removeprefix("www."), path.rstrip("/ ")
    if not host or not (path or query):
        return "", ""
    kept = _kept(query) if query else ""
    numbers = _TICKET.findall(path) if _sells_tickets(host) else ()
    ticket = f"{host.partition('.')[0]} {numbers[-1]}" if numbers else ""
    return f"{host}{path}?{kept}" if kept else host + path, ticket


@lru_cache(4096)
def _sells_tickets(host: str) -> bool:
    return any(site in host for site in table("urls")["tickets"])


def _kept(query: str) -> str:
    """The parameters that tell which page it is, in one order."""
    tracking = tuple(table("urls")["tracking"])
    parameters = (one for one in query.strip().split("&") if one)
    return "&".join(sorted(one for one in parameters if not one.startswith(tracking)))


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""
