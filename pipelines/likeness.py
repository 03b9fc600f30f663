"""Two candidates in; how much speaks for their being one event out, and what forbids it.

The points were set on labelled pairs of listings; `docs/decisions.md` tells what counts as one event.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from pipelines.areas import areas_clash
from pipelines.candidates import Candidate
from pipelines.rarity import Rarity
from pipelines.titles import editions_differ, table

THRESHOLD: Final = 52.0
"""Points from which two listings are one event; the labelled pairs are flat from 44 to 54."""

VETO: Final = -99.0
"""Points of a pair that is never one event."""

_SAME_TITLE: Final = 0.75  # containment from which two titles of one source are one title
_SOON: Final = 35  # days by which most events that are put off move
_MOVE: Final = 120  # days by which an event may be rescheduled
# Containment wanted on another date, when none, one, two, all of venue, organiser and time of day stayed.
_MOVED_TITLE: Final = (2.0, 0.9, 0.9, 0.75)  # above 1 is never
_GAP: Final = 120  # minutes between two printed starts of one event: doors, registration, zones
_TYPO: Final = 0.83  # share of letters in common from which two long words are one, misspelt


@dataclass(frozen=True, slots=True)
class Score:
    """What a comparison gave.

    Attributes:
        points: Sum of the parts; `VETO` when something forbids the match.
        parts: (what was compared, points) in the order of weight.
        vetoes: What forbids it: "date", "time", "edition", "city", "place", "venue".
    """

    points: float
    parts: tuple[tuple[str, float], ...] = ()
    vetoes: tuple[str, ...] = ()


def score(one: Candidate, other: Candidate, rarity: Rarity) -> Score:
    """Compares two candidates; the order of the two makes no difference."""
    forbidden = _cheap_veto(one, other)
    if forbidden:
        return _never(forbidden)
    contained, jaccard = title_likeness(one, other, rarity)
    moved = not _days_meet(one, other)
    if moved and not _surely_moved(one, other, contained, jaccard):
        return _never("date")
    if contained >= _SAME_TITLE and _listed_apart(one, other):
        return _never("venue" if one.first_day else "date")
    parts = (
        (f"title {contained:.2f}/{jaccard:.2f}", _title_points(one, other, contained, jaccard)),
        _move(one, other) if moved else _start(one, other),
        _venue(one, other),
        _organiser(one, other),
        *_same_page(one, other, contained),
    )
    return Score(round(sum(points for _, points in parts), 2), parts)


@cache
def _never(veto: str) -> Score:
    return Score(VETO, vetoes=(veto,))


def vetoed(one: Candidate, other: Candidate, rarity: Rarity) -> bool:
    """Whether the two can never be one event."""
    return bool(score(one, other, rarity).vetoes)


def explain(one: Candidate, other: Candidate, rarity: Rarity) -> str:
    """A sentence such as "96 points: title 1.00/1.00, start 0 min apart, venue, organiser"."""
    found = score(one, other, rarity)
    if found.vetoes:
        return f"never: other {', '.join(found.vetoes)}"
    told = ", ".join(f"{name} {points:+.0f}" for name, points in found.parts if points)
    return f"{found.points:.0f} points with {other.key}: {told}"


def title_likeness(one: Candidate, other: Candidate, rarity: Rarity) -> tuple[float, float]:
    """Containment and Jaccard of the title words, weighed by rarity, spelling slips forgiven."""
    ours, theirs = set(one.words), set(other.words)
    both = ours & theirs
    left, right = ours - both, theirs - both
    if left and right:  # an organiser's name before the title is no part of it
        left = left - one.organiser - other.organiser
        right = right - one.organiser - other.organiser
    shared, only_left, only_right = (sum(map(rarity, words)) for words in (both, left, right))
    slips = sum(min(rarity(a), rarity(b)) for a, b in _slips(left, right))
    smaller = shared + min(only_left, only_right)
    union = shared + only_left + only_right - slips
    if smaller <= 0 or union <= 0:
        return 0.0, 0.0
    # Sets have no order, so that sums differ in the last digits: rounding makes ties stay ties.
    return (
        round(min(1.0, (shared + slips) / smaller), 4),
        round(min(1.0, (shared + slips) / union), 4),
    )


def _cheap_veto(one: Candidate, other: Candidate) -> str:
    if not _days_meet(one, other) and not _may_have_moved(one, other):
        return "date"
    if _gap(one, other) > _GAP:
        return "time"
    if editions_differ(one.edition, other.edition):
        return "edition"
    if areas_clash(one.towns, other.towns):
        return "city"
    return "place" if areas_clash(one.areas, other.areas) else ""


def _days_meet(one: Candidate, other: Candidate) -> bool:
    """Whether their days overlap: an event of three days, and a listing of its second one."""
    first, second = one.first_day, other.first_day
    if first is None or second is None:
        return first is second
    return first <= (other.last_day or second) and second <= (one.last_day or first)


def _may_have_moved(one: Candidate, other: Candidate) -> bool:
    if one.first_day is None or other.first_day is None:
        return False
    return (one.moved or other.moved) and abs(one.first_day - other.first_day) <= _MOVE


def _surely_moved(one: Candidate, other: Candidate, contained: float, jaccard: float) -> bool:
    """Whether titles on two dates are alike enough; a shorter one wants something else that stayed as it was."""
    if jaccard >= 0.6:
        return True
    stayed = (
        not one.venue.isdisjoint(other.venue),
        not one.organiser.isdisjoint(other.organiser),
        one.minute is not None and one.minute == other.minute,
    )
    return contained >= _MOVED_TITLE[sum(stayed)]


def _listed_apart(one: Candidate, other: Candidate) -> bool:
    """Whether one source lists both, in different places or without dates: it lists one event once."""
    if one.source != other.source or not one.source or one.url == other.url:
        return False
    if one.first_day is None:
        return True
    if {one.mode, other.mode} == {"online", "in-person"}:
        return one.has_venue and other.has_venue
    return bool(one.venue and other.venue and not one.venue & other.venue)


def _gap(one: Candidate, other: Candidate) -> int:
    """Minutes between the starts; 0 where they cannot be compared."""
    if one.minute is None or other.minute is None or one.first_day != other.first_day:
        return 0
    return abs(one.minute - other.minute)


def _title_points(one: Candidate, other: Candidate, contained: float, jaccard: float) -> float:
    points = 60 * (0.65 * contained + 0.35 * jaccard)
    lone = contained >= 0.8 and jaccard < 0.5 and len(set(one.words) & set(other.words)) < 2
    return points - 12 if lone else points  # one shared word proves little


def _move(one: Candidate, other: Candidate) -> tuple[str, float]:
    """Of several dates of a series the nearest is the one that was put off."""
    days = abs((one.first_day or 0) - (other.first_day or 0))
    return f"rescheduled by {days} days", 10.0 if days <= _SOON else 0.0


def _start(one: Candidate, other: Candidate) -> tuple[str, float]:
    if one.first_day is None:
        return "no date", 0.0
    if one.first_day != other.first_day:
        return "days overlap", 4.0
    if one.minute is None or other.minute is None:
        return "same day", 8.0
    gap = _gap(one, other)
    return f"start {gap} min apart", 16.0 if gap == 0 else 10.0 if gap <= 60 else -5.0


def _venue(one: Candidate, other: Candidate) -> tuple[str, float]:
    if one.venue & other.venue:
        return "venue", 14.0
    if {one.mode, other.mode} == {"online", "in-person"} and not (one.streamed or other.streamed):
        known = one.has_venue and other.has_venue
        return "online against in person", -30.0 if known else -8.0
    if one.venue and other.venue:
        return "other venue", -10.0
    if one.towns and other.towns:
        return "same town", 8.0
    return ("both online", 6.0) if one.mode == other.mode == "online" else ("venue not known", 3.0)


def _organiser(one: Candidate, other: Candidate) -> tuple[str, float]:
    if not one.organiser or not other.organiser:
        return "organiser not known", 5.0
    shared = one.organiser & other.organiser
    least = min(len(one.organiser), len(other.organiser))
    if len(shared) == least or (2 * len(shared) >= least and not shared <= _common()):
        return "organiser", 14.0
    if not shared <= _common():
        return "organiser in part", 5.0
    named = one.organiser.intersection(other.words) | other.organiser.intersection(one.words)
    return ("other organiser", -4.0) if named <= _common() else ("organiser in title", 6.0)


def _same_page(one: Candidate, other: Candidate, contained: float) -> Iterator[tuple[str, float]]:
    if one.ticket and one.ticket == other.ticket:
        yield "booking number", 20.0
    elif one.url and one.url == other.url:
        yield "address", 10.0
    if one.source == other.source and contained < _SAME_TITLE:
        yield "same source, other title", -12.0


@cache
def _common() -> frozenset[str]:
    return frozenset(table("organisers")["common"])


def _slips(left: set[str], right: set[str]) -> Iterator[tuple[str, str]]:
    """Pairs of long words that differ by a spelling slip; each word once."""
    long_right = sorted(word for word in right if len(word) >= 5)
    if not long_right or len(left) > 12 or len(right) > 12:
        return
    for word in sorted(left):
        if len(word) >= 5:
            for twin in long_right:
                if abs(len(word) - len(twin)) < 3 and _similar(word, twin) >= _TYPO:
                    long_right.remove(twin)
                    yield word, twin
                    break


@lru_cache(100_000)
def _similar(one: str, other: str) -> float:
    """Share of letters in common, in order: 2 LCS / (both lengths), with bit-parallel rows (Hyyrö)."""
    masks: dict[str, int] = {}
    for place, letter in enumerate(one):
        masks[letter] = masks.get(letter, 0) | 1 << place
    full = row = (1 << len(one)) - 1
    for letter in other:
        matched = row & masks.get(letter, 0)
        row = ((row + matched) | (row - matched)) & full
    return 2 * (len(one) - row.bit_count()) / (len(one) + len(other))
