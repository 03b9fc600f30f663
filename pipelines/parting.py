"""An editor's new merge or split in; the events that come of it out, with the ids that they had before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from catalogue import events, members, merges
from catalogue.curation import MergeRule, SplitRule
from catalogue.members import Member
from catalogue.merges import Joined
from pipelines import duplicates
from pipelines.placing import RULE, Placing, first_id

EDITORS = "editors"
"""The source of a revision that an editor's rule made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """A part of an event that is an event of its own now, though not written yet.

    Attributes:
        id: The id that it had before it was merged, else a new one.
        old: The id of the event that it left.
        source: Of the listing that it is named for.
        sequence: The SEQUENCE from which it goes on.
        published: When it was first published under this id; None for a new one.
    """

    id: str
    old: str
    source: str
    sequence: int
    published: datetime | None


def link(placing: Placing, rule: MergeRule) -> str | None:
    """Make one event of the known listings of a rule; None where that is nothing new."""
    known = [one for name in rule.listings for one in members.members_named(placing.tx, name)]
    ids = list(dict.fromkeys(one.event_id for one in known))
    if len(ids) < 2:
        return None
    kept = placing.absorb(ids, EDITORS)
    first = next(one for one in known if one.event_id == kept)
    for one in known:
        if one.event_id != kept:
            placing.log_link(one.sighting, first, kept, (rule.who, rule.why))
    return kept


def part(placing: Placing, rule: SplitRule) -> list[Parted]:
    """Take the listings of a rule apart wherever they are of one event with its others."""
    leaving = _named(placing, rule.listings)
    staying = _named(placing, rule.others)
    together = dict.fromkeys(one.event_id for one in leaving if one.event_id in _ids(staying))
    return [
        _part(
            placing,
            rule,
            [one for one in leaving if one.event_id == event_id],
            [one for one in staying if one.event_id == event_id],
        )
        for event_id in together
    ]


def _named(placing: Placing, names: Sequence[str]) -> list[Member]:
    return [one for name in names for one in members.members_named(placing.tx, name)]


def _ids(known: Sequence[Member]) -> set[str]:
    return {one.event_id for one in known}


def _part(
    placing: Placing, rule: SplitRule, leaving: Sequence[Member], staying: Sequence[Member]
) -> Parted:
    old = leaving[0].event_id
    for one in members.members_of(placing.tx, [old]):
        if not _is_in(one, leaving) and not _is_in(one, staying):  # the rule says nothing of it
            if _nearest(placing, one, leaving) > _nearest(placing, one, staying):
                leaving = [*leaving, one]
            else:
                staying = [*staying, one]
    going = staying if any(one.founded == old for one in leaving) else leaving
    parted = _own_id(placing, old, going)
    for one in going:
        members.move_member(placing.tx, one, parted.id)
        key = (one.sighting.source, one.sighting.source_key)
        joined = Joined(
            event_id=parted.id,
            points=0.0,
            why=rule.why,
            rule=RULE,
            who=rule.who,
            kind="parted",
            other=old,
        )
        merges.log_merge(placing.tx, key, joined, placing.now)
    return parted


def _is_in(one: Member, some: Sequence[Member]) -> bool:
    key = (one.sighting.source, one.sighting.source_key)
    return any((other.sighting.source, other.sighting.source_key) == key for other in some)


def _nearest(placing: Placing, one: Member, some: Sequence[Member]) -> float:
    """Points of the best pair."""
    ours = placing.candidate(one.sighting)
    return max(
        duplicates.score(ours, placing.candidate(other.sighting), duplicates.RARITY).points
        for other in some
    )


def _own_id(placing: Placing, old: str, going: Sequence[Member]) -> Parted:
    """The id under which the listings that go were published before; a new one where they never were."""
    absorbed = set(events.absorbed_ids(placing.tx, old))
    theirs = [one.founded or first_id(one.sighting) for one in going]
    earlier = [each for each in theirs if each in absorbed]
    source = going[0].sighting.source
    kept = events.get_event(placing.tx, old)
    least = kept.sequence + 1 if kept else 0
    if not earlier:
        new = placing.mint(going[0].sighting)
        return Parted(id=new, old=old, source=source, sequence=least, published=None)
    sequence, published = events.drop_alias(placing.tx, earlier[0])
    events.move_aliases(placing.tx, earlier[1:], earlier[0])
    return Parted(
        id=earlier[0],
        old=old,
        source=source,
        sequence=max(least, sequence + 1),
        published=published,
    )
