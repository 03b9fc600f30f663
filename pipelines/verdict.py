"""A new listing and the events it may be of in; which one it joins, and why, out: for the store, listing by listing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.candidates import Candidate
from pipelines.clusters import MARGIN, MEAN
from pipelines.likeness import THRESHOLD, VETO, Score, explain, score, vetoed
from pipelines.rarity import Rarity

_REVIEW: Final = (THRESHOLD - 10, THRESHOLD + 5)  # points between which an editor should look

Apart = Callable[[str, str], bool]
"""Whether editors hold two events apart, by their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Where a new listing belongs.

    Attributes:
        event: Id of the event it joins; None when it is an event of its own.
        points: Of the best pair; 0 when nothing was near.
        why: The reason in words.
        other: What the listing of the best pair is called.
        parts: (what was compared, points) of the best pair.
        review: Ids of the events that an editor should compare it with: nearly the same, barely the same,
            or equally like two; the likeliest first.
        also: Ids of further events that turn out to be the same one.
    """

    event: str | None
    points: float = 0.0
    why: str = ""
    other: str = ""
    parts: tuple[tuple[str, float], ...] = ()
    review: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Near:
    """One event compared with a new listing: its best pair, mean points; veto or not."""

    event: str
    best: Score
    mean: float
    member: Candidate
    vetoes: tuple[str, ...]

    @property
    def joins(self) -> bool:
        return not self.vetoes and self.best.points >= THRESHOLD and self.mean >= THRESHOLD - MEAN


def best_event(
    candidate: Candidate,
    members_by_event: Mapping[str, Sequence[Candidate]],
    rarity: Rarity,
    apart: Apart = lambda _one, _other: False,
) -> Verdict:
    """Decides which of the events that share a blocking key a new listing belongs to.

    An event takes it if no member excludes it, the best pair reaches the threshold and the mean of all
    pairs is not far below. Of two events that take it equally well and exclude each other neither is
    chosen: the listing goes to an editor.
    """
    events = _Events(members_by_event, rarity, apart)
    near = [
        _compare(candidate, event, who, rarity) for event, who in members_by_event.items() if who
    ]
    joining = sorted(
        (one for one in near if one.joins), key=lambda one: (-one.best.points, one.event)
    )
    if not joining:
        return _alone(near)
    home, *others = joining
    rivals = [one.event for one in others if _as_good(one, home) and events.exclude(home, one)]
    if rivals:
        could = (home.event, *rivals)
        why = f"could be {' or '.join(could[:4])}"
        return Verdict(event=None, points=home.best.points, why=why, review=could)
    return Verdict(
        event=home.event,
        points=home.best.points,
        why=explain(candidate, home.member, rarity),
        other=home.member.key,
        parts=home.best.parts,
        review=(home.event,) if home.best.points < _REVIEW[1] else (),
        also=events.bridged(home, others),
    )


def _compare(
    candidate: Candidate, event: str, members: Sequence[Candidate], rarity: Rarity
) -> _Near:
    """Members that exclude one another, because an editor linked them or one has moved, need not all agree."""
    scores = [(score(candidate, member, rarity), member) for member in members]
    best, member = max(scores, key=lambda pair: pair[0].points)
    willing = [one for found, one in scores if found.points >= THRESHOLD]
    heard = [
        found
        for found, one in scores
        if not (found.vetoes and any(vetoed(one, other, rarity) for other in willing))
    ]
    mean = sum(found.points for found in heard) / len(heard) if heard else VETO
    vetoes = tuple(dict.fromkeys(veto for found in heard for veto in found.vetoes))
    return _Near(event, best, mean, member, vetoes)


def _as_good(one: _Near, home: _Near) -> bool:
    return one.best.points >= home.best.points - MARGIN


def _alone(near: Iterable[_Near]) -> Verdict:
    """No event takes it; the nearest one is named where it was close."""
    open_ones = [one for one in near if not one.vetoes and one.best.points >= _REVIEW[0]]
    if not open_ones:
        return Verdict(event=None, why="nothing like it")
    nearest = max(open_ones, key=lambda one: (one.best.points, one.event))
    return Verdict(
        event=None,
        points=nearest.best.points,
        why=f"nearly {nearest.event}",
        other=nearest.member.key,
        parts=nearest.best.parts,
        review=(nearest.event,),
    )


@dataclass(frozen=True, slots=True)
class _Events:
    """The events that a listing was compared with, compared with each other."""

    members: Mapping[str, Sequence[Candidate]]
    rarity: Rarity
    apart: Apart

    def exclude(self, one: _Near, other: _Near) -> bool:
        """Whether two events can never be one."""
        if self.apart(one.event, other.event):
            return True
        ours, theirs = self.members[one.event], self.members[other.event]
        return any(vetoed(left, right, self.rarity) for left in ours for right in theirs)

    def bridged(self, home: _Near, others: Iterable[_Near]) -> tuple[str, ...]:
        """Further events that the listing shows to be the same one as its home."""
        everyone, found = list(self.members[home.event]), [home.event]
        for one in others:
            theirs = self.members[one.event]
            parted = any(self.apart(one.event, event) for event in found)
            if not parted and self._are_one(everyone, theirs):
                everyone += theirs
                found.append(one.event)
        return tuple(found[1:])

    def _are_one(self, ours: Sequence[Candidate], theirs: Sequence[Candidate]) -> bool:
        """Whether no pair excludes it, and the mean of all pairs holds."""
        points = [score(one, other, self.rarity).points for one in ours for other in theirs]
        return VETO not in points and sum(points) / len(points) >= THRESHOLD - MEAN
