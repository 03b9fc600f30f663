"""Listings in; an Atom document (RFC 4287) out, written by feedgen, for readers that know more than RSS.

Beside what RSS says, an entry says when it changed, who organises the event, and on whose page it was found.
"""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.listing import Listing
from feeds.feed import FOUNDED, Feed, Site
from feeds.feedgen_entry import Channel, new_channel, new_entry
from feeds.particulars import html, summary
from feeds.prose import legal
from feeds.words import title_words, web_address

EXT = "atom"
MEDIA_TYPE = "application/atom+xml"


def render(feed: Feed, listings: Sequence[Listing], site: Site) -> bytes:
    """The document, with the listings in the order given."""
    channel = new_channel(feed, site, EXT, MEDIA_TYPE)
    channel.title(legal(feed.title))
    channel.author(name=site.title, uri=f"{site.base_url}/")
    channel.updated(max((one.modified for one in listings if one.modified), default=FOUNDED))
    for listing in listings:
        _add(channel, listing, site)
    document: bytes = channel.atom_str()
    return document


def _add(channel: Channel, listing: Listing, site: Site) -> None:
    entry = new_entry(channel, listing, site)
    title = title_words(listing)
    entry.title(title)
    entry.summary(summary(listing) or title)
    entry.content(html(listing, site), type="html")
    entry.updated(listing.modified or FOUNDED)
    entry.published(listing.published or listing.modified or FOUNDED)
    source = web_address(listing.url)
    if source:
        entry.link(href=source, rel="via", type="text/html")
    organiser = legal(listing.organiser or "").strip()
    if organiser:
        entry.author(name=organiser)
