"""feedgen with its known faults closed: Channel and Entry in, RSS and Atom that validators find nothing in out.

feedgen writes every byte of RSS and Atom; what it lacks is added through its own extension interface.
Faults of feedgen 1.0 closed here: entry links lose rel and type in Atom (lkiesow/python-feedgen#135), the
channel's link is the last one set, the clock is stamped into every feed, dates are written by changing the
locale of the whole process, entries come out in reverse.
"""

from __future__ import annotations

from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml.etree import SubElement, _Element

from catalogue.listing import Listing
from feeds.feed import Feed, Site
from feeds.prose import legal
from feeds.templates import Values
from feeds.words import known_span, location_words, topic_labels

EVENT_MODULE = "http://purl.org/rss/1.0/modules/event/"
_ATOM = "http://www.w3.org/2005/Atom"
_EVENT_FIELDS = ("startdate", "enddate", "location", "organizer", "type")
_TERMS = tuple([(f"term{number}", f"label{number}") for number in range(100)])
"""Names of topics and of their labels: more than any listing has."""

_LINK_ATTRIBUTES = ("rel", "type", "hreflang", "title", "length")


class _Stamp(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """The channel's lastBuildDate and hub, which feedgen keeps to Atom, and the name space of the event module."""

    def __init__(self) -> None:
        self.built = ""
        self.hub = ""

    def extend_ns(self) -> dict[str, str]:
        return {"ev": EVENT_MODULE}

    def extend_rss(self, rss: _Element) -> _Element:
        if self.hub:
            SubElement(rss[0], f"{{{_ATOM}}}link", href=self.hub, rel="hub")
        if self.built:
            SubElement(rss[0], "lastBuildDate").text = self.built
        return rss


class _Particulars(BaseEntryExtension):  # type: ignore[misc]  # feedgen has no types
    """An entry's pubDate in RSS, and its ev: fields in both formats."""

    def __init__(self) -> None:
        self.published = ""
        self.event: dict[str, str] = {}

    def extend_rss(self, item: _Element) -> _Element:
        if self.published:
            SubElement(item, "pubDate").text = self.published
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


def new_channel(values: Values) -> Channel:
    """A channel with what RSS and Atom share; the caller adds title, dates and entries."""
    channel = Channel()
    channel.id(values["id"])
    channel.description(values["description"])
    # The order matters: feedgen takes the last link as the channel's own, which must be the page.
    channel.link(href=values["self"], rel="self", type=values["type"])
    if values["hub"]:
        channel.link(href=values["hub"], rel="hub")
        channel.muster.hub = values["hub"]
    channel.link(href=values["page"], rel="alternate", type="text/html")
    channel.language(values["language"])
    channel.generator(values["generator"])
    return channel


def channel_values(feed: Feed, site: Site, ext: str, media_type: str) -> dict[str, str]:
    """What a channel says in both formats."""
    return {
        "id": site.tag(f"feeds/{feed.slug}" + (f"?{feed.query}" if feed.query else "")),
        "title": legal(feed.title),
        "description": legal(feed.description),
        "self": site.feed_url(feed, ext),
        "type": media_type,
        "page": site.page_url(feed),
        "language": site.language,
        "generator": site.title,
        "hub": site.hub,
    }


def new_entry(channel: Channel, values: Values) -> Entry:
    """An entry with what RSS and Atom share, appended to the channel."""
    entry = Entry()
    channel.add(entry)
    entry.id(values["guid"])
    entry.link(href=values["link"], rel="alternate", type="text/html")
    number = 0
    while f"term{number}" in values:
        term, label = values[f"term{number}"], values[f"label{number}"]
        entry.category(term=term, label=label, scheme=values["scheme"])
        number += 1
    extension: Any = entry.muster
    extension.event = {name: values[f"ev_{name}"] for name in _EVENT_FIELDS}
    return entry


def entry_values(listing: Listing, site: Site) -> dict[str, str]:
    """What an entry says in both formats; dates only where the reading may be published as a fact."""
    start, end = known_span(listing.times)
    values = {
        "guid": site.tag(listing.id),
        "link": site.event_url(listing.id),
        "scheme": f"{site.base_url}/topics/",
        "ev_startdate": start,
        "ev_enddate": end,
        "ev_location": location_words(listing),
        "ev_organizer": legal(listing.organiser or "").strip(),
        "ev_type": legal(listing.format or "").strip(),
    }
    for (name, label_name), (term, label) in zip(_TERMS, topic_labels(listing), strict=False):
        values[name], values[label_name] = term, label
    return values
