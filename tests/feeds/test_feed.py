"""Addresses and identifiers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalogue.config import Config
from catalogue.filters import Filters
from feeds.feed import Site, site_of
from tests.feeds.listings import FEED, SITE


@pytest.mark.parametrize(
    ("filters", "page"),
    [
        (Filters(), "/"),
        (Filters(topic=("public-order",)), "/topics/public-order"),
        (Filters(topic=("public-policy",)), "/?topic=public-policy"),
        (
            Filters(topic=("police-powers", "public-order")),
            "/?topic=police-powers&topic=public-order",
        ),
        (Filters(topic=("public-order",), free=True), "/?topic=public-order&free=yes"),
        (Filters(source=("north",)), "/?source=north"),
    ],
)
def test_every_feed_has_its_page(filters: Filters, page: str) -> None:
    assert SITE.page_url(replace(FEED, filters=filters)) == f"https://muster.example{page}"


def test_a_feed_of_free_filters_is_served_with_its_query() -> None:
    feed = replace(FEED, slug="events", query="mode=online")
    assert SITE.feed_url(feed, "ics") == "https://muster.example/feeds/events.ics?mode=online"


def test_identifiers_hold_the_domain_and_not_the_address() -> None:
    moved = replace(SITE, base_url="https://elsewhere.example")
    assert moved.tag("x") == SITE.tag("x") == "tag:muster.example,2026:x"
    assert moved.uid("x") == "x@muster.example"
    assert moved.uid("x", "20270203") == "x-20270203@muster.example"


def test_the_site_of_an_installation() -> None:
    config = Config(base_url="https://a.example/muster//", domain="a.example")
    assert site_of(config) == Site(base_url="https://a.example/muster", domain="a.example")
