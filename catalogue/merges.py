"""The merge log: why each key joined an event, or left it. Append-only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from catalogue import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """One entry of the log.

    Attributes:
        event_id: The event that the key belonged to from then on.
        points: Of the pair that decided.
        why: In words.
        rule: Version of the matching rules.
        who: "muster", or the editor whose rule it was.
        kind: "joined" by score, "linked" or "parted" by an editor, "absorbed" with its whole event.
        other: Address of the listing it was compared with; the absorbed id where one was.
        parts: (what was compared, points) of the pair.
        vetoes: What spoke against it and was overruled by the editor.
    """

    event_id: str
    points: float
    why: str
    rule: str
    who: str = "muster"
    kind: str = "joined"
    other: str = ""
    parts: tuple[tuple[str, float], ...] = ()
    vetoes: tuple[str, ...] = ()


def log_merge(tx: Connection, key: tuple[str, str], joined: Joined, now: datetime) -> None:
    """Append to the merge log; `key` is the source and its key."""
    tx.execute(
        insert(tables.merge).values(
            at=now,
            source=key[0],
            source_key=key[1],
            event_id=joined.event_id,
            points=joined.points,
            why=joined.why,
            rule=joined.rule,
            who=joined.who,
            kind=joined.kind,
            other=joined.other,
            parts=[list(part) for part in joined.parts],
            vetoes=list(joined.vetoes),
        )
    )


def merges(tx: Connection, event_id: str) -> list[Joined]:
    """The merge log of an event, and of those it absorbed, oldest first."""
    log, alias = tables.merge.c, tables.alias.c
    absorbed = select(alias.old).where(alias.event_id == event_id)
    rows = tx.execute(
        select(tables.merge)
        .where((log.event_id == event_id) | log.event_id.in_(absorbed))
        .order_by(log.id)
    )
    return [
        Joined(
            event_id=row.event_id,
            points=row.points,
            why=row.why,
            rule=row.rule,
            who=row.who,
            kind=row.kind,
            other=row.other,
            parts=tuple((name, points) for name, points in row.parts),
            vetoes=tuple(row.vetoes),
        )
        for row in rows
    ]
