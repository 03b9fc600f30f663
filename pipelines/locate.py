"""The text of a place in; town, police-force areas, region and nation out. An ambiguous name gives no guess."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines import gazetteer
from pipelines.gazetteer import LONGEST, Area, Named, Town, Venue
from pipelines.vocabulary import fold, tidy

_LIMIT = 400
_FULL_CODE = re.compile(r"\b([A-Za-z]{1,2}\d[\dA-Za-z]?)\s{0,2}(\d[A-Za-z]{2})\b")
_CODE_END = re.compile(r"(?:^|(?P<before>[\w'.&-]+)\s)(?P<code>[A-Z]{1,2}\d[\dA-Z]?)$")
# "Room B12", "the M25": what stands before such a code makes it something else.
_NOT_BEFORE_CODE = frozenset(
    """room hall block building stand gate zone theatre level floor suite lab studio junction the bay house unit
    terminal wing tower off on near via via from at and entrance platform flight pavilion stage table group studio
    exit""".split()
)
_ROAD = frozenset(
    """street st road rd avenue ave lane square place terrace gardens court way row close drive crescent gate hill walk
    parade embankment bridge mews wharf quay roundabout junction""".split()
)
# Names of buildings that stand in many towns.
_GENERIC = frozenset(
    ("guildhall", "the guildhall", "town hall", "the town hall", "civic centre", "the civic centre")
)
_TOKEN = re.compile(r"[\w'’&.]+(?:-[\w'’&.]+)*")
_PARTS = re.compile(r"[,;()|/\n]|\s[-–—]\s")
_OWN_BUILDING = re.compile(
    r"\b(?:force|police|constabulary)\s+(?:hq|headquarters|training centre)\b|^headquarters$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """What a place text comes down to.

    Attributes:
        town: The town, where one alone fits.
        forces: Every force area that fits, in alphabetical order; one alone is certain.
        region: English region or nation, where it is certain.
        nation: Nation or foreign country, where it is certain.
        postcode: Full postcode in capitals, or an outward code alone.
        known: Whether any word of the tables stood in the text.
    """

    town: Town | None = None
    forces: tuple[str, ...] = ()
    region: str | None = None
    nation: str | None = None
    postcode: str | None = None
    known: bool = False

    @property
    def force(self) -> str | None:
        """The one force area that fits; None for none or several."""
        return self.forces[0] if len(self.forces) == 1 else None


@dataclass(slots=True)
class _Found:
    """The names of a text, as they are met."""

    towns: list[tuple[Town, ...]] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    venues: list[Venue] = field(default_factory=list)
    nations: list[str] = field(default_factory=list)


_NATIONS = {
    "england": "England",
    "scotland": "Scotland",
    "wales": "Wales",
    "northern ireland": "Northern Ireland",
}


def locate(text: str, organiser: str = "") -> Spot:
    """Where a place text lies.

    Args:
        text: Venue, address, town and postcode as printed, in one line; read up to 400 characters.
        organiser: Name of the organiser: chooses between rivals, and never places anything by itself.
    """
    words = tidy(text[:_LIMIT])
    parts = [part.strip() for part in _PARTS.split(words) if part.strip()]
    if country := next(
        filter(None, map(gazetteer.country_of, parts)), None
    ) or gazetteer.country_by_code(words):
        return Spot(nation=country, known=True)
    outward, postcode = _postcode(words, parts)
    if fold(words) in _GENERIC:
        return Spot()
    found = _names_in(
        words, alone={fold(part) for part in parts} | {fold(words)}, has_code=bool(outward)
    )
    return _decide(found, outward, postcode, _own_force(words, organiser))


def _postcode(words: str, parts: list[str]) -> tuple[str, str | None]:
    """Outward code and postcode; an outward code alone counts at the end of a part only."""
    for match in _FULL_CODE.finditer(words):
        if gazetteer.is_outward(match[1].upper()):
            return match[1].upper(), f"{match[1]} {match[2]}".upper()
    for index, part in reversed(list(enumerate(parts))):
        end = _CODE_END.search(part)
        if (
            end
            and gazetteer.is_outward(end["code"])
            and (end["before"] or "").casefold() not in _NOT_BEFORE_CODE
        ):
            before = end["before"]
            if (before is None and index) or (before and before[0].isupper()):
                return end["code"], end["code"]
    return "", None


def _names_in(words: str, alone: set[str], *, has_code: bool) -> _Found:
    """Every name of the tables, the longest first at each word; names inside others are not seen."""
    tokens = _TOKEN.findall(words)
    found, at = _Found(), 0
    while at < len(tokens):
        length, named, name = _longest(tokens, at)
        if named is None:
            at += 1
            continue
        following = tokens[at + length].casefold().strip(".") if at + length < len(tokens) else ""
        _note(
            found, named, name=name, is_road=following in _ROAD, is_alone=has_code or name in alone
        )
        at += length
    return found


def _longest(tokens: list[str], at: int) -> tuple[int, Named | None, str]:
    if not tokens[at][0].isupper():
        return 0, None, ""
    for length in range(min(LONGEST, len(tokens) - at), 0, -1):
        name = fold(" ".join(tokens[at : at + length]))
        named = gazetteer.names().get(name)
        if named or name in _NATIONS:
            return length, named or Named(), name
    return 0, None, ""


def _note(found: _Found, named: Named, *, name: str, is_road: bool, is_alone: bool) -> None:
    if name in _NATIONS:
        found.nations.append(_NATIONS[name])
    if is_road:
        return
    found.venues += named.venues
    found.areas += named.areas
    rows = tuple(town for town in named.towns if is_alone or not town.is_word)
    if rows:
        found.towns.append(rows)


def _own_force(words: str, organiser: str) -> str | None:
    """The organiser's force, where the text names the force's own building; else it only settles rivals."""
    return gazetteer.force_of(organiser) or (
        gazetteer.force_of(words) if _OWN_BUILDING.search(words) else None
    )


def _decide(found: _Found, outward: str, postcode: str | None, own: str | None) -> Spot:
    allowed = set(gazetteer.forces_of_code(outward))
    rows = _settled(found, allowed, own)
    venue = next((v for v in found.venues if _holds(v, rows, allowed)), None)
    if venue is not None:
        return _at_venue(venue, postcode)
    if rows:
        return _at_towns(rows, allowed, postcode)
    return _at_area(found, outward, postcode, own)


def _settled(found: _Found, allowed: set[str], own: str | None) -> list[tuple[Town, ...]]:
    """The rows of each name that agree with the postcode, the county words and, among rivals, the organiser."""
    kept = []
    for rows in found.towns:
        rest = [
            town
            for town in rows
            if not allowed or town.force in allowed or _city_of(town) in allowed
        ]
        for area in found.areas:
            narrowed = [town for town in rest if town.force in area.forces]
            rest = narrowed if narrowed and len(rest) > 1 else rest
            exact = [town for town in rest if town.county == area.name]
            rest = exact if exact and len(rest) > 1 else rest
        if len(rest) > 1 and own:
            rest = [town for town in rest if town.force == own] or rest
        if rest:
            kept.append(tuple(rest))
    return kept


def _holds(venue: Venue, rows: list[tuple[Town, ...]], allowed: set[str]) -> bool:
    """Whether a venue's name decides: nothing contradicts it, and its town stands in the text where it must."""
    if allowed and venue.force not in allowed:
        return False
    in_town = any(
        town.name == venue.town and town.force == venue.force for names in rows for town in names
    )
    at_force = any(town.force == venue.force for names in rows for town in names)
    if venue.needs_town:
        return in_town or bool(allowed)
    return at_force or not rows or bool(allowed)


