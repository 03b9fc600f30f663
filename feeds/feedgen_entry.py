"""feedgen with its known faults closed: Channel and Entry in, RSS and Atom that validators find nothing in out.

feedgen writes every byte of RSS and Atom; what it lacks is added through its own extension interface.
Faults of feedgen 1.0 closed here: entry links lose rel and type in Atom (lkiesow/python-feedgen#135), the
channel's link is the last one set, the clock is stamped into every feed, dates are written by changing the
locale of the whole process, entries come out in reverse.
"""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml.etree import SubElement, _Element

from catalogue.listing import Listing
from feeds.feed import Feed, Site
from feeds.prose import legal
from feeds.words import known_span, location_words, topic_labels

EVENT_MODULE = "http://purl.org/rss/1.0/modules/event/"
_LINK_ATTRIBUTES = ("rel", "type", "hreflang", "title", "length")


class _Stamp(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """The channel's lastBuildDate, and the name space of the event module."""

    def __init__(self) -> None:
        self.built: datetime | None = None

    def extend_ns(self) -> dict[str, str]:
        return {"ev": EVENT_MODULE}

    def extend_rss(self, rss: _Element) -> _Element:
        if self.built is not None:
            SubElement(rss[0], "lastBuildDate").text = format_datetime(self.built)
        return rss


class _Particulars(BaseEntryExtension):  # type: ignore[misc]  # feedgen has no types
    """An entry's pubDate in RSS, and its ev: fields in both formats."""

    def __init__(self) -> None:
        self.published: datetime | None = None
        self.event: dict[str, str] = {}

    def extend_rss(self, item: _Element) -> _Element:
        if self.published is not None:
            SubElement(item, "pubDate").text = format_datetime(self.published)
        return self.extend_atom(item)

    def extend_atom(self, entry: _Element) -> _Element:
        for name, value in self.event.items():
            if value:
                SubElement(entry, f"{{{EVENT_MODULE}}}{name}").text = value
        return entry


class Entry(FeedEntry):  # type: ignore[misc]  # feedgen has no types
    """A feedgen entry whose Atom links keep their attributes."""

    def atom_entry(self, extensions: bool = True) -> _Element:
        """The entry element, each link with the rel and type it was given."""
        node: _Element = super().atom_entry(extensions)
        for made, asked in zip(node.findall("link"), self.link() or [], strict=True):
            for name in _LINK_ATTRIBUTES:
                if asked.get(name):
                    made.set(name, asked[name])
        return node


class Channel(FeedGenerator):  # type: ignore[misc]  # feedgen has no types
    """A feedgen feed that knows no clock and keeps the order of its entries."""

    def __init__(self) -> None:
        super().__init__()
        # feedgen gives no other way to leave its own date out; `_Stamp` writes ours.
        self._FeedGenerator__rss_lastBuildDate = None
        self.register_extension("muster", _Stamp, _Particulars)

    def add(self, entry: Entry) -> None:
        """Append an entry."""
        self.add_entry(entry, order="append")


def new_channel(feed: Feed, site: Site, ext: str, media_type: str) -> Channel:
    """A channel with what RSS and Atom share; the caller adds title, dates and entries."""
    channel = Channel()
    channel.id(site.tag(f"feeds/{feed.slug}" + (f"?{feed.query}" if feed.query else "")))
    channel.description(legal(feed.description))
    # The order matters: feedgen takes the last link as the channel's own, which must be the page.
    channel.link(href=site.feed_url(feed, ext), rel="self", type=media_type)
    channel.link(href=site.page_url(feed), rel="alternate", type="text/html")
    channel.language(site.language)
    channel.generator(site.title)
    return channel


def new_entry(channel: Channel, listing: Listing, site: Site) -> Entry:
    """An entry with what RSS and Atom share, appended to the channel."""
    entry = Entry()
    channel.add(entry)
    entry.id(site.tag(listing.id))
    entry.link(href=site.event_url(listing.id), rel="alternate", type="text/html")
    for slug, label in topic_labels(listing):
        entry.category(term=slug, label=label, scheme=f"{site.base_url}/topics/")
    extension: Any = entry.muster
    extension.event = _event_fields(listing)
    return entry


def _event_fields(listing: Listing) -> dict[str, str]:
    """Values of the RSS event module; dates only where the reading may be published as a fact."""
    start, end = known_span(listing.times)
    return {
        "startdate": start,
        "enddate": end,
        "location": location_words(listing),
        "organizer": legal(listing.organiser or "").strip(),
        "type": legal(listing.format or "").strip(),
    }
