"""A Listing in; everything known of it as JSON values, for programs, out: the `_event` of our JSON documents.

Times are RFC 3339 with offset, days are plain and inclusive; None means that no page says so.
"""

from __future__ import annotations

from typing import Any

from catalogue.listing import Grade, Listing, Session, person_to_data, stamp
from feeds.feed import Site
from feeds.memo import once_per_listing
from feeds.words import known_span, web_address


@once_per_listing
def event_record(listing: Listing, site: Site) -> dict[str, Any]:
    """Everything known of an event; None and [] where no page says it."""
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
        "start": stamp(session.start),
        "end": stamp(session.end),
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
            "deadline": stamp(listing.deadline),
        },
        "accessibility": listing.accessibility,
    }


def _programme(listing: Listing) -> dict[str, Any]:
    return {
        "organiser": listing.organiser,
        "format": listing.format,
        "people": [person_to_data(one) for one in listing.people],
        "audience": list(listing.audience),
        "audience_groups": list(listing.audience_groups),
        "objectives": list(listing.objectives),
        "cpd": listing.cpd,
    }
