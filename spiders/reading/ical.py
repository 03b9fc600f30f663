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
_PICTURE = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp)(?:\?|$)")
_LINKS = (
    ("url", "URL"),
    ("online_url", "X-GOOGLE-CONFERENCE"),
    ("online_url", "CONFERENCE"),
    ("online_url", "X-MICROSOFT-SKYPETEAMSMEETINGURL"),
)
_PARSE: Callable[[str], Any] = Contentline
_COMMA = re.compile(r"(?<!\\),")
_ESCAPE = re.compile(r"\\([nN,;\\:\"])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One property: name, value, parameters; `resolved` when icalendar has resolved its escapes already."""

    name: str
    value: str
    params: dict[str, str] = field(default_factory=dict)
    resolved: bool = False

    @property
    def text(self) -> str:
        """The value with its escapes resolved."""
        if self.resolved:
            return self.value
        return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


_NOTHING = (_Line(name="", value=""),)


@dataclass(slots=True)
class _Event:
    """A VEVENT in the making: the lines of every property, how many are broken, how deep in an alarm it stands."""

    lines: dict[str, list[_Line]] = field(default_factory=dict)
    broken: int = 0
    depth: int = 0

    def first(self, name: str) -> _Line:
        """The first line of a property; one without words where there is none."""
        return self.lines.get(name, _NOTHING)[0]

    def words(self, name: str) -> str:
        return self.first(name).text.strip()

    def parts(self, name: str) -> tuple[str, ...]:
        """What the lines of a property list between commas."""
        lines = self.lines.get(name, ())
        parts = (fold(part) for line in lines for part in _COMMA.split(line.value))
        return tuple(part for part in parts if part)


@dataclass(slots=True)
class _Calendar:
    events: list[_Event] = field(default_factory=list)
    zone: str = ""
    method: str = ""
    cut: bool = False


def read_text(text: str, reader: str = NAME) -> tuple[list[Draft], tuple[str, ...]]:
    """The Drafts of calendar text, and warnings about the calendar as a whole."""
    calendar = _calendar(text)
    events = enumerate(calendar.events, start=1)
    drafts = [_draft(event, calendar, number, reader) for number, event in events]
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
    current: _Event | None = None
    for raw in _FOLD.sub("", text).split("\n"):
        line = raw.strip("\ufeff \t")
        mark = line.upper()
        if mark == "BEGIN:VEVENT":
            if len(calendar.events) >= MAX_EVENTS:
                return calendar
            current = _Event()
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


def _inside(event: _Event, line: str, mark: str) -> None:
    """A line of an event; what stands inside an alarm is not the event's."""
    if mark.startswith(("BEGIN:", "END:")):
        event.depth += 1 if mark.startswith("BEGIN:") else -1
    elif event.depth <= 0 and line:
        read = _line(line)
        if read is None:
            event.broken += 1
        else:
            event.lines.setdefault(read.name, []).append(read)


def _about(calendar: _Calendar, line: str) -> None:
    name, _, value = line.partition(":")
    if name.upper() == "X-WR-TIMEZONE":
        calendar.zone = value.strip()
    elif name.upper() == "METHOD":
        calendar.method = value.strip().upper()


def _line(raw: str) -> _Line | None:
    """A content line taken apart; None for a broken one."""
    if ":" not in raw or len(raw) > MAX_LINE:
        return None
    head, _, value = raw.partition(":")
    if ";" not in head and '"' not in head:
        whole = re.fullmatch(r"[\w-]+", head)
        return _Line(name=head.upper(), value=value) if whole else None
    try:
        name, params, value = _PARSE(raw).parts()
    except (ValueError, KeyError, IndexError):
        return None
    listed = {str(key).upper(): _param(params[key]) for key in params}
    return _Line(name=str(name).upper(), params=listed, value=str(value), resolved=True)


def _param(value: object) -> str:
    return str(value[0]) if isinstance(value, list) and value else str(value)


def _draft(event: _Event, calendar: _Calendar, number: int, reader: str) -> Draft:
    found = Found(reader, f"VEVENT {number} ")
    found.give("title", fold(event.words("SUMMARY")), "SUMMARY")
    _times(event, calendar, found)
    found.give("rrule", event.words("RRULE"), "RRULE")
    found.give("rdates", event.parts("RDATE"), "RDATE")
    found.give("exdates", event.parts("EXDATE"), "EXDATE")
    uid, recurrence = event.words("UID"), event.words("RECURRENCE-ID")
    found.give("source_key", f"{uid} {recurrence}" if uid else "", "UID")
    if recurrence or "RRULE" in event.lines:
        found.give("series", uid, "UID", confidence=0.8)
    status = "CANCELLED" if calendar.method == "CANCEL" else event.words("STATUS")
    found.give("status", status, "STATUS")
    place = fold(event.words("LOCATION"))
    found.give("place", "" if _TEMPLATE.search(place) else place, "LOCATION")
    _links(event, found)
    found.give("organiser", event.first("ORGANIZER").params.get("CN", ""), "ORGANIZER;CN")
    html = event.words("X-ALT-DESC")
    found.give("description", html if "<" in html else "", "X-ALT-DESC")
    found.give("description", event.words("DESCRIPTION"), "DESCRIPTION")
    found.give("categories", tuple(dict.fromkeys(event.parts("CATEGORIES"))), "CATEGORIES")
    found.give("price", event.words("X-COST"), "X-COST")
    found.give("modified", event.words("LAST-MODIFIED"), "LAST-MODIFIED")
    if event.broken:
        found.warn(f"{event.broken} broken lines of VEVENT {number} left out")
    return found.draft()


def _links(event: _Event, found: Found) -> None:
    for field_name, name in _LINKS:
        value = event.words(name)
        found.give(field_name, value if value.startswith("http") else "", name)
    for line in event.lines.get("ATTACH", ()):
        if _PICTURE.search(line.value):
            found.give("image", line.value, "ATTACH")


def _times(event: _Event, calendar: _Calendar, found: Found) -> None:
    start, end = (event.first(name).value.strip() for name in ("DTSTART", "DTEND"))
    if not start:
        found.warn(f"{found.within}has no start")
        return
    days = _whole_days(start, end)
    if days or _BASIC_DAY.match(start):
        found.give("start", start[:8], "DTSTART", start)
        found.give("all_day", True, "DTSTART", start)
        _last_day(start[:8], end[:8] if days else end, found)
    else:
        found.give("start", start, "DTSTART")
        _closing(start, end, found)
        _zone(event.first("DTSTART"), calendar, found)
    duration = event.words("DURATION")
    if not end and duration.startswith("P"):
        found.give("duration", duration, "DURATION")


def _whole_days(start: str, end: str) -> bool:
    """Midnight to a later midnight is an all-day event in disguise."""
    midnights = _MIDNIGHTS.match(start) and _MIDNIGHTS.match(end) and not start.endswith("Z")
    return bool(midnights) and end[:8] > start[:8]


def _last_day(start: str, end: str, found: Found) -> None:
    """DTEND of a DATE is exclusive; the Draft holds the last day."""
    first, after = _day(start), _day(end)
    if first is None or after is None:
        if end:
            found.warn(f"{found.within.strip()}: end {end[:40]} is no day like its start")
    elif after < first:
        found.warn(f"{found.within.strip()}: end {end} lies before the start")
    elif after - first > timedelta(days=1):
        found.give("end", day_before(end), "DTEND", end)


def _closing(start: str, end: str, found: Found) -> None:
    """The end of an event with a clock time."""
    if _BASIC_DAY.match(end):
        found.warn(f"{found.within.strip()}: end {end} is a day, the start a time")
    elif end and end.rstrip("Z") < start.rstrip("Z") and end.endswith("Z") == start.endswith("Z"):
        found.warn(f"{found.within.strip()}: end {end} lies before the start")
    elif end != start:
        found.give("end", end, "DTEND")


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


def _zone(start: _Line, calendar: _Calendar, found: Found) -> None:
    """The zone of a start: its TZID as an IANA name, else the calendar's own zone."""
    written = start.params.get("TZID", "").strip('"')
    for name in (written, calendar.zone):
        known = zone_name(name)
        if known:
            found.give("zone", known, "TZID", name)
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
