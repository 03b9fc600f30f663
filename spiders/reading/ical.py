"""iCalendar text → one Draft per VEVENT, values as written; a broken line costs that line, never the file.

A Draft carries words, so no value has to be decoded here: icalendar's content lines are read one by one and
calendar components are not built at all. What makes whole-file parsers fail on real feeds (a VTIMEZONE with two
TZIDs, a calendar cut short, one malformed line) therefore cannot lose an event.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from icalendar.parser import Contentline
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from catalogue.draft import Draft
from spiders.reading.found import Found, fold

NAME = "ical"
MAX_EVENTS = 5000
"""VEVENTs of one calendar; the largest of 450 saved calendars has 677."""
MAX_LINE = 200_000
_CUT = "calendar is cut short; its last event is left out"

_FOLD = re.compile(r"\n[ \t]")
_BASIC_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)$")
_MIDNIGHTS = re.compile(r"(\d{8})T000000Z?$")
_TEMPLATE = re.compile(r"#_[A-Z]{3,}")
_PARSE: Callable[[str], Any] = Contentline
_ESCAPE = re.compile(r"\\([nN,;\\:\"])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One property: name, parameters, value; `resolved` when icalendar has resolved its escapes already."""

    name: str
    params: dict[str, str]
    value: str
    resolved: bool = False

    @property
    def text(self) -> str:
        """The value with its escapes resolved."""
        if self.resolved:
            return self.value
        return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass(slots=True)
class _Component:
    """A VEVENT in the making: the first value of every property, and all of the repeatable ones."""

    lines: dict[str, _Line] = field(default_factory=dict)
    many: dict[str, list[_Line]] = field(default_factory=dict)
    broken: int = 0
    depth: int = 0

    def words(self, name: str) -> str:
        line = self.lines.get(name)
        return line.text.strip() if line else ""


@dataclass(slots=True)
class _Calendar:
    events: list[_Component] = field(default_factory=list)
    zone: str = ""
    method: str = ""
    cut: bool = False


def read_text(text: str, reader: str = NAME) -> tuple[list[Draft], tuple[str, ...]]:
    """The Drafts of calendar text, and warnings about the calendar as a whole."""
    calendar = _calendar(text)
    drafts = [
        _draft(event, calendar, number, reader)
        for number, event in enumerate(calendar.events, start=1)
    ]
    warnings = []
    begun = len(re.findall(r"^BEGIN:VEVENT", text, re.IGNORECASE | re.MULTILINE))
    if begun > len(calendar.events):
        warnings.append(f"calendar begins {begun} events, {len(calendar.events)} could be read")
    if calendar.cut:
        warnings.append(_CUT)
        drafts = [replace(draft, warnings=(*draft.warnings, _CUT)) for draft in drafts]
    return drafts, tuple(warnings)


def _calendar(text: str) -> _Calendar:
    calendar = _Calendar()
    current: _Component | None = None
    for raw in _FOLD.sub("", text).split("\n"):
        line = raw.strip("\ufeff \t")
        mark = line.upper()
        if mark == "BEGIN:VEVENT":
            if len(calendar.events) >= MAX_EVENTS:
                return calendar
            current = _Component()
            calendar.events.append(current)
        elif mark == "END:VEVENT":
            current = None
        elif current is None:
            _about(calendar, line)
        else:
            _inside(current, line, mark)
    if current is not None:
        calendar.cut = True
        calendar.events.pop()  # what the cut left of it may hold half a date
    return calendar


def _inside(event: _Component, line: str, mark: str) -> None:
    """A line of an event; what stands inside an alarm is not the event's."""
    if mark.startswith(("BEGIN:", "END:")):
        event.depth += 1 if mark.startswith("BEGIN:") else -1
    elif event.depth <= 0 and line:
        _take(event, line)


def _about(calendar: _Calendar, line: str) -> None:
    name, _, value = line.partition(":")
    if name.upper() == "X-WR-TIMEZONE":
        calendar.zone = value.strip()
    elif name.upper() == "METHOD":
        calendar.method = value.strip().upper()


