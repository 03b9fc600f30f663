"""Accepted sightings in; matched, merged, classified, revised events out, in one transaction and one at a time."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Connection

from catalogue import events, members, rules, runs, sources
from catalogue.curation import Curation, HideRule
from catalogue.errors import StoreError
from catalogue.events import Revision, day_of
from catalogue.listing import Listing, Status
from catalogue.members import Joined, Member
from catalogue.runs import RunState, Sighting
from catalogue.store import Store
from pipelines import duplicates
from pipelines.curating import curate, is_blocked
from pipelines.merging import merge_members
from pipelines.revising import SEQUENCED, compare
from pipelines.topics import topics_of

RULE = "1"
"""Version of the matching rules, for the merge log."""

EDITORS = "editors"
"""The source of a revision that an editor's rule made."""

_NAMESPACE = uuid.UUID(
    "6d757374-6572-5000-8000-000000000001"
)  # "muster": never change it, ids hang on it


@dataclass(slots=True, kw_only=True)
class SettleReport:
    """What came of the runs that were settled.

    Attributes:
        runs: Numbers of the runs.
        new: (source, event id, title) of events that are new.
        joined: (source, source key, event id) of listings that turned out to be of a known event.
        changed: (event id, title, Revision) of everything subscribers will see change.
        review: Sentences about pairs that an editor should look at.
        quiet: (event id, title, words) of what rules changed and no subscriber hears of.
    """

    runs: list[int] = field(default_factory=list)
    new: list[tuple[str, str, str]] = field(default_factory=list)
    joined: list[tuple[str, str, str]] = field(default_factory=list)
    changed: list[tuple[str, str, Revision]] = field(default_factory=list)
    review: list[str] = field(default_factory=list)
    quiet: list[tuple[str, str, str]] = field(default_factory=list)

    def gains(self) -> dict[str, dict[str, int]]:
        """Source → how many new events, changed ones, and duplicates of known ones it brought."""
        counted: dict[str, dict[str, int]] = {}
        told = (
            ("new", [source for source, _id, _title in self.new]),
            ("duplicates", [source for source, _key, _id in self.joined]),
            (
                "changed",
                [
                    revision.source
                    for _id, _title, revision in self.changed
                    if revision.kind != "merged"
                ],
            ),
        )
        for what, names in told:
            for name in names:
                numbers = counted.setdefault(name, {})
                numbers[what] = numbers.get(what, 0) + 1
        return counted


def settle(store: Store, now: datetime) -> SettleReport:
    """Take all accepted runs that wait, oldest first; a failure leaves the catalogue as it was.

    Raises:
        StoreError: The database refused.
    """
    with store.begin() as tx:
        settling = _open(tx, now)
        for run in runs.unsettled(tx):
            settling.take(run.id, run.source)
        settling.take_rules()
        settling.renew_touched()
    return settling.report


def preview(store: Store, curation: Curation, now: datetime) -> SettleReport:
    """What would come of these rules; everything stays as it is.

    Raises:
        StoreError: The database refused.
    """
    with store.begin() as tx:
        rules.put_rules(tx, curation, now)
        settling = _open(tx, now)
        settling.take_rules()
        settling.renew_touched()
        tx.rollback()
    return settling.report


def curate_store(store: Store, curation: Curation, now: datetime) -> SettleReport:
    """Let exactly these rules hold from now on, and settle.

    Raises:
        StoreError: The database refused.
    """
    with store.begin() as tx:
        rules.put_rules(tx, curation, now)
    return settle(store, now)


def decide(store: Store, source: str, accept: bool, now: datetime) -> SettleReport:
    """Accept or reject the newest run of a source that was set aside; an accepted one is settled.

    Raises:
        StoreError: No run of the source is set aside, or the database refused.
    """
    with store.begin() as tx:
        run = runs.decide(tx, source, RunState.ACCEPTED if accept else RunState.REJECTED)
    if run is None:
        raise StoreError(
            "No run of this source is set aside; 'muster sources' shows them", source=source
        )
    return settle(store, now) if accept else SettleReport()


