"""Each style's pages hold the facts, as read by parsers that are not Muster's own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from itertools import chain
from typing import Any
from urllib.parse import parse_qs, urlsplit

import feedparser
import icalendar
import mf2py
import pytest
from dateutil.rrule import rrulestr
from lxml import html as lxml_html

from catalogue.listing import Status
from samples import Expected, expected
from samples.facts import occasions
from samples.furniture import Page
from samples.sites import render
from tests.samples.conftest import BASE, TODAY

Pages = dict[str, Page]


def told(site: str) -> Iterator[tuple[str, Expected]]:
    """The events of one site with the path of each there."""
    for one in expected(TODAY, 1, BASE):
        if site in one.sites:
            yield one.urls[one.sites.index(site)].removeprefix(BASE), one


def words(pages: Pages, path: str) -> str:
    """The visible words of a page's main part, white space folded."""
    main = lxml_html.fromstring(pages[path].body).find(".//main")
    assert main is not None
    parts = (part for part in main.itertext() if part)
    return " ".join(" ".join(parts).split())


def clock(moment: date | datetime) -> str:
    assert isinstance(moment, datetime)
    return f"{moment:%I:%M %p}".lstrip("0")


# ------------------------------------------------------------------ labels and values


def test_labelled_pages_print_date_time_place_and_people() -> None:
    pages = render(TODAY, 1, BASE)
    for path, one in told("harrowgate"):
        text = words(pages, path)
        assert one.titles["harrowgate"] in text
        assert f"Date of Event: {one.start:%A, %B} " in text
        assert f" {one.start:%Y} " in text
        assert ("(Ended " in text) == one.ended
        for name in (*one.speakers, one.chair or "", *one.audience, *one.objectives, one.price):
            assert name in text, path
        assert ("Place of Event: Webinar" in text) == (one.town is None)


def test_labelled_times_carry_their_zone_and_one_page_leaves_them_out() -> None:
    pages = render(TODAY, 1, BASE)
    for path, one in told("harrowgate"):
        text = words(pages, path)
        if one.slug == "hate-crime-online":
            assert "Time of Event" not in text
        elif not one.sessions:
            assert isinstance(one.start, datetime)
            assert one.end
            line = f"Time of Event: {clock(one.start)} — {clock(one.end)} {one.start.tzname()}"
            assert line in text, path
    transatlantic = words(pages, "/harrowgate/events/transatlantic-gun-violence/")
    assert "(New York)" in transatlantic


def test_the_aims_have_no_heading() -> None:
    body = render(TODAY, 1, BASE)["/harrowgate/events/send-reform/"].body
    aims = lxml_html.fromstring(body).xpath("//ul[@class='objectives']")[0]
    assert aims.getprevious().tag == "ul"


def test_search_results_lead_to_every_event() -> None:
    pages = render(TODAY, 1, BASE)
    found: list[str] = []
    path = "/harrowgate/events/"
    while path:
        tree = lxml_html.fromstring(pages[path].body)
        found += tree.xpath("//div[contains(@class, 'result')]//h3/a/@href")
        path = "".join(tree.xpath("//a[@class='next']/@href")).removeprefix(BASE)
    assert sorted(found) == sorted(BASE + path for path, _ in told("harrowgate"))


# ------------------------------------------------------------------ JSON-LD


def script(pages: Pages, path: str) -> str:
    return str(lxml_html.fromstring(pages[path].body).xpath("//script/text()")[0])


def node(pages: Pages, path: str) -> dict[str, Any]:
    graph = json.loads(re.sub(r",\s*\]", "]", script(pages, path)))["@graph"]
    return next(part for part in graph if part["@type"] == "Event")


def test_jsonld_agrees_with_the_facts() -> None:
    pages = render(TODAY, 1, BASE)
    odd = {one.slug for one in occasions(TODAY) if one.quirks - {"broken-json"}}
    for path, one in told("ashcombe"):
        event = node(pages, path)
        assert event["name"] == one.titles["ashcombe"]
        assert [person["name"].split()[-1] for person in event.get("performer", [])] or (
            not one.speakers
        )
        if one.town:
            assert event["location"]["address"]["addressLocality"] == one.town
        if one.slug not in odd and isinstance(one.start, datetime):
            assert datetime.fromisoformat(event["startDate"]) == one.start
            assert datetime.fromisoformat(event["startDate"]).utcoffset() == one.start.utcoffset()


