"""JSON Lines in, JSON Lines out: the frame of every filter command; order and unknown keys are kept."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from catalogue.errors import ReadError

Row = dict[str, Any]

_BOM = "\ufeff"


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):  # NaN, and 1e999: what came in could not go out again as JSON
        raise ValueError(f"{text[:20]} is no number of JSON")
    return number


_JSON = json.JSONDecoder(parse_constant=_finite, parse_float=_finite)


def read_rows(lines: Iterable[str]) -> Iterator[Row]:
    """The objects of a JSON Lines stream; empty lines are skipped, and a byte order mark before the first.

    Raises:
        ReadError: A line is not a JSON object; the message gives its number.
    """
    for number, given in enumerate(lines, 1):
        line = given.removeprefix(_BOM).strip() if number == 1 else given.strip()
        if not line:
            continue
        try:
            line.encode()
            row = _JSON.decode(line)
        except UnicodeEncodeError as error:  # as standard input hands over octets that are no UTF-8
            raise ReadError(
                f"Line {number} is not UTF-8; JSON Lines are",
                text=line[:80].encode("utf-8", "replace").decode(),
            ) from error
        except RecursionError as error:
            raise ReadError(f"Line {number} is nested too deeply") from error
        except ValueError as error:
            why = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            raise ReadError(
                f"Line {number} is not JSON ({why}); give one JSON object a line", text=line[:80]
            ) from error
        if not isinstance(row, dict):
            raise ReadError(
                f"Line {number} is not a JSON object; give one object a line",
                text=line[:80],
            )
        yield row


def texts_of(row: Row, name: str) -> list[str]:
    """The texts that a row lists under a name; none where it has no such key.

    Raises:
        ReadError: It is no list.
    """
    listed = row.get(name)
    if listed is not None and not isinstance(listed, list):
        raise ReadError(f"{name} must be a list of texts", field=name, text=str(listed)[:80])
    return [str(one) for one in listed or ()]


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
        lines = path.read_text(encoding="utf-8").split("\n")  # a text may hold U+2028
    except OSError as error:
        raise ReadError(f"The file cannot be read: {error.strerror}", url=str(path)) from error
    except UnicodeDecodeError as error:
        raise ReadError("The file is not UTF-8; JSON Lines are", url=str(path)) from error
    yield from read_rows(lines)
