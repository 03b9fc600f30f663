"""Dates: phrases to Times, as ratios to dateparser.parse on the same phrases in the same run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import dateparser

from benchmarks.timing import cpu_seconds
from pipelines.when import answer

Row = dict[str, Any]
_INPUT = ("text", "reference", "zone", "locale")
_SHAPES = (
    "{:%A} {} {:%B} {:%Y}", "{:%a} {} {:%b} {:%Y}", "{:%A}, {} {:%B} {:%Y}, 10:30", "{:%A} {}th {:%B} {:%Y} at 7pm",
)  # fmt: skip


def run(data: Path) -> Iterator[str]:
    """The figures, a line each: labelled phrases, made-up common shapes, and phrases seen before."""
    phrases = data / "phrases" / "dev.jsonl"
    if not phrases.exists():
        yield f"skipped: {phrases} is not there"
        return
    rows = [json.loads(line) for line in phrases.read_text(encoding="utf-8").splitlines()]
    both = [{key: row[key] for key in _INPUT} for row in rows if _agree(row)]
    for row in both:
        answer(row)
    yield f"{len(both)} phrases that both read alike: {_ratio(lambda day: _dated(both, day)):.0f} x"
    yield f"{len(both)} common English shapes: {_ratio(lambda day: _made(len(both), day)):.0f} x"
    yield f"the phrases again (memo): {_ratio(lambda _: both):.0f} x"


def _ratio(rows_of: Callable[[int], list[Row]]) -> float:
    """How many times as long dateparser takes; each round has rows of its own, so that no memo helps either."""
    rounds = iter([rows_of(number) for number in range(6)])
    peer = cpu_seconds(lambda: [_peer(row) for row in next(rounds)])
    return peer / cpu_seconds(lambda: [answer(row) for row in next(rounds)])


def _agree(row: Row) -> bool:
    """Whether dateparser gives the start that is labelled, and so do we."""
    found = _peer(row)
    truth, start = row["truth"], answer(row)["start"]
    if found is None or truth["end"] is not None or start != truth["start"]:
        return False
    return str(start) in (found.strftime("%Y-%m-%d"), found.strftime("%Y-%m-%dT%H:%M"))


def _dated(rows: Iterable[Row], days: int) -> list[Row]:
    """The rows as if fetched some days later."""
    later = timedelta(days=days + 1)
    return [
        row | {"reference": str(date.fromisoformat(row["reference"][:10]) + later)} for row in rows
    ]


def _made(count: int, number: int) -> list[Row]:
    """Phrases of common shapes, of days that no other round has; from the eleventh to the nineteenth, all "th"."""
    days = (date(2027, 1, 1) + timedelta(days=number + 7 * k) for k in range(20 * count))
    picked = [day for day in days if 11 <= day.day <= 19][:count]
    return [
        {
            "text": _SHAPES[k % 4].format(day, day.day, day, day),
            "reference": str(day - timedelta(days=30)),
            "zone": "Europe/London",
            "locale": "en-GB",
        }
        for k, day in enumerate(picked)
    ]


def _peer(row: Row) -> datetime | None:
    language = (row.get("locale") or "en-GB")[:2]
    order = "MDY" if row.get("locale") in ("en-US", "en-CA") else "DMY"
    base = datetime.fromisoformat(row["reference"][:10] + "T09:00")
    return dateparser.parse(
        row["text"],
        languages=[language],
        settings={
            "DATE_ORDER": order,
            "RELATIVE_BASE": base,
            "PREFER_DATES_FROM": "future",
            "RETURN_TIME_AS_PERIOD": True,
        },
    )
