"""A candidate in; the keys under which listings of the same event are found, at constant cost, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import chain, combinations
from typing import Final

from pipelines.candidates import Candidate
from pipelines.rarity import Rarity

KEY_WORDS: Final = 8
"""Title words that become keys of a day: fewer miss titles that are cut short (measured on labelled pairs)."""

_DAYS: Final = 5  # days of a long event that can be found; a listing of a later day alone is rare
_ACROSS: Final = 3  # rarest words, each two of which find an event on another date
_PERIOD: Final = 120  # days: as far as an event may be rescheduled
_TELLING: Final = 2  # words of a title that can be a series' name


def blocking_keys(candidate: Candidate, rarity: Rarity) -> tuple[str, ...]:
    """Keys to file a candidate under; two listings of one event nearly always share one.

    Its days, each with its rarest title words, its address and its booking number; for rescheduled
    listings also the four months it lies in, with pairs of its rarest words. Every key names a time, so
    that what is filed under one does not grow with the catalogue; only undated listings have no such
    bound. Each key is at most 200 characters long.
    """
    loose = _loose_keys(candidate, rarity)
    if candidate.first_day is None:
        return (*_keys("undated", loose), *_series(candidate))
    period = candidate.first_day // _PERIOD
    across = _keys(f"across {period}", loose)
    moved = _keys(f"moved {period}", loose) if candidate.moved else ()
    return (*_exact(candidate, rarity), *across, *moved, *_series(candidate))


def search_keys(candidate: Candidate, rarity: Rarity) -> tuple[str, ...]:
    """Keys to look a candidate up by: those it is filed under, less what can find only other dates.

    An event that keeps its date can be the same as one on another date only if that one is marked as
    moved, so that it looks among those alone; one that has moved looks among all.
    """
    loose = _loose_keys(candidate, rarity)
    if candidate.first_day is None:
        return _keys("undated", loose)
    among, period = "across" if candidate.moved else "moved", candidate.first_day // _PERIOD
    near = (_keys(f"{among} {period + step}", loose) for step in (-1, 0, 1))
    return (*_exact(candidate, rarity), *chain.from_iterable(near))


def series_key(candidate: Candidate) -> str | None:
    """The key that events of one title share, if they are of one organiser; None for titles that tell little."""
    if len(candidate.words) < _TELLING:
        return None
    names = candidate.organiser or (candidate.source,)
    text = " ".join((*sorted(names), "/", *sorted(candidate.words)))
    return "series " + blake2b(text.encode(), digest_size=12).hexdigest()


def _series(candidate: Candidate) -> tuple[str, ...]:
    key = series_key(candidate)
    return (key,) if key else ()


def is_loose(candidate: Candidate) -> bool:
    """Whether it may be the same as a listing on another date."""
    return candidate.moved or candidate.first_day is None


def period_of(candidate: Candidate) -> int | None:
    """Which four months it begins in; one that has moved comes from these or those beside them."""
    return None if candidate.first_day is None else candidate.first_day // _PERIOD


def rarest_words(candidate: Candidate, rarity: Rarity, limit: int) -> Sequence[str]:
    """The most telling words of the title; all, in their order, where there are few."""
    if len(candidate.words) <= limit:
        return candidate.words
    return [word for _, word in sorted([(-rarity(word), word) for word in candidate.words])][:limit]


def _loose_keys(candidate: Candidate, rarity: Rarity) -> list[str]:
    """What finds it on another date: pairs of its rarest words (or its only one), address, booking number.

    Those that have moved are few, and their titles are often cut: they have all pairs.
    """
    limit = KEY_WORDS if candidate.moved else _ACROSS
    top = sorted(rarest_words(candidate, rarity, limit))
    pairs = [" ".join(pair) for pair in combinations(top, 2)] if len(top) > 1 else top
    return [*pairs, *addresses_of(candidate)]


def addresses_of(candidate: Candidate) -> tuple[str, ...]:
    """Address and booking number, where known; no word looks like them, since they hold a dot or a space."""
    return tuple(key for key in (candidate.url, candidate.ticket) if key)


def days_of(candidate: Candidate) -> range:
    """Ordinals of the days under which it is found; none without a date."""
    if candidate.first_day is None or candidate.last_day is None:
        return range(0)
    return range(candidate.first_day, min(candidate.last_day + 1, candidate.first_day + _DAYS))


def _exact(candidate: Candidate, rarity: Rarity) -> Iterator[str]:
    texts = (*rarest_words(candidate, rarity, KEY_WORDS), *addresses_of(candidate))
    for day in days_of(candidate):
        yield from _keys(str(day), texts)


def _keys(among: str, texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{among} {text}"[:200] for text in texts)
