"""Words of titles in; how telling each of them is out, as the natural logarithm of one title in so many.

`STATIC` goes by a list of common words that is shipped: the store uses it, because keys that were written
years ago must still be found. `Counted` goes by the titles at hand, which is sharper for one batch.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Final, Protocol

from pipelines.titles import stem, table

_RARE: Final = 4.6  # a word of one title in a hundred: what is not on the list is at least as rare


class Rarity(Protocol):
    """Anything that can say how telling a word is."""

    def rarity(self, word: str) -> float:
        """From about 0 (in every title) upwards."""
        ...


class Listed:
    """Rarity by the shipped list of common words."""

    def rarity(self, word: str) -> float:
        """The listed value, else that of a rare word; numbers tell less."""
        if word.isdigit():
            return 2.2
        return _listed().get(word, _RARE)


class Counted:
    """Rarity by the number of titles that hold a word.

    Args:
        titles: The telling words of each title, once each.
    """

    def __init__(self, titles: Iterable[Iterable[str]]) -> None:
        self._count = 0
        self._titles_with: Counter[str] = Counter()
        for words in titles:
            self._count += 1
            self._titles_with.update(words)
        self._known: dict[str, float] = {}

    def rarity(self, word: str) -> float:
        """By count; 50 imagined titles keep small batches from calling everything common."""
        value = self._known.get(word)
        if value is None:
            value = math.log((self._count + 50) / (self._titles_with[word] + 1))
            self._known[word] = value
        return value


@cache
def _listed() -> dict[str, float]:
    return {stem(word): float(value) for value, words in table("rarity").items() for word in words}


STATIC: Final[Rarity] = Listed()
"""The rarity of the shipped list."""
