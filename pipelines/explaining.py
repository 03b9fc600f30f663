"""The name of an event in; all that is known of why it is published as it is, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import Connection

from catalogue import events, members, merges, rules
from catalogue.curation import BlockRule, LockRule, Rule, TopicRule, rule_to_data
from catalogue.errors import SettingError
from catalogue.events import Revision
from catalogue.listing import Listing, stamp
from catalogue.members import Member
from catalogue.merges import Joined
from catalogue.reviews import Review, open_reviews
from pipelines.curating import is_blocked
from pipelines.deciding import Weighed
from pipelines.facets import Facet, facets_of_listing
from pipelines.revising import words_of
from pipelines.topics import weighed_of

_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NEAR: Final = 5  # topics that fell short and are still told
_TIMES: Final = frozenset({"start", "end", "sessions"})  # read together, so they win together


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field as published.

    Attributes:
        name: As in the revisions: "start", "place", "title", …
        value: In words; "" when nobody gives it.
        source: Whose value it is; "editors" when it is locked; "" when all sources add to it.
        evidence: Where on the page it stood, as "reader, place: text".
        others: (source, value) of the sources that say something else.
    """

    name: str
    value: str
    source: str = ""
    evidence: str = ""
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why an event is as it is.

    Attributes:
        listing: The event as published.
        hidden: Whether editors keep it out of the feeds.
        aliases: Ids that it absorbed.
        near: Topics that fell short, the nearest first.
        facets: Format, audience, mode, cost, jurisdiction, region, each with its evidence.
        fields: Every field that somebody gives.
        members: The listings it is made of.
        merges: Why they were put together, as far as the merge log tells.
        rules: The editors' rules about it.
        questions: What the scores leave open about it.
        history: What changed, oldest first.
    """

    listing: Listing
    hidden: bool
    aliases: tuple[str, ...]
    near: tuple[Weighed, ...]
    facets: tuple[Facet, ...]
    fields: tuple[Field, ...]
    members: tuple[Member, ...]
    merges: tuple[Joined, ...]
    rules: tuple[Rule, ...]
    questions: tuple[Review, ...]
    history: tuple[Revision, ...]


def explain(tx: Connection, name: str) -> Explanation:
    """Everything about one event.

    Args:
        tx: A view of the catalogue.
        name: Its id, an id it absorbed, the address of its page here or at a source, or "SOURCE KEY".

    Raises:
        SettingError: No event, or several, go by that name.
    """
    listing = find_event(tx, name)
    everyone = members.members_of(tx, [listing.id])
    given = {match.slug for match in listing.topics}
    near = [one for one in weighed_of(listing) if one.slug not in given]
    return Explanation(
        listing=listing,
        hidden=events.is_hidden(tx, listing.id),
        aliases=tuple(events.absorbed_ids(tx, listing.id)),
        near=tuple(near[:_NEAR]),
        facets=facets_of_listing(listing),
        fields=tuple(_fields(listing, everyone)),
        members=tuple(everyone),
        merges=tuple(merges.merges(tx, listing.id)),
        rules=tuple(_rules(tx, listing, everyone)),
        questions=tuple(_questions(tx, listing, everyone)),
        history=tuple(events.revisions(tx, listing.id)),
    )


def find_event(tx: Connection, name: str) -> Listing:
    """The event that a person means.

    Raises:
        SettingError: No event, or several, go by that name.
    """
    own = _ID.search(name)
    if own and (found := events.get_event(tx, own[0])):
        return found
    ids = list(dict.fromkeys(one.event_id for one in members.members_named(tx, name)))
    listings = [one for one in (events.get_event(tx, each) for each in ids) if one is not None]
    if len(listings) == 1:
        return listings[0]
    if not listings:
        raise SettingError(
            "No event goes by that name; give its id, the address of its page, or 'SOURCE KEY'",
            field="event",
            text=name,
        )
    told = "; ".join(f"{one.id} {one.title}" for one in listings[:10])
    raise SettingError(f"{len(listings)} events are listed there: {told}. Give the id", text=name)


def listing_names(tx: Connection, name: str) -> list[str]:
    """The names of the listings that a person means, "SOURCE KEY" each, the first seen first.

    Raises:
        SettingError: No listing goes by that name.
    """
    found = members.members_named(tx, name)
    if not found:
        raise SettingError(
            "No listing goes by that name; 'muster explain' shows those of an event",
            field="listing",
            text=name,
        )
    return [f"{one.sighting.source} {one.sighting.source_key}" for one in found]


def explanation_to_data(told: Explanation) -> dict[str, Any]:
    """The explanation as plain JSON values."""
    event = told.listing
    return {
        "id": event.id,
        "title": event.title,
        "url": event.url,
        "aliases": list(told.aliases),
        "series": event.series,
        "sequence": event.sequence,
        "published": stamp(event.published),
        "modified": stamp(event.modified),
        "hidden": told.hidden,
        "pinned": stamp(event.pinned),
        "topics": [asdict(match) for match in event.topics],
        "near": [asdict(one) for one in told.near],
        "facets": [asdict(one) for one in told.facets],
        "fields": [asdict(one) for one in told.fields],
        "listings": [_member_data(one) for one in told.members],
        "merges": [asdict(one) for one in told.merges],
        "rules": [{"kind": one.kind, **rule_to_data(one)} for one in told.rules],
        "questions": [{**asdict(one), "at": one.at.isoformat()} for one in told.questions],
        "history": [{**asdict(one), "at": one.at.isoformat()} for one in told.history],
    }


def _member_data(member: Member) -> dict[str, Any]:
    return {
        "source": member.sighting.source,
        "source_key": member.sighting.source_key,
        "url": member.sighting.url,
        "first_seen": member.first_seen.isoformat(),
        "last_seen": member.last_seen.isoformat(),
        "withdrawn": stamp(member.withdrawn),
    }


def _fields(listing: Listing, everyone: Sequence[Member]) -> Iterator[Field]:
    """Every field that the event or one of its listings gives, in the order of the revisions."""
    said = [(one, words_of(one.sighting.listing)) for one in everyone]
    winners = {
        field: (one.source, one.source_key) for one in listing.provenance for field in one.fields
    }
    for name, value in words_of(listing).items():
        if name == "topics":
            continue
        key = winners.get("times" if name in _TIMES else name)
        others = [(one.sighting.source, words[name]) for one, words in said]
        source, evidence = _giver(key, name, everyone)
        if any(part == name or part.startswith(f"{name}.") for part in listing.curated):
            source, evidence = "editors", ""
        told = tuple(dict.fromkeys(pair for pair in others if pair[1] not in ("", value)))
        if value or told:
            yield Field(name=name, value=value, source=source, evidence=evidence, others=told)


def _giver(key: tuple[str, str] | None, name: str, everyone: Sequence[Member]) -> tuple[str, str]:
    """The source of a winning value, and where it stood on the page."""
    if key is None:
        return "", ""
    for one in everyone:
        if (one.sighting.source, one.sighting.source_key) == key:
            return key[0], _evidence(dict(one.sighting.listing.evidence), name)
    return key[0], ""


def _evidence(found: Mapping[str, Any], name: str) -> str:
    """What the reader noted of a field; drafts call some fields otherwise."""
    aliases = {"start": "date", "end": "date", "place": "venue", "booking_url": "booking"}
    one = found.get(name) or found.get(aliases.get(name, name))
    return f"{one.reader}, {one.where}: {one.text}" if one else ""


def _rules(tx: Connection, listing: Listing, everyone: Sequence[Member]) -> Iterator[Rule]:
    curation = rules.rules_in_force(tx)
    names = rules.event_names(tx, listing, everyone)
    yield from curation.about(names)
    for link in curation.merges:
        if names & {*link.listings}:
            yield link
    for parting in curation.splits:
        if names & {*parting.listings, *parting.others}:
            yield parting
    for block in curation.blocks:
        if any(_is_blocked(one, block) for one in everyone):
            yield block


def _questions(tx: Connection, listing: Listing, everyone: Sequence[Member]) -> Iterator[Review]:
    keys = {(one.sighting.source, one.sighting.source_key) for one in everyone}
    for one in open_reviews(tx):
        if listing.id in one.events or (one.source, one.source_key) in keys:
            yield one


def _is_blocked(member: Member, block: BlockRule) -> bool:
    seen = member.sighting
    return is_blocked(seen.source, seen.listing.title, [block])


def rule_words(rule: Rule) -> str:
    """What a rule does, in words."""
    if isinstance(rule, TopicRule):
        primary = (rule.primary,) if rule.primary else ()
        parts = {"primary": primary, "add": rule.add, "remove": rule.remove}
        return "; ".join(f"{what} {', '.join(slugs)}" for what, slugs in parts.items() if slugs)
    if isinstance(rule, LockRule):
        return f"{rule.field} = {rule.value!r}"
    signed = ("who", "when", "why", "event")
    rest = {key: value for key, value in rule_to_data(rule).items() if key not in signed}
    return "; ".join(f"{key}: {value}" for key, value in rest.items())
