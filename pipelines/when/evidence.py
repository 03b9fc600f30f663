"""A stamp of the mark-up and the reading of the visible words → which of them holds, and the sentence that says why.

Mark-up proposes, visible words confirm (the design's table "Evidence and confirmation").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from catalogue.listing import day_of
from pipelines.when import zones
from pipelines.when.iso import Stamp, as_wall, from_utc, in_zone
from pipelines.when.reading import Reading


class Holds(StrEnum):
    """What is taken: the stamp as written, its wall time, its wall time read as UTC, its day, or the words."""

    MARKUP = "markup"
    WALL = "wall"
    UTC = "utc"
    DAY = "day"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What holds for the start, the warnings to show, and the flags to grade by."""

    holds: Holds
    warnings: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


_OPEN_DAYS = frozenset(
    {"several-dates", "year-far", "pair-open", "order-ambiguous", "order-locale", "month-repaired"}
)
_OPEN_CLOCKS = frozenset(
    {"several-times", "ampm-inferred", "midnight-side", "doors-only", "approx", "pair-open"}
)
"""Doubts of the words that the mark-up settles: then nothing is in dispute."""

_NEAR = timedelta(hours=2)
"""A wrong offset is off by the summer hour or by a neighbour's zone; one farther off means another place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the words say of the start: its day, the clock where they print one, and the doubts about it."""

    day: date
    clock: time | None
    why: frozenset[str]


def judged(stamp: Stamp, words: Reading | None, zone: str | None) -> Verdict:
    """The verdict on one start: the stamp against what the words say, in the zone that holds."""
    if words is None or words.start is None:
        return _alone(stamp, zone)
    proposed = in_zone(stamp, zone)
    day = words.start.day or day_of(proposed)
    said = Said(day=day, clock=words.start.clock, why=frozenset(words.why))
    if said.clock is None:
        return _day_only(stamp, proposed, said, zone)
    return _clock_said(stamp, said, said.clock, zone)


def _alone(stamp: Stamp, zone: str | None) -> Verdict:
    if stamp.clock is not None and stamp.offset is None and zone is None:
        return Verdict(holds=Holds.MARKUP, flags=("zone-unknown",))
    return Verdict(holds=Holds.MARKUP, warnings=_offset_warning(stamp, zone))


def _offset_warning(stamp: Stamp, zone: str | None) -> tuple[str, ...]:
    """An offset that is neither the zone's nor UTC names no zone: the instant is kept and said."""
    if not stamp.offset or stamp.clock is None:
        return ()
    if zone is None:
        return ("the mark-up gives an offset and no zone, and the source's zone is not known",)
    local = in_zone(stamp, zone)
    if isinstance(local, datetime) and local.utcoffset() == stamp.offset:
        return ()
    return (
        f"the offset of {stamp.naive:%H:%M} in the mark-up is not that of {zone}: shown in {zone}",
    )


def _day_only(stamp: Stamp, proposed: date | datetime, said: Said, zone: str | None) -> Verdict:
    """Words without a clock time: they confirm the day; midnight in the mark-up is then no time of day."""
    if said.day not in (day_of(proposed), stamp.day):
        return _other_day(stamp, said, zone)
    if stamp.clock == time(0) and said.day == stamp.day:
        return Verdict(holds=Holds.DAY)
    return _alone(stamp, zone)


def _other_day(stamp: Stamp, said: Said, zone: str | None) -> Verdict:
    if said.why & _OPEN_DAYS:
        return _alone(stamp, zone)
    return Verdict(
        holds=Holds.MARKUP,
        warnings=(f"mark-up says {stamp.day}, the page prints {said.day}: the mark-up is kept",),
        flags=("day-disputed",),
    )


def _clock_said(stamp: Stamp, said: Said, clock: time, zone: str | None) -> Verdict:
    """Words with a clock time: equal, a known mistake of the mark-up, or a contradiction."""
    wall = datetime.combine(said.day, clock)
    proposed = in_zone(stamp, zone)
    if stamp.clock is None or (
        stamp.clock == time(0) and stamp.day == said.day and clock != time(0)
    ):
        same = said.day == stamp.day
        return Verdict(holds=Holds.WORDS) if same else _other_day(stamp, said, zone)
    if _wall(proposed) == wall:
        return Verdict(
            holds=Holds.MARKUP,
            flags=("zone-unknown",) if zone is None and stamp.offset is None else (),
        )
    if stamp.naive == wall:
        return _wrong_offset(stamp, zone)
    if zone and stamp.offset is None and _wall(from_utc(stamp, zone)) == wall:
        return Verdict(
            holds=Holds.UTC,
            warnings=(
                f"mark-up says {stamp.naive:%H:%M}, the page {clock:%H:%M}: UTC written without Z",
            ),
            flags=("markup-repaired",),
        )
    if said.day not in (day_of(proposed), stamp.day):
        return _other_day(stamp, said, zone)
    return _other_clock(stamp, said, clock, zone)


def _other_clock(stamp: Stamp, said: Said, clock: time, zone: str | None) -> Verdict:
    if said.why & _OPEN_CLOCKS:
        return _alone(stamp, zone)
    proposed = _wall(in_zone(stamp, zone))
    return Verdict(
        holds=Holds.MARKUP,
        warnings=(
            f"mark-up says {proposed:%H:%M}, the page prints {clock:%H:%M}: the mark-up is kept",
        ),
        flags=("clock-disputed",),
    )


def _wrong_offset(stamp: Stamp, zone: str | None) -> Verdict:
    """The printed wall time under another offset than the zone's: the offset is wrong, or the place is elsewhere."""
    offset = stamp.offset or timedelta(0)
    if zone and offset and abs(zones.offset_at(zone, stamp.naive) - offset) > _NEAR:
        return Verdict(
            holds=Holds.MARKUP, warnings=_offset_warning(stamp, zone), flags=("offset-only",)
        )
    return Verdict(
        holds=Holds.WALL,
        warnings=(
            f"the page prints {stamp.naive:%H:%M}, so the offset in the mark-up is wrong for "
            f"{zone or 'its place'}: the wall time is kept",
        ),
        flags=("markup-repaired",),
    )


def _wall(value: date | datetime) -> datetime | None:
    """Wall time to the minute, without its zone; None for a day."""
    return (
        value.replace(tzinfo=None, second=0, microsecond=0, fold=0)
        if isinstance(value, datetime)
        else None
    )


def applied(holds: Holds, stamp: Stamp, zone: str | None) -> date | datetime:
    """A stamp (the end, as a rule) under the verdict on the start."""
    if holds is Holds.UTC and zone:
        return from_utc(stamp, zone)
    if holds is Holds.WALL:
        return as_wall(stamp, zone)
    if holds is Holds.DAY:
        return stamp.day
    return in_zone(stamp, zone)
