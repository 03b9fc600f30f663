"""The whole reader: the order of readers, the merge, keys, hostile pages, the saved corpus."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.draft import Draft, Hints
from spiders.reading import READERS, read
from spiders.reading.finishing import with_keys
from tests.reading.given import NOW, URL, hints, one, reading

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
LD = {
    "@type": "Event",
    "name": "Rural Crime Summit",
    "startDate": "2027-06-03T09:30:00+01:00",
    "location": {"name": "Guildhall"},
}


@pytest.mark.parametrize("faults", [0, 120])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_page_that_calls_itself_utf_8(encoding: str, faults: int) -> None:
    text = f"<meta charset=utf-8>{'</b>' * faults}<h1>Café talk</h1><p>Date: 3 June 2027, £5</p>"
    told = read(text.encode(encoding), URL, hints())
    assert [draft.title for draft in told.drafts] == ["Café talk"]
    assert bool(told.warnings) is (encoding == "cp1252")


def document(body: str, *events: object) -> str:
    scripts = "".join(
        f"<script type='application/ld+json'>{json.dumps(event)}</script>" for event in events
    )
    return (
        f"<html lang=en-GB><head><title>Rural Crime Summit | Example Forum</title></head>"
        f"<body>{scripts}{body}</body></html>"
    )


def test_mark_up_and_words_are_merged() -> None:
    draft = one(
        document(
            "<h1>Rural Crime Summit</h1><p>Date: Thursday 3 June 2027</p>"
            "<p>Time: 9.30am to 4pm</p><h2>Key speakers</h2>"
            "<ul><li>Amina Okafor, Rural Safety Centre</li></ul><p>Price: £95</p><p>Booking deadline: 20 May 2027</p>",
            LD,
        )
    )
    assert (draft.start, draft.date, draft.time) == (
        LD["startDate"],
        "Thursday 3 June 2027",
        "9.30am to 4pm",
    )
    assert (draft.people, draft.price, draft.deadline) == (
        ("Amina Okafor, Rural Safety Centre",),
        "£95",
        "20 May 2027",
    )
    readers = {name: note.reader for name, note in draft.evidence}
    assert (readers["start"], readers["date"], readers["people"]) == (
        "jsonld",
        "labelled",
        "labelled",
    )
    assert (draft.url, draft.source_key, draft.language) == (URL, URL, "en-GB")
    assert draft.warnings == ()


def test_a_page_that_contradicts_its_mark_up_is_told() -> None:
    draft = one(document("<h1>Rural Crime Summit</h1><p>Date: 4 June 2027</p>", LD))
    assert (draft.start, draft.date) == (LD["startDate"], "4 June 2027")
    assert any("mark-up says" in warning for warning in draft.warnings)


def test_dates_of_other_things_do_not_stand_beside_the_mark_up() -> None:
    assert one(document("<h1>Rural Crime Summit</h1><p>4 May 2027</p>", LD)).date == ""


def test_words_override_a_status_that_says_nothing() -> None:
    event = {**LD, "eventStatus": "https://schema.org/EventScheduled"}
    assert one(document("<h1>Cancelled: Rural Crime Summit</h1>", event)).status == "Cancelled"
    event = {**LD, "eventStatus": "https://schema.org/EventPostponed"}
    assert one(document("<h1>Rural Crime Summit</h1><p>Sold out</p>", event)).status.endswith(
        "EventPostponed"
    )


def test_many_marked_events_are_many_drafts() -> None:
    events = [{**LD, "name": f"Summit {n}", "startDate": f"2027-06-0{n}"} for n in range(1, 5)]
    made = reading(document("<h1>Events</h1>", events))
    assert [draft.title for draft in made.drafts] == [
        "Summit 1",
        "Summit 2",
        "Summit 3",
        "Summit 4",
    ]
    assert made.reader == "jsonld"
    assert len({draft.source_key for draft in made.drafts}) == 4


def test_the_event_of_the_page_among_related_ones() -> None:
    made = reading(
        document(
            "<h1>Rural Crime Summit</h1><p>Price: £95</p>",
            LD,
            {**LD, "name": "Other", "startDate": "2027-07-01"},
        )
    )
    assert [(draft.title, draft.price) for draft in made.drafts] == [
        ("Rural Crime Summit", "£95"),
        ("Other", ""),
    ]


def test_the_same_event_in_two_scripts_is_one() -> None:
    assert one(document("<h1>Rural Crime Summit</h1>", LD, LD)).title == "Rural Crime Summit"


def test_listing_and_detail_page_are_told_apart() -> None:
    cards = "".join(
        f"<li><a href='/e/{n}'>Summit number {n}</a> {n} June 2027</li>" for n in range(1, 6)
    )
    made = reading(f"<html><body><h1>Upcoming events</h1><ul>{cards}</ul></body></html>")
    assert (len(made.drafts), made.reader) == (5, "repeated")
    related = "".join(
        f"<li><a href='/e/{n}'>Summit number {n}</a> {n} July 2027</li>" for n in range(1, 3)
    )
    made = reading(
        f"<html><body><h1>Rural Crime Summit</h1><p>Date: 3 June 2027</p><p>Venue: Leeds"
        f"</p><h2>Related events</h2><ul>{related}</ul></body></html>"
    )
    assert [draft.date for draft in made.drafts] == ["3 June 2027"]


def test_a_page_without_an_event_gives_none() -> None:
    assert reading("<html><body><h1>About us</h1><p>We are a forum.</p></body></html>").drafts == ()


def test_an_undated_event_is_still_a_draft() -> None:
    body = "<h1>Rural Crime Summit</h1><p>Venue: Leeds</p><p>Price: £95</p><p>Speakers: Amina Okafor; Joe Lunt</p>"
    assert one(body).title == "Rural Crime Summit"


@pytest.mark.parametrize(
    ("data", "kind", "warned"),
    [
        (b"", "empty", True),
        (b"%PDF-1.7", "pdf", True),
        (b"{", "json", True),
        (b"just words", "text", False),
        (b"<html></html>", "html", False),
        (b"\xff\xfe", "empty", True),
    ],
)
def test_kinds(data: bytes, kind: str, warned: bool) -> None:
    made = read(data, URL, hints())
    assert (made.kind, made.drafts, bool(made.warnings)) == (kind, (), warned)


def test_keys_are_unique_and_stable() -> None:
    drafts = [
        Draft(title="A", date="3 June"),
        Draft(title="A", date="4 June"),
        Draft(title="B"),
        Draft(title="C", source_key="c"),
    ]
    keys = [draft.source_key for draft in with_keys(drafts, URL)]
    assert keys == [f"{URL}#a~3-june", f"{URL}#a~4-june", f"{URL}#b", "c"]
    assert with_keys([Draft(title="A"), Draft(title="A")], URL) == [
        Draft(title="A", source_key=f"{URL}#a", url=URL)
    ]
    assert with_keys([Draft(title="A")], URL)[0].source_key == URL


def test_readers_are_named_once() -> None:
    names = [name for name, _ in READERS]
    assert names[0] == "jsonld"
    assert len(names) == len(set(names))


@given(st.binary(max_size=600))
@settings(max_examples=100, deadline=None)
def test_any_bytes(data: bytes) -> None:
    assert isinstance(read(data, URL, hints()).warnings, tuple)


SIGNS = st.sampled_from(
    [
        "<div>",
        "</div>",
        "<ul><li>",
        "<table><tr><td>",
        "<h1>",
        "<br>",
        "3 June 2027",
        "10am",
        "Date:",
        "Venue:",
        "Speakers",
        "Amina Okafor",
        "\n",
        " ",
        "<script type='application/ld+json'>",
        "</script>",
        '{"@type":"Event"}',
        "class=h-event>",
        "<p itemscope itemtype='https://schema.org/Event'>",
        "BEGIN:VEVENT",
        "2027-06-03 09:00:00 2027-06-03 10:00:00",
        "£5",
        "Chair:",
        "<a href='?dates=20270603&calendar'>",
    ]
)


@given(st.lists(SIGNS, max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_soup(parts: list[str]) -> None:
    made = read(("<html><body>" + "".join(parts)).encode(), URL, hints())
    assert all(draft.source_key for draft in made.drafts)


HOSTILE = {
    "ten megabytes of paragraphs": "<html><body>" + "<p>Some words of no use.</p>" * 400_000,
    "ten megabytes of one word": "<html><body><p>" + "a" * 10_000_000,
    "nested tags": "<html><body>" + "<div>" * 100_000 + "3 June 2027",
    "nested navigation": "<html><body>" + "<div class=menu>" * 50_000 + "<h1>x</h1>",
    "dates in one paragraph": "<html><body><p>" + "3 June 2027 10am " * 50_000,
    "dates in items": "<html><body><ul>" + "<li>3 June 2027 10am</li>" * 50_000,
    "dates in rows": "<html><body><table>" + "<tr><td>3 June 2027<td>10am</tr>" * 50_000,
    "different dates": "<html><body><ul>"
    + "".join(f"<li>{n % 28 + 1} June {2000 + n % 99} x{n}</li>" for n in range(50_000)),
    "labels": "<html><body>" + "<p>Speakers</p><p>Date: 3 June</p>" * 20_000,
    "speakers": "<html><body>" + "<h2>Speakers</h2>" * 20_000 + "<p>Amina Okafor</p>" * 20_000,
    "open brackets": "<html><body><p>" + "(" * 200_000,
    "json nesting": "[" * 1_000_000,
    "ld+json": "<html><body><script type='application/ld+json'>" + "[" * 500_000 + "</script>",
    "calendar": "BEGIN:VCALENDAR\n"
    + "BEGIN:VEVENT\nSUMMARY:x\nDTSTART;TZID=Europe/London:20270603T090000\nEND:VEVENT\n" * 90_000,
    "calendar without line ends": "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + "A;" * 2_000_000,
    "feed": "<rss><channel>" + "<item><title>3 June 2027</title></item>" * 100_000,
    "plain text": "Date: 3 June 2027 – 10am\n" * 200_000,
    "ten megabytes of links": "<html><body>"
    + "<a href='/x?dates=20270101'>Calendar</a> " * 250_000,
    "nested spans": "<html><body>" + "<span>" * 100_000 + "3 June 2027",
    "nested tables": "<html><body>" + "<table><tr><td>" * 34_000 + "3 June 2027",
    "menus beside a title": "<html><body>"
    + "<div class=menu><b>x</b></div>" * 100_000
    + "<h1>x</h1>",
    "labels run together": "<html><body>" + ("<p>" + "Date: " * 90 + "</p>") * 5000,
    "headings": "<html><body>"
    + "".join(f"<h2>Board {n}</h2><p>{n % 28 + 1} June 2027 hearing</p>" for n in range(50_000)),
    "lines of one paragraph": "<p>" + "<br>".join(f"{n % 28 + 1} June 2027" for n in range(50_000)),
    "h-events": "<html><body>" + "<div class=h-event><b class=p-name>x</b></div>" * 20_000,
    "microdata": "<html><body>"
    + "<div itemscope itemtype='https://schema.org/Event'><b itemprop=name>x</b></div>" * 40_000,
    "nested microdata": "<html><body>"
    + "<div itemscope itemtype='https://schema.org/Event' itemprop=subEvent>" * 50_000,
    "script": '<html><body><script>var events={"startDate":' + "[{" * 500_000 + "</script>",
    "class of many words": f"<html><body><div class='{'menu ' * 1_000_000}'>3 June 2027</div>",
    "regex bomb of spaces": "<html><body><p>" + " " * 1_000_000 + "3 June",
    "regex bomb of days": "<html><body><p>" + "1, " * 1300 + "</p><p>" + "1 " * 500_000,
    "regex bomb of capitals": "<html><body><h1>Meetings</h1><p>3 June 2027</p><p>4 June 2027</p>"
    + ("<p>" + "Board of The " * 150 + "</p>") * 2000,
    "regex bomb of streets": "<html><body>" + ("<p>3 June 2027 " + "12 a" * 60 + "</p>") * 3000,
    "regex bomb of titles": "<html><body>"
    + ("<p>3 June 2027 " + "agenda and the " * 20 + "x</p>") * 3000,
}
LARGEST = ("ten megabytes of paragraphs", "ten megabytes of links", "different dates", "headings")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_answered_in_time(name: str) -> None:
    began = time.process_time()
    made = read(HOSTILE[name].encode(), URL, hints())
    assert time.process_time() - began < 5
    assert len(made.drafts) <= 5000


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nested tags", "nested too deeply"),
        ("nested spans", "nested too deeply"),
        ("dates in one paragraph", "longer than"),
        ("dates in rows", "larger than a page of events"),
    ],
)
def test_what_is_left_unread_is_said(name: str, words: str) -> None:
    assert any(words in said for said in read(HOSTILE[name].encode(), URL, hints()).warnings)


def test_too_long_a_text_is_called_so() -> None:
    said = read(b"<p>Talk</p><p>" + b"word " * 2_200_000 + b"</p>", URL, hints()).warnings
    assert said[:1] == ("a text or an attribute is longer than 10 MB; read in part",)


def test_a_page_read_whole_says_nothing() -> None:
    assert not read(b"<html><body><h1>Talk</h1><p>3 June 2027, 6pm</p>", URL, hints()).warnings


MEASURED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from catalogue.draft import Hints
from spiders.reading import read
read(sys.stdin.buffer.read(), "https://forum.example/events", Hints(now=datetime(2027, 1, 10, tzinfo=UTC)))
status = Path("/proc/self/status").read_text().splitlines()
print(int(next(line for line in status if line.startswith("VmHWM")).split()[1]) // 1024)
"""
"""Megabytes at the peak, of this program alone: getrusage also counts what its parent held when it started it."""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to ask for memory")
@pytest.mark.parametrize("name", LARGEST)
def test_hostile_pages_take_little_memory(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURED],
        input=HOSTILE[name].encode(),
        capture_output=True,
        cwd=Path(__file__).resolve().parents[2],
        check=True,
    )
    assert int(done.stdout) < 500


