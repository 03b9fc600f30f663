"""Weeks and days of a month's table."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.listing import Grade, Session, Times
from tests.web.making import TODAY, at, make, sure
from web.month import Month, month_table, parse_month, touches

MARCH = date(2027, 3, 1)


def texts(month: Month) -> dict[int, list[tuple[str, str, str]]]:
    return {
        cell.day.day: [(one.listing.title, one.hours, one.part) for one in cell.entries]
        for week in month.weeks
        for cell in week
        if cell.entries
    }


def test_cells_of_a_month() -> None:
    listings = [
        make("Afternoon", sure(at(2, 14))),
        make("Morning", sure(at(2, 9))),
        make("Across", sure(date(2027, 2, 28), date(2027, 3, 1))),
        make("Weekly", sure(at(9, 18), sessions=(Session(start=at(9, 18)), Session(start=at(16, 18))))),
        make("Open", Times(start=date(2027, 3, 5), grade=Grade.OPEN)),
    ]  # fmt: skip
    table = month_table(MARCH, listings, TODAY)
    assert texts(table) == {
        1: [("Across", "", "day 2 of 2")],
        2: [("Morning", "09:00", ""), ("Afternoon", "14:00", "")],
        9: [("Weekly", "18:00", "day 1 of 2")],
        16: [("Weekly", "", "day 2 of 2")],
    }
    assert [cell.day for week in table.weeks for cell in week if cell.is_today] == [TODAY]
    assert all(len(week) == 7 and week[0].day.weekday() == 0 for week in table.weeks)


def test_days_beside_the_month_are_empty() -> None:
    table = month_table(MARCH, [make("April", sure(date(2027, 4, 1)))], TODAY)
    assert texts(table) == {}
    assert not table.weeks[-1][-1].is_inside


def test_neighbours_and_last_day() -> None:
    january = month_table(date(2028, 1, 1), [], TODAY)
    february = month_table(january.after, [], TODAY)
    assert (january.before, february.first) == (date(2027, 12, 1), date(2028, 2, 1))
    assert february.last == date(2028, 2, 29)


@pytest.mark.parametrize(
    "text", ["2027-00", "2027-13", "2027-1", "3027-01", "2027-01-01", "", "٢٠٢٧-٠١"]
)
def test_what_is_no_month(text: str) -> None:
    assert parse_month(text) is None


def test_month_is_read() -> None:
    assert parse_month("2027-03") == MARCH


def test_event_touches_every_month_it_covers() -> None:
    times = sure(date(2027, 2, 28), date(2027, 3, 1))
    assert touches(times, date(2027, 2, 1))
    assert touches(times, MARCH)
    assert not touches(times, date(2027, 4, 1))
