"""A machine-written date ("2027-06-16T09:30+01:00", "20270616T093000Z", epoch, CMS oddities) → a Stamp.

ISO 8601 extended and basic forms, RFC 3339, RFC 9557 suffixes and RFC 5545 values; and the mistakes measured on
real pages: hour doubled with dashes (EventON 2.6), a third ":00" before the offset, one-digit months, "+0:00".
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple

from pipelines.when import zones
from pipelines.when.years import day_of

_LONGEST = 80


class Stamp(NamedTuple):
    """A machine-written moment as written: `clock` None for a day, `offset` None when none is written."""

    day: date
    clock: time | None = None
    offset: timedelta | None = None
    zone: str | None = None
    odd: bool = False

    @property
    def naive(self) -> datetime:
        """The wall time as written; midnight for a day."""
        return datetime.combine(self.day, self.clock or time())


_STAMP = re.compile(
    r"""
    (?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})|(?P<basic>[0-9]{4}))
    (?:[Tt\ _]\s?(?:
        (?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::[0-9]{2})?(?P<extra>:[0-9]{2})?(?:[.,][0-9]{1,9})?
      | (?P<clock>[0-9]{4})(?:[0-9]{2})?
      | (?P<twice>[0-9]{1,2})-(?P=twice)-(?P<late>[0-9]{2})-[0-9]{2}
      )
      (?P<offset>\s?(?:[Zz]|UTC|GMT|[+-][0-9]{1,2}(?::?[0-9]{2})?))?
    )?
    (?:\[(?P<zone>[A-Za-z_/+-]{1,40})\])?
    """,
    re.VERBOSE,
)
_EPOCH = re.compile(r"[0-9]{10}(?:[0-9]{3})?(?:\.[0-9]{1,6})?")
_DURATION = re.compile(
    r"\+?P(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?(?:T(?:([0-9]{1,5})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,7})(?:\.[0-9]+)?S)?)?",
    re.IGNORECASE,
)


def stamp_of(text: str) -> Stamp | None:
    """The stamp a text writes; None when it is no machine-written date (words are the grammar's affair)."""
    text = text.strip()
    if not 8 <= len(text) <= _LONGEST:
        return None
    if _EPOCH.fullmatch(text):
        return _from_epoch(text)
    match = _STAMP.fullmatch(text)
    day = _day(match) if match else None
    if match is None or day is None:
        return None
    try:
        return _timed(match, day)
    except (ValueError, OverflowError):
        return None


def _day(match: re.Match[str]) -> date | None:
    basic = match["basic"]
    month, day = (basic[:2], basic[2:]) if basic else (match["month"], match["day"])
    return day_of(int(match["year"]), int(month), int(day))


def _timed(match: re.Match[str], day: date) -> Stamp:
    hour, minute = _clock(match)
    if hour is None:
        return Stamp(day)
    if hour == 24 and minute == 0:
        day, hour = day + timedelta(1), 0
    odd = bool(match["extra"] or match["twice"] or len(match["month"] or "00") == 1)
    return Stamp(day, time(hour, minute), _offset(match["offset"]), _zone(match["zone"]), odd)


def _clock(match: re.Match[str]) -> tuple[int | None, int]:
    if match["hour"]:
        return int(match["hour"]), int(match["minute"])
    if match["clock"]:
        return int(match["clock"][:2]), int(match["clock"][2:])
    if match["twice"]:
        return int(match["twice"]), int(match["late"])
    return None, 0


def _offset(text: str | None) -> timedelta | None:
    if text is None:
        return None
    text = text.strip()
    if text[0] not in "+-":
        return timedelta(0)
    hours, _, minutes = text[1:].partition(":")
    if not minutes and len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    size = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if size > timedelta(hours=14):
        raise ValueError(text)
    return -size if text[0] == "-" else size


def _zone(name: str | None) -> str | None:
    return zones.zone_named(name) if name else None


def _from_epoch(text: str) -> Stamp | None:
    """Seconds or milliseconds since 1970, UTC; to the minute, for platforms add noise below it."""
    digits = text.partition(".")[0]
    seconds = int(digits) // (1000 if len(digits) == 13 else 1)
    moment = datetime.fromtimestamp(seconds, UTC)
    return Stamp(moment.date(), moment.time().replace(second=0, microsecond=0), timedelta(0))


def duration_of(text: str) -> timedelta | None:
    """An ISO 8601 or RFC 5545 duration without months or years; None for anything else, and for nothing at all."""
    match = _DURATION.fullmatch(text.strip()[:_LONGEST])
    if match is None:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds) or None


def in_zone(stamp: Stamp, zone: str | None) -> datetime | date:
    """The day, or the moment in `zone`: an offset keeps the instant, without one the wall time is the zone's own.

    Naive when neither a zone nor an offset is known; in a zone of that offset ("Etc/GMT+8") when only an offset is.
    """
    if stamp.clock is None:
        return stamp.day
    if stamp.offset is None:
        return stamp.naive.replace(tzinfo=zones.zone_info(zone)) if zone else stamp.naive
    holding = zones.zone_info(zone or zones.offset_zone(stamp.offset))
    try:
        return stamp.naive.replace(tzinfo=timezone(stamp.offset)).astimezone(holding)
    except OverflowError:
        return stamp.naive.replace(tzinfo=holding)


def from_utc(stamp: Stamp, zone: str) -> datetime | date:
    """The stamp as if it ended in Z."""
    return in_zone(stamp._replace(offset=timedelta(0)), zone)


def as_wall(stamp: Stamp, zone: str | None) -> datetime | date:
    """The stamp's wall time in `zone`, whatever offset it claims."""
    return in_zone(stamp._replace(offset=None), zone)
