"""One row of `muster when --jsonl` → its answer: wall times as printed, the zone beside them."""

from __future__ import annotations

from datetime import date, datetime
from operator import itemgetter

from catalogue.errors import ReadError
from pipelines.when.flags import graded
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
from pipelines.when.seasons import moment, steady
from pipelines.when.shapes import Found, shape_of

_INPUTS = ("text", "reference", "zone", "locale")
_inputs = itemgetter(*_INPUTS)

_Facts = tuple[
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

_MOST = 16_384
"""Phrases remembered; then all are forgotten, which costs less than to keep count of what was used last."""

_memo: dict[object, _Facts] = {}
"""By the four inputs as given, so that a phrase is known again before anything is done to it."""

_SURE = graded(())


def answer(row: dict[str, object]) -> dict[str, object]:
    """The answer to `{"text", "reference", "zone", "locale"}`; keys it does not know pass through.

    `start` and `end` are "2027-05-08", "2027-05-08T10:00", "T10:00" or a partial start ("2027-05"), without an
    offset; `end` of days is inclusive.

    Raises:
        ReadError: `reference` is no date.
    """
    try:
        given = _inputs(row)
        facts = _memo.get(given)
    except KeyError:
        return answer(dict.fromkeys(_INPUTS) | row)
    except TypeError:  # an input is a list
        facts = None
    if facts is None:
        facts = _new(given)
    start, end, all_day, zone, certain, grade, sessions, rrule, status, why, via = facts
    said: dict[str, object] = {
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
    if len(row) == len(_INPUTS):
        return said
    return {key: value for key, value in row.items() if key not in _INPUTS} | said


def _new(given: tuple[object, ...]) -> _Facts:
    """The facts of a phrase that is not in the memo, put there."""
    text, reference, zone, locale = given
    day = _reference(str(reference))
    facts = _facts(str(text or ""), day, str(zone or ""), str(locale or "en-GB"))
    if type(text) is type(reference) is str:  # as keys, 1, 1.0 and True would be the same
        if len(_memo) >= _MOST:
            _memo.clear()
        _memo[given] = facts
    return facts


def _facts(text: str, day: date, zone: str, locale: str) -> _Facts:
    """What is said of a phrase; a shape is answered at once, for most phrases have one."""
    found = shape_of(text, day, locale)
    facts = _of_shape(found, known_zone(zone)) if found else None
    if facts is not None:
        return facts
    ground = ground_of(day, zone, locale)
    return _of_reading(reading_of(text, ground), ground.zone)


def _of_shape(found: Found, zone: str | None) -> _Facts | None:
    """What is said of a shape; None at a time of day that needs a look at the season."""
    day, times, why = found
    certain, grade = graded(why) if why else _SURE
    start = day.isoformat()
    if times is None:
        return start, None, True, None, certain, grade, (), None, None, why, "shape"
    opening, _, opens, closes = times
    if not steady(zone, day, opening):
        return None
    end = start + closes if closes else None
    return start + opens, end, False, zone, certain, grade, (), None, None, why, "shape"


def _of_reading(reading: Reading, source: str | None) -> _Facts:
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
