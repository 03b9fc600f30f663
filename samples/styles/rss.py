"""RSS with the event module's `ev:` fields, as aggregators publish it: a Visit goes in, Pages come out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

from samples.furniture import Page, Visit, html, place_words, status_words
from samples.occasion import Occasion

NAMESPACES = (
    'xmlns:ev="http://purl.org/rss/1.0/modules/event/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)


def address(one: Occasion) -> str:
    """The event's page, below the site's address."""
    return f"listing/{one.slug}"


def render(visit: Visit) -> dict[str, Page]:
    """The feed, the page that offers it, and a page for each event."""
    pages = {address(one): html(visit, "rss_event.html", one=one) for one in visit.occasions}
    return pages | {
        "listing/": html(visit, "rss_list.html"),
        "feed.xml": Page(body=_feed(visit), content_type="application/rss+xml; charset=utf-8"),
    }


def _feed(visit: Visit) -> bytes:
    items = "".join(_item(visit, one) for one in visit.occasions)
    text = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" {NAMESPACES}>
<channel>
<title>{escape(visit.site.title)}</title>
<link>{visit.base}/</link>
<description>{escape(visit.site.tagline)}</description>
<language>en-gb</language>
<atom:link rel="self" type="application/rss+xml" href="{visit.base}/feed.xml"/>
{items}</channel>
</rss>
"""
    return text.encode()


def _item(visit: Visit, one: Occasion) -> str:
    fields = {
        "title": visit.title(one),
        "link": f"{visit.base}/{address(one)}",
        "description": _description(visit, one),
        "pubDate": format_datetime(_posted(visit, one), usegmt=True),
        "ev:startdate": _machine(one.start),
        "ev:enddate": _machine(one.end) if one.end else "",
        "ev:location": place_words(one),
        "ev:organizer": one.organiser,
    }
    inner = "".join(f"<{name}>{escape(text)}</{name}>\n" for name, text in fields.items() if text)
    guid = f'<guid isPermaLink="false">{visit.site.name}:{one.slug}</guid>\n'
    return f"<item>\n{guid}{inner}</item>\n"


def _description(visit: Visit, one: Occasion) -> str:
    """HTML inside XML: the prose, what has changed, the price, the way to the organiser."""
    parts = [*one.description, *filter(None, [status_words(one)])]
    if one.price:
        parts.append(f"Price: {one.price}")
    prose = "".join(f"<p>{escape(part)}</p>" for part in parts)
    origin = visit.origins[one.slug]
    more = f'<p><a href="{origin}">More from {escape(one.organiser)}</a></p>'
    return prose + ("" if origin.startswith(f"{visit.base}/") else more)


def _posted(visit: Visit, one: Occasion) -> datetime:
    """When the item appeared, which is not when the event takes place."""
    day = min(visit.today, one.first_day) - timedelta(days=len(one.slug) % 12 + 1)
    return datetime.combine(day, time(7, 30), UTC)


def _machine(moment: date | datetime) -> str:
    return moment.isoformat()
