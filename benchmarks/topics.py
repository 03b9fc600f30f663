"""Topics: listings and long pages to topics, in ms and as a ratio to finding the words of the same text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.timing import cpu_seconds
from catalogue.taxonomy import topics
from pipelines.lexicon_file import read_lexicon
from pipelines.topics import classify, shipped

Row = dict[str, Any]
_WORD = re.compile(r"\w+")
_LONG = 8_000  # characters of a long event page
_FILE = Path(__file__).parents[1] / "pipelines" / "topics.toml"


def run(data: Path) -> Iterator[str]:
    """The figures, a line each."""
    path = data / "topics" / "listings-dev.jsonl"
    if not path.exists():
        yield f"skipped: {path} is not there"
        return
    listings = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [{key: row[key] for key in ("id", "title", "summary")} for row in listings]
    words = sorted(len(f"{row['title']} {row['summary']}".split()) for row in rows)
    shipped()
    yield f"{len(rows)} listings of {words[len(words) // 2]} words: {_figures(rows)}"
    seed = data.parent / "seed" / "policing-insight-event.txt"
    if seed.exists():
        page = {"title": "A day of talks", "summary": _long([seed.read_text(encoding="utf-8")])}
        yield f"an event page of {_LONG:,} characters: {_figures([page] * 20)}"
    dense = {"title": "A day of talks", "summary": _long([row["summary"] for row in rows])}
    yield f"{_LONG:,} characters of summaries of many events: {_figures([dense] * 20)}"
    text = _FILE.read_text(encoding="utf-8")
    seconds = cpu_seconds(lambda: read_lexicon(text, _FILE.name, topics()))
    yield f"{len(shipped().phrases):,} phrases are read and checked in {seconds * 1000:.0f} ms"


def _figures(rows: Sequence[Row]) -> str:
    """What one row costs."""
    texts = [f"{row['title']} {row['summary']}" for row in rows]
    ours = cpu_seconds(lambda: [classify(row) for row in rows], repeats=7)
    peer = cpu_seconds(lambda: [_WORD.findall(text.lower()) for text in texts], repeats=7)
    return f"{ours / len(rows) * 1000:.3f} ms each, {ours / peer:.0f} x finding their words"


def _long(texts: Sequence[str]) -> str:
    return "\n\n".join(islice(cycle(texts), 100))[:_LONG]
