"""What changed in the catalogue since the last publication in; the ledger brought up to it, dirty shelves marked, out.

Only events behind the cursor are read, in stretches: work and memory follow what changed, not the catalogue.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from catalogue import tables
from catalogue.events import changed_texts
from catalogue.listing import Listing, listing_from_json
from feeds.feed import FOUNDED
from feeds.ledger import Ledger
from feeds.occurrences import instant_of, is_called_off, last_day, starts
from feeds.ready import ENOUGH, syndicated
from feeds.shelves import Kinds, shelves
from feeds.window import PAST

CHANGED, TURNED = 1, 2
"""Bits by which a shelf is dirty: something on it changed; so did its size, among those that feeds come and go with."""

_STRETCH = 1_000  # events read at a time
_LASTING = 10  # stretches between two commits: each writes most pages of the indexes
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Position(NamedTuple):
    """What a window sorts and cuts by: microseconds of the last change, second of the start, days."""

    modified: int
    start: int | None
    last: int | None
    fades: int | None


class _Known(NamedTuple):
    """What the ledger holds of a listing already; `n` numbers it as it stands, another one follows each change."""

    n: int
    hash: bytes
    shelves: tuple[int, ...]
    modified: int


_NOWHERE = Position(0, None, None, None)
_SEEN = re.compile(
    r'"seen": "[^"]*"'
)  # in JSON no word of a page can hold this: its quotation marks are escaped


@dataclass(frozen=True, slots=True)
class Seen:
    """Who may want a listing soon that was read anew: takes its number and it, when it lasts to `since` at least."""

    show: Callable[[int, Listing], None]
    since: date


def take_in(tx: Connection, ledger: Ledger, kinds: Kinds, seen: Seen) -> None:
    """Bring the ledger up to the catalogue; a killed process goes on behind the stretches that were committed.

    Args:
        tx: The catalogue.
        ledger: What is brought up to it.
        kinds: Which shelves there are to be.
        seen: Is shown what was read.
    """
    after, stretches = int(ledger.get("cursor") or 0), count(1)
    while rows := changed_texts(tx, after, _STRETCH):
        _take({id_: text or "" for _, id_, text in rows}, ledger, kinds, seen)
        after = rows[-1][0]
        ledger.keep(cursor=str(after))
        if next(stretches) % _LASTING == 0:
            ledger.commit()
    ledger.index()
    ledger.commit()
    total = tx.execute(select(func.count()).select_from(tables.event)).scalar_one()
    if total != ledger.db.execute("SELECT count(*) FROM listing").fetchone()[0]:
        _let_go(ledger, set(tx.execute(select(tables.event.c.id)).scalars()))


def age(ledger: Ledger, before: date, today: date) -> None:
    """Mark the shelves of listings that entered or left a window because days have passed."""
    early, late = sorted((before, today))
    query = "SELECT shelves FROM listing WHERE last >= ? AND last < ? OR start >= ? AND start < ?"
    passed = (
        (early - PAST).toordinal(),
        (late - PAST).toordinal(),
        day_second(early),
        day_second(late),
    )
    rows = ledger.db.execute(query, passed).fetchall()
    _mark(ledger, dict.fromkeys((k for (text,) in rows for k in map(int, text.split())), 0))


def day_second(day: date) -> int:
    """Seconds from the epoch to the beginning of the day, UTC."""
    return int(instant_of(day).timestamp())


def _take(rows: Mapping[str, str], ledger: Ledger, kinds: Kinds, seen: Seen) -> None:
    """Take listings off the shelves they stood on and put them where they belong now; what looks the same stays."""
    known = _known(ledger, list(rows))
    hashes = {id_: shown_digest(text) for id_, text in rows.items()}
    changed = [id_ for id_ in rows if id_ not in known or known[id_].hash != hashes[id_]]
    more = _take_off(ledger, {id_: known[id_] for id_ in changed if id_ in known})
    numbers = _numbers(ledger, len(changed))
    # Each step for all of them before the next: taking them one by one costs a tenth more.
    read = {id_: syndicated(listing_from_json(rows[id_])) for id_ in changed if rows[id_]}
    places, members, current = [], [], {}
    since = seen.since.toordinal()
    for n, id_ in zip(numbers, changed, strict=True):
        listing = read.get(id_)
        place = position(listing) if listing else _NOWHERE
        found = shelves(listing, kinds) if listing else {}
        ks = [ledger.shelf(key, label) for key, label in found.items()]
        places.append((id_, n, hashes[id_], " ".join(map(str, ks)), *place))
        members += [(k, place.modified, id_, n, *place[1:]) for k in ks]
        more.update(ks)
        if listing and (place.last is None or place.last >= since):
            current[n] = listing
    ledger.db.executemany("INSERT OR REPLACE INTO listing VALUES (?, ?, ?, ?, ?, ?, ?, ?)", places)
    members.sort(key=itemgetter(0))  # a b-tree takes neighbours sooner
    ledger.db.executemany("INSERT INTO member VALUES (?, ?, ?, ?, ?, ?, ?)", members)
    _mark(ledger, more)
    for n, listing in current.items():
        seen.show(n, listing)


def _numbers(ledger: Ledger, count: int) -> range:
    """Numbers that no listing has had."""
    first = int(ledger.get("number") or 0)
    ledger.keep(number=str(first + count))
    return range(first, first + count)


def _known(ledger: Ledger, ids: Sequence[str]) -> dict[str, _Known]:
    holes = ",".join("?" * len(ids))
    query = f"SELECT id, n, hash, shelves, modified FROM listing WHERE id IN ({holes})"  # noqa: S608 (question marks)
    return {
        row[0]: _Known(row[1], row[2], tuple(map(int, row[3].split())), row[4])
        for row in ledger.db.execute(query, ids)
    }


def _take_off(ledger: Ledger, known: dict[str, _Known]) -> Counter[int]:
    """Take listings off their shelves; how many more each shelf has now (fewer, that is)."""
    spots = [(k, one.modified, id_) for id_, one in known.items() for k in one.shelves]
    ledger.db.executemany("DELETE FROM member WHERE k = ? AND modified = ? AND id = ?", spots)
    fewer: Counter[int] = Counter()
    fewer.subtract(k for k, _, _ in spots)
    return fewer


def _let_go(ledger: Ledger, there: set[str]) -> None:
    """Take out the listings of events that are gone: merging deletes without leaving a number behind."""
    rows = ledger.db.execute("SELECT id FROM listing").fetchall()
    known = _known_in_parts(ledger, [id_ for (id_,) in rows if id_ not in there])
    _mark(ledger, _take_off(ledger, known))
    ledger.db.executemany("DELETE FROM listing WHERE id = ?", ((id_,) for id_ in known))


def _known_in_parts(ledger: Ledger, ids: Sequence[str]) -> dict[str, _Known]:
    known: dict[str, _Known] = {}
    for at in range(0, len(ids), _STRETCH):
        known |= _known(ledger, ids[at : at + _STRETCH])
    return known


def _mark(ledger: Ledger, more: Mapping[int, int]) -> None:
    """Mark shelves as changed, each with so many more listings; as `TURNED` too where feeds come or go with that."""
    query = (
        "UPDATE shelf SET size = size + ?, dirty = dirty | ? | "
        "CASE WHEN min(size, ?) = min(size + ?, ?) THEN 0 ELSE ? END WHERE k = ?"
    )
    told = ((n, CHANGED, ENOUGH, n, ENOUGH, TURNED, k) for k, n in more.items())
    ledger.db.executemany(query, told)


def position(listing: Listing) -> Position:
    """Where a listing stands in windows."""
    day = last_day(listing)
    last = day.toordinal() if day else None
    since = (listing.modified or FOUNDED) - _EPOCH
    modified = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
    fades = last if is_called_off(listing.status) else None
    return Position(modified, min(starts(listing), default=None), last, fades)


def shown_digest(text: str) -> bytes:
    """Digest of a stored listing; when a source was last seen is not among what documents show."""
    shown = _SEEN.sub("", text) if '"seen"' in text else text
    return hashlib.blake2b(shown.encode("utf-8", errors="replace"), digest_size=16).digest()
