"""The Events Calendar for WordPress and its REST interface: a Visit goes in, Pages come out.

Titles are HTML with entities, whole days are 00:00:00 to 23:59:59, and pages follow by `next_rest_url`,
as the plug-in (version 6, `/wp-json/tribe/events/v1/events`) writes them. The quirk "no-zone" is a site
whose zone nobody set: the plug-in then says UTC+0 and takes the wall time for UTC.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from catalogue.listing import Mode
from samples.furniture import Page, Visit, chunks, html, status_words
from samples.occasion import Occasion

PER_PAGE = 10
API = "wp-json/tribe/events/v1/events"
FORMAT = "%Y-%m-%d %H:%M:%S"


def address(one: Occasion) -> str:
    """The event's page, below the site's address."""
    return f"event/{one.slug}/"


def render(visit: Visit) -> dict[str, Page]:
    """The interface, page by page, the list for people, and a page for each event."""
    parts = chunks(visit.occasions, PER_PAGE)
    pages = {address(one): html(visit, "tribe_event.html", one=one) for one in visit.occasions}
    pages["events/"] = html(visit, "tribe_list.html")
    pages["wp-json/"] = _json({"name": visit.site.title, "namespaces": ["tribe/events/v1"]})
    for number, ones in enumerate(parts, 1):
        pages[API + _query(number)] = _answer(visit, ones, number, len(parts))
    return pages


def _query(number: int) -> str:
    return f"?page={number}" if number > 1 else ""


def _answer(visit: Visit, ones: tuple[Occasion, ...], number: int, last: int) -> Page:
    link = f"{visit.base}/{API}"
    data: dict[str, Any] = {
        "events": [_event(visit, one) for one in ones],
        "rest_url": f"{link}/?page={number}&per_page={PER_PAGE}",
        "total": len(visit.occasions),
        "total_pages": last,
    }
    if number < last:
        data["next_rest_url"] = link + _query(number + 1)
    if number > 1:
        data["previous_rest_url"] = link + _query(number - 1)
    return _json(data)


def _json(data: dict[str, Any]) -> Page:
    return Page(body=json.dumps(data).encode(), content_type="application/json; charset=UTF-8")


def _event(visit: Visit, one: Occasion) -> dict[str, Any]:
    url = f"{visit.base}/{address(one)}"
    start, end = _bounds(one)
    changed = datetime.combine(visit.today, time(5), UTC)
    return {
        "id": _number(one),
        "global_id": f"{visit.site.name}.example?id={_number(one)}",
        "status": "publish",
        "date": f"{changed - timedelta(days=50):{FORMAT}}",
        "modified_utc": f"{changed:{FORMAT}}",
        "url": url,
        "rest_url": f"{visit.base}/{API}/{_number(one)}",
        "title": entities(visit.title(one)),
        "description": _description(one),
        "slug": one.slug,
        "image": False,
        "all_day": one.all_day,
        "start_date": f"{start:{FORMAT}}",
        "end_date": f"{end:{FORMAT}}",
        **_zone(one, start, end),
        "cost": one.price,
        "website": "",
        "categories": [{"name": topic.replace("-", " "), "slug": topic} for topic in one.topics],
        "tags": [],
        "venue": _venue(one),
        "organizer": [{"id": 71, "organizer": entities(one.organiser)}],
        "is_virtual": one.mode in (Mode.ONLINE, Mode.HYBRID),
    }


def _zone(one: Occasion, start: datetime, end: datetime) -> dict[str, str | None]:
    unset = "no-zone" in one.quirks
    first, last = (m if unset else m.astimezone(UTC) for m in (start, end))
    return {
        "utc_start_date": f"{first:{FORMAT}}",
        "utc_end_date": f"{last:{FORMAT}}",
        "timezone": "UTC+0" if unset else one.zone,
        "timezone_abbr": "UTC+0" if unset else start.tzname(),
    }


def entities(text: str) -> str:
    """The text as WordPress hands titles out: ampersands, dashes and apostrophes as entities."""
    changed = escape(text, quote=False).replace("–", "&#8211;")
    return changed.replace("’", "&#8217;").replace("'", "&#8217;")


def _number(one: Occasion) -> int:
    """A post number that stays the same for as long as the slug does."""
    return 2000 + sum((at + 1) * ord(sign) for at, sign in enumerate(one.slug)) % 100_000


def _bounds(one: Occasion) -> tuple[datetime, datetime]:
    return _instant(one.start, one, time()), _instant(one.end or one.start, one, time(23, 59, 59))


def _instant(moment: date | datetime, one: Occasion, clock: time) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, clock, ZoneInfo(one.zone))


def _venue(one: Occasion) -> object:
    if not one.venue:
        return []
    return {
        "id": 12,
        "venue": entities(one.venue.name),
        "address": one.venue.street,
        "city": one.venue.town,
        "zip": one.venue.postcode,
        "country": "United Kingdom",
    }


def _description(one: Occasion) -> str:
    """The post's body: prose, then lists below headings."""
    parts = [f"<p><strong>{words}</strong></p>"] if (words := status_words(one)) else []
    if one.mode is Mode.ONLINE:
        parts.append("<p>This event takes place online.</p>")
    parts += [f"<p>{entities(paragraph)}</p>" for paragraph in one.description]
    parts.append(_list("Speakers", [speaker.line for speaker in one.speakers]))
    parts.append(f"<p>Chair: {entities(one.chair.line)}</p>" if one.chair else "")
    parts.append(_list("Learning objectives", list(one.objectives)))
    parts.append(_list("Who should attend", list(one.audience)))
    return "\n".join(filter(None, parts))


def _list(heading: str, lines: list[str]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{entities(line)}</li>" for line in lines)
    return f"<h3>{heading}</h3>\n<ul>{items}</ul>"
