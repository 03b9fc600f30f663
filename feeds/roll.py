"""The plan in; the feeds that are to be written anew out: the ledger keeps which there are, and which show what.

Only when feeds may come, go or change are all of them planned: another day, other sources, a value that has listings
now or has none any more. On any other occasion a feed that nothing happened to is not even looked at.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from catalogue.filters import Filters, changed_fields
from catalogue.sources import SourceRow
from feeds.feed import Feed
from feeds.intake import TURNED
from feeds.ledger import Ledger
from feeds.plan import Planned, digest
from feeds.ready import Choice, families

_DAYS = ("from_", "to", "today")  # filters whose value is a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A feed that is to be written anew: the numbers of the shelves or the history that it shows, and its formats."""

    feed: Feed
    shelves: tuple[int, ...]
    exts: tuple[str, ...]
    is_history: bool


def occasion(choice: Choice, sources: Iterable[SourceRow], today: date) -> str:
    """Digest of what decides, beside the listings, which feeds there are."""
    lasting = [replace(one, next_due=None) for one in sources]
    return digest((repr(choice), repr(families()), repr(lasting), str(today)))


def stands(ledger: Ledger, occasion: str) -> bool:
    """Whether the feeds of the last plan are those that there should be."""
    asked = ledger.get("asked").split()
    turned = ledger.db.execute("SELECT key FROM shelf WHERE dirty AND dirty & ?", (TURNED,))
    names = {key.partition("=")[0] for (key,) in turned}
    return ledger.get("occasion") == occasion and names.isdisjoint(asked)


def open_values(ledger: Ledger, name: str) -> list[tuple[str, str, int]]:
    """(value, label, listings) of every shelf of a filter, by value; the ledger remembers that somebody asked."""
    ledger.keep(asked=" ".join({*ledger.get("asked").split(), name}))
    rows = ledger.db.execute(
        "SELECT key, label, size FROM shelf WHERE key > ? AND key < ? ORDER BY key",
        (f"{name}=", f"{name}>"),
    )
    return [(key.partition("=")[2], label, size) for key, label, size in rows]


def enrol(ledger: Ledger, plan: Sequence[Planned], occasion: str) -> None:
    """Keep a plan; feeds that it has anew or otherwise are to be written, those that it lacks are forgotten."""
    known = dict(ledger.db.execute("SELECT slug, digest FROM feed").fetchall())
    changed = [one for one in plan if known.get(one.feed.slug) != one.digest]
    gone = known.keys() - {one.feed.slug for one in plan}
    old = [(slug,) for slug in (*gone, *(one.feed.slug for one in changed))]
    ledger.db.executemany("DELETE FROM showing WHERE slug = ?", old)
    ledger.db.executemany("DELETE FROM feed WHERE slug = ?", old)
    query = "INSERT INTO feed VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)"
    ledger.db.executemany(query, map(_row, changed))
    shown = [(ledger.shelf(key), one.feed.slug) for one in changed for key in one.shelves]
    ledger.db.executemany("INSERT INTO showing VALUES (?, ?)", shown)
    count = sum(not one.feed.retired for one in plan)
    ledger.keep(occasion=occasion, feeds=str(count))


def _row(one: Planned) -> tuple[object, ...]:
    feed, exts = one.feed, " ".join(one.exts)
    words = (feed.slug, feed.title, feed.description, _filters_text(feed.filters), exts)
    return (*words, feed.retired, one.is_history, one.digest)


def mark(ledger: Ledger, slugs: Iterable[str]) -> None:
    """Have feeds written anew, whatever their shelves say."""
    ledger.db.executemany("UPDATE feed SET dirty = 1 WHERE slug = ?", ((one,) for one in slugs))


def due(ledger: Ledger) -> list[Due]:
    """The feeds that are marked, or show a shelf on which something changed, by address."""
    query = (
        "SELECT slug, title, description, filters, exts, retired, history, "
        "(SELECT group_concat(k) FROM showing WHERE showing.slug = feed.slug) "
        "FROM feed WHERE slug IN (SELECT slug FROM feed WHERE dirty UNION "
        "SELECT slug FROM showing WHERE k IN (SELECT k FROM shelf WHERE dirty)) ORDER BY slug"
    )
    return [_due(row) for row in ledger.db.execute(query)]


def _due(row: Sequence[Any]) -> Due:
    slug, title, description, filters, exts, retired, history, ks = row
    return Due(
        feed=Feed(
            slug=slug,
            title=title,
            description=description,
            filters=_filters(filters),
            retired=bool(retired),
        ),
        shelves=tuple(map(int, ks.split(","))) if ks else (),
        exts=tuple(exts.split()),
        is_history=bool(history),
    )


def _filters_text(filters: Filters) -> str:
    """What narrows, as JSON: a query string would be held against the taxonomy when it is read."""
    return json.dumps(changed_fields(filters), default=date.isoformat)


def _filters(text: str) -> Filters:
    values = json.loads(text)
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = tuple(value)
        elif name in _DAYS:
            values[name] = date.fromisoformat(value)
    return Filters(**values)


def settle(ledger: Ledger, failed: Collection[str]) -> None:
    """Everything is written, but for feeds that failed: these are to be tried again."""
    ledger.db.execute("UPDATE shelf SET dirty = 0 WHERE dirty")
    ledger.db.execute("UPDATE feed SET dirty = 0 WHERE dirty")
    mark(ledger, failed)