def _take(component: _Component, raw: str) -> None:
    line = _line(raw)
    if line is None:
        component.broken += 1
        return
    component.lines.setdefault(line.name, line)
    if line.name in ("RDATE", "EXDATE", "CATEGORIES", "ATTACH"):
        component.many.setdefault(line.name, []).append(line)


def _line(raw: str) -> _Line | None:
    if ":" not in raw or len(raw) > MAX_LINE:
        return None
    head, _, value = raw.partition(":")
    if ";" not in head and '"' not in head:
        return (
            _Line(name=head.upper(), params={}, value=value)
            if re.fullmatch(r"[\w-]+", head)
            else None
        )
    try:
        name, params, value = _PARSE(raw).parts()
    except (ValueError, KeyError, IndexError):
        return None
    listed = {str(key).upper(): _param(params[key]) for key in params}
    return _Line(name=str(name).upper(), params=listed, value=str(value), resolved=True)


def _param(value: object) -> str:
    return str(value[0]) if isinstance(value, list) and value else str(value)


def _draft(event: _Component, calendar: _Calendar, number: int, reader: str) -> Draft:
    found = Found(reader)
    where = f"VEVENT {number}"
    found.give("title", fold(event.words("SUMMARY")), f"{where} SUMMARY")
    _times(event, calendar, found, where)
    _repeats(event, found, where)
    uid, recurrence = event.words("UID"), event.words("RECURRENCE-ID")
    key = " ".join(part for part in (uid, recurrence) if part) if uid else ""
    found.give("source_key", key, f"{where} UID")
    if recurrence or event.lines.get("RRULE"):
        found.give("series", uid, f"{where} UID", confidence=0.8)
    status = "CANCELLED" if calendar.method == "CANCEL" else event.words("STATUS")
    found.give("status", status, f"{where} STATUS")
    place = fold(event.words("LOCATION"))
    if not _TEMPLATE.search(place):
        found.give("place", place, f"{where} LOCATION")
    _links(event, found, where)
    organiser = event.lines.get("ORGANIZER")
    found.give(
        "organiser", organiser.params.get("CN", "") if organiser else "", f"{where} ORGANIZER;CN"
    )
    html = event.lines.get("X-ALT-DESC")
    found.give(
        "description", html.text if html and "<" in html.value else "", f"{where} X-ALT-DESC"
    )
    found.give("description", event.words("DESCRIPTION"), f"{where} DESCRIPTION")
    tags = [
        fold(tag)
        for line in event.many.get("CATEGORIES", [])
        for tag in re.split(r"(?<!\\),", line.value)
    ]
    found.give(
        "categories", tuple(dict.fromkeys(tag for tag in tags if tag)), f"{where} CATEGORIES"
    )
    found.give("price", event.words("X-COST"), f"{where} X-COST")
    found.give("modified", event.words("LAST-MODIFIED"), f"{where} LAST-MODIFIED")
    if event.broken:
        found.warn(f"{event.broken} broken lines of {where} left out")
    return found.draft()


def _links(event: _Component, found: Found, where: str) -> None:
    url = event.words("URL")
    found.give("url", url if url.startswith("http") else "", f"{where} URL")
    for name in ("X-GOOGLE-CONFERENCE", "CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"):
        value = event.words(name)
        found.give("online_url", value if value.startswith("http") else "", f"{where} {name}")
    for line in event.many.get("ATTACH", []):
        if re.search(r"\.(?:jpe?g|png|gif|webp)(?:\?|$)", line.value, re.IGNORECASE):
            found.give("image", line.value, f"{where} ATTACH")


