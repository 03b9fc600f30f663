"""Listings in; an iCalendar document (RFC 5545, 7986) out, for calendars that subscribe.

icalendar makes the components and we their VTIMEZONE, because feedgen writes no iCalendar. No METHOD (an
error without ORGANIZER), no UID of the calendar (vdirsyncer would keep one event), no alarms, no guests.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from icalendar import Calendar, Event, vUri

from catalogue.listing import Listing, Moment, Status
from feeds.content_lines import Text, component_lines, escape, fold
from feeds.document import joined
from feeds.feed import FOUNDED, Feed, Site
from feeds.fragment import Fragment, Frame
from feeds.occurrences import Occurrence, is_called_off, occurrences, starts
from feeds.particulars import plain
from feeds.prose import legal, one_line
from feeds.self_check import check, controls
from feeds.vtimezone import holds_for, vtimezone
from feeds.words import location_words, title_words, topic_labels, web_address

EXT = "ics"
MEDIA_TYPE = "text/calendar"
MAX_BYTES = 1_000_000
"""Above this size some calendars refuse a subscription; the prose of all events is then cut shorter."""

_OURS = "="  # stands in notes for the zone of the site, which most events have
_FIRST_SECOND = -(2**36)  # the year 1 is later
_BEGIN, _END = b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n"
_PRODID = "-//Muster//Events//EN"
_PARAMS = {
    "CONFERENCE": {"VALUE": "URI", "LABEL": "Join online"},
    "IMAGE": {"VALUE": "URI", "DISPLAY": "FULLSIZE"},
}
_TWO = tuple([f"{number:02}" for number in range(60)])
PROSE_ROOM = (1_500, 400, 0)
"""Characters of prose in a DESCRIPTION: the most that lets the document fit into MAX_BYTES."""


def fragment(
    listing: Listing, site: Site, *, room: int = PROSE_ROOM[0], utc: bool = False
) -> Fragment:
    """The VEVENTs of a listing, one for each of its sessions.

    Args:
        listing: One without a date for calendars gives an empty piece.
        site: Who publishes.
        room: Characters of prose that a DESCRIPTION may hold.
        utc: Write every time in UTC, for clients that ignore VTIMEZONE (FullCalendar).
    """
    told = "DESCRIPTION:" + escape(plain(listing, site, room))
    ending, shared = fold(told) + b"END:VEVENT\r\n", _particulars(listing, site)
    data: list[bytes] = []
    notes = []
    shown = occurrences(listing)
    is_sound = len(shown) == 1 and not controls(told.encode("utf-8", errors="replace"))
    for one, start in zip(shown, starts(listing), strict=True):
        zone, lines = _vevent(listing, one, site, shared, utc)
        vevent, on_lines = _octets(lines)
        is_sound = is_sound and on_lines
        data += (vevent, ending)
        # By start and UID: RFC 5545 wants no order, but equal bytes do. Years before 1970 have a second below 0.
        event = f"{listing.id}-{one.session}" if one.session else listing.id
        short = _OURS if zone == site.zone else zone
        notes.append(f"{len(vevent) + len(ending)} {start - _FIRST_SECOND:012} {event} {short}")
    return Fragment(b"".join(data), "\n".join(notes), is_sound)


def frame(
    feed: Feed,
    site: Site,
    modified: datetime | None,  # noqa: ARG001 (the signature of every format)
    words: Collection[str],
) -> Frame:
    """The calendar of a feed without its events."""
    shorts = {line.rpartition(" ")[2] for line in words} - {""}
    zones = {site.zone if short == _OURS else short for short in shorts}
    head, is_sound = _octets(_head(feed, site))
    return Frame(b"".join((head, *map(_zone, sorted(zones)))), _END, is_sound=is_sound)


def render(feed: Feed, listings: Sequence[Listing], site: Site, *, utc: bool = False) -> bytes:
    """The document of listings; the prose of all is cut shorter where it would grow above `MAX_BYTES`."""
    document = b""
    for room in PROSE_ROOM:
        fragments = [fragment(one, site, room=room, utc=utc) for one in listings]
        document = joined(frame, feed, fragments, site, None)
        if len(document) <= MAX_BYTES:
            break
    return document


def _head(feed: Feed, site: Site) -> list[str]:
    """The lines of BEGIN and of the calendar's own properties."""
    values = {
        "NAME": escape(legal(feed.title)),
        "X-WR-CALNAME": escape(legal(feed.title)),
        "X-WR-CALDESC": escape(legal(feed.description)),
        "X-WR-TIMEZONE": escape(legal(site.zone)),
        "SOURCE": site.feed_url(feed, EXT),
        "URL": site.page_url(feed),
    }
    return [line + values.get(name, "") for name, line in _calendar(site.ttl)]


@lru_cache(maxsize=512)
def _zone(name: str) -> bytes:
    """The VTIMEZONE of a zone that times name."""
    component = vtimezone(name) or b""
    check(EXT, b"".join((_BEGIN, component, _END)))
    return component


