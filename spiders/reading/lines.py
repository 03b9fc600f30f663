"""The lines of a page in lower case → which of them hold one of some words, for one look over the page."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""How the names of months begin."""


class Lines:
    """The words of a page, a line for each block; or other lines of which few are of interest.

    A reader that tries a large expression on every block first asks here which blocks can match at all:
    a search for a plain word runs over a whole page in the time of one expression on one block.

    Args:
        lines: The lines; none has a line break in it.

    Attributes:
        written: The lines as they were given.
        text: The same in small letters, sign for sign as long.
        starts: Where each of them begins, and where the next one would.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.written = "\n".join(lines)
        self.text = lower(self.written)
        self.starts = [*accumulate([len(line) + 1 for line in lines], initial=0)]

    @cached_property
    def months(self) -> list[int]:
        """Where in the text the names of months stand, or words that begin like one."""
        return places(self.text, MONTHS)

    def number(self, at: int) -> int:
        """The line that a place in the text belongs to."""
        return bisect_right(self.starts, at) - 1

    def matching(self, pattern: re.Pattern[str]) -> list[int]:
        """Numbers of the lines in which a pattern matches that crosses no line break, in order."""
        found = [self.number(hit.start()) for hit in pattern.finditer(self.written)]
        return list(dict.fromkeys(found))

    def holding(self, *words: str, first: int = sys.maxsize) -> list[int]:
        """Numbers of the blocks, of so many first ones, that hold one of some words in lower case, in order."""
        found: set[int] = set()
        text, starts = self.text, self.starts
        end = starts[min(first, len(starts) - 1)]
        for word in words:
            at = text.find(word, 0, end)
            while at >= 0:
                below = bisect_right(starts, at)
                found.add(below - 1)
                at = text.find(word, starts[below], end)
        return sorted(found)

    def beginning(self, pattern: re.Pattern[str]) -> list[int]:
        """Numbers of the blocks whose beginning a pattern matches, in order, and the first block.

        The pattern, in lower case, begins with the line break before the block, which the engine finds fast.
        """
        return [0, *[self.number(found.start()) + 1 for found in pattern.finditer(self.text)]]


def places(text: str, words: Iterable[str]) -> list[int]:
    """Where words stand; a plain search for each takes less time than one expression for all."""
    out = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            out.append(at)
            at = text.find(word, at + 1)
    return out


def lower(text: str) -> str:
    """A text in small letters, sign for sign as long as the text itself."""
    return text.replace("İ", "I").lower()  # the one sign that grows


def first_within(numbers: list[int], low: int, high: int) -> int:
    """The first of some numbers in order that lies in [low, high); -1 without one."""
    at = bisect_left(numbers, low)
    return numbers[at] if at < len(numbers) and numbers[at] < high else -1
