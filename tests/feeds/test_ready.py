"""The ready feeds, and which listings are in each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from catalogue.errors import SettingError
from catalogue.filters import Filters
from catalogue.listing import TopicMatch
from catalogue.sources import SourceRow
from catalogue.taxonomy import GROUPS, topics
from feeds.feed import Feed
from feeds.ready import READY, Shipped, members, read_families, ready_feeds, syndicated
from tests.feeds.listings import TODAY, WINTER

NORTH = SourceRow(name="north", title="Northern Policing Forum", home="https://north.example/")
GOOD = """
[[feed]]
of = "everything"
slug = "online"
title = "Online events"
description = "Events one can attend from anywhere."
filters = "mode=online"
"""


def test_every_family_is_there() -> None:
    feeds = {feed.slug: feed for feed in ready_feeds([NORTH])}
    wanted = {"all", "sources/north", "free", "soon/7-days", "soon/30-days", "deadlines"}
    wanted |= {"modes/in-person", "modes/online", "modes/hybrid"}
    wanted |= {f"topics/{slug}" for slug in GROUPS} | {f"topics/{one.slug}" for one in topics()}
    assert set(feeds) == wanted
    assert feeds["all"].filters == Filters()
    assert feeds["topics/public-order"].filters == Filters(topic=("public-order",))
    assert feeds["topics/public-order"].title == "Public order & protest: events"
    assert feeds["sources/north"].title == "Events from Northern Policing Forum"
    assert len({feed.title for feed in feeds.values()}) == len(feeds)


def test_doubtful_topics_put_a_listing_into_no_feed() -> None:
    feed = Feed(
        slug="topics/police-reform",
        title="Reform",
        description="Reform.",
        filters=Filters(topic=("police-reform",)),
    )
    assert members(feed, [WINTER]) == []
    sure = replace(WINTER, topics=(TopicMatch(slug="police-reform", score=3),))
    assert members(feed, [sure]) == [sure]
    assert [one.slug for one in syndicated(WINTER).topics] == ["public-order", "police-powers"]
    assert syndicated(sure) is sure


def test_a_feed_is_one_block() -> None:
    (feed,) = ready_feeds([], read_families(GOOD, "feeds.toml"))
    assert feed == Feed(
        slug="online",
        title="Online events",
        description="Events one can attend from anywhere.",
        filters=Filters(mode=("online",)),
    )


def test_feeds_of_values_are_those_that_the_catalogue_has() -> None:
    values = {
        "audience": [("police", "", 2), ("courts", "", 0)],
        "region": [("south-east", "South East", 1)],
        "organiser": [("few", "The Few Ltd", 2), ("many", "The Many Ltd", 3)],
        "from": [
            ("2026-10-01&to=2026-10-31", "", 1),
            ("2025-10-01&to=2025-10-31", "", 9),
            ("2028-02-01&to=2028-02-29", "", 1),
        ],
    }
    feeds = {one.slug: one for one in READY.feeds([], lambda name: values[name], TODAY)}
    assert feeds["regions/south-east"].title == "South East: events"
    assert feeds["organisers/many"].title == "The Many Ltd: events"
    assert "organisers/few" not in feeds
    assert "audiences/police" in feeds
    assert "audiences/courts" not in feeds
    assert feeds["months/2028-02"].filters == Filters(from_=date(2028, 2, 1), to=date(2028, 2, 29))
    assert feeds["months/2026-10"].title == "October 2026: events"
    assert "months/2025-10" not in feeds
    assert feeds["soon/7-days"].filters.starts == 7


def test_shelves_are_made_for_what_the_feeds_show() -> None:
    wanted = {"", "topic", "source", "audience", "region", "mode", "free", "organiser"}
    assert READY.kinds.names == wanted | {"starts", "deadline", "month"}
    block = read_families(GOOD.replace("mode=online", "mode=online&free=yes"), "x")
    (others,) = Shipped(block).kinds.others
    assert others == Filters(mode=("online",), free=True)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("title =", "titel ="), "titel"),
        (('filters = "mode=online"', ""), "filters"),
        (('"everything"', '"evrything"'), "evrything"),
        (('"Online events"', '""'), "title"),
        (('"Online events"', "3"), "title"),
        (('"Online events"', '"{name}"'), "{name}"),
        (('"Online events"', '"{slug"'), "{slug"),
        (("[[feed]]", "[[feed"), "TOML"),
    ],
)
def test_a_bad_block_is_told(change: tuple[str, str], named: str) -> None:
    with pytest.raises(SettingError, match=r"feeds\.toml") as caught:
        read_families(GOOD.replace(*change), "feeds.toml")
    assert named in str(caught.value)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (GOOD + GOOD, "online"),
        (GOOD.replace('"online"', '"../secret"'), "../secret"),
        (GOOD.replace('"online"', '"/etc"'), "/etc"),
        (GOOD.replace("mode=online", "mode=onlin"), "onlin"),
        (GOOD.replace("mode=online", "mood=online"), "mood"),
    ],
)
def test_bad_addresses_and_filters_are_told(text: str, named: str) -> None:
    with pytest.raises(SettingError) as caught:
        ready_feeds([], read_families(text, "feeds.toml"))
    assert named in str(caught.value)


def test_a_source_cannot_write_outside_the_folder() -> None:
    with pytest.raises(SettingError, match="address"):
        ready_feeds([replace(NORTH, name="../../etc/passwd")])
