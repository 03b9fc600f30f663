"""OPML 2.0: flat, every feed, none that is retired."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from feeds import opml
from tests.feeds.listings import FEED, SITE

OTHER = replace(FEED, slug="all", title='All "events" & <more>\x0b')


def test_d2_flat_outlines_with_type_and_addresses() -> None:
    root = etree.fromstring(opml.render((FEED, OTHER), SITE))
    assert root.get("version") == "2.0"
    outlines = root.findall("body/outline")
    assert [one.get("type") for one in outlines] == ["rss", "rss"]
    assert outlines[0].get("xmlUrl") == "https://muster.example/feeds/topics/public-order.rss"
    assert outlines[0].get("text") == FEED.title
    assert outlines[1].get("title") == 'All "events" & <more>'
    assert root.findall("body/outline/outline") == []


def test_retired_feeds_are_left_out() -> None:
    root = etree.fromstring(opml.render((FEED, replace(OTHER, retired=True)), SITE))
    assert len(root.findall("body/outline")) == 1
