"""Settling: a crawl of changed listings into a large catalogue, as a ratio to the same crawl into a small one."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from catalogue import runs, sources, tables
from catalogue.listing import Grade, Listing, Mode, Place, Times, day_of, listing_to_data
from catalogue.runs import RunState
from catalogue.store import Store
from pipelines import duplicates
from pipelines.settle import settle

_NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)
_LONDON = ZoneInfo("Europe/London")
_SIZES = (2_000, 200_000)
_A_DAY = 27
_CRAWL = 1_000
_ROUNDS = 3
_SYLLABLES = [
    "ba",
    "co",
    "du",
    "fe",
    "gi",
    "ha",
    "jo",
    "ku",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vo",
    "wi",
]
_WORDS = [
    first + rest
    for first in _SYLLABLES
    for rest in ["bber", "lding", "mnet", "nter", "psil", "rdan"]
]


def run(data: Path) -> Iterator[str]:  # noqa: ARG001 (every benchmark takes the data folder)
    """The figures, a line each."""
    small, large = (_cost(size) for size in _SIZES)
    yield (
        f"{_CRAWL} changed listings into {_SIZES[1]:,} cost {large / small:.2f} x as much as into "
        f"{_SIZES[0]:,} ({1000 * large / _CRAWL:.1f} ms each)"
    )


def _cost(size: int) -> float:
    """CPU seconds that a crawl of changed listings takes, the database's included; the median of some crawls."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/bench.db")
        days = size // _A_DAY
        _fill(store, size, days)
        taken = sorted(_crawl(store, size, days, number) for number in range(_ROUNDS))
        store.close()
    return taken[len(taken) // 2]


def _crawl(store: Store, size: int, days: int, number: int) -> float:
    """Half of the listings are known ones that changed, the other half are new."""
    chosen = Random(number).sample(range(size), _CRAWL // 2)  # noqa: S311 (a choice, not a secret)
    known = [_listing(place, days) for place in chosen]
    changed = [replace(one, title=f"{one.title} {number}") for one in known]
    fresh = range(size + number * _CRAWL, size + number * _CRAWL + _CRAWL // 2)
    seen = changed + [_listing(place, days) for place in fresh]
    now = _NOW + timedelta(days=number + 1)
    began = time.process_time()
    with store.begin() as tx:
        for name in sorted({one.source for one in seen}):
            run_id = runs.begin_run(tx, name, now)
            runs.add_sightings(tx, run_id, [one for one in seen if one.source == name], now)
            runs.close_run(tx, run_id, state=RunState.ACCEPTED, reason="", stats={}, now=now)
    settle(store, now)
    return time.process_time() - began


def _listing(place: int, days: int) -> Listing:
    """A made-up listing: a pure function of its place; every third one tells of the event before it."""
    random = Random(place - 1 if place % 3 == 2 else place)  # noqa: S311 (made-up data)
    title = " ".join(random.sample(_WORDS, 5)).capitalize()
    start = datetime(2027, 3, 2, 9, 30, tzinfo=_LONDON) + timedelta(
        days=random.randrange(days), minutes=15 * random.randrange(20)
    )
    source = f"source{place % 40}"
    return Listing(
        title=title,
        url=f"https://{source}.example/events/{place}",
        source=source,
        source_key=str(place),
        times=Times(start=start, zone="Europe/London", grade=Grade.SURE, certain=True),
        mode=Mode.IN_PERSON,
        place=Place(name=random.choice(["Guildhall", "Mechanics Hall"]), town="York"),
        organiser=f"{random.choice(_WORDS).capitalize()} Institute",
        description="<p>" + " ".join(random.choices(_WORDS, k=60)) + ".</p>",
    )


def _fill(store: Store, size: int, days: int) -> None:
    """A settled catalogue, written in bulk: settling it listing by listing would take longer than what is measured."""
    with store.begin() as tx:
        for number in range(40):
            name = f"source{number}"
            tx_row = sources.SourceRow(name=name, title=name, home=f"https://{name}.example/")
            sources.remember(tx, tx_row)
    for first in range(0, size, 5_000):
        _fill_part(
            store, [_listing(n, days) for n in range(first, min(size, first + 5_000))], first
        )


def _fill_part(store: Store, listings: Sequence[Listing], first: int) -> None:
    sightings, members, blocks, published = [], [], [], []
    with store.begin() as tx:
        for number, one in enumerate(listings, first + 1):
            data, digest = listing_to_data(one), runs.content_hash(one)
            same = {"source": one.source, "source_key": one.source_key}
            seen = same | {"url": one.url, "hash": digest}
            event_id = f"00000000-0000-4000-8000-{number - (number % 3 == 0):012d}"
            sightings.append(seen | {"run_id": 0, "seen": _NOW, "data": data, "id": number})
            times = {"first_seen": _NOW, "last_seen": _NOW}
            members.append(seen | times | {"sighting_id": number, "event_id": event_id})
            keys = duplicates.blocking_keys(duplicates.candidate_of(one), duplicates.RARITY)
            blocks += [same | {"key": key} for key in sorted(set(keys))]
            if number % 3:
                event = replace(one, id=event_id, published=_NOW, modified=_NOW)
                days = {"start_day": day_of(one.times.start), "end_day": day_of(one.times.start)}
                data = listing_to_data(event)
                row = {"id": event_id, "seq": number, "hidden": False, "modified": _NOW}
                published.append(row | days | {"data": data})
        tx.execute(insert(tables.event), published)
        tx.execute(insert(tables.sighting), sightings)
        tx.execute(insert(tables.member), members)
        tx.execute(insert(tables.block), blocks)


if __name__ == "__main__":
    for line in run(Path(sys.argv[0])):
        print(line)
