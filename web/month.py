"""A month and its listings in; the weeks and days of its table out."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from catalogue.listing import Listing, Times
from web.moments import add_months, clock, days, is_known_to_the_day

_MONTH = re.compile(r"([12]\d{3})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event on one day: its hours on the first day, "day 2 of 3" on each of several."""

    listing: Listing
    hours: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One day of the table; days of the months beside it are empty."""

    day: date
    is_inside: bool
    is_today: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month: Monday to Sunday, row by row."""

    first: date
    weeks: tuple[tuple[Cell, ...], ...]

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return add_months(self.first, -1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return add_months(self.first, 1)

    @property
    def last(self) -> date:
        """The last day of the month."""
        return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])


def parse_month(text: str) -> date | None:
    """The first day of "2027-06"; None for anything that is not a month from 1000 to 2999."""
    found = _MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def month_table(first: date, listings: Iterable[Listing], today: date) -> Month:
    """The table of the month that begins on `first`; events of unsettled days are not in it."""
    entries: dict[date, list[Entry]] = {}
    for listing in listings:
        _place(listing, entries)
    weeks = tuple(
        tuple(_cell(day, first, today, entries) for day in week)
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    )
    return Month(first=first, weeks=weeks)


def touches(times: Times, first: date) -> bool:
    """Whether anything of the event falls into the month that begins on `first`."""
    return any(day.replace(day=1) == first for day in days(times))


def _place(listing: Listing, entries: dict[date, list[Entry]]) -> None:
    if not is_known_to_the_day(listing.times):
        return
    known = days(listing.times)
    for number, day in enumerate(known, 1):
        part = f"day {number} of {len(known)}" if len(known) > 1 else ""
        hours = _hours(listing.times) if number == 1 else ""
        entries.setdefault(day, []).append(Entry(listing=listing, hours=hours, part=part))


def _hours(times: Times) -> str:
    return "" if times.all_day else clock(times).partition(" ")[0]


def _cell(day: date, first: date, today: date, entries: dict[date, list[Entry]]) -> Cell:
    inside = day.month == first.month
    found = sorted(entries.get(day, []), key=lambda one: (one.hours, one.listing.title))
    return Cell(
        day=day,
        is_inside=inside,
        is_today=day == today,
        entries=tuple(found) if inside else (),
    )
