"""Listings in; an RSS 2.0 document out, written by feedgen, for every feed reader there is.

Titles hold no angle brackets (readers disagree on whether they are mark-up); the description is escaped
HTML, as the RSS Board's profile wants it; pubDate is our first publication, never the event's date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from html import escape, unescape

from catalogue.listing import Listing
from feeds.feed import FOUNDED, Feed, Site
from feeds.feedgen_entry import Channel, channel_values, entry_values, new_channel, new_entry
from feeds.fragment import Fragment, Frame
from feeds.particulars import html, summary
from feeds.self_check import check, is_xml_text
from feeds.templates import Template, Values
from feeds.words import title_words

EXT = "rss"
MEDIA_TYPE = "application/rss+xml"
_END = "</channel></rss>"
_REFERENCE = re.compile(r"&(#?\w+)")
_TTL = 987_654_321
"""feedgen takes a number and no text: what it writes for this one makes room for the real one."""


def fragment(listing: Listing, site: Site) -> Fragment:
    """The item of a listing."""
    data = _ITEM(item_values(listing, site)).encode()
    return Fragment(data, is_sound=is_xml_text(data))


def frame(
    feed: Feed,
    site: Site,
    modified: datetime | None,
    words: Collection[str],  # noqa: ARG001 (the signature of every format)
) -> Frame:
    """The channel of a feed without its items."""
    head = _HEAD(head_values(feed, site, modified)).removesuffix(_END).encode()
    return Frame(head, _END.encode(), is_sound=is_xml_text(head))


def head_values(feed: Feed, site: Site, modified: datetime | None) -> dict[str, str]:
    """What the channel says; `modified` is the last change of anything in it."""
    values = channel_values(feed, site, EXT, MEDIA_TYPE)
    return values | {
        "title": _title(values["title"]),
        "description": _title(values["description"]),
        "ttl": str(site.ttl),
        "built": _rfc822(modified) if modified else "",
    }


def item_values(listing: Listing, site: Site) -> dict[str, str]:
    """What an item says."""
    title = title_words(listing)
    published = listing.published or listing.modified or FOUNDED
    return entry_values(listing, site) | {
        "title": _title(title),
        "description": escape(summary(listing) or title, quote=False),
        "content": html(listing, site),
        "published": _rfc822(published),
    }


def channel_of(values: Values, ttl: int) -> Channel:
    """The channel of such values, without items."""
    channel = new_channel(values)
    channel.title(values["title"])
    channel.ttl(ttl)
    channel.muster.built = values["built"]
    return channel


def add_item(channel: Channel, values: Values) -> None:
    """Append the item of such values."""
    entry = new_entry(channel, values)
    entry.title(values["title"])
    entry.description(values["description"])
    entry.content(values["content"], type="html")
    entry.muster.published = values["published"]


@lru_cache(maxsize=4_096)
def _rfc822(moment: datetime) -> str:
    return format_datetime(moment)


def _title(text: str) -> str:
    """Words that nobody can take for mark-up or for a reference, as some readers would."""
    text = text.replace("<", "‹").replace(">", "›")
    return _REFERENCE.sub(_apart, text) if "&" in text else text


def _apart(found: re.Match[str]) -> str:
    """An ampersand and the word behind it, with a blank between them where they look like a reference."""
    is_reference = not found[1].isalpha() or unescape(f"&{found[1]};") != f"&{found[1]};"
    return f"& {found[1]}" if is_reference else found[0]


def _write_head(values: Values) -> str:
    document: bytes = channel_of(values, _TTL).rss_str()
    check(EXT, document)
    return document.decode().replace(f"<ttl>{_TTL}<", f"<ttl>{values['ttl']}<")


def _write_item(values: Values) -> str:
    channel = channel_of(_ANY_CHANNEL, _TTL)
    add_item(channel, values)
    document: bytes = channel.rss_str()
    check(EXT, document)
    text = document.decode()
    return text[text.index("<item>") :].removesuffix(_END)


_ANY_CHANNEL: Values = defaultdict(lambda: "0")
_HEAD = Template(_write_head)
_ITEM = Template(_write_item)
