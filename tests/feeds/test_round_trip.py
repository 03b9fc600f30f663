"""What other people's programs read back: start, end and title equal those of the listing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from feedparser import FeedParserDict
from icalendar import Calendar
from lxml import etree

from catalogue.listing import Grade, Listing, Moment
from feeds import ical
from feeds.formats import FORMATS
from feeds.words import title_words
from tests.feeds.listings import EVERY, FEED, HOSTILE, SESSIONS, SITE, instants

EV = "{http://purl.org/rss/1.0/modules/event/}"
DATED = [one for one in EVERY if one.times.grade is Grade.SURE and one is not SESSIONS]


def names(listings: list[Listing]) -> list[str]:
    return [one.title[:20] for one in listings]


def moment(text: str | None) -> Moment | None:
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def inclusive(event: dict[str, Any]) -> Moment | None:
    if "DTEND" not in event:
        return None
    end: Moment = event["DTEND"].dt
    return end if isinstance(end, datetime) else end - timedelta(days=1)


@pytest.mark.parametrize("utc", [False, True])
@pytest.mark.parametrize("listing", DATED, ids=names(DATED))
def test_icalendar_reads_the_same_instants(listing: Listing, utc: bool) -> None:
    data = ical.render(FEED, (listing,), SITE, utc=utc)
    event: dict[str, Any] = dict(Calendar.from_ical(data).walk("VEVENT")[0])
    assert event["DTSTART"].dt == listing.times.start
    assert inclusive(event) == listing.times.end
    assert str(event["SUMMARY"]) == title_words(listing)


def test_feedparser_reads_the_same_titles_and_dates(
    parsed_rss: FeedParserDict, parsed_atom: FeedParserDict, rss_bytes: bytes
) -> None:
    assert not parsed_rss.bozo
    assert not parsed_atom.bozo
    plain = [one for one in EVERY if one is not HOSTILE]
    for parsed in (parsed_rss, parsed_atom):
        titles = [entry.title for entry in parsed.entries][: len(plain)]
        assert titles == [title_words(one) for one in plain]
    for item, listing in zip(etree.fromstring(rss_bytes).iter("item"), EVERY, strict=True):
        known = listing.times.grade is not Grade.OPEN
        assert moment(item.findtext(f"{EV}startdate")) == (listing.times.start if known else None)
        assert moment(item.findtext(f"{EV}enddate")) == (listing.times.end if known else None)


def test_json_reads_the_same_titles_and_dates(json_document: dict[str, Any]) -> None:
    for item, listing in zip(json_document["items"], EVERY, strict=True):
        known = listing.times.grade is not Grade.OPEN
        assert item["title"] == title_words(listing)
        assert moment(item["_event"]["start"]) == (listing.times.start if known else None)
        assert moment(item["_event"]["end"]) == (listing.times.end if known else None)


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Australia/Sydney"])
@pytest.mark.parametrize("month", range(1, 13))
def test_the_clock_on_the_wall_is_the_same_in_every_format(month: int, zone: str) -> None:
    start = datetime(2027, month, 15, 9, 30, tzinfo=ZoneInfo(zone))
    listing = replace(EVERY[0], times=instants(start))
    ics = ical.render(FEED, (listing,), SITE).decode()
    assert f"DTSTART;TZID={zone}:2027{month:02}15T093000" in ics
    for ext in ("rss", "atom", "json", "csv", "ndjson", "jsonld"):
        text = FORMATS[ext].render(FEED, (listing,), SITE).decode()
        assert start.isoformat() in text
        assert f"2027-{month:02}-15T09:30:00" in text
