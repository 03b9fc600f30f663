"""Blocks → the same blocks, with a date that was spread over neighbouring boxes ("12", "May", "2027") in one."""

from __future__ import annotations

import re

from spiders.reading.block import Block
from spiders.reading.datelike import MONTH, NAMES, WEEKDAY, find_dates

_PIECE = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|20\d\d|{WEEKDAY},?|{MONTH},?|{MONTH} \d{{1,2}},?|\d{{1,2}} {MONTH}"
    rf"|{WEEKDAY},? .{{1,8}})",
    re.IGNORECASE,
)
LONGEST = 14
"""Characters of a box that can be a piece of a date; "September 21st," has 15 and is a date by itself."""


def join_dates(blocks: list[Block], american: bool) -> tuple[Block, ...]:
    """The blocks, numbered; pieces that make one date together are one block."""
    out: list[Block] = []
    at, total = 0, len(blocks)
    while at < total:
        block = blocks[at]
        count = _pieces(blocks, at) if len(block.text) <= LONGEST else 1
        if count > 1:
            block.text = " ".join([piece.text for piece in blocks[at : at + count]])
            block.dates, block.times = find_dates(block.text, month_first=american), ()
        block.index = len(out)
        out.append(block)
        at += count
    return tuple(out)


def _pieces(blocks: list[Block], at: int) -> int:
    """How many blocks from here on make one date: 4, 3, 2 or 1."""
    if not _piece(blocks[at]):
        return 1
    count = 1
    while count < 4 and at + count < len(blocks) and _piece(blocks[at + count]):
        count += 1
    for size in range(count, 1, -1):
        words = " ".join(block.text for block in blocks[at : at + size])
        marks = find_dates(words)
        cells = {(block.row, block.column) for block in blocks[at : at + size]}
        whole = len(marks) == 1 and (marks[0].start, marks[0].end) == (0, len(words))
        whole = whole and len(cells) == 1
        if whole and not any(
            block.dates and block.dates[0].year for block in blocks[at : at + size]
        ):
            return size
    return 1


def _piece(block: Block) -> bool:
    text = block.text
    return (
        len(text) <= LONGEST
        and (text[:1].isdigit() or text[:3].lower() in NAMES)
        and bool(_PIECE.fullmatch(text))
    )
