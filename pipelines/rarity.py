"""Words of titles in; how telling each of them is out, as the natural logarithm of one title in so many.

`listed` goes by a list of common words that is shipped: the store uses it, because keys that were written
years ago must still be found. `counted` goes by the titles at hand, which is sharper for one batch.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final, TypeAlias

from pipelines.titles import stem, table

Rarity: TypeAlias = Callable[[str], float]
"""How telling a word is: from about 0 (in every title) upwards."""

_RARE: Final = 4.6  # a word of one title in a hundred: what is not on the list is at least as rare


def listed(word: str) -> float:
    """The value of the shipped list of common words, else that of a rare word; numbers tell less."""
    if word.isdigit():
        return 2.2
    return _listed().get(word, _RARE)


def counted(titles: Iterable[Iterable[str]]) -> Rarity:
    """Rarity by the number of titles that hold a word.

    Args:
        titles: The telling words of each title, once each.
    """
    titles_with: Counter[str] = Counter()
    count = 0
    for words in titles:
        count += 1
        titles_with.update(words)
    return _Weights(titles_with, count).__getitem__


class _Weights(dict[str, float]):
    """Weights by word, worked out when asked for; a plain look-up from then on."""

    def __init__(self, titles_with: Counter[str], titles: int) -> None:
        super().__init__()
        self._titles_with: Final = titles_with
        self._titles: Final = titles

    def __missing__(self, word: str) -> float:
        """By count; 50 imagined titles keep small batches from calling everything common."""
        value = math.log((self._titles + 50) / (self._titles_with[word] + 1))
        self[word] = value
        return value


@cache
def _listed() -> dict[str, float]:
    return {stem(word): float(value) for value, words in table("rarity").items() for word in words}
