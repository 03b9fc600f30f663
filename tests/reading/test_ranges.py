"""A start and an end in boxes or columns of their own, and boxes that are a table by their roles alone."""

from __future__ import annotations

import pytest

from pipelines.normalise import normalise
from tests.reading.given import hints, reading

HEAD = "<h1>Marine policing school</h1>"
TAIL = "<p>Lectures and exercises on the quay.</p>"


def when(body: str) -> list[tuple[str, str]]:
    """ISO start and end, to the minute, of every event of a body."""
    times = [
        normalise(draft, hints()).times
        for draft in reading(f"<html lang='en'><body>{body}</body></html>").drafts
    ]
    return [
        (f"{time.start:%Y-%m-%d %H:%M}", f"{time.end:%Y-%m-%d %H:%M}" if time.end else "")
        for time in times
        if time is not None and time.start is not None
    ]


@pytest.mark.parametrize(
    "boxes",
    [
        "<div><div>Starts</div><div>Mon 5 July 2027</div><div>09:00</div></div>"
        "<div><div>Ends</div><div>Fri 9 July 2027</div><div>16:00</div></div>",
        "<div><div>5 July 2027<span>09:00</span></div><p>→</p><div>9 July 2027<span>16:00</span></div></div>",
        "<div><div>From: 5 July 2027 9am</div><div>To: 9 July 2027 4pm</div></div>",
        "<div><div><b>5 July 2027</b> 09:00</div><div><b>9 July 2027</b> 16:00</div></div>",
    ],
)
def test_two_boxes_are_one_range(boxes: str) -> None:
    assert when(HEAD + boxes + TAIL) == [("2027-07-05 09:00", "2027-07-09 16:00")]


def test_ranges_of_a_list() -> None:
    item = "<li><h2>{}</h2><div>From {} May 2027 10:00</div><div>To {} May 2027 16:00</div></li>"
    body = f"<h1>Events</h1><ul>{item.format('Coast', 3, 4)}{item.format('Border', 24, 24)}</ul>"
    assert when(body) == [
        ("2027-05-03 10:00", "2027-05-04 16:00"),
        ("2027-05-24 10:00", "2027-05-24 16:00"),
    ]


@pytest.mark.parametrize(
    "days",
    [
        "<div>5 July 2027 6pm</div><div>6 July 2027 6pm</div>",  # the same hour on two evenings
        "<div>5 July 2027 6pm</div><div>9 August 2027 7pm</div>",
        "<div>5 July 2027 6pm</div><div>7 July 2027 7pm</div><div>8 July 2027 8pm</div>",
    ],
)
def test_days_without_a_word_are_no_range(days: str) -> None:
    assert all(not end for _, end in when(f"<h1>Police surgeries</h1><div>{days}</div>"))


def grid(cell: str, role: str, heads: tuple[str, ...], *rows: tuple[str, ...]) -> str:
    """A table of boxes."""
    lines = [("columnheader", heads), *[(role, row) for row in rows]]
    return "".join(
        ["<h1>Hearings</h1><div role='table'>"]
        + [
            '<div role="row">'
            + "".join(f"<{cell} role='{kind}'>{words}</{cell}>" for words in row)
            + "</div>"
            for kind, row in lines
        ]
        + ["</div>"]
    )


@pytest.mark.parametrize(("cell", "role"), [("div", "gridcell"), ("span", "cell")])
def test_boxes_by_their_roles(cell: str, role: str) -> None:
    body = grid(
        cell,
        role,
        ("Hearing", "Start time", "End time"),
        ("The case of the missing log", "9 February 2027 09:30", "9 February 2027 16:30"),
        ("The case of the empty cell", "16 February 2027 09:30", "18 February 2027 16:30"),
    )
    assert when(body) == [
        ("2027-02-09 09:30", "2027-02-09 16:30"),
        ("2027-02-16 09:30", "2027-02-18 16:30"),
    ]
    drafts = reading(f"<html><body>{body}</body></html>").drafts
    assert [draft.title for draft in drafts] == [
        "The case of the missing log",
        "The case of the empty cell",
    ]


def test_a_column_of_ends_without_days() -> None:
    heads = ("Course", "Date", "Start time", "End time")
    rows = [(f"Ropes for crew {day}", f"{day} March 2027", "09:30", "12:00") for day in (3, 10)]
    assert when(grid("div", "cell", heads, *rows)) == [
        (f"2027-03-{day} 09:30", f"2027-03-{day} 12:00") for day in ("03", "10")
    ]


def test_a_box_that_is_called_that_of_the_end() -> None:
    body = "<h1>Courses</h1>" + "".join(
        f"<div><div><div class=day><p>{first}</p>Feb</div>{end}</div><h2>{title}</h2><p>Harbour House</p></div>"
        for first, end, title in (
            (9, "", "Custody Seminar"),
            (15, "<div class='day date-end'><p>19</p>Feb</div>", "Report Writing Course"),
            (23, "", "Roads Briefing"),
        )
    )
    found = reading(f"<html lang='en'><body>{body}</body></html>").drafts
    assert [(draft.title, draft.date) for draft in found] == [
        ("Custody Seminar", "9 Feb"),
        ("Report Writing Course", "15 Feb - 19 Feb"),
        ("Roads Briefing", "23 Feb"),
    ]


@pytest.mark.parametrize("end", ["- 4:00pm", "to 4:00pm", "– 4pm"])
def test_a_clock_that_begins_with_a_dash_ends_the_one_above(end: str) -> None:
    body = f"<div>26 June 2027</div><div>10:00am</div><div>{end}</div>"
    assert when(HEAD + body + TAIL) == [("2027-06-26 10:00", "2027-06-26 16:00")]


def test_days_of_a_month_in_boxes_of_their_own() -> None:
    days = (("January", "26-27"), ("March", "16-17*"), ("April", "27-28"))
    rows = "".join(f"<div><div><b>{month}</b></div><div>{day}</div></div>" for month, day in days)
    body = f"<h1>Meetings</h1><h2>2027 Rates Panel Meetings</h2>{rows}<p>* with a summary</p>"
    assert [start[:10] for start, _ in when(body)] == ["2027-01-26", "2027-03-16", "2027-04-27"]
