"""Reading: whole pages to Drafts, as a ratio to a bare lxml parse of the same pages in the same run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import lxml.html

from benchmarks.timing import cpu_seconds
from catalogue.draft import Hints
from spiders.reading import read

_LARGE = 20_000  # bytes; below that the parse is too short to be a yardstick


def run(data: Path) -> Iterator[str]:
    """The figures, a line each."""
    manifest = data / "pages" / "manifest.jsonl"
    if not manifest.exists():
        yield f"skipped: {manifest} is not there"
        return
    rows = [json.loads(line) for line in manifest.read_text().splitlines()]
    pages = [(row, (data.parent / row["path"]).read_bytes()) for row in rows]
    large = [
        (row, body) for row, body in pages if row["kind"].startswith("html") and len(body) >= _LARGE
    ]
    ratios = []
    parse_total = read_total = 0.0
    for row, body in large:
        parse = cpu_seconds(lambda body=body: lxml.html.fromstring(body))  # type: ignore[misc]  # bound at once
        whole = cpu_seconds(lambda row=row, body=body: _read(row, body))  # type: ignore[misc]  # bound at once
        parse_total, read_total = parse_total + parse, read_total + whole
        ratios.append(whole / parse)
    ratios.sort()
    total = read_total / parse_total
    yield f"{len(large)} HTML pages of {_LARGE // 1000} kB and more: {total:.1f} x a bare parse in total"
    yield f"per page: median {ratios[len(ratios) // 2]:.1f} x, worst {ratios[-1]:.1f} x"
    found = sum(len(_read(row, body)) for row, body in pages)
    yield f"all {len(pages)} files read without an exception: {found} drafts"


def _read(row: dict[str, str], body: bytes) -> tuple[object, ...]:
    now = datetime.fromisoformat(row["now"]).replace(tzinfo=UTC)
    return read(body, row["url"] or "", Hints(now=now, zone=row["zone"])).drafts
