"""Listings in; an RSS 2.0 document out, written by feedgen, for every feed reader there is.

Titles hold no angle brackets (readers disagree on whether they are mark-up); the description is escaped
HTML, as the RSS Board's profile wants it; pubDate is our first publication, never the event's date.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from catalogue.listing import Listing
from feeds.feed import FOUNDED, Feed, Site
from feeds.feedgen_entry import Channel, new_channel, new_entry
from feeds.particulars import html, summary
from feeds.prose import legal
from feeds.words import title_words

EXT = "rss"
MEDIA_TYPE = "application/rss+xml"


def render(feed: Feed, listings: Sequence[Listing], site: Site) -> bytes:
    """The document, with the listings in the order given."""
    channel = new_channel(feed, site, EXT, MEDIA_TYPE)
    channel.title(_title(legal(feed.title)))
    channel.ttl(site.ttl)
    channel.muster.built = max((one.modified for one in listings if one.modified), default=None)
    for listing in listings:
        _add(channel, listing, site)
    document: bytes = channel.rss_str()
    return document


def _add(channel: Channel, listing: Listing, site: Site) -> None:
    entry = new_entry(channel, listing, site)
    title = title_words(listing)
    entry.title(_title(title))
    entry.description(escape(summary(listing) or title, quote=False))
    entry.content(html(listing, site), type="html")
    entry.muster.published = listing.published or listing.modified or FOUNDED


def _title(text: str) -> str:
    return text.replace("<", "‹").replace(">", "›")
