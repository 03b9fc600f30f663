"""What is still to be delivered: written with what it tells of, taken out when it has arrived.

A message is delivered at least once: a process that dies between the delivery and the note of it delivers
once more, under the same key, by which a receiver knows it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from catalogue import tables

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 600, 840, 1200, 1440))
"""How long to wait after each failed attempt; after the last one a message is given up (some three days)."""

_LEASE = timedelta(
    minutes=10
)  # for as long another process leaves a message alone that one has taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What somebody is to be told.

    Attributes:
        kind: "hub", "webhook" or "mail" (`catalogue.subscriptions.MAIL`).
        target: Of a hub its address, else the id of the webhook or subscription.
        key: What it tells of: the same key is never delivered twice to one target, but after a crash.
        body: The words.
    """

    kind: str
    target: str
    key: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(Message):
    """A message on its way.

    Attributes:
        created: When it was written, aware.
        due: When it is tried next, aware; None when it was given up.
        attempts: Failed ones so far.
        error: Why the last one failed.
    """

    id: int
    created: datetime
    due: datetime | None
    attempts: int
    error: str


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(**row._mapping)


def put(tx: Connection, message: Message, now: datetime) -> None:
    """Add a message, due at once; one that waits already under its key stays as it is."""
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    row = dialect.insert(tables.delivery).values(
        **asdict(message), created=now, due=now, attempts=0, error=""
    )
    tx.execute(row.on_conflict_do_nothing())


def take(tx: Connection, now: datetime, limit: int = 500) -> list[Delivery]:
    """Messages that are due, oldest first; nobody else takes them for ten minutes."""
    table = tables.delivery
    due = select(table.c.id).where(table.c.due <= now).order_by(table.c.id).limit(limit)
    taken = (
        update(table)
        .where(table.c.id.in_(due.with_for_update(skip_locked=True)), table.c.due <= now)
        .values(due=now + _LEASE)
        .returning(table)
    )
    return sorted((_delivery(row) for row in tx.execute(taken)), key=lambda one: one.id)


def arrived(tx: Connection, delivery: Delivery) -> None:
    """Take a delivered message out."""
    tx.execute(delete(tables.delivery).where(tables.delivery.c.id == delivery.id))


def failed(
    tx: Connection, delivery: Delivery, why: str, now: datetime, *, is_final: bool = False
) -> None:
    """Note a failed attempt; the next one follows later each time, until the message is given up.

    Args:
        tx: The transaction.
        delivery: What did not arrive.
        why: In words.
        now: Aware instant.
        is_final: Whether it is given up at once.
    """
    due = None
    if delivery.attempts < len(WAITS) and not is_final:
        wait = WAITS[delivery.attempts]
        due = now + wait + wait / 5 * _share(delivery)
    values = {"due": due, "attempts": delivery.attempts + 1, "error": why[:500]}
    tx.execute(update(tables.delivery).where(tables.delivery.c.id == delivery.id).values(values))


def _share(delivery: Delivery) -> float:
    """0 to 1, by chance and yet the same each time: receivers that failed together are not tried together."""
    digest = hashlib.sha256(f"{delivery.id} {delivery.key}".encode()).digest()
    return digest[0] / 255


def postponed(tx: Connection, deliveries: Sequence[Delivery], now: datetime) -> None:
    """Leave messages for later whose target did not take an earlier one."""
    ids = [one.id for one in deliveries]
    tx.execute(
        update(tables.delivery).where(tables.delivery.c.id.in_(ids)).values(due=now + WAITS[0])
    )


def waiting(tx: Connection, kind: str) -> list[Delivery]:
    """Messages of a kind that have not arrived, given up or not, oldest first."""
    table = tables.delivery
    rows = tx.execute(select(table).where(table.c.kind == kind).order_by(table.c.id))
    return [_delivery(row) for row in rows]


def forget(tx: Connection, kind: str, target: str) -> None:
    """Take out all messages for a target that wants none any more."""
    table = tables.delivery
    tx.execute(delete(table).where(table.c.kind == kind, table.c.target == target))


def retry(tx: Connection, kind: str, now: datetime) -> int:
    """Make the messages of a kind that were given up due again; how many they are."""
    table = tables.delivery
    again = update(table).where(table.c.kind == kind, table.c.due.is_(None))
    return tx.execute(again.values(due=now, attempts=0)).rowcount
