"""Text of one JSON-LD script → the values in it, however a CMS broke it, and the rung that read them."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import cast

from spiders.reading.values import Json

MAX_SCRIPT = 4_000_000
MAX_VALUES = 500
"""Several objects in one script; more are no page of events."""

_WRAPPER = re.compile(
    r"^(?:\s|<!--|/\*|\*/|//|<!\[CDATA\[|\]\]>|-->|;)+|(?:\s|<!--|/\*|\*/|//|\]\]>|-->|;)+$"
)
_NOISE = re.compile(
    r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/|,(?=\s*[}\]])', re.DOTALL
)
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
    for rung, strict in (("strict", True), ("line breaks", False)):
        value = _load(text, strict=strict)
        if value is not None:
            return [value], rung
    bare = _WRAPPER.sub("", text)
    clean = _clean(bare)
    for rung, source in (("wrappers", bare), ("comments and commas", clean)):
        value = _load(source, strict=False)
        if value is not None:
            return [value], rung
    values = _several(clean)
    if values:
        return values, "several objects"
    value = _load(_clean(_WRAPPER.sub("", unescape(text))), strict=False)
    return ([value], "entities") if value is not None else ([], "refused")


def _load(text: str, *, strict: bool) -> Json:
    try:
        return cast("Json", json.loads(text, strict=strict))
    except (ValueError, RecursionError):
        return None


def _clean(text: str) -> str:
    kept = _NOISE.sub(lambda found: found[1] or "", text)
    return _BAD_ESCAPE.sub("", kept) if "\\" in kept else kept


def _several(text: str) -> list[Json]:
    decoder = json.JSONDecoder(strict=False)
    values: list[Json] = []
    at = 0
    while at < len(text) and len(values) < MAX_VALUES:
        found = re.compile(r"[{\[]").search(text, at)
        if not found:
            break
        try:
            value, at = decoder.raw_decode(text, found.start())
        except (ValueError, RecursionError):
            break
        values.append(value)
    return values