@lru_cache(maxsize=16)
def _calendar(ttl: int) -> tuple[tuple[str, str], ...]:
    """Each line of an empty calendar but its end: the property, and what icalendar writes without a feed's values."""
    calendar = Calendar()
    every = f"PT{ttl}M" if ttl % 60 else f"PT{ttl // 60}H"
    texts = {
        "PRODID": _PRODID,
        "VERSION": "2.0",
        "CALSCALE": "GREGORIAN",
        "COLOR": "navy",
        "X-PUBLISHED-TTL": every,
    } | dict.fromkeys(("NAME", "X-WR-CALNAME", "X-WR-CALDESC", "X-WR-TIMEZONE"), "")
    for name, value in texts.items():
        calendar[name] = Text(value)
    calendar["REFRESH-INTERVAL"] = Text(every, params={"VALUE": "DURATION"})
    calendar["SOURCE"] = vUri("", params={"VALUE": "URI"})
    calendar["URL"] = vUri("")
    check(EXT, b"".join(component_lines(calendar)))
    lines = [str(line) for line in calendar.content_lines() if line][:-1]
    return tuple((re.split("[;:]", line)[0], line) for line in lines)


def _vevent(
    listing: Listing, occurrence: Occurrence, site: Site, shared: dict[str, str], utc: bool
) -> tuple[str, list[str]]:
    """The zone that the times name, and the lines of a VEVENT without its DESCRIPTION and its END."""
    zone, start, end = _times(occurrence, utc=utc)
    values = shared | {
        "UID": site.uid(listing.id, occurrence.session),
        "DTSTART": start,
        "DTEND": end,
        "SUMMARY": escape(_title(listing, occurrence)),
        "STATUS": _status(listing.status, occurrence),
    }
    heads = _heads(
        tuple([name for name, value in values.items() if value]),
        zone,
        len(start) == len("20270616"),
    )
    return zone, ["BEGIN:VEVENT", *[head + values[name] for name, head in heads]]


def _octets(lines: Sequence[str]) -> tuple[bytes, bool]:
    """Lines as content lines, and whether none of them holds a control character, so that there are just so many."""
    data = "\r\n".join(lines).encode("utf-8", errors="replace") + b"\r\n"
    has_just_them = controls(data) == 2 * len(lines)
    if data.isascii() and max(map(len, lines)) <= 75:
        return data, has_just_them
    return b"".join(map(fold, lines)), has_just_them


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
    check(EXT, b"".join((_BEGIN, *component_lines(event), _END)))
    lines = [str(line) for line in event.content_lines() if line][1:-1]
    return tuple((re.split("[;:]", line)[0], line) for line in lines)


def _title(listing: Listing, occurrence: Occurrence) -> str:
    title = title_words(listing)
    session = one_line(occurrence.title)
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
        after = "" if end is None else _digits(end + timedelta(days=1))  # exclusive
        return "", _digits(start), after
    zone = "" if utc or not all(map(holds_for, moments)) else _common_zone(moments)
    digits = [_digits(one if zone else one.astimezone(UTC)) for one in moments]
    return zone, digits[0], "".join(digits[1:])


def _common_zone(moments: list[datetime]) -> str:
    """The one zone of all moments; "" when they differ and when it is UTC itself."""
    names = {str(getattr(one.tzinfo, "key", "")) for one in moments} - {"UTC", "Etc/UTC"}
    return names.pop() if len(names) == 1 else ""


def _digits(moment: Moment) -> str:
    """A DATE or a DATE-TIME value; the Z stands for UTC."""
    if not isinstance(moment, datetime):
        return _day_digits(moment)
    hour, minute, second = _TWO[moment.hour], _TWO[moment.minute], _TWO[moment.second]
    ending = "Z" if moment.tzinfo is UTC else ""
    return f"{_day_digits(moment.date())}T{hour}{minute}{second}{ending}"


@lru_cache(maxsize=4_096)
def _day_digits(day: date) -> str:
    return day.isoformat().replace("-", "")


def _particulars(listing: Listing, site: Site) -> dict[str, str]:
    """Values of what all entries of a listing share; "" leaves a property out.

    DTSTAMP and LAST-MODIFIED are the last change, never the time of writing: equal listings, equal bytes.
    """
    modified = _digits((listing.modified or FOUNDED).astimezone(UTC))
    return {
        "DTSTAMP": modified,
        "LAST-MODIFIED": modified,
        "CREATED": _digits(listing.published.astimezone(UTC)) if listing.published else "",
        "SEQUENCE": str(listing.sequence),
        "TRANSP": "TRANSPARENT",
        "LOCATION": _escaped(location_words(listing)),
        "CONTACT": _line(listing.organiser),
        "REFID": _line(listing.series),
        "CATEGORIES": ",".join([_escaped(label) for _, label in topic_labels(listing)]),
        "URL": site.event_url(listing.id),
        "CONFERENCE": web_address(listing.online_url),
        "IMAGE": web_address(listing.image),
    }


_escaped = lru_cache(maxsize=4_096)(escape)  # for what comes again: places, topics


@lru_cache(maxsize=4_096)
def _line(text: str | None) -> str:
    return escape(one_line(text)) if text else ""
