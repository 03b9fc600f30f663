"""One row of `muster when --jsonl` → its answer: wall times as printed, the zone beside them."""

from __future__ import annotations

from datetime import date, datetime

from catalogue.errors import ReadError
from pipelines.when.flags import grade_of, is_certain
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

_TAKEN = frozenset({"text", "reference", "zone", "locale"})


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

_memo: dict[tuple[str, str, str, str], _Facts] = {}


def answer(row: dict[str, object]) -> dict[str, object]:
    """The answer to `{"text", "reference", "zone", "locale"}`; keys it does not know pass through.

    `start` and `end` are "2027-05-08", "2027-05-08T10:00", "T10:00" or a partial start ("2027-05"), without an
    offset; `end` of days is inclusive.

    Raises:
        ReadError: `reference` is no date.
    """
    key = (
        str(row.get("text") or ""),
        str(row.get("reference")),
        str(row.get("zone") or ""),
        str(row.get("locale") or "en-GB"),
    )
    facts = _memo.get(key) or _remembered(key)
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
    if row.keys() <= _TAKEN:
        return said
    return {key: value for key, value in row.items() if key not in _TAKEN} | said


def _remembered(key: tuple[str, str, str, str]) -> _Facts:
    """What is said of a phrase, put in the memo; a shape is answered at once, for most phrases have one."""
    if len(_memo) >= _MOST:
        _memo.clear()
    text, reference, zone, locale = key
    day = _reference(reference)
    found = shape_of(text, day, locale)
    facts = _of_shape(found, known_zone(zone)) if found else None
    if facts is None:
        ground = ground_of(day, zone, locale)
        facts = _of_reading(reading_of(text, ground), ground.zone)
    _memo[key] = facts
    return facts


def _of_shape(found: Found, zone: str | None) -> _Facts | None:
    """What is said of a shape; None at a time of day that needs a look at the season."""
    day, opening, closing, why = found
    certain, grade = (is_certain(why), grade_of(why).value) if why else (True, "sure")
    start = day.isoformat()
    if opening is None:
        return start, None, True, None, certain, grade, (), None, None, why, "shape"
    if not steady(zone, day, opening):
        return None
    end = f"{start}T{closing.isoformat('minutes')}" if closing else None
    start = f"{start}T{opening.isoformat('minutes')}"
    return start, end, False, zone, certain, grade, (), None, None, why, "shape"


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
