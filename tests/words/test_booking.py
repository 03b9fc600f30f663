"""Booking deadlines and continuing professional development."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.draft import Hints
from pipelines.booking import before_event, read_cpd, read_deadline

HINTS = Hints(now=datetime(2027, 3, 1, 12, tzinfo=UTC), zone="Europe/London")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("3 May 2027", date(2027, 5, 3)),
        ("Book by 3 May 2027", date(2027, 5, 3)),
        ("Registration closes on Monday 3 May 2027", date(2027, 5, 3)),
        ("Deadline: 3 May 2027", date(2027, 5, 3)),
        ("Please register before 3 May 2027", date(2027, 5, 3)),
        ("booked by 3 May 2027", date(2027, 5, 3)),
        ("Bookings close soon", None),
        ("", None),
    ],
)
def test_days(words: str, expected: date | None) -> None:
    assert read_deadline(words, HINTS) == expected


@pytest.mark.parametrize(
    ("words", "last", "expected"),
    [
        ("Book by 3 May", date(2028, 5, 10), date(2028, 5, 3)),
        ("Book by 20 December", date(2028, 1, 10), date(2027, 12, 20)),
        ("Book by 20 May", date(2028, 5, 10), None),
        ("Book by 3 May 2027", date(2028, 5, 10), date(2027, 5, 3)),
        ("Book by 3 May 2029", date(2028, 5, 10), None),
    ],
)
def test_a_deadline_is_not_after_its_event(words: str, last: date, expected: date | None) -> None:
    moment = read_deadline(words, HINTS)
    assert moment is not None
    assert before_event(moment, words, last) == expected


def test_an_instant_stands_in_its_zone() -> None:
    moment = read_deadline("Closes at 5pm on 1 June 2027", HINTS)
    assert isinstance(moment, datetime)
    assert moment.isoformat() == "2027-06-01T17:00:00+01:00"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("6 CPD hours", "6 CPD hours"),
        ("This course carries 6 hours of CPD", "6 CPD hours"),
        ("CPD: 1.5 hours", "1.5 CPD hours"),
        ("CPD points: 1", "1 CPD point"),
        ("12 credits", "12 CPD credits"),
        ("CPD accredited", "CPD accredited"),
        ("", None),
    ],
)
def test_cpd(words: str, expected: str | None) -> None:
    assert read_cpd(words) == expected


@given(st.text(max_size=200))
def test_never_raises(words: str) -> None:
    assert read_deadline(words, HINTS) is None or words
    assert read_cpd(words) is None or words
