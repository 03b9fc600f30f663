"""One schema.org Event, as nested dictionaries → a Draft; shared by JSON-LD, microdata and RDFa."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from html import unescape

from catalogue.draft import Draft
from spiders.reading.found import Found
from spiders.reading.json_values import ENTITY, Json, Node, listed, nodes, words_of
from spiders.reading.markup_signs import EVENT_SIGNS
from spiders.reading.page import Page
from spiders.reading.stamps import mend

MAX_DEPTH = 40
LONGEST_DAYS = 60
"""25 of 395 marked-up events span more; all were series given as one event."""
MAX_EVENTS = 2000
"""Events of one page."""

_KINDS = frozenset((*EVENT_SIGNS, "EventSeries"))
"""Kinds of an Event; beside these, all that end in the word."""
_SPAN = ("startDate", "endDate")
_POSTAL = ("streetAddress", "addressLocality", "addressRegion", "postalCode", "addressCountry")
_NO_EVENTS = frozenset({"PublicationEvent", "OnDemandEvent", "DeliveryEvent"})


def types_of(node: Node) -> tuple[str, ...]:
    """The types of a node without their vocabulary ("https://schema.org/Event" → "Event")."""
    kinds = node.get("@type")
    if isinstance(kinds, str):
        return (_bare(kinds),)
    return tuple([_bare(kind) for kind in listed(kinds) if isinstance(kind, str)])


@lru_cache(maxsize=500)
def _bare(kind: str) -> str:
    return re.split(r"[/#:]", kind)[-1]


def is_event(node: Node) -> bool:
    """Whether a node is an Event of any kind."""
    return _tell_event(types_of(node))


@lru_cache(maxsize=500)
def _tell_event(kinds: tuple[str, ...]) -> bool:
    events = [kind for kind in kinds if kind.endswith("Event") or kind in _KINDS]
    return not _NO_EVENTS.issuperset(events)


def events_in(value: Json) -> Iterator[Node]:
    """Every event of a value: in graphs, lists, under places and courses; sub-events stay inside theirs."""
    stack: list[tuple[Json, int, str]] = [(value, 0, "")]
    seen = 0
    while stack and seen < MAX_EVENTS:
        item, depth, name = stack.pop()
        if depth > MAX_DEPTH:
            continue
        if isinstance(item, list):
            stack.extend((part, depth + 1, name) for part in reversed(item))
        elif isinstance(item, dict):
            kinds = types_of(item)
            event = _tell_event(kinds)
            if event:
                seen += 1
                yield {"name": name, **item} if name and not item.get("name") else item
            inner = [part for part in item.items() if isinstance(part[1], (dict, list))]
            own = text_of(item.get("name")) if inner and "Course" in kinds else ""
            skip = ("subEvent", "superEvent", "subEvents") if event else ("superEvent",)
            stack.extend([(part, depth + 1, own) for key, part in inner[::-1] if key not in skip])


def text_of(value: Json) -> str:
    """The words of a value: a string, a number, the first of a list, the name of a node."""
    if isinstance(value, list):
        return next((words for part in value if (words := text_of(part))), "")
    if isinstance(value, dict):
        keys = ("@value", "name", "url", "@id")
        return text_of(next((part for key in keys if (part := value.get(key))), None))
    return words_of(value)


def draft_of(node: Node, page: Page, reader: str, where: str) -> Draft:
    """The Draft that a reader makes of an event node; `where` is its place on the page ("script 2", "item 1")."""
    found = Found(reader, f"{where} ")
    found.give("title", text_of(node.get("name") or node.get("headline")), "name")
    found.give("url", page.join(_address(node.get("url") or node.get("@id"))), "url")
    found.give("source_key", _key(node), "identifier")
    _times(node, found)
    found.give("status", text_of(node.get("eventStatus")), "eventStatus")
    mode = node.get("eventAttendanceMode") or node.get("courseMode")
    found.give("mode", text_of(mode), "eventAttendanceMode")
    _locations(node, page, found)
    found.give("organiser", text_of(node.get("organizer") or node.get("provider")), "organizer")
    people = _names(node, "performer", "performers", "instructor", "actor")
    found.give("people", people, "performer")
    found.give("audience", _names(node, "audience"), "audience")
    found.give("objectives", _names(node, "teaches"), "teaches")
    _offers(node, page, found)
    found.give("description", _markup(node.get("description")), "description")
    found.give("image", page.join(_address(node.get("image"))), "image")
    found.give("language", text_of(node.get("inLanguage")), "inLanguage")
    found.give("categories", _keywords(node), "keywords")
    found.give("series", _series(node), "superEvent")
    found.give("modified", text_of(node.get("dateModified")), "dateModified")
    return found.draft()


def _times(node: Node, found: Found) -> None:
    for field, key in (("start", "startDate"), ("end", "endDate")):
        warning = found.give_moment(field, text_of(node.get(key)), key, 0.8)
        if warning:
            found.warn(warning)
    _check_end(found)
    duration = text_of(node.get("duration"))
    found.give("duration", duration if duration.startswith("P") else "", "duration")
    found.give("sessions", _sessions(node), "subEvent")


def _check_end(found: Found) -> None:
    start, end = found.values.get("start", ""), found.values.get("end", "")
    if end and "twice" in " ".join(found.warnings):
        found.drop("end")  # the plug-in that doubles the hour fills the end in with 23:50
    elif end and end[:10] < start[:10]:
        found.drop("end")
        found.warn(f"end {end} lies before start {start}")
    elif _days(start, end) > LONGEST_DAYS:
        found.warn(f"lasts from {start[:10]} to {end[:10]}: a series given as one event?")


def _days(start: str, end: str) -> int:
    """Days from start to end; 0 for what is no day of the calendar."""
    try:
        return (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days
    except ValueError:
        return 0


def _sessions(node: Node) -> tuple[tuple[str, str], ...]:
    parts = nodes(node.get("subEvent") or node.get("subEvents"))[:200]
    times = [[mend(text_of(part.get(key)))[0] for key in _SPAN] for part in parts]
    return tuple([(start, end) for start, end in times if start])


def _locations(node: Node, page: Page, found: Found) -> None:
    for place in listed(node.get("location")):
        if not isinstance(place, dict):
            found.give("place", text_of(place), "location")
        elif "VirtualLocation" in types_of(place):
            found.give("online_url", page.join(_address(place.get("url"))), "location.url")
            found.give("mode", "VirtualLocation", "location", confidence=0.8)
        else:
            _place(place, found)


def _place(place: Node, found: Found) -> None:
    found.give("place", text_of(place.get("name")), "location.name")
    address = next(iter(listed(place.get("address"))), None)
    if isinstance(address, dict):
        parts = [text_of(address.get(key)) for key in _POSTAL]
        line = ", ".join(dict.fromkeys(part.strip(" ,") for part in parts if part))
        found.give("address", line, "location.address")
        found.give("town", text_of(address.get("addressLocality")), "addressLocality")
        found.give("postcode", text_of(address.get("postalCode")), "postalCode")
    else:
        found.give("address", text_of(address), "location.address")


def _offers(node: Node, page: Page, found: Found) -> None:
    offers = nodes(node.get("offers"))
    prices = [words for offer in offers[:20] if (words := _price(offer))]
    found.give("price", "; ".join(dict.fromkeys(prices)), "offers")
    if str(node.get("isAccessibleForFree")).lower() == "true":
        found.give("price", "free", "isAccessibleForFree")
    link = next((a for offer in offers if (a := _address(offer.get("url")))), "")
    found.give("booking_url", page.join(link), "offers.url")
    if offers and all("SoldOut" in text_of(offer.get("availability")) for offer in offers):
        status = found.values.get("status", "")
        if not status or status.endswith("EventScheduled"):
            found.drop("status")
            found.give("status", "SoldOut", "offers.availability")


def _price(offer: Node) -> str:
    amount = text_of(offer.get("price")) or text_of(offer.get("lowPrice"))
    high = text_of(offer.get("highPrice"))
    span = f"{amount} to {high}" if high and high != amount else amount
    parts = (text_of(offer.get("name")), span, text_of(offer.get("priceCurrency")))
    return " ".join(part for part in parts if part) if amount else ""


def _names(node: Node, *keys: str) -> tuple[str, ...]:
    parts = [part for key in keys for part in listed(node.get(key))]
    names = [_person(part) if isinstance(part, dict) else text_of(part) for part in parts]
    return tuple(dict.fromkeys(name for name in names if name))


def _person(node: Node) -> str:
    """A person or audience node in one line: name, role, organisation."""
    name = text_of(node.get("name")) or text_of(node.get("audienceType"))
    more = [text_of(node.get("jobTitle")), text_of(node.get("worksFor") or node.get("affiliation"))]
    return ", ".join(part for part in (name, *more) if part)


def _keywords(node: Node) -> tuple[str, ...]:
    words: list[str] = []
    for key in ("keywords", "about"):
        for part in listed(node.get(key)):
            words.extend(text_of(part).split(",") if key == "keywords" else [text_of(part)])
    return tuple(dict.fromkeys(word.strip() for word in words if 1 < len(word.strip()) < 80))


def _key(node: Node) -> str:
    identifier = text_of(node.get("@id")) or text_of(node.get("identifier"))
    return identifier if identifier and not identifier.startswith("_:") else ""


def _series(node: Node) -> str:
    value = node.get("superEvent")
    return text_of(value.get("@id") or value.get("url") if isinstance(value, dict) else value)


def _address(value: Json) -> str:
    """The address of a URL value: a string, or an object's url, contentUrl or @id."""
    if isinstance(value, list):
        return next((words for part in value if (words := _address(part))), "")
    if isinstance(value, dict):
        return _address(value.get("url") or value.get("contentUrl") or value.get("@id"))
    return value.strip() if isinstance(value, str) else ""


def _markup(value: Json) -> str:
    """A description with its mark-up; entities resolved once where the mark-up itself was escaped."""
    words = value if isinstance(value, str) else text_of(value)
    escaped = "&lt;" in words or (ENTITY.search(words) and "<" not in words)
    return unescape(words).strip() if escaped else words.strip()
