"""A wall time, its zone and its printed label → an aware moment, and flags where clocks change or labels disagree."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache

from pipelines.when import zones
from pipelines.when.reading import Reading, Wall


def season_flags(reading: Reading, source: str | None) -> tuple[str, ...]:
    """Flags of a start in a DST gap or overlap, of a label against the season, of a zone that is not known by name."""
    wall, zone = _naive(reading.start), reading.zone or source
    if wall is None or "ambiguous-zone" in reading.why:
        return ()
    if zone is None:
        return ("zone-unknown",)
    if zones.is_offset(zone):
        return ("offset-only",)
    return _changes(wall, zone, reading.label)


def steady(zone: str | None, day: date, clock: time) -> bool:
    """Whether a zone is known and its clocks do not change at a wall time, so that no flag of a season is due."""
    if zone is None:
        return False
    if 6 <= clock.hour < 21 and zone.startswith(_CHANGE_AT_NIGHT):
        return True
    offset = zones.zone_info(zone).utcoffset
    once, again = datetime.combine(day, clock), datetime.combine(day, clock.replace(fold=1))
    return offset(once) == offset(again)


@lru_cache(maxsize=512)
def quiet(zone: str) -> str | None:
    """The IANA name of a zone whose clocks change only by night; None for others, and for what names no zone."""
    known = zones.zone_named(zone)
    return known if known is not None and known.startswith(_CHANGE_AT_NIGHT) else None


_CHANGE_AT_NIGHT = ("Europe/", "America/")
"""Where no clock has been changed between 6 and 21 hours since 1990; a test looks at all of them."""


def _changes(wall: datetime, zone: str, label: str) -> tuple[str, ...]:
    early, late = zones.offset_at(zone, wall), zones.offset_at(zone, wall, fold=1)
    minutes = zones.LABELS[label].minutes if label in zones.LABELS else None
    if early < late:
        return ("dst-gap",)
    if minutes is None:
        return ("dst-overlap",) if early > late else ()
    theirs = zones.same_clock(zone, zones.LABELS[label].zone)
    against = theirs and timedelta(minutes=minutes) not in (early, late)
    british = label == "gmt" and zone == "UTC" and _london_summer(wall)
    return ("zone-season",) if against or british else ()


def _naive(wall: Wall | None) -> datetime | None:
    if wall is None or wall.day is None or wall.clock is None:
        return None
    return datetime.combine(wall.day, wall.clock)


def is_source_offset(reading: Reading, source: str | None) -> bool:
    """Whether a printed offset is the source's own at that moment, so that it means the source's zone."""
    wall, offset = _naive(reading.start), reading.zone
    if wall is None or source is None or offset is None or not zones.is_offset(offset):
        return False
    return zones.offset_at(source, wall) == timedelta(minutes=zones.offset_minutes(offset))


def _london_summer(wall: datetime) -> bool:
    return bool(zones.offset_at("Europe/London", wall))


def moment(wall: Wall | None, reading: Reading, source: str | None) -> datetime | date | None:
    """The day, or the moment in the zone that holds; naive when no zone is known; None without a day.

    A time in a DST gap keeps its wall time (its UTC instant lies after the gap); in an overlap the label
    decides, else the first pass.
    """
    naive = _naive(wall)
    if naive is None:
        return wall.day if wall else None
    zone = None if "ambiguous-zone" in reading.why else reading.zone or source
    if zone is None:
        return naive
    if zones.is_offset(zone):
        return _from_offset(naive, zone, source)
    return naive.replace(tzinfo=zones.zone_info(zone), fold=_fold(naive, zone, reading.label))


def _fold(naive: datetime, zone: str, label: str) -> int:
    minutes = zones.LABELS[label].minutes if label in zones.LABELS else None
    late = zones.offset_at(zone, naive, fold=1)
    second = (
        minutes is not None
        and late < zones.offset_at(zone, naive)
        and late == timedelta(minutes=minutes)
    )
    return int(second)


def _from_offset(naive: datetime, offset: str, source: str | None) -> datetime:
    """The same instant in the source's zone: an offset alone names no zone; without a source, in one of that offset."""
    ahead = timedelta(minutes=zones.offset_minutes(offset))
    target = zones.zone_info(source or zones.offset_zone(ahead))
    try:
        return naive.replace(tzinfo=timezone(ahead)).astimezone(target)
    except OverflowError:
        return naive.replace(tzinfo=target)
