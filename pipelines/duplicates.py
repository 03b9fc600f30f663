"""Listings in; which of them tell of the same event out, with the reasons.

For a batch: `match`. For the store, listing by listing: `candidate_of`, `blocking_keys` to file it,
`search_keys` to find the events that may be the same, and `best_event` to decide between them. `explain` tells why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from pipelines.blocking import blocking_keys, search_keys, series_key
from pipelines.candidates import Candidate, candidate_of, candidate_of_row
from pipelines.clusters import Found, cluster
from pipelines.likeness import THRESHOLD, Score, explain, score
from pipelines.rarity import Rarity, counted, listed
from pipelines.titles import edition_of
from pipelines.verdict import Verdict, best_event

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
    "series_key",
]

RARITY: Final[Rarity] = listed
"""The rarity that the store goes by."""

_INPUT: Final = frozenset(
    "title organiser source role url start end date_only venue mode status".split()
)


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
