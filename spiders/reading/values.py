"""JSON values: their type, words, and the dates that APIs write as numbers."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import TypeAlias

from spiders.reading.found import fold

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
"""Any value that `json.loads` gives."""

Node: TypeAlias = dict[str, Json]

ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,4});", re.IGNORECASE)
_MILLIS = re.compile(r"/Date\((\d{9,14})(?:[+-]\d{4})?\)/|(\d{10}|\d{13})$")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def words_of(value: Json) -> str:
    """The words of a string or number; entities resolved once; "" for everything else."""
    if not isinstance(value, str):
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return str(value) if number else ""
    return fold(unescape(value) if "&" in value and ENTITY.search(value) else value)


def listed(value: Json) -> list[Json]:
    """A value as a list; [] for null."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def nodes(value: Json) -> list[Node]:
    """The objects among a value."""
    return [part for part in listed(value) if isinstance(part, dict)]


def moment_of(words: str) -> str:
    """Seconds or milliseconds since 1970 as an ISO instant to the minute in UTC; "" for other words."""
    found = _MILLIS.match(words)
    if not found:
        return ""
    number = int(found[1] or found[2])
    seconds = number // 1000 if number > 99_999_999_999 else number
    moment = _EPOCH + timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:00Z") if 1990 < moment.year < 2100 else ""
