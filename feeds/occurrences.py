"""A Listing in; what a calendar shows of it out: one entry, one per session, or none.

The one place that decides what may enter a calendar as a fact. A reading that leaves the day open stays
out; one that leaves only the hour open enters as a whole day; so does a time whose zone nobody knows.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from catalogue.listing import Grade, Listing, Moment, Session, Status, day_of
from feeds.memo import once_per_listing

_SETTLED = frozenset(
    (
        *("clock-disputed", "markup-repaired", "month-spelling", "offset-only", "order-forced"),
        *("order-locale", "part-of-day", "time-tbc", "year-inferred", "zone-region"),
        *("zone-season", "zone-unknown"),
    )
)
"""Flags of readings that are published with a remark."""

HOUR_ONLY = _SETTLED | {
    *("ambiguous-zone", "ampm-inferred", "approx", "doors-only", "dst-gap", "dst-overlap"),
    *("midnight-side", "several-times"),
}
"""Flags that leave the day alone: a reading that is open with these only has a known day."""


class Occurrence(NamedTuple):
    """One calendar entry.

    Attributes:
        start: A day, or an aware instant in the event's own zone.
        end: Of the same type as `start`; days are inclusive; None when unknown.
        session: Key of a session within its event, "" for the event as a whole.
        title: Title of the session.
        is_open: Only the day is known of a reading that is open.
    """

    start: Moment
    end: Moment | None = None
    session: str = ""
    title: str = ""
    is_open: bool = False


@once_per_listing
def occurrences(listing: Listing) -> tuple[Occurrence, ...]:
    """The calendar entries of a listing, in printed order."""
    times = listing.times
    if times.grade is Grade.OPEN and not _only_postponed(listing):
        return _whole_days(times.start, times.end) if _hour_only(listing) else ()
    if len(times.sessions) > 1:
        return _sessions(times.sessions)
    if times.start is None:
        return ()
    start, end = _alike(times.start, times.end)
    return (Occurrence(start=start, end=end),)


@once_per_listing
def starts(listing: Listing) -> list[int]:
    """The second of the start of each occurrence, from the epoch."""
    return [int(instant_of(one.start).timestamp()) for one in occurrences(listing)]


def is_called_off(status: Status) -> bool:
    """Whether nothing happens at the date given: iCalendar's CANCELLED."""
    return status in (Status.CANCELLED, Status.POSTPONED)


def first_day(listing: Listing) -> date | None:
    """The day on which the listing begins, in its own zone; None when unknown."""
    return day_of(listing.times.start)


@once_per_listing
def last_day(listing: Listing) -> date | None:
    """The last day on which anything of the listing happens, in its own zone; None when unknown."""
    times = listing.times
    if times.end is None and not times.sessions:
        return day_of(times.start)
    moments = (times.start, times.end, *[one.end or one.start for one in times.sessions])
    return max([day for one in moments if (day := day_of(one))], default=None)


def instant_of(moment: Moment) -> datetime:
    """The moment as UTC, to sort by; days begin at midnight UTC."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), UTC)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _doubts(listing: Listing) -> set[str]:
    """Flags of the reading; that it was postponed is no doubt about the old date, which then is called off."""
    return set(listing.times.why) - ({"postponed"} if is_called_off(listing.status) else set())


def _only_postponed(listing: Listing) -> bool:
    """Whether a reading is open for nothing but the postponement: subscribers must see the old date cancelled."""
    doubts = _doubts(listing)
    return len(doubts) < len(set(listing.times.why)) and doubts <= _SETTLED


def _hour_only(listing: Listing) -> bool:
    doubts = _doubts(listing)
    return bool(doubts) and doubts <= HOUR_ONLY


def _whole_days(start: Moment | None, end: Moment | None) -> tuple[Occurrence, ...]:
    first, last = day_of(start), day_of(end)
    if first is None:
        return ()
    return (Occurrence(start=first, end=last if last and last > first else None, is_open=True),)


def _alike(start: Moment, end: Moment | None) -> tuple[Moment, Moment | None]:
    """Start and end of one type: instants when both are, else days; no end that is not behind the start."""
    first = start.date() if isinstance(start, datetime) else start
    last = day_of(end) or first
    if isinstance(start, datetime) and start.tzinfo is not None:
        if isinstance(end, datetime) and end.tzinfo is not None:
            return start, end if end > start else None
        if last <= first:
            return start, None
    return first, last if last > first else None


def _sessions(sessions: tuple[Session, ...]) -> tuple[Occurrence, ...]:
    """One entry per session; its key is its day, so that a changed hour keeps the UID."""
    seen: Counter[str] = Counter()
    made = []
    for session in sessions:
        start, end = _alike(session.start, session.end)
        day = f"{start:%Y%m%d}"
        seen[day] += 1
        key = day if seen[day] == 1 else f"{day}-{seen[day]}"
        made.append(Occurrence(start=start, end=end, session=key, title=session.title))
    return tuple(made)
