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
_MAYBE_GLUED = re.compile(
    r":(?:(?:(?<=20\d\d\d:)|(?<=20\d\d\d\d:))\d\d|(?:(?<=[0-9]:) |(?<=[0-9] :) ?)[0-5])"
    r"|\^(?:(?<=[0-9]\^)|(?<=[0-9] \^))"
)
"""What those of `_GLUED` that name no month have in common; the engine leaps to the rare sign and looks back."""
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_GLUED_MONTH = re.compile(rf"[0-9](?i:{_MONTHS})")
_GLUED = (
    (re.compile(r"(20\d\d)(\d{1,2}:\d\d)"), r"\1 \2"),
    (re.compile(rf"\b(\d{{1,2}})({_MONTHS})([a-z]{{0,6}})(20\d\d)", re.IGNORECASE), r"\1 \2\3 \4"),
    (re.compile(rf"\b(\d{{1,2}})({_MONTHS})(\d{{1,2}}:)", re.IGNORECASE), r"\1 \2 \3"),
    (re.compile(r"\b(\d{1,2}) ?\^ ?(st|nd|rd|th)\b"), r"\1\2"),
    (re.compile(r"\b(\d{1,2}) ?: ?([0-5]\d)(?= ?[ap]\.?m)", re.IGNORECASE), r"\1:\2"),
)


def is_joined(text: str) -> bool:
    """Whether a line may stand for several, or have a clock time in it that was run together."""
    return text.count(":") > 1 or _MAYBE_GLUED.search(text) is not None


def is_glued(text: str, start: int, end: int) -> bool:
    """Whether dates that stand in a line have the day and the month run together."""
    return len(text) <= LONGEST and _GLUED_MONTH.search(text, start, end) is not None


def split_lines(text: str, lead: str) -> tuple[tuple[str, str], ...]:
    """(words, lead) of every line a block stands for; usually the one line given.

    Args:
        text: Its words.
        lead: Those that are set off at the start.
    """
    if not text:
        return ()
    if len(text) > LONGEST:
        return ((text, lead),)
    text = unglue(text)
    cuts = [found.start() for found in _LABEL.finditer(text)] if text.count(":") > 1 else []
    if len(cuts) < 2 or (cuts[0] > 0 and len(cuts) == 2):
        return ((text, lead),)
    edges = sorted({0, *cuts, len(text)})
    parts = [text[a:b].strip(" ;|,") for a, b in pairwise(edges)]
    return tuple([(part, "") for part in parts if part])


def unglue(text: str) -> str:
    """The text with spaces where mark-up ran day, month, year and clock together."""
    if not (_MAYBE_GLUED.search(text) or _GLUED_MONTH.search(text)):
        return text
    for pattern, better in _GLUED:
        text = pattern.sub(better, text)
    return text
