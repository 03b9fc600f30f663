"""A Listing in; its title, its time, its place and its status in words for people out, the same in every format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import quote

from catalogue.listing import (
    Grade,
    Listing,
    Mode,
    Moment,
    Price,
    Session,
    Status,
    Times,
    TopicMatch,
    day_of,
)
from catalogue.taxonomy import label_of
from feeds.memo import once_per_listing
from feeds.prose import legal, one_line

_PREFIXES = {
    Status.CANCELLED: "Cancelled: ",
    Status.POSTPONED: "Postponed: ",
    Status.SOLD_OUT: "Sold out: ",
}
_STATUSES = {
    Status.TENTATIVE: "Not yet confirmed",
    Status.RESCHEDULED: "Moved to this date",
    Status.POSTPONED: "Postponed; no new date is known",
    Status.MOVED_ONLINE: "Moved online",
    Status.SOLD_OUT: "Sold out",
    Status.CANCELLED: "Cancelled",
}
_WEB = re.compile(r"https?://\S*", re.IGNORECASE)
_URI = re.compile(r"[Hh][Tt][Tt][Pp][Ss]?://[0-9A-Za-z;/?:@&=+$.\-_!~*'()%,#]*")
_URI_MARKS = ";/?:@&=+$,!~*'()%#"  # beside letters, digits and -._~, which are never quoted
_MODES = {Mode.IN_PERSON: "In person", Mode.ONLINE: "Online", Mode.HYBRID: "In person and online"}


def title_words(listing: Listing) -> str:
    """The title on one line, behind a mark for what nobody should miss; the mark stands once only."""
    title = one_line(listing.title) or "Untitled event"
    prefix = _PREFIXES.get(listing.status, "")
    return title if not prefix or title.casefold().startswith(prefix.casefold()) else prefix + title


def status_words(status: Status) -> str:
    """What became of the event; "" when it goes on as announced, and when it merely has passed."""
    return _STATUSES.get(status, "")


def mode_words(mode: Mode) -> str:
    """How people attend; "" when no page says so."""
    return _MODES.get(mode, "")


def when_words(times: Times) -> str:
    """The time as a sentence part, in the event's own zone; the source's words where a reading is open."""
    printed = one_line(times.text)
    if times.start is None:
        return f"“{printed}”" if printed else times.partial or ""
    words = span_words(times.start, times.end)
    if times.grade is Grade.SURE or not printed:
        return words
    return f"“{printed}”" if times.grade is Grade.OPEN else f"{words} (given as “{printed}”)"


def session_words(session: Session) -> str:
    """One session: its time, and its title where it has one."""
    title = one_line(session.title)
    words = span_words(session.start, session.end)
    return f"{words}: {title}" if title else words


def span_words(start: Moment, end: Moment | None) -> str:
    """From one moment to another: "Tuesday 16 June 2027, 09:30 to 16:00 BST"; days are inclusive."""
    if end is None or end == start:
        return moment_words(start)
    if isinstance(start, datetime) and isinstance(end, datetime):
        return _clock_span(start, end)
    if day_of(start) == day_of(end):
        return moment_words(start)
    return f"{moment_words(start)} to {moment_words(end)}"


def moment_words(moment: Moment) -> str:
    """A day, or an instant with its zone: "Tuesday 16 June 2027, 09:30 BST"."""
    if not isinstance(moment, datetime):
        return _day(moment)
    return f"{_day(moment)}, {_clock(moment)}{_zone(moment)}"


def _clock_span(start: datetime, end: datetime) -> str:
    if end.tzname() != start.tzname():
        return f"{moment_words(start)} to {moment_words(end)}"
    closing = _clock(end) if end.date() == start.date() else f"{_day(end)}, {_clock(end)}"
    return f"{_day(start)}, {_clock(start)} to {closing}{_zone(end)}"


def _clock(moment: datetime) -> str:
    return f"{_TWO[moment.hour]}:{_TWO[moment.minute]}"


_TWO = tuple([f"{number:02}" for number in range(60)])
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _day(day: date) -> str:
    return _day_words(day.date() if isinstance(day, datetime) else day)


@lru_cache(maxsize=4_096)
def _day_words(day: date) -> str:
    # Not strftime: its names follow the locale of the process.
    return f"{_DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _zone(moment: datetime) -> str:
    """The zone behind a blank: BST at home, EDT (America/New_York) elsewhere, nothing where none is known."""
    name = moment.tzname()
    if name is None:
        return ""
    if not name.isalpha():
        name = f"UTC{moment:%z}"
    key = str(getattr(moment.tzinfo, "key", ""))
    return f" {name}" if key in ("", "UTC", "Europe/London") else f" {name} ({key})"


def known_span(times: Times) -> tuple[str, str]:
    """Start and end for machines, RFC 3339 with offset or plain inclusive days; "" for what is open or unknown."""
    if times.grade is Grade.OPEN or times.start is None:
        return "", ""
    return times.start.isoformat(), times.end.isoformat() if times.end is not None else ""


@once_per_listing
def location_words(listing: Listing) -> str:
    """Where, for fields that hold one line: the place, or "Online" for an event that has none."""
    place = one_line(listing.place.line)
    if place or listing.mode not in (Mode.ONLINE, Mode.HYBRID):
        return place
    return "Online"


def price_lines(price: Price | None) -> list[str]:
    """The price as printed, then each tier; "Free" only when the page says so."""
    if price is None:
        return []
    printed = one_line(price.text)
    lines = [printed or ("Free" if price.is_free else "")]
    if not lines[0] and price.amount is not None:
        lines = [f"{price.currency or ''} {price.amount:.2f}".strip()]
    tiers = (f"{label}: {amount:.2f} {price.currency or ''}" for label, amount in price.tiers)
    return [line for line in (*lines, *(legal(tier).strip() for tier in tiers)) if line]


@once_per_listing
def topic_labels(listing: Listing) -> list[tuple[str, str]]:
    """(slug, label) of the topics we stand by; doubtful ones are for pages, not for feeds."""
    return labels_of(listing.topics)


def labels_of(topics: Sequence[TopicMatch]) -> list[tuple[str, str]]:
    """The same of topics."""
    return [(one.slug, label_of(one.slug)) for one in topics if not one.low_confidence]


def web_address(address: str | None) -> str:
    """The address as a URI (RFC 3986) when a feed may carry it (http or https, no blank in it), else ""."""
    if not address:
        return ""
    text = legal(address).strip()
    if _URI.fullmatch(text):
        return text  # true of nearly all
    return _as_uri(text) if _WEB.fullmatch(text) else ""


def _as_uri(address: str) -> str:
    """What browsers make of an address that people typed: letters of a host as IDNA, all others in per cent."""
    scheme, _, rest = address.partition("://")
    host, slash, path = re.split("([/?#]|$)", rest, maxsplit=1)
    with suppress(UnicodeError):  # a label may be too long, or none
        host = host.encode("idna").decode()
    return f"{scheme}://{quote(host, safe=_URI_MARKS)}{slash}{quote(path, safe=_URI_MARKS)}"
