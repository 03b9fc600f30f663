"""Sightings of new keys in; the events they belong to out: by the editors' links, else by score, else new ones.

Published membership stands: what is here can be joined to, and merged; only an editor takes it apart.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from catalogue import events, members, merges, reviews
from catalogue.events import Revision
from catalogue.listing import Listing, day_of
from catalogue.members import Member
from catalogue.merges import Joined
from catalogue.runs import Sighting
from pipelines import duplicates
from pipelines.duplicates import RARITY, Candidate, Verdict
from pipelines.linking import Links

RULE: Final = "2"
"""Version of the matching rules, for the merge log."""

_NAMESPACE: Final = uuid.UUID(
    "6d757374-6572-5000-8000-000000000001"
)  # "muster": never change it, ids hang on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Who belongs to which event, within one transaction.

    Attributes:
        tx: The transaction.
        roles: Source name → role.
        links: What editors said.
        now: Aware instant of settling.
    """

    tx: Connection
    roles: Mapping[str, str]
    links: Links
    now: datetime

    def place(self, seen: Sighting) -> tuple[str | None, str]:
        """The event a new key belongs to, which it then joins; None for one of its own, which is to be made.

        Returns:
            The event's id, and what an editor should look at in words, "" mostly.
        """
        linked = self._linked(seen)
        if linked is not None:
            return linked, ""
        verdict = self._judge(seen)
        doubt = f"{seen.listing.title} ({seen.url}): {verdict.why}" if verdict.review else ""
        if verdict.review:
            self._ask(seen, verdict)
        if verdict.event is None:
            return None, doubt
        kept = self.absorb([verdict.event, *verdict.also], seen.source)
        self.join(seen, kept)
        joined = Joined(
            event_id=kept,
            points=verdict.points,
            why=verdict.why,
            rule=RULE,
            other=verdict.other,
            parts=verdict.parts,
        )
        merges.log_merge(self.tx, (seen.source, seen.source_key), joined, self.now)
        return kept, doubt

    def join(self, seen: Sighting, event_id: str, before: Sighting | None = None) -> None:
        """Let a sighting speak for its key in an event; `before` is the one that spoke until now."""
        members.put_member(self.tx, seen, event_id)
        self._file(seen, before)

    def found(self, seen: Sighting, before: Sighting | None = None) -> str:
        """The id of a new event that a sighting makes; the key belongs to it from now on."""
        event_id = self.mint(seen)
        members.put_member(self.tx, seen, event_id, founds=True)
        self._file(seen, before)
        return event_id

    def sibling(self, seen: Sighting) -> Listing | None:
        """An event of the same title and organiser, if there is one: the two are of one series."""
        key = duplicates.series_key(self.candidate(seen))
        event_id = members.event_in_block(self.tx, key) if key else None
        return events.get_event(self.tx, event_id) if event_id else None

    def candidate(self, seen: Sighting) -> Candidate:
        """What is compared of a sighting."""
        return duplicates.candidate_of(seen.listing, self.roles.get(seen.source, "aggregator"))

    def mint(self, seen: Sighting) -> str:
        """An id from source and key, so that a rebuilt database mints the same; the day tells editions apart."""
        minted = first_id(seen)
        words = [seen.source, seen.source_key, str(day_of(seen.listing.times.start))]
        while events.get_event(self.tx, minted) is not None:
            minted = str(uuid.uuid5(_NAMESPACE, "\n".join(words)))
            words.append("again")
        return minted

    def absorb(self, ids: Sequence[str], source: str) -> str:
        """Fold events that turned out to be one into the oldest; the others' ids keep answering."""
        every = {one.id: one for one in (events.get_event(self.tx, each) for each in ids) if one}
        kept, *others = sorted(every.values(), key=lambda one: (str(one.published), one.id))
        for other in others:
            members.move_members(self.tx, other.id, kept.id)
            events.add_alias(self.tx, other.id, kept.id, self.now, other.sequence)
            changes = {"id": (other.id, kept.id)}
            revision = Revision(at=self.now, kind="merged", changes=changes, source=source)
            events.add_revision(self.tx, kept.id, revision)
        return kept.id

    def _file(self, seen: Sighting, before: Sighting | None) -> None:
        keys = duplicates.blocking_keys(self.candidate(seen), RARITY)
        old = duplicates.blocking_keys(self.candidate(before), RARITY) if before else ()
        members.put_blocks(self.tx, seen, keys, old)

    def _judge(self, seen: Sighting) -> Verdict:
        """What the scores say, among the events that editors do not forbid."""
        candidate = self.candidate(seen)
        ids = members.events_in_blocks(self.tx, duplicates.search_keys(candidate, RARITY))
        by_event: dict[str, list[Sighting]] = {}
        for one in members.members_of(self.tx, ids):
            if one.withdrawn is None:
                by_event.setdefault(one.event_id, []).append(one.sighting)
        allowed = {
            event: sightings
            for event, sightings in by_event.items()
            if not self.links.part([seen], sightings)
        }
        compared = {
            event: [self.candidate(one) for one in sightings]
            for event, sightings in allowed.items()
        }
        return duplicates.best_event(
            candidate,
            compared,
            RARITY,
            lambda one, other: self.links.part(allowed[one], allowed[other]),
        )

    def _ask(self, seen: Sighting, verdict: Verdict) -> None:
        reviews.add_review(
            self.tx,
            (seen.source, seen.source_key),
            events=verdict.review,
            points=verdict.points,
            why=verdict.why,
            now=self.now,
        )

    def _linked(self, seen: Sighting) -> str | None:
        """The event that editors say a new key belongs to, once some listing of it is known."""
        for rule in self.links.rules_about(seen):
            known = [one for name in rule.listings for one in members.members_named(self.tx, name)]
            if not known:
                continue
            kept = self.absorb([one.event_id for one in known], seen.source)
            self.join(seen, kept)
            self.log_link(seen, known[0], kept, (rule.who, rule.why))
            return kept
        return None

    def log_link(self, seen: Sighting, one: Member, kept: str, said: tuple[str, str]) -> None:
        """Note that an editor (who, why) put a listing with another one, and what spoke against it."""
        score = duplicates.score(self.candidate(seen), self.candidate(one.sighting), RARITY)
        joined = Joined(
            event_id=kept,
            points=score.points,
            why=said[1],
            rule=RULE,
            who=said[0],
            kind="linked",
            other=one.sighting.url,
            parts=score.parts,
            vetoes=score.vetoes,
        )
        merges.log_merge(self.tx, (seen.source, seen.source_key), joined, self.now)


def first_id(seen: Sighting) -> str:
    """The id that an event made by this key has, unless another one took it."""
    return str(uuid.uuid5(_NAMESPACE, f"{seen.source}\n{seen.source_key}"))
