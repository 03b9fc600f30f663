"""The listings of a feed in; those that its documents hold today out: the newest, or a stretch of the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from catalogue.listing import Listing
from feeds.feed import FOUNDED
from feeds.occurrences import instant_of, is_called_off, last_day, occurrences

NEWEST = 100
"""Items of a feed: more than any source announces between two visits of a reader."""

UPCOMING = 1_000
"""Events of a calendar that have not begun, and rows of a table; with the past ones the file stays below a megabyte."""

PAST = timedelta(days=30)
"""How long events stay after their last day; a cancellation must reach those who subscribe."""


def newest(listings: Iterable[Listing], today: date) -> list[Listing]:
    """What changed last, newest first; a cancelled event goes when its date is long past."""
    kept = [one for one in listings if not _is_over(one, today)]
    kept.sort(key=lambda one: one.id)
    kept.sort(key=lambda one: one.modified or FOUNDED, reverse=True)
    return kept[:NEWEST]


def calendar(listings: Iterable[Listing], today: date) -> list[Listing]:
    """Events whose last day is at most 30 days past, and the next 1,000 by start, earliest first."""
    first = today - PAST
    dated = [
        (min(instant_of(one.start) for one in shown), listing.id, listing)
        for listing in listings
        if (last_day(listing) or date.min) >= first and (shown := occurrences(listing))
    ]
    dated.sort(key=lambda one: one[:2])
    begun = sum(start.date() < today for start, _, _ in dated)
    return [listing for _, _, listing in dated[: begun + UPCOMING]]


def agenda(listings: Iterable[Listing], today: date) -> list[Listing]:
    """Everything that is not long past, by start, then what has no day for calendars; at most 1,000."""
    first = today - PAST
    kept = [one for one in listings if (last_day(one) or today) >= first]
    kept.sort(key=lambda one: (*_beginning(one), one.id))
    return kept[:UPCOMING]


def _beginning(listing: Listing) -> tuple[bool, datetime]:
    shown = occurrences(listing)
    return not shown, min((instant_of(one.start) for one in shown), default=FOUNDED)


def last_change(listings: Iterable[Listing]) -> datetime | None:
    """When any of the listings last changed; None when there is none."""
    return max((one.modified for one in listings if one.modified), default=None)


def _is_over(listing: Listing, today: date) -> bool:
    if not is_called_off(listing.status):
        return False
    return (last_day(listing) or today) < today - PAST
