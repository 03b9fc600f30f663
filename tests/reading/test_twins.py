"""The same event twice on one page."""

from __future__ import annotations

import pytest

from spiders.reading import repeated
from spiders.reading.title_candidates import CLOSED
from tests.reading.given import page, reading


def told(body: str) -> list[tuple[str, str, str]]:
    drafts = repeated.read(page(f"<h1>Northmoor Police Board</h1>{body}"))
    return [(draft.title, draft.date, draft.time) for draft in drafts]


def rows(*lines: str) -> str:
    return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def test_the_timetable_and_the_minutes_of_one_meeting() -> None:
    body = (
        "<h2>Minutes</h2>"
        + rows("3 June 2027 minutes", "8 July 2027 minutes")
        + "<h2>Dates</h2>"
        + rows("June 3, 2027 at 6pm", "July 8, 2027 at 6pm")
    )
    assert told(body) == [
        ("Northmoor Police Board", "June 3, 2027 at 6pm", "6pm"),
        ("Northmoor Police Board", "July 8, 2027 at 6pm", "6pm"),
    ]


def test_a_meeting_cancelled_in_the_minutes_is_cancelled_in_the_timetable() -> None:
    body = (
        "<h2>Dates</h2>"
        + rows("June 3, 2027 at 6pm", "July 8, 2027 at 6pm")
        + "<h2>Minutes</h2>"
        + rows("3 June 2027 Cancelled", "8 July 2027 minutes")
    )
    drafts = repeated.read(page(f"<h1>Northmoor Police Board</h1>{body}"))
    assert [(draft.time, draft.status) for draft in drafts] == [("6pm", "Cancelled"), ("6pm", "")]


def test_two_meetings_of_one_day_at_their_own_times() -> None:
    body = rows("3 June 2027, 6pm", "3 June 2027, 8pm", "4 June 2027, 6pm")
    assert [time for _, _, time in told(body)] == ["6pm", "8pm", "6pm"]


def test_other_titles_of_one_day_stay() -> None:
    body = rows("3 June 2027: Custody Committee", "3 June 2027: Roads Committee", "4 June 2027: x")
    assert [title for title, _, _ in told(body)][:2] == ["Custody Committee", "Roads Committee"]


def test_holidays_are_no_events() -> None:
    body = rows(
        "31 May 2027: Spring Bank Holiday", "3 June 2027: Budget seminar", "4 June 2027: Roads talk"
    )
    assert [title for title, _, _ in told(body)] == ["Budget seminar", "Roads talk"]


@pytest.mark.parametrize(
    ("title", "closed"),
    [
        ("Holidays", True),
        ("Labour Day Holiday, observed", True),
        ("City offices are closed", True),
        ("Holiday concert", False),
        ("Closed session of the board", False),
    ],
)
def test_days_without_events(title: str, closed: bool) -> None:
    assert bool(CLOSED.match(title)) == closed


@pytest.mark.parametrize("label", ["Date", "When"])
def test_a_heading_with_its_day_and_the_label_below_are_one(label: str) -> None:
    rows = "".join(
        f"<h3>{name} - {day} June 2027</h3><p><b>{label}:</b> {day} June 2027</p>"
        f"<p><b>Venue:</b> Mariners Hall, {day} Quay Road</p><p><b>Time:</b> 6-8pm</p>"
        for day, name in ((7, "Night Watch at Sea"), (14, "Rope and Tide"))
    )
    drafts = reading(f"<html><body><h1>Seminars and events</h1>{rows}</body></html>").drafts
    assert [draft.title for draft in drafts] == ["Night Watch at Sea", "Rope and Tide"]
    assert [draft.place for draft in drafts] == [
        "Mariners Hall, 7 Quay Road",
        "Mariners Hall, 14 Quay Road",
    ]


def test_a_day_that_is_written_once_more_in_the_line_below() -> None:
    body = "<h1>Events</h1>" + "".join(
        f"<h3>{title}</h3><p>{day}/03/2027</p><p>{day} March</p><p>All are welcome to come.</p><p>7pm</p>"
        for day, title in ((23, "Pudding Night"), (24, "Ballads of the Beat"), (28, "Retro Sale"))
    )
    assert [date for _, date, _ in told(body)] == ["23/03/2027", "24/03/2027", "28/03/2027"]