def _times(event: _Component, calendar: _Calendar, found: Found, where: str) -> None:
    start, end = event.lines.get("DTSTART"), event.lines.get("DTEND")
    if start is None or not start.value.strip():
        found.warn(f"{where} has no start")
        return
    value = start.value.strip()
    if _BASIC_DAY.match(value):
        found.give("start", value, f"{where} DTSTART")
        found.give("all_day", True, f"{where} DTSTART")
        _last_day(value, end, found, where)
    elif _whole_days(start, end) and end is not None:
        found.give("start", value[:8], f"{where} DTSTART", value)
        found.give("all_day", True, f"{where} DTSTART")
        _last_day(
            value[:8], _Line(name="DTEND", params={}, value=end.value.strip()[:8]), found, where
        )
    else:
        found.give("start", value, f"{where} DTSTART")
        _closing(value, end, found, where)
        _zone(start, calendar, found, where)
    duration = event.words("DURATION")
    if end is None and duration.startswith("P"):
        found.give("duration", duration, f"{where} DURATION")


def _whole_days(start: _Line, end: _Line | None) -> bool:
    """Midnight to a later midnight is an all-day event in disguise."""
    if (
        end is None
        or not _MIDNIGHTS.match(start.value.strip())
        or start.value.strip().endswith("Z")
    ):
        return False
    return (
        bool(_MIDNIGHTS.match(end.value.strip()))
        and end.value.strip()[:8] > start.value.strip()[:8]
    )


def _last_day(start: str, end: _Line | None, found: Found, where: str) -> None:
    """DTEND of a DATE is exclusive; the Draft holds the last day."""
    if end is None:
        return
    first, after = _day(start), _day(end.value.strip())
    if first is None or after is None:
        found.warn(f"{where}: end {end.value.strip()[:40]} is no day like its start")
    elif after < first:
        found.warn(f"{where}: end {end.value.strip()} lies before the start")
    elif after - first > timedelta(days=1):
        found.give(
            "end", (after - timedelta(days=1)).strftime("%Y%m%d"), f"{where} DTEND", end.value
        )


def _closing(start: str, end: _Line | None, found: Found, where: str) -> None:
    if end is None:
        return
    value = end.value.strip()
    if _BASIC_DAY.match(value):
        found.warn(f"{where}: end {value} is a day, the start a time")
    elif value.rstrip("Z") < start.rstrip("Z") and value.endswith("Z") == start.endswith("Z"):
        found.warn(f"{where}: end {value} lies before the start")
    elif value != start:
        found.give("end", value, f"{where} DTEND")


def day_before(text: str) -> str:
    """The day before a basic date ("20240923" → "20240922"); "" for other words."""
    day = _day(text)
    return (day - timedelta(days=1)).strftime("%Y%m%d") if day else ""


def _day(text: str) -> date | None:
    found = _BASIC_DAY.match(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _zone(start: _Line, calendar: _Calendar, found: Found, where: str) -> None:
    """The zone of a start: its TZID as an IANA name, else the calendar's own zone."""
    written = start.params.get("TZID", "").strip('"')
    for name in (written, calendar.zone):
        known = zone_name(name)
        if known:
            found.give("zone", known, f"{where} TZID", name)
            return
        if name:
            found.warn(f"zone {name[:60]} is not known; wall time kept")


def zone_name(written: str) -> str:
    """The IANA name for a TZID: itself, its tail (`/freeassociation.…/Europe/London`) or a Windows name; else ""."""
    if written in WINDOWS_TO_OLSON:
        return WINDOWS_TO_OLSON[written]
    parts = written.split("/")
    tails = (written, *("/".join(parts[-n:]) for n in (3, 2)))
    return next((tail for tail in tails if tail in _zones()), "")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _repeats(event: _Component, found: Found, where: str) -> None:
    found.give("rrule", event.words("RRULE"), f"{where} RRULE")
    for field_name, name in (("rdates", "RDATE"), ("exdates", "EXDATE")):
        values = [
            part.strip() for line in event.many.get(name, []) for part in line.value.split(",")
        ]
        found.give(field_name, tuple(part for part in values if part), f"{where} {name}")
