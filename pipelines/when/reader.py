"""One phrase and what it is read against → Times; remembers what it has read, never raises on any text."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from functools import lru_cache

from catalogue.listing import Grade, Session, Times
from pipelines.when import zones
from pipelines.when.cleaning import clean
from pipelines.when.delegate import single_date
from pipelines.when.flags import grade_of, is_certain
from pipelines.when.grammar import read_phrase
from pipelines.when.reading import Ground, Reading, Wall
from pipelines.when.seasons import is_source_offset, moment, season_flags
from pipelines.when.shapes import quick


def ground_of(day: date, zone: str | None, locale: str) -> Ground:
    """What phrases of a page are read against; a zone that names none of the IANA database counts as unknown."""
    return Ground(day=day, zone=known_zone(zone), locale=locale or "en-GB")


def day_at(now: datetime, zone: str | None) -> date:
    """The day it is at the source when a page is fetched; a naive time keeps its own."""
    known = known_zone(zone)
    if known is None or now.tzinfo is None:
        return now.date()
    try:
        return now.astimezone(zones.zone_info(known)).date()
    except OverflowError:
        return now.date()


@lru_cache(maxsize=512)
def known_zone(zone: str | None) -> str | None:
    """The IANA name of a zone; None for what names none."""
    return zones.zone_named(zone) if zone else None


@lru_cache(maxsize=16_384)
def reading_of(text: str, ground: Ground) -> Reading:
    """The reading of one phrase in wall times; listing pages and repeated crawls ask for the same ones again."""
    reading = quick(text, ground) or _slowly(text, ground)
    if is_source_offset(reading, ground.zone):
        reading = reading._replace(zone=ground.zone)
    extra = tuple(flag for flag in season_flags(reading, ground.zone) if flag not in reading.why)
    return reading._replace(why=reading.why + extra) if extra else reading


def _slowly(text: str, ground: Ground) -> Reading:
    """Cleaned, by a shape or the grammar; a single date they do not know by dateparser."""
    plain = clean(text)
    reading = (quick(" ".join(plain.split()), ground) if plain != text else None) or read_phrase(
        plain, ground
    )
    if reading.start is None or reading.start.day is None:
        return single_date(plain, ground) or reading
    return reading


def certain_of(reading: Reading) -> bool:
    """Whether the phrase was understood and nothing in it is in doubt."""
    return (reading.start is not None or reading.end is not None) and is_certain(reading.why)


def zone_of(reading: Reading, source: str | None) -> str | None:
    """The zone that holds for a start with a time of day; None for days, and when ambiguous."""
    if reading.start is None or reading.start.clock is None or "ambiguous-zone" in reading.why:
        return None
    return reading.zone or source


def grade_for(reading: Reading) -> Grade:
    """What publishing goes by; OPEN where the words give no first day."""
    dated = reading.start is not None and reading.start.day is not None
    return grade_of(reading.why) if dated else Grade.OPEN


def times_of_reading(reading: Reading, source: str | None, text: str) -> Times:
    """A reading laid over its zone."""
    start, end = (moment(wall, reading, source) for wall in (reading.start, reading.end))
    zone = zone_of(reading, source) if start is not None else None
    if zone is not None and zones.is_offset(zone):
        zone = getattr(getattr(start, "tzinfo", None), "key", None)
    return Times(
        start=start,
        end=end,
        zone=zone,
        grade=grade_for(reading),
        certain=certain_of(reading)
        and (start is not None or end is not None or bool(_partial(reading))),
        partial=_partial(reading),
        sessions=_sessions(reading, source),
        rrule=reading.rrule,
        why=reading.why,
        via=reading.via,
        text=text,
    )


def _partial(reading: Reading) -> str | None:
    if reading.start is not None and reading.start.day is None:
        return reading.start.text
    return reading.partial


def _sessions(reading: Reading, source: str | None) -> tuple[Session, ...]:
    pairs = [
        (moment(opening, reading, source), moment(closing, reading, source))
        for opening, closing in reading.sessions
    ]
    return tuple(Session(start=start, end=end) for start, end in pairs if start is not None)


def wall_text(wall: Wall | None) -> str | None:
    """ISO text of a wall value, None for none."""
    return wall.text if wall is not None else None


def read_when(text: str, *, now: datetime, zone: str | None = None, locale: str = "en-GB") -> Times:
    """What one phrase says about when.

    Args:
        text: Words as found on the page; any text at all is accepted.
        now: Aware time of fetching: the reference for missing years and for "tomorrow".
        zone: IANA zone of the source; a zone printed in the words wins over it.
        locale: BCP 47 tag of the source: language, and the order of day and month.
    """
    return _times(text, now, now.tzinfo, zone, locale)


@lru_cache(maxsize=16_384)
def _times(text: str, now: datetime, _tz: tzinfo | None, zone: str | None, locale: str) -> Times:
    """Times of a phrase, remembered; by the zone of `now` too, for equal moments may be different days."""
    ground = ground_of(day_at(now, zone), zone, locale)
    return times_of_reading(reading_of(text, ground), ground.zone, text)
