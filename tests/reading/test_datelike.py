"""Dates and clock times are recognised, never interpreted."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.reading.datelike import (
    find_all,
    find_dates,
    find_times,
    in_order,
    phrase,
    remainder,
)
from spiders.reading.lines import Lines


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tuesday, November 21st 2023", (11, 21, 2023)),
        ("21 Nov 2023", (11, 21, 2023)),
        ("Tues 4th May", (5, 4, None)),
        ("12 and 13 May 2027", (5, 12, 2027)),
        ("the 3rd of June, 2027", (6, 3, 2027)),
        ("on the 3rd day of June, 2027", (6, 3, 2027)),
        ("2027-05-04", (5, 4, 2027)),
        ("04/05/2027", (5, 4, 2027)),
        ("24.12.27", (12, 24, 2027)),
        ("May 4, 2027", (5, 4, 2027)),
        ("4-May-2027", (5, 4, 2027)),
    ],
)
def test_a_date(text: str, day: tuple[int, int, int | None]) -> None:
    marks = find_dates(text)
    assert [(mark.month, mark.day, mark.year) for mark in marks][:1] == [day]


def test_the_order_of_day_and_month_is_the_locale_s() -> None:
    assert find_dates("5/4/2027", month_first=True)[0].month == 5
    assert find_dates("5/4/2027")[0].month == 4
    assert find_dates("5/24/2027")[0].month == 5


@pytest.mark.parametrize(
    "text",
    [
        "The 2023 strategy",
        "£37 billion",
        "May we come?",
        "version 1.2.3.4",
        "2020-21",
        "32 May",
        "August 2025 Plan",
        "31 June 2027",
        "page 10/99",
        "decided",
        "",
    ],
)
def test_no_date(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("9:30 AM — 1:20 PM GMT", "9:30 AM — 1:20 PM GMT"),
        ("from 10 to 11.30am", "10 to 11.30am"),
        ("at 18:30", "18:30"),
        ("12.15-1.15pm", "12.15-1.15pm"),
        ("10.00 - 16.30", "10.00 - 16.30"),
        ("starts at noon", "noon"),
        ("1830 hrs", "1830 hrs"),
        ("Tuesday, 630pm", "630pm"),
        ("7p", "7p"),
        ("at the hour of 7:00 o’clock p.m., in", "7:00 o’clock p.m."),
        ("Time:7pm", "7pm"),
        ("Tour:10am to 3pm", "10am to 3pm"),
        ("Starts:18:30", "18:30"),
    ],
)
def test_a_time(text: str, words: str) -> None:
    marks = find_times(text)
    assert [text[mark.start : mark.end] for mark in marks] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "£10.30",
        "ratio 3:4:5",
        "stalls all afternoon",
        "room 12",
        "10/12",
        "version 2.10",
        "Mill Street, London SW1P 3AA",
        "EC1A 4HQ",
        "hearing 515PM.pdf",
    ],
)
def test_no_time(text: str) -> None:
    assert find_times(text) == ()


def test_a_dotted_clock_counts_beside_a_date() -> None:
    text = "3 June 2027 at 10.30"
    assert find_times(text) == ()
    assert len(find_times(text, find_dates(text))) == 1


def test_phrase_takes_clock_and_range_partner() -> None:
    text = "When: 16 June 2027, 4:00pm to 18 June 2027, 12:00pm. Bring a coat on 20 June."
    dates = find_dates(text)
    assert (
        phrase(text, dates, find_times(text, dates))
        == "16 June 2027, 4:00pm to 18 June 2027, 12:00pm"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Held weekly from 5 January to 9 February 2027",
            "weekly from 5 January to 9 February 2027",
        ),
        ("Tuesdays, 12 January – 16 March 2027, 6pm", "Tuesdays, 12 January – 16 March 2027, 6pm"),
        ("Every other Monday from 4 to 25 January", "Every other Monday from 4 to 25 January"),
        (
            "Runs each Monday between 4 January and 1 March",
            "each Monday between 4 January and 1 March",
        ),
        ("We meet on Tuesdays. 12 January – 16 March 2027", "12 January – 16 March 2027"),
        ("Tuesdays: 12 January 2027", "12 January 2027"),
    ],
)
def test_a_series_keeps_the_word_that_makes_it_one(text: str, words: str) -> None:
    dates = find_dates(text)
    assert phrase(text, dates, find_times(text, dates)) == words


def test_remainder_is_what_is_no_date() -> None:
    text = "Thursday 3 June 2027, 9am to 5pm, The Guildhall"
    dates = find_dates(text)
    assert remainder(text, dates, find_times(text, dates)) == "Guildhall"


@given(st.text(alphabet="0123456789 :.-/amp,MayJunest–", max_size=300))
def test_marks_lie_inside_the_text(text: str) -> None:
    dates = find_dates(text)
    for mark in in_order(dates, find_times(text, dates)):
        assert 0 <= mark.start < mark.end <= len(text)


@pytest.mark.parametrize("unit", ["1 ", "12 and ", "May ", "9:30 - ", "1/", "Mon, ", "12-", "3rd "])
def test_no_backtracking(unit: str) -> None:
    text = unit * (4000 // len(unit))
    began = time.process_time()
    find_dates(text)
    find_times(text)
    assert time.process_time() - began < 1


_LINES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [
                "Tuesday 4 May 2027, 10:00 - 12:00",
                "12 and 13 May",
                "12 May 2027 10.30",
                "2027-05-04",
                "at noon",
                "5/4/2027 9am",
                "MAY 4, 2027",
                "4",
                "May",
                "2027",
                "İ 3 June 2027 İ 7pm",
            ]
        ),
    ),
    max_size=8,
)


@given(_LINES, st.booleans())
def test_many_texts_are_searched_as_each_by_itself(texts: list[str], american: bool) -> None:
    folded = [" ".join(text.split()) for text in texts]
    dates, times = find_all(Lines(folded), month_first=american)
    for number, text in enumerate(folded):
        alone = find_dates(text, month_first=american)
        assert tuple(dates.get(number, ())) == alone
        assert tuple(times.get(number, ())) == find_times(text, alone)
