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
