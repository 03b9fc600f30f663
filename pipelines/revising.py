"""An event as it was and as it is now in; what changed, in words for people, out."""

from __future__ import annotations

from datetime import datetime

from catalogue.events import Revision
from catalogue.listing import Listing, Moment, Person, Price, Times

_KINDS = (
    ("moved", ("start", "end", "sessions")),
    ("status", ("status",)),
    ("place", ("place", "mode", "online_url")),
    (
        "text",
        ("title", "price", "people", "organiser", "description", "audience", "objectives", "cpd"),
    ),
    ("text", ("booking_url", "deadline", "accessibility", "image", "url", "format", "topics")),
)
"""Kinds of change in the order of their weight, with the fields that make them."""

SEQUENCED = ("start", "end", "sessions", "status", "place", "mode", "online_url")
"""Fields after whose change a calendar must show the event anew: SEQUENCE rises (RFC 5545 3.8.7.4)."""


def compare(old: Listing, new: Listing, *, at: datetime, source: str) -> Revision | None:
    """What changed between two states of an event; None when nothing that people see did."""
    before, after = words_of(old), words_of(new)
    changed = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
    for kind, names in _KINDS:
        if any(name in changed for name in names):
            return Revision(at=at, kind=kind, changes=changed, source=source)
    return None


def words_of(listing: Listing) -> dict[str, str]:
    """What people see of each field; "" where nobody gives it."""
    times = listing.times
    return {
        "start": moment_words(times.start) or times.partial or times.text,
        "end": moment_words(times.end),
        "sessions": _sessions(times),
        "status": listing.status.value,
        "place": listing.place.line,
        "mode": listing.mode.value,
        "online_url": listing.online_url or "",
        "title": listing.title,
        "price": _price(listing.price),
        "people": "; ".join(_person(one) for one in listing.people),
        "organiser": listing.organiser or "",
        "description": listing.description,
        "audience": "; ".join(listing.audience),
        "objectives": "; ".join(listing.objectives),
        "cpd": listing.cpd or "",
        "booking_url": listing.booking_url or "",
        "deadline": moment_words(listing.deadline),
        "accessibility": listing.accessibility or "",
        "image": listing.image or "",
        "url": listing.url,
        "format": listing.format or "",
        "topics": ", ".join(match.slug for match in listing.topics),
    }


def moment_words(moment: Moment | None) -> str:
    """A moment for people, in its own zone: "Wed 16 Jun 2027, 09:30 BST"; "" for None."""
    if moment is None:
        return ""
    day = f"{moment:%a} {moment.day} {moment:%b %Y}"
    return f"{day}, {moment:%H:%M %Z}".rstrip() if isinstance(moment, datetime) else day


def _sessions(times: Times) -> str:
    return "; ".join(
        f"{moment_words(one.start)} - {moment_words(one.end)}" for one in times.sessions
    )


def _price(price: Price | None) -> str:
    return price.text if price else ""


def _person(person: Person) -> str:
    return ", ".join(part for part in (person.name, person.role, person.organisation) if part)
