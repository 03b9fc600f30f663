"""What a source said of its events and what it says now in; a fault that befell most of them at once out.

A new layout seldom empties a source: its pages still list the same events, but all without clock times, or all under
one name. One event that moves is news; half of them moving by the same hour is a fault, of the site or of our reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta

from catalogue.listing import Listing, Mode, Status, day_of

FEWEST = 5
"""Fewer events than this may change alike by chance; of fewer all must, in a way that no organiser chooses."""

SHARE = 0.5
"""Share of the listings of a visit that must show a fault, so that a busy day is none."""

Pair = tuple[Listing, Listing]
"""What was settled of a key, and what its source says now."""

_Mark = Callable[[Listing, Listing], Hashable]
"""What befell an event, None when nothing did; the same mark on many of them is a fault."""


def drift(pairs: Sequence[Pair], found: int) -> str:
    """The fault in words; "" when there is none.

    Args:
        pairs: Events that were known and of which the source says something else now.
        found: Listings of the visit, those that are as they were included.
    """
    # All cancelled at once is believed: it happens, in a strike or in mourning, and must not wait for an operator.
    pairs = [pair for pair in pairs if pair[1].status is not Status.CANCELLED]
    for words, mark, fewest in _FAULTS:
        least = max(FEWEST, SHARE * found) if found >= FEWEST else max(fewest, found)
        marks = [mark(*pair) for pair in pairs]
        common = Counter(each for each in marks if each is not None).most_common(1)
        if common and common[0][1] >= least:
            [(what, number)] = common
            those = [pair for each, pair in zip(marks, pairs, strict=True) if each == what]
            if mark is _new_title and len({before.title for before, _ in those}) == 1:
                continue  # one course on many days has a new name
            title = those[0][1].title
            return f"{number} of {found} listings {words} at once, such as “{title[:80]}”."
    return ""


def _lost_clock(before: Listing, now: Listing) -> Hashable:
    was, is_now = before.times.start, now.times.start
    return True if isinstance(was, datetime) and not isinstance(is_now, datetime) else None


def _shifted(before: Listing, now: Listing) -> Hashable:
    """By how much the start moved, if by less than a day: whole days are how a course is put off."""
    was, is_now = before.times.start, now.times.start
    if not isinstance(was, datetime) or not isinstance(is_now, datetime):
        return None
    by = is_now - was
    return by if timedelta() < abs(by) < timedelta(days=1) else None


def _new_day(before: Listing, now: Listing) -> Hashable:
    was, is_now = day_of(before.times.start), day_of(now.times.start)
    return is_now if was != is_now else None


def _new_title(before: Listing, now: Listing) -> Hashable:
    return now.title if before.title != now.title else None


def _lost_place(before: Listing, now: Listing) -> Hashable:
    is_bare = now.mode is Mode.UNKNOWN and not (now.place.name or now.place.town)
    return True if is_bare and (before.place.name or before.place.town) else None


_FAULTS: tuple[tuple[str, _Mark, int], ...] = (
    ("lost their clock time", _lost_clock, 2),
    ("moved by the same hours", _shifted, FEWEST),
    ("moved to the same day", _new_day, FEWEST),
    ("changed to the same title", _new_title, 2),
    ("lost their place", _lost_place, 3),  # one venue for two evenings may well fall through
)
"""Words, mark, and how many events a small source must list: a course of three evenings may move by an hour."""
