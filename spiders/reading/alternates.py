"""A page → addresses of its richer twins (calendar, API, embedded calendar): proposed, never fetched here."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

from catalogue.draft import Hints
from spiders.reading.page import Page, html_page
from spiders.reading.sniff import decode, kind_of

MOST = 6
_ICS = re.compile(r"(?i)\.ics(?:\?|$)|[?&](?:outlook-)?ical=1|/ical/?$|^webcal:|/node/\d+/ics")
_GOOGLE = "https://calendar.google.com/calendar/ical/"
_SIGNS = (".ics", ".ICS", "ical=1", "/ical", "webcal:", "/ics")
"""Without one of these `_ICS` knows no link."""


def richer_twins(data: bytes, url: str, hints: Hints, content_type: str = "") -> tuple[str, ...]:
    """The twins of any response, for people; `read` names only those of a page without dates. Arguments as there."""
    decoded = decode(data, content_type)
    html = kind_of(decoded.head) == "html"
    page = html_page(decoded.source, url, hints) if html else None
    return propose(page) if page else ()


def propose(page: Page) -> tuple[str, ...]:
    """At most `MOST` addresses, the calendar that the page itself names first."""
    if page.root is None:
        return ()
    out = [*_announced(page), *_linked(page), *_embedded(page)]
    if "tribe" in page.signs and not any("/wp-json/tribe/" in address for address in out):
        out.append(page.join("/wp-json/tribe/events/v1/events/"))
    if "list" in page.signs and b"squarespace" in page.source:
        out.append(page.join("?format=json"))
    return tuple(dict.fromkeys(address for address in out if address.startswith("http")))[:MOST]


def _announced(page: Page) -> list[str]:
    """What `<link>` elements name: a calendar, or the API of The Events Calendar."""
    out = []
    for link in page.head["link"]:
        kind, address = (link.get("type") or "").lower(), (link.get("href") or "").strip()
        if "text/calendar" in kind:
            out.append(page.join(address))
        elif address.rstrip("/").endswith("/wp-json/tribe/events/v1"):
            out.append(page.join(address).rstrip("/") + "/events/")
    return out


def _linked(page: Page) -> list[str]:
    links = [link for link in page.links_with(*_SIGNS) if _ICS.search(link.strip()[:2000])]
    return [page.join(link.replace("webcal://", "https://", 1)) for link in links[:50]]


def _embedded(page: Page) -> list[str]:
    """The public calendar behind an embedded Google calendar."""
    out: list[str] = []
    if page.root is None or b"calendar.google.com/calendar" not in page.source:
        return out
    for frame in page.root.iter("iframe"):
        address = frame.get("src") or ""
        if "calendar.google.com/calendar" in address and "src=" in address:
            names = parse_qs(urlsplit(address).query).get("src", [])[:2]
            out += [f"{_GOOGLE}{quote(name, safe='')}/public/basic.ics" for name in names]
    return out
