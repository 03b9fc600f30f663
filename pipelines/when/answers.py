"""One row of `muster when --jsonl` → its answer: wall times as printed, the zone beside them."""

from __future__ import annotations

from datetime import date, datetime

from catalogue.errors import ReadError
from pipelines.when.reader import (
    certain_of,
    grade_for,
    ground_of,
    reading_of,
    wall_text,
    zone_of,
)
from pipelines.when.reading import Reading
from pipelines.when.seasons import moment

_TAKEN = frozenset({"text", "reference", "zone", "locale"})


def answer(row: dict[str, object]) -> dict[str, object]:
    """The answer to `{"text", "reference", "zone", "locale"}`; keys it does not know pass through.

    `start` and `end` are "2027-05-08", "2027-05-08T10:00", "T10:00" or a partial start ("2027-05"), without an
    offset; `end` of days is inclusive.

    Raises:
        ReadError: `reference` is no date.
    """
    text = str(row.get("text") or "")
    zone, locale = row.get("zone"), row.get("locale")
    ground = ground_of(
        _reference(row.get("reference")), str(zone) if zone else None, str(locale or "en-GB")
    )
    reading = reading_of(text, ground)
    start = wall_text(reading.start)
    return {key: value for key, value in row.items() if key not in _TAKEN} | {
        "start": start if start is not None else reading.partial,
        "end": wall_text(reading.end),
        "all_day": reading.start.clock is None if reading.start else None,
        "zone": _zone(reading, ground.zone),
        "certain": certain_of(reading),
        "grade": grade_for(reading).value,
        "sessions": [
            [wall_text(opening), wall_text(closing)] for opening, closing in reading.sessions
        ]
        or None,
        "rrule": reading.rrule,
        "status": reading.status,
        "why": list(reading.why),
        "via": reading.via,
    }


def _zone(reading: Reading, source: str | None) -> str | None:
    """The zone that holds; as an offset where a label chose the second pass of an hour that comes twice.

    Wall time and zone name alone cannot say which pass is meant ("29 October, 01:15 GMT").
    """
    start = moment(reading.start, reading, source)
    if isinstance(start, datetime) and start.fold and reading.label:
        text = start.strftime("%z")
        return f"{text[:3]}:{text[3:5]}"
    return zone_of(reading, source)


def _reference(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as problem:
        raise ReadError(
            "the reference day must be a date such as 2027-05-08",
            field="reference",
            text=str(value)[:50],
        ) from problem
