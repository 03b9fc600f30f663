"""A misspelt month → the month one slip away from it; nothing else is ever repaired."""

from __future__ import annotations

from collections.abc import Mapping


def one_slip(word: str, right: str) -> bool:
    """Whether one letter is missing, added, wrong or swapped with its neighbour (Damerau distance 1)."""
    if abs(len(word) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(word), len(right)) and word[start] == right[start]:
        start += 1
    tail, true_tail = word[start:], right[start:]
    return (
        tail[1:] == true_tail
        or tail == true_tail[1:]
        or tail[1:] == true_tail[1:]
        or (tail[:2] == true_tail[:2][::-1] and tail[2:] == true_tail[2:])
    )


def repaired(word: str, words: Mapping[str, tuple[int | None, int | None]]) -> int | None:
    """The month (1-12) of five letters or more that one slip makes `word`; None when none or several do."""
    found = {
        month
        for right, (month, _) in words.items()
        if month is not None and len(right) > 4 and one_slip(word, right)
    }
    return found.pop() if len(found) == 1 else None
