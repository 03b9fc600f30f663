"""Listings in; a JSON Feed 1.1 document out, each item with an `_event` object that holds all we know.

`_event` is our extension, as the JSON Feed specification allows: its `about` says where it is explained. Times
are RFC 3339 with offset, days are plain and inclusive; null means that no page says so.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from catalogue.listing import Grade, Listing, Moment, Person, Session
from feeds.feed import Feed, Site
from feeds.fragment import Fragment
from feeds.particulars import html, summary
from feeds.prose import legal
from feeds.words import known_span, title_words, topic_labels, web_address

EXT = "json"
MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def fragment(listing: Listing, site: Site) -> Fragment:
    """The item of a listing, on one line, so that two versions of a feed can be compared by line."""
    text = json.dumps(_fields(listing, site), ensure_ascii=False)
    # A lone surrogate cannot be UTF-8; nobody needs one.
    return Fragment(text.encode("utf-8", errors="replace"))


def join(
    feed: Feed,
    items: Sequence[Fragment],
    site: Site,
    modified: datetime | None = None,  # noqa: ARG001 (the signature of every format)
) -> bytes:
    """The document of a feed, with the items in the order given."""
    document: dict[str, Any] = {
        "version": VERSION,
        "title": legal(feed.title),
        "home_page_url": site.page_url(feed),
        "feed_url": site.feed_url(feed, EXT),
        "description": legal(feed.description),
        "language": site.language,
        "authors": [{"name": site.title, "url": f"{site.base_url}/"}],
    }
    if site.hub:
        document["hubs"] = [{"type": "WebSub", "url": site.hub}]
    if feed.retired:
        document["expired"] = True
    head = json.dumps(document, ensure_ascii=False, indent=1).removesuffix("\n}")
    lines = b",\n".join(one.data for one in items)
    opening = f'{head},\n "items": [\n'.encode("utf-8", errors="replace")
    return b"".join((opening, lines, b"\n]\n}\n"))


def _fields(listing: Listing, site: Site) -> dict[str, Any]:
    title = title_words(listing)
    fields: dict[str, Any] = {
        "id": site.tag(listing.id),
        "url": site.event_url(listing.id),
        "external_url": web_address(listing.url),
        "title": title,
        "content_html": html(listing, site),
        "summary": summary(listing) or title,
        "image": web_address(listing.image),
        "date_published": _stamp(listing.published or listing.modified),
        "date_modified": _stamp(listing.modified),
        "authors": [{"name": listing.organiser}] if listing.organiser else None,
        "tags": [label for _, label in topic_labels(listing)],
        "language": listing.language,
    }
    known = {name: value for name, value in fields.items() if value}
    return {**known, "_event": _event(listing, site)}


def _event(listing: Listing, site: Site) -> dict[str, Any]:
    return {
        "about": f"{site.base_url}/about#event",
        **_times(listing),
        "status": listing.status.value,
        "sequence": listing.sequence,
        **_attendance(listing),
        **_programme(listing),
        "topics": [
            {"slug": match.slug, "score": match.score}
            for match in listing.topics
            if not match.low_confidence
        ],
        "categories": list(listing.categories),
        "series": listing.series,
        "sources": [{"name": one.source, "url": one.url} for one in listing.provenance],
    }


def _times(listing: Listing) -> dict[str, Any]:
    times = listing.times
    start, end = known_span(times)
    return {
        "start": start or None,
        "end": end or None,
        "all_day": times.all_day if start else None,
        "zone": times.zone,
        "grade": times.grade.value,
        "partial": times.partial,
        "text": times.text or None,
        "sessions": [] if times.grade is Grade.OPEN else [_session(one) for one in times.sessions],
    }


def _session(session: Session) -> dict[str, str | None]:
    return {
        "start": _stamp(session.start),
        "end": _stamp(session.end),
        "title": session.title or None,
    }


def _attendance(listing: Listing) -> dict[str, Any]:
    place, price = listing.place, listing.price
    names = ("name", "address", "town", "postcode", "region", "force")
    return {
        "mode": listing.mode.value,
        "place": {name: getattr(place, name) for name in names},
        "online_url": web_address(listing.online_url) or None,
        "price": None
        if price is None
        else {
            "text": price.text,
            "is_free": price.is_free,
            "amount": price.amount,
            "currency": price.currency,
            "tiers": [{"label": label, "amount": amount} for label, amount in price.tiers],
        },
        "booking": {
            "url": web_address(listing.booking_url) or None,
            "deadline": _stamp(listing.deadline),
        },
        "accessibility": listing.accessibility,
    }


def _programme(listing: Listing) -> dict[str, Any]:
    return {
        "organiser": listing.organiser,
        "format": listing.format,
        "people": [_person(one) for one in listing.people],
        "audience": list(listing.audience),
        "audience_groups": list(listing.audience_groups),
        "objectives": list(listing.objectives),
        "cpd": listing.cpd,
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "honours": list(person.honours),
        "rank_or_title": person.rank_or_title,
        "role": person.role,
        "organisation": person.organisation,
        "event_role": person.event_role,
        "is_chair": person.is_chair,
    }


def _stamp(moment: Moment | None) -> str | None:
    return None if moment is None else moment.isoformat()
