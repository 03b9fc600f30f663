"""Reading: whole pages to Drafts, as a ratio to a bare lxml parse of the same pages in the same run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import lxml.html

from benchmarks.timing import cpu_seconds
from catalogue.draft import Hints
from spiders.reading import Reading, jsonld, read
from spiders.reading.page import html_page
from spiders.reading.sniff import decode

_LARGE = 20_000  # bytes; below that the parse is too short to be a yardstick
_REPEATS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Timed:
    """CPU seconds of one page: the bare parse, and some way of reading it."""

    name: str
    parse: float
    read: float

    @property
    def ratio(self) -> float:
        return self.read / self.parse


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
    whole, linked, marked = [], [], []
    for row, body in large:
        parse = _seconds(lxml.html.fromstring, body)
        timed = _Timed(name=row["id"], parse=parse, read=_seconds(_read, row, body))
        whole.append(timed)
        if b"ld+json" in body:
            linked.append(_Timed(name=row["id"], parse=parse, read=_seconds(_linked, row, body)))
            if _read(row, body).reader == jsonld.NAME:
                marked.append(timed)
    yield f"HTML pages of {_LARGE // 1000} kB and more, x a bare parse of the same pages:"
    yield from _lines("whole reading", whole)
    yield from _lines("whole reading where JSON-LD gives the events", marked)
    yield from _lines("JSON-LD path (decode, parse, scripts to Drafts)", linked)
    found = sum(len(_read(row, body).drafts) for row, body in pages)
    yield f"all {len(pages)} files read without an exception: {found} drafts"


def _lines(what: str, timed: list[_Timed]) -> Iterator[str]:
    """Total, median, worst page; the page counts as one, however small."""
    if not timed:
        return
    ranked = sorted(timed, key=lambda one: one.ratio)
    total = sum(one.read for one in timed) / sum(one.parse for one in timed)
    worst = ranked[-1]
    yield (
        f"{what}: {len(timed)} pages, total {total:.1f} x, median {ranked[len(ranked) // 2].ratio:.1f} x,"
        f" worst {worst.ratio:.1f} x ({worst.name})"
    )


def _seconds(work: Callable[..., object], *given: object) -> float:
    return cpu_seconds(lambda: work(*given), _REPEATS)


def _hints(row: dict[str, str]) -> Hints:
    return Hints(now=datetime.fromisoformat(row["now"]).replace(tzinfo=UTC), zone=row["zone"])


def _read(row: dict[str, str], body: bytes) -> Reading:
    return read(body, row["url"] or "", _hints(row))


def _linked(row: dict[str, str], body: bytes) -> int:
    """Events of the JSON-LD reader alone, from the bytes on."""
    page = html_page(decode(body).source, row["url"] or "", _hints(row))
    return len(jsonld.read(page)) if page is not None else 0
