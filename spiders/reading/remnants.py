"""What "add to calendar" widgets leave on a page → one Draft: texts, classes, links, data addresses."""

from __future__ import annotations

import base64
import binascii
import re
from html import unescape
from urllib.parse import parse_qs, unquote, unquote_to_bytes, urlsplit

from lxml import etree

from catalogue.draft import Draft
from spiders.reading import ical
from spiders.reading.found import Found, fold
from spiders.reading.page import Page
from spiders.reading.stamps import mend

NAME = "remnants"
MOST = 8
"""Widgets of one page; where more stand, the page is a list of events and they belong to its records."""

WIDGET = re.compile(
    r"(20\d\d-[01]\d-[0-3]\d [0-2]\d:[0-5]\d)(?::\d\d)? (20\d\d-[01]\d-[0-3]\d [0-2]\d:[0-5]\d)(?::\d\d)?"
    r"(?: ([A-Z][A-Za-z]+/[A-Za-z_/+-]{2,40}))?(?: (.{1,2000}))?"
)
_AT_END = re.compile(
    r"(?:^|[.!?] )([^.!?]{3,140} [A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?: and online)?)$"
)  # what follows the description, or the title when there is none
_GOOGLE = re.compile(r"(?i)(?:google\.[a-z.]{2,6}/calendar/|calendar\.google\.com/calendar/)")
_OUTLOOK = re.compile(r"(?i)outlook\.(?:live|office|office365)\.com/")
_YAHOO = re.compile(r"(?i)calendar\.yahoo\.com/")
_HOSTS = ("/calendar/", "outlook.", "calendar.yahoo", "addevent.com")
"""Without one of these an address is no link to a calendar service."""
_TIMED = ("dates=", "startdt", "addevent.com", "calendar.yahoo")
"""Without one of these such a link gives no start."""
_DATES = re.compile(r"(\d{8}(?:T\d{4,6}Z?)?)(?:/(\d{8}(?:T\d{4,6}Z?)?))?")
_US = re.compile(r"(?i)(\d{1,2})/(\d{1,2})/(20\d\d)(?: (\d{1,2}):(\d\d)(?::\d\d)? ?([AP]M)?)?$")
_PLAIN = (("zone", "timezone"), ("title", "title"), ("place", "location"))
"""(field, name) as AddToCalendar and AddEvent have it in classes and links."""
_CALENDAR = b"calendar"
_NAMED = re.compile(rb"calendar(?:/|%2F|\.yahoo\.|(?<=text/calendar)[;,])")
"""What stands in the addresses of calendar services, and in `data:text/calendar,…`."""
_DATA = re.compile(r"(?i)data:text/calendar([^,\"']{0,80}),([^\"'\s<>]{20,20000})")
_BLOB = re.compile(r"(?s)BEGIN:VCALENDAR.{20,20000}?END:VCALENDAR")


def read(page: Page) -> list[Draft]:
    """The one event that the page's own calendar widgets tell of; [] on a page of many."""
    named = _named(page.source)
    drafts = [*_classes(page), *_texts(page)]
    if named or "addevent" in page.signs:
        drafts.extend(_links(page))
    drafts.extend(_calendars(page, in_address=not named.isdisjoint((b"calendar,", b"calendar;"))))
    starts = {re.sub(r"\D", "", draft.start)[:8] for draft in drafts}
    if not drafts or len(drafts) > MOST or len(starts) > 1:
        return []
    return [_best(drafts, page)]


def _named(source: bytes) -> set[bytes]:
    """What `_NAMED` finds; looked for from the end, which the engine does faster."""
    named: set[bytes] = set()
    at = source.rfind(_CALENDAR)
    while at >= 0:
        found = _NAMED.match(source, at)
        if found:
            named.add(found[0])
        at = source.rfind(_CALENDAR, 0, at)
    return named


def _best(drafts: list[Draft], page: Page) -> Draft:
    """The first candidate whose wall time the page shows; else the first with a zone, else the first."""
    shown = [draft for draft in drafts if _shown(draft.start, page)]
    zoned = [draft for draft in drafts if draft.zone or not draft.start.endswith("Z")]
    return (shown or zoned or drafts)[0]


def _shown(start: str, page: Page) -> bool:
    """Whether a clock time of the page is the wall time of a start."""
    found = re.search(r"T(\d\d):?(\d\d)", start)
    if not found or start.endswith("Z"):
        return False
    hour, minute = int(found[1]), found[2]
    half = f"{(hour - 1) % 12 + 1}"
    twelve = (f"{half}:{minute}", f"{half}.{minute}") + (
        (f"{half}am", f"{half} am", f"{half}pm", f"{half} pm") if minute == "00" else ()
    )
    times = " ".join(
        block.text[m.start : m.end].lower() for block in page.blocks for m in block.times
    )
    return any(form in times for form in (f"{hour}:{minute}", f"{hour}.{minute}", *twelve))


def _texts(page: Page) -> list[Draft]:
    out: list[Draft] = []
    for block in page.blocks if WIDGET.search(page.visible) else ():
        said = WIDGET.search(block.text) if block.text.count(":") > 1 else None
        if said:
            out.append(_text(said, block.where, page.heading.text))
    return out


