"""Lines that mark-up ran together → parted; dates that it spread over boxes ("12", "May", "2027") → in one block."""

from __future__ import annotations

import re
from itertools import pairwise

from spiders.reading.block import Block
from spiders.reading.calendars import MONTH, WEEKDAY
from spiders.reading.datelike import find_dates, is_date
from spiders.reading.lines import MONTHS, Lines

LONGEST = 600
"""Characters of a line that is looked at; longer ones are paragraphs."""
LONGEST_PIECE = 14
"""Characters of a box that can be a piece of a date; "September 21st," has 15 and is a date by itself."""
MOST = 4
"""Pieces of one date: a weekday, a day, a month and a year."""

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
_NAMES = "|".join(MONTHS)
_GLUED_MONTH = re.compile(rf"[0-9](?i:{_NAMES})")
_GLUED = (
    (re.compile(r"(20\d\d)(\d{1,2}:\d\d)"), r"\1 \2"),
    (re.compile(rf"\b(\d{{1,2}})({_NAMES})([a-z]{{0,6}})(20\d\d)", re.IGNORECASE), r"\1 \2\3 \4"),
    (re.compile(rf"\b(\d{{1,2}})({_NAMES})(\d{{1,2}}:)", re.IGNORECASE), r"\1 \2 \3"),
    (re.compile(r"\b(\d{1,2}) ?\^ ?(st|nd|rd|th)\b"), r"\1\2"),
    (re.compile(r"\b(\d{1,2}) ?: ?([0-5]\d)(?= ?[ap]\.?m)", re.IGNORECASE), r"\1:\2"),
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_PIECE = re.compile(
    rf"(?:{_DAY}|20\d\d|{WEEKDAY},?|{MONTH},?|{MONTH} {_DAY},?|{_DAY} {MONTH}"
    rf"|{WEEKDAY},? .{{1,8}})",
    re.IGNORECASE,
)


def is_joined(text: str) -> bool:
    """Whether a line may stand for several, or have a clock time in it that was run together."""
    return text.count(":") > 1 or _MAYBE_GLUED.search(text) is not None


def is_glued(text: str, start: int, end: int) -> bool:
    """Whether dates that stand in a line have the day and the month run together."""
    return len(text) <= LONGEST and _GLUED_MONTH.search(text, start, end) is not None


def split_lines(text: str, lead: str) -> tuple[tuple[str, str], ...]:
    """(words, lead) of every line that a block of words, some set off at the start, stands for; usually one."""
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


def join_dates(blocks: list[Block], lines: Lines, american: bool) -> tuple[Block, ...]:
    """The blocks, numbered; pieces that make one date together are one block."""
    named = [at for at in map(lines.number, lines.months) if _is_piece(blocks[at].text)]
    near = {at for month in named for at in range(max(0, month - MOST + 1), month + MOST)}
    pieces = [at for at in sorted(near) if at < len(blocks) and _is_piece(blocks[at].text)]
    joined: set[int] = set()
    for at, after in pairwise(pieces):
        if after == at + 1 and at not in joined:
            size = _size(blocks[at : at + MOST])
            joined.update(range(at + 1, at + size))
            if size > 1:
                block = blocks[at]
                block.text = " ".join([piece.text for piece in blocks[at : at + size]])
                block.dates, block.times = find_dates(block.text, month_first=american), ()
    kept = [block for at, block in enumerate(blocks) if at not in joined] if joined else blocks
    for index, block in enumerate(kept):
        block.index = index
    return tuple(kept)


def _size(blocks: list[Block]) -> int:
    """How many blocks from the first on make one date: 4, 3, 2 or 1."""
    count = next((at for at, block in enumerate(blocks) if not _is_piece(block.text)), len(blocks))
    for size in range(count, 1, -1):
        inside = blocks[:size]
        if sum([bool(block.dates) for block in inside]) > 1:
            continue
        words = " ".join([block.text for block in inside])
        together = len({(block.row, block.column) for block in inside}) == 1
        known = any(block.dates and block.dates[0].year for block in inside)
        if together and not known and is_date(words):
            return size
    return 1


def _is_piece(text: str) -> bool:
    """Whether a text can be a piece of a date."""
    return len(text) <= LONGEST_PIECE and _PIECE.fullmatch(text) is not None
