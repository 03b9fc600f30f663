"""JSON Feed 1.1: the lines J1 to J7 of the publishing checklist."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from catalogue.listing import Listing
from feeds.formats import FORMATS
from tests.feeds.listings import (
    ALL_DAY,
    EVERY,
    FEED,
    HOSTILE,
    MULTI_DAY,
    OPEN,
    SESSIONS,
    SITE,
    UNDATED,
    WINTER,
)

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def event_of(listing: Listing) -> dict[str, Any]:
    document = json.loads(FORMATS["json"].render(FEED, (listing,), SITE))
    event: dict[str, Any] = document["items"][0]["_event"]
    return event


def test_j1_version_title_items(json_document: dict[str, Any]) -> None:
    assert json_document["version"] == "https://jsonfeed.org/version/1.1"
    assert json_document["title"] == FEED.title
    assert len(json_document["items"]) == len(EVERY)


def test_j2_items_have_string_ids_and_content(json_document: dict[str, Any]) -> None:
    for item in json_document["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
    assert len({item["id"] for item in json_document["items"]}) == len(EVERY)


def test_j3_addresses(json_document: dict[str, Any]) -> None:
    assert json_document["home_page_url"] == "https://muster.example/"
    assert json_document["feed_url"] == "https://muster.example/feeds/topics/public-order.json"


def test_j4_authors_language_and_dates(json_document: dict[str, Any]) -> None:
    assert "author" not in json_document
    assert json_document["authors"][0]["name"] == "Muster"
    assert json_document["language"] == "en-GB"
    for item in json_document["items"]:
        assert "author" not in item
        assert _STAMP.fullmatch(item["date_published"])
        assert _STAMP.fullmatch(item["date_modified"])
    first = json_document["items"][0]
    assert first["authors"] == [{"name": "Northern Policing Forum"}]
    assert first["language"] == "en"


def test_j5_event_object_holds_all_we_know() -> None:
    event = event_of(WINTER)
    assert event["about"].startswith("https://muster.example/")
    assert (event["start"], event["end"]) == (
        "2027-01-12T10:00:00+00:00",
        "2027-01-12T12:30:00+00:00",
    )
    assert event["all_day"] is False
    assert event["zone"] == "Europe/London"
    assert event["status"] == "scheduled"
    assert event["mode"] == "hybrid"
    assert event["place"]["town"] == "Netherby"
    assert event["place"]["force"] == "Netherby Constabulary"
    assert [one["name"] for one in event["people"]] == ["Ama Okoro", "Tomasz Wilk"]
    assert event["people"][1]["is_chair"] is True
    assert event["audience"] == list(WINTER.audience)
    assert event["audience_groups"] == ["police", "local-government"]
    assert event["objectives"] == list(WINTER.objectives)
    assert event["price"]["tiers"][1] == {"label": "Private sector", "amount": 195.0}
    assert event["cpd"] == "2 CPD hours"
    assert event["booking"] == {"url": "https://north.example/book/1", "deadline": "2027-01-08"}
    assert event["accessibility"] == WINTER.accessibility
    assert event["format"] == "conference"
    assert event["series"] == "protest-law"
    assert event["sequence"] == 2
    assert event["sources"] == [{"name": "north", "url": "https://north.example/events/1"}]
    assert [one["slug"] for one in event["topics"]] == ["public-order", "police-powers"]


def test_j5_days_are_plain_and_inclusive() -> None:
    event = event_of(MULTI_DAY)
    assert (event["start"], event["end"], event["all_day"]) == ("2027-03-02", "2027-03-04", True)
    assert event_of(ALL_DAY)["end"] is None


def test_j5_nothing_is_invented() -> None:
    event = event_of(UNDATED)
    assert event["start"] is None
    assert event["end"] is None
    assert event["all_day"] is None
    assert event["partial"] == "2027-autumn"
    assert event["text"] == "autumn 2027 <date to follow>"
    assert event["price"] is None
    assert event["mode"] == "unknown"
    assert event_of(OPEN)["start"] is None


def test_j5_sessions() -> None:
    sessions = event_of(SESSIONS)["sessions"]
    assert sessions[1] == {
        "start": "2027-02-03T14:00:00+00:00",
        "end": None,
        "title": "Detention",
    }
    assert sessions[2]["start"] == "2027-02-10"


def test_j6_media_type() -> None:
    assert FORMATS["json"].media_type == "application/feed+json"


def test_j7_a_retired_feed_says_so(json_document: dict[str, Any]) -> None:
    document = json.loads(FORMATS["json"].render(replace(FEED, retired=True), (), SITE))
    assert document["expired"] is True
    assert document["items"] == []
    assert "expired" not in json_document


def test_only_web_addresses_are_links() -> None:
    document = json.loads(FORMATS["json"].render(FEED, (HOSTILE,), SITE))
    (item,) = document["items"]
    assert "image" not in item
    assert item["_event"]["online_url"] is None
    assert item["_event"]["booking"]["url"] is None
    assert item["external_url"] == "https://north.example/events/11"


def test_lone_surrogates_do_not_stop_the_document() -> None:
    data = FORMATS["json"].render(FEED, (replace(WINTER, cpd="half \ud83d pair"),), SITE)
    assert json.loads(data)["items"][0]["_event"]["cpd"] == "half ? pair"
