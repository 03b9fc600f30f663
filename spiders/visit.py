"""One visit to one source: what its pages brought in, an accepted, failed or set-aside run in the store out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from sqlalchemy import Connection, func, select, union

from catalogue import members, pages, runs, tables
from catalogue.pages import Validator
from catalogue.runs import RunState
from catalogue.store import Store
from spiders.health import judge
from spiders.source import Source
from spiders.version import reader_version

MOST_PROBLEMS = 20
"""Sentences kept of one visit; the counts go on."""

HISTORY = 5
"""Accepted runs that a run is compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a visit ended; `changed` counts the listings that were new or said something new."""

    state: RunState
    reason: str
    stats: dict[str, int]
    changed: int
    problems: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Visit:
    """The state of one run while it goes on; nothing of it but the sightings is stored before the end.

    Attributes:
        known: Validators of pages that were read before, by the address that was asked for.
        addresses: All pages that were ever read; after an update of the reader none of them is known.
        fresh: Validators of pages read now that an unchanged answer may spare next time.
        bare: Those of them that gave no listing.
        unchanged: Addresses whose listings still stand.
        gone: Addresses that answered 410 Gone.
    """

    store: Store
    source: Source
    run_id: int
    version: str
    known: dict[str, Validator]
    addresses: frozenset[str] = frozenset()
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    fresh: dict[str, Validator] = field(default_factory=dict)
    bare: set[str] = field(default_factory=set)
    unchanged: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)

    @classmethod
    def begin(cls, store: Store, source: Source, now: datetime, run_id: int | None = None) -> Self:
        """Open a run, or take over the one that was opened for this visit.

        Raises:
            StoreError: The database refused.
        """
        version = reader_version(source)
        with store.begin() as tx:
            run = runs.begin_run(tx, source.name, now) if run_id is None else run_id
            known = pages.validators(tx, source.name, version)
            addresses = pages.addresses(tx, source.name)
            if any(one.source == source.name for one in runs.unsettled(tx)):
                known = {}  # what those pages gave is not in the catalogue yet: read them again
        return cls(
            store=store,
            source=source,
            run_id=run,
            version=version,
            known=known,
            addresses=addresses,
        )

    def headers(self, url: str) -> dict[str, str]:
        """The headers that let a server answer 304 to this address (RFC 9110, 13.1)."""
        one = self.known.get(url, Validator())
        both = {"If-None-Match": one.etag, "If-Modified-Since": one.last_modified}
        return {name: value for name, value in both.items() if value}

    def is_same(self, url: str, body: bytes) -> bool:
        """Whether the page is byte for byte the one that was read before."""
        return url in self.known and self.known[url].body_hash == body_hash(body)

    def note_unchanged(self, url: str) -> None:
        """Note a page that is as it was."""
        self.counts["pages"] += 1
        self.counts["pages_unchanged"] += 1
        self.unchanged.add(url)

    def note_problem(self, kind: str, words: str) -> None:
        """Count a failure and keep its sentence."""
        self.counts["failed"] += 1
        self.counts[f"failed_{kind}"] += 1
        self.add_words(words)

    def add_words(self, words: str) -> None:
        """Keep a sentence for people, each once."""
        if len(self.problems) < MOST_PROBLEMS and words not in self.problems:
            self.problems.append(words)

    def close(self, counts: Mapping[str, int], now: datetime) -> Outcome:
        """Judge the run and end it; `counts` are added to the visit's own.

        Raises:
            StoreError: The database refused; the run stays open.
        """
        self.counts.update(counts)
        with self.store.begin() as tx:
            self.counts["unchanged"] += runs.touch_pages(
                tx, self.source.name, sorted(self.unchanged), now
            )
            for url in sorted(self.gone):
                runs.add_gone(tx, self.run_id, self.source.name, url, now)
            history = runs.recent_counts(tx, self.source.name, HISTORY)
            changed = members.said_anew(tx, self.run_id)
            state, reason = judge(self.counts, history, changed, self.source.name)
            if state is RunState.ACCEPTED:
                fresh = self._touchable(tx)
                pages.remember_pages(tx, self.source.name, fresh, self.version, now)
            return self._end(tx, state, reason, now)

    def _touchable(self, tx: Connection) -> dict[str, Validator]:
        """The pages whose listings are found again by the page's address: an unchanged answer refreshes them.

        Where a listing goes by another address (its canonical one, another page's) the page is read every time.
        """
        seen, member = tables.sighting.c, tables.member.c
        addresses = union(
            select(seen.url).where(seen.run_id == self.run_id),
            select(member.url).where(member.source == self.source.name),
        )
        known = self.bare | set(tx.execute(addresses).scalars())
        return {url: one for url, one in self.fresh.items() if url in known}

    def _end(self, tx: Connection, state: RunState, reason: str, now: datetime) -> Outcome:
        if state is RunState.FAILED and self.problems:
            reason = f"{reason} {self.problems[0]}"
        stats = {name: number for name, number in sorted(self.counts.items()) if number}
        runs.close_run(tx, self.run_id, state=state, reason=reason, stats=stats, now=now)
        seen = select(func.count()).where(tables.sighting.c.run_id == self.run_id)
        return Outcome(
            state=state,
            reason=reason,
            stats=stats,
            changed=tx.execute(seen).scalar_one(),
            problems=tuple(self.problems),
        )


def body_hash(body: bytes) -> str:
    """SHA-256 of a page's body."""
    return hashlib.sha256(body).hexdigest()
