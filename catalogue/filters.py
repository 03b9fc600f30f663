"""The one filter grammar of pages, feeds, embeds and API: name=value pairs → Filters → yes or no for a listing.

Several values of one name widen ("topic=drugs&topic=fraud-economic-crime": either); several names narrow.
A name or a value nobody knows is an error, never "everything".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from catalogue.errors import FilterError
from catalogue.listing import Listing, Mode, Moment, Status, day_of
from catalogue.taxonomy import GROUPS, topic, topics

CANCELLED = ("mark", "omit", "only")
_MODES = tuple(mode.value for mode in Mode)
_STATUSES = tuple(status.value for status in Status)
_Value = TypeVar("_Value")
_PLAIN = re.compile(r"[a-z0-9.-]+")  # nothing in it that an address must write otherwise
_MAX_DAYS = 366
_MAX_WORDS = 200  # characters of a search; a longer one is a mistake or an attack


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which listings to show; an empty field does not narrow.

    Attributes:
        topic: Slugs of topics or of groups of topics.
        audience: Slugs of audience groups.
        region: Slugs of nations and English regions; `force` of police-force areas.
        free: True keeps what is known to be free, False what is known to cost.
        cancelled: "mark" shows cancelled listings as such, "omit" leaves them out, "only" shows nothing else.
        from_: First day: listings that end before it are left out; `to` is the last day on which one may start.
        q: Words that must all occur.
        starts: Days within which a listing starts, from today on; `deadline` the same for the end of booking.
        today: The day from which these two count; no filter itself.
    """

    topic: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    force: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    format: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    organiser: tuple[str, ...] = ()
    free: bool | None = None
    cancelled: str = "mark"
    from_: date | None = None
    to: date | None = None
    q: str = ""
    starts: int | None = None
    deadline: int | None = None
    today: date | None = None


_LISTS = ("topic", "audience", "region", "force", "mode", "format", "status", "source", "organiser")
NAMES = (*_LISTS, "free", "cancelled", "from", "to", "q", "starts", "deadline")
"""Every filter, in the order of canonical addresses."""


def slugify(words: str | None) -> str:
    """Lower-case words joined by hyphens: "South East" → "south-east"."""
    return re.sub(r"[^a-z0-9]+", "-", (words or "").lower().replace("&", " and ")).strip("-")


def parse_filters(pairs: Iterable[tuple[str, str]], today: date | None = None) -> Filters:
    """Read the pairs of a query string; empty values are as good as absent.

    Args:
        pairs: Names and values.
        today: The day at the site, for filters that count days from it.

    Raises:
        FilterError: A name or value is unknown or malformed; the message lists what is valid.
    """
    filters = Filters()
    for name, raw in pairs:
        value = raw.strip()
        if name not in NAMES:
            raise FilterError(
                f"There is no filter called {name!r}. Valid filters: {', '.join(NAMES)}.",
                field=name,
                text=value,
            )
        if value:
            filters = _with(filters, name, value)
    return on_day(filters, today)


def on_day(filters: Filters, today: date | None) -> Filters:
    """The filters with the day from which they count; those that count no days stay as they are."""
    counts = filters.starts is not None or filters.deadline is not None
    return replace(filters, today=today) if counts else filters


def changed_fields(filters: Filters) -> dict[str, Any]:
    """Field → value of everything that narrows."""
    plain = Filters()
    names = (one.name for one in fields(Filters))
    return {
        name: value for name in names if (value := getattr(filters, name)) != getattr(plain, name)
    }


def _with(filters: Filters, name: str, value: str) -> Filters:
    if name in _LISTS:
        wanted = tuple(slug for slug in value.lower().split(",") if slug)
        for slug in wanted:
            _check_slug(name, slug)
        merged = tuple(sorted({*getattr(filters, name), *wanted}))
        changed: dict[str, Any] = {name: merged}
        return replace(filters, **changed)
    if name == "free":
        return replace(filters, free=_one_of(name, value, {"yes": True, "no": False}))
    if name == "cancelled":
        return replace(filters, cancelled=_one_of(name, value, {word: word for word in CANCELLED}))
    if name == "q":
        if len(value) > _MAX_WORDS:
            raise FilterError(
                f"A search may be {_MAX_WORDS} characters long.", field=name, text=value[:60]
            )
        return replace(filters, q=value)
    if name in ("starts", "deadline"):
        changed = {name: _days(name, value)}
        return replace(filters, **changed)
    day = _day(name, value)
    return replace(filters, from_=day) if name == "from" else replace(filters, to=day)


def _check_slug(name: str, slug: str) -> None:
    valid = _valid_values(name)
    if valid is not None and slug not in valid:
        raise FilterError(
            f"{slug!r} is no value of the filter {name!r}. Valid values: {', '.join(valid)}.",
            field=name,
            text=slug,
        )
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{0,99}", slug):
        raise FilterError(
            f"A value of {name!r} is written in lower case with hyphens, such as south-east.",
            field=name,
            text=slug,
        )


