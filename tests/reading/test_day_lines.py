"""Months as headings, and below them lines that begin with weekday and day."""

from __future__ import annotations

import pytest

from spiders.reading import repeated
from tests.reading.given import page


def told(body: str) -> list[tuple[str, str, str]]:
    drafts = repeated.read(page(f"<h1>Training</h1>{body}"))
    return [(draft.title, draft.date, draft.time) for draft in drafts]


def test_the_month_comes_from_the_heading() -> None:
    body = (
        "<h2>February 2027</h2><p><b>Tue 2</b> – <a href='/1'>Mental health on patrol and in custody</a>, 10am</p>"
        "<p><b>Thurs 11th</b> – <a href='/2'>Digital traces of organised crime</a>, 1pm</p>"
        "<h2>March 2027</h2><p><b>Wed 3</b> – <a href='/3'>Vulnerable witnesses and their needs</a>, 9.30am</p>"
    )
    assert told(body) == [
        ("Mental health on patrol and in custody", "Tue 2 February 2027", "10am"),
        ("Digital traces of organised crime", "Thurs 11th February 2027", "1pm"),
        ("Vulnerable witnesses and their needs", "Wed 3 March 2027", "9.30am"),
    ]


def test_months_without_a_year_make_a_calendar_where_there_are_several() -> None:
    body = (
        "<h1>Diary 2027</h1><h2>January</h2><p>4th – Harbour panel of residents</p><p>Mon 18 – Audit committee, 6pm</p>"
        "<h2>May</h2><p>3rd: Quay forum</p><p>17th – 20 seats left</p><h2>Find us</h2><p>1st – floor</p>"
    )
    assert [(draft.title, draft.date) for draft in repeated.read(page(body))] == [
        ("Harbour panel of residents", "4th January 2027"),
        ("Audit committee", "Mon 18 January 2027 – Audit committee, 6pm"),
        ("Quay forum", "3rd May 2027"),
    ]
    alone = page("<h1>Diary 2027</h1><h2>May</h2><p>3rd – Harbour panel</p><p>8th – Quay</p>")
    assert not any(block.dates for block in alone.blocks)


def test_days_before_a_colon_one_or_more() -> None:
    body = "<h2>June 2027</h2><p>8-9: Rural forum, Telford<br>20: Open day<br>23: Harbour panel</p>"
    assert told(body) == [
        ("Rural forum, Telford", "8-9 June 2027", ""),
        ("Open day", "20 June 2027", ""),
        ("Harbour panel", "23 June 2027", ""),
    ]


def test_dates_in_pieces_above_the_month_do_not_shift_it() -> None:
    pieces = "<div><p>12</p><p>May</p><p>2027</p></div><p>Harbour talk</p>" * 4
    made = page(f"{pieces}<h2>May 2027</h2><p>Tue 18 – Quay talk</p>")
    assert made.blocks[-1].text == "Tue 18 May 2027 – Quay talk"


@pytest.mark.parametrize("line", ["Mon 2 – Rope talk", "Tue 30 – Rope talk", "Tue 2pm – Rope talk"])
def test_a_line_that_the_calendar_does_not_bear_out_stays(line: str) -> None:
    made = page(f"<h2>February 2027</h2><p>{line}</p>")
    assert [(block.text, block.dates) for block in made.blocks[1:]] == [(line, ())]


def test_the_next_heading_of_the_rank_ends_the_month() -> None:
    made = page("<h2>February 2027</h2><p>Tue 2: Quay</p><h2>Notes</h2><p>Tue 9: Quay</p>")
    assert [len(block.dates) for block in made.blocks if "Quay" in block.text] == [1, 0]


def test_a_line_above_that_belongs_to_another_day_gives_no_title_and_no_status() -> None:
    body = "<h3>Harbour Board</h3><div>22 April 2027 (cancelled)</div><div>11 June 2027</div>"
    found = repeated.read(
        page(f"<h1>Meetings</h1>{body}<h3>Roads Board</h3><div>1 July 2027</div>")
    )
    assert [bool(draft.status) for draft in found] == [True, False, False]
