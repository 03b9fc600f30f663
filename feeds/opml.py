"""Feeds in; one OPML 2.0 document out, flat, that subscribes a reader to all of them at once."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.etree import Element, SubElement, _Element, tostring

from feeds.feed import Feed, Site
from feeds.prose import legal

EXT = "opml"
MEDIA_TYPE = "text/x-opml"
FEED_EXT = "rss"


def render(feeds: Sequence[Feed], site: Site) -> bytes:
    """The document, the feeds in the order given; those that are retired are left out."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = f"Feeds of {legal(site.title)}"
    body = SubElement(root, "body")
    for feed in feeds:
        if not feed.retired:
            _outline(feed, site, SubElement(body, "outline"))
    return tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _outline(feed: Feed, site: Site, outline: _Element) -> None:
    title = legal(feed.title)
    values = {
        "type": "rss",
        "text": title,
        "title": title,
        "description": legal(feed.description),
        "xmlUrl": site.feed_url(feed, FEED_EXT),
        "htmlUrl": site.page_url(feed),
        "language": site.language,
    }
    for name, value in values.items():
        outline.set(name, value)