def test_too_large_is_refused() -> None:
    assert "refused" in read(b"a" * 17_000_000, URL, hints()).warnings[0]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data are not beside this checkout")
def test_the_seed_page() -> None:
    data = (SHARED / "seed" / "policing-insight-event.txt").read_bytes()
    (draft,) = read(data, "https://insight.example/event", hints()).drafts
    assert draft.title.startswith("Tackling Serious and Organised Crime: Keeping Pace")
    assert (draft.date, draft.time, draft.place) == (
        "Tuesday, November 21st 2023",
        "9:30 AM — 1:20 PM GMT",
        "Webinar",
    )
    assert draft.status == "Ended 21st Nov 2023"
    assert (len(draft.people), len(draft.objectives), len(draft.audience)) == (8, 8, 32)
    assert draft.description.startswith("According to")
    assert draft.description.count("\n\n") == 3


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data are not beside this checkout")
def test_no_saved_page_raises() -> None:
    rows = [
        json.loads(line)
        for line in (SHARED / "data/pages/manifest.jsonl").read_text("utf-8").splitlines()
    ]
    for row in rows:
        given_hints = Hints(
            now=datetime.fromisoformat(row["now"]).replace(tzinfo=NOW.tzinfo), zone=row["zone"]
        )
        made = read((SHARED / row["path"]).read_bytes(), row["url"] or "", given_hints)
        keys = [draft.source_key for draft in made.drafts]
        assert len(keys) == len(set(keys)), row["id"]
    assert len(rows) > 1000


def test_news_that_mention_a_date_are_no_events() -> None:
    body = (
        "<h1>Commissioner publishes plan</h1><p>Published 21 May 2027</p>"
        "<p>Residents may send views until 9 June 2027.</p>"
    )
    assert reading(f"<html><body>{body}</body></html>").drafts == ()
    body = (
        "<h1>Towns against crime</h1><p>The conference will take place in York on 9 June 2027.</p>"
    )
    assert one(body).date == "9 June 2027"


def test_a_page_known_to_be_of_one_event() -> None:
    body = "<h1>Custody training</h1>" + "".join(
        f"<div><h3>Day {n}</h3><p>{n} June 2027, 10am</p></div>" for n in range(1, 6)
    )
    given = replace(hints(), single=True)
    assert len(reading(f"<html><body>{body}</body></html>", given).drafts) == 1


@pytest.mark.parametrize("words", ["Autumn 2027 (TBC)", "To be confirmed"])
def test_a_label_without_a_day_is_told(words: str) -> None:
    seen = reading(f"<html><h1>Night courts</h1><p>Date: {words}</p><p>Venue: Guildhall</p></html>")
    assert not seen.drafts
    assert any(words in said for said in seen.warnings)
