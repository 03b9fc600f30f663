"""Listings in; an Atom document (RFC 4287) out, written by feedgen, for readers that know more than RSS.

Beside what RSS says, an entry says when it changed, who organises the event, and on whose page it was found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, datetime

from catalogue.listing import Listing
from feeds.feed import FOUNDED, Feed, Site
from feeds.feedgen_entry import Channel, channel_values, entry_values, new_channel, new_entry
from feeds.fragment import Fragment, Frame
from feeds.particulars import html, summary
from feeds.prose import legal
from feeds.self_check import check, is_xml_text
from feeds.templates import Template, Values
from feeds.words import title_words, web_address

EXT = "atom"
MEDIA_TYPE = "application/atom+xml"
_END = "</feed>"
_UPDATED = datetime(1901, 2, 3, 4, 5, 6, tzinfo=UTC)
_PUBLISHED = datetime(1902, 3, 4, 5, 6, 7, tzinfo=UTC)
"""feedgen takes instants and no text: what it writes for these makes room for the real ones."""


def fragment(listing: Listing, site: Site) -> Fragment:
    """The entry of a listing."""
    data = _ENTRY(entry_of(listing, site)).encode()
    return Fragment(data, is_sound=is_xml_text(data))


def frame(
    feed: Feed,
    site: Site,
    modified: datetime | None,
    words: Collection[str],  # noqa: ARG001 (the signature of every format)
) -> Frame:
    """The feed without its entries."""
    head = _HEAD(head_values(feed, site, modified)).removesuffix(_END).encode()
    return Frame(head, _END.encode(), is_sound=is_xml_text(head))


def head_values(feed: Feed, site: Site, modified: datetime | None) -> dict[str, str]:
    """What the feed says; `modified` is the last change of anything in it."""
    return channel_values(feed, site, EXT, MEDIA_TYPE) | {
        "author": site.title,
        "uri": f"{site.base_url}/",
        "updated": (modified or FOUNDED).isoformat(),
    }


def entry_of(listing: Listing, site: Site) -> dict[str, str]:
    """What an entry says."""
    title = title_words(listing)
    modified = listing.modified or FOUNDED
    return entry_values(listing, site) | {
        "title": title,
        "summary": summary(listing) or title,
        "content": html(listing, site),
        "updated": modified.isoformat(),
        "published": (listing.published or modified).isoformat(),
        "via": web_address(listing.url),
        "author": legal(listing.organiser or "").strip(),
    }


def channel_of(values: Values, updated: datetime) -> Channel:
    """The channel of such values, without entries."""
    channel = new_channel(values)
    channel.title(values["title"])
    channel.author(name=values["author"], uri=values["uri"])
    channel.updated(updated)
    return channel


def add_entry(channel: Channel, values: Values, updated: datetime, published: datetime) -> None:
    """Append the entry of such values."""
    entry = new_entry(channel, values)
    entry.title(values["title"])
    entry.summary(values["summary"])
    entry.content(values["content"], type="html")
    entry.updated(updated)
    entry.published(published)
    if values["via"]:
        entry.link(href=values["via"], rel="via", type="text/html")
    if values["author"]:
        entry.author(name=values["author"])


def _write_head(values: Values) -> str:
    document: bytes = channel_of(values, _UPDATED).atom_str()
    check(EXT, document)
    return document.decode().replace(_UPDATED.isoformat(), values["updated"])


def _write_entry(values: Values) -> str:
    channel = channel_of(_ANY_CHANNEL, _UPDATED)
    add_entry(channel, values, _UPDATED, _PUBLISHED)
    document: bytes = channel.atom_str()
    check(EXT, document)
    text = document.decode()
    entry = text[text.index("<entry>") :].removesuffix(_END)
    stamped = entry.replace(_UPDATED.isoformat(), values["updated"])
    return stamped.replace(_PUBLISHED.isoformat(), values["published"])


_ANY_CHANNEL: Values = defaultdict(lambda: "0")
_HEAD = Template(_write_head)
_ENTRY = Template(_write_entry)
