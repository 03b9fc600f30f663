"""What the catalogue remembers of each source between crawls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select, update

from catalogue import tables

ROLES = ("organiser", "ticketing", "partner", "aggregator", "news")
"""Whom to believe first, when sources disagree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source: `zone` is its IANA zone, `every_minutes` its cadence, `next_due` its next visit (UTC)."""

    name: str
    title: str
    home: str
    role: str = "aggregator"
    zone: str = "Europe/London"
    every_minutes: int = 360
    next_due: datetime | None = None


def remember(tx: Connection, row: SourceRow) -> None:
    """Add the source or renew what its file says; `next_due` of a known one stays."""
    values = {
        "title": row.title,
        "home": row.home,
        "role": row.role,
        "zone": row.zone,
        "every_minutes": row.every_minutes,
    }
    known = tx.execute(
        update(tables.source)
        .where(tables.source.c.name == row.name)
        .values(values)
        .returning(tables.source.c.name)
    ).first()
    if known is None:
        tx.execute(insert(tables.source).values(name=row.name, next_due=row.next_due, **values))


def all_sources(tx: Connection) -> list[SourceRow]:
    """Every source, by name."""
    return [
        source_row(row) for row in tx.execute(select(tables.source).order_by(tables.source.c.name))
    ]


def source_row(row: Row[tuple[object, ...]]) -> SourceRow:
    """The record of one row of the table."""
    return SourceRow(**row._asdict())
