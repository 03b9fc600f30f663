"""The review list: listings of which the scores do not say for sure which event they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from catalogue import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One question to an editor.

    Attributes:
        id: Number of the question.
        at: When it arose.
        source: Of the listing; `source_key` its key there.
        events: Ids of the events it may be of, the likeliest first.
        points: Of the best pair.
        why: What makes it doubtful, in words.
    """

    id: int
    at: datetime
    source: str
    source_key: str
    events: tuple[str, ...]
    points: float
    why: str


def add_review(  # noqa: PLR0913 (one for each column)
    tx: Connection,
    key: tuple[str, str],
    *,
    events: Sequence[str],
    points: float,
    why: str,
    now: datetime,
) -> None:
    """Ask about a listing; `key` is the source and its key."""
    values = {"events": list(events), "points": points, "why": why, "at": now}
    tx.execute(insert(tables.review).values(source=key[0], source_key=key[1], **values))


def open_reviews(tx: Connection, limit: int = 100) -> list[Review]:
    """Questions that nobody has answered, the newest first."""
    review = tables.review.c
    rows = tx.execute(
        select(tables.review)
        .where(review.decided.is_(None))
        .order_by(review.id.desc())
        .limit(limit)
    )
    return [_review(row) for row in rows]


def get_review(tx: Connection, number: int) -> Review | None:
    """One question that nobody has answered; None when there is none of that number."""
    review = tables.review.c
    row = tx.execute(
        select(tables.review).where(review.id == number, review.decided.is_(None))
    ).first()
    return None if row is None else _review(row)


def _review(row: Row[Any]) -> Review:
    return Review(
        id=row.id,
        at=row.at,
        source=row.source,
        source_key=row.source_key,
        events=tuple(row.events),
        points=row.points,
        why=row.why,
    )


def count_reviews(tx: Connection) -> dict[str, int]:
    """Source → how many questions about its listings are open."""
    review = tables.review.c
    rows = tx.execute(
        select(review.source, func.count()).where(review.decided.is_(None)).group_by(review.source)
    )
    return {row[0]: row[1] for row in rows}


def answer_review(tx: Connection, number: int, answer: str, who: str, now: datetime) -> None:
    """Note an editor's answer; the rule that makes it hold is written by `muster curate`'s means."""
    values = {"decided": now, "answer": answer, "who": who}
    tx.execute(update(tables.review).where(tables.review.c.id == number).values(values))
