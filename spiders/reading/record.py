"""A date on a listing page, and the blocks that belong to it."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from spiders.reading.block import Block
from spiders.reading.datelike import DateMark


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One date of one block."""

    block: Block
    nth: int

    @property
    def mark(self) -> DateMark:
        """The date itself."""
        return self.block.dates[self.nth]

    @property
    def day(self) -> tuple[int, int]:
        """Month and day."""
        return self.mark.month, self.mark.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A date and the blocks [low, high) that belong to it.

    Attributes:
        mention: The date.
        low: Index of the first block.
        high: Index after the last block.
        kind: "closed", "flat", "line" (cut inside one block), "sentence" (cut inside one line), "item".
        element: The element that holds it.
        cut: For "sentence": the stretch of the block's text that is its own.
    """

    mention: Mention
    low: int
    high: int
    kind: str
    element: etree._Element
    cut: tuple[int, int] | None = None
