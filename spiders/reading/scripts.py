"""Inline scripts of a page → the events of the data in them: hydration JSON, `var events = […]`, JSON in a string."""

from __future__ import annotations

import json
import re

from catalogue.draft import Draft
from spiders.reading import json_events
from spiders.reading.json_repair import javascript
from spiders.reading.json_values import Json
from spiders.reading.page import Page

NAME = "script"
MAX_SCRIPT = 2_000_000
MAX_TRIES = 40
"""Places of one script at which a value is looked for."""
MAX_LOOSE = 3
"""Values of one page that are no strict JSON and are read by chompjs, the last rung."""

_MOMENT = r"(?:[dD]ate|[tT]ime|[aA]t|[oO]n|[dD]t|UTC|[uU]tc|[lL]ocal|[iI]so|[sS]tamp|[_-])"
_COLON = r"\\?[\"']?\s?:\s?\\?"
_KEYS = tuple(
    re.compile(rf"{tail}(?<=\b[{first}]{tail})s?(?:{_MOMENT}{least}{_COLON}[\"'\d{{]|{_COLON}\{{)")
    for first, tail, least in (
        ("sS", "tart", "*"),
        ("eE", "vent", "+"),
        ("mM", "eeting", "+"),
        ("bB", "egin", "*"),
    )
)
"""Keys of a start; each expression begins with a word, which the engine finds fast, and looks back for its capital.

An "event" that is a word or a number is what a page counts its clicks by.
"""

_VALUE = re.compile(r"(?:[=(,:]|^)\s{0,20}(?=\[\s{0,20}\{|\{\s{0,20}[\"'\w])")
_PARSED = re.compile(r"JSON\.parse\(\s{0,9}(?=\")")


def read(page: Page) -> list[Draft]:
    """The dated events in the page's scripts, in order, each once; [] where no script has a key of a start."""
    drafts: list[Draft] = []
    loose = MAX_LOOSE
    texts = list(page.scripts)
    if not _promises("\n".join([text for _, text in texts])):
        return []
    for number, text in texts:
        if not (40 < len(text) <= MAX_SCRIPT and _promises(text)):
            continue
        values = _strict(text)
        if not values and loose:
            loose -= 1
            values = _loose(text)
        within = f"script {number}, "
        for value in values:
            drafts += json_events.read(value, page.url, reader=NAME, within=within)
    seen = {(draft.title, draft.start, draft.date, draft.time): draft for draft in drafts[::-1]}
    return list(seen.values())[::-1]


def _promises(text: str) -> bool:
    return any(key.search(text) for key in _KEYS)


def _strict(text: str) -> list[Json]:
    """The values of a script that are JSON, outermost only, and hold more than a few words."""
    decoder = json.JSONDecoder(strict=False)
    out: list[Json] = []
    at = 0
    for _ in range(MAX_TRIES):
        parsed, found = _PARSED.search(text, at), _VALUE.search(text, at)
        first = min((hit.end() for hit in (parsed, found) if hit), default=-1)
        if first < 0:
            break
        try:
            value, at = decoder.raw_decode(text, first)
            if isinstance(value, str):
                value = json.loads(value)
        except (ValueError, RecursionError):
            at = first + 1
            continue
        if isinstance(value, (dict, list)) and value:
            out.append(value)
    return out


def _loose(text: str) -> list[Json]:
    """The value around the first key of a start, written as JavaScript: single quotes, bare keys, comments."""
    at = min(found.start() for key in _KEYS if (found := key.search(text))) - 1
    at -= text[at - 1] in "\"'"
    starts = [found.end() for found in _VALUE.finditer(text, 0, at)]
    starts = [at for at in starts[-3:] if text[at] == "["] or starts[-1:]
    tried = (javascript(text[start : start + MAX_SCRIPT]) for start in starts)
    return next(filter(None, tried), [])
