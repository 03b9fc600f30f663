"""Duplicates: listings matched per second, and the growth from the set to ten copies of it a year apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.timing import cpu_seconds
from pipelines.duplicates import match


def run(data: Path) -> Iterator[str]:
    """The figures, a line each."""
    listings = data / "duplicates" / "dev.jsonl"
    if not listings.exists():
        yield f"skipped: {listings} is not there"
        return
    rows = [json.loads(line) for line in listings.read_text().splitlines()]
    many = [_shifted(row, years) for years in range(10) for row in rows]
    few_seconds = cpu_seconds(lambda: list(match(rows)))
    many_seconds = cpu_seconds(lambda: list(match(many)))
    growth = (many_seconds / len(many)) / (few_seconds / len(rows))
    yield f"{len(rows) / few_seconds:.0f} listings a CPU-second; in ten years of them {growth:.2f} x as much each"


def _shifted(row: dict[str, Any], years: int) -> dict[str, Any]:
    start = row.get("start")
    later = f"{int(start[:4]) + years}{start[4:]}".replace("-02-29", "-02-28") if start else start
    return {**row, "id": f"{row['id']}-{years}", "start": later, "url": f"{row['url']}-{years}"}
