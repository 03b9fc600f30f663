"""Membership: which key of which source belongs to which event, and the look-up keys that find duplicates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, text, update

from catalogue import tables
from catalogue.listing import Listing, listing_from_data
from catalogue.runs import RunState, Sighting, sighting

_CONFIRM = timedelta(days=7)  # a site with more pages than a visit reads is gone through in turn
_SETTLE_LOCK = 0x6D757374  # "must": any number that nothing else locks in this database


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One key with the settled sighting that speaks for it; `founded` is the id of the event it once made."""

    sighting: Sighting
    event_id: str
    first_seen: datetime
    last_seen: datetime
    withdrawn: datetime | None = None
    founded: str | None = None


def lock_settling(tx: Connection) -> None:
    """Let one transaction settle at a time; SQLite's BEGIN IMMEDIATE has already seen to it."""
    if tx.dialect.name == "postgresql":
        tx.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _SETTLE_LOCK})


def find_member(tx: Connection, source: str, source_key: str) -> Member | None:
    """The member of a key; None when the key was never settled."""
    member = tables.member.c
    found = _members(tx, (member.source == source) & (member.source_key == source_key))
    return found[0] if found else None


def members_of(tx: Connection, event_ids: Sequence[str]) -> list[Member]:
    """All members of some events, withdrawn ones included, in the order in which they were first seen."""
    return _members(tx, tables.member.c.event_id.in_(event_ids))


def has_members(tx: Connection, event_id: str) -> bool:
    """Whether any key speaks for an event."""
    member = tables.member.c
    query = select(member.source).where(member.event_id == event_id).limit(1)
    return tx.execute(query).first() is not None


def unconfirmed(tx: Connection, today: date) -> dict[str, int]:
    """Source → how many of its coming events it has not listed for a week, though it was visited and said nothing.

    They stay as they are: what has vanished is not cancelled.
    """
    event, member, run = tables.event.c, tables.member.c, tables.run.c
    visited = tx.execute(
        select(run.source, func.max(run.started))
        .where(run.state == RunState.ACCEPTED)
        .group_by(run.source)
    )
    newest = {row[0]: row[1] for row in visited}
    coming = tx.execute(
        select(member.source, member.last_seen, func.count())
        .join(tables.event, event.id == member.event_id)
        .where(event.end_day >= today, member.withdrawn.is_(None))
        .group_by(member.source, member.last_seen)
    )
    found: dict[str, int] = {}
    for source, last_seen, number in coming:
        if source in newest and last_seen < newest[source] - _CONFIRM:
            found[source] = found.get(source, 0) + number
    return found


def said_anew(tx: Connection, run_id: int) -> list[tuple[Listing, Listing]]:
    """What was settled of each key, and what a run that is not settled yet says of it now; new keys are left out."""
    member, seen = tables.member.c, tables.sighting.c
    settled = tables.sighting.alias("settled")
    same = (member.source == seen.source) & (member.source_key == seen.source_key)
    rows = tx.execute(
        select(settled.c.data, seen.data)
        .select_from(tables.sighting)
        .join(tables.member, same)
        .join(settled, settled.c.id == member.sighting_id)
        .where(seen.run_id == run_id, member.withdrawn.is_(None))
        .order_by(seen.id)
    )
    return [(listing_from_data(before), listing_from_data(now)) for before, now in rows]


def members_at(tx: Connection, source: str, url: str) -> list[Member]:
    """The members of a source that stand on one page."""
    return _members(tx, (tables.member.c.source == source) & (tables.member.c.url == url))


def members_named(tx: Connection, name: str) -> list[Member]:
    """The members that an editor's rule means: those of an id, of a page, or "SOURCE KEY" (`catalogue.curation`)."""
    member = tables.member.c
    if "://" in name.split(" ", 1)[0]:
        return _members(tx, member.url == name)
    source, blank, key = name.partition(" ")
    if blank:
        return _members(tx, (member.source == source) & (member.source_key == key))
    kept = select(tables.alias.c.event_id).where(tables.alias.c.old == name)
    return _members(tx, (member.event_id == name) | member.event_id.in_(kept))


