"""Words of titles, organisers and venues in; the towns, councils, counties and forces they name out.

Two names clash when neither lies in the other: Calderdale and Kirklees clash, Winchester and
Hampshire do not. A name that several places share may mean any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import Final

from pipelines.titles import table
from pipelines.vocabulary import fold, read_rows, split_cell

_LONGEST: Final = 6  # words of the longest name that is looked for


@dataclass(frozen=True, slots=True)
class Area:
    """What a name may mean: its own identifiers, and those of everything it lies in, own included."""

    own: frozenset[str]
    within: frozenset[str]


def find_areas(words: Sequence[str]) -> tuple[Area, ...]:
    """The places in the words of a title or an organiser's name, the longest name first at every word.

    Names that series and bodies carry without meaning the place (Westminster Forum) are left out.
    """
    if _first_words().keys().isdisjoint(words):
        return ()  # most titles name no place
    return tuple(area for name, area in _find(tuple(words), frozenset()) if name not in _ignored())


def find_towns(words: Sequence[str]) -> tuple[tuple[str, Area], ...]:
    """The places in the words of a venue, with their names.

    "York Road" and "Lancaster House" are not in York or Lancaster.
    """
    return _find(tuple(words), _streets())


def areas_clash(one: Sequence[Area], other: Sequence[Area]) -> bool:
    """Whether both name places, and no place of one lies in, or is, a place of the other."""
    if not one or not other:
        return False
    return not any(a.own & b.within or b.own & a.within for a, b in product(one, other))


@lru_cache(4096)
def _find(words: tuple[str, ...], spoilers: frozenset[str]) -> tuple[tuple[str, Area], ...]:
    """Names with what they mean, unless a spoiler follows."""
    found: dict[str, Area] = {}
    at = 0
    while at < len(words):
        name, area = _longest_at(words, at)
        at += name.count(" ") + 1
        if area and not (at < len(words) and words[at] in spoilers):
            found[name] = area
    return tuple(found.items())


def _longest_at(words: tuple[str, ...], at: int) -> tuple[str, Area | None]:
    longest = min(_first_words().get(words[at], 0), len(words) - at)
    for length in range(longest, 0, -1):
        name = " ".join(words[at : at + length])
        area = _names().get(name)
        if area:
            return name, area
    return words[at], None


@cache
def _ignored() -> frozenset[str]:
    return frozenset(table("areas")["ignored"])


@cache
def _streets() -> frozenset[str]:
    return frozenset(table("venues")["streets"])


@cache
def _first_words() -> dict[str, int]:
    """First word of every name, with the words of the longest name that begins so."""
    longest: dict[str, int] = {}
    for name in _names():
        first, length = name.partition(" ")[0], name.count(" ") + 1
        longest[first] = min(_LONGEST, max(length, longest.get(first, 0)))
    return longest


@cache
def _names() -> dict[str, Area]:
    never = frozenset(table("areas")["never"])
    found: dict[str, Area] = {}
    for name, area in (*_towns(), *_councils(), *_counties(), *_forces()):
        key = fold(name)
        if key in never or len(key) < 4:
            continue
        known = found.get(key)
        found[key] = Area(known.own | area.own, known.within | area.within) if known else area
    return found


def _area(own: Iterable[str], *around: str) -> Area:
    named = frozenset(_slug(name) for name in own if name)
    return Area(named, named | {_slug(name) for name in around if name})


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.casefold()).strip("-")


def _towns() -> Iterator[tuple[str, Area]]:
    for row in read_rows("towns.tsv"):
        if row["word"]:
            continue
        around = [row[key] for key in ("authority", "county", "region", "force", "nation")]
        area = _area([row["slug"].partition("--")[0]], *around)
        for name in (row["town"], *split_cell(row["aliases"])):
            yield name, area


def _councils() -> Iterator[tuple[str, Area]]:
    for row in read_rows("authorities.tsv"):
        around = [row[key] for key in ("county", "region", "force", "nation")]
        yield row["name"], _area([row["name"]], *around)


def _counties() -> Iterator[tuple[str, Area]]:
    for row in read_rows("areas.tsv"):
        own = [row["words"], *split_cell(row["forces"])]
        yield row["words"], _area(own, *split_cell(row["nations"]))


def _forces() -> Iterator[tuple[str, Area]]:
    for row in read_rows("forces.tsv"):
        if row["kind"] == "territorial":
            for name in (row["name"], *split_cell(row["aliases"])):
                if " " in name:
                    yield name, _area([row["slug"]], row["nation"])
