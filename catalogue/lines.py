"""JSON Lines in, JSON Lines out: the frame of every filter command; order and unknown keys are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from catalogue.errors import ReadError

Row = dict[str, Any]


def read_rows(lines: Iterable[str]) -> Iterator[Row]:
    """The objects of a JSON Lines stream; empty lines are skipped.

    Raises:
        ReadError: A line is not a JSON object; the message gives its number.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ReadError(
                f"Line {number} is not JSON ({error.msg}); give one JSON object a line",
                text=line.strip()[:80],
            ) from error
        if not isinstance(row, dict):
            raise ReadError(
                f"Line {number} is not a JSON object; give one object a line",
                text=line.strip()[:80],
            )
        yield row


def write_rows(rows: Iterable[Row], sink: IO[str]) -> None:
    """Write one object a line, each as soon as it is known, so that filters can be chained."""
    for row in rows:
        sink.write(json.dumps(row, ensure_ascii=False) + "\n")
        sink.flush()


def file_rows(path: Path) -> Iterator[Row]:
    """The objects of a JSON Lines file.

    Raises:
        ReadError: The file cannot be read, or a line is not a JSON object.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"The file cannot be read: {error}", url=str(path)) from error
    yield from read_rows(lines)
