"""RSS 2.0: the lines R1 to R16 of the publishing checklist."""

from __future__ import annotations

import locale
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from feedparser import FeedParserDict
from lxml import etree

from catalogue.listing import Listing, Status
from feeds.formats import FORMATS
from feeds.window import newest
from tests.feeds.listings import (
    CANCELLED,
    EVERY,
    FEED,
    HOSTILE,
    MULTI_DAY,
    OPEN,
    SITE,
    TODAY,
    WINTER,
)

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
EV = "{http://purl.org/rss/1.0/modules/event/}"
SELF = "{http://www.w3.org/2005/Atom}link"


@pytest.fixture
def channel(rss_bytes: bytes) -> etree._Element:
    return etree.fromstring(rss_bytes)[0]


@pytest.fixture
def items(channel: etree._Element) -> list[etree._Element]:
    return channel.findall("item")


def item_of(listing: Listing) -> etree._Element:
    return etree.fromstring(FORMATS["rss"].render(FEED, (listing,), SITE))[0].findall("item")[0]


def test_r1_well_formed_utf8_without_cdata(rss_bytes: bytes, parsed_rss: FeedParserDict) -> None:
    text = rss_bytes.decode()
    assert "<![CDATA[" not in text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text)
    assert not parsed_rss.bozo
    assert len(parsed_rss.entries) == len(EVERY)


def test_r2_one_channel_with_title_description_and_page(channel: etree._Element) -> None:
    assert channel.findtext("title") == "Public order & protest: events"
    assert channel.findtext("description") == FEED.description
    assert channel.findtext("link") != SITE.feed_url(FEED, "rss")


def test_r3_one_link_to_itself(channel: etree._Element) -> None:
    (own,) = channel.findall(SELF)
    assert dict(own.attrib) == {
        "href": SITE.feed_url(FEED, "rss"),
        "rel": "self",
        "type": "application/rss+xml",
    }


def test_r4_every_item_has_title_description_link_and_guid(items: list[etree._Element]) -> None:
    guids = [item.find("guid") for item in items]
    assert all(guid is not None and guid.get("isPermaLink") == "false" for guid in guids)
    texts = [guid.text for guid in guids if guid is not None]
    assert texts == [f"tag:muster.example,2026:{one.id}" for one in EVERY]
    for item in items:
        assert item.findtext("title")
        assert item.findtext("description")
        assert (item.findtext("link") or "").startswith("https://muster.example/events/")


@pytest.fixture
def foreign_locale() -> Iterator[None]:
    before = locale.setlocale(locale.LC_TIME)
    for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "es_ES.UTF-8"):
        try:
            locale.setlocale(locale.LC_TIME, name)
            break
        except locale.Error:
            continue
    else:
        pytest.skip("no foreign locale is installed")
    yield
    locale.setlocale(locale.LC_TIME, before)


def test_r5_dates_are_rfc_822(channel: etree._Element) -> None:
    dates = [node.text or "" for node in channel.iter("pubDate", "lastBuildDate")]
    assert len(dates) == len(EVERY) + 1
    shape = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
    assert all(re.fullmatch(shape, one) for one in dates)


@pytest.mark.usefixtures("foreign_locale")
def test_r5_dates_are_english_in_every_locale() -> None:
    assert "Nov 2026" in (item_of(WINTER).findtext("pubDate") or "")


def test_r5_the_locale_of_the_process_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise AssertionError("setlocale is not for programs with threads")

    monkeypatch.setattr(locale, "setlocale", refuse)
    assert FORMATS["rss"].render(FEED, EVERY, SITE)


def test_r6_build_date_is_the_last_change_and_pubdate_our_first_publication(
    channel: etree._Element, items: list[etree._Element]
) -> None:
    built = parsedate_to_datetime(channel.findtext("lastBuildDate") or "")
    assert built == max(one.modified for one in EVERY if one.modified)
    published = [parsedate_to_datetime(item.findtext("pubDate") or "") for item in items]
    assert published == [one.published for one in EVERY]


def test_r7_ttl_is_the_period_in_minutes() -> None:
    data = FORMATS["rss"].render(FEED, (), replace(SITE, ttl=90))
    assert etree.fromstring(data)[0].findtext("ttl") == "90"


