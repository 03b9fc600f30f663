"""JSON-LD on detail pages, as content systems with a search-engine plug-in write it: a Visit in, Pages out.

Quirks: "broken-json" leaves a trailing comma, "utc" writes the UTC time without saying so while the
page prints the local one, "zero-offset" writes the local time as if it were UTC, "date-only" gives the
mark-up only the day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from catalogue.listing import Mode, Status
from samples import wording
from samples.furniture import Page, Visit, chunks, html, script_json
from samples.occasion import Occasion, Speaker

PER_PAGE = 9
STATUS = {
    Status.CANCELLED: "EventCancelled",
    Status.POSTPONED: "EventPostponed",
    Status.RESCHEDULED: "EventRescheduled",
    Status.MOVED_ONLINE: "EventMovedOnline",
}
MODE = {Mode.IN_PERSON: "Offline", Mode.ONLINE: "Online", Mode.HYBRID: "Mixed"}


def address(one: Occasion) -> str:
    """The event's page, below the site's address."""
    return f"whats-on/{one.slug}"


def render(visit: Visit) -> dict[str, Page]:
    """The programme, page by page, and a page for each event."""
    parts = chunks(visit.occasions, PER_PAGE)
    pages = {
        "whats-on/" + (f"page/{number}/" if number > 1 else ""): html(
            visit, "jsonld_list.html", ones=ones, older=number + 1 if number < len(parts) else 0
        )
        for number, ones in enumerate(parts, 1)
    }
    return pages | {address(one): _event(visit, one) for one in visit.occasions}


def _event(visit: Visit, one: Occasion) -> Page:
    graph = {"@context": "https://schema.org", "@graph": [_crumbs(visit, one), _node(visit, one)]}
    text = script_json(graph)
    if "broken-json" in one.quirks:
        text = text[: text.rindex("]")] + ",\n ]\n}"
    dates = wording.days_british(one.first_day, one.last_day)
    return html(visit, "jsonld_event.html", one=one, data=text, dates=dates)


def _crumbs(visit: Visit, one: Occasion) -> dict[str, Any]:
    return {"@type": "WebPage", "@id": f"{visit.base}/{address(one)}", "name": visit.title(one)}


def _node(visit: Visit, one: Occasion) -> dict[str, Any]:
    url = f"{visit.base}/{address(one)}"
    node = {
        "@type": "Event",
        "@id": f"{url}#event",
        "url": url,
        "name": visit.title(one),
        "description": one.description[0],
        "startDate": _moment(one.start, one),
        "eventStatus": f"https://schema.org/{_status(one)}",
        "location": _location(visit, one),
        "organizer": {"@type": "Organization", "name": one.organiser},
    }
    return node | _more(one)


def _status(one: Occasion) -> str:
    """Editors who mark the title forget the field below it."""
    return "EventScheduled" if one.mark else STATUS.get(one.status, "EventScheduled")


def _more(one: Occasion) -> dict[str, Any]:
    """The properties that not every event has."""
    more: dict[str, Any] = {}
    if one.end:
        more["endDate"] = _moment(one.end, one)
    if one.previous:
        more["previousStartDate"] = _moment(one.previous, one)
    if one.mode in MODE:
        more["eventAttendanceMode"] = f"https://schema.org/{MODE[one.mode]}EventAttendanceMode"
    if one.price:
        more["offers"] = _offer(one)
    if one.speakers:
        more["performer"] = [_person(speaker) for speaker in one.speakers]
    return more


def _offer(one: Occasion) -> dict[str, Any]:
    stock = "SoldOut" if one.status is Status.SOLD_OUT else "InStock"
    return {
        "@type": "Offer",
        "price": wording.money(one.price),
        "priceCurrency": "GBP",
        "availability": f"https://schema.org/{stock}",
    }


def _person(speaker: Speaker) -> dict[str, str]:
    return {"@type": "Person", "name": speaker.full_name, "jobTitle": speaker.role}


def _location(visit: Visit, one: Occasion) -> object:
    if not one.venue:
        return {"@type": "VirtualLocation", "url": f"{visit.base}/{address(one)}#join"}
    return {
        "@type": "Place",
        "name": one.venue.name,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": one.venue.street,
            "addressLocality": one.venue.town,
            "postalCode": one.venue.postcode,
            "addressCountry": "GB",
        },
    }


def _moment(moment: date | datetime, one: Occasion) -> str:
    if not isinstance(moment, datetime):
        return moment.isoformat()
    if "date-only" in one.quirks:
        return moment.date().isoformat()
    if "utc" in one.quirks:
        return moment.astimezone(UTC).replace(tzinfo=None).isoformat()
    if "zero-offset" in one.quirks:
        return moment.replace(tzinfo=UTC).isoformat()
    return moment.isoformat()
