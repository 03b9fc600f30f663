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
            line.encode()
            row = json.loads(line)
        except UnicodeEncodeError as error:  # as standard input hands over octets that are no UTF-8
            raise ReadError(
                f"Line {number} is not UTF-8; JSON Lines are",
                text=line.strip()[:80].encode("utf-8", "replace").decode(),
            ) from error
        except RecursionError as error:
            raise ReadError(f"Line {number} is nested too deeply") from error
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
    """Write one object a line, each as soon as it is known, so that filters can be chained.

    Half a surrogate pair, which JSON can name and UTF-8 cannot hold, goes out as it came in: as an escape.
    """
    for row in rows:
        text = json.dumps(row, ensure_ascii=False)
        try:
            text.encode()
        except UnicodeEncodeError:
            text = json.dumps(row)
        sink.write(text + "\n")
        sink.flush()


def file_rows(path: Path) -> Iterator[Row]:
    """The objects of a JSON Lines file.

    Raises:
        ReadError: The file cannot be read, or a line is not a JSON object.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ReadError(f"The file cannot be read: {error.strerror}", url=str(path)) from error
    except UnicodeDecodeError as error:
        raise ReadError("The file is not UTF-8; JSON Lines are", url=str(path)) from error
    yield from read_rows(lines)