def _valid_values(name: str) -> tuple[str, ...] | None:
    """The closed lists; None where any slug may occur (sources and organisers come and go)."""
    closed: dict[str, tuple[str, ...]] = {"mode": _MODES, "status": _STATUSES}
    if name == "topic":
        return (*GROUPS, *(one.slug for one in topics()))
    return closed.get(name)


def _one_of(name: str, value: str, values: Mapping[str, _Value]) -> _Value:
    if value.lower() not in values:
        raise FilterError(f"{name!r} takes {' or '.join(values)}.", field=name, text=value)
    return values[value.lower()]


def _day(name: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise FilterError(
            f"{name!r} takes a day such as 2027-03-31.", field=name, text=value
        ) from error


def _days(name: str, value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", value) or int(value) > _MAX_DAYS:
        raise FilterError(
            f"{name!r} takes a number of days from 0 to {_MAX_DAYS}.", field=name, text=value
        )
    return int(value)


def query_string(filters: Filters) -> str:
    """The canonical query string: names in their order, values sorted; "" for no filter."""
    pairs: list[tuple[str, str]] = [
        (name, slug) for name in _LISTS for slug in getattr(filters, name)
    ]
    if filters.free is not None:
        pairs.append(("free", "yes" if filters.free else "no"))
    if filters.cancelled != "mark":
        pairs.append(("cancelled", filters.cancelled))
    pairs += [
        (name, day.isoformat())
        for name, day in (("from", filters.from_), ("to", filters.to))
        if day
    ]
    if filters.q:
        pairs.append(("q", filters.q))
    pairs += [
        (name, str(days))
        for name, days in (("starts", filters.starts), ("deadline", filters.deadline))
        if days is not None
    ]
    if all(_PLAIN.fullmatch(value) for _, value in pairs):
        return "&".join(f"{name}={value}" for name, value in pairs)
    return urlencode(pairs)


def matches(filters: Filters, listing: Listing) -> bool:
    """Whether a listing passes every filter."""
    return (
        _cancelled_fits(filters.cancelled, listing)
        and all(
            not wanted or not values(listing).isdisjoint(wanted)
            for wanted, values in ((getattr(filters, name), _VALUES[name]) for name in _LISTS)
        )
        and (
            filters.free is None
            or (listing.price is not None and listing.price.is_free is filters.free)
        )
        and _days_fit(filters, listing)
        and _is_within(filters.starts, filters.today, listing.times.start)
        and _is_within(filters.deadline, filters.today, listing.deadline)
        and (not filters.q or _words_fit(filters.q, listing))
    )


def _cancelled_fits(wish: str, listing: Listing) -> bool:
    cancelled = listing.status in (Status.CANCELLED, Status.POSTPONED)
    return wish == "mark" or cancelled is (wish == "only")


def _days_fit(filters: Filters, listing: Listing) -> bool:
    start = day_of(listing.times.start)
    if start is None:
        return filters.from_ is None and filters.to is None
    ends = (listing.times.end, *(one.end or one.start for one in listing.times.sessions))
    end = max([start, *(day_of(one) for one in ends if one)])
    return (filters.from_ is None or end >= filters.from_) and (
        filters.to is None or start <= filters.to
    )


def _is_within(days: int | None, today: date | None, moment: Moment | None) -> bool:
    """Whether a moment lies at most so many days ahead; without a number any does."""
    if days is None:
        return True
    if today is None:
        raise ValueError("a filter that counts days needs to know today")
    day = day_of(moment)
    return day is not None and today <= day <= today + timedelta(days=days)


def _words_fit(words: str, listing: Listing) -> bool:
    place = listing.place
    people = " ".join(f"{one.name} {one.organisation or ''}" for one in listing.people)
    text = " ".join(
        (
            listing.title,
            listing.organiser or "",
            place.name or "",
            place.town or "",
            people,
            listing.description,
        )
    ).casefold()
    return all(word in text for word in words.casefold().split())


def topic_slugs(listing: Listing) -> frozenset[str]:
    """Slugs of the listing's topics and of their groups; doubtful topics count on pages, not in feeds of one topic."""
    slugs = {match.slug for match in listing.topics}
    return frozenset(slugs | {known.group for slug in slugs if (known := topic(slug))})


_VALUES: dict[str, Callable[[Listing], frozenset[str]]] = {
    "topic": topic_slugs,
    "audience": lambda one: frozenset(one.audience_groups),
    "region": lambda one: frozenset({slugify(one.place.region)}),
    "force": lambda one: frozenset({slugify(one.place.force)}),
    "mode": lambda one: frozenset({one.mode.value}),
    "format": lambda one: frozenset({one.format or ""}),
    "status": lambda one: frozenset({one.status.value}),
    "source": lambda one: frozenset({one.source, *(each.source for each in one.provenance)}),
    "organiser": lambda one: frozenset({slugify(one.organiser)}),
}
