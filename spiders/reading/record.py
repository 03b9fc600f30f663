"""A date on a listing page, and the blocks that belong to it."""

from __future__ import annotations

from dataclasses import dataclass

from spiders.reading.block import Block
from spiders.reading.datelike import DateMark

HEADING_OF_LIST = "heading of the list"
"""Evidence of a record's title that is the page's, and not its own."""
INHERITED = "time inherited from another line"
"""The warning of a record whose clock time is not its own."""


@dataclass(slots=True, eq=False)
class Record:
    """One date of one block, and the blocks [low, high) that belong to it once the page is cut.

    Not frozen, as a page has hundreds, and frozen ones take four times as long; after the cut nobody changes it.

    Attributes:
        block: The block of the date.
        nth: Number of the date among those of the block, from 0.
        mark: The date itself.
        day: Its month and day.
        low: Index of the first block.
        high: Index after the last block; 0 where no blocks are its own.
        body: Head of its column, where every column of dates belongs to another body.
        cut: Of a record that is part of one line: the stretch of the block's text that is its own.
        item: Whether it is a timed item below a day.
    """

    block: Block
    nth: int
    mark: DateMark
    day: tuple[int, int]
    low: int = 0
    high: int = 0
    body: str = ""
    cut: tuple[int, int] | None = None
    item: bool = False


def insides(records: list[Record], most: int = 60) -> set[int]:
    """Indices of the blocks inside some records, of each no more than `most`; a dated line alone is left out."""
    out: set[int] = set()
    for record in records:
        if record.high - record.low > 1 or record.low != record.block.index:
            out.update(range(record.low, min(record.high, record.low + most)))
    return out
