"""A listing, or the fields of a `classify` row, in; the facets that stand beside its topics, with evidence, out.

A facet is never a topic. What no word says is left out: nothing is guessed, and no mode is assumed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from catalogue.listing import Listing, Mode, Price
from pipelines.audience import read_groups
from pipelines.formats import find_format
from pipelines.prose import plain

NAMES: Final = ("format", "audience", "mode", "cost", "jurisdiction", "region")
"""The facets, in the order of the answer."""

_LEAD: Final = 600  # characters: a jurisdiction named later is an aside
_JURISDICTIONS: Final = {
    "scotland": "Scotland",
    "northern_ireland": "Northern Ireland",
    "england": "England and Wales",
    "international": "international",
}
_JURISDICTION: Final = re.compile(
    r"\b(?:(?P<scotland>scotland|scottish|holyrood)|(?P<northern_ireland>northern ireland|psni|stormont)"
    r"|(?P<england>england|wales|welsh|senedd)"
    r"|(?P<international>international|worldwide|global|europe(?:an)?|interpol|europol))\b",
    re.IGNORECASE,
)
# Regions of England (ONS) and the other nations, with their capitals: "the north east of the town" is no region.
_REGIONS: Final = {
    "East Midlands": "East Midlands",
    "East of England": "East of England",
    "Greater London": "London",
    "London": "London",
    "North East": "North East",
    "North West": "North West",
    "Northern Ireland": "Northern Ireland",
    "Scotland": "Scotland",
    "South East": "South East",
    "South West": "South West",
    "Wales": "Wales",
    "West Midlands": "West Midlands",
    "Yorkshire and the Humber": "Yorkshire and the Humber",
    "Yorkshire and Humber": "Yorkshire and the Humber",
}
_REGION: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(_REGIONS, key=len, reverse=True))})\b(?! (?:School|University|College|Asia|Africa))"
)
_EVENT: Final = (
    r"(?:conference|seminar|webinar|event|session|workshop|briefing|roundtable|panel|discussion|debate"
    r"|meeting|course|training|forum|summit|symposium|lecture|talk|launch|consultation)s?\b"
)
# "Online policy conference", not "online safety conference": there the words tell the subject.
_SUBJECT: Final = (
    r"(?:safety|harms?|abuse|fraud|crimes?|child|hate|gambling|platforms?|grooming|extremism|regulation"
    r"|sexual|exploitation|radicalisation|learning|reality|currenc\w+)\b"
)
_MODES: Final = (
    (
        Mode.HYBRID,
        re.compile(
            rf"\bhybrid(?: [\w-]+){{0,2}} {_EVENT}|\bin[- ]person (?:and|or|&) (?:online|virtually)\b"
            r"|\bonline (?:and|or|&) in[- ]person\b",
            re.IGNORECASE,
        ),
    ),
    (
        Mode.ONLINE,
        re.compile(
            rf"\bwebinars?\b|\bwebcasts?\b|\b(?:online|virtual)(?: (?!{_SUBJECT})[\w-]+){{0,2}} {_EVENT}"
            r"|\b(?:held|live|hosted|takes? place|join us) (?:online|virtually)\b"
            r"|\b(?:via|on|over) (?:zoom|(?:ms |microsoft )?teams)\b",
            re.IGNORECASE,
        ),
    ),
    (Mode.IN_PERSON, re.compile(r"\bin[- ]person\b|\bface[- ]to[- ]face\b", re.IGNORECASE)),
)
_MODE_WORD: Final = re.compile(
    r"online|virtual|webinar|webcast|hybrid|person|zoom|teams|face", re.IGNORECASE
)  # without one of them no mode is told
_FREE: Final = re.compile(
    rf"\bfree(?: [\w-]+){{0,3}} {_EVENT}|\bfree (?:of charge|to attend|entry|admission|places?|tickets?)\b"
    r"|\bno (?:charge|fee)\b",
    re.IGNORECASE,
)
# "Tickets from £45", "£45 plus VAT", not "costs the economy £37 billion" or "a £200m fund".
_AMOUNT: Final = (
    r"(?:£|€|\bGBP ?)\d[\d,]{0,9}(?:\.\d\d)?(?![\d,]|\s?(?:k|m|bn|million|billion|trillion)\b)"
)
_PAID: Final = re.compile(
    rf"\b(?:tickets?|prices?|fees?|places|admission|entry|delegates?|members)\b[^.;£€\n]{{0,30}}{_AMOUNT}"
    rf"|{_AMOUNT}(?= ?(?:\+|plus|excl|inc|per (?:person|delegate|place|head|ticket)\b))",
    re.IGNORECASE,
)
_MONEY: Final = re.compile("[£€]|GBP", re.IGNORECASE)  # without it no price is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One value of one facet.

    Attributes:
        name: One of `NAMES`.
        value: A slug, or a name of `region` and `jurisdiction`.
        zone: Field in which the words stand: "title", "description", "audience", "place", "price", "mode".
        words: The words that gave it.
    """

    name: str
    value: str
    zone: str
    words: str


