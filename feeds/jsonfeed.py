"""Listings in; a JSON Feed 1.1 document out, each item with an `_event` object that holds all we know.

`_event` is our extension, as the JSON Feed specification allows: its `about` says where it is explained. Times
are RFC 3339 with offset, days are plain and inclusive; null means that no page says so.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from catalogue.listing import Listing, stamp
from feeds.feed import Feed, Site
from feeds.fragment import Fragment, Frame
from feeds.particulars import html, summary
from feeds.prose import legal
from feeds.record import event_record
from feeds.words import title_words, topic_labels, web_address

EXT = "json"
MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def fragment(listing: Listing, site: Site) -> Fragment:
    """The item of a listing, on one line, so that two versions of a feed can be compared by line."""
    text = json.dumps(_fields(listing, site), ensure_ascii=False)
    # A lone surrogate cannot be UTF-8; nobody needs one.
    return Fragment(text.encode("utf-8", errors="replace"))


def frame(
    feed: Feed,
    site: Site,
    modified: datetime | None,  # noqa: ARG001 (the signature of every format)
    words: Collection[str],  # noqa: ARG001
) -> Frame:
    """The feed without its items, each of which has a line."""
    document: dict[str, Any] = {
        "version": VERSION,
        "title": legal(feed.title),
        "home_page_url": site.page_url(feed),
        "feed_url": site.feed_url(feed, EXT),
        "description": legal(feed.description),
        "language": site.language,
        "authors": [{"name": site.title, "url": f"{site.base_url}/"}],
    }
    if site.hub:
        document["hubs"] = [{"type": "WebSub", "url": site.hub}]
    if feed.retired:
        document["expired"] = True
    head = json.dumps(document, ensure_ascii=False, indent=1).removesuffix("\n}")
    opening = f'{head},\n "items": [\n'.encode("utf-8", errors="replace")
    return Frame(opening, b"\n]\n}\n", b",\n")


def _fields(listing: Listing, site: Site) -> dict[str, Any]:
    title = title_words(listing)
    fields: dict[str, Any] = {
        "id": site.tag(listing.id),
        "url": site.event_url(listing.id),
        "external_url": web_address(listing.url),
        "title": title,
        "content_html": html(listing, site),
        "summary": summary(listing) or title,
        "image": web_address(listing.image),
        "date_published": stamp(listing.published or listing.modified),
        "date_modified": stamp(listing.modified),
        "authors": [{"name": listing.organiser}] if listing.organiser else None,
        "tags": [label for _, label in topic_labels(listing)],
        "language": listing.language,
    }
    known = {name: value for name, value in fields.items() if value}
    return {**known, "_event": event_record(listing, site)}
