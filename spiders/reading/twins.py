"""Records of one page → each event once: a row of the timetable, its notice and its minutes are one meeting."""

from __future__ import annotations

import re
from functools import lru_cache

from spiders.reading.listed import Listed

_FILLER = frozenset(
    re.findall(r"\S+", "a an and the of for on notice agenda minutes meeting meetings regular")
)
"""Words by which two titles of one meeting may differ."""


@lru_cache(maxsize=4000)
def _telling(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", title.lower())) - _FILLER


def without_twins(events: list[Listed]) -> list[Listed]:
    """The events in order, of the same day and title only those that differ in their own clock or place.

    One without a clock of its own is the same event as one that has it, and so is one without any clock whose
    date is written alike.
    """
    out: list[Listed] = []
    slots: dict[tuple[object, ...], list[int]] = {}
    seen: set[tuple[object, ...]] = set()
    for event in events:
        mark = event.mention.mark
        key = (mark.month, mark.day, str(mark.year or event.year), _telling(event.title))
        same = slots.setdefault(key, [])
        own = (*key, event.time.lower(), event.place)
        if not same or (event.own_clock and out[same[0]].own_clock and own not in seen):
            same.append(len(out))
            out.append(event)
        elif event.own_clock and not out[same[0]].own_clock:
            out[same[0]] = event
        seen.add(own)
    timed = {event.date for event in out if event.time}
    return [event for event in out if event.time or event.date not in timed]
