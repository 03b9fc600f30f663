"""A listing in; the shelves it stands on out, a shelf being what one filter picks, named by its canonical query.

A ready feed shows one shelf, or several side by side. Days have shelves of their own: "starts within 7 days" is eight
of them, and which eight follows from today. So no listing needs to be looked at because a day has passed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from catalogue.filters import Filters, matches, query_string, slugify, topic_slugs
from catalogue.listing import Listing, day_of
from feeds.occurrences import first_day, last_day

_PLAIN = re.compile(r"[a-z0-9][a-z0-9.-]{0,99}")
_MOST_MONTHS = 24
"""Months of one listing: longer than any programme that is an event, and a bound for mistaken years."""

Labelled = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """Which shelves there are to be.

    Attributes:
        names: Filters each of whose values has a shelf; "" stands for the shelf of everything.
        others: Combinations of filters, each with a shelf of its own.
    """

    names: frozenset[str] = frozenset(("", "topic", "source"))
    others: tuple[Filters, ...] = ()


def shelves(listing: Listing, kinds: Kinds) -> dict[str, str]:
    """Name → label of the value, in the words of the listing, of every shelf of these kinds."""
    found = {
        key: label
        for name in kinds.names
        for value, label in _VALUES[name](listing)
        if (key := _key(name, value)) is not None
    }
    for filters in kinds.others:
        if matches(filters, listing):
            found[query_string(filters)] = ""
    if "month" in kinds.names:
        found |= {month_query(first): "" for first in _months(listing)}
    return found


@lru_cache(maxsize=65_536)
def _key(name: str, value: str) -> str | None:
    """The name of the shelf of a value; None where addresses could not carry it."""
    if not name:
        return ""
    return f"{name}={value}" if _PLAIN.fullmatch(value) else None


def values_of(listings: Iterable[Listing], name: str) -> list[tuple[str, str, int]]:
    """(value, label, listings) of every value of a filter that listings have, by value; months under "from"."""
    kinds = Kinds(names=frozenset(("month" if name == "from" else name,)))
    found = [shelves(one, kinds) for one in listings]
    sizes = Counter(key for each in found for key in each)
    labels = {key: label for each in found for key, label in each.items()}
    return [(key.partition("=")[2], labels[key], sizes[key]) for key in sorted(sizes)]


def feed_shelves(filters: Filters, today: date) -> tuple[str, ...]:
    """Names of the shelves that a ready feed shows on a day."""
    for name, days in (("starts", filters.starts), ("deadline", filters.deadline)):
        if days is not None:
            return tuple(f"{name}={today + timedelta(days=ahead)}" for ahead in range(days + 1))
    return (query_string(filters),)


def window_day(filters: Filters, today: date) -> date:
    """The day from which windows count: a feed of a stretch of days shows all of it, however long past."""
    return min(today, filters.from_ or today)


def month_query(first: date) -> str:
    """The canonical query of a calendar month, told by its first day."""
    return query_string(Filters(from_=first, to=month_after(first) - timedelta(days=1)))


def month_after(first: date) -> date:
    """The first day of the next month."""
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1)


def _months(listing: Listing) -> Iterator[date]:
    """First days of the months in which the listing goes on."""
    start = first_day(listing)
    if start is None or not 1970 <= start.year < 9999:
        return
    month, last = start.replace(day=1), last_day(listing) or start
    for _ in range(_MOST_MONTHS):
        if month > last:
            return
        yield month
        month = month_after(month)


def _topic(listing: Listing) -> Labelled:
    return ((slug, "") for slug in topic_slugs(listing))


def _source(listing: Listing) -> Labelled:
    names = {listing.source, *(one.source for one in listing.provenance)}
    return ((name, "") for name in names)


def _audience(listing: Listing) -> Labelled:
    return ((slug, "") for slug in listing.audience_groups)


def _region(listing: Listing) -> Labelled:
    return iter(((slugify(listing.place.region), listing.place.region or ""),))


def _organiser(listing: Listing) -> Labelled:
    return iter(((slugify(listing.organiser), listing.organiser or ""),))


def _free(listing: Listing) -> Labelled:
    known = listing.price.is_free if listing.price else None
    return iter(() if known is None else (("yes" if known else "no", ""),))


def _starts(listing: Listing) -> Labelled:
    day = day_of(listing.times.start)
    return iter(() if day is None else ((day.isoformat(), ""),))


def _deadline(listing: Listing) -> Labelled:
    day = day_of(listing.deadline)
    return iter(() if day is None else ((day.isoformat(), ""),))


_VALUES: Mapping[str, Callable[[Listing], Labelled]] = MappingProxyType(
    {
        "": lambda _: iter((("", ""),)),
        "topic": _topic,
        "source": _source,
        "audience": _audience,
        "region": _region,
        "organiser": _organiser,
        "mode": lambda one: iter(((one.mode.value, ""),)),
        "free": _free,
        "starts": _starts,
        "deadline": _deadline,
        "month": lambda _: iter(()),
    }
)
"""Filter → the values that a listing has of it, each with its label."""

SHELVED = frozenset(_VALUES) - {"", "month"}
"""Filters whose values may have shelves."""
