"""Duplicates: listings matched, as a ratio to reading and writing them as JSON; growth; memory a listing."""

from __future__ import annotations

import json
import math
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.timing import cpu_seconds
from pipelines.duplicates import match

_SIZES = (10_000, 100_000)
_TRACED = 20_000  # tracing makes it several times slower
_DENSITIES = (27, 274)  # listings a day
_LEADS = ("Tackling", "The future of", "Next steps for", "Rethinking", "Understanding", "Reforming")
_KINDS = ("rural", "retail", "online", "youth", "local", "hidden", "serious", "repeat", "urban", "cyber",
          "hate", "knife", "wildlife", "border", "heritage", "street", "marine", "railway", "night")  # fmt: skip
_SUBJECTS = ("crime", "theft", "safety", "justice", "violence", "harm", "custody", "fraud", "evidence", "patrols",
             "powers", "complaints", "inspection", "staffing", "training", "volunteers", "budgets")  # fmt: skip
_ANGLES = ("in practice", "for leaders", "and the law", "and trust", "today", "after the review")
_BODIES = ("Northern Policing Forum", "Civic Safety Institute", "Beacon Justice Academy")
_TOWNS = ("Leeds", "London", "Bristol", "York", "Exeter", "Norwich")


def run(data: Path) -> Iterator[str]:
    """The figures, a line each; labelled listings from the data folder where it has them."""
    labelled = data / "duplicates" / "dev.jsonl"
    if labelled.exists():
        yield _line("labelled", [json.loads(line) for line in labelled.read_text().splitlines()])
    for density in _DENSITIES:
        few, many = (list(_rows(size, density)) for size in _SIZES)
        yield _line(f"made up, {density} a day,", many)
        ratio = _seconds(many) / _seconds(few)
        exponent = math.log(ratio) / math.log(_SIZES[1] / _SIZES[0])
        yield f"growth from {_SIZES[0]:,} to {_SIZES[1]:,}, {density} a day: exponent {exponent:.2f}"
    yield f"memory: {_bytes_each():,.0f} bytes a listing at most"


def _line(name: str, rows: list[dict[str, Any]]) -> str:
    seconds = _seconds(rows)
    json_seconds = cpu_seconds(lambda: [json.loads(json.dumps(row)) for row in rows])
    return (
        f"{len(rows):,} {name} listings: {seconds / json_seconds:.1f} x their JSON, "
        f"{len(rows) / seconds:,.0f} a CPU-second"
    )


def _seconds(rows: list[dict[str, Any]]) -> float:
    repeats = 3 if len(rows) < _TRACED else 1  # the first time includes reading the word lists
    return cpu_seconds(lambda: sum(1 for _ in match(rows)), repeats)


def _bytes_each() -> float:
    """The most that is held at one time, what is read and what is answered included."""
    tracemalloc.start()
    sum(1 for _ in match(_rows(_TRACED, _DENSITIES[0])))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / _TRACED


def _rows(size: int, density: int) -> Iterator[dict[str, Any]]:
    """Made-up listings in a mixed order; every third tells of the event of the one before it."""
    for place in Random(7).sample(range(size), size):  # noqa: S311 (made-up data)
        twin = place % 3 == 2
        yield _row(place, Random(place - twin), size // density, twin)  # noqa: S311 (made-up data)


def _row(place: int, random: Random, days: int, twin: bool) -> dict[str, Any]:
    title = " ".join(random.choice(part) for part in (_LEADS, _KINDS, _SUBJECTS))
    angle = random.choice(_ANGLES)
    start = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(
        days=random.randrange(days), hours=9, minutes=15 * random.randrange(28)
    )
    body, town = random.choice(_BODIES), random.choice(_TOWNS)
    host = f"{'diary' if twin else body.replace(' ', '').lower()}.example"
    return {
        "id": f"n{place}",
        "title": title if twin else f"{title} {angle}",
        "organiser": body,
        "source": host,
        "url": f"https://{host}/events/{place}",
        "start": start.strftime("%Y-%m-%d" if twin else "%Y-%m-%dT%H:%M"),
        "date_only": twin,
        "venue": f"Civic Hall, {town}",
        "mode": "in-person",
    }
