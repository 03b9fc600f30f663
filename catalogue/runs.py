"""Runs and sightings: what each visit to a source brought, before anything is made of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from catalogue import tables
from catalogue.listing import Listing, listing_from_data, listing_to_data

_BATCH = 400  # rows per statement; SQLite takes 32,766 variables


class RunState(StrEnum):
    """What became of a run."""

    RUNNING = "running"
    ACCEPTED = "accepted"
    ASIDE = "aside"
    FAILED = "failed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One visit to one source; `stats` counts pages, listings and whatever went wrong."""

    id: int
    source: str
    started: datetime
    finished: datetime | None
    state: RunState
    reason: str
    stats: dict[str, int]
    settled: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What one source said of one key in one run."""

    id: int
    run_id: int
    source: str
    source_key: str
    url: str
    seen: datetime
    hash: str
    listing: Listing


def listings_of(stats: Mapping[str, int]) -> int:
    """Listings that a run found, those of unchanged pages included."""
    return int(stats.get("listings", 0)) + int(stats.get("unchanged", 0))


def begin_run(tx: Connection, source: str, now: datetime) -> int:
    """Open a run and return its number; a run of this source that was never closed is marked as interrupted."""
    tx.execute(
        update(tables.run)
        .where(tables.run.c.source == source, tables.run.c.state == RunState.RUNNING)
        .values(
            state=RunState.FAILED, finished=now, reason="The crawl was interrupted before it ended."
        )
    )
    made = tx.execute(
        insert(tables.run)
        .values(source=source, started=now, state=RunState.RUNNING, reason="", stats={})
        .returning(tables.run.c.id)
    )
    return int(made.scalar_one())


def content_hash(listing: Listing) -> str:
    """SHA-256 of what the source says of the event; a new warning or other evidence is no change."""
    data = listing_to_data(listing)
    for key in ("evidence", "warnings", "provenance", "published", "modified", "id", "sequence"):
        data.pop(key, None)
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def add_sightings(tx: Connection, run_id: int, listings: Sequence[Listing], now: datetime) -> int:
    """Append what was seen; a key whose content is as settled only refreshes its `last_seen`.

    Returns:
        How many listings were new or changed.
    """
    latest = {(one.source, one.source_key): one for one in listings}
    known = _hashes(tx, list(latest))
    rows, unchanged = [], []
    for key, listing in latest.items():
        digest = content_hash(listing)
        if known.get(key) == digest:
            unchanged.append(key)
            continue
        rows.append(
            {
                "run_id": run_id,
                "source": listing.source,
                "source_key": listing.source_key,
                "url": listing.url,
                "seen": now,
                "hash": digest,
                "data": listing_to_data(listing),
            }
        )
    if rows:
        tx.execute(insert(tables.sighting), rows)
    _refresh(tx, unchanged, now)
    return len(rows)


def _hashes(tx: Connection, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    member = tables.member.c
    found: dict[tuple[str, str], str] = {}
    for chosen in _chosen(keys):
        rows = tx.execute(
            select(member.source, member.source_key, member.hash).where(
                chosen, member.withdrawn.is_(None)
            )
        )
        found.update({(source, key): digest for source, key, digest in rows})
    return found


def _refresh(tx: Connection, keys: Sequence[tuple[str, str]], now: datetime) -> None:
    for chosen in _chosen(keys):
        tx.execute(update(tables.member).where(chosen).values(last_seen=now))


def _chosen(keys: Sequence[tuple[str, str]]) -> Iterator[ColumnElement[bool]]:
    """Conditions for members of these keys, source by source: SQLite finds pairs of values by no index."""
    member = tables.member.c
    by_source: dict[str, list[str]] = {}
    for source, key in keys:
        by_source.setdefault(source, []).append(key)
    for source, some in by_source.items():
        for start in range(0, len(some), _BATCH):
            yield (member.source == source) & member.source_key.in_(some[start : start + _BATCH])


def touch_pages(tx: Connection, source: str, urls: Iterable[str], now: datetime) -> int:
    """Refresh the keys of pages that are as they were (304, or the same bytes); return how many there are."""
    member, wanted, touched = tables.member.c, list(urls), 0
    for start in range(0, len(wanted), _BATCH):
        chosen = (member.source == source) & member.url.in_(wanted[start : start + _BATCH])
        rows = tx.execute(
            update(tables.member).where(chosen).values(last_seen=now).returning(member.source_key)
        )
        touched += len(rows.all())
    return touched


def add_gone(tx: Connection, run_id: int, source: str, url: str, now: datetime) -> None:
    """Note that a page answered 410 Gone."""
    same = tx.execute(
        select(tables.gone.c.url).where(tables.gone.c.run_id == run_id, tables.gone.c.url == url)
    )
    if same.first() is None:
        tx.execute(insert(tables.gone).values(run_id=run_id, source=source, url=url, seen=now))


def gone_pages(tx: Connection, run_id: int) -> list[str]:
    """Addresses that answered 410 Gone in a run."""
    return list(
        tx.execute(select(tables.gone.c.url).where(tables.gone.c.run_id == run_id)).scalars()
    )


def close_run(  # noqa: PLR0913 (one for each column)
    tx: Connection,
    run_id: int,
    *,
    state: RunState,
    reason: str,
    stats: Mapping[str, int],
    now: datetime,
) -> None:
    """End a run: ACCEPTED hands it to `settle`, ASIDE keeps it whole for an operator."""
    tx.execute(
        update(tables.run)
        .where(tables.run.c.id == run_id)
        .values(state=state, reason=reason, stats=dict(stats), finished=now)
    )


def latest_runs(tx: Connection) -> dict[str, Run]:
    """The newest run of each source."""
    newest = select(func.max(tables.run.c.id)).group_by(tables.run.c.source)
    rows = tx.execute(select(tables.run).where(tables.run.c.id.in_(newest)))
    return {row.source: _run(row) for row in rows}


def recent_counts(tx: Connection, source: str, limit: int = 5) -> list[int]:
    """Listings of the last accepted runs of a source, newest first; pages that were as before count with theirs."""
    run = tables.run.c
    rows = tx.execute(
        select(run.stats)
        .where(run.source == source, run.state == RunState.ACCEPTED)
        .order_by(run.id.desc())
        .limit(limit)
    ).scalars()
    return [listings_of(stats) for stats in rows]


def unsettled(tx: Connection) -> list[Run]:
    """Accepted runs that `settle` has not taken yet, oldest first."""
    run = tables.run.c
    rows = tx.execute(
        select(tables.run)
        .where(run.state == RunState.ACCEPTED, run.settled.is_(None))
        .order_by(run.id)
    )
    return [_run(row) for row in rows]


def sightings_of(tx: Connection, run_id: int) -> list[Sighting]:
    """The sightings of one run, in the order in which they came."""
    rows = tx.execute(
        select(tables.sighting)
        .where(tables.sighting.c.run_id == run_id)
        .order_by(tables.sighting.c.id)
    )
    return [sighting(row) for row in rows]


def sighting(row: Row[Any]) -> Sighting:
    """The record of a row that holds the columns of the table of sightings."""
    return Sighting(
        id=row.id,
        run_id=row.run_id,
        source=row.source,
        source_key=row.source_key,
        url=row.url,
        seen=row.seen,
        hash=row.hash,
        listing=listing_from_data(row.data),
    )


def mark_settled(tx: Connection, run_id: int, now: datetime) -> None:
    """Note that `settle` has taken a run."""
    tx.execute(update(tables.run).where(tables.run.c.id == run_id).values(settled=now))


def decide(tx: Connection, source: str, state: RunState) -> Run | None:
    """Accept or reject the newest run of a source that was set aside; None when there is none."""
    run = tables.run.c
    row = tx.execute(
        select(tables.run)
        .where(run.source == source, run.state == RunState.ASIDE)
        .order_by(run.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    tx.execute(update(tables.run).where(run.id == row.id).values(state=state))
    return _run(row)


def _run(row: Row[tuple[object, ...]]) -> Run:
    values = row._asdict()
    return Run(state=RunState(values.pop("state")), **values)
