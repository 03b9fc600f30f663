"""Dates: phrases to Times, as ratios to dateparser.parse on the same phrases in the same run.

Every repeat is a fresh process that warms up on other phrases and then reads each phrase once, in turns with
dateparser, so that neither the memo nor a warm processor cache helps; CPU seconds, so that other work does not count.
"""

from __future__ import annotations

import json
import statistics
import string
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import dateparser

from benchmarks.timing import cpu_seconds
from pipelines.when import when

Row = dict[str, Any]
_INPUT = ("text", "reference", "zone", "locale")
_SHAPES = (
    "{0:%A} {0.day} {0:%B} {0:%Y}", "{0.day} {0:%B} {0:%Y}", "{0:%A}, {0:%B} {0.day}th {0:%Y}",
    "{0.day}th {0:%b} {0:%Y}",
    "{0:%a} {0.day} {0:%b} {0:%Y}", "{0:%B} {0.day}, {0:%Y}", "{0:%A} {0.day} {0:%B} {0:%Y}, {1:02}:{2:02}",
    "{0.day}th {0:%B} {0:%Y} at {3}.{2:02}pm",
)  # fmt: skip
_BLOCKS, _REPEATS, _COUNT, _AGAIN = 5, 5, 320, 20
_PIECES = ("16 June 2027 10am - 4pm, ", "Monday ", "1 2 3 4 ", "9am for ", "12.30-")


def run(data: Path) -> Iterator[str]:
    """The figures, a line each: labelled phrases, made-up common shapes, phrases seen before, long texts."""
    phrases = data / "phrases" / "dev.jsonl"
    if phrases.exists():
        rows = [json.loads(line) for line in phrases.read_text(encoding="utf-8").splitlines()]
        both = [{key: row[key] for key in _INPUT} for row in rows if _both_right(row)]
        yield f"{len(both)} phrases that both read right: {_ratios(both)}"
    else:
        yield f"skipped: {phrases} is not there"
    made = _made(_COUNT, date(2023, 1, 11))
    yield f"{len(made)} common English shapes: {_ratios(made)}"
    yield f"the same phrases, {_AGAIN} times more (memo): {_ratios(made, again=True)}"
    yield _growth()


def _ratios(rows: list[Row], *, again: bool = False) -> str:
    found = []
    for number in range(_REPEATS):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            peer, ours = pool.submit(_repeat, rows, number, again=again).result()
        found.append(peer / ours)
    return f"{statistics.median(found):,.0f} x ({min(found):,.0f} - {max(found):,.0f})"


def _repeat(rows: list[Row], number: int, *, again: bool) -> tuple[float, float]:
    """CPU seconds (dateparser's, ours) for the rows, in turns; called in a process of its own."""
    for row in _made(60, date(2019, 5, 11)):
        for locale in {row["locale"] for row in rows}:
            _peer(row | {"locale": locale})
            _ours(row | {"locale": locale})
    times = _AGAIN if again else 1
    if again:
        for row in rows:
            _ours(row)
    readers: list[Callable[[Row], object]] = [_peer, _ours]
    spent = [0.0, 0.0]
    for block in range(_BLOCKS):
        part = rows[block::_BLOCKS]
        for reader in (0, 1) if (block + number) % 2 else (1, 0):
            spent[reader] += _spent(readers[reader], part * times if reader else part)
    return spent[0], spent[1] / times


def _spent(reader: Callable[[Row], object], rows: list[Row]) -> float:
    began = time.process_time()
    for row in rows:
        reader(row)
    return time.process_time() - began


def _growth() -> str:
    """How much longer a long text takes than one of 1 kB; the worst of several kinds of text."""
    worst = {10: 0.0, 100: 0.0}
    for piece in _PIECES:
        seconds = {size: _long(piece, size * 1_000) for size in (1, 10, 100)}
        worst = {size: max(most, seconds[size] / seconds[1]) for size, most in worst.items()}
    return f"a text of 10 kB takes {worst[10]:.1f} x, of 100 kB {worst[100]:.1f} x as long as one of 1 kB"


def _long(piece: str, size: int) -> float:
    texts = iter([f"{mark} {piece * (size // len(piece))}" for mark in string.ascii_letters])
    row: Row = {"reference": "2027-03-01", "zone": "Europe/London", "locale": "en-GB"}
    return cpu_seconds(lambda: [_ours(row | {"text": next(texts)}) for _ in range(16)])


def _both_right(row: Row) -> bool:
    """Whether dateparser gives the start that is labelled, and no end is, and so do we."""
    found = _peer(row)
    truth, start = row["truth"], _ours(row)["start"]
    if found is None or truth["end"] is not None or start != truth["start"]:
        return False
    return str(start) in (found.strftime("%Y-%m-%d"), found.strftime("%Y-%m-%dT%H:%M"))


def _made(count: int, first: date) -> list[Row]:
    """Phrases of common shapes, every one different, of days from the eleventh to the nineteenth, all "th"."""
    days = (first + timedelta(days=k) for k in range(40 * count))
    picked = [day for day in days if 11 <= day.day <= 19][:count]
    return [
        {
            "text": _SHAPES[k % len(_SHAPES)].format(day, 13 + k % 7, k * 7 % 60, 1 + k % 7),
            "reference": str(day - timedelta(days=30)),
            "zone": "Europe/London",
            "locale": "en-GB",
        }
        for k, day in enumerate(picked)
    ]


def _ours(row: Row) -> Row:
    return when(row["text"], row["reference"], row["zone"], row["locale"])


def _peer(row: Row) -> datetime | None:
    order = "MDY" if row["locale"] in ("en-US", "en-CA") else "DMY"
    base = datetime.fromisoformat(row["reference"][:10] + "T09:00")
    return dateparser.parse(
        row["text"],
        languages=[row["locale"][:2]],
        settings={
            "DATE_ORDER": order,
            "RELATIVE_BASE": base,
            "PREFER_DATES_FROM": "future",
            "RETURN_TIME_AS_PERIOD": True,
        },
    )
