"""What else a site offers: calendars, feeds and JSON that a page announces."""

from __future__ import annotations

from scrapy.http import HtmlResponse, Response

from spiders.offers import MOST, offers

PAGE = b"""<link rel="alternate" type="application/rss+xml; charset=utf-8" href="/feed">
<link rel="alternate" type="application/rss+xml" href="/comments/feed">
<link rel="alternate" type="text/calendar" href="all.ics"><link rel="alternate" hreflang="cy" href="/cy">
<link rel="alternate" type="application/atom+xml" href="http://[broken">"""


def test_what_a_page_announces_comes_after_what_reading_it_proposed() -> None:
    page = HtmlResponse("https://harrow.example/events/", body=PAGE)
    api = "https://harrow.example/wp-json/tribe/events/v1/events/"
    found = [(one.kind, one.url) for one in offers(page, [api, "https://harrow.example/x.ics"])]
    assert found == [
        ("JSON", api),
        ("iCalendar", "https://harrow.example/x.ics"),
        ("RSS", "https://harrow.example/feed"),
        ("iCalendar", "https://harrow.example/events/all.ics"),
    ]


def test_bytes_and_endless_announcements() -> None:
    assert offers(Response("https://harrow.example/a", body=b"%PDF")) == ()
    many = b"".join(
        b'<link rel=alternate type=text/calendar href="/%d.ics">' % n for n in range(999)
    )
    assert len(offers(HtmlResponse("https://harrow.example/", body=many))) == MOST
