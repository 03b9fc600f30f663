"""Links of pages: what is followed, and what is left alone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse

from spiders import links
from spiders.addresses import site
from spiders.source import Source

TODAY = date(2027, 3, 10)
HOME = "https://larkfield.example/events/"


def source(**more: object) -> Source:
    values = {
        "name": "larkfield",
        "title": "Larkfield Trust",
        "home": HOME,
        "start": HOME,
        "zone": "Europe/London",
        "follow": r"/events/[a-z0-9-]+/$",
        "next": "a[rel=next], link[rel=next]",
        **more,
    }
    return Source.model_validate(values)


def html(body: str, url: str = HOME) -> HtmlResponse:
    return HtmlResponse(url, body=body.encode(), encoding="utf-8")


def test_details_are_absolute_each_once_without_fragments() -> None:
    body = (
        '<a href="/events/night-economy/">A</a><a href="night-economy/#top">again</a>'
        '<a href=" victims-code/ ">B</a><a href="/about/">C</a><a href="mailto:x@larkfield.example">D</a>'
        '<a href="http://[bad">E</a><a href="javascript:void(0)">F</a>'
    )
    assert links.details(html(body), source(), TODAY) == [
        HOME + "night-economy/",
        HOME + "victims-code/",
    ]


def test_details_respect_the_base_of_the_page() -> None:
    body = '<base href="https://larkfield.example/events/"><a href="one/">A</a>'
    found = links.details(html(body, "https://larkfield.example/x/y/"), source(), TODAY)
    assert found == [HOME + "one/"]


def test_details_stay_on_the_site_unless_the_pattern_names_another() -> None:
    body = (
        '<a href="https://other.example/events/one/">A</a>'
        '<a href="https://www.larkfield.example/events/two/">B</a>'
        '<a href="https://tickets.example/e/7">C</a>'
    )
    named = source(follow=[r"/events/[a-z0-9-]+/$", r"^https://tickets\.example/e/"])
    assert links.details(html(body), named, TODAY) == [
        "https://www.larkfield.example/events/two/",
        "https://tickets.example/e/7",
    ]


def test_start_pages_are_no_details() -> None:
    body = f'<a href="{HOME}">A</a><a href="{HOME}all/">B</a>'
    both = source(start=[HOME, HOME + "all/"])
    assert links.details(html(body), both, TODAY) == []


def test_nothing_is_followed_without_patterns_or_mark_up() -> None:
    body = '<a href="/events/one/">A</a>'
    assert links.details(html(body), source(follow=()), TODAY) == []
    plain = TextResponse(HOME, body=b"BEGIN:VCALENDAR", encoding="utf-8")
    assert links.details(plain, source(), TODAY) == []
    assert links.details(Response(HOME, body=b"%PDF"), source(), TODAY) == []
    assert links.next_pages(Response(HOME, body=b"%PDF"), source(), TODAY) == []


def test_a_sitemap_is_a_listing_page() -> None:
    body = (
        b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        b"<url><loc>https://larkfield.example/events/one/</loc></url><url><lastmod>2027</lastmod></url>"
        b"<url><loc>https://larkfield.example/about/</loc></url></urlset>"
    )
    found = links.details(XmlResponse(HOME, body=body), source(), TODAY)
    assert found == [HOME + "one/"]


def test_a_page_full_of_links_is_cut() -> None:
    body = "".join(f'<a href="/events/e{number}/">x</a>' for number in range(links.MOST_LINKS + 50))
    assert len(links.details(html(body), source(), TODAY)) == links.MOST_LINKS


def test_next_pages_stay_on_the_site_and_in_the_window() -> None:
    assert links.next_pages(html('<a rel=next href="?page=2">next</a>'), source(), TODAY) == [
        HOME + "?page=2"
    ]
    assert links.next_pages(html('<link rel=next href="/p/2">'), source(), TODAY) == [
        "https://larkfield.example/p/2"
    ]
    away = html('<a rel=next href="https://other.example/">next</a>')
    assert links.next_pages(away, source(), TODAY) == []
    far = html('<a rel=next href="/events/?year=2031&amp;month=4">next</a>')
    assert links.next_pages(far, source(), TODAY) == []
    assert links.next_pages(html("<a rel=next href='?p=2'>"), source(next=""), TODAY) == []


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        (HOME, True),
        ("https://x.example/2027/04/", True),
        ("https://x.example/2026/12/", False),
        ("https://x.example/2027", True),
        ("https://x.example/2031/", False),
        ("https://x.example/cal?tribe-bar-date=2027-05-01", True),
        ("https://x.example/cal?month=2019-05", False),
        ("https://x.example/cal?y=2040&m=12", False),
        ("https://x.example/cal?year=2027&month=2", True),
        ("https://x.example/vision-2040-conference", True),
        ("https://x.example/1999/13/", False),
    ],
)
def test_the_window_goes_by_dates_in_addresses(url: str, inside: bool) -> None:
    assert links.within(url, TODAY, links.LISTING_WINDOW) is inside


def test_details_may_have_been_posted_long_before() -> None:
    assert links.within("https://x.example/2026/05/one", TODAY, links.DETAIL_WINDOW)
    assert not links.within("https://x.example/2014/10/23/one", TODAY, links.DETAIL_WINDOW)


@given(st.text(max_size=80))
def test_no_address_makes_it_raise(text: str) -> None:
    assert links.within(text, TODAY, links.LISTING_WINDOW) in (True, False)
    assert site(text) == site(text).lower()


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ('<link rel="canonical" href="/events/one/">', HOME + "one/"),
        ('<link rel="canonical" href="https://other.example/events/one/">', HOME),
        ('<link rel="canonical" href="">', HOME),
        ('<link rel="canonical" href="http://[">', HOME),
        ("<p>none", HOME),
    ],
)
def test_canonical_addresses_are_believed_on_their_own_site(head: str, wanted: str) -> None:
    assert links.canonical(html(head)) == wanted


def test_canonical_of_bytes_is_their_address() -> None:
    assert links.canonical(Response(HOME + "a.ics#x", body=b"BEGIN")) == HOME + "a.ics"


NOW = datetime(2027, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("more", "url", "single"),
    [
        ({}, f"{HOME}fair-stops/", True),
        ({}, HOME, False),
        ({"many": True}, f"{HOME}fair-stops/", None),
        ({"many": True}, HOME, False),
        ({"follow": ()}, HOME, None),
    ],
)
def test_a_detail_page_is_about_one_event_unless_its_source_says_otherwise(
    more: dict[str, object], url: str, single: bool | None
) -> None:
    assert links.hints(url, source(**more), NOW).single is single


def test_an_address_belongs_to_the_source_that_fits_it_best() -> None:
    one = source(
        name="one",
        home="https://larkfield.example/one/",
        start="https://larkfield.example/one/",
        follow="/one/[a-z]+$",
    )
    two = source(
        name="two", home="https://larkfield.example/two/", start="https://larkfield.example/all/"
    )
    both = [one, two]
    assert links.source_of("https://larkfield.example/all/", both) is two
    assert links.source_of("https://www.larkfield.example/one/fair", both) is one
    assert links.source_of("https://larkfield.example/two/about", both) is two
    assert links.source_of("https://larkfield.example/three", both) is None
    assert links.source_of("https://other.example/one/fair", both) is None


def test_a_page_may_name_an_address_of_another_site_but_is_not_believed() -> None:
    page = HtmlResponse(HOME, body=b"<link rel=canonical href=https://other.example/a>")
    assert links.named(page) == "https://other.example/a"
    assert links.canonical(page) == HOME
    assert links.named(Response(HOME, body=b"x")) == ""
