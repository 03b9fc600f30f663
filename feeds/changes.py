"""The history of the catalogue in; what happened to events, one entry for each change that a reader acts on, out.

New, moved, cancelled (or taken back), another place, price or speaker. Other words of a page, its pictures and topics
change all the time: they make no entry. An entry is a Listing whose words say what changed, so that every format
writes it as it writes events; its identifier is the event's with the number of the change behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from types import MappingProxyType

from sqlalchemy import Connection

from catalogue.events import Revision, latest_revisions, texts_of
from catalogue.listing import Listing, listing_from_json
from feeds.feed import Feed
from feeds.ready import syndicated
from feeds.window import NEWEST

EXTS = ("rss", "atom", "json", "csv", "ndjson")
"""Formats of these feeds; a change is no date in a calendar, and no Event of its own."""

_FIELDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "status": ("cancelled", "Status"),
        "start": ("moved", "Start"),
        "end": ("moved", "End"),
        "sessions": ("moved", "Sessions"),
        "place": ("place", "Place"),
        "mode": ("place", "Attendance"),
        "online_url": ("place", "Join online"),
        "price": ("price", "Price"),
        "people": ("speakers", "Speakers"),
    }
)
"""Field of a revision → the kind of change it makes, and its name for people; in the order of weight."""

_TITLES = {
    "new": "New",
    "cancelled": "Status changed",
    "moved": "Moved",
    "place": "Place changed",
    "price": "Price changed",
    "speakers": "Speakers changed",
}
_LOOKED_AT = 10 * NEWEST  # revisions read to find the newest that count


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: its kinds, the first of which has most weight, and the listing that tells of it."""

    kinds: tuple[str, ...]
    listing: Listing


def change_feeds() -> tuple[Feed, ...]:
    """The feed of all changes, and one for each kind."""
    every = Feed(
        slug="changes",
        title="Changes to events",
        description="What is new, moved, cancelled, or has another place, price or speaker.",
    )
    kinds = (
        Feed(
            slug=f"changes/{kind}",
            title=f"Changes to events: {title.lower()}",
            description=f"Changes to events, of this kind: {title.lower()}.",
        )
        for kind, title in _TITLES.items()
    )
    return (every, *kinds)


def chosen(feed: Feed, changes: Sequence[Change]) -> list[Listing]:
    """The entries of one of these feeds, newest first."""
    kind = feed.slug.partition("/")[2]
    fit = [one.listing for one in changes if not kind or kind in one.kinds]
    return fit[:NEWEST]


def recent_changes(tx: Connection) -> list[Change]:
    """The newest changes of published events that count, newest first."""
    rows = [(n, id_, one) for n, id_, one in latest_revisions(tx, _LOOKED_AT) if kinds_of(one)]
    ids = {id_ for _, id_, _ in rows}
    listings = {id_: syndicated(listing_from_json(text)) for id_, text in texts_of(tx, ids)}
    return [_change(n, listings[id_], one) for n, id_, one in rows if id_ in listings]


def kinds_of(revision: Revision) -> tuple[str, ...]:
    """The kinds of change that a revision is; none for noise."""
    if revision.kind == "new":
        return ("new",)
    found = [kind for field, (kind, _) in _FIELDS.items() if field in revision.changes]
    if revision.kind == "withdrawn" and "cancelled" not in found:
        found.insert(0, "cancelled")
    return tuple(dict.fromkeys(found))


def _change(number: int, listing: Listing, revision: Revision) -> Change:
    kinds = kinds_of(revision)
    told = replace(
        listing,
        id=f"{listing.id}#change-{number}",
        title=f"{_TITLES[kinds[0]]}: {listing.title}",
        description=_words(revision) + listing.description,
        published=revision.at,
        modified=revision.at,
    )
    return Change(kinds=kinds, listing=told)


def changed_words(revision: Revision) -> list[str]:
    """The fields that changed, before and after, in words: "Place: Kelby → Northmoor"."""
    return [
        f"{label}: {old or 'not known'} → {new or 'not known'}"
        for field, (_, label) in _FIELDS.items()
        for old, new in [revision.changes.get(field, ("", ""))]
        if field in revision.changes
    ]


def _words(revision: Revision) -> str:
    """The same as HTML."""
    rows = [f"<li>{escape(words)}</li>" for words in changed_words(revision)]
    return f"<ul>{''.join(rows)}</ul>" if rows else ""
