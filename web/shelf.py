"""The store in; its published events, kept in memory until something changes, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from threading import Lock

from sqlalchemy import Connection

from catalogue.events import changes, events
from catalogue.listing import Listing
from catalogue.store import Store
from web.moments import HOME_ZONE, last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """All published events at one time; `cursor` changes whenever they do."""

    cursor: str = ""
    listings: tuple[Listing, ...] = ()
    by_id: Mapping[str, Listing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The last answer to `since`: nearly every request asks for today."""

    stock: Stock = Stock()
    day: date = date.min
    listings: tuple[Listing, ...] = ()


@dataclass(slots=True, kw_only=True)
class Shelf:
    """Published events for the pages; safe to use from several threads.

    Attributes:
        store: The catalogue.
        clock: Gives the aware instant that counts as now.
    """

    store: Store
    clock: Callable[[], datetime]
    _lock: Lock = field(default_factory=Lock)
    _stock: Stock = Stock()
    _asked: _Asked = _Asked()

    def today(self) -> date:
        """The day that counts as today, in the site's zone."""
        return self.clock().astimezone(HOME_ZONE).date()

    def since(self, day: date) -> tuple[Listing, ...]:
        """Published events that end on `day` or later or have no date, by start.

        Raises:
            StoreError: The database refused.
        """
        stock, asked = self.stock(), self._asked
        if asked.stock is stock and asked.day == day:
            return asked.listings
        found = tuple(one for one in stock.listings if (last_day(one.times) or day) >= day)
        self._asked = _Asked(stock=stock, day=day, listings=found)
        return found

    def stock(self) -> Stock:
        """All published events, read again only when something has changed.

        Raises:
            StoreError: The database refused.
        """
        with self._lock, self.store.read() as tx:
            cursor = _newest(tx, self._stock.cursor)
            if cursor != self._stock.cursor:
                # No page shows evidence, and it is half of the memory.
                listings = tuple(replace(one, evidence=()) for one in events(tx))
                by_id = {one.id: one for one in listings}
                self._stock = Stock(cursor=cursor, listings=listings, by_id=by_id)
            return self._stock


def _newest(tx: Connection, cursor: str) -> str:
    """The cursor behind the last change."""
    while (further := changes(tx, cursor)[1]) != cursor:
        cursor = further
    return cursor
