"""An event in; its schema.org Event as JSON values out (https://schema.org/Event)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from catalogue.events import Revision
from catalogue.listing import Grade, Listing, Mode, Person, Place, Price, Status
from feeds.occurrences import occurrences
from feeds.prose import cut, plain_text, safe_html
from feeds.words import web_address

_HISTORY_DAY = re.compile(r"[A-Z][a-z]{2} ([0-3]?\d) ([A-Z][a-z]{2}) (\d{4})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STATUS = {
    Status.CANCELLED: "EventCancelled",
    Status.POSTPONED: "EventPostponed",
    Status.RESCHEDULED: "EventRescheduled",
    Status.MOVED_ONLINE: "EventMovedOnline",
}
_MODE = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}


def event_data(listing: Listing, page: str, revisions: Sequence[Revision] = ()) -> dict[str, Any]:
    """The Event as JSON values; what is not known is left out, never guessed.

    Args:
        listing: The event.
        page: Absolute address of our page about it.
        revisions: Its history; a rescheduled event names the date it had before.
    """
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{page}#event",
        "name": listing.title,
        "url": web_address(listing.url),
        "mainEntityOfPage": page,
        "description": cut(plain_text(safe_html(listing.description)), 500),
        "eventStatus": _schema(_STATUS.get(listing.status, "EventScheduled")),
        "eventAttendanceMode": _schema(_MODE.get(listing.mode, "")),
        "location": _locations(listing),
        "organizer": _named("Organization", listing.organiser),
        "performer": [_person(one) for one in listing.people],
        "audience": [{"@type": "Audience", "audienceType": one} for one in listing.audience],
        "about": [match.slug for match in listing.topics if not match.low_confidence],
        "inLanguage": listing.language,
        "offers": _offer(listing.price, listing),
        "isAccessibleForFree": listing.price.is_free if listing.price else None,
        **_dates(listing, revisions),
    }
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}


def _dates(listing: Listing, revisions: Sequence[Revision]) -> dict[str, Any]:
    times = listing.times
    if times.start is None or not occurrences(listing):
        return {}
    moments = {"startDate": times.start} | ({"endDate": times.end} if times.end else {})
    only_day = times.grade is Grade.OPEN  # the hour is what is open
    found = {
        name: (moment.date() if only_day and isinstance(moment, datetime) else moment).isoformat()
        for name, moment in moments.items()
    }
    if listing.status is Status.RESCHEDULED:
        found.update(_previous(revisions))
    return found


def _previous(revisions: Sequence[Revision]) -> dict[str, str]:
    """The day before the last move, out of the history's own words ("Mon 4 Jan 2027, 10:00 GMT")."""
    for revision in reversed(revisions):
        old = revision.changes.get("start", ("", ""))[0]
        found = _HISTORY_DAY.match(old)
        if revision.kind == "moved" and found and found[2] in _MONTHS:
            month = _MONTHS.index(found[2]) + 1
            return {"previousStartDate": f"{found[3]}-{month:02}-{int(found[1]):02}"}
    return {}


def _locations(listing: Listing) -> list[dict[str, Any]]:
    found = []
    if listing.mode in (Mode.ONLINE, Mode.HYBRID) or listing.status is Status.MOVED_ONLINE:
        found.append(
            {"@type": "VirtualLocation", "url": web_address(listing.online_url or listing.url)}
        )
    if listing.mode is not Mode.ONLINE and (place := _place(listing.place)):
        found.append(place)
    return found


def _place(place: Place) -> dict[str, Any] | None:
    name = place.name or place.town
    if not (name or place.address or place.postcode):
        return None
    address = {
        "@type": "PostalAddress",
        "streetAddress": place.address,
        "addressLocality": place.town,
        "postalCode": place.postcode,
        "addressRegion": place.region,
    }
    known = {key: value for key, value in address.items() if value}
    return {"@type": "Place", "name": name or place.address, "address": known}


def _person(person: Person) -> dict[str, Any]:
    data = {
        "@type": "Person",
        "name": person.name,
        "jobTitle": person.role,
        "honorificSuffix": " ".join(person.honours),
        "affiliation": _named("Organization", person.organisation),
    }
    return {name: value for name, value in data.items() if value}


def _offer(price: Price | None, listing: Listing) -> dict[str, Any] | None:
    if price is None or price.amount is None or price.currency is None:
        return None
    sold_out = listing.status is Status.SOLD_OUT
    return {
        "@type": "Offer",
        "price": price.amount,
        "priceCurrency": price.currency,
        "url": web_address(listing.booking_url or listing.url),
        **({"availability": _schema("SoldOut")} if sold_out else {}),
    }


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _schema(name: str) -> str:
    return f"https://schema.org/{name}" if name else ""
