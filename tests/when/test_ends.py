"""Ends, lengths and whole days of a Draft."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from catalogue.draft import Draft, Hints
from catalogue.listing import Grade, Times
from pipelines.when import draft_times

HINTS = Hints(now=datetime(2027, 3, 1, 9, tzinfo=UTC), zone="Europe/London")
NOWHERE = Hints(now=HINTS.now)
LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")


def london(day: int, hour: int, minute: int = 0, month: int = 6) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=LONDON)


def read(hints: Hints = HINTS, **fields: object) -> tuple[Times, tuple[str, ...]]:
    return draft_times(Draft(title="Neighbourhood forum", **fields), hints)  # type: ignore[arg-type]


def test_an_end_before_the_start_is_left_out() -> None:
    times, warnings = read(start="2027-06-16T09:30", end="2027-06-15T12:00")
    assert times.end is None
    assert "before the start" in warnings[0]
    words, said = read(date="16 June 2027", time="14:00 - 13:00")
    assert (words.end, words.grade) == (None, Grade.OPEN)
    assert "before the start" in said[0]


def test_an_unreadable_end_is_said() -> None:
    times, warnings = read(start="2027-06-16T09:30", end="late")
    assert times.end is None
    assert "the end in the mark-up" in warnings[0]


def test_an_end_far_away_is_a_placeholder_and_a_long_one_is_said() -> None:
    far, said = read(start="2027-06-16T09:30", end="2067-06-16T00:00")
    long, warned = read(start="2027-06-16T09:30", end="2028-06-16T12:00")
    assert far.end is None
    assert "placeholder" in said[0]
    assert long.end == datetime(2028, 6, 16, 12, tzinfo=LONDON)
    assert "series" in warned[0]


@pytest.mark.parametrize("end", ["2027-06-16", "2027-06-16T09:30", "2027-06-16T09:30:00+01:00", ""])
def test_no_real_end_is_none(end: str) -> None:
    assert read(start="2027-06-16T09:30", end=end)[0].end is None


def test_the_words_give_an_end_where_the_mark_up_has_only_its_day() -> None:
    times, _ = read(
        start="2027-06-16T09:30", end="2027-06-16", date="16 June 2027", time="9.30am - 1pm"
    )
    assert times.end == london(16, 13)


def test_another_end_in_the_words_is_said() -> None:
    times, warnings = read(
        start="2027-06-16T09:30", end="2027-06-16T12:00", date="16 June 2027", time="9.30am - 1pm"
    )
    assert times.end == london(16, 12)
    assert "ends at 12:00" in warnings[0]


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2027-06-16T09:30", "PT2H", london(16, 11, 30)),
        ("2027-06-16T09:30", "PT1H30M", london(16, 11)),
        ("2027-06-16T09:30", "P1D", london(17, 9, 30)),
        ("2027-06-16T09:30", "two hours", None),
        ("2027-06-16T09:30", "PT0S", None),
        ("2027-06-16", "P1D", None),
        ("2027-06-16", "P2D", date(2027, 6, 17)),
        ("2027-06-16", "P1W", date(2027, 6, 22)),
        ("16 June 2027 9.30am", "PT2H", london(16, 11, 30)),
    ],
)
def test_durations(start: str, duration: str, end: object) -> None:
    assert read(start=start, duration=duration)[0].end == end


def test_hours_are_counted_over_a_clock_change() -> None:
    times, _ = read(start="2027-03-27T23:00", duration="PT4H")
    assert isinstance(times.start, datetime)
    assert isinstance(times.end, datetime)
    assert times.end.astimezone(UTC) - times.start.astimezone(UTC) == timedelta(hours=4)
    assert times.end == datetime(2027, 3, 28, 4, tzinfo=LONDON)


def test_a_length_beyond_the_calendar_gives_no_end() -> None:
    assert read(start="9999-12-31T09:30", duration="P9999W")[0].end is None


def test_the_end_is_as_the_start_is() -> None:
    day, _ = read(date="16 June 2027", end="2027-06-17T12:00")
    assert (day.start, day.end) == (date(2027, 6, 16), date(2027, 6, 17))
    floating, _ = read(date="16 June 2027 10am IST", end="2027-06-16T12:00+01:00")
    assert floating.end == datetime(2027, 6, 16, 12)  # noqa: DTZ001  floating as its start


def test_moments_beyond_the_calendar_stay_in_it() -> None:
    times, _ = read(start="9999-12-31T23:30-08:00")
    assert isinstance(times.start, datetime)
    assert times.start.year == 9999


# ---------------------------------------------------------------- whole days


@pytest.mark.parametrize(
    ("start", "end", "last"),
    [
        ("2027-06-16", "2027-06-18", date(2027, 6, 18)),
        ("20270616", "20270616", None),
        ("2027-06-16T00:00", "2027-06-17T00:00", None),
        ("2027-06-16T00:00", "2027-06-16T23:59:59", None),
        ("2027-06-16T00:00:00Z", "2027-06-18T00:00:00Z", date(2027, 6, 17)),
        ("2027-06-16T00:00:00", "2027-06-16T24:00:00", None),
    ],
)
def test_whole_days_and_days_in_disguise(start: str, end: str, last: date | None) -> None:
    times, _ = read(start=start, end=end)
    assert (times.start, times.end, times.all_day, times.grade) == (
        date(2027, 6, 16),
        last,
        True,
        Grade.SURE,
    )


def test_all_day_said_in_so_many_words() -> None:
    times, _ = read(start="2027-06-16T09:00", end="2027-06-17T17:00", all_day=True)
    assert (times.start, times.end) == (date(2027, 6, 16), date(2027, 6, 17))


def test_a_clock_time_in_the_words_outweighs_all_day() -> None:
    times, _ = read(
        start="2027-06-16T00:00", end="2027-06-17T00:00", date="16 June 2027", time="10am - 4pm"
    )
    assert (times.start, times.end) == (london(16, 10), london(16, 16))


def test_the_words_give_the_last_day() -> None:
    assert read(start="2027-06-16", date="16-18 June 2027")[0].end == date(2027, 6, 18)
