"""Names and postcodes in; the towns, police-force areas and nations they may mean, out. Facts of the tables only."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from pipelines.vocabulary import fold, read_rows, read_table, split_cell, words_of

LONGEST = 8
"""Words of the longest name that is looked for."""

_ZIP = re.compile(r"\b[A-Z]{2}\.?,? \d{5}(?:-\d{4})?\b")
_OUTWARD = re.compile(r"([A-Z]{1,2})(\d[\dA-Z]?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town, or a district of a city; `region` is an English region or a nation, `force` a slug."""

    slug: str
    name: str
    force: str
    county: str
    region: str
    nation: str
    is_word: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A county, region or council; `forces` are all that it may mean."""

    name: str
    forces: frozenset[str]
    nations: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """A known venue; `needs_town` where its name alone is not enough (Church House, Guildhall)."""

    name: str
    town: str
    force: str
    needs_town: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """A police force; national ones have no area and place nothing."""

    slug: str
    name: str
    nation: str
    regions: tuple[str, ...]
    is_national: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Everything that one name may mean."""

    towns: tuple[Town, ...] = ()
    areas: tuple[Area, ...] = ()
    venues: tuple[Venue, ...] = ()


@cache
def towns() -> tuple[Town, ...]:
    """Every town of the table."""
    return tuple(_town(row) for row in read_rows("towns.tsv"))


def _town(row: dict[str, str]) -> Town:
    return Town(
        slug=row["slug"],
        name=row["town"],
        force=row["force"],
        county=row["county"],
        region=row["region"],
        nation=row["nation"],
        is_word=bool(row["word"]),
    )


@cache
def forces() -> dict[str, Force]:
    """Forces by slug."""
    return {
        row["slug"]: Force(
            slug=row["slug"],
            name=row["name"],
            nation=row["nation"],
            regions=tuple(split_cell(row["regions"])),
            is_national=row["kind"] == "national",
        )
        for row in read_rows("forces.tsv")
    }


@cache
def _force_names() -> dict[str, str]:
    names = {}
    for row in read_rows("forces.tsv"):
        for name in (row["name"], *split_cell(row["aliases"])):
            # Short forms ("Beds", "ASC") are for speech, not for reading an organiser's name.
            if len(name) > 4 and " " in name:
                names[fold(name)] = row["slug"]
    return names


def force_of(organiser: str) -> str | None:
    """The territorial force that an organiser's name holds, the longest name first."""
    words = f" {fold(organiser[:200])} "
    hits = [name for name in _force_names() if f" {name} " in words]
    slug = _force_names()[max(hits, key=len)] if hits else None
    return slug if slug and not forces()[slug].is_national else None


@cache
def names() -> dict[str, Named]:
    """Folded names of towns, areas, councils and venues."""
    of_towns: dict[str, tuple[Town, ...]] = defaultdict(tuple)
    of_areas: dict[str, tuple[Area, ...]] = defaultdict(tuple)
    of_venues: dict[str, tuple[Venue, ...]] = defaultdict(tuple)
    for row, town in zip(read_rows("towns.tsv"), towns(), strict=True):
        for name in {fold(form) for form in (row["town"], *split_cell(row["aliases"]))}:
            of_towns[name] += (town,)
    for name, area in _areas():
        of_areas[fold(name)] += (area,)
    for name, venue in _venues():
        of_venues[fold(name)] += (venue,)
    every = [*of_towns, *of_areas, *of_venues]
    return {name: Named(of_towns[name], of_areas[name], of_venues[name]) for name in every}


def _areas() -> list[tuple[str, Area]]:
    found = [
        (row["words"], _area(row["words"], row["forces"], row["nations"]))
        for row in read_rows("areas.tsv")
    ]
    taken = {fold(name) for name, _ in found}
    for row in read_rows("authorities.tsv"):
        found += [
            (name, _area(name, row["force"], row["nation"]))
            for name in (row["name"], *split_cell(row["aliases"]))
            if fold(name) not in taken and " " in name
        ]
    return found


def _area(name: str, forces_cell: str, nations: str) -> Area:
    return Area(
        name=name, forces=frozenset(split_cell(forces_cell)), nations=frozenset(split_cell(nations))
    )


def _venues() -> list[tuple[str, Venue]]:
    return [
        (name, _venue(row))
        for row in read_rows("venues.tsv")
        for name in (row["name"], *split_cell(row["aliases"]))
    ]


def _venue(row: dict[str, str]) -> Venue:
    needs_town = row["needs_town"] == "1"
    return Venue(name=row["name"], town=row["town"], force=row["force"], needs_town=needs_town)


@cache
def _postcodes() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {
        row["code"]: (tuple(split_cell(row["forces"])), tuple(split_cell(row["regions"])))
        for row in read_rows("postcodes.tsv")
    }


def is_outward(code: str) -> bool:
    """Whether a code such as "SW1P" is an outward code of a postcode area that exists."""
    match = _OUTWARD.fullmatch(code)
    return match is not None and match[1] in _postcodes()


def forces_of_code(outward: str) -> tuple[str, ...]:
    """Forces of an outward code, the main one first; several where the code lies in several."""
    match = _OUTWARD.fullmatch(outward)
    if not match:
        return ()
    exact = _postcodes().get(outward)
    return exact[0] if exact else _postcodes().get(match[1], ((), ()))[0][:1]


def region_of_code(outward: str) -> str | None:
    """The region of an outward code's area, where it lies in one alone."""
    match = _OUTWARD.fullmatch(outward)
    regions = _postcodes().get(match[1], ((), ()))[1] if match else ()
    return regions[0] if len(regions) == 1 else None


@cache
def _abroad() -> dict[str, str]:
    table = read_table("abroad.toml")["countries"]
    return {
        form if len(form) <= 3 else fold(form): country
        for country in table
        for form in words_of(table, country, "abroad.toml")
    }


def country_of(part: str) -> str | None:
    """The foreign country that a part of a place text names; None for the United Kingdom and the islands."""
    words = re.sub(r"[\s\d]+$", "", part.strip())
    return _abroad().get(words) if len(words) <= 3 else _abroad().get(fold(words))


def country_by_code(text: str) -> str | None:
    """The United States where a state and its ZIP code stand in the text ("Manchester NH 03101")."""
    return "United States" if _ZIP.search(text) else None
