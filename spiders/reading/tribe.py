"""Answer of The Events Calendar's REST API (version 1) → one Draft per event."""

from __future__ import annotations

from catalogue.draft import Draft
from spiders.reading.found import Found
from spiders.reading.json_values import Json, Node, listed, nodes, words_of
from spiders.reading.stamps import mend

NAME = "tribe"
LONGEST_YEARS = 3
"""An end later than this after the start is a placeholder (2067 was seen)."""

_PLAIN = (
    ("title", "title"),
    ("url", "url"),
    ("price", "cost"),
    ("booking_url", "website"),
    ("modified", "modified_utc"),
    ("online_url", "virtual_url"),
)
"""(field, key) of what is taken as it is."""
_STATUS = frozenset({"canceled", "cancelled", "postponed", "rescheduled", "moved-online"})
_POSTAL = ("address", "city", "province", "zip", "country")


def is_tribe(value: Json) -> bool:
    """Whether a JSON answer is one event or a page of events of this plug-in."""
    first = next(iter(_events(value)), {})
    return "start_date_details" in first or "utc_start_date" in first


def read(value: Json) -> list[Draft]:
    """The events of an answer."""
    return [_draft(node, number) for number, node in enumerate(_events(value), start=1)]


def _events(value: Json) -> list[Node]:
    if isinstance(value, dict) and value.get("post_type") == "tribe_events":
        return [_from_post(value)]
    if isinstance(value, dict) and "start_date" in value:
        return [value]
    inner = value.get("events") if isinstance(value, dict) else value
    return [node for node in nodes(inner) if "start_date" in node]


def _from_post(post: Node) -> Node:
    """A stored post of the plug-in (`_EventStartDate` among its meta values) in the form of the API."""
    inner = post.get("meta_input")
    meta = inner if isinstance(inner, dict) else {}

    def first(key: str) -> str:
        return words_of(next(iter(listed(meta.get(key))), None))

    return {
        "title": post.get("post_title"),
        "description": post.get("post_content"),
        "id": post.get("ID"),
        "start_date": first("_EventStartDate"),
        "end_date": first("_EventEndDate"),
        "utc_start_date": first("_EventStartDateUTC"),
        "timezone": first("_EventTimezone"),
        "all_day": first("_EventAllDay") in ("1", "yes", "true"),
        "event_status": first("_tribe_events_status"),
        "website": first("_EventURL"),
        "cost": first("_EventCost"),
        "modified_utc": post.get("post_modified_gmt"),
    }


def _draft(node: Node, number: int) -> Draft:
    found = Found(NAME, f"event {number} ")
    for field, key in _PLAIN:
        found.give(field, words_of(node.get(key)), key)
    found.give("source_key", words_of(node.get("global_id")) or words_of(node.get("id")), "id")
    description = node.get("description") or node.get("excerpt")
    found.give("description", description if isinstance(description, str) else "", "description")
    _times(node, found)
    _place(node, found)
    status = words_of(node.get("event_status")) or words_of(node.get("status"))
    found.give("status", status if status.lower() in _STATUS else "", "status")
    if node.get("is_virtual") is True:
        hybrid = words_of(node.get("virtual_event_type")) == "hybrid" or bool(node.get("venue"))
        found.give("mode", "hybrid" if hybrid else "online", "is_virtual")
    organisers = [words_of(part.get("organizer")) for part in nodes(node.get("organizer"))]
    found.give("organiser", ", ".join(name for name in organisers if name), "organizer")
    tags = [*nodes(node.get("categories")), *nodes(node.get("tags"))]
    names = [words_of(tag.get("name")) for tag in tags]
    found.give("categories", tuple(name for name in names if name), "categories")
    image = node.get("image")
    found.give("image", words_of(image.get("url")) if isinstance(image, dict) else "", "image")
    return found.draft()


def _times(node: Node, found: Found) -> None:
    start, end = mend(words_of(node.get("start_date")))[0], mend(words_of(node.get("end_date")))[0]
    if node.get("all_day") is True:
        start, end = start[:10], end[:10]
        found.give("all_day", True, "all_day")
    found.give("start", start, "start_date")
    if end[:4].isdigit() and start[:4].isdigit() and int(end[:4]) - int(start[:4]) >= LONGEST_YEARS:
        found.warn(f"end {end} is a placeholder")
    elif end and end < start:
        found.warn(f"end {end} lies before start {start}")
    else:
        found.give("end", end if end != start else "", "end_date")
    zone = words_of(node.get("timezone"))
    same = words_of(node.get("utc_start_date")) == words_of(node.get("start_date"))
    if zone in ("UTC+0", "UTC") and same:
        found.warn("the site has never set its zone; its local times are kept")
    else:
        found.give("zone", zone, "timezone")


def _place(node: Node, found: Found) -> None:
    for venue in nodes(node.get("venue"))[:1]:
        found.give("place", words_of(venue.get("venue")), "venue")
        parts = [words_of(venue.get(key)) for key in _POSTAL]
        found.give("address", ", ".join(part for part in parts if part), "venue.address")
        found.give("town", words_of(venue.get("city")), "venue.city")
        found.give("postcode", words_of(venue.get("zip")), "venue.zip")
