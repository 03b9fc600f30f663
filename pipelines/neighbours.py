"""All candidates of a batch in; the pairs worth comparing out, whatever order the candidates came in.

Day by day: what is needed to find the pairs of a day is forgotten with it, so that memory and time grow with
the number of listings, however many there are. Only listings that may be the same as one on another date
(moved, undated) are kept in view for all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from pipelines.blocking import KEY_WORDS, addresses_of, days_of, is_loose, period_of, rarest_words
from pipelines.candidates import Candidate, fullness
from pipelines.rarity import Rarity

BUCKET: Final = 40
"""Neighbours of one key that a listing is compared with: common words must not cost more."""

_SHARED: Final = (0.3, 0.12)
"""Share of the weight of the shorter title that must be common before a pair is compared at all; the second for
two that start at the same minute. Pairs with less fail whatever else agrees; the rest is for words misspelt."""

_ADDRESS: Final = 1000.0  # weight of a shared address: more than any title's


def near_pairs(candidates: Sequence[Candidate], rarity: Rarity) -> Iterator[tuple[int, int]]:
    """Places of two candidates that may be one event; each pair once.

    Args:
        candidates: All of the batch.
        rarity: How telling each word of their titles is.
    """
    days: dict[int, list[int]] = defaultdict(list)
    for index, one in enumerate(candidates):
        for day in days_of(one):
            days[day].append(index)
    for day, found in days.items():
        if len(found) > 1:
            yield from _on(day, _in_order(found, candidates), candidates, rarity)
    yield from _across(candidates, rarity)


def _in_order(found: list[int], candidates: Sequence[Candidate]) -> list[int]:
    """By fullness where a bucket may overflow, so that what it keeps does not depend on arrival."""
    if len(found) <= BUCKET:
        return found
    return sorted(found, key=lambda index: fullness(candidates[index]))


def _on(
    day: int, found: Sequence[int], candidates: Sequence[Candidate], rarity: Rarity
) -> Iterator[tuple[int, int]]:
    """The pairs of one day that share enough of their titles, an address, or a booking."""
    buckets: dict[str, list[int]] = {}
    totals: dict[int, float] = {}
    for index in found:
        one = candidates[index]
        weights, totals[index] = _weights(one, rarity)
        shared: dict[int, float] = {}
        for key, weight in weights.items():
            bucket = buckets.setdefault(key, [])
            for other in bucket[-BUCKET:]:
                shared[other] = shared.get(other, 0.0) + weight
            bucket.append(index)
        for other, weight in shared.items():
            twin = candidates[other]
            at_once = one.minute is not None and one.minute == twin.minute
            enough = weight >= _SHARED[at_once] * min(totals[index], totals[other])
            if enough and day == max(one.first_day or 0, twin.first_day or 0):
                yield other, index


def _across(candidates: Sequence[Candidate], rarity: Rarity) -> Iterator[tuple[int, int]]:
    """The pairs on different dates, or without, of which one at least is marked as moved, or both are undated."""
    loose = [index for index, one in enumerate(candidates) if is_loose(one)]
    buckets: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    totals: dict[int, float] = {}
    for index in _in_order(loose, candidates):
        weights, totals[index] = _weights(candidates[index], rarity)
        for key in weights:
            buckets[period_of(candidates[index]), key].append(index)
    for index, one in enumerate(candidates if loose else ()):
        weights, total = _weights(one, rarity)
        shared: dict[int, float] = {}
        for near, (key, weight) in product(_periods(one), weights.items()):
            for other in buckets.get((near, key), ())[-BUCKET:]:
                shared[other] = shared.get(other, 0.0) + weight
        for other, weight in shared.items():
            twice = is_loose(one) and other >= index  # then it is found from the other side too
            enough = weight >= _SHARED[0] * min(total, totals[other])
            if enough and not twice and not _meet(one, candidates[other]):
                yield other, index


def _weights(one: Candidate, rarity: Rarity) -> tuple[dict[str, float], float]:
    """What it is found by, with how telling each is; and how telling its words are together."""
    weights = {word: rarity(word) for word in rarest_words(one, rarity, KEY_WORDS)}
    total = sum(weights.values())
    weights.update(dict.fromkeys(addresses_of(one), _ADDRESS))
    return weights, total


def _periods(one: Candidate) -> tuple[int | None, ...]:
    period = period_of(one)
    return (None,) if period is None else (period - 1, period, period + 1)


def _meet(one: Candidate, other: Candidate) -> bool:
    """Whether some day has both of them already."""
    return not set(days_of(one)).isdisjoint(days_of(other))
