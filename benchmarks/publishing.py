"""Publishing: all ready feeds of made-up listings: cold, with nothing changed, with one change."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from catalogue import events
from catalogue.config import Config
from catalogue.listing import Listing, Mode, Times, TopicMatch
from catalogue.store import Store
from catalogue.taxonomy import topics
from feeds.publish import publish

_LISTINGS = 2000
_NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)


def run(data: Path) -> Iterator[str]:  # noqa: ARG001 (every benchmark takes the data folder)
    """The figures, a line each."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/bench.db")
        config = Config(public=Path(folder) / "public")
        listings = [_listing(number) for number in range(_LISTINGS)]
        with store.begin() as tx:
            for one in listings:
                events.put_event(tx, one, _NOW)
        cold = _timed(store, config, _NOW)
        same = _timed(store, config, _NOW)
        with store.begin() as tx:
            events.put_event(tx, replace(listings[0], title="Another title"), _NOW)
        changed = _timed(store, config, _NOW)
        store.close()
    yield f"{_LISTINGS} listings: nothing changed costs {cold / same:.0f} x less than a cold publication"
    yield f"one listing changed costs {cold / changed:.1f} x less than a cold publication"


def _timed(store: Store, config: Config, now: datetime) -> float:
    began = time.process_time()
    publish(store, config, now)
    return time.process_time() - began


def _listing(number: int) -> Listing:
    known = topics()
    start = datetime(2027, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/London")) + timedelta(
        hours=7 * number
    )
    return Listing(
        id=f"00000000-0000-4000-8000-{number:012d}",
        title=f"Briefing {number} on {known[number % len(known)].label}",
        url=f"https://harrowgate.example/events/{number}",
        source="harrowgate",
        times=Times(
            start=start, end=start + timedelta(hours=2), zone="Europe/London", certain=True
        ),
        mode=Mode.ONLINE,
        description="<p>What is new, what works, and what it costs.</p>",
        topics=tuple(
            TopicMatch(slug=known[(number + step) % len(known)].slug, score=5) for step in range(3)
        ),
        published=_NOW,
        modified=_NOW,
    )
