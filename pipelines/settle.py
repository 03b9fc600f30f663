"""Accepted sightings in; matched, merged, classified, revised events out, in one transaction and one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count

from sqlalchemy import Connection

from catalogue import events, members, rules, runs, sources
from catalogue.curation import Curation, HideRule, MergeRule, SplitRule
from catalogue.errors import StoreError
from catalogue.events import Revision
from catalogue.listing import Listing, Status, day_of
from catalogue.members import Member
from catalogue.runs import RunState, Sighting
from catalogue.store import Store
from pipelines import duplicates
from pipelines.curating import curate, is_blocked
from pipelines.linking import links_of
from pipelines.merging import merge_members
from pipelines.parting import EDITORS, Parted, link, part
from pipelines.placing import Placing
from pipelines.revising import SEQUENCED, compare
from pipelines.topics import topics_of


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
    placing = Placing(tx=tx, roles=roles, links=links_of(curation), now=now)
    return _Settling(
        tx=tx, roles=roles, now=now, curation=curation, placing=placing, report=SettleReport()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settling:
    """One transaction of settling."""

    tx: Connection
    roles: dict[str, str]
    now: datetime
    curation: Curation
    placing: Placing
    report: SettleReport
    series: dict[str, str] = field(
        default_factory=dict
    )  # event id → the series it turned out to be of
    touched: dict[str, str] = field(default_factory=dict)  # event id → the source that spoke first
    turns: Iterator[int] = field(default_factory=count)
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
            before = events.get_event(self.tx, known.event_id)
            self._make(seen, self.placing.found(seen, known.sighting), before)
        else:
            self.placing.join(seen, known.event_id, known.sighting)
            self.touched.setdefault(known.event_id, seen.source)

    def _place(self, seen: Sighting) -> None:
        """Let a new key join the event it belongs to, or make one."""
        event_id, doubt = self.placing.place(seen)
        if doubt:
            self.report.review.append(doubt)
        if event_id is None:
            sibling = self.placing.sibling(seen)
            self._make(seen, self.placing.found(seen), sibling)
            return
        self.report.joined.append((seen.source, seen.source_key, event_id))
        self.touched.setdefault(event_id, seen.source)

    def _moment(self) -> datetime:
        """When the next change is taken in: a microsecond behind the one before it.

        Readers that sort by change keep the order of settling, and no two entries of a feed bear one instant,
        which the W3C's validator takes for a fault (DuplicateUpdated).
        """
        return self.now + timedelta(microseconds=next(self.turns))

    def _make(self, seen: Sighting, event_id: str, sibling: Listing | None) -> None:
        """Write a new event of a sighting; one of the same title and organiser is of the same series."""
        listing = self._merged(event_id)
        series = listing.series
        if sibling is not None:
            series = series or sibling.series or sibling.id
            if sibling.series is None:
                self.series[sibling.id] = series
                self.touched.setdefault(sibling.id, seen.source)
        made = replace(
            listing,
            id=event_id,
            series=series,
            published=self.now,
            modified=self._moment(),
            topics=topics_of(listing),
        )
        made, hidden = self._curated(made)
        events.put_event(self.tx, made, self.now, hidden=hidden)
        revision = Revision(at=self.now, kind="new", changes={}, source=seen.source)
        events.add_revision(self.tx, event_id, revision)
        self.made.add(event_id)
        self.report.new.append((seen.source, event_id, made.title))

    def _write_parted(self, parted: Parted) -> None:
        """Write the part of an event that an editor parted from it."""
        listing = self._merged(parted.id)
        made = replace(
            listing,
            id=parted.id,
            published=parted.published or self.now,
            modified=self._moment(),
            sequence=parted.sequence,
            topics=topics_of(listing),
        )
        made, hidden = self._curated(made)
        events.put_event(self.tx, made, self.now, hidden=hidden)
        changes = {"id": (parted.old, parted.id)}
        revision = Revision(at=self.now, kind="split", changes=changes, source=EDITORS)
        for event_id in (parted.old, parted.id):
            events.add_revision(self.tx, event_id, revision)
            self.report.changed.append((event_id, made.title, revision))
        self.touched.setdefault(parted.old, EDITORS)

    def take_rules(self) -> None:
        """Let the events that new rules, and rules no longer there, are about be merged anew."""
        for change in rules.unsettled_rules(self.tx):
            if change.stands and isinstance(change.rule, MergeRule):
                link(self.placing, change.rule)
            if change.stands and isinstance(change.rule, SplitRule):
                for parted in part(self.placing, change.rule):
                    self._write_parted(parted)
            for event_id in rules.events_of(self.tx, change.rule):
                self.touched.setdefault(event_id, EDITORS)
        rules.mark_rules_settled(self.tx, self.now)

    def _curated(self, listing: Listing) -> tuple[Listing, bool]:
        """The listing as the editors' rules want it, and whether they hide it."""
        if not self.curation.rules:
            return listing, False
        everyone = members.members_of(self.tx, [listing.id])
        about = self.curation.about(rules.event_names(self.tx, listing, everyone))
        blocked = bool(everyone) and all(self._is_blocked(one) for one in everyone)
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

    def _remade(self, old: Listing) -> Listing:
        """An event with its members merged anew; as it was, when its only page tells of the next edition now."""
        series = old.series or self.series.get(old.id)
        if not members.has_members(self.tx, old.id):
            return replace(old, series=series)
        merged = self._merged(old.id)
        return replace(
            merged,
            id=old.id,
            series=merged.series or series,
            published=old.published,
            modified=old.modified,
            sequence=old.sequence,
            topics=topics_of(merged),
        )

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
        new, hidden = self._curated(self._remade(old))
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
        new = replace(new, sequence=old.sequence + rise, modified=self._moment())
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
    gained = ", ".join(sorted(after - before))
    if not gained:  # what an editor parted from it has a revision of its own
        return None
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
