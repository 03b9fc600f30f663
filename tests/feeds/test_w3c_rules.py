"""R15: the rules of the W3C feed validator, held by every document of every listing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from catalogue.config import Config
from catalogue.events import put_event
from catalogue.listing import Listing, Place
from catalogue.store import Store
from feeds.feed import Feed
from feeds.formats import FORMATS
from feeds.publish import FOLDER, publish
from tests.feeds.listings import EVERY, FEED, NOW, SITE, WINTER
from tests.feeds.w3c_rules import broken_rules

LATER = NOW + timedelta(days=1)
ODD = replace(
    WINTER,
    title="Q&A2: caf\ufffd &copy </b> R&D",
    url="https://north.example/übersicht?filter[topic]=a|b",
    organiser="A&A2 Caf\ufffd",
    place=Place(name="Hall \ufffd &lt Ltd"),
    description='<p><a href="/about">About</a> <a href="#x">us</a> &nbsp;\ufffd</p>',
    image="https://north.example/a b.png",
)


def _rules(listings: tuple[Listing, ...], ext: str, feed: Feed = FEED) -> list[str]:
    data = FORMATS[ext].render(feed, listings, SITE)
    return broken_rules(data, SITE.feed_url(feed, ext), LATER)


@pytest.mark.parametrize("ext", ["rss", "atom"])
def test_r15_no_listing_breaks_a_rule(ext: str) -> None:
    assert _rules(EVERY, ext) == []


def test_r15_odd_words_and_addresses_break_no_rule() -> None:
    assert _rules((ODD,), "rss") == []
    assert "https://north.example/%C3%BCbersicht?filter%5Btopic%5D=a%7Cb" in (
        FORMATS["atom"].render(FEED, (ODD,), SITE).decode()
    )


def test_r15_odd_names_of_feeds_break_no_rule() -> None:
    named = replace(FEED, title="A&A2 </b>", description="Events of A&amp;B </i>, \ufffd")
    assert _rules((WINTER,), "rss", named) == []


@pytest.mark.parametrize("ext", ["rss", "atom", "opml"])
def test_r15_no_published_document_breaks_a_rule(ext: str, store: Store, tmp_path: Path) -> None:
    config = Config(public=tmp_path, base_url="https://muster.example", domain="muster.example")
    with store.begin() as tx:
        for listing in EVERY:
            put_event(tx, listing, NOW)
    publish(store, config, LATER)
    folder = tmp_path / FOLDER
    found = {
        name: broken_rules(path.read_bytes(), f"https://muster.example/feeds/{name}", LATER)
        for path in folder.rglob(f"*.{ext}")
        for name in [str(path.relative_to(folder))]
    }
    assert found
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    ("ext", "good", "bad"),
    [
        ("rss", "Mon, 02 Nov", "Tue, 02 Nov"),
        ("rss", "02 Nov 2026", "02 Nov 2036"),
        ("rss", 'isPermaLink="false"', 'isPermaLink="true"'),
        ("rss", "<ttl>60", "<ttl>none"),
        ("rss", 'rel="self"', 'rel="itself"'),
        ("rss", "</channel>", "<image/></channel>"),
        ("rss", "&lt;/dl&gt;", "&lt;script&gt;1&lt;/script&gt;&lt;/dl&gt;"),
        ("rss", "&lt;p&gt;", "&lt;p&gt;&lt;a href='/x'&gt;x&lt;/a&gt;&lt;/b&gt;"),
        ("rss", "Keeping the peace", "Keeping &amp;copy; &lt;/b&gt;"),
        ("rss", "T10:00:00+00:00", " at ten"),
        ("atom", "tag:muster.example,2026:0", "urn:0"),
        ("atom", 'rel="via"', 'rel="alternate"'),
        ("atom", "+00:00</updated>", "</updated>"),
        ("atom", 'type="html"', 'type="text"'),
        ("atom", "https://north.example/events/1", "https://north.example/events/[1]"),
    ],
)
def test_r15_a_broken_rule_is_found(ext: str, good: str, bad: str) -> None:
    data = FORMATS[ext].render(FEED, (WINTER,), SITE)
    broken = data.replace(good.encode(), bad.encode())
    assert broken != data
    assert broken_rules(broken, SITE.feed_url(FEED, ext), LATER) != []
