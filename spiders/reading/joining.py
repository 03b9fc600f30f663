"""Blocks → the same blocks, with a date that was spread over neighbouring boxes ("12", "May", "2027") in one."""

from __future__ import annotations

import re
from itertools import pairwise

from spiders.reading.block import Block
from spiders.reading.datelike import MONTH, NAMES, WEEKDAY, find_dates

_PIECE = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|20\d\d|{WEEKDAY},?|{MONTH},?|{MONTH} \d{{1,2}},?|\d{{1,2}} {MONTH}"
    rf"|{WEEKDAY},? .{{1,8}})",
    re.IGNORECASE,
)
_MONTH = re.compile(MONTH, re.IGNORECASE)
LONGEST = 14
"""Characters of a box that can be a piece of a date; "September 21st," has 15 and is a date by itself."""
MOST = 4
"""Pieces of one date: a weekday, a day, a month and a year."""


def join_dates(blocks: list[Block], american: bool) -> tuple[Block, ...]:
    """The blocks, numbered; pieces that make one date together are one block."""
    pieces = [at for at, block in enumerate(blocks) if len(block.text) <= LONGEST and _piece(block)]
    joined: set[int] = set()
    for at, after in pairwise(pieces):
        if after == at + 1 and at not in joined and _named(blocks[at : at + MOST]):
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


def _named(blocks: list[Block]) -> bool:
    """Whether one of them names a month: the days of a calendar do not."""
    return any(not block.text.isdigit() and _MONTH.search(block.text) for block in blocks)


def _size(blocks: list[Block]) -> int:
    """How many blocks from the first on make one date: 4, 3, 2 or 1."""
    count = next((at for at, block in enumerate(blocks) if not _piece(block)), len(blocks))
    for size in range(count, 1, -1):
        inside = blocks[:size]
        if sum([bool(block.dates) for block in inside]) > 1:
            continue
        words = " ".join([block.text for block in inside])
        marks = find_dates(words)
        whole = len(marks) == 1 and (marks[0].start, marks[0].end) == (0, len(words))
        whole = whole and len({(block.row, block.column) for block in inside}) == 1
        if whole and not any(block.dates and block.dates[0].year for block in inside):
            return size
    return 1


def _piece(block: Block) -> bool:
    text = block.text
    return (
        len(text) <= LONGEST
        and (text[:1].isdigit() or text[:3].lower() in NAMES)
        and bool(_PIECE.fullmatch(text))
    )