def _open(tx: Connection, now: datetime) -> _Settling:
    """Begin to settle: nobody else does, until the transaction ends."""
    members.lock_settling(tx)
    roles = {row.name: row.role for row in sources.all_sources(tx)}
    curation = rules.rules_in_force(tx)
    return _Settling(tx=tx, roles=roles, now=now, curation=curation, report=SettleReport())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settling:
    """One transaction of settling."""

    tx: Connection
    roles: dict[str, str]
    now: datetime
    curation: Curation
    report: SettleReport
    touched: dict[str, str] = field(default_factory=dict)  # event id → the source that spoke first
    made: set[str] = field(default_factory=set)  # ids of events that did not exist before

    def take(self, run_id: int, source: str) -> None:
        latest = {one.source_key: one for one in runs.sightings_of(self.tx, run_id)}
        for seen in latest.values():
            self._settle(seen)
        for url in runs.gone_pages(self.tx, run_id):
            for member in members.members_at(self.tx, source, url):
                self._withdraw(member)
        runs.mark_settled(self.tx, run_id, self.now)
        self.report.runs.append(run_id)

    def _settle(self, seen: Sighting) -> None:
        known = members.find_member(self.tx, seen.source, seen.source_key)
        if known is None:
            self._place(seen)
        elif _is_next_edition(known.sighting.listing, seen.listing, self.now):
            self._found(seen, series=known.sighting.listing.series or known.event_id)
        else:
            self._join(seen, known.event_id)
            self.touched.setdefault(known.event_id, seen.source)

    def _place(self, seen: Sighting) -> None:
        """Find the event a new key belongs to, or make one."""
        candidate = self._candidate(seen)
        keys = duplicates.search_keys(candidate, duplicates.RARITY)
        ids = members.events_in_blocks(self.tx, keys)
        by_event: dict[str, list[duplicates.Candidate]] = {}
        for one in members.members_of(self.tx, ids):
            if one.withdrawn is None:
                by_event.setdefault(one.event_id, []).append(self._candidate(one.sighting))
        verdict = duplicates.best_event(candidate, by_event, duplicates.RARITY)
        if verdict.review:
            self.report.review.append(f"{seen.listing.title} ({seen.url}): {verdict.why}")
        if verdict.event is None:
            self._found(seen)
            return
        kept = self._absorb([verdict.event, *verdict.also], seen.source)
        self._join(seen, kept)
        joined = Joined(event_id=kept, points=verdict.points, why=verdict.why, rule=RULE)
        members.log_merge(self.tx, seen, joined, self.now)
        self.report.joined.append((seen.source, seen.source_key, kept))
        self.touched.setdefault(kept, seen.source)

    def _candidate(self, seen: Sighting) -> duplicates.Candidate:
        return duplicates.candidate_of(seen.listing, self.roles.get(seen.source, "aggregator"))

    def _found(self, seen: Sighting, series: str | None = None) -> None:
        """Make a new event of a sighting."""
        event_id = self._mint(seen)
        self._join(seen, event_id)
        listing = self._merged(event_id)
        made = replace(
            listing,
            id=event_id,
            series=listing.series or series,
            published=self.now,
            modified=self.now,
            topics=topics_of(listing),
        )
        made, hidden = self._curated(made)
        events.put_event(self.tx, made, self.now, hidden=hidden)
        revision = Revision(at=self.now, kind="new", changes={}, source=seen.source)
        events.add_revision(self.tx, event_id, revision)
        self.made.add(event_id)
        self.report.new.append((seen.source, event_id, made.title))

    def _mint(self, seen: Sighting) -> str:
        """An id from source and key, so that a rebuilt database mints the same; the day tells editions apart."""
        words = [seen.source, seen.source_key]
        minted = str(uuid.uuid5(_NAMESPACE, "\n".join(words)))
        if events.get_event(self.tx, minted) is None:
            return minted
        words.append(str(day_of(seen.listing.times.start)))
        while events.get_event(self.tx, minted) is not None:
            minted = str(uuid.uuid5(_NAMESPACE, "\n".join(words)))
            words.append("again")
        return minted

    def _join(self, seen: Sighting, event_id: str) -> None:
        keys = duplicates.blocking_keys(self._candidate(seen), duplicates.RARITY)
        members.put_member(self.tx, seen, event_id, keys)

    def take_rules(self) -> None:
        """Let the events that new rules, and rules no longer there, are about be merged anew."""
        for change in rules.unsettled_rules(self.tx):
            for event_id in rules.events_of(self.tx, change.rule):
                self.touched.setdefault(event_id, EDITORS)
        rules.mark_rules_settled(self.tx, self.now)

    def _curated(self, listing: Listing) -> tuple[Listing, bool]:
        """The listing as the editors' rules want it, and whether they hide it."""
        if not self.curation.rules:
            return listing, False
        everyone = members.members_of(self.tx, [listing.id])
        about = self.curation.about(rules.event_names(self.tx, listing, everyone))
        blocked = all(self._is_blocked(one) for one in everyone)
        return curate(listing, about), blocked or any(isinstance(one, HideRule) for one in about)

    def _is_blocked(self, member: Member) -> bool:
        seen = member.sighting
        return is_blocked(seen.source, seen.listing.title, self.curation.blocks)

    def _merged(self, event_id: str) -> Listing:
        """The merged fields of an event; when every source withdrew it, what they last said, cancelled."""
        everyone = members.members_of(self.tx, [event_id])
        everyone = [one for one in everyone if not self._is_blocked(one)] or everyone
        standing = [one for one in everyone if one.withdrawn is None]
        listing = merge_members(standing or everyone, self.roles)
        return listing if standing else replace(listing, status=Status.CANCELLED)

    def renew_touched(self) -> None:
        """Once all runs are in: what several sources say of one event is one change, not several."""
        for event_id, source in self.touched.items():
            old = events.get_event(self.tx, event_id)
            if (
                old is not None and old.id == event_id
            ):  # else it was folded into another one on the way
                self._renew(old, source)

    def _renew(self, old: Listing, source: str) -> None:
        """Merge an event's members anew; write it, with a revision, if anything that people see changed."""
        event_id = old.id
        merged = self._merged(event_id)
        new = replace(
            merged,
            id=old.id,
            series=merged.series or old.series,
            published=old.published,
            modified=old.modified,
            sequence=old.sequence,
            topics=topics_of(merged),
        )
        new, hidden = self._curated(new)
        was_hidden = events.is_hidden(self.tx, event_id)
        revision = (
            _shown(was_hidden, hidden, self.now)
            or compare(old, new, at=self.now, source=source)
            or _joined(old, new, self.now)
        )
        if event_id in self.made or revision is None:
            # Nobody has seen it yet: what a second source adds within the same settling is no change.
            # Nor is it one that an editor pinned the event, or stands by what a source says anyway.
            if new != old:
                self._note_quietly(old, new)
                events.put_event(self.tx, new, self.now, hidden=hidden)
            return
        rise = 1 if any(name in revision.changes for name in SEQUENCED) else 0
        new = replace(new, sequence=old.sequence + rise, modified=self.now)
        events.put_event(self.tx, new, self.now, hidden=hidden)
        events.add_revision(self.tx, event_id, revision)
        self.report.changed.append((event_id, new.title, revision))

    def _note_quietly(self, old: Listing, new: Listing) -> None:
        if old.pinned != new.pinned:
            until = "" if new.pinned in (None, date.max) else f" until {new.pinned}"
            words = f"pinned{until}" if new.pinned else "no longer pinned"
            self.report.quiet.append((new.id, new.title, words))
        for name in sorted({*new.curated} ^ {*old.curated}):
            words = f"{name} stands as it is" if name in new.curated else f"{name} is free again"
            self.report.quiet.append((new.id, new.title, words))

    def _absorb(self, ids: Sequence[str], source: str) -> str:
        """Fold events that turned out to be one into the oldest; the others' ids keep answering."""
        found = [
            one for one in (events.get_event(self.tx, each) for each in ids) if one is not None
        ]
        kept, *others = sorted(found, key=lambda one: (str(one.published), one.id))
        for other in others:
            members.move_members(self.tx, other.id, kept.id)
            events.add_alias(self.tx, other.id, kept.id, self.now)
            revision = Revision(
                at=self.now, kind="merged", changes={"id": (other.id, kept.id)}, source=source
            )
            events.add_revision(self.tx, kept.id, revision)
        return kept.id

    def _withdraw(self, member: Member) -> None:
        if member.withdrawn is None:
            members.withdraw(self.tx, member, self.now)
            self.touched.setdefault(member.event_id, member.sighting.source)


def _shown(before: bool, after: bool, now: datetime) -> Revision | None:
    """A revision for an event that editors took out of the feeds, or put back."""
    if before == after:
        return None
    kind, words = ("hidden", ("yes", "no")) if after else ("shown", ("no", "yes"))
    return Revision(at=now, kind=kind, changes={"published": words}, source=EDITORS)


def _joined(old: Listing, new: Listing, now: datetime) -> Revision | None:
    """A revision for a further source that lists the event as it is."""
    before, after = ({one.source for one in each.provenance} for each in (old, new))
    if before == after:
        return None
    gained = ", ".join(sorted(after - before))
    return Revision(
        at=now,
        kind="merged",
        changes={"sources": (", ".join(sorted(before)), gained)},
        source=gained,
    )


def _is_next_edition(old: Listing, new: Listing, now: datetime) -> bool:
    """Whether next year's event took the address over: another edition, or a new date after the old one passed."""
    before, after = (day_of(one.times.end or one.times.start) for one in (old, new))
    if before is None or after is None or before == after:
        return False
    if duplicates.edition_of(old.title) != duplicates.edition_of(new.title):
        return True
    return before < now.date() and after > before
