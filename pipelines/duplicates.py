"""Listings in; which of them tell of the same event out, with the reasons.

For a batch: `match`. For the store, listing by listing: `candidate_of`, `blocking_keys` to file it,
`search_keys` to find the events that may be the same, and `best_event` to decide between them. `explain` tells why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipelines.blocking import blocking_keys, search_keys
from pipelines.candidates import Candidate, candidate_of, candidate_of_row
from pipelines.clusters import MARGIN, MEAN, Found, cluster
from pipelines.likeness import THRESHOLD, VETO, Score, explain, score, vetoed
from pipelines.rarity import Rarity, counted, listed
from pipelines.titles import edition_of

__all__ = [
    "RARITY",
    "THRESHOLD",
    "Candidate",
    "Rarity",
    "Score",
    "Verdict",
    "best_event",
    "blocking_keys",
    "candidate_of",
    "candidate_of_row",
    "edition_of",
    "explain",
    "match",
    "score",
    "search_keys",
]

RARITY: Final[Rarity] = listed
"""The rarity that the store goes by."""

_REVIEW: Final = (THRESHOLD - 10, THRESHOLD + 5)  # points between which an editor should look
_INPUT: Final = frozenset(
    {
        "title",
        "organiser",
        "source",
        "role",
        "url",
        "start",
        "end",
        "date_only",
        "venue",
        "mode",
        "status",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Where a new listing belongs.

    Attributes:
        event: Id of the event it joins; None when it is an event of its own.
        points: Of the best pair; 0 when nothing was near.
        why: The reason in words.
        review: Whether an editor should look: nearly the same, barely the same, or equally like two.
        also: Ids of further events that turn out to be the same one.
    """

    event: str | None
    points: float = 0.0
    why: str = ""
    review: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Near:
    """One event compared with a new listing: best points, mean points, the best member; veto or not."""

    event: str
    best: float
    mean: float
    member: Candidate
    vetoes: tuple[str, ...]

    @property
    def joins(self) -> bool:
        return not self.vetoes and self.best >= THRESHOLD and self.mean >= THRESHOLD - MEAN


def match(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The answers of `muster match --jsonl`, in the order of the rows; which is all the order decides.

    Args:
        rows: id, title, organiser, source, url, start, end, date_only, venue, mode; other keys pass through.

    Yields:
        The other keys of each row, `event` (the id of its fullest listing) and `why`.
    """
    candidates: list[Candidate] = []
    others: list[tuple[tuple[str, ...], tuple[Any, ...]]] = []  # far smaller than the rows
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in rows:
        candidates.append(candidate_of_row(row))
        keys = tuple(key for key in row if key not in _INPUT)
        others.append((names.setdefault(keys, keys), tuple(row[key] for key in keys)))
    rarity = counted(one.words for one in candidates)
    found = cluster(candidates, rarity)
    for place, (keys, values) in enumerate(others):
        event = candidates[found.first[place]].key
        why = _why(place, candidates, found, rarity)
        yield dict(zip(keys, values, strict=True)) | {"event": event, "why": [why]}


def _why(place: int, candidates: Sequence[Candidate], found: Found, rarity: Rarity) -> str:
    partner = found.partner[place]
    if partner != place:
        return explain(candidates[place], candidates[partner], rarity)
    if place in found.rivals:
        names = sorted(candidates[rival].key for rival in found.rivals[place])
        return f"review: could be {' or '.join(names[:4])}"
    return "first"


def best_event(
    candidate: Candidate, members_by_event: Mapping[str, Sequence[Candidate]], rarity: Rarity
) -> Verdict:
    """Decides which of the events that share a blocking key a new listing belongs to.

    An event takes it if no member excludes it, the best pair reaches the threshold and the mean of all
    pairs is not far below. Of two events that take it equally well and exclude each other neither is
    chosen: the listing goes to an editor.
    """
    near = [
        _compare(candidate, event, who, rarity) for event, who in members_by_event.items() if who
    ]
    joining = sorted((one for one in near if one.joins), key=lambda one: (-one.best, one.event))
    if not joining:
        return _apart(near)
    home, *others = joining
    ours = members_by_event[home.event]
    rivals = [
        one.event
        for one in others
        if one.best >= home.best - MARGIN and _exclude(ours, members_by_event[one.event], rarity)
    ]
    if rivals:
        names = " or ".join([home.event, *rivals][:4])
        return Verdict(event=None, points=home.best, why=f"could be {names}", review=True)
    return Verdict(
        event=home.event,
        points=home.best,
        why=explain(candidate, home.member, rarity),
        review=home.best < _REVIEW[1],
        also=_bridged(home, others, members_by_event, rarity),
    )


def _compare(
    candidate: Candidate, event: str, members: Sequence[Candidate], rarity: Rarity
) -> _Near:
    scores = [(score(candidate, member, rarity), member) for member in members]
    best, member = max(scores, key=lambda pair: pair[0].points)
    mean = sum(found.points for found, _ in scores) / len(scores)
    vetoes = tuple(dict.fromkeys(veto for found, _ in scores for veto in found.vetoes))
    return _Near(event, best.points, mean, member, vetoes)


def _apart(near: Iterable[_Near]) -> Verdict:
    """No event takes it; the nearest one is named where it was close."""
    open_ones = [one for one in near if not one.vetoes and one.best >= _REVIEW[0]]
    if not open_ones:
        return Verdict(event=None, why="nothing like it")
    best = max(open_ones, key=lambda one: (one.best, one.event))
    return Verdict(event=None, points=best.best, why=f"nearly {best.event}", review=True)


def _bridged(
    home: _Near,
    others: Iterable[_Near],
    members_by_event: Mapping[str, Sequence[Candidate]],
    rarity: Rarity,
) -> tuple[str, ...]:
    """Further events that the listing shows to be the same one as its home."""
    everyone, found = list(members_by_event[home.event]), []
    for one in others:
        theirs = members_by_event[one.event]
        if _one_event(everyone, theirs, rarity):
            everyone += theirs
            found.append(one.event)
    return tuple(found)


def _exclude(ours: Sequence[Candidate], theirs: Sequence[Candidate], rarity: Rarity) -> bool:
    """Whether some pair of two events can never be one."""
    return any(vetoed(one, other, rarity) for one in ours for other in theirs)


def _one_event(ours: Sequence[Candidate], theirs: Sequence[Candidate], rarity: Rarity) -> bool:
    """Whether two events are one: no pair excludes it, and the mean of all pairs holds."""
    points = [score(one, other, rarity).points for one in ours for other in theirs]
    return VETO not in points and sum(points) / len(points) >= THRESHOLD - MEAN
