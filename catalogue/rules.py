"""The editors' rules in the store: those in force, and those whose effect is still to be settled.

The file `curation.toml` is what editors write; `put_rules` takes it over whole. Settling reads the
rules from here, so that they hold on every machine and in every crawl. Rows are never deleted: the
table says who decided what, from when to when.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, or_, select, update

from catalogue import tables
from catalogue.curation import (
    BlockRule,
    Curation,
    EventRule,
    MergeRule,
    Rule,
    SplitRule,
    names_of,
    rule_from_data,
    rule_to_data,
)
from catalogue.events import absorbed_ids
from catalogue.listing import Listing
from catalogue.members import Member, members_named

_table = tables.curation.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A rule that has been added (`stands`) or taken away since events were last settled."""

    rule: Rule
    stands: bool


def rules_in_force(tx: Connection) -> Curation:
    """The rules that hold now, in the order in which they were added."""
    rows = tx.execute(
        select(_table.kind, _table.data).where(_table.removed.is_(None)).order_by(_table.id)
    )
    return Curation(rules=tuple(rule_from_data(row.kind, row.data) for row in rows))


def put_rules(tx: Connection, curation: Curation, now: datetime) -> list[Change]:
    """Let exactly these rules hold from now on; what differs waits to be settled.

    Returns:
        The rules that were added and those that were taken away.
    """
    wanted = {_key(rule.kind, rule_to_data(rule)): rule for rule in curation.rules}
    changes: list[Change] = []
    for row in tx.execute(select(tables.curation).where(_table.removed.is_(None))).all():
        if wanted.pop(_key(row.kind, row.data), None) is None:
            tx.execute(update(tables.curation).where(_table.id == row.id).values(removed=now))
            changes.append(Change(rule=rule_from_data(row.kind, row.data), stands=False))
    for rule in wanted.values():
        values = {"kind": rule.kind, "who": rule.who, "added": now, "data": rule_to_data(rule)}
        tx.execute(insert(tables.curation).values(values))
        changes.append(Change(rule=rule, stands=True))
    return changes


def unsettled_rules(tx: Connection) -> list[Change]:
    """What has been added or taken away since `mark_rules_settled`, oldest first."""
    fresh = _table.removed.is_(None) & _table.settled.is_(None)
    stale = _table.removed.is_not(None) & _table.undone.is_(None) & _table.settled.is_not(None)
    rows = tx.execute(select(tables.curation).where(fresh | stale).order_by(_table.id))
    return [
        Change(rule=rule_from_data(row.kind, row.data), stands=row.removed is None) for row in rows
    ]


def mark_rules_settled(tx: Connection, now: datetime) -> None:
    """Note that events are as all rules that hold want them."""
    stands = _table.removed.is_(None) & _table.settled.is_(None)
    gone = _table.removed.is_not(None) & _table.undone.is_(None)
    tx.execute(update(tables.curation).where(stands).values(settled=now))
    tx.execute(update(tables.curation).where(gone).values(undone=now))


def remarks(tx: Connection, curation: Curation) -> list[str]:
    """Sentences about rules that name nothing that is known, or too much: an editor should look."""
    told: list[str] = []
    for rule in curation.rules:
        where = f"line {rule.line}, [[{rule.kind}]]: " if rule.line else f"[[{rule.kind}]]: "
        told += [where + words for words in _remarks(tx, rule)]
    return told


def _remarks(tx: Connection, rule: Rule) -> Iterator[str]:
    if isinstance(rule, BlockRule) and rule.source:
        known = select(tables.source.c.name).where(tables.source.c.name == rule.source)
        if tx.execute(known).first() is None:
            yield f"no source is called {rule.source!r} yet"
    if isinstance(rule, EventRule) and not (found := members_named(tx, rule.event)):
        yield f"no event goes by {rule.event!r} yet; the rule waits for it"
    elif isinstance(rule, EventRule) and len({one.event_id for one in found}) > 1:
        yield f"several events are listed at {rule.event}; give the id of one"
    for name in _listings(rule):
        found = members_named(tx, name)
        if not found:
            yield f"no listing goes by {name!r} yet; the rule waits for it"
        elif len(found) > 1:
            yield f"{len(found)} listings stand at {name}, and all are meant; name one as 'SOURCE KEY'"


def _listings(rule: Rule) -> tuple[str, ...]:
    if isinstance(rule, MergeRule):
        return rule.listings
    return (*rule.listings, *rule.others) if isinstance(rule, SplitRule) else ()


def events_of(tx: Connection, rule: Rule) -> list[str]:
    """Ids of the events that a rule may change; of a block, rather too many than too few."""
    if isinstance(rule, BlockRule):
        return _blocked_events(tx, rule)
    names = (rule.event,) if isinstance(rule, EventRule) else _listings(rule)
    found = (one.event_id for name in names for one in members_named(tx, name))
    return list(dict.fromkeys(found))


def event_names(tx: Connection, listing: Listing, everyone: Iterable[Member]) -> set[str]:
    """Every name by which a rule may mean an event: its ids, its address, and those of its listings."""
    names = {listing.id, listing.url, *absorbed_ids(tx, listing.id)}
    for one in everyone:
        names.update(names_of(one.sighting.source, one.sighting.source_key, one.sighting.url))
    return names


def _blocked_events(tx: Connection, rule: BlockRule) -> list[str]:
    member, sighting = tables.member.c, tables.sighting.c
    query = select(member.event_id).distinct().order_by(member.event_id)
    if rule.source:
        query = query.where(member.source == rule.source)
    if rule.words:
        title = sighting.data["title"].as_string()
        longest = (max(re.findall(r"[^\W_]+", words), key=len) for words in rule.words)
        query = query.join(tables.sighting, member.sighting_id == sighting.id).where(
            or_(*(title.icontains(word, autoescape=True) for word in longest))
        )
    return list(tx.execute(query).scalars())


def _key(kind: str, data: object) -> str:
    return f"{kind} {json.dumps(data, sort_keys=True)}"
