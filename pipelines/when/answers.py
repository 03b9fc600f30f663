"""One row of `muster when --jsonl` → its answer: wall times as printed, the zone beside them."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
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

_Spelt = tuple[dict[str, object], tuple[str, ...], tuple[tuple[str | None, str | None], ...]]
"""An answer, its `why` and its `sessions`: each who asks gets lists of his own of the last two."""

_memo: dict[object, _Spelt] = {}
"""By the four inputs as given, so that a phrase is known again before anything is done to it."""


def answer(row: dict[str, object]) -> dict[str, object]:
    """The answer to `{"text", "reference", "zone", "locale"}`; keys it does not know pass through.

    `start` and `end` are "2027-05-08", "2027-05-08T10:00", "T10:00" or a partial start ("2027-05"), without an
    offset; `end` of days is inclusive.

    Raises:
        ReadError: `reference` is no date.
    """
    try:
        given = _inputs(row)
        known = _memo.get(given)
    except KeyError:
        return answer(dict.fromkeys(_INPUTS) | row)
    except TypeError:  # an input is a list
        known = None
    if known is None:
        said = _spelt(*given)
    else:
        plain, why, sessions = known
        said = plain.copy()
        said["why"] = [*why]
        if sessions:
            said["sessions"] = _lists(sessions)
    if len(row) == len(_INPUTS):
        return said
    return {key: value for key, value in row.items() if key not in _INPUTS} | said


def _spelt(text: object, reference: object, zone: object, locale: object) -> dict[str, object]:
    """The answer to a phrase that is new, put in the memo."""
    start, end, all_day, held, certain, grade, sessions, rrule, status, why, via = _facts(
        str(text or ""), _reference(str(reference)), str(zone or ""), str(locale or "en-GB")
    )
    said: dict[str, object] = {
        "start": start,
        "end": end,
        "all_day": all_day,
        "zone": held,
        "certain": certain,
        "grade": grade,
        "sessions": _lists(sessions) if sessions else None,
        "rrule": rrule,
        "status": status,
        "why": [*why],
        "via": via,
    }
    if type(text) is type(reference) is str:  # as keys, 1, 1.0 and True would be the same
        if len(_memo) >= _MOST:
            _memo.clear()
        _memo[text, reference, zone, locale] = said.copy(), why, sessions
    return said


def _lists(pairs: tuple[tuple[str | None, str | None], ...]) -> list[list[str | None]]:
    return [[*pair] for pair in pairs]


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
    day, opening, closing, why = found
    certain, grade = graded(why)
    start = day.isoformat()
    if opening is None:
        return start, None, True, None, certain, grade, (), None, None, why, "shape"
    if not steady(zone, day, opening):
        return None
    end = start + _clock_text(closing) if closing else None
    start += _clock_text(opening)
    return start, end, False, zone, certain, grade, (), None, None, why, "shape"


@lru_cache(maxsize=1440)
def _clock_text(clock: time) -> str:
    return "T" + clock.isoformat("minutes")


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
