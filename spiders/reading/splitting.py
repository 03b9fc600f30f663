"""One line of words → the lines it stands for: labels run together are cut, glued dates are parted."""

from __future__ import annotations

import re
from itertools import pairwise

LONGEST = 600
"""Characters of a line that is looked at; longer ones are paragraphs."""

_LABEL = re.compile(
    r"\b(?:date|time|venue|location|place|when|where|cost|price|fee|speakers?|chair|deadline|cpd)"
    r"(?: of (?:the )?(?:event|meeting))?\s?:",
    re.IGNORECASE,
)
_MAYBE_GLUED = re.compile(r"\d(?:[^\W\d_]{3}|\d{4}| ?\^|(?: : ?| ?: )[0-5])")
"""What all of `_GLUED` have in common: most lines with digits have none of it."""
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_GLUED = (
    (re.compile(r"(20\d\d)(\d{1,2}:\d\d)"), r"\1 \2"),
    (re.compile(rf"\b(\d{{1,2}})({_MONTHS})([a-z]{{0,6}})(20\d\d)", re.IGNORECASE), r"\1 \2\3 \4"),
    (re.compile(rf"\b(\d{{1,2}})({_MONTHS})(\d{{1,2}}:)", re.IGNORECASE), r"\1 \2 \3"),
    (re.compile(r"\b(\d{1,2}) ?\^ ?(st|nd|rd|th)\b"), r"\1\2"),
    (re.compile(r"\b(\d{1,2}) ?: ?([0-5]\d)(?= ?[ap]\.?m)", re.IGNORECASE), r"\1:\2"),
)


def split_lines(text: str, lead: str, *, glued: bool = True) -> tuple[tuple[str, str], ...]:
    """(words, lead) of every line a block stands for; usually the one line given.

    Args:
        text: Its words.
        lead: Those that are set off at the start.
        glued: Whether there are digits that may be run together.
    """
    if not text:
        return ()
    if glued and len(text) <= LONGEST and _MAYBE_GLUED.search(text):
        text = unglue(text)
    if len(text) <= LONGEST and text.count(":") > 1:
        cuts = [found.start() for found in _LABEL.finditer(text)]
        if len(cuts) > 1 and (cuts[0] == 0 or len(cuts) > 2):
            edges = sorted({0, *cuts, len(text)})
            parts = [text[a:b].strip(" ;|,") for a, b in pairwise(edges)]
            return tuple((part, "") for part in parts if part)
    return ((text, lead),)


def unglue(text: str) -> str:
    """The text with spaces where mark-up ran day, month, year and clock together."""
    for pattern, better in _GLUED:
        text = pattern.sub(better, text)
    return text
