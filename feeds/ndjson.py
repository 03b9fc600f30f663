"""Listings in; newline-delimited JSON out, for programs: one line for each listing with everything known of it."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from catalogue.listing import Listing, stamp
from feeds.feed import Feed, Site
from feeds.fragment import Fragment, Frame
from feeds.particulars import plain
from feeds.record import event_record
from feeds.words import title_words, web_address

EXT = "ndjson"
MEDIA_TYPE = "application/x-ndjson"
_ROOM = 10_000  # characters of prose


def fragment(listing: Listing, site: Site) -> Fragment:
    """The line of a listing."""
    data = {
        "id": site.tag(listing.id),
        "page": site.event_url(listing.id),
        "url": web_address(listing.url) or None,
        "title": title_words(listing),
        "published": stamp(listing.published),
        "modified": stamp(listing.modified),
        "language": listing.language,
        **event_record(listing, site),
        "description": plain(listing, site, _ROOM),
    }
    text = json.dumps(data, ensure_ascii=False)
    return Fragment(text.encode("utf-8", errors="replace") + b"\n")


def frame(
    feed: Feed,  # noqa: ARG001 (the signature of every format)
    site: Site,  # noqa: ARG001
    modified: datetime | None,  # noqa: ARG001
    words: Collection[str],  # noqa: ARG001
) -> Frame:
    """Nothing stands around the lines."""
    return Frame(b"")
