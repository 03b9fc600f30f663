"""Listings and the filters in force in; the choices of the filter form, with counts, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalogue.audiences import audience_label
from catalogue.filters import Filters, matches, slugify
from catalogue.listing import Listing, Mode
from catalogue.taxonomy import GROUPS, topics
from web.moments import short_day
from web.wording import MODES, humanise, place_label, topic_label


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter: how many of the listings it would leave."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One filter of the form; `sections` are (heading, choices), the heading "" where there is one only."""

    name: str
    label: str
    any_label: str
    sections: tuple[tuple[str, tuple[Choice, ...]], ...]


def facets(filters: Filters, listings: Sequence[Listing]) -> tuple[Facet, ...]:
    """Topic, audience, region and mode; each counted under the other filters, not under itself."""
    return (
        _topics(filters, listings),
        _open_facet(filters, listings, ("audience", "Audience", "Any"), _audience),
        _open_facet(filters, listings, ("region", "Region", "Any"), _region),
        _modes(filters, listings),
    )


def _topics(filters: Filters, listings: Sequence[Listing]) -> Facet:
    counts = _counts(filters, listings, "topic", lambda one: [match.slug for match in one.topics])
    shown = {*counts, *filters.topic}
    sections = tuple(
        (
            label,
            _choices(
                "topic",
                [t.slug for t in topics() if t.group == group and t.slug in shown],
                counts,
                filters.topic,
            ),
        )
        for group, label in GROUPS.items()
    )
    chosen = [slug for slug in filters.topic if slug in GROUPS]
    whole = tuple(
        Choice(value=slug, label=f"All of {GROUPS[slug]}", count=0, is_chosen=True)
        for slug in chosen
    )
    kept = tuple(section for section in sections if section[1])
    return Facet(
        name="topic",
        label="Topic",
        any_label="Any",
        sections=((("", whole),) if whole else ()) + kept,
    )


def _open_facet(
    filters: Filters,
    listings: Sequence[Listing],
    names: tuple[str, str, str],
    values: Callable[[Listing], list[str]],
) -> Facet:
    name, label, any_label = names
    counts = _counts(filters, listings, name, values)
    chosen: tuple[str, ...] = getattr(filters, name)
    slugs = sorted({*counts, *chosen})
    return Facet(
        name=name,
        label=label,
        any_label=any_label,
        sections=(("", _choices(name, slugs, counts, chosen)),),
    )


def _modes(filters: Filters, listings: Sequence[Listing]) -> Facet:
    counts = _counts(filters, listings, "mode", lambda one: [one.mode.value])
    known = [mode.value for mode in Mode if mode is not Mode.UNKNOWN or mode.value in filters.mode]
    return Facet(
        name="mode",
        label="Attendance",
        any_label="Any",
        sections=(("", _choices("mode", known, counts, filters.mode)),),
    )


def _counts(
    filters: Filters, listings: Iterable[Listing], name: str, values: Callable[[Listing], list[str]]
) -> Counter[str]:
    cleared: dict[str, Any] = {name: ()}
    others = replace(filters, **cleared)
    fitting = listings if others == Filters() else (one for one in listings if matches(others, one))
    found = map(values, fitting)
    return Counter(value for each in found for value in set(each) if value)


def _choices(
    name: str, slugs: Iterable[str], counts: Counter[str], chosen: tuple[str, ...]
) -> tuple[Choice, ...]:
    label = _LABELS[name]
    return tuple(
        Choice(value=slug, label=label(slug), count=counts[slug], is_chosen=slug in chosen)
        for slug in slugs
    )


def _mode_label(slug: str) -> str:
    return MODES[Mode(slug)] or "Attendance not known"


def _topic_label(slug: str) -> str:
    return GROUPS.get(slug) or topic_label(slug)


_LABELS: dict[str, Callable[[str], str]] = {
    "topic": _topic_label,
    "audience": audience_label,
    "region": place_label,
    "force": place_label,
    "mode": _mode_label,
    "format": humanise,
    "status": humanise,
    "source": humanise,
    "organiser": humanise,
}
"""Filter → the words for one of its values."""


def _audience(listing: Listing) -> list[str]:
    return list(listing.audience_groups)


def _region(listing: Listing) -> list[str]:
    return [slugify(listing.place.region)]


def summary(filters: Filters) -> str:
    """The filters in words, for headings and feed titles; "All events" for none."""
    parts = [label(slug) for name, label in _LABELS.items() for slug in getattr(filters, name)]
    parts += {True: ["Free"], False: ["Paid"], None: []}[filters.free]
    parts += {"mark": [], "omit": ["Not cancelled"], "only": ["Cancelled only"]}[filters.cancelled]
    days = (("from", filters.from_), ("to", filters.to))
    parts += [f"{word} {short_day(day)} {day.year}" for word, day in days if day]
    parts += [f"“{filters.q}”"] if filters.q else []
    parts += [] if filters.starts is None else [f"Starting within {filters.starts} days"]
    parts += [] if filters.deadline is None else [f"Booking ends within {filters.deadline} days"]
    return ", ".join(parts) or "All events"
