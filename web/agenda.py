"""Listings in; the list people read, in months and days, out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from catalogue.listing import Listing, Moment
from web.moments import WEEKDAYS, first_day, is_known_to_the_day, last_day, month_name, short_day

_PINNED, _UNDERWAY, _MONTH, _UNDATED = 0, 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Listings that begin on one day; `day` None where the day is not settled."""

    day: date | None
    heading: str
    listings: tuple[Listing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A month, what editors pinned, what is under way, or what has no date yet; `anchor` is its id on the page."""

    heading: str
    anchor: str
    month: date | None
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True, order=True)
class _Slot:
    """Where a listing stands in the list; compared field by field."""

    part: int
    month: date
    day: date
    clock: str
    title: str
    id: str


def in_order(listings: Iterable[Listing], today: date) -> list[Listing]:
    """The listings as the list shows them: pinned, under way, by month and day, undated last."""
    return sorted(listings, key=lambda one: _slot(one, today))


def agenda(listings: Iterable[Listing], today: date) -> tuple[Group, ...]:
    """Listings grouped for the list; they need not be in order."""
    placed = sorted(((_slot(one, today), one) for one in listings), key=lambda pair: pair[0])
    groups = groupby(placed, key=lambda pair: (pair[0].part, pair[0].month))
    return tuple(_group(part, month, list(pairs)) for (part, month), pairs in groups)


def _group(part: int, month: date, pairs: list[tuple[_Slot, Listing]]) -> Group:
    days = tuple(
        _day(day, part, tuple(listing for _, listing in each))
        for day, each in groupby(pairs, key=lambda pair: pair[0].day)
    )
    if part == _PINNED:
        return Group(heading="Chosen by the editors", anchor="pinned", month=None, days=days)
    if part == _UNDERWAY:
        return Group(heading="Already under way", anchor="now", month=None, days=days)
    if part == _UNDATED:
        return Group(heading="Date to be announced", anchor="undated", month=None, days=days)
    return Group(heading=month_name(month), anchor=f"{month:%Y-%m}", month=month, days=days)


def _day(day: date, part: int, listings: tuple[Listing, ...]) -> Day:
    if part == _UNDATED:
        return Day(day=None, heading="No date yet", listings=listings)
    if day == date.max:
        return Day(day=None, heading="Day to be confirmed", listings=listings)
    return Day(day=day, heading=f"{WEEKDAYS[day.weekday()]} {short_day(day)}", listings=listings)


def _slot(listing: Listing, today: date) -> _Slot:
    """Its place in the list; the last day of a pin is one of it."""
    slot = _dated(listing, today)
    is_pinned = listing.pinned is not None and today <= listing.pinned
    return replace(slot, part=_PINNED, month=date.min) if is_pinned else slot


def _dated(listing: Listing, today: date) -> _Slot:
    times = listing.times
    first = first_day(times)
    title = listing.title.casefold()
    if first is None or (times.start is None and not _is_month(times.partial)):
        return _Slot(_UNDATED, date.max, date.max, f"{first or date.max}", title, listing.id)
    month = first.replace(day=1)
    if not is_known_to_the_day(times):
        month = max(month, today.replace(day=1))
        return _Slot(_MONTH, month, date.max, "", title, listing.id)
    part = _UNDERWAY if first < today and _reaches(listing, today) else _MONTH
    month = date.min if part == _UNDERWAY else month
    return _Slot(part, month, first, _clock(times.start), title, listing.id)


def _reaches(listing: Listing, today: date) -> bool:
    """Whether an event that began before today is still on."""
    last = last_day(listing.times)
    return last is not None and last >= today


def _is_month(partial: str | None) -> bool:
    return partial is not None and len(partial) == 7 and partial[5:].isdigit()


def _clock(moment: Moment | None) -> str:
    return f"{moment:%H:%M}" if isinstance(moment, datetime) else ""