def test_one_script_is_broken() -> None:
    pages = render(TODAY, 1, BASE)
    broken = [path for path, _ in told("ashcombe") if not is_json(script(pages, path))]
    assert broken == ["/ashcombe/whats-on/police-misconduct-panels"]


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except json.JSONDecodeError:
        return False
    return True


def test_utc_without_z_is_contradicted_by_the_page() -> None:
    pages = render(TODAY, 1, BASE)
    path = "/ashcombe/whats-on/algorithms-in-sentencing"
    start = next(one.start for at, one in told("ashcombe") if at == path)
    assert isinstance(start, datetime)
    assert start.utcoffset()
    marked = datetime.fromisoformat(node(pages, path)["startDate"])
    assert marked.replace(tzinfo=UTC) == start
    assert "12.30pm – 1.45pm" in words(pages, path)


def test_a_marked_title_stays_scheduled_in_the_mark_up() -> None:
    event = node(render(TODAY, 1, BASE), "/ashcombe/whats-on/parole-open-justice")
    assert event["name"].startswith("CANCELLED: ")
    assert event["eventStatus"].endswith("EventScheduled")


# ------------------------------------------------------------------ microdata, microformats


def test_microdata_agrees_with_the_facts() -> None:
    pages = render(TODAY, 1, BASE)
    for path, one in told("kestrel"):
        tree = lxml_html.fromstring(pages[path].body)
        start = tree.xpath("//time[@itemprop='startDate']/@datetime")[0]
        first = one.sessions[0][0] if one.sessions else one.start
        if isinstance(first, datetime) and one.slug == "domestic-homicide-reviews":
            first = first.astimezone(UTC)
        shown = first.strftime("%Y-%m-%dT%H:%M") if isinstance(first, datetime) else str(first)
        assert start == shown
        assert tree.xpath("string(//h1[@itemprop='name'])") == one.title
        if one.town:
            assert tree.xpath("string(//*[@itemprop='addressLocality'])") == one.town


def test_sessions_stand_in_the_text_only() -> None:
    pages = render(TODAY, 1, BASE)
    path, one = next((path, one) for path, one in told("kestrel") if one.sessions)
    assert pages[path].body.count(b'itemprop="startDate"') == 1
    for start, end in one.sessions:
        assert f"{start.day} {start:%B %Y}, {start:%H:%M} to {end:%H:%M}" in words(pages, path)


def test_h_events_agree_with_the_facts() -> None:
    pages = render(TODAY, 1, BASE)
    for path, one in told("lanternhouse"):
        items = mf2py.parse(doc=pages[path].body.decode(), html_parser="lxml")["items"]
        properties = next(item for item in items if item["type"] == ["h-event"])["properties"]
        assert properties["name"] == [one.title]
        start = datetime.fromisoformat(properties["start"][0])
        expected_start = (
            one.start.replace(tzinfo=None)
            if isinstance(one.start, datetime)
            else datetime.combine(one.start, time())
        )
        assert start.replace(tzinfo=None) == expected_start


# ------------------------------------------------------------------ calendar, feed, interface


@pytest.fixture(scope="module")
def diary() -> list[icalendar.Event]:
    body = render(TODAY, 1, BASE)["/fenwick/diary.ics"].body
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    return list(icalendar.Calendar.from_ical(body).events)


def test_the_calendar_agrees_with_the_facts(diary: list[icalendar.Event]) -> None:
    ones = {one.series or one.slug: one for _, one in reversed(list(told("fenwick")))}
    whole = [event for event in diary if "RECURRENCE-ID" not in event]
    assert len(whole) == len(ones)
    for event in whole:
        one = ones[str(event["UID"]).partition("@")[0]]
        assert str(event["SUMMARY"]) == one.title
        start = event.DTSTART
        if isinstance(one.start, datetime):
            assert isinstance(start, datetime)
            assert start.astimezone(UTC) == one.start.astimezone(UTC)
        else:
            assert isinstance(one.end, date)
            assert start == one.start
            assert one.end + timedelta(days=1) == event.DTEND
        assert (event["STATUS"] == "CANCELLED") == (one.status is Status.CANCELLED)


