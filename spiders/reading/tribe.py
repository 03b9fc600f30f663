"""Answer of The Events Calendar's REST API (version 1) → one Draft per event."""

from __future__ import annotations

from catalogue.draft import Draft
from spiders.reading.found import Found
from spiders.reading.stamps import mend
from spiders.reading.values import Json, Node, listed, nodes, words_of

NAME = "tribe"
LONGEST_YEARS = 3
"""An end later than this after the start is a placeholder (2067 was seen)."""


def is_tribe(value: Json) -> bool:
    """Whether a JSON answer is one event or a page of events of this plug-in."""
    return any(
        "start_date_details" in node or "utc_start_date" in node for node in _events(value)[:1]
    )


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
    found = Found(NAME)
    for field, key in (
        ("title", "title"),
        ("url", "url"),
        ("price", "cost"),
        ("booking_url", "website"),
        ("modified", "modified_utc"),
        ("online_url", "virtual_url"),
    ):
        found.give(field, words_of(node.get(key)), f"event {number} {key}")
    found.give(
        "source_key",
        words_of(node.get("global_id")) or words_of(node.get("id")),
        f"event {number} id",
    )
    description = node.get("description") or node.get("excerpt")
    found.give(
        "description",
        description if isinstance(description, str) else "",
        f"event {number} description",
    )
    _times(node, found, number)
    _place(node, found, number)
    status = words_of(node.get("event_status")) or words_of(node.get("status"))
    if status.lower() in ("canceled", "cancelled", "postponed", "rescheduled", "moved-online"):
        found.give("status", status, f"event {number} status")
    if node.get("is_virtual") is True:
        hybrid = words_of(node.get("virtual_event_type")) == "hybrid" or bool(node.get("venue"))
        found.give("mode", "hybrid" if hybrid else "online", f"event {number} is_virtual")
    organisers = [
        name for part in nodes(node.get("organizer")) if (name := words_of(part.get("organizer")))
    ]
    found.give("organiser", ", ".join(organisers), f"event {number} organizer")
    tags = [
        words_of(part.get("name"))
        for key in ("categories", "tags")
        for part in nodes(node.get(key))
    ]
    found.give("categories", tuple(tag for tag in tags if tag), f"event {number} categories")
    image = node.get("image")
    found.give(
        "image",
        words_of(image.get("url")) if isinstance(image, dict) else "",
        f"event {number} image",
    )
    return found.draft()


def _times(node: Node, found: Found, number: int) -> None:
    start, end = mend(words_of(node.get("start_date")))[0], mend(words_of(node.get("end_date")))[0]
    if node.get("all_day") is True:
        start, end = start[:10], end[:10]
        found.give("all_day", True, f"event {number} all_day")
    found.give("start", start, f"event {number} start_date")
    if end[:4].isdigit() and start[:4].isdigit() and int(end[:4]) - int(start[:4]) >= LONGEST_YEARS:
        found.warn(f"end {end} is a placeholder")
    elif end and end < start:
        found.warn(f"end {end} lies before start {start}")
    else:
        found.give("end", end if end != start else "", f"event {number} end_date")
    zone = words_of(node.get("timezone"))
    unset = zone in ("UTC+0", "UTC") and words_of(node.get("utc_start_date")) == words_of(
        node.get("start_date")
    )
    if unset:
        found.warn("the site has never set its zone; its local times are kept")
    else:
        found.give("zone", zone, f"event {number} timezone")


def _place(node: Node, found: Found, number: int) -> None:
    venue = next(iter(nodes(listed(node.get("venue")))), None)
    if venue is None:
        return
    found.give("place", words_of(venue.get("venue")), f"event {number} venue")
    keys = ("address", "city", "province", "zip", "country")
    parts = [words for key in keys if (words := words_of(venue.get(key)))]
    found.give("address", ", ".join(parts), f"event {number} venue.address")
    found.give("town", words_of(venue.get("city")), f"event {number} venue.city")
    found.give("postcode", words_of(venue.get("zip")), f"event {number} venue.zip")