def _members(tx: Connection, condition: object) -> list[Member]:
    member = tables.member.c
    rows = tx.execute(
        select(
            tables.sighting,
            member.event_id,
            member.first_seen,
            member.last_seen,
            member.withdrawn,
            member.founded,
        )
        .join(tables.member, member.sighting_id == tables.sighting.c.id)
        .where(condition)  # type: ignore[arg-type]  # a SQL expression
        .order_by(member.first_seen, tables.sighting.c.id)
    )
    return [
        Member(
            sighting=sighting(row),
            event_id=row.event_id,
            first_seen=row.first_seen,
            last_seen=row.last_seen,
            withdrawn=row.withdrawn,
            founded=row.founded,
        )
        for row in rows
    ]


def put_member(tx: Connection, seen: Sighting, event_id: str, *, founds: bool = False) -> None:
    """Let a sighting speak for its key from now on, as a member of an event; `founds` when it made the event."""
    member = tables.member.c
    same = (member.source == seen.source) & (member.source_key == seen.source_key)
    values = {
        "url": seen.url,
        "hash": seen.hash,
        "sighting_id": seen.id,
        "event_id": event_id,
        "last_seen": seen.seen,
        "withdrawn": None,
    }
    if founds:
        values["founded"] = event_id
    known = tx.execute(
        update(tables.member).where(same).values(values).returning(member.source)
    ).first()
    if known is None:
        tx.execute(
            insert(tables.member).values(
                source=seen.source, source_key=seen.source_key, first_seen=seen.seen, **values
            )
        )


def put_blocks(tx: Connection, seen: Sighting, blocks: Iterable[str], old: Iterable[str]) -> None:
    """Let a key be found by other look-up keys than its old ones; mostly nothing has to be written."""
    block = tables.block.c
    before, after = ({key[:200] for key in keys} for keys in (old, blocks))
    same = {"source": seen.source, "source_key": seen.source_key}
    if before - after:
        mine = (block.source == seen.source) & (block.source_key == seen.source_key)
        tx.execute(delete(tables.block).where(mine, block.key.in_(sorted(before - after))))
    rows = [{"key": key, **same} for key in sorted(after - before)]
    if rows:
        tx.execute(insert(tables.block), rows)


def events_in_blocks(tx: Connection, keys: Iterable[str], limit: int = 40) -> list[str]:
    """Ids of events that share a block key; the newest 40 of each key, so that the work stays bounded."""
    block, member = tables.block.c, tables.member.c
    newest = (
        func.row_number()
        .over(
            partition_by=block.key,
            order_by=(member.first_seen.desc(), member.source, member.source_key),
        )
        .label("newest")
    )
    same = (block.source == member.source) & (block.source_key == member.source_key)
    wanted = sorted({key[:200] for key in keys})
    ranked = (
        select(member.event_id, newest)
        .join(tables.block, same)
        .where(block.key.in_(wanted))
        .subquery()
    )
    found = select(ranked.c.event_id).distinct().where(ranked.c.newest <= limit)
    return sorted(tx.execute(found).scalars())


def event_in_block(tx: Connection, key: str) -> str | None:
    """The id of any event that is filed under a key, such as that of a series."""
    block, member = tables.block.c, tables.member.c
    same = (block.source == member.source) & (block.source_key == member.source_key)
    query = select(member.event_id).join(tables.block, same).where(block.key == key).limit(1)
    return tx.execute(query).scalar()


def withdraw(tx: Connection, member: Member, now: datetime) -> None:
    """Note that the source itself took the key away."""
    column = tables.member.c
    tx.execute(
        update(tables.member)
        .where(
            column.source == member.sighting.source, column.source_key == member.sighting.source_key
        )
        .values(withdrawn=now)
    )


def move_members(tx: Connection, old: str, event_id: str) -> None:
    """Hand all members of one event to another."""
    tx.execute(
        update(tables.member).where(tables.member.c.event_id == old).values(event_id=event_id)
    )


def move_member(tx: Connection, one: Member, event_id: str) -> None:
    """Hand one member to another event."""
    member, seen = tables.member.c, one.sighting
    same = (member.source == seen.source) & (member.source_key == seen.source_key)
    tx.execute(update(tables.member).where(same).values(event_id=event_id))
