"""Text of one JSON-LD script → the values in it, however a CMS broke it, and the rung that read them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import cast

from spiders.reading.json_values import Json

MAX_SCRIPT = 4_000_000
MAX_OPEN = 20_000
"""Brackets of a script that is tried as JavaScript; the largest saved one has some hundreds."""
_CURLY = {ord("“"): '"', ord("”"): '"', ord("„"): '"', ord("″"): '"'}
MAX_VALUES = 500
"""Several objects in one script; more are no page of events."""

_WRAPPER = re.compile(
    r"^(?:\s|<!--|/\*|\*/|//|<!\[CDATA\[|\]\]>|-->|;)+|(?:\s|<!--|/\*|\*/|//|\]\]>|-->|;)+$"
)
_NOISE = re.compile(r'(?s)("(?:[^"\\]|\\.)*")|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/|,(?=\s*[}\]])')
_OPENING = re.compile(r"[{\[]")
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")


def load_all(text: str) -> tuple[list[Json], str]:
    """(values, rung): the JSON values of a script; ([], "refused") when nothing helps.

    The rungs, first to last: strict; raw line breaks allowed; comment and CDATA wrappers stripped; comments,
    trailing commas and stray escapes dropped; several objects one after another; entities resolved.
    """
    if len(text) > MAX_SCRIPT:
        return [], "refused"
    if not text.strip():
        return [], "empty"
    found = ((values, rung) for rung, values in _rungs(text) if values)
    return next(found, ([], "refused"))


def _rungs(text: str) -> Iterator[tuple[str, list[Json]]]:
    """(rung, values) of the whole ladder, each tried when those before it gave nothing."""
    yield "strict", _load(text, strict=True)
    yield "line breaks", _load(text)
    bare = _WRAPPER.sub("", text)
    yield "wrappers", _load(bare)
    clean = _clean(bare)
    yield "comments and commas", _load(clean)
    yield "several objects", _several(clean)
    yield "entities", _load(_clean(_WRAPPER.sub("", unescape(text))))
    if '"' not in text:
        yield "curly quotes", _load(_clean(bare.translate(_CURLY)))
    yield "javascript", javascript(clean)


def _load(text: str, *, strict: bool = False) -> list[Json]:
    try:
        value = cast("Json", json.loads(text, strict=strict))
    except (ValueError, RecursionError):
        return []
    return [] if value is None else [value]


def javascript(text: str) -> list[Json]:
    """What chompjs makes of a script; [] for what it refuses: cut objects, quotes inside quotes."""
    if "{" not in text or text.count("[") > MAX_OPEN or text.count("{") > MAX_OPEN:
        return []
    import chompjs  # the last rung: few pages need it, and it takes 12 ms

    try:
        return [cast("Json", chompjs.parse_js_object(text))]
    except (ValueError, RecursionError):
        return []


def _clean(text: str) -> str:
    kept = _NOISE.sub(lambda found: found[1] or "", text)
    return _BAD_ESCAPE.sub("", kept) if "\\" in kept else kept


def _several(text: str) -> list[Json]:
    decoder = json.JSONDecoder(strict=False)
    values: list[Json] = []
    at = 0
    while at < len(text) and len(values) < MAX_VALUES:
        found = _OPENING.search(text, at)
        if not found:
            break
        try:
            value, at = decoder.raw_decode(text, found.start())
        except (ValueError, RecursionError):
            break
        values.append(value)
    return values