def facets_of(row: Mapping[str, Any], title: str, text: str) -> tuple[Facet, ...]:
    """The facets of a `classify` row whose title and text have been read as plain text."""
    zones = (("title", title[:_LEAD]), ("description", text[:_LEAD]))
    return (
        *_format(title, text),
        *_audience(_lines(row.get("audience"))),
        *_mode(zones),
        *_cost(zones),
        *_jurisdiction(zones),
        *_named_region(zones),
    )


def facets_of_listing(listing: Listing) -> tuple[Facet, ...]:
    """The facets of a listing, from the fields that tell them."""
    text = plain(listing.description)
    zones = (("title", listing.title[:_LEAD]), ("description", text[:_LEAD]))
    return (
        *_format(listing.title, text),
        *_audience(listing.audience),
        *(_told_mode(listing) or _mode(zones)),
        *(_told_cost(listing.price) or _cost(zones)),
        *_jurisdiction(zones),
        *(_placed_region(listing) or _named_region(zones)),
    )


def facet_values(facets: Iterable[Facet]) -> dict[str, Any]:
    """The values by name, as `classify` answers them: None or [] where no word tells one."""
    values: dict[str, Any] = {name: [] if name == "audience" else None for name in NAMES}
    for one in facets:
        if one.name == "audience":
            values[one.name].append(one.value)
        else:
            values[one.name] = one.value
    return values


_Zones = tuple[tuple[str, str], ...]


def _lines(value: object) -> list[str]:
    lines = value.splitlines() if isinstance(value, str) else value
    return [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []


def _format(title: str, text: str) -> Iterator[Facet]:
    found = find_format(title, text)
    if found:
        yield Facet(name="format", value=found.slug, zone=found.zone, words=found.words)


def _audience(lines: Iterable[str]) -> Iterator[Facet]:
    """Every group once, with the lines that name it; the lines are read together, as a list is meant."""
    lines = list(lines)
    for slug in read_groups(lines):
        said = (line for line in lines if slug in read_groups([line]))
        words = next(said, "; ".join(lines)[:200])
        yield Facet(name="audience", value=slug, zone="audience", words=words)


def _mode(zones: _Zones) -> Iterator[Facet]:
    for zone, text in zones:
        if not _MODE_WORD.search(text):
            continue
        for mode, pattern in _MODES:
            match = pattern.search(text)
            if match:
                yield Facet(name="mode", value=mode.value, zone=zone, words=match[0])
                return


def _cost(zones: _Zones) -> Iterator[Facet]:
    for zone, text in zones:
        for value, pattern in (("paid", _PAID), ("free", _FREE)):
            match = pattern.search(text) if value == "free" or _MONEY.search(text) else None
            if match:
                yield Facet(name="cost", value=value, zone=zone, words=match[0])
                return


def _jurisdiction(zones: _Zones) -> Iterator[Facet]:
    for zone, text in zones:
        named = {match.lastgroup or "": match[0] for match in _JURISDICTION.finditer(text)}
        if named:
            if len(named) == 1:
                key, words = next(iter(named.items()))
                yield Facet(name="jurisdiction", value=_JURISDICTIONS[key], zone=zone, words=words)
            return


def _told_mode(listing: Listing) -> list[Facet]:
    if listing.mode is Mode.UNKNOWN:
        return []
    said = dict(listing.evidence)
    note = said.get("mode") or said.get("place") or said.get("online_url") or said.get("title")
    words = note.text if note else listing.place.name or listing.online_url or ""
    return [Facet(name="mode", value=listing.mode.value, zone="place", words=words)]


def _told_cost(price: Price | None) -> list[Facet]:
    if price is None or price.is_free is None:
        return []
    value = "free" if price.is_free else "paid"
    return [Facet(name="cost", value=value, zone="price", words=price.text)]


def _named_region(zones: _Zones) -> Iterator[Facet]:
    for zone, text in zones:
        named = {match[0]: _REGIONS[match[0]] for match in _REGION.finditer(text)}
        if named:
            if len({*named.values()}) == 1:
                words, value = next(iter(named.items()))
                yield Facet(name="region", value=value, zone=zone, words=words)
            return


def _placed_region(listing: Listing) -> list[Facet]:
    place = listing.place
    if not place.region or not place.line:
        return []
    return [Facet(name="region", value=place.region, zone="place", words=place.line)]