def test_r8_description_before_content(items: list[etree._Element]) -> None:
    for item in items:
        names = [str(node.tag) for node in item]
        assert names.index("description") < names.index(CONTENT)


def test_r9_content_runs_nothing() -> None:
    content = item_of(HOSTILE).findtext(CONTENT) or ""
    assert "<b>bold</b>" in content
    for bad in ("<script", "<style", "<iframe", "onclick", 'href="javascript', "alert(1)</"):
        assert bad not in content
    assert set(re.findall(r'(?:href|src)="([a-z]+):', content)) == {"https"}


def test_r10_category_is_the_label_in_the_topic_scheme(items: list[etree._Element]) -> None:
    found = [(node.text, node.get("domain")) for node in items[0].findall("category")]
    assert found == [
        ("Public order & protest", "https://muster.example/topics/"),
        ("Police powers & use of force", "https://muster.example/topics/"),
    ]


def test_r11_no_angle_bracket_in_a_title() -> None:
    data = FORMATS["rss"].render(replace(FEED, title="<b>All</b>"), (HOSTILE,), SITE)
    for title in etree.fromstring(data).iter("title"):
        assert not set("<>") & set(title.text or "")


def test_r12_event_module(items: list[etree._Element]) -> None:
    def fields(item: etree._Element) -> dict[str, str | None]:
        return {
            str(node.tag).removeprefix(EV): node.text
            for node in item
            if str(node.tag).startswith(EV)
        }

    assert fields(items[0]) == {
        "startdate": "2027-01-12T10:00:00+00:00",
        "enddate": "2027-01-12T12:30:00+00:00",
        "location": "Alder Hall, 4 Weir Street, Netherby, NB1 2CD",
        "organizer": "Northern Policing Forum",
        "type": "conference",
    }
    several = fields(item_of(MULTI_DAY))
    assert several == {"startdate": "2027-03-02", "enddate": "2027-03-04"}


def test_r12_open_readings_are_words_and_no_date() -> None:
    item = item_of(OPEN)
    assert item.find(f"{EV}startdate") is None
    assert "“03/04/2027”" in (item.findtext("description") or "")


def test_r13_newest_first_and_at_most_a_hundred() -> None:
    base = WINTER.modified
    assert base is not None
    many = [
        replace(WINTER, id=f"id-{n:04}", modified=base + timedelta(minutes=n)) for n in range(130)
    ]
    data = FORMATS["rss"].render(FEED, newest(many, TODAY), SITE)
    guids = [node.text or "" for node in etree.fromstring(data).iter("guid")]
    assert len(guids) == 100
    assert guids[0].endswith("id-0129")
    assert guids == sorted(guids, reverse=True)


def test_r14_no_author_without_an_address(rss_bytes: bytes) -> None:
    assert b"<author>" not in rss_bytes


def test_r16_a_cancelled_listing_keeps_its_item() -> None:
    later = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    before = replace(CANCELLED, status=Status.SCHEDULED)
    after = replace(CANCELLED, modified=later)
    old, new = item_of(before), item_of(after)
    assert old.findtext("guid") == new.findtext("guid")
    assert old.findtext("title") == "Rural crime round table"
    assert new.findtext("title") == "Cancelled: Rural crime round table"
    built = etree.fromstring(FORMATS["rss"].render(FEED, (after,), SITE))[0].findtext(
        "lastBuildDate"
    )
    assert built == "Fri, 20 Nov 2026 09:00:00 +0000"


def test_description_is_html_that_shows_the_words() -> None:
    listing = replace(OPEN, times=replace(OPEN.times, text="5 < 6 & more"))
    assert item_of(listing).findtext("description") == "“5 &lt; 6 &amp; more”"


def test_hostile_words_stay_inside_their_item(items: list[etree._Element]) -> None:
    hostile = items[-1]
    assert (hostile.findtext("title") or "").endswith("лонг")
    assert hostile.findtext(f"{EV}organizer") == "A </channel> & ]]>  Ltd"
    assert hostile.findtext(f"{EV}type") == "web</ev:type>inar"