def _text(said: re.Match[str], where: str, title: str) -> Draft:
    """The Draft of such a text; title and description stand behind its times."""
    found, words, rest = Found(NAME), said[0][:200], said[4] or ""
    start, end = mend(said[1])[0], mend(said[2])[0]
    if start[11:16] == "00:00" and end[11:16] in ("23:59", "00:00"):  # as widgets write a day
        start, end = start[:10], end[:10] if end[11:16] == "23:59" else ""
        found.give("all_day", True, where, words)
    found.give("start", start, where, words)
    found.give("end", end if end != start else "", where, words)
    found.give("zone", said[3] or "", where)
    if title and rest.startswith(title):
        rest = rest[len(title) :].strip()
        found.give("title", title, where)
        found.give("description", rest if len(rest) > 80 else "", where, confidence=0.4)
    place = _AT_END.search(rest)
    found.give("place", place[1] if place else "", where, confidence=0.7)
    return found.draft()


def _classes(page: Page) -> list[Draft]:
    """AddToCalendar's `atc_*` elements and AddEvent's spans."""
    if page.root is None or page.signs.isdisjoint(("atc", "addevent")):
        return []
    out = []
    for box in page.root.iter("var", "div", "span", "a"):
        names = (box.get("class") or "").split()
        if "atc_event" in names:
            out.append(_by_class(box, "atc_", iso=True))
        elif "addeventatc" in names:
            out.append(_by_class(box, "", iso=False))
    return [draft for draft in out if draft.start]


def _by_class(box: etree._Element, prefix: str, *, iso: bool) -> Draft:
    words: dict[str, str] = {}
    for element in box.iter("var", "span", "div"):
        for name in (element.get("class") or "").split():
            if name.startswith(prefix):
                text = fold(" ".join(map(str, element.itertext())))
                words.setdefault(name.removeprefix(prefix), text)
    found = Found(NAME)
    day_first = words.get("date_format", "").upper().startswith("DD")
    for field, names in (("start", ("date_start", "start")), ("end", ("date_end", "end"))):
        raw = next((words[name] for name in names if words.get(name)), "")
        stamp = mend(raw)[0] if iso or raw[:4].isdigit() else american(raw, day_first=day_first)
        found.give(field, stamp, f"class {prefix}{names[0]}", raw)
    for field, name in (*_PLAIN, ("organiser", "organizer"), ("description", "description")):
        found.give(field, words.get(name, ""), f"class {prefix}{name}")
    return found.draft()


def american(text: str, *, day_first: bool = False) -> str:
    """AddEvent's `05/08/2024 09:00 AM` in ISO form: month first whatever the site's country; "" for other words."""
    found = _US.match(text.strip())
    if not found:
        return ""
    month, day = (found[2], found[1]) if day_first else (found[1], found[2])
    if int(month) > 12:
        return ""
    stamp = f"{found[3]}-{int(month):02d}-{int(day):02d}"
    if found[4] is None:
        return stamp
    hour = int(found[4]) % 12 + 12 * (found[6].upper() == "PM") if found[6] else int(found[4])
    return f"{stamp}T{hour:02d}:{found[5]}:00"


def _links(page: Page) -> list[Draft]:
    links = [address for address in page.links_with(*_TIMED) if len(address) > 20]
    found = [_link(unescape(link)) for link in links if any(sign in link for sign in _HOSTS)]
    return [draft for draft in found if draft is not None]


def _link(address: str) -> Draft | None:
    try:
        query = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
    except ValueError:
        return None
    found = Found(NAME)
    if _GOOGLE.search(address):
        _google(query, found)
    elif _OUTLOOK.search(address):
        names = {"start": "startdt", "end": "enddt", "title": "subject", "description": "body"}
        _fields(query, found, "outlook", **names)
        if query.get("allday", "").lower() == "true":
            found.give("all_day", True, "outlook allday")
    elif _YAHOO.search(address):
        _fields(query, found, "yahoo", start="st", end="et", title="title", place="in_loc")
    elif "addevent.com" in address:
        for field in ("start", "end"):
            raw = query.get(field, "")
            found.give(field, american(raw), f"addevent {field}", raw)
        _fields(query, found, "addevent", **dict(_PLAIN))
    return found.draft() if found.has("start") else None


def _google(query: dict[str, str], found: Found) -> None:
    dates = _DATES.match(query.get("dates", ""))
    if not dates:
        return
    start, end = dates[1], dates[2] or ""
    found.give("start", start, "google dates", dates[0])
    if "T" not in start:
        found.give("all_day", True, "google dates", dates[0])
        end = ical.day_before(end) or end
    found.give("end", end if end != start else "", "google dates", dates[0])
    names = {"zone": "ctz", "title": "text", "description": "details", "place": "location"}
    _fields(query, found, "google", **names)


def _fields(query: dict[str, str], found: Found, kind: str, **names: str) -> None:
    for field, key in names.items():
        value = fold(query.get(key, ""))
        if field in ("start", "end"):
            value = mend(value)[0]
        found.give(field, value, f"{kind} {key}")
    found.give("place", fold(query.get("location", "")), f"{kind} location")


def _calendars(page: Page, *, in_address: bool) -> list[Draft]:
    texts = []
    if in_address:
        texts = [_data(found[1], found[2]) for found in _DATA.finditer(page.text)]
    elif page.source.rfind(b"BEGIN:VCALENDAR") >= 0:
        texts = [_script(found[0]) for found in _BLOB.finditer(page.text)]
    return [draft for text in texts[:MOST] for draft in ical.read_text(text, NAME)[0]]


def _data(params: str, body: str) -> str:
    if "base64" in params.lower():
        try:
            return base64.b64decode(unquote_to_bytes(body)).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return ""
    return unquote(unescape(body)).replace("\r\n", "\n").replace("\r", "\n")


def _script(text: str) -> str:
    plain = text.replace("\\r\\n", "\n").replace("\\n", "\n")
    return plain.replace("\\,", ",").replace("\r\n", "\n")
