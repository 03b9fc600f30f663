"""Records of one page → each event once: a row of the timetable, its notice and its minutes are one meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from catalogue.draft import Draft
from spiders.reading.clocks import Clock
from spiders.reading.record import Mention

_FILLER = frozenset(
    re.findall(r"\S+", "a an and the of for on notice agenda minutes meeting meetings regular")
)
"""Words by which two titles of one meeting may differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A Draft with what it was made of."""

    draft: Draft
    mention: Mention
    year: str
    clock: Clock | None

    @property
    def own(self) -> bool:
        """Whether its clock time stands in the record itself."""
        return self.clock is not None and self.clock.source in ("own", "moved")

    @property
    def key(self) -> tuple[object, ...]:
        """Day and title, less what may differ."""
        year = self.mention.mark.year or self.year
        return (*self.mention.day, str(year), _telling(self.draft.title))


@lru_cache(maxsize=4000)
def _telling(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", title.lower())) - _FILLER


def without_twins(sightings: list[Sighting]) -> list[Draft]:
    """The Drafts in order, of the same day and title only those that differ in their own clock or place.

    One without a clock of its own is the same event as one that has it, and so is one without any clock whose
    date is written alike.
    """
    out: list[Sighting] = []
    slots: dict[tuple[object, ...], list[int]] = {}
    seen: set[tuple[object, ...]] = set()
    for sighting in sightings:
        key = sighting.key
        same = slots.setdefault(key, [])
        own = (*key, sighting.draft.time.lower(), sighting.draft.place)
        if not same or (sighting.own and out[same[0]].own and own not in seen):
            same.append(len(out))
            out.append(sighting)
        elif sighting.own and not out[same[0]].own:
            out[same[0]] = sighting
        seen.add(own)
    timed = {sighting.draft.date for sighting in out if sighting.draft.time}
    return [
        sighting.draft
        for sighting in out
        if sighting.draft.time or sighting.draft.date not in timed
    ]
