"""The year of dates that are written without one."""

from __future__ import annotations

import pytest

from spiders.reading import repeated
from spiders.reading.datelike import weekday_of
from tests.reading.given import hints, page


def dates(body: str) -> list[str]:
    return [draft.date for draft in repeated.read(page(f"<h1>Board</h1>{body}"))]


def test_a_year_inside_the_words_of_an_event_is_not_its_own() -> None:
    rows = "<li>Thursday, 3 June</li><li>Thursday, 8 July – Budget 2028 introduced</li>"
    assert dates(f"<h2>2027 meetings</h2><ul>{rows}</ul>") == [
        "Thursday, 3 June 2027",
        "Thursday, 8 July 2027",
    ]


def test_a_list_runs_over_the_end_of_the_year() -> None:
    rows = "<li>Thursday 2 December</li><li>Thursday 6 January</li>"
    assert dates(f"<h2>2027 meetings</h2><ul>{rows}</ul>") == [
        "Thursday 2 December 2027",
        "Thursday 6 January 2028",
    ]


def test_a_weekday_that_fits_no_year_leaves_the_heading_s() -> None:
    rows = "<li>Monday 2 December</li><li>29 February</li>"
    assert dates(f"<h2>2027 meetings</h2><ul>{rows}</ul>") == [
        "Monday 2 December 2027",
        "29 February 2027",
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thursday, 3 June", 3),
        ("Sun 1", 6),
        ("3 June", None),
        ("followed by a reception in the common room", None),
    ],
)
def test_weekday_of(text: str, day: int | None) -> None:
    assert weekday_of(text) == day


def test_when_a_page_was_written_is_no_event() -> None:
    rows = "<li>3 June 2027</li><li>8 July 2027</li>"
    body = f"<div>webmaster 2027-02-26T10:54:56+00:00</div><ul>{rows}</ul>"
    assert dates(body) == ["3 June 2027", "8 July 2027"]


@pytest.mark.parametrize(
    ("heading", "years"),
    [("Meetings, Fiscal Year 2026-27", ["2026", "2027"]), ("Budget of 2026–2027", ["", ""])],
)
def test_a_heading_of_two_years_tells_the_one_of_each_month(heading: str, years: list[str]) -> None:
    body = f"<h1>Board</h1><h2>{heading}</h2><ul><li>October 14</li><li>February 10</li></ul>"
    listed = repeated.read(page(body, given=hints(locale="en-US")))
    assert [record.year for record in listed] == years
