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
class Mention:
    """One date of one block; nobody changes it, but a page has hundreds, and frozen ones take four times as long.

    Attributes:
        block: The block.
        nth: Number of the date among those of the block, from 0.
        mark: The date itself.
        day: Its month and day.
    """

    block: Block
    nth: int
    mark: DateMark
    day: tuple[int, int]


@dataclass(slots=True, eq=False)
class Record:
    """A date and the blocks [low, high) that belong to it; not frozen either.

    Attributes:
        mention: The date.
        low: Index of the first block.
        high: Index after the last block.
        body: Head of its column, where every column of dates belongs to another body.
        cut: Of a record that is part of one line: the stretch of the block's text that is its own.
        item: Whether it is a timed item below a day.
    """

    mention: Mention
    low: int
    high: int
    body: str = ""
    cut: tuple[int, int] | None = None
    item: bool = False


def insides(records: list[Record], most: int = 60) -> set[int]:
    """Indices of the blocks inside some records, of each no more than `most`; a dated line alone is left out."""
    out: set[int] = set()
    for record in records:
        if record.high - record.low > 1 or record.low != record.mention.block.index:
            out.update(range(record.low, min(record.high, record.low + most)))
    return out
