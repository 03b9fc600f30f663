"""A date on a listing page, and the blocks that belong to it."""

from __future__ import annotations

from dataclasses import dataclass

from spiders.reading.block import Block
from spiders.reading.datelike import DateMark
from spiders.reading.node import Node

HEADING_OF_LIST = "heading of the list"
"""Evidence of a record's title that is the page's, and not its own."""
INHERITED = "time inherited from another line"
"""The warning of a record whose clock time is not its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One date of one block.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A date and the blocks [low, high) that belong to it.

    Attributes:
        mention: The date.
        low: Index of the first block.
        high: Index after the last block.
        kind: "closed", "flat", "line" (cut inside one block), "sentence" (cut inside one line), "item".
        node: The element that holds it.
        cut: For "sentence": the stretch of the block's text that is its own.
        body: Head of its column, where every column of dates belongs to another body.
    """

    mention: Mention
    low: int
    high: int
    kind: str
    node: Node
    cut: tuple[int, int] | None = None
    body: str = ""


def insides(records: list[Record], most: int = 60) -> set[int]:
    """Indices of the blocks inside some records, of each no more than `most`; a dated line alone is left out."""
    out: set[int] = set()
    for record in records:
        if record.high - record.low > 1 or record.low != record.mention.block.index:
            out.update(range(record.low, min(record.high, record.low + most)))
    return out
