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
    return both_keys(candidate, rarity)[0]


def search_keys(candidate: Candidate, rarity: Rarity) -> tuple[str, ...]:
    """Keys to look a candidate up by: those it is filed under, less what can find only other dates.

    An event that keeps its date can be the same as one on another date only if that one is marked as
    moved, so that it looks among those alone; one that has moved looks among all.
    """
    return both_keys(candidate, rarity)[1]


def both_keys(candidate: Candidate, rarity: Rarity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys to file a candidate under, and those to look it up by."""
    rarest = _rarest(candidate, rarity)
    exact, pairs = _exact(candidate, rarest), _pairs(rarest)
    across = tuple(f"across {pair}" for pair in pairs)
    moved = tuple(f"moved {pair}" for pair in pairs)
    if _is_loose(candidate):
        return exact + across + moved, exact + across
    return exact + across, exact + moved


def _is_loose(candidate: Candidate) -> bool:
    """Whether it may be the same as a listing on another date."""
    return candidate.moved or candidate.first_day is None


def _rarest(candidate: Candidate, rarity: Rarity) -> list[str]:
    weigh = rarity.rarity
    return [word for _, word in sorted([(-weigh(word), word) for word in candidate.words])][
        :KEY_WORDS
    ]


def _pairs(rarest: Sequence[str]) -> list[str]:
    top = sorted(rarest[:_ACROSS])
    return [" ".join(pair)[:190] for pair in combinations(top, 2)] if len(top) > 1 else top


def _exact(candidate: Candidate, rarest: Sequence[str]) -> tuple[str, ...]:
    keys = [f"{day} {word}"[:200] for day in _days(candidate) for word in rarest]
    if candidate.url:
        keys.append("url " + candidate.url[:190])
    if candidate.ticket:
        keys.append("ticket " + candidate.ticket[:190])
    return tuple(keys)


def _days(candidate: Candidate) -> range:
    if candidate.first_day is None or candidate.last_day is None:
        return range(0)
    return range(candidate.first_day, min(candidate.last_day + 1, candidate.first_day + _DAYS))
