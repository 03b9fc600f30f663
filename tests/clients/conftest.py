"""A published catalogue on a real port, for clients to subscribe to."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from catalogue.config import Config
from catalogue.events import put_event
from catalogue.listing import Listing
from catalogue.store import Store
from feeds.publish import publish
from tests.feeds.listings import ALL_DAY, CANCELLED, MULTI_DAY, NOW, OVERSEAS, SUMMER, WINTER
from tests.web.making import config_of
from web.server import listen, server

#: Both sides of the clock change, another continent, days without hours, and one called off.
SUBSCRIBED = (WINTER, SUMMER, OVERSEAS, ALL_DAY, MULTI_DAY, CANCELLED)


@dataclass(slots=True)
class Shelf:
    """A catalogue, its published files and the server that gives them out."""

    store: Store
    config: Config
    port: int

    def put(self, *listings: Listing, now: datetime = NOW) -> None:
        """Store the events and publish what changed."""
        with self.store.begin() as tx:
            for listing in listings:
                put_event(tx, listing, now)
        publish(self.store, self.config, now)

    def address(self, ext: str) -> str:
        """Of the feed with every event."""
        return f"http://127.0.0.1:{self.port}/feeds/all.{ext}"


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """Published and served over loopback."""
    config = config_of(tmp_path)
    with closing(Store.open(config.database_url)) as store, listen("127.0.0.1", 0) as listener:
        made = Shelf(store, config, listener.getsockname()[1])
        made.put(*SUBSCRIBED)
        running = server(store, config)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield made
        finally:
            running.should_exit = True
            thread.join(10)


@pytest.fixture
def program() -> Callable[[str], str]:
    """Path of an installed program; the test skips, and says how to install it, where there is none."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            pytest.skip(f"{name} is not installed: apt-get install {name}")
        return path

    return find


def uid(listing: Listing) -> str:
    """What iCalendar calls the event of these tests."""
    return f"{listing.id}@muster.example"


def instant(moment: date | datetime | None) -> str | None:
    """UTC to the second, as `2027-07-06T08:00:00Z`; a day stays a day."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.isoformat() if moment else None


def span(listing: Listing) -> tuple[str | None, str | None]:
    """Start and end as clients should have them: the end of days is exclusive, one day needs none (RFC 5545 3.6.1)."""
    start, end = listing.times.start, listing.times.end
    if end and not isinstance(end, datetime):
        return instant(start), instant(end + timedelta(days=1))
    return instant(start), instant(end)
