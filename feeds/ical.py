"""Listings in; an iCalendar document (RFC 5545, 7986) out, for calendars that subscribe.

icalendar makes the components and we their VTIMEZONE, because feedgen writes no iCalendar. No METHOD (an
error without ORGANIZER), no UID of the calendar (vdirsyncer would keep one event), no alarms, no guests.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from icalendar import Calendar, Event, vUri

from catalogue.listing import Listing, Moment, Status
from feeds.content_lines import Text, component_lines, escape, fold
from feeds.feed import FOUNDED, Feed, Site
from feeds.memo import once_per_listing
from feeds.occurrences import Occurrence, instant_of, is_called_off, occurrences
from feeds.particulars import plain
from feeds.prose import legal
from feeds.vtimezone import holds_for, vtimezone
from feeds.words import location_words, title_words, topic_labels, web_address

EXT = "ics"
MEDIA_TYPE = "text/calendar"
MAX_BYTES = 1_000_000
"""Above this size some calendars refuse a subscription; the prose of all events is then cut shorter."""

_PRODID = "-//Muster//Events//EN"
_PARAMS = {
    "CONFERENCE": {"VALUE": "URI", "LABEL": "Join online"},
    "IMAGE": {"VALUE": "URI", "DISPLAY": "FULLSIZE"},
}
_PROSE_ROOM = (1_500, 400, 0)  # characters of prose in a DESCRIPTION: as many as fit into MAX_BYTES


@dataclass(frozen=True, slots=True)
class _Component:
    """One VEVENT without its DESCRIPTION and its END, with what the document sorts and declares by."""

    start: datetime
    uid: str
    zone: str
    data: bytes


def render(feed: Feed, listings: Sequence[Listing], site: Site, *, utc: bool = False) -> bytes:
    """The document, its events by start and UID.

    Args:
        feed: What is written.
        listings: What belongs to it; those without a date for calendars are left out.
        site: Who publishes.
        utc: Write every time in UTC, for clients that ignore VTIMEZONE (FullCalendar).
    """
    made = [(one, listing) for listing in listings for one in _components(listing, site, utc)]
    made.sort(key=lambda pair: (pair[0].start, pair[0].uid))
    zones = sorted({one.zone for one, _ in made} - {""})
    *head, end = component_lines(_calendar(feed, site))
    head += [vtimezone(zone) or b"" for zone in zones]
    document = b""
    for room in _PROSE_ROOM:
        events = (one.data + _ending(listing, site, room) for one, listing in made)
        document = b"".join((*head, *events, end))
        if len(document) <= MAX_BYTES:
            break
    return document


def _calendar(feed: Feed, site: Site) -> Calendar:
    """The calendar's own properties."""
    calendar = Calendar()
    every = f"PT{site.ttl}M" if site.ttl % 60 else f"PT{site.ttl // 60}H"
    texts = {
        "PRODID": _PRODID,
        "VERSION": "2.0",
        "CALSCALE": "GREGORIAN",
        "NAME": feed.title,
        "X-WR-CALNAME": feed.title,
        "X-WR-CALDESC": feed.description,
        "X-WR-TIMEZONE": site.zone,
        "COLOR": "navy",
        "X-PUBLISHED-TTL": every,
    }
    for name, value in texts.items():
        calendar[name] = Text(legal(value))
    calendar["REFRESH-INTERVAL"] = Text(every, params={"VALUE": "DURATION"})
    calendar["SOURCE"] = vUri(site.feed_url(feed, EXT), params={"VALUE": "URI"})
    calendar["URL"] = vUri(site.page_url(feed))
    return calendar


@once_per_listing
def _ending(listing: Listing, site: Site, room: int) -> bytes:
    """The end of a VEVENT: its DESCRIPTION, whose prose takes at most `room` characters, and END."""
    return fold("DESCRIPTION:" + escape(plain(listing, site, room))) + b"END:VEVENT\r\n"


@once_per_listing
def _components(listing: Listing, site: Site, utc: bool) -> tuple[_Component, ...]:
    shared = _stamps(listing) | _particulars(listing, site)
    return tuple(_component(listing, one, site, shared, utc) for one in occurrences(listing))


