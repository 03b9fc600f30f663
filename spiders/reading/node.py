"""The boxes that hold the words of a page, as far as readers ask for them: each knows the one around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Box:
    """What holds for everything inside a block element; many nodes and runs share one, and nobody changes it.

    Attributes:
        side: Number of the enclosing box beside the event; 0 in none.
        news: Number of the enclosing box of news, below 0; 0 in none.
        level: 1 to 6 inside a heading, else 0.
        stamp: ISO date that the mark-up gives beside the words; "".
    """

    side: int = 0
    news: int = 0
    level: int = 0
    stamp: str = ""


NOWHERE = Box()


class Node:
    """A block element of the page.

    Attributes:
        parent: The block element around it; None for what holds the page.
        tag: Its tag; "" for what holds the page.
        names: Its class and id words.
        low: Place on the page where it begins; places are numbers that go up in the order of the page.
        high: Place where it ends; what is in it has a place from `low` on and below `high`.
    """

    __slots__ = ("high", "low", "names", "parent", "tag")

    def __init__(self, parent: Node | None, tag: str, names: str, low: int) -> None:
        self.parent = parent
        self.tag = tag
        self.names = names
        self.low = self.high = low

    @property
    def classes(self) -> str:
        """Class and id words of the nearest box that has any; "" without one."""
        node: Node | None = self
        while node is not None and not node.names:
            node = node.parent
        return node.names if node is not None else ""

    def around(self) -> Iterator[Node]:
        """The node itself and all around it, from the inside out."""
        at: Node | None = self
        while at is not None:
            yield at
            at = at.parent
