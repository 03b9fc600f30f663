"""Listings in; an iCalendar document (RFC 5545, 7986) out, for calendars that subscribe.

icalendar makes the components and we their VTIMEZONE, because feedgen writes no iCalendar. No METHOD (an
error without ORGANIZER), no UID of the calendar (vdirsyncer would keep one event), no alarms, no guests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vUri

from catalogue.listing import Listing, Moment, Status
from feeds.content_lines import Text, component_lines
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
_PROSE_ROOM = (1_500, 400, 0)  # characters of prose in a DESCRIPTION: as many as fit into MAX_BYTES


@dataclass(frozen=True, slots=True)
class _Form:
    """How components are written: all times in UTC or not, and the room for prose in characters."""

    utc: bool
    room: int


@dataclass(frozen=True, slots=True)
class _Component:
    """One VEVENT with what the document sorts and declares by."""

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
    document = b""
    for room in _PROSE_ROOM:
        document = _document(feed, listings, site, _Form(utc, room))
        if len(document) <= MAX_BYTES:
            break
    return document


def _document(feed: Feed, listings: Sequence[Listing], site: Site, form: _Form) -> bytes:
    made = [one for listing in listings for one in _components(listing, site, form)]
    made.sort(key=lambda one: (one.start, one.uid))
    zones = sorted({one.zone for one in made} - {""})
    *head, end = component_lines(_calendar(feed, site))
    rules = (vtimezone(zone) or b"" for zone in zones)
    return b"".join((*head, *rules, *(one.data for one in made), end))


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
def _components(listing: Listing, site: Site, form: _Form) -> tuple[_Component, ...]:
    return tuple(_component(listing, one, site, form) for one in occurrences(listing))


def _component(listing: Listing, occurrence: Occurrence, site: Site, form: _Form) -> _Component:
    event = Event()
    uid = site.uid(listing.id, occurrence.session)
    zone = _add_times(event, occurrence, utc=form.utc)
    event["UID"] = Text(uid)
    event["SUMMARY"] = Text(_title(listing, occurrence))
    event["STATUS"] = Text(_status(listing.status, occurrence))
    event["TRANSP"] = Text("TRANSPARENT")
    event.add("SEQUENCE", listing.sequence)
    _add_stamps(event, listing)
    _add_particulars(event, listing, site, form.room)
    data = b"".join(component_lines(event))
    return _Component(instant_of(occurrence.start), uid, zone, data)


def _title(listing: Listing, occurrence: Occurrence) -> str:
    title, session = title_words(listing), " ".join(legal(occurrence.title).split())
    return f"{title}: {session}" if session and session not in title else title


def _status(status: Status, occurrence: Occurrence) -> str:
    if is_called_off(status):
        return "CANCELLED"
    return "TENTATIVE" if status is Status.TENTATIVE or occurrence.is_open else "CONFIRMED"


def _add_times(event: Event, occurrence: Occurrence, *, utc: bool) -> str:
    """Add DTSTART and DTEND; the result is the zone they name, "" for days and UTC."""
    start, end = occurrence.start, occurrence.end
    moments = [one for one in (start, end) if isinstance(one, datetime)]
    local = bool(moments) and not utc and all(map(holds_for, moments)) and _zones(moments)
    event.add("DTSTART", start if local else _universal(start))
    if end is not None:
        event.add("DTEND", _behind(end if local else _universal(end)))
    return str(getattr(start.tzinfo, "key", "")) if local and isinstance(start, datetime) else ""


def _zones(moments: list[datetime]) -> bool:
    """Whether all moments name one zone, and one that is not UTC itself."""
    names = {str(getattr(one.tzinfo, "key", "")) for one in moments}
    return len(names) == 1 and names.isdisjoint({"", "UTC", "Etc/UTC"})


def _universal(moment: Moment) -> Moment:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def _behind(end: Moment) -> date:
    """The exclusive end of iCalendar: the day after an inclusive last day, the instant itself."""
    return end if isinstance(end, datetime) else end + timedelta(days=1)


def _add_stamps(event: Event, listing: Listing) -> None:
    """DTSTAMP and LAST-MODIFIED are the last change, never the time of writing: equal listings, equal bytes."""
    modified = (listing.modified or FOUNDED).astimezone(UTC)
    event.add("DTSTAMP", modified)
    event.add("LAST-MODIFIED", modified)
    if listing.published:
        event.add("CREATED", listing.published.astimezone(UTC))


def _add_particulars(event: Event, listing: Listing, site: Site, room: int) -> None:
    event["URL"] = vUri(site.event_url(listing.id))
    texts = {
        "DESCRIPTION": plain(listing, site, room),
        "LOCATION": location_words(listing),
        "CONTACT": " ".join(legal(listing.organiser or "").split()),
        "REFID": legal(listing.series or ""),
    }
    for name, value in texts.items():
        if value:
            event[name] = Text(value)
    labels = [label for _, label in topic_labels(listing)]
    if labels:
        event.add("CATEGORIES", labels)
    _add_addresses(event, listing)


def _add_addresses(event: Event, listing: Listing) -> None:
    join, image = web_address(listing.online_url), web_address(listing.image)
    if join:
        event["CONFERENCE"] = vUri(join, params={"VALUE": "URI", "LABEL": "Join online"})
    if image:
        event["IMAGE"] = vUri(image, params={"VALUE": "URI", "DISPLAY": "FULLSIZE"})
