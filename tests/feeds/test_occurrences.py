"""What may enter a calendar, and as what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from catalogue.listing import Grade, Moment, Session, Status, Times
from feeds.occurrences import HOUR_ONLY, instant_of, is_called_off, last_day, occurrences
from pipelines.when.flags import FLAGS
from tests.feeds.listings import (
    LONDON,
    MULTI_DAY,
    NEW_YORK,
    OPEN,
    OPEN_HOUR,
    SESSIONS,
    UNDATED,
    WINTER,
    instants,
)

NOON = datetime(2027, 2, 1, 12, 0, tzinfo=LONDON)


def test_open_readings_stay_out() -> None:
    assert occurrences(OPEN) == ()
    assert occurrences(UNDATED) == ()
    assert occurrences(replace(OPEN, times=replace(OPEN.times, why=()))) == ()


@pytest.mark.parametrize("flag", sorted(flag for flag in HOUR_ONLY if FLAGS[flag][1] is Grade.OPEN))
def test_an_open_hour_is_a_whole_day(flag: str) -> None:
    times = Times(start=NOON, end=NOON.replace(hour=14), grade=Grade.OPEN, why=(flag,))
    (one,) = occurrences(replace(WINTER, times=times))
    assert (one.start, one.end, one.is_open) == (date(2027, 2, 1), None, True)


def test_an_open_reading_is_never_more_than_a_day_by_settled_flags() -> None:
    times = replace(instants(NOON), grade=Grade.OPEN, why=("time-tbc",))
    (one,) = occurrences(replace(WINTER, times=times))
    assert (one.start, one.is_open) == (date(2027, 2, 1), True)


def test_the_flags_are_those_of_the_reader() -> None:
    noted = {flag for flag, (_, grade) in FLAGS.items() if grade is not Grade.OPEN}
    assert noted <= HOUR_ONLY <= FLAGS.keys()


def test_the_old_date_of_a_postponed_event_is_cancelled_in_calendars() -> None:
    times = replace(instants(NOON), grade=Grade.OPEN, why=("postponed", "year-inferred"))
    listing = replace(WINTER, times=times, status=Status.POSTPONED)
    (one,) = occurrences(listing)
    assert (one.start, one.is_open) == (NOON, False)
    assert occurrences(replace(listing, status=Status.SCHEDULED)) == ()
    doubtful = replace(times, why=("postponed", "midnight-side"))
    (day,) = occurrences(replace(listing, times=doubtful))
    assert (day.start, day.is_open) == (date(2027, 2, 1), True)
    lost = replace(times, why=("postponed", "weekday-mismatch"))
    assert occurrences(replace(listing, times=lost)) == ()


def test_an_open_hour_beside_an_open_day_stays_out() -> None:
    times = replace(OPEN_HOUR.times, why=("midnight-side", "order-ambiguous"))
    assert occurrences(replace(OPEN_HOUR, times=times)) == ()
    without = replace(OPEN_HOUR.times, start=None)
    assert occurrences(replace(OPEN_HOUR, times=without)) == ()


def test_several_open_days_keep_their_end() -> None:
    times = replace(OPEN_HOUR.times, end=date(2027, 4, 22))
    (one,) = occurrences(replace(OPEN_HOUR, times=times))
    assert one.end == date(2027, 4, 22)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (NOON, None, (NOON, None)),
        (NOON, NOON, (NOON, None)),
        (NOON, NOON.replace(hour=11), (NOON, None)),
        (NOON, NOON.replace(hour=13), (NOON, NOON.replace(hour=13))),
        (NOON, date(2027, 2, 1), (NOON, None)),
        (NOON, date(2027, 1, 31), (NOON, None)),
        (NOON, date(2027, 2, 2), (date(2027, 2, 1), date(2027, 2, 2))),
        (NOON.replace(tzinfo=None), None, (date(2027, 2, 1), None)),
        (date(2027, 2, 1), NOON.replace(day=3), (date(2027, 2, 1), date(2027, 2, 3))),
        (date(2027, 2, 1), date(2027, 1, 1), (date(2027, 2, 1), None)),
        (date(2027, 2, 1), date(2027, 2, 1), (date(2027, 2, 1), None)),
    ],
)
def test_start_and_end_are_of_one_type(
    start: Moment, end: Moment | None, expected: tuple[Moment, Moment | None]
) -> None:
    (one,) = occurrences(replace(WINTER, times=instants(start, end)))
    assert (one.start, one.end) == expected


def test_a_changed_hour_keeps_the_key_of_a_session() -> None:
    keys = [one.session for one in occurrences(SESSIONS)]
    assert keys == ["20270203", "20270203-2", "20270210"]
    first, *rest = SESSIONS.times.sessions
    later = replace(first, start=datetime(2027, 2, 3, 10, 0, tzinfo=LONDON))
    times = replace(SESSIONS.times, sessions=(later, *rest))
    assert [one.session for one in occurrences(replace(SESSIONS, times=times))] == keys


def test_one_session_is_the_event_itself() -> None:
    times = replace(WINTER.times, sessions=(Session(start=NOON),))
    (one,) = occurrences(replace(WINTER, times=times))
    assert (one.start, one.session) == (WINTER.times.start, "")


def test_last_day_counts_sessions() -> None:
    assert last_day(SESSIONS) == date(2027, 2, 10)
    assert last_day(MULTI_DAY) == date(2027, 3, 4)
    assert last_day(UNDATED) is None


def test_moments_sort_by_instant() -> None:
    assert instant_of(date(2027, 2, 1)) == datetime(2027, 2, 1, tzinfo=UTC)
    assert instant_of(NOON.replace(tzinfo=None)) == datetime(2027, 2, 1, 12, tzinfo=UTC)
    assert instant_of(NOON) < instant_of(NOON.replace(tzinfo=NEW_YORK))


def test_called_off() -> None:
    assert [one for one in Status if is_called_off(one)] == [Status.POSTPONED, Status.CANCELLED]
