"""Dates: phrases to Times, as a ratio to dateparser.parse on the same phrases in the same run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dateparser

from benchmarks.timing import cpu_seconds
from pipelines.when import read_when


def run(data: Path) -> Iterator[str]:
    """The figures, a line each."""
    phrases = data / "phrases" / "dev.jsonl"
    if not phrases.exists():
        yield f"skipped: {phrases} is not there"
        return
    rows = [json.loads(line) for line in phrases.read_text().splitlines()]
    yard = [row for row in rows if row["start"] and _peer(row)]
    peer = cpu_seconds(lambda: [_peer(row) for row in yard])
    number = 0

    def ours() -> None:
        nonlocal number
        number += 1  # another day of reference each time, so that the memo cannot help
        for row in yard:
            _ours(row, number)

    once = cpu_seconds(ours)
    again = cpu_seconds(lambda: [_ours(row, 0) for row in yard])
    yield f"{len(yard)} phrases that dateparser answers: {peer / once:.0f} x its speed at first sight"
    yield f"the same phrases again (memo): {peer / again:.0f} x"


def _peer(row: dict[str, Any]) -> object:
    language = (row.get("locale") or "en-GB")[:2]
    order = "MDY" if row.get("locale") == "en-US" else "DMY"
    return dateparser.parse(
        row["text"],
        languages=[language],
        settings={"DATE_ORDER": order, "RELATIVE_BASE": datetime.fromisoformat(row["reference"])},
    )


def _ours(row: dict[str, Any], day: int) -> object:
    reference = datetime.fromisoformat(row["reference"]).replace(tzinfo=UTC, microsecond=0)
    return read_when(
        row["text"],
        now=reference.replace(day=1 + day % 28),
        zone=row.get("zone"),
        locale=row.get("locale") or "en-GB",
    )
