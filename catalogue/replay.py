"""The history of a catalogue, step by step: what was settled when, to be settled anew in another database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from catalogue import tables
from catalogue.curation import Curation, rule_from_data


def instants(tx: Connection) -> list[datetime]:
    """When something was settled, runs or rules, oldest first."""
    rule = tables.curation.c
    columns = (tables.run.c.settled, rule.settled, rule.undone)
    found = {at for column in columns for at in tx.execute(select(column).distinct()).scalars()}
    return sorted(at for at in found if at is not None)


def rules_at(tx: Connection, at: datetime) -> Curation:
    """The editors' rules that held once all of an instant was settled."""
    rule = tables.curation.c
    rows = tx.execute(
        select(rule.kind, rule.data)
        .where(rule.settled <= at, rule.undone.is_(None) | (rule.undone > at))
        .order_by(rule.id)
    )
    return Curation(rules=tuple(rule_from_data(row.kind, row.data) for row in rows))


def copy_sources(old: Connection, new: Connection) -> None:
    """Everything that is remembered of the sources."""
    _copy(new, tables.source, old.execute(select(tables.source)).mappings())


def copy_runs(old: Connection, new: Connection, at: datetime) -> None:
    """The runs that were settled at an instant, with what they saw, waiting to be settled again."""
    chosen = select(tables.run.c.id).where(tables.run.c.settled == at)
    runs = old.execute(select(tables.run).where(tables.run.c.settled == at)).mappings()
    _copy(new, tables.run, ({**row, "settled": None} for row in runs))
    for table in (tables.sighting, tables.gone):
        _copy(new, table, old.execute(select(table).where(table.c.run_id.in_(chosen))).mappings())


def copy_last_seen(old: Connection, new: Connection) -> None:
    """When each key was last seen: a page that is as it was leaves no sighting behind."""
    member = tables.member.c
    for row in old.execute(select(member.source, member.source_key, member.last_seen)):
        same = (member.source == row.source) & (member.source_key == row.source_key)
        new.execute(update(tables.member).where(same).values(last_seen=row.last_seen))


def _copy(new: Connection, table: Table, rows: Iterable[Mapping[Any, Any]]) -> None:
    kept = [dict(row) for row in rows]
    if kept:
        new.execute(insert(table), kept)
