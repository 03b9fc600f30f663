"""Events: what we publish, how it came to be so, and what changed since."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    Text,
    case,
    cast,
    delete,
    func,
    insert,
    select,
    update,
)

from catalogue import tables
from catalogue.listing import Listing, day_of, listing_from_data, listing_to_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One change of an event.

    Attributes:
        at: Aware instant at which we took it in.
        kind: "new", "moved", "status", "place", "text", "merged", "split", "withdrawn".
        changes: Field → (old, new), in words for people.
        source: Source that said so.
    """

    at: datetime
    kind: str
    changes: dict[str, tuple[str, str]]
    source: str


def next_seq(tx: Connection, name: str = "event") -> int:
    """The next number of a counter; its row lock makes the order of numbers the order of commits."""
    counter = tables.counter.c
    value = tx.execute(
        update(tables.counter)
        .where(counter.name == name)
        .values(value=counter.value + 1)
        .returning(counter.value)
    ).scalar()
    if value is None:
        tx.execute(insert(tables.counter).values(name=name, value=1))
        value = 1
    return value


def put_event(tx: Connection, listing: Listing, now: datetime, *, hidden: bool = False) -> None:
    """Add or replace the event with the listing's `id`; it counts as changed at `now`."""
    start, end = _days(listing)
    values = {
        "seq": next_seq(tx),
        "start_day": start,
        "end_day": end,
        "hidden": hidden,
        "modified": listing.modified or now,
        "data": listing_to_data(listing),
    }
    known = tx.execute(
        update(tables.event)
        .where(tables.event.c.id == listing.id)
        .values(values)
        .returning(tables.event.c.id)
    ).first()
    if known is None:
        tx.execute(insert(tables.event).values(id=listing.id, **values))
    tx.execute(delete(tables.event_topic).where(tables.event_topic.c.event_id == listing.id))
    topics = [{"event_id": listing.id, "topic": match.slug} for match in listing.topics]
    if topics:
        tx.execute(insert(tables.event_topic), topics)


def _days(listing: Listing) -> tuple[date | None, date | None]:
    """First and last day of an event; a month known without its day counts as its first day."""
    times = listing.times
    start = day_of(times.start)
    if start is None and times.partial and len(times.partial) == 7 and times.partial[5:].isdigit():
        start = date.fromisoformat(times.partial + "-01")
    ends = [day_of(times.end), *(day_of(one.end or one.start) for one in times.sessions), start]
    return start, max((day for day in ends if day is not None), default=None)


def get_event(tx: Connection, event_id: str) -> Listing | None:
    """The event of an id; an absorbed id gives the event that absorbed it, whose own id differs."""
    data = tx.execute(select(tables.event.c.data).where(tables.event.c.id == event_id)).scalar()
    if data is not None:
        return listing_from_data(data)
    kept = tx.execute(
        select(tables.alias.c.event_id).where(tables.alias.c.old == event_id)
    ).scalar()
    return None if kept is None else get_event(tx, kept)


def is_hidden(tx: Connection, event_id: str) -> bool:
    """Whether an event is not published; no event is not hidden."""
    query = select(tables.event.c.hidden).where(tables.event.c.id == event_id)
    return bool(tx.execute(query).scalar())


def absorbed_ids(tx: Connection, event_id: str) -> list[str]:
    """The ids that answer for an event since it absorbed theirs."""
    query = select(tables.alias.c.old).where(tables.alias.c.event_id == event_id)
    return list(tx.execute(query.order_by(tables.alias.c.at, tables.alias.c.old)).scalars())


def events(
    tx: Connection,
    *,
    since: date | None = None,
    topic: str | None = None,
    source: str | None = None,
) -> list[Listing]:
    """Published events by start, then id; `since` keeps those that end on that day or later, or have no date."""
    event = tables.event.c
    query = select(event.data).where(event.hidden.is_(False)).order_by(event.start_day, event.id)
    if since is not None:
        query = query.where((event.end_day >= since) | event.end_day.is_(None))
    if topic is not None:
        query = query.where(event.id.in_(_with_topic(topic)))
    if source is not None:
        query = query.where(event.id.in_(_of_source(source)))
    return [listing_from_data(data) for data in tx.execute(query).scalars()]


def _with_topic(topic: str) -> Select[tuple[str]]:
    return select(tables.event_topic.c.event_id).where(tables.event_topic.c.topic == topic)


def _of_source(source: str) -> Select[tuple[str]]:
    return select(tables.member.c.event_id).where(tables.member.c.source == source)


