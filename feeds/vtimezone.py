"""The name of an IANA zone in; a VTIMEZONE whose observances are yearly rules out, or None for zones that have none.

Written by us and not by icalendar, whose VTIMEZONE lists every onset in one RDATE: Thunderbird and everything
else on ical.js reads only the first of them and moves winter events by an hour. RFC 5545 3.6.5: one RRULE with
one BYDAY per observance, its onset in the local time of the offset that ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

FIRST_YEAR = 2026
"""Our first listings; a constant, so that the bytes do not change at New Year."""

LAST_YEAR = FIRST_YEAR + 10
"""A rule counts when it holds that long; nobody announces events further ahead."""

_UNIX = 1970
_BEGINNING = re.compile(rb"DTSTART:(\d{4})")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_Rule = tuple[int, str, time]  # month, BYDAY, local time of the onset


@dataclass(frozen=True, slots=True)
class _Onset:
    """One change of a zone's offset; `at` is naive wall time under the old offset."""

    at: datetime
    old: timedelta
    new: timedelta
    name: str

    @property
    def is_summer(self) -> bool:
        # Not dst(): it is negative in Europe/Dublin, whose winter time counts as the exception.
        return self.new > self.old

    @property
    def rules(self) -> frozenset[_Rule]:
        """Yearly rules of one BYDAY that fall on this onset: the nth such weekday, and the last one."""
        day, month = _DAYS[self.at.weekday()], self.at.month
        nth = (month, f"{(self.at.day - 1) // 7 + 1}{day}", self.at.time())
        last = (month, f"-1{day}", self.at.time())
        is_last = (self.at + timedelta(days=7)).month != month
        return frozenset((nth, last) if is_last else (nth,))


@lru_cache(maxsize=512)
def vtimezone(name: str) -> bytes | None:
    """The component with CRLF line ends; None for an unknown zone and for one that no yearly rule describes."""
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    observances = _observances(zone)
    if observances is None:
        return None
    lines = ("BEGIN:VTIMEZONE", f"TZID:{name}", f"X-LIC-LOCATION:{name}", *observances)
    return "".join(f"{line}\r\n" for line in (*lines, "END:VTIMEZONE")).encode()


def holds_for(moment: datetime) -> bool:
    """Whether wall time and zone name alone say this instant to everyone who reads the zone's VTIMEZONE.

    Not for zones without a yearly rule, for instants before the rule began, for hours that the clocks skip,
    and for the second pass of an hour that they repeat.
    """
    if moment.year <= _last_beginning(str(getattr(moment.tzinfo, "key", ""))):
        return False
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return back.fold == 0 and back == moment  # wall times: Python compares no more within one zone


@lru_cache(maxsize=512)
def _last_beginning(name: str) -> int:
    """The year in which the last rule of a zone's VTIMEZONE begins; beyond all years where it has none."""
    component = vtimezone(name)
    return MAXYEAR if component is None else max(map(int, _BEGINNING.findall(component)))


def _observances(zone: ZoneInfo) -> list[str] | None:
    years = [_onsets(zone, year) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
    if not any(years):
        return _fixed(zone)
    lines: list[str] = []
    for summer in (True, False):
        runs = [[onset for onset in year if onset.is_summer is summer] for year in years]
        found = _observance(zone, runs)
        if found is None:
            return None
        lines += found
    return lines


def _fixed(zone: ZoneInfo) -> list[str]:
    """The one observance of a zone that keeps its offset."""
    year = FIRST_YEAR
    while year > _UNIX and not _onsets(zone, year - 1):
        year -= 1
    there = datetime(FIRST_YEAR, 1, 1, tzinfo=zone)
    offset = _offset_text(_offset(zone, there))
    return [
        "BEGIN:STANDARD",
        f"TZNAME:{there.tzname()}",
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        f"DTSTART:{year}0101T000000",
        "END:STANDARD",
    ]


def _observance(zone: ZoneInfo, runs: list[list[_Onset]]) -> list[str] | None:
    """One half of the year; None unless it begins once a year, always by the same rule and offsets."""
    if any(len(run) != 1 for run in runs):
        return None
    onsets = [run[0] for run in runs]
    first = onsets[0]
    rules = frozenset.intersection(*(onset.rules for onset in onsets))
    if not rules or any((one.old, one.new) != (first.old, first.new) for one in onsets):
        return None
    rule = min(rules)
    kind = "DAYLIGHT" if first.is_summer else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"TZNAME:{first.name}",
        f"TZOFFSETFROM:{_offset_text(first.old)}",
        f"TZOFFSETTO:{_offset_text(first.new)}",
        f"DTSTART:{_beginning(zone, first, rule):%Y%m%dT%H%M%S}",
        f"RRULE:FREQ=YEARLY;BYMONTH={rule[0]};BYDAY={rule[1]}",
        f"END:{kind}",
    ]


def _beginning(zone: ZoneInfo, first: _Onset, rule: _Rule) -> datetime:
    """The first onset of the unbroken run of years in which the rule holds."""
    for year in range(FIRST_YEAR - 1, _UNIX - 1, -1):
        same = [one for one in _onsets(zone, year) if (one.old, one.new) == (first.old, first.new)]
        if len(same) != 1 or rule not in same[0].rules:
            break
        first = same[0]
    return first.at


def _onsets(zone: ZoneInfo, year: int) -> list[_Onset]:
    """Changes of the offset within a year (UTC)."""
    return [_onset(zone, day) for day in _days_of_change(zone, year)]


def _days_of_change(zone: ZoneInfo, year: int) -> Iterator[datetime]:
    day, step = datetime(year, 1, 1, tzinfo=UTC), timedelta(days=1)
    while day.year == year:
        if _offset(zone, day) != _offset(zone, day + step):
            yield day
        day += step


def _onset(zone: ZoneInfo, day: datetime) -> _Onset:
    """The change within the 24 hours after `day`, to the second, by halving."""
    before, after = day, day + timedelta(days=1)
    old, second = _offset(zone, before), timedelta(seconds=1)
    while after - before > second:
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    there = after.astimezone(zone)
    wall = (after + old).replace(tzinfo=None)
    return _Onset(wall, old, _offset(zone, after), there.tzname() or "")


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _offset_text(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    sign, seconds = ("-" if seconds < 0 else "+"), abs(seconds)
    return f"{sign}{seconds // 3600:02}{seconds % 3600 // 60:02}"
