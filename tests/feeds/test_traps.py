"""The eight traps in the defaults of libraries and clients, each with the test that would have caught it."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from dateutil.tz import tzical
from feedparser import FeedParserDict
from icalendar import Calendar
from lxml import etree

from feeds import ical
from feeds.formats import FORMATS
from tests.feeds.listings import EVERY, FEED, HOSTILE, OVERSEAS, SITE, SUMMER, WINTER

ATOM = "{http://www.w3.org/2005/Atom}"


def test_trap_1_winter_is_not_an_hour_off(ics_bytes: bytes, tmp_path: Path) -> None:
    components = re.findall(rb"BEGIN:VTIMEZONE.*?END:VTIMEZONE\r\n", ics_bytes, re.DOTALL)
    assert len(components) == 2
    for component in components:
        assert b"RDATE" not in component
        assert component.count(b"RRULE:FREQ=YEARLY;BYMONTH=") == 2
        assert component.count(b"BYDAY=") == 2
    # dateutil knows the zone by nothing but the component, as ical.js and Thunderbird do.
    path = tmp_path / "london.ics"
    london = next(one for one in components if b"Europe/London" in one)
    path.write_bytes(london.replace(b"X-LIC-LOCATION:Europe/London\r\n", b""))
    zone = tzical(str(path)).get("Europe/London")
    assert datetime(2027, 1, 12, 10, 0, tzinfo=zone).astimezone(UTC).hour == 10
    assert datetime(2027, 7, 6, 9, 0, tzinfo=zone).astimezone(UTC).hour == 8


def test_trap_2_calendar_has_no_uid(ics_bytes: bytes) -> None:
    head = ics_bytes.partition(b"BEGIN:VTIMEZONE")[0]
    assert b"\r\nUID" not in head
    assert "UID" not in Calendar.from_ical(ics_bytes)


def test_trap_3_atom_entry_links_keep_rel_and_type(atom_bytes: bytes) -> None:
    links = [
        link.attrib
        for entry in etree.fromstring(atom_bytes).iter(f"{ATOM}entry")
        for link in entry.iter(f"{ATOM}link")
    ]
    assert len(links) == 2 * len(EVERY)
    assert all(
        link["rel"] in ("alternate", "via") and link["type"] == "text/html" for link in links
    )


def test_trap_4_rss_channel_link_is_the_page(rss_bytes: bytes) -> None:
    channel = etree.fromstring(rss_bytes)[0]
    assert channel.findtext("link") == "https://muster.example/"
    own = channel.find(f"{ATOM}link")
    assert own is not None
    assert own.get("href") == "https://muster.example/feeds/topics/public-order.rss"


def test_trap_5_dates_come_from_listings_not_from_the_clock(
    rss_bytes: bytes, atom_bytes: bytes
) -> None:
    newest = max(one.modified for one in EVERY if one.modified)
    built = etree.fromstring(rss_bytes)[0].findtext("lastBuildDate")
    assert built == "Mon, 02 Nov 2026 19:30:00 +0000"
    assert etree.fromstring(atom_bytes).findtext(f"{ATOM}updated") == newest.isoformat()


def test_trap_5_rebuilt_bytes_are_equal() -> None:
    first = [form.render(FEED, some, SITE) for form in FORMATS.values() for some in (EVERY, ())]
    time.sleep(1.1)  # the clock that feedgen stamps has seconds
    again = tuple(replace(one) for one in EVERY)  # other objects, so that nothing is remembered
    assert [
        form.render(FEED, some, SITE) for form in FORMATS.values() for some in (again, ())
    ] == first


def test_trap_6_rss_titles_hold_no_angle_brackets(
    rss_bytes: bytes, parsed_atom: FeedParserDict
) -> None:
    titles = [title.text or "" for title in etree.fromstring(rss_bytes).iter("title")]
    assert not any("<" in title or ">" in title for title in titles)
    assert any(title.startswith("Tricky ‹/item› ‹entry› ]]› & ") for title in titles)
    atom_titles = [entry.title for entry in parsed_atom.entries]
    assert any("</item>" in title or "&lt;/item&gt;" in title for title in atom_titles)


@pytest.mark.parametrize("utc", [False, True])
def test_trap_7_no_method(utc: bool) -> None:
    data = ical.render(FEED, EVERY, SITE, utc=utc)
    assert b"METHOD" not in data
    assert b"ORGANIZER" not in data


def test_trap_8_utc_form_needs_no_vtimezone() -> None:
    data = ical.render(FEED, (WINTER, SUMMER, OVERSEAS), SITE, utc=True)
    assert b"VTIMEZONE" not in data
    assert b"TZID" not in data
    starts = re.findall(rb"\r\nDTSTART:(\d{8}T\d{6}Z)", data)
    assert starts == [b"20270112T100000Z", b"20270316T130000Z", b"20270706T080000Z"]


def test_a_backslash_before_a_capital_n_is_no_line_break() -> None:
    data = ical.render(FEED, (replace(HOSTILE, title=r"Folder C:\New"),), SITE)
    assert rb"SUMMARY:Folder C:\\New" in data
