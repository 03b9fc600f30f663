"""Pages that name a day or a clock which is not the event's: stamps, history, deadlines, office hours, other days."""

from __future__ import annotations

import pytest

from spiders.reading.answer import read
from tests.reading.given import hints

NAME = "Harbour safety symposium"
MADE = {
    "a weekly clock of another day": (
        "<p>Wednesday 9 June 2027</p><p>The reading circle meets Tuesdays 6pm.</p>",
        [("Wednesday 9 June 2027", "")],
    ),
    "the weekly clock of the same day": (
        "<p>Wednesday 9 June 2027</p><p>Wednesdays 6pm</p>",
        [("Wednesday 9 June 2027", "6pm")],
    ),
    "doors above the hour of the talk": (
        "<p>9 June 2027</p><p>Doors 17:30</p><p>Lecture 18:15 - 19:30</p>",
        [("9 June 2027", "18:15 - 19:30")],
    ),
    "the hours of an open day": (
        "<p>Date: 9 June 2027</p><p>Open day: 10am to 3pm</p><p>Speeches: 11am to noon</p>",
        [("9 June 2027", "10am to 3pm")],
    ),
    "a clock in the sentence before the one of booking": (
        "<p>The symposium comes to York on 9 June 2027.</p><p>It runs from 10am to 3pm. Book by 2 June.</p>",
        [("9 June 2027", "10am to 3pm")],
    ),
    "hours below a heading": (
        "<p>9 June 2027</p><p>Bring a friend.</p><h3>Opening hours</h3><p>Saturday 10am - 1pm</p>",
        [("9 June 2027", "")],
    ),
    "the hours of an office": (
        "<p>Date: 9 June 2027</p><p>Our desk is staffed from 9am to 5pm on weekdays.</p>",
        [("9 June 2027", "")],
    ),
    "a bare stamp above a sentence with the day alone": (
        "<p>2 May 2026</p><p>We are pleased to say that our symposium takes place on Wednesday 9 June 2027.</p>",
        [("Wednesday 9 June 2027", "")],
    ),
    "another century": (
        "<p>On 9 June 1856 the first lamp was lit at the harbour mouth, as the town had long asked.</p>",
        [],
    ),
    "when authors are told": (
        "<p>Notification of acceptance: 1 May 2027</p><p>Symposium: 9-11 June 2027</p>",
        [("9-11 June 2027", "")],
    ),
    "bids beside a briefing": (
        "<p>Bids must be received by noon on 5 July 2027.</p><p>A briefing will be held on 9 June 2027 from 2pm to "
        "3pm.</p>",
        [("9 June 2027 from 2pm to 3pm", "")],
    ),
    "German words beside a stamp in figures": (
        "<p>02.05.2027</p><p>Die Tagung findet am Mittwoch, 9. Juni 2027 um 14 Uhr im Rathaus statt.</p>",
        [("Mittwoch, 9. Juni 2027 um 14 Uhr", "")],
    ),
    "a column of ends": (
        "<table><tr><th>Title</th><th>Start</th><th>End</th></tr><tr><td>Ropes</td><td>09/06/2027 10:00</td><td>"
        "09/06/2027 16:00</td></tr><tr><td>Sails</td><td>10/06/2027 09:30</td><td>11/06/2027 16:00</td></tr></table>",
        [
            ("09/06/2027 10:00 - 09/06/2027 16:00", "10:00"),
            ("10/06/2027 09:30 - 11/06/2027 16:00", "09:30"),
        ],
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_the_days_and_clocks_are_the_events_own(name: str) -> None:
    body, expected = MADE[name]
    page = f"<html><body><main><h1>{NAME}</h1>{body}</main></body></html>"
    found = read(page.encode(), "https://harbour.example/e/1", hints())
    assert [(draft.date, draft.time) for draft in found.drafts] == expected


@pytest.mark.parametrize("title", ["Office hours over the holidays", "Frequently asked questions"])
def test_hours_and_answers_are_no_events(title: str) -> None:
    page = (
        f"<h1>{title}</h1><ul><li>Wednesday 9 June 2027: 9am - 12 noon</li><li>Thursday 10 June 2027: 10am - 4pm</li>"
        "<li>Friday 11 June 2027: 10am - 4pm</li></ul>"
    )
    found = read(page.encode(), "https://harbour.example/e/1", hints())
    assert not any(draft.title == "" or len(found.drafts) > 1 for draft in found.drafts)