def _component(
    listing: Listing, occurrence: Occurrence, site: Site, shared: dict[str, str], utc: bool
) -> _Component:
    uid = site.uid(listing.id, occurrence.session)
    zone, start, end = _times(occurrence, utc=utc)
    values = shared | {
        "UID": uid,
        "DTSTART": start,
        "DTEND": end,
        "SUMMARY": escape(_title(listing, occurrence)),
        "STATUS": _status(listing.status, occurrence),
    }
    heads = _heads(
        tuple(name for name, value in values.items() if value), zone, len(start) == len("20270616")
    )
    data = b"BEGIN:VEVENT\r\n" + b"".join(fold(head + values[name]) for name, head in heads)
    return _Component(instant_of(occurrence.start), uid, zone, data)


@lru_cache(maxsize=1_024)
def _heads(names: tuple[str, ...], zone: str, is_day: bool) -> tuple[tuple[str, str], ...]:
    """Each property's name and what icalendar writes before its value, in icalendar's order.

    icalendar takes most of a millisecond for a VEVENT, and nearly all events are of a few shapes: it is asked
    once per shape, and the values are put in behind it. A test compares with events that it writes whole.
    """
    when = {"VALUE": "DATE"} if is_day else {"TZID": zone} if zone else {}
    params = {"DTSTART": when, "DTEND": when, **_PARAMS}
    event = Event()
    for name in names:
        event[name] = Text("", params=params.get(name, {}))
    lines = [str(line) for line in event.content_lines() if line][1:-1]
    return tuple((re.split("[;:]", line)[0], line) for line in lines)


def _title(listing: Listing, occurrence: Occurrence) -> str:
    title, session = title_words(listing), " ".join(legal(occurrence.title).split())
    return f"{title}: {session}" if session and session not in title else title


def _status(status: Status, occurrence: Occurrence) -> str:
    if is_called_off(status):
        return "CANCELLED"
    return "TENTATIVE" if status is Status.TENTATIVE or occurrence.is_open else "CONFIRMED"


def _times(occurrence: Occurrence, *, utc: bool) -> tuple[str, str, str]:
    """The zone that the times name ("" for days and UTC), and the values of DTSTART and DTEND."""
    start, end = occurrence.start, occurrence.end
    moments = [one for one in (start, end) if isinstance(one, datetime)]
    if not moments:
        return (
            "",
            _digits(start),
            "" if end is None else _digits(end + timedelta(days=1)),
        )  # exclusive
    zone = "" if utc or not all(map(holds_for, moments)) else _common_zone(moments)
    start_digits, *end_digits = (_digits(one if zone else one.astimezone(UTC)) for one in moments)
    return zone, start_digits, "".join(end_digits)


def _common_zone(moments: list[datetime]) -> str:
    """The one zone of all moments; "" when they differ and when it is UTC itself."""
    names = {str(getattr(one.tzinfo, "key", "")) for one in moments} - {"UTC", "Etc/UTC"}
    return names.pop() if len(names) == 1 else ""


def _digits(moment: Moment) -> str:
    """A DATE or a DATE-TIME value; the Z stands for UTC."""
    if not isinstance(moment, datetime):
        return f"{moment.year:04}{moment:%m%d}"
    return f"{moment.year:04}{moment:%m%dT%H%M%S}" + ("Z" if moment.tzinfo is UTC else "")


def _stamps(listing: Listing) -> dict[str, str]:
    """DTSTAMP and LAST-MODIFIED are the last change, never the time of writing: equal listings, equal bytes."""
    modified = _digits((listing.modified or FOUNDED).astimezone(UTC))
    created = _digits(listing.published.astimezone(UTC)) if listing.published else ""
    return {"DTSTAMP": modified, "LAST-MODIFIED": modified, "CREATED": created}


def _particulars(listing: Listing, site: Site) -> dict[str, str]:
    """Values of what all entries of a listing share; "" leaves a property out."""
    return {
        "SEQUENCE": str(listing.sequence),
        "TRANSP": "TRANSPARENT",
        "LOCATION": escape(location_words(listing)),
        "CONTACT": escape(" ".join(legal(listing.organiser or "").split())),
        "REFID": escape(" ".join(legal(listing.series or "").split())),
        "CATEGORIES": ",".join(escape(label) for _, label in topic_labels(listing)),
        "URL": site.event_url(listing.id),
        "CONFERENCE": web_address(listing.online_url),
        "IMAGE": web_address(listing.image),
    }
