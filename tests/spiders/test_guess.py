"""A source file is guessed from one page: start, follow, next and the name of the site."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import HtmlResponse, JsonResponse, Response, TextResponse, XmlResponse

from spiders.guess import source_text
from spiders.patterns import fault

LIST = "https://harrow.example/events/"


def guessed(url: str, html: str, events: list[str]) -> dict[str, Any]:
    page = HtmlResponse(url, body=html.encode(), encoding="utf-8")
    return tomllib.loads(source_text(page, url, events, {"zone": "Europe/London"}))


def test_a_list_leads_to_what_most_of_its_events_share() -> None:
    events = [f"{LIST}2026/0{n}/talk-{n}/" for n in (1, 2, 3)] + ["https://harrow.example/about/us"]
    made = guessed(LIST, "<title>Events | Harrow</title><a rel=next href=?page=2>2</a>", events)
    assert made == {
        "title": "Harrow",
        "home": "https://harrow.example",
        "start": LIST,
        "follow": r"/events/\d+/\d+/[^/?]+/$",
        "next": "a[rel=next]",
        "zone": "Europe/London",
    }


def test_a_lone_event_leads_to_the_list_above_it_that_it_links_to() -> None:
    url = "https://harrow.example/events/talks/fair-stops.html"
    made = guessed(url, "<a href=/events>Events</a>", [url])
    assert made["start"] == "https://harrow.example/events"
    assert made["follow"] == r"/events/talks/[^/?]+\.html$"
    assert made["title"] == "harrow.example"


@pytest.mark.parametrize(
    ("url", "start"),
    [
        ("https://harrow.example/talks/a", "https://harrow.example/talks/"),
        ("https://harrow.example/one-day", "https://harrow.example/one-day"),
    ],
)
def test_without_a_link_upwards_the_part_before_is_taken(url: str, start: str) -> None:
    made = guessed(url, "<meta property='og:site_name' content='The Harrow'>", [url])
    assert (made["start"], made["title"]) == (start, "The Harrow")
    assert ("follow" in made) == (start != url)


def test_addresses_that_differ_by_a_number_in_the_query() -> None:
    events = [f"https://harrow.example/event/info?id={n}" for n in (3, 4)]
    made = guessed("https://harrow.example/civic", "<p>x</p>", events)
    assert made["follow"] == r"/event/info\?id=[^&]+"
    assert fault(made["follow"]) == ""


def test_a_calendar_has_neither_title_nor_links() -> None:
    page = Response("https://harrow.example/all.ics", body=b"BEGIN:VCALENDAR")
    made = tomllib.loads(source_text(page, page.url, ["https://other.example/a"] * 2, {}))
    assert made == {
        "title": "harrow.example",
        "home": "https://harrow.example",
        "start": "https://harrow.example/all.ics",
    }


@pytest.mark.parametrize(
    ("html", "selector"),
    [
        ("<a rel=next href=?p=2>2</a>", "a[rel=next]"),
        ("<link rel=next href=?p=2><p>x</p><a href=/>x</a>", "link[rel=next]"),
        ("<a class='button pager-next' href=?p=2>Next »</a>", "a.pager-next"),
        ("<li class=next><a href=?p=2>Next page</a></li>", ".next a"),
        ("<a class=next href=/talks/next-steps>Next steps for victims</a>", None),
        ("<a class=older href=?p=2>Older</a>", None),
    ],
)
def test_the_link_to_the_next_page(html: str, selector: str | None) -> None:
    assert guessed(LIST, html, [f"{LIST}a/", f"{LIST}b/"]).get("next") == selector


def test_an_answer_in_json_leads_on_by_a_key() -> None:
    url = "https://harrow.example/wp-json/tribe/events/v1/events"
    page = JsonResponse(url, body=b'{"events": [], "next_rest_url": "https://harrow.example/2"}')
    made = tomllib.loads(source_text(page, url, [f"{LIST}a/", f"{LIST}b/"], {}))
    assert (made["next"], made["follow"]) == ("next_rest_url", "/events/[^/?]+/$")
    for body in (b"{", b"[1]", b'{"next": null}'):
        made = tomllib.loads(source_text(JsonResponse(url, body=body), url, [], {}))
        assert "next" not in made


@pytest.mark.parametrize(
    "page",
    [
        TextResponse(LIST, body=b"BEGIN:VCALENDAR\r\nX-WR-CALNAME;X=1:The Harrow\\, talks\r\n"),
        XmlResponse(LIST, body=b"<rss><channel><title>The Harrow, talks</title></channel></rss>"),
    ],
)
def test_calendars_and_feeds_have_names(page: Response) -> None:
    assert tomllib.loads(source_text(page, LIST, [], {}))["title"] == "The Harrow, talks"


@given(st.binary(max_size=300), st.lists(st.text(max_size=30), max_size=5))
def test_any_page_gives_toml(body: bytes, events: list[str]) -> None:
    for kind in (HtmlResponse, JsonResponse, XmlResponse, Response):
        made = tomllib.loads(source_text(kind(LIST, body=body), LIST, events, {"zone": "x"}))
        assert made["start"] == LIST
