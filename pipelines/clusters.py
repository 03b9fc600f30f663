"""Candidates in; which of them are one event out, whatever order they came in."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from pipelines.candidates import Candidate, fullness
from pipelines.likeness import THRESHOLD, VETO, score
from pipelines.neighbours import BUCKET, near_pairs
from pipelines.rarity import Rarity

MEAN: Final = 18.0
"""How far below the threshold the mean of all pairs of an event may lie."""

MARGIN: Final = 6.0
"""Points within which two matches that exclude each other leave it open which one is right."""

_PAIRS: Final = 400  # pairs that are compared to join two clusters


@dataclass(frozen=True, slots=True)
class Edge:
    """A pair that scored high enough: two places."""

    points: float
    one: int
    other: int


@dataclass(frozen=True, slots=True)
class Found:
    """Where each candidate of a batch belongs.

    Attributes:
        first: Place of the fullest listing of its event.
        partner: Place of the listing that it was matched with; its own for the fullest one.
        rivals: For listings that fit several events equally well: the places of those.
    """

    first: Sequence[int]
    partner: Sequence[int]
    rivals: dict[int, list[int]]


def cluster(candidates: Sequence[Candidate], rarity: Rarity) -> Found:
    """Joins the most alike pairs first, unless a pair across the two clusters excludes it."""
    first = array("l", range(len(candidates)))
    found = Found(first, array("l", first), {})
    for edges in _components(_edges(candidates, rarity), len(candidates)):
        component = _Component(candidates, rarity, edges)
        component.join_all()
        component.tell(found)
    return found


def _edges(candidates: Sequence[Candidate], rarity: Rarity) -> Iterator[Edge]:
    for one, other in near_pairs(candidates, rarity):
        points = score(candidates[one], candidates[other], rarity).points
        if points >= THRESHOLD:
            yield Edge(points, one, other)


def _components(edges: Iterable[Edge], size: int) -> Iterator[list[Edge]]:
    """Edges that hang together: what is joined in one group has no bearing on any other."""
    parent = array("l", range(size))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = index = parent[parent[index]]
        return index

    kept = []
    for edge in edges:
        parent[root(edge.one)] = root(edge.other)
        kept.append(edge)
    kept.sort(key=lambda edge: root(edge.one))
    for _, group in groupby(kept, key=lambda edge: root(edge.one)):
        yield list(group)


class _Component:
    """The listings that some edges connect, and the clusters they fall into.

    Args:
        candidates: All of the batch.
        rarity: How telling each word is.
        edges: Pairs of places, in any order.
    """

    def __init__(
        self, candidates: Sequence[Candidate], rarity: Rarity, edges: Sequence[Edge]
    ) -> None:
        places = {place for edge in edges for place in (edge.one, edge.other)}
        self._places: Final = sorted(places, key=lambda place: fullness(candidates[place]))
        self._all: Final = [candidates[place] for place in self._places]
        self._rarity: Final = rarity
        rank = {place: number for number, place in enumerate(self._places)}
        self._scores: Final[dict[tuple[int, int], float]] = {}  # by ranks
        self._edges: Final = []
        for edge in edges:
            one, other = sorted((rank[edge.one], rank[edge.other]))
            self._scores[one, other] = edge.points
            self._edges.append(Edge(edge.points, one, other))
        self._edges.sort(key=lambda edge: (-edge.points, edge.one, edge.other))
        self._cluster: Final = list(range(len(self._all)))
        self._members: Final = [[number] for number in self._cluster]
        self._partner: Final[dict[int, int]] = {}
        self._rivals: Final = self._all_rivals()

    def join_all(self) -> None:
        """Join what may be joined, the most alike first."""
        for edge in self._edges:
            if not self._is_open(edge):
                self._join(edge)

    def tell(self, found: Found) -> None:
        """Note the outcome for the places of the batch."""
        for number, place in enumerate(self._places):
            first = self._members[self._cluster[number]][0]
            found.first[place] = self._places[first]  # type: ignore[index]
            partner = self._partner.get(number, first)
            found.partner[place] = self._places[partner if number != first else number]  # type: ignore[index]
            if self._rivals[number]:
                found.rivals[place] = [self._places[rival] for rival in self._rivals[number]]

    def _score(self, one: int, other: int) -> float:
        pair = (one, other) if one < other else (other, one)
        points = self._scores.get(pair)
        if points is None:
            points = score(self._all[one], self._all[other], self._rarity).points
            self._scores[pair] = points
        return points

    def _all_rivals(self) -> list[list[int]]:
        """For each listing, of its best matches those that exclude one another."""
        near: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for edge in self._edges:
            near[edge.one].append((edge.points, edge.other))
            near[edge.other].append((edge.points, edge.one))
        return [self._rivals_of(near[number]) for number in range(len(self._all))]

    def _rivals_of(self, found: Sequence[tuple[float, int]]) -> list[int]:
        if len(found) < 2:
            return []
        best = max(points for points, _ in found)
        top = sorted(other for points, other in found if points >= best - MARGIN)[:BUCKET]
        return [one for one in top if any(self._excludes(one, other) for other in top)]

    def _excludes(self, one: int, other: int) -> bool:
        return one != other and self._score(one, other) == VETO

    def _is_open(self, edge: Edge) -> bool:
        """Whether one of the two fits several events equally well: then nobody knows which is right."""
        for one, other in ((edge.one, edge.other), (edge.other, edge.one)):
            if any(rival == other or self._excludes(rival, other) for rival in self._rivals[one]):
                return True
        return False

    def _join(self, edge: Edge) -> None:
        home, away = sorted((self._cluster[edge.one], self._cluster[edge.other]))
        if home == away:
            return
        ours, theirs = self._members[home], self._members[away]
        if not self._may_join(ours, theirs):
            return
        self._partner.setdefault(edge.other, edge.one)
        for number in theirs:
            self._cluster[number] = home
        self._members[home] = sorted(ours + theirs)
        self._members[away] = []

    def _may_join(self, ours: Sequence[int], theirs: Sequence[int]) -> bool:
        if len(ours) * len(theirs) > _PAIRS:
            return False
        points = [self._score(one, other) for one in ours for other in theirs]
        return VETO not in points and sum(points) / len(points) >= THRESHOLD - MEAN
