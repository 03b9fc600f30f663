"""Addresses at which people and programs subscribe."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.filters import Filters
from web.links import feed_links, feed_path


@pytest.mark.parametrize(
    ("filters", "path"),
    [
        (Filters(), "/feeds/all.rss"),
        (Filters(topic=("drugs",)), "/feeds/topics/drugs.rss"),
        (Filters(topic=("public-policy",)), "/feeds/topics/public-policy.rss"),
        (Filters(source=("civic",)), "/feeds/sources/civic.rss"),
        (Filters(topic=("drugs", "hate-crime")), "/feeds/events.rss?topic=drugs&topic=hate-crime"),
        (Filters(topic=("drugs",), free=True), "/feeds/events.rss?topic=drugs&free=yes"),
        (Filters(cancelled="omit"), "/feeds/events.rss?cancelled=omit"),
        (Filters(from_=date(2027, 3, 1), q="a & b"), "/feeds/events.rss?from=2027-03-01&q=a+%26+b"),
    ],
)
def test_path_of_a_feed(filters: Filters, path: str) -> None:
    assert feed_path(filters, "rss") == path


def test_subscribe_addresses_are_exact() -> None:
    links = feed_links("https://muster.example/", "Muster: Drugs", Filters(topic=("drugs",)))
    address = "https%3A%2F%2Fmuster.example%2Ffeeds%2Ftopics%2Fdrugs.ics"
    assert links.calendar == "https://muster.example/feeds/topics/drugs.ics"
    assert links.webcal == "webcal://muster.example/feeds/topics/drugs.ics"
    assert links.google == (
        "https://calendar.google.com/calendar/r"
        "?cid=webcal%3A%2F%2Fmuster.example%2Ffeeds%2Ftopics%2Fdrugs.ics"
    )
    assert links.outlook == (
        f"https://outlook.office.com/calendar/0/addfromweb?url={address}&name=Muster%3A%20Drugs"
    )
    assert links.outlook_live.startswith("https://outlook.live.com/calendar/0/addfromweb?url=")


def test_d1_alternates_have_distinct_titles() -> None:
    alternates = feed_links("https://muster.example", "All", Filters()).alternates
    assert [title for _, title, _ in alternates] == [
        "All (RSS)",
        "All (Atom)",
        "All (JSON Feed)",
        "All (Calendar)",
    ]
