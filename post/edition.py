"""A subscription, the events and what happened to them in; what its next digest tells out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import parse_qsl

from sqlalchemy import Connection

from catalogue.events import Revision, events, revisions_after
from catalogue.filters import matches, parse_filters
from catalogue.listing import Listing, day_of
from catalogue.subscriptions import Subscription
from feeds.changes import changed_words, kinds_of
from web.agenda import in_order
from web.moments import HOME_ZONE, add_months, is_known_to_the_day, long_day
from web.wording import revision_words, state

MORNING = timedelta(hours=6)
"""How late on its first day a period begins, in the site's zone: mails come in the morning, not at midnight."""

_MOST = 100  # events under one heading; the page has the rest
_MOST_NOTES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """The published events that are not over, and what happened to each; `number` is the last revision."""

    listings: Sequence[Listing]
    revisions: Mapping[str, Sequence[tuple[int, Revision]]]
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One event: its state in a word ("" for none), and what is new about it."""

    listing: Listing
    badge: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Events under a heading; `further` ones are left to the page."""

    heading: str
    items: tuple[Item, ...]
    further: int


def today(now: datetime) -> date:
    """The day of the site on which a moment counts; before six in the morning it is still yesterday."""
    return (now.astimezone(HOME_ZONE) - MORNING).date()


def first_day(every: str, day: date) -> date:
    """The first day of the day, week (from Monday) or month that a day lies in."""
    if every == "weekly":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if every == "monthly" else day


def last_day(every: str, day: date) -> date:
    """The last day of the same."""
    first = first_day(every, day)
    days = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}
    following = first + days[every] if every in days else add_months(first, 1)
    return following - timedelta(days=1)


def is_due(one: Subscription, now: datetime) -> bool:
    """Whether a new period has begun since the last digest of a confirmed subscription."""
    if one.told is None:
        return False
    return first_day(one.every, today(now)) > first_day(one.every, today(one.told))


def news(tx: Connection, after: int, day: date) -> News:
    """What there is to tell of since a revision, for events that are not over on a day."""
    found: dict[str, list[tuple[int, Revision]]] = defaultdict(list)
    number = after
    for number, event_id, revision in revisions_after(tx, after):
        if kinds_of(revision):
            found[event_id].append((number, revision))
    return News(listings=events(tx, since=day), revisions=found, number=number)


def sections(one: Subscription, told: News, now: datetime) -> list[Section]:
    """What a subscription is told: what begins in its period, what else is new, what else changed.

    Raises:
        FilterError: Its filters are no longer known.
    """
    day = today(now)
    last = last_day(one.every, day)
    filters = parse_filters(parse_qsl(one.filters), day)
    soon, new, changed = [], [], []
    for listing in in_order((each for each in told.listings if matches(filters, each)), day):
        revisions = [each for n, each in told.revisions.get(listing.id, ()) if n > one.after]
        item = _item(listing, revisions, day)
        if any(day <= start <= last for start in _starts(listing)):
            soon.append(item)
        elif any(each.kind == "new" for each in revisions):
            new.append(replace(item, notes=()))  # the heading says it
        elif revisions:
            changed.append(item)
    coming = "Today" if last == day else f"From today to {long_day(last)}"
    found = ((coming, soon), ("New", new), ("Changed", changed))
    return [_section(heading, items) for heading, items in found if items]


def _section(heading: str, items: Sequence[Item]) -> Section:
    shown = tuple(items[:_MOST])
    return Section(heading=heading, items=shown, further=len(items) - len(shown))


def _item(listing: Listing, revisions: Sequence[Revision], day: date) -> Item:
    said = state(listing, day)
    return Item(
        listing=listing,
        badge=said.label if said else "",
        notes=tuple(_notes(revisions))[:_MOST_NOTES],
    )


def _notes(revisions: Sequence[Revision]) -> Iterator[str]:
    if any(one.kind == "new" for one in revisions):
        yield "New"
        return
    for one in revisions:
        yield from changed_words(one) or [revision_words(one)]


def _starts(listing: Listing) -> Iterator[date]:
    """The days on which an event, or a session of it, is known to begin."""
    times = listing.times
    if times.start is not None and is_known_to_the_day(times):
        yield day_of(times.start)
        yield from (day_of(one.start) for one in times.sessions)
