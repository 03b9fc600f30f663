"""Times in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.listing import Grade, Session, Times
from tests.web.making import at, sure
from web.moments import (
    MAX_DAYS,
    add_months,
    clock,
    days,
    first_day,
    instant,
    last_day,
    partial_words,
    remark,
    when,
)

NEW_YORK, DUBAI = ZoneInfo("America/New_York"), ZoneInfo("Asia/Dubai")


@pytest.mark.parametrize(
    ("times", "words", "hours"),
    [
        (sure(at(16, 9, 30), at(16, 13, 20)), "Tuesday 16 March 2027, 09:30 to 13:20 GMT", "09:30 to 13:20 GMT"),
        (sure(at(16, 9, 30)), "Tuesday 16 March 2027, 09:30 GMT", "09:30 GMT"),
        (sure(at(1, 9, month=6)), "Tuesday 1 June 2027, 09:00 BST", "09:00 BST"),
        (
            sure(at(16, 9), at(17, 16)),
            "Tuesday 16 March 2027, 09:00 to Wednesday 17 March 2027, 16:00 GMT",
            "09:00 to Wednesday 17 March 2027, 16:00 GMT",
        ),
        (
            sure(at(27, 20), at(28, 3)),
            "Saturday 27 March 2027, 20:00 GMT to Sunday 28 March 2027, 03:00 BST",
            "20:00 GMT to Sunday 28 March 2027, 03:00 BST",
        ),
        (sure(date(2027, 3, 16)), "Tuesday 16 March 2027", ""),
        (sure(date(2027, 3, 16), date(2027, 3, 16)), "Tuesday 16 March 2027", ""),
        (
            sure(date(2027, 3, 16), date(2027, 3, 18)),
            "Tuesday 16 March 2027 to Thursday 18 March 2027",
            "until Thursday 18 March 2027",
        ),
        (
            sure(datetime(2027, 3, 16, 9)),  # noqa: DTZ001 (floating: the page gives no zone)
            "Tuesday 16 March 2027, 09:00 (time zone not given)",
            "09:00 (time zone not given)",
        ),
        (
            sure(at(16, 9), date(2027, 3, 17)),
            "Tuesday 16 March 2027, 09:00 GMT to Wednesday 17 March 2027",
            "09:00 GMT to Wednesday 17 March 2027",
        ),
        (sure(datetime(2027, 3, 16, 13, tzinfo=NEW_YORK)), "Tuesday 16 March 2027, 13:00 EDT", "13:00 EDT"),
        (
            sure(datetime(2027, 3, 16, 13, tzinfo=DUBAI)),
            "Tuesday 16 March 2027, 13:00 UTC+04:00",
            "13:00 UTC+04:00",
        ),
        (Times(partial="2027-05"), "May 2027", ""),
        (Times(start=date(2027, 3, 4), text="4/3"), "“4/3”", ""),
        (Times(), "Date to be announced", ""),
    ],
)  # fmt: skip
def test_times_in_words(times: Times, words: str, hours: str) -> None:
    assert str(when(times)) == words
    assert clock(times) == hours


def test_several_sessions_say_so() -> None:
    sessions = tuple(Session(start=at(day, 18), end=at(day, 20)) for day in (2, 9, 16))
    times = sure(at(2, 18), at(16, 20), sessions=sessions)
    assert clock(times) == "18:00 to 20:00 GMT (first of 3 sessions)"
    assert str(when(times)).endswith("18:00 to 20:00 GMT (first of 3 sessions)")
    assert [day.day for day in days(times)] == [2, 9, 16]


@pytest.mark.parametrize(
    ("partial", "words", "first", "last"),
    [
        ("2027", "2027", date(2027, 1, 1), date(2027, 12, 31)),
        ("2027-05", "May 2027", date(2027, 5, 1), date(2027, 5, 31)),
        ("2027-autumn", "Autumn 2027", date(2027, 9, 1), date(2027, 11, 30)),
        ("2027-winter", "Winter 2027", date(2027, 12, 1), date(2028, 2, 29)),
        ("2027-Q3", "July to September 2027", date(2027, 7, 1), date(2027, 9, 30)),
        ("2027-W19", "Week of 10 May 2027", date(2027, 5, 10), date(2027, 5, 16)),
        ("2027-13", "", None, None),
        ("2027-W54", "", None, None),
        ("2027-lent", "", None, None),
        ("T10:00", "", None, None),
        (None, "", None, None),
    ],
)
def test_partial_dates(
    partial: str | None, words: str, first: date | None, last: date | None
) -> None:
    assert partial_words(partial) == words
    assert first_day(Times(partial=partial)) == first
    assert last_day(Times(partial=partial)) == last
    assert days(Times(partial=partial)) == ()


def test_midnight_closes_the_day_before() -> None:
    times = sure(at(16, 18), at(17, 0))
    assert last_day(times) == date(2027, 3, 16)
    assert len(days(times)) == 1
    assert last_day(sure(at(16, 0))) == date(2027, 3, 16)


def test_end_before_start_does_no_harm() -> None:
    times = sure(at(16, 18), at(10, 9))
    assert last_day(times) == date(2027, 3, 16)
    assert days(times) == (date(2027, 3, 16),)


def test_remark_only_for_doubtful_readings() -> None:
    assert remark(sure(at(16, 9))) is None
    found = remark(Times(grade=Grade.OPEN, why=("time-tbc", "unheard-of"), text="x" * 900))
    assert found is not None
    assert found.is_open
    assert found.reasons == ("The time is still to be confirmed.",)
    assert len(found.text) == 300


def test_instant_is_told_in_our_own_zone() -> None:
    assert instant(datetime(2027, 6, 1, 23, 30, tzinfo=UTC)) == "2 June 2027, 00:30 BST"


@given(st.dates(), st.integers(-30_000, 30_000))
def test_months_stay_in_the_calendar(day: date, months: int) -> None:
    found = add_months(day, months)
    assert found.day == 1
    assert add_months(found, 0) == found


@given(st.text(max_size=20))
def test_no_partial_date_raises(text: str) -> None:
    assert isinstance(partial_words(text), str)
    assert (first_day(Times(partial=text)) is None) == (last_day(Times(partial=text)) is None)


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2900, 1, 1)), st.timedeltas(timedelta(-400), timedelta(900)))  # fmt: skip  # noqa: DTZ001, E501
def test_days_are_bounded_and_in_order(start: datetime, length: timedelta) -> None:
    known = days(sure(start, start + length))
    assert 1 <= len(known) <= MAX_DAYS
    assert list(known) == sorted(known)
    assert known[0] == start.date()
