"""Blocks → the same blocks, with a date that was spread over neighbouring boxes ("12", "May", "2027") in one."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from spiders.reading.block import Block
from spiders.reading.calendars import MONTH, WEEKDAY
from spiders.reading.datelike import find_dates, is_date
from spiders.reading.lines import Lines

_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_PIECE = re.compile(
    rf"(?:{_DAY}|20\d\d|{WEEKDAY},?|{MONTH},?|{MONTH} {_DAY},?|{_DAY} {MONTH}"
    rf"|{WEEKDAY},? .{{1,8}})",
    re.IGNORECASE,
)
LONGEST = 14
"""Characters of a box that can be a piece of a date; "September 21st," has 15 and is a date by itself."""
MOST = 4
"""Pieces of one date: a weekday, a day, a month and a year."""


def join_dates(blocks: list[Block], lines: Lines, american: bool) -> tuple[Block, ...]:
    """The blocks, numbered; pieces that make one date together are one block.

    Args:
        blocks: All blocks of the page.
        lines: Their words.
        american: Whether 1/2/2027 is the second of January.
    """
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
    return len(text) <= LONGEST and _is_short_piece(text)


@lru_cache(maxsize=2000)
def _is_short_piece(text: str) -> bool:
    """The same for short ones; a calendar has the same ones in every month."""
    return _PIECE.fullmatch(text) is not None