def test_the_calendar_s_rules_give_the_dates_of_the_facts(diary: list[icalendar.Event]) -> None:
    for event in diary:
        if "RRULE" not in event:
            continue
        series = str(event["UID"]).partition("@")[0]
        start = event.DTSTART
        assert isinstance(start, datetime)
        wall = start.replace(tzinfo=None)
        text = event.to_ical().decode().partition("RRULE:")[2].partition("\r\n")[0]
        skipped = {moment.replace(tzinfo=None) for moment in event.exdates}
        ones = [one for _, one in told("fenwick") if one.series == series]
        starts = [one.start.replace(tzinfo=None) for one in ones if isinstance(one.start, datetime)]
        assert [day for day in rrulestr(text, dtstart=wall) if day not in skipped] == starts


def test_one_date_of_a_series_is_cancelled_by_its_recurrence_id(
    diary: list[icalendar.Event],
) -> None:
    single = next(event for event in diary if "RECURRENCE-ID" in event)
    assert single["STATUS"] == "CANCELLED"
    assert single.decoded("RECURRENCE-ID") == single.DTSTART
    assert single["UID"] == "beat-surgery@fenwick.example"


def test_the_calendar_has_a_rule_a_gap_and_windows_words() -> None:
    text = render(TODAY, 1, BASE)["/fenwick/diary.ics"].body.decode()
    for part in ("RRULE:FREQ=WEEKLY;INTERVAL=4;COUNT=7", "EXDATE;TZID=GMT Standard Time:"):
        assert part in text
    for part in ("DTSTART;VALUE=DATE:", "STATUS:CANCELLED", "TZID:GMT Standard Time"):
        assert part in text
    assert re.search(r"DTSTART:\d{8}T\d{6}Z", text)


def test_the_feed_agrees_with_the_facts() -> None:
    feed = feedparser.parse(render(TODAY, 1, BASE)["/noticeboard/feed.xml"].body)
    assert not feed.bozo
    entries = {entry.link.removeprefix(BASE): entry for entry in feed.entries}
    ones = dict(told("noticeboard"))
    assert entries.keys() == ones.keys()
    for path, one in ones.items():
        entry = entries[path]
        assert entry.title == one.titles["noticeboard"]
        assert entry.ev_organizer == one.organiser
        assert entry.ev_startdate == one.start.isoformat()
        assert parsedate_to_datetime(entry.published).date() < TODAY
        assert one.town is None or one.town in entry.ev_location


def test_the_rest_interface_agrees_with_the_facts() -> None:
    pages = render(TODAY, 1, BASE)
    path: str | None = "/thorley/wp-json/tribe/events/v1/events"
    events: list[dict[str, Any]] = []
    while path:
        answer = json.loads(pages[path].body)
        events += answer["events"]
        path = answer.get("next_rest_url", "").removeprefix(BASE)
    ones = dict(told("thorley"))
    assert len(events) == answer["total"] == len(ones)
    assert len({event["id"] for event in events}) == len(events)
    for event in events:
        one = ones[event["url"].removeprefix(BASE)]
        assert unescape(event["title"]).replace("’", "'") == one.titles["thorley"]
        assert event["all_day"] == one.all_day
        if isinstance(one.start, datetime):
            assert event["start_date"] == f"{one.start:%Y-%m-%d %H:%M:%S}"
        assert (event["venue"]["city"] if event["venue"] else None) == one.town
    unset = next(event for event in events if event["slug"] == "arson-prevention")
    assert unset["timezone"] == "UTC+0"
    assert unset["utc_start_date"] == unset["start_date"]
    assert any("&amp;" in event["title"] for event in events)
    assert any("&#8211;" in event["title"] for event in events)


# ------------------------------------------------------------------ bare words


