"""The ways in which councils write out a year of meetings."""

from __future__ import annotations

import pytest

from catalogue.draft import Draft
from tests.reading.given import hints, reading

US = hints("America/New_York", "en-US")


def drafts(body: str, heading: str = "Town Council Meetings 2027") -> tuple[Draft, ...]:
    return reading(f"<html lang='en'><body><h1>{heading}</h1>{body}</body></html>", US).drafts


def dates(body: str) -> list[str]:
    return [draft.date for draft in drafts(body)]


def items(*lines: str) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("January 12 &amp; 26", ["January 12 2027", "January 26 2027"]),
        (
            "January 5, 12, and 26, 2027",
            ["January 5, 2027", "January 12, 2027", "January 26, 2027"],
        ),
        (
            "5th and 26th January 2027, 10am",
            ["5th January 2027, 10am", "26th January 2027, 10am"],
        ),
        ("January 12 and 13, 2027", ["January 12 and 13, 2027"]),
        ("January 12-14, 2027", ["January 12-14, 2027"]),
    ],
)
def test_days_of_one_line_are_meetings_of_their_own(line: str, days: list[str]) -> None:
    assert dates(items("February 9, 2027", "March 9, 2027", line))[2:] == days


def test_days_of_one_cell_beside_their_month() -> None:
    rows = [("January", "12 &amp; 26"), ("February", "9"), ("March", "9, 23")]
    cells = "".join(f"<tr><td>{month}</td><td>{days}</td></tr>" for month, days in rows)
    days = [f"{month} 2027" for month in ("January 12", "January 26", "February 9")]
    assert dates(f"<table>{cells}</table>") == [*days, "March 9 2027", "March 23 2027"]


def test_days_of_one_event_are_its_sessions() -> None:
    seen = drafts("<p>12 and 26 January 2027, 10am</p><p>A course.</p>", "Custody visiting course")
    assert [draft.date for draft in seen] == ["12 and 26 January 2027, 10am"]


@pytest.mark.parametrize(
    "body",
    [
        "<p><b>Board of Trustees – 6 p.m., Town Hall:</b></p>{}"
        "<p><b>Planning Board – 7 p.m., Annexe:</b></p>{}",
        "<h3>Board of Trustees (6 p.m., Town Hall)</h3>{}<h3>Planning Board (7 p.m., Annexe)</h3>{}",
    ],
)
def test_each_day_has_the_name_the_clock_and_the_place_of_the_line_above(body: str) -> None:
    days = items("January 12", "February 9"), items("January 26", "February 23")
    seen = drafts(f"{body.format(*days)}", "Meetings 2027")
    trustees, planning = ("Board of Trustees", "6 p.m.", "Town Hall"), "Planning Board"
    assert [(draft.title, draft.time, draft.place) for draft in seen] == [
        *[trustees] * 2,
        *[(planning, "7 p.m.", "Annexe")] * 2,
    ]


def test_what_opens_a_line_of_days_holds_for_each_of_them() -> None:
    seen = drafts(
        "<p><b>Zoning Panel</b> – 6 p.m., Town Hall: January 12, February 9</p>"
        "<p><b>Planning Board</b> – 7 p.m., Annexe: January 26, February 23</p>"
    )
    told = [("Zoning Panel", "6 p.m.")] * 2 + [("Planning Board", "7 p.m.")] * 2
    assert [(draft.title, draft.time) for draft in seen] == told


def table(*rows: str) -> str:
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


@pytest.mark.parametrize("reach", ["<td rowspan='2'>{}</td>", "<td>{}</td>,<td></td>"])
def test_a_month_reaches_down_its_column(reach: str) -> None:
    first, _, other = reach.partition(",")
    seen = drafts(
        table(
            "<th>Month</th><th>Day</th><th>Meeting</th>",
            f"{first.format('January 2027')}<td>5</td><td>Zoning Panel, 2pm</td>",
            f"{other}<td>Tue 19</td><td>Planning Board, 7pm</td>",
            f"{first.format('February 2027')}<td>2</td><td>Zoning Panel, 2pm</td>",
            f"{other}<td>16 (cancelled)</td><td>Audit Committee, 6pm</td>",
        )
    )
    assert [(draft.title, draft.date, draft.time, draft.status) for draft in seen] == [
        ("Zoning Panel", "January 5, 2027", "2pm", ""),
        ("Planning Board", "Tue January 19, 2027", "7pm", ""),
        ("Zoning Panel", "February 2, 2027", "2pm", ""),
        ("Audit Committee", "February 16, 2027", "6pm", "cancelled"),
    ]


def test_the_clock_in_the_head_of_a_column_is_that_of_its_days() -> None:
    seen = drafts(
        table(
            "<th>Workshops 1:00 PM</th><th>Regular Meetings 6:30 PM</th>",
            "<td>January 5</td><td>January 19</td>",
            "<td>February 2</td><td>February 16</td>",
        )
    )
    assert [(draft.date, draft.time) for draft in seen] == [
        ("January 5 2027", "1:00 PM"),
        ("January 19 2027", "6:30 PM"),
        ("February 2 2027", "1:00 PM"),
        ("February 16 2027", "6:30 PM"),
    ]


def test_a_meeting_is_on_the_day_that_it_was_moved_to() -> None:
    lines = ("1/4/2027", "1/18/2027 (Holiday - moved to 1/19)", "2/1/2027")
    assert dates(items(*lines)) == ["1/4/2027", "1/19/2027", "2/1/2027"]