def _at_venue(venue: Venue, postcode: str | None) -> Spot:
    towns = [
        t
        for t in gazetteer.towns()
        if t.name == venue.town and venue.force in (t.force, _city_of(t))
    ]
    region = gazetteer.forces()[venue.force].regions
    town = towns[0] if towns else None
    return Spot(
        town=town,
        forces=(venue.force,),
        region=town.region if town else (region[0] if len(region) == 1 else None),
        nation=gazetteer.forces()[venue.force].nation,
        postcode=postcode,
        known=True,
    )


def _city_of(town: Town) -> str:
    """The City's own force polices a part of the town London."""
    return "city-of-london" if town.name == "London" else ""


def _at_towns(rows: list[tuple[Town, ...]], allowed: set[str], postcode: str | None) -> Spot:
    certain = [names[0] for names in rows if len(names) == 1]
    every = {town.force for names in rows for town in names}
    if (
        certain
        and {town.force for town in certain} <= every
        and len({t.force for t in certain}) == 1
    ):
        every = {certain[0].force}
    if allowed and any(town.name == "London" for town in certain):
        every = set(allowed)
    town = next((t for t in certain if t.name == "London"), certain[-1] if certain else None)
    regions = {town.region for names in rows for town in names if town.force in every}
    nations = {town.nation for names in rows for town in names if town.force in every}
    if not certain:  # rivals of one name: nothing but the candidates is known
        return Spot(forces=tuple(sorted(every)), postcode=postcode, known=True)
    return Spot(
        town=town if len(every) == 1 else None,
        forces=tuple(sorted(every)),
        region=regions.pop() if len(regions) == 1 else None,
        nation=nations.pop() if len(nations) == 1 else None,
        postcode=postcode,
        known=True,
    )


def _at_area(found: _Found, outward: str, postcode: str | None, own: str | None) -> Spot:
    # Without a town that settles it, the main force of a code stands for it.
    forces = set(gazetteer.forces_of_code(outward)[:1])
    for area in found.areas:
        forces = (forces & area.forces or forces) if forces else set(area.forces)
    if not forces and own and not found.nations:
        forces = {own}
    nations = {gazetteer.forces()[slug].nation for slug in forces} or set(found.nations)
    regions = {region for slug in forces for region in gazetteer.forces()[slug].regions}
    region = gazetteer.region_of_code(outward) or (regions.pop() if len(regions) == 1 else None)
    nation = nations.pop() if len(nations) == 1 else None
    return Spot(
        forces=tuple(sorted(forces)),
        region=region or (nation if nation != "England" else None),
        nation=nation,
        postcode=postcode,
        known=bool(forces or found.nations or found.towns or found.venues),
    )
