"""Listings in; a schema.org DataFeed of Events in JSON-LD out, for search engines and aggregators.

One item on each line, so that two versions of a feed can be compared by line (https://schema.org/DataFeed).
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from catalogue.listing import Listing, stamp
from feeds.feed import Feed, Site
from feeds.fragment import Fragment, Frame
from feeds.prose import legal
from feeds.schema_org import event_data

EXT = "jsonld"
MEDIA_TYPE = "application/ld+json"


def fragment(listing: Listing, site: Site) -> Fragment:
    """The item of a listing."""
    event = event_data(listing, site.event_url(listing.id))
    event.pop("@context")  # stands once, at the head
    item = {"@type": "DataFeedItem", "item": event} | {
        name: value
        for name, value in (
            ("dateCreated", stamp(listing.published)),
            ("dateModified", stamp(listing.modified)),
        )
        if value
    }
    return Fragment(json.dumps(item, ensure_ascii=False).encode("utf-8", errors="replace"))


def frame(
    feed: Feed,
    site: Site,
    modified: datetime | None,
    words: Collection[str],  # noqa: ARG001 (the signature of every format)
) -> Frame:
    """The feed without its items, each of which has a line."""
    document = {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "@id": site.feed_url(feed, EXT),
        "name": legal(feed.title),
        "description": legal(feed.description),
        "url": site.page_url(feed),
        "inLanguage": site.language,
        **({"dateModified": stamp(modified)} if modified else {}),
    }
    head = json.dumps(document, ensure_ascii=False, indent=1).removesuffix("\n}")
    opening = f'{head},\n "dataFeedElement": [\n'.encode("utf-8", errors="replace")
    return Frame(opening, b"\n]\n}\n", b",\n")
