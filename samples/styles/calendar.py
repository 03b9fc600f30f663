"""An iCalendar file, as a network's shared calendar publishes it: a Visit goes in, Pages come out.

The file names its zone the Windows way, repeats series by rule with the skipped dates taken out,
writes all-day events with the exclusive end and cancellations by STATUS, and folds its lines.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from catalogue.listing import Status
from samples.furniture import Page, Visit, html, place_words
from samples.occasion import LONDON, Occasion

WINDOWS_ZONE = "GMT Standard Time"
# The rules of the zone, which a calendar must carry for a name that is not IANA's (RFC 5545, 3.6.5).
TIMEZONE = """BEGIN:VTIMEZONE
TZID:GMT Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE""".splitlines()


def address(one: Occasion) -> str:
    """The event's page, below the site's address; the dates of a series share one."""
    return f"diary/{one.series or one.slug}/"


def render(visit: Visit) -> dict[str, Page]:
    """The calendar file, the page that offers it, and a page for each event."""
    heads = [one for one in visit.occasions if one.rule or not one.series]
    pages = {address(one): html(visit, "calendar_event.html", one=one) for one in heads}
    return pages | {
        "diary/": html(visit, "calendar_list.html", heads=heads),
        "diary.ics": Page(body=_file(visit, heads), content_type="text/calendar; charset=utf-8"),
    }


def _file(visit: Visit, heads: list[Occasion]) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{visit.site.title}//Shared diary//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(visit.site.title)}",
        f"X-WR-TIMEZONE:{LONDON}",
        *TIMEZONE,
    ]
    for one in heads:
        lines += _entry(visit, one)
    for one in visit.occasions:
        if one not in heads and one.status is not Status.SCHEDULED:
            lines += _entry(visit, one)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _entry(visit: Visit, one: Occasion) -> list[str]:
    stamp = f"{visit.today:%Y%m%d}T060000Z"
    lines = [
        "BEGIN:VEVENT",
        f"UID:{one.series or one.slug}@{visit.site.name}.example",
        f"DTSTAMP:{stamp}",
        *_when(one),
        f"SUMMARY:{_escaped(visit.title(one))}",
        f"DESCRIPTION:{_escaped(_notes(one))}",
        f"URL:{visit.base}/{address(one)}",
        f"STATUS:{'CANCELLED' if one.status is Status.CANCELLED else 'CONFIRMED'}",
        f"SEQUENCE:{0 if one.status is Status.SCHEDULED else 1}",
    ]
    if place := place_words(one):
        lines.append(f"LOCATION:{_escaped(place)}")
    return [*lines, "END:VEVENT"]


def _when(one: Occasion) -> list[str]:
    start, end = one.start, one.end
    lines = [_stamp("DTSTART", start, one)]
    if end:
        # The end of whole days is the day after the last one (RFC 5545, 3.6.1).
        exclusive = end if isinstance(end, datetime) else end + timedelta(days=1)
        lines.append(_stamp("DTEND", exclusive, one))
    if one.series and not one.rule:
        # One date of a series that went otherwise than the rule says.
        lines.append(_stamp("RECURRENCE-ID", start, one))
    if one.rule:
        lines.append(f"RRULE:{one.rule}")
    return lines + [_stamp("EXDATE", skipped, one) for skipped in one.skipped]


def _stamp(name: str, moment: date | datetime, one: Occasion) -> str:
    if not isinstance(moment, datetime):
        return f"{name};VALUE=DATE:{moment:%Y%m%d}"
    if "utc" in one.quirks:
        return f"{name}:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    zone = WINDOWS_ZONE if one.zone == LONDON else one.zone
    return f"{name};TZID={zone}:{moment:%Y%m%dT%H%M%S}"


def _notes(one: Occasion) -> str:
    """Description, speakers and price in one text, as shared calendars hold them."""
    people = [f"Speaker: {speaker.line}" for speaker in one.speakers]
    chair = [f"Chair: {one.chair.line}"] if one.chair else []
    price = [f"Price: {one.price}"] if one.price else []
    return "\n".join([*one.description, *people, *chair, *price])


def _escaped(text: str) -> str:
    for sign, escape in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, escape)
    return text


def _folded(line: str) -> str:
    """The line cut at 75 octets, never inside a character (RFC 5545, 3.1)."""
    pieces, room = [""], 75
    for sign in line:
        if len((pieces[-1] + sign).encode()) > room:
            pieces.append("")
            room = 74
        pieces[-1] += sign
    return "\r\n ".join(pieces)
