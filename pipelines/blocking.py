"""A candidate in; the keys under which listings of the same event are found, at constant cost, out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final

from pipelines.candidates import Candidate
from pipelines.rarity import Rarity

KEY_WORDS: Final = 8
"""Title words that become keys of a day: fewer miss titles that are cut short (measured on labelled pairs)."""

_DAYS: Final = 5  # days of a long event that can be found; a listing of a later day alone is rare
_ACROSS: Final = 3  # rarest words, each two of which find an event on another date


def blocking_keys(candidate: Candidate, rarity: Rarity) -> tuple[str, ...]:
    """Keys to file a candidate under; two listings of one event nearly always share one.

    The day with each of its rarest title words, its address, its booking number, and pairs of its
    rarest words without a date, for rescheduled and undated listings. Each key is at most 200
    characters long.
    """
    pairs = across_keys(candidate, rarity)
    across = tuple(f"across {pair}" for pair in pairs)
    moved = tuple(f"moved {pair}" for pair in pairs) if is_loose(candidate) else ()
    return _exact(candidate, rarity) + across + moved


def search_keys(candidate: Candidate, rarity: Rarity) -> tuple[str, ...]:
    """Keys to look a candidate up by: those it is filed under, less what can find only other dates.

    An event that keeps its date can be the same as one on another date only if that one is marked as
    moved, so that it looks among those alone; one that has moved looks among all.
    """
    among = "across" if is_loose(candidate) else "moved"
    pairs = across_keys(candidate, rarity)
    return _exact(candidate, rarity) + tuple(f"{among} {pair}" for pair in pairs)


def is_loose(candidate: Candidate) -> bool:
    """Whether it may be the same as a listing on another date."""
    return candidate.moved or candidate.first_day is None


def rarest_words(candidate: Candidate, rarity: Rarity, limit: int) -> Sequence[str]:
    """The most telling words of the title; all, in their order, where there are few."""
    if len(candidate.words) <= limit:
        return candidate.words
    return [word for _, word in sorted([(-rarity(word), word) for word in candidate.words])][:limit]


def across_keys(candidate: Candidate, rarity: Rarity) -> list[str]:
    """Pairs of the rarest words; a title of one word is its own key."""
    top = sorted(rarest_words(candidate, rarity, _ACROSS))
    return [" ".join(pair)[:190] for pair in combinations(top, 2)] if len(top) > 1 else top


def days_of(candidate: Candidate) -> range:
    """Ordinals of the days under which it is found; none without a date."""
    if candidate.first_day is None or candidate.last_day is None:
        return range(0)
    return range(candidate.first_day, min(candidate.last_day + 1, candidate.first_day + _DAYS))


def _exact(candidate: Candidate, rarity: Rarity) -> tuple[str, ...]:
    rarest = rarest_words(candidate, rarity, KEY_WORDS)
    keys = [f"{day} {word}"[:200] for day in days_of(candidate) for word in rarest]
    if candidate.url:
        keys.append("url " + candidate.url[:190])
    if candidate.ticket:
        keys.append("ticket " + candidate.ticket[:190])
    return tuple(keys)
