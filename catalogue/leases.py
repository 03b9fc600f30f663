"""Leases: which scheduler takes which slot of which source, so that none runs twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from catalogue import tables
from catalogue.sources import SourceRow, source_row


def due_sources(tx: Connection, now: datetime, limit: int = 40) -> list[SourceRow]:
    """Sources whose next visit has come, the longest overdue first; one never visited is due at once."""
    source = tables.source.c
    rows = tx.execute(
        select(tables.source)
        .where(source.next_due.is_(None) | (source.next_due <= now))
        .order_by(source.next_due.is_not(None), source.next_due, source.name)
        .limit(limit)
    )
    return [source_row(row) for row in rows]


def claim(  # noqa: PLR0913 (a slot, its taker, and the two times)
    tx: Connection, source: str, slot: datetime, *, owner: str, next_due: datetime, now: datetime
) -> bool:
    """Take one slot of a source and move its next visit on; False when another owner was quicker."""
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    taken = tx.execute(
        dialect.insert(tables.lease)
        .values(source=source, slot=slot, owner=owner, beat=now)
        .on_conflict_do_nothing()
        .returning(tables.lease.c.source)
    ).first()
    if taken is None:
        return False
    tx.execute(
        update(tables.source).where(tables.source.c.name == source).values(next_due=next_due)
    )
    return True


def heartbeat(tx: Connection, owner: str, now: datetime) -> None:
    """Say that the owner still works on its slots."""
    lease = tables.lease.c
    tx.execute(
        update(tables.lease).where(lease.owner == owner, lease.finished.is_(None)).values(beat=now)
    )


def finish(tx: Connection, source: str, slot: datetime, now: datetime) -> None:
    """Note that a slot has been worked through."""
    lease = tables.lease.c
    tx.execute(
        update(tables.lease).where(lease.source == source, lease.slot == slot).values(finished=now)
    )


def rescue(tx: Connection, before: datetime, now: datetime) -> list[tuple[str, datetime]]:
    """Make the sources of owners that fell silent before `before` due again; return their slots."""
    lease = tables.lease.c
    rows = tx.execute(
        update(tables.lease)
        .where(lease.finished.is_(None), lease.beat < before)
        .values(finished=now)
        .returning(lease.source, lease.slot)
    ).all()
    for name, _slot in rows:
        tx.execute(update(tables.source).where(tables.source.c.name == name).values(next_due=now))
    return [(name, slot) for name, slot in rows]