def changes(tx: Connection, after: str, limit: int = 1000) -> tuple[list[str], str]:
    """Ids of events that changed after a cursor ("" = ever), oldest change first, and the next cursor."""
    event = tables.event.c
    rows = tx.execute(
        select(event.id, event.seq)
        .where(event.seq > int(after or 0))
        .order_by(event.seq)
        .limit(limit)
    ).all()
    return [row.id for row in rows], str(rows[-1].seq) if rows else after


def changed_texts(tx: Connection, after: int, limit: int) -> list[tuple[int, str, str | None]]:
    """(number of the change, id, stored JSON text) of events changed after a number; None for a hidden event."""
    event = tables.event.c
    query = (
        select(event.seq, event.id, case((event.hidden, None), else_=cast(event.data, Text)))
        .where(event.seq > after)
        .order_by(event.seq)
        .limit(limit)
    )
    return [(seq, id_, text) for seq, id_, text in tx.execute(query).all()]


def texts_of(tx: Connection, ids: Collection[str]) -> list[tuple[str, str]]:
    """(id, stored JSON text) of events."""
    event = tables.event.c
    query = select(event.id, cast(event.data, Text)).where(event.id.in_(ids))
    return [(id_, text) for id_, text in tx.execute(query)]


def add_revision(tx: Connection, event_id: str, revision: Revision) -> None:
    """Append a change to an event's history."""
    values = {
        "at": revision.at,
        "kind": revision.kind,
        "changes": {field: list(pair) for field, pair in revision.changes.items()},
        "source": revision.source,
    }
    tx.execute(insert(tables.revision).values(event_id=event_id, **values))


def revisions(tx: Connection, event_id: str) -> list[Revision]:
    """An event's history, oldest first."""
    rows = tx.execute(
        select(tables.revision)
        .where(tables.revision.c.event_id == event_id)
        .order_by(tables.revision.c.id)
    )
    return [_revision(row) for row in rows]


def latest_revisions(tx: Connection, limit: int) -> list[tuple[int, str, Revision]]:
    """(number, event id, revision) of published events, the newest first."""
    revision, event = tables.revision.c, tables.event.c
    rows = tx.execute(
        select(tables.revision)
        .join(tables.event, event.id == revision.event_id)
        .where(event.hidden.is_(False))
        .order_by(revision.id.desc())
        .limit(limit)
    )
    return [(row.id, row.event_id, _revision(row)) for row in rows]


def revisions_after(tx: Connection, number: int) -> list[tuple[int, str, Revision]]:
    """(number, event id, revision) of everything that changed after a number, oldest first."""
    revision = tables.revision.c
    rows = tx.execute(select(tables.revision).where(revision.id > number).order_by(revision.id))
    return [(row.id, row.event_id, _revision(row)) for row in rows]


def _revision(row: Row[Any]) -> Revision:
    changes = {field: (old, new) for field, (old, new) in row.changes.items()}
    return Revision(at=row.at, kind=row.kind, changes=changes, source=row.source)


def add_alias(tx: Connection, old: str, event_id: str, now: datetime, sequence: int = 0) -> None:
    """Let an absorbed id answer for the event that absorbed it; its own aliases move along.

    Args:
        tx: The transaction.
        old: The id that was absorbed.
        event_id: The event that answers for it.
        now: Aware instant.
        sequence: The SEQUENCE that the absorbed event had, from which it goes on if it comes back.
    """
    tx.execute(update(tables.alias).where(tables.alias.c.event_id == old).values(event_id=event_id))
    values = {"event_id": event_id, "at": now, "sequence": sequence}
    tx.execute(insert(tables.alias).values(old=old, **values))
    tx.execute(delete(tables.event_topic).where(tables.event_topic.c.event_id == old))
    tx.execute(delete(tables.event).where(tables.event.c.id == old))


def drop_alias(tx: Connection, old: str) -> tuple[int, datetime | None]:
    """Let an absorbed id be an event of its own again.

    Returns:
        The SEQUENCE that it had, and when it was first published; 0 and None where that is not known.
    """
    sequence = tx.execute(
        delete(tables.alias).where(tables.alias.c.old == old).returning(tables.alias.c.sequence)
    ).scalar()
    first = select(func.min(tables.revision.c.at)).where(
        tables.revision.c.event_id == old, tables.revision.c.kind == "new"
    )
    return sequence or 0, tx.execute(first).scalar()


def move_aliases(tx: Connection, ids: Sequence[str], event_id: str) -> None:
    """Let some absorbed ids answer for another event."""
    tx.execute(update(tables.alias).where(tables.alias.c.old.in_(ids)).values(event_id=event_id))
