"""One row of `muster when --jsonl` → its answer: wall times as printed, the zone beside them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from operator import itemgetter

from catalogue.errors import ReadError
from catalogue.listing import Grade
from pipelines.when.flags import graded
from pipelines.when.plain import plain
from pipelines.when.reader import (
    certain_of,
    grade_for,
    ground_of,
    known_zone,
    reading_of,
    wall_text,
    zone_of,
)
from pipelines.when.reading import Reading
from pipelines.when.seasons import moment, quiet, steady
from pipelines.when.shapes import Found, shape_of

Facts = tuple[
    str | None,
    str | None,
    bool | None,
    str | None,
    bool,
    str,
    tuple[tuple[str | None, str | None], ...],
    str | None,
    str | None,
    tuple[str, ...],
    str,
]
"""What an answer says, in the order of its keys; remembered, and therefore small and not to be changed."""

_INPUTS = ("text", "reference", "zone", "locale")
_inputs = itemgetter(*_INPUTS)

_SURE = Grade.SURE.value
_MOST = 16_384
"""Phrases remembered: those of the last sources, whose pages print them again and again."""


def answer(row: dict[str, object]) -> dict[str, object]:
    """The answer to `{"text", "reference", "zone", "locale"}`; keys it does not know pass through.

    `start` and `end` are "2027-05-08", "2027-05-08T10:00", "T10:00" or a partial start ("2027-05"), without an
    offset; `end` of days is inclusive.

    Raises:
        ReadError: `reference` is no date, and the phrase cannot be read without one.
    """
    try:
        text, reference, zone, locale = _inputs(row)
    except KeyError:
        return answer(dict.fromkeys(_INPUTS) | row)
    said = when(str(text or ""), str(reference or ""), str(zone or ""), str(locale or "en-GB"))
    if len(row) == len(_INPUTS):
        return said
    return {key: value for key, value in row.items() if key not in _INPUTS} | said


def when(text: str, reference: str, zone: str, locale: str) -> dict[str, object]:
    """The answer to one phrase: `reference` as an ISO day, `zone` as an IANA name or "", `locale` as a BCP 47 tag.

    Raises:
        ReadError: As `answer` does.
    """
    said = plain(text) if locale[:2] == "en" else None
    held = quiet(zone) if said and said[2] else None
    if not said or (said[2] and not held):
        return _said(_facts(text, reference, zone, locale))
    start, end, timed = said
    return {
        "start": start,
        "end": end,
        "all_day": not timed,
        "zone": held,
        "certain": True,
        "grade": _SURE,
        "sessions": None,
        "rrule": None,
        "status": None,
        "why": [],
        "via": "shape",
    }


def _said(facts: Facts) -> dict[str, object]:
    start, end, all_day, zone, certain, grade, sessions, rrule, status, why, via = facts
    return {
        "start": start,
        "end": end,
        "all_day": all_day,
        "zone": zone,
        "certain": certain,
        "grade": grade,
        "sessions": [[*pair] for pair in sessions] if sessions else None,
        "rrule": rrule,
        "status": status,
        "why": [*why],
        "via": via,
    }


@lru_cache(maxsize=_MOST)
def _facts(text: str, reference: str, zone: str, locale: str) -> Facts:
    """What is said of a phrase that is not plain; shapes are answered at once."""
    day = _reference(reference)
    found = shape_of(text, day, locale)
    facts = _of_shape(found, known_zone(zone)) if found else None
    if facts is not None:
        return facts
    ground = ground_of(day, zone, locale)
    return _of_reading(reading_of(text, ground), ground.zone)


def _of_shape(found: Found, zone: str | None) -> Facts | None:
    """What is said of a shape; None at a time of day that needs a look at the season."""
    day, times, why = found
    certain, grade = graded(why)
    start = day.isoformat()
    if times is None:
        return start, None, True, None, certain, grade, (), None, None, why, "shape"
    opening, _, opens, closes = times
    if not steady(zone, day, opening):
        return None
    end = start + closes if closes else None
    return start + opens, end, False, zone, certain, grade, (), None, None, why, "shape"


def _of_reading(reading: Reading, source: str | None) -> Facts:
    start = wall_text(reading.start)
    return (
        start if start is not None else reading.partial,
        wall_text(reading.end),
        reading.start.clock is None if reading.start else None,
        _zone(reading, source),
        certain_of(reading),
        grade_for(reading).value,
        tuple((wall_text(first), wall_text(last)) for first, last in reading.sessions),
        reading.rrule,
        reading.status,
        reading.why,
        reading.via,
    )


def _zone(reading: Reading, source: str | None) -> str | None:
    """The zone that holds; as an offset where a label chose the second pass of an hour that comes twice.

    Wall time and zone name alone cannot say which pass is meant ("29 October, 01:15 GMT").
    """
    start = moment(reading.start, reading, source)
    if isinstance(start, datetime) and start.fold and reading.label:
        text = start.strftime("%z")
        return f"{text[:3]}:{text[3:5]}"
    return zone_of(reading, source)


def _reference(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError as problem:
        raise ReadError(
            "the reference day must be a date such as 2027-05-08", field="reference", text=text[:50]
        ) from problem
