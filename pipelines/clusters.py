"""Candidates in; which of them are one event out, whatever order they came in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.blocking import both_keys
from pipelines.candidates import Candidate, fullness
from pipelines.likeness import THRESHOLD, VETO, explain, score
from pipelines.rarity import Counted

BUCKET: Final = 40
"""Neighbours of one key that a listing is compared with: common words must not cost more."""

MEAN: Final = 18.0
"""How far below the threshold the mean of all pairs of an event may lie."""

MARGIN: Final = 6.0
"""Points within which two matches that exclude each other leave it open which one is right."""

_PAIRS: Final = 400  # pairs that are compared to join two clusters


@dataclass(frozen=True, slots=True)
class Edge:
    """A pair that scored high enough; `one` is the fuller listing of the two (indices)."""

    points: float
    one: int
    other: int


class Clustering:
    """Joins the most alike pairs first, unless a pair across the two clusters excludes it.

    Args:
        candidates: All candidates of the batch, in any order.
    """

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._all: Final = sorted(candidates, key=fullness)
        self._rarity: Final = Counted(one.words for one in self._all)
        self._scores: Final[dict[int, float]] = {}  # by the two places in one number
        self._cluster: Final = list(range(len(self._all)))
        self._members: Final = [[index] for index in range(len(self._all))]
        self._why: Final[dict[int, str]] = {}
        edges = sorted(self._edges(), key=lambda edge: (-edge.points, edge.one, edge.other))
        for edge in self._clear(edges):
            self._join(edge)

    def events(self) -> Iterator[tuple[Candidate, Candidate, str]]:
        """Every candidate, the fullest one of its event, and why it belongs there."""
        for index, one in enumerate(self._all):
            first = self._members[self._cluster[index]][0]
            yield one, self._all[first], self._why.get(index, "first")

    def _edges(self) -> Iterator[Edge]:
        buckets: dict[str, list[int]] = defaultdict(list)
        for index, one in enumerate(self._all):
            near: set[int] = set()
            filed, searched = both_keys(one, self._rarity)
            for key in searched:
                near.update(buckets.get(key, ())[-BUCKET:])
            for key in filed:
                buckets[key].append(index)
            for other in sorted(near):
                points = self._score(other, index)
                if points >= THRESHOLD:
                    yield Edge(points, other, index)

    def _score(self, one: int, other: int) -> float:
        pair = min(one, other) * len(self._all) + max(one, other)
        points = self._scores.get(pair)
        if points is None:
            points = score(self._all[one], self._all[other], self._rarity).points
            self._scores[pair] = points
        return points

    def _clear(self, edges: Sequence[Edge]) -> list[Edge]:
        """The edges without those of listings that fit several events equally well."""
        near: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for edge in edges:
            near[edge.one].append((edge.points, edge.other))
            near[edge.other].append((edge.points, edge.one))
        rivals = {index: self._rivals(found) for index, found in near.items()}
        for index, found in rivals.items():
            if found:
                names = " or ".join(sorted(self._all[one].key for one in found)[:4])
                self._why[index] = f"review: could be {names}"
        return [edge for edge in edges if not self._open(edge, rivals)]

    def _rivals(self, found: Sequence[tuple[float, int]]) -> frozenset[int]:
        """Of the best matches of one listing, those that exclude another of them."""
        best = max(points for points, _ in found)
        top = sorted(index for points, index in found if points >= best - MARGIN)[:BUCKET]
        return frozenset(
            one
            for one in top
            if any(self._score(one, other) == VETO for other in top if other != one)
        )

    def _open(self, edge: Edge, rivals: dict[int, frozenset[int]]) -> bool:
        for one, other in ((edge.one, edge.other), (edge.other, edge.one)):
            if any(each == other or self._score(each, other) == VETO for each in rivals[one]):
                return True
        return False

    def _join(self, edge: Edge) -> None:
        home, away = sorted((self._cluster[edge.one], self._cluster[edge.other]))
        if home == away:
            return
        ours, theirs = self._members[home], self._members[away]
        if not self._may_join(ours, theirs):
            return
        self._why[edge.other] = explain(self._all[edge.other], self._all[edge.one], self._rarity)
        for index in theirs:
            self._cluster[index] = home
        self._members[home] = sorted(ours + theirs)
        self._members[away] = []

    def _may_join(self, ours: Sequence[int], theirs: Sequence[int]) -> bool:
        pairs = len(ours) * len(theirs)
        if pairs > _PAIRS:
            return False
        total = 0.0
        for one in ours:
            for other in theirs:
                points = self._score(one, other)
                if points == VETO:
                    return False
                total += points
        return total / pairs >= THRESHOLD - MEAN