def test_the_table_tells_the_hour_once() -> None:
    pages = render(TODAY, 1, BASE)
    text = words(pages, "/wexcombe/meetings/")
    assert "All meetings begin at 6.30pm in the Council Chamber" in text
    rows = lxml_html.fromstring(pages["/wexcombe/meetings/"].body).xpath("//tbody/tr")
    lines = [[" ".join(cell.text_content().split()) for cell in row] for row in rows]
    for _, one in told("wexcombe"):
        assert isinstance(one.start, datetime)
        day = f"{one.start:%A} {one.start.day} {one.start:%B %Y}"
        other = "" if one.start.time() == time(18, 30) else f", {one.start.hour % 12}"
        line = next(line for line in lines if line[1] == one.title)
        assert line[0].startswith(day + other)
        assert bool(other) == ("," in line[0])


def test_add_to_calendar_remnants_agree_with_the_words() -> None:
    pages = render(TODAY, 1, BASE)
    for path, one in told("silverbridge"):
        text = words(pages, path)
        day = f"{one.start.day} {one.start:%B %Y}"
        assert day in text
        clock_time = one.start.strftime("%H:%M") if isinstance(one.start, datetime) else "00:00"
        assert re.search(f"{one.start:%Y-%m-%d} {clock_time}:00 .*{one.zone}", text), path
    both = [b"atc_date_start" in pages[path].body for path, _ in told("silverbridge")]
    assert set(both) == {True, False}


def test_cards_and_bare_lines_hold_day_hour_and_place() -> None:
    pages = render(TODAY, 1, BASE)
    paths = [path for path in pages if re.fullmatch(r"/civicdiary/e/(\?p=\d)?", path)]
    cards = list(
        chain.from_iterable(
            lxml_html.fromstring(pages[path].body).xpath("//main//div[@class='card']")
            for path in paths
        )
    )
    ones = dict(told("civicdiary"))
    assert len(cards) == len(ones)
    for card in cards:
        path = card.xpath(".//a/@href")[0].removeprefix(BASE)
        one, text = ones[path], " ".join(card.text_content().split())
        assert f"{one.start.day} {one.start:%B}" in text or "–" in text
        assert (one.town or "Online") in text
        assert one.organiser in text
        assert f"{one.start:%B}" in words(pages, path)
        assert "Date" not in words(pages, path)


def test_calendar_links_agree_with_the_words() -> None:
    pages = render(TODAY, 1, BASE)
    for path, one in told("doorlist"):
        links = lxml_html.fromstring(pages[path].body).xpath("//main//a/@href")
        google = parse_qs(urlsplit(str(links[0])).query)
        outlook = parse_qs(urlsplit(str(links[1])).query)
        assert google["text"] == outlook["subject"] == [one.titles["doorlist"]]
        first, last = google["dates"][0].split("/")
        assert outlook["startdt"] == [one.start.isoformat()]
        if isinstance(one.start, datetime):
            assert datetime.fromisoformat(first) == one.start
            assert f"{one.start:%H:%M}" in words(pages, path)
        else:
            assert isinstance(one.end, date)
            assert date.fromisoformat(last) == one.end + timedelta(days=1)
        assert f"{one.start.day} {one.start:%b %Y}" in words(pages, path)


def test_articles_tell_the_event_in_one_sentence() -> None:
    pages = render(TODAY, 1, BASE)
    for path, one in told("precinctpost"):
        assert isinstance(one.start, datetime)
        day = f"on {one.start:%A} {one.start.day} {one.start:%B %Y}, from "
        assert day in words(pages, path)
        assert one.organiser in words(pages, path)


def test_stories_name_days_and_are_no_events() -> None:
    pages = render(TODAY, 1, BASE)
    events = {path for path, _ in told("precinctpost")}
    others = {path for path in pages if path.startswith("/precinctpost/news/")} - events
    assert len(others) == 4
    for path in others - {"/precinctpost/news/"}:
        assert re.search(r"\d{1,2} [A-Z][a-z]+ 202\d", words(pages, path))
        assert "{" not in words(pages, path)
