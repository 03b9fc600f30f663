"""Titles of pages about one event whose heading leaves something out."""

from __future__ import annotations

import pytest

from spiders.reading.title_candidates import closed
from tests.reading.given import one, reading

DATE = "<p>Wednesday 9 June 2027 at 6:30pm</p><p>Mariners Hall, Kelby</p>"


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        (
            "<title>Board meeting Wed, Jun 9, 2027 Kelby Board of Harbours</title>",
            "Board meeting",
            "Kelby Board of Harbours: Board meeting",
        ),
        (
            "<title>Annual Meeting | Society of Harbour Police</title>",
            "Annual Meeting",
            "Society of Harbour Police: Annual Meeting",
        ),
        (
            "<meta property='og:site_name' content='Harbour Law Forum'>",
            "Regular Session",
            "Harbour Law Forum: Regular Session",
        ),
        ("<title>Policing the Quays | Harbour Law Forum</title>", "Policing the Quays", ""),
        ("<title>kelby.example</title>", "Board meeting", ""),
    ],
)
def test_a_kind_gets_its_holder(head: str, heading: str, title: str) -> None:
    draft = one(f"<html><head>{head}</head><body><h1>{heading}</h1>{DATE}</body></html>")
    assert draft.title == (title or heading)


def test_the_body_that_the_sentence_names() -> None:
    said = (
        "<h1>Future Board Meetings</h1><p>The next meeting of the Harbour Policy Board is scheduled for "
        "10:00 a.m. on Tuesday, 15 June 2027 in Mariners Hall.</p>"
    )
    assert one(said).title == "Harbour Policy Board: Future Board Meetings"


def test_the_board_that_governs() -> None:
    said = (
        "<h1>Kelby Quays Trust</h1><p>The Trust is governed by its Board of Wardens, whom the mayor appoints.</p>"
        "<p>The next regular meeting is scheduled for Tuesday, 15 June 2027 at 6pm.</p>"
    )
    assert one(said).title == "Kelby Quays Trust: Board of Wardens"


def test_no_board_without_a_meeting() -> None:
    said = (
        "<h1>Policing the Quays</h1><p>15 June 2027, 6pm</p>"
        "<p>The Trust is governed by its Board of Wardens, whom the mayor appoints.</p>"
    )
    assert one(said).title == "Policing the Quays"


def test_a_notice_names_its_meeting_on_the_dated_line() -> None:
    said = (
        "<h1>Kelby Police Open Meeting Notice</h1>"
        "<h3>Commission on Harbour Conduct (Tuesday, 15 June 2027, 2:00 p.m.)</h3><p>Mariners Hall</p>"
    )
    assert one(said).title == "Commission on Harbour Conduct"


def test_a_sure_heading_before_a_calendar_link() -> None:
    link = (
        "https://calendar.google.com/calendar/render?action=TEMPLATE&amp;text=KQT%20talk"
        "&amp;dates=20270609T173000Z/20270609T190000Z"
    )
    said = f"<h1>Safer Quays Seminar</h1><p>9 June 2027, 6:30pm</p><a href='{link}'>Add</a>"
    assert one(said).title == "Safer Quays Seminar"


def test_an_abbreviation_ends_no_sentence_and_the_heading_gives_the_year() -> None:
    said = (
        "<h1>June 2026 Harbour Law Hearing</h1><p>The Harbour Court will meet at 10 a.m. on Friday, Jun. 5 in Room "
        "201 of Port Hall, 121 N. Alder St. Written comment is accepted until 10 a.m. on Thursday, Jun. 4.</p>"
    )
    draft = one(said)
    assert (draft.date, draft.place) == (
        "10 a.m. on Friday, Jun. 5 2026",
        "Port Hall, 121 N. Alder St.",
    )


def test_a_bracket_that_was_cut_is_closed() -> None:
    assert [
        closed(words) for words in ("Quay walk (monthly", "Quay (east) walk", "Quay (east)")
    ] == [
        "Quay walk (monthly)",
        "Quay (east) walk",
        "Quay (east)",
    ]


def test_a_notice_that_names_its_body_keeps_its_title() -> None:
    said = (
        "<h1>Public Notice: Harbour Appeals Board Meeting</h1><p>Regular Meeting - 15 June 2027, 2pm</p>"
        "<p>Mariners Hall</p>"
    )
    assert one(said).title == "Public Notice: Harbour Appeals Board Meeting"


SITE = "Harbour Law Forum"
QUAYS = "Safer Quays Conference"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (SITE, f"<h1>{SITE}</h1><h2>{QUAYS}</h2>"),
        (f"Events | {SITE}", f"<h1>{SITE}</h1><h2>{QUAYS}</h2>"),
        (f"{SITE} - {QUAYS}", f"<h1>{SITE}</h1><p><b>{QUAYS}</b></p>"),
        (f"{QUAYS} | {SITE}", f"<h1>{SITE}</h1><p>{QUAYS}</p>"),
        ("Event details", f"<h2>Event details</h2><h3>{QUAYS}</h3>"),
        (QUAYS, f"<h1>Training and events</h1><h2>{QUAYS}</h2>"),
        (f"{QUAYS} | {SITE}", "<h1><img alt='logo'></h1>"),
        (f"Event Details - {QUAYS}", "<h1>Event Details</h1>"),
        (f"{SITE} » {QUAYS}", f"<div>{QUAYS}</div>"),
        (f"{QUAYS} – 9 June 2027 – {SITE}", f"<div>{QUAYS}</div>"),
        (f"{QUAYS} Tickets, Wed 9 Jun 2027 at 10:00 | Ticketseller", f"<div>{QUAYS}</div>"),
        (f"Conference: {QUAYS}", f"<h1>Conference</h1><h2>{QUAYS}</h2>"),
        (f"{QUAYS} | {SITE}", f"<h1>{QUAYS} <small>9 June 2027</small></h1>"),
        (f"{QUAYS} | {SITE}", f"<h1>Register for {QUAYS}</h1>"),
        (f"{QUAYS} | {SITE}", f"<h1>Menu</h1><h1>{QUAYS}</h1><h2>Share this</h2>"),
        (f"9 June: {QUAYS}", f"<h1>9 June: {QUAYS}</h1>"),
    ],
)
def test_what_is_no_title(head: str, body: str) -> None:
    text = f"<html><head><title>{head}</title></head><body>{body}<p>9 June 2027, 10am</p></body></html>"
    drafts = reading(text, url="https://www.hlf.example/events/4711").drafts
    assert [draft.title for draft in drafts] == [QUAYS]


def test_a_conference_on_a_site_of_its_own() -> None:
    text = (
        "<html><head><title>Safer Quays</title></head><body><h1>Safer Quays</h1><h2>A day for the coast</h2>"
        "<p>9 June 2027, 10am</p></body></html>"
    )
    drafts = reading(text, url="https://saferquays.example/").drafts
    assert [draft.title for draft in drafts] == ["Safer Quays"]
