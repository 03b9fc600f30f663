"""The boxes that hold the words of a page: what each knows of its surroundings, and what its names say that it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple


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


_NAV = frozenset(
    """nav navbar navigation menu submenu footer breadcrumb breadcrumbs cookie cookies social share sharing skip
    masthead topbar toolbar datepicker pagination pager translate megamenu dropdown copyright modal popup""".split()
)
_SIDE = frozenset(
    """sidebar related recent similar comment comments recommended newsletter widget-area upcoming-events
    more-events""".split()
)
_NEWS = frozenset(
    """news blog tweet twitter posted byline archive archives press timestamp published updated modified alert alerts
    post-date post-meta entry-date entry-meta""".split()
)
_BEGINNINGS = frozenset(word.partition("-")[0] for word in _NAV | _SIDE | _NEWS)
"""Nearly all names hold none of these, and so none of the words above."""
LONGEST = 300
"""Characters of names that are looked at; longer ones are lists of a framework's style words."""


class Kinds(NamedTuple):
    """What the names of a box say that it is."""

    nav: bool = False
    side: bool = False
    news: bool = False


NONE = Kinds()
"""Of nearly all boxes; `kinds` then gives this very one."""


def calling(pattern: str) -> Callable[[str], bool]:
    """Whether class and id words, the first 200 signs of them, are what a pattern looks for; a question with a memo."""
    search = re.compile(pattern, re.IGNORECASE).search

    @lru_cache(maxsize=4000)
    def is_called(names: str) -> bool:
        return search(names[:200]) is not None

    return is_called


@lru_cache(maxsize=20_000)
def kinds(names: str) -> Kinds:
    """The kinds of a box with these class and id words."""
    low = names.lower().replace("_", " ")
    words = low.replace("-", " ").split()
    if len(names) > LONGEST or _BEGINNINGS.isdisjoint(words):
        return NONE
    pairs = ["-".join(pair) for name in low.split() for pair in pairwise(name.split("-"))]
    found = Kinds(*[not known.isdisjoint([*words, *pairs]) for known in (_NAV, _SIDE, _NEWS)])
    return found if any(found) else NONE
