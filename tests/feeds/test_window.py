"""Which listings a document holds on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from catalogue.listing import Listing, Status
from feeds.window import NEWEST, UPCOMING, calendar, newest
from tests.feeds.listings import (
    CANCELLED,
    EVERY,
    MULTI_DAY,
    OPEN,
    SESSIONS,
    TODAY,
    UNDATED,
    WINTER,
    instants,
)


def on(day: date, number: int = 0, end: date | None = None) -> Listing:
    return replace(WINTER, id=f"id-{number:05}", times=instants(day, end))


@pytest.mark.parametrize(("age", "stays"), [(0, True), (30, True), (31, False)])
def test_c20_past_events_stay_thirty_days(age: int, stays: bool) -> None:
    listing = on(TODAY - timedelta(days=age))
    assert calendar([listing], TODAY) == ([listing] if stays else [])


def test_c20_an_event_that_goes_on_stays() -> None:
    listing = on(TODAY - timedelta(days=90), end=TODAY)
    assert calendar([listing], TODAY) == [listing]
    assert calendar([SESSIONS], date(2027, 3, 12)) == [SESSIONS]
    assert calendar([SESSIONS], date(2027, 3, 13)) == []


def test_c20_the_next_thousand_and_all_that_have_begun() -> None:
    past = [on(TODAY - timedelta(days=n % 28 + 1), n) for n in range(50)]
    future = [on(TODAY + timedelta(days=n // 3), 100 + n) for n in range(1_100)]
    shown = calendar([*reversed(future), *past], TODAY)
    assert len(shown) == 50 + UPCOMING
    assert shown[-1] == future[UPCOMING - 1]
    assert set(shown[:50]) == set(past)


def test_calendars_hold_only_what_has_a_day() -> None:
    assert calendar([OPEN, UNDATED], TODAY) == []


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.POSTPONED])
@pytest.mark.parametrize("window", [newest, calendar])
@pytest.mark.parametrize(("age", "stays"), [(30, True), (31, False)])
def test_c11_cancelled_events_stay_thirty_days_after_their_date(
    window: type, status: Status, age: int, stays: bool
) -> None:
    listing = replace(CANCELLED, status=status)
    today = date(2026, 12, 8) + timedelta(days=age)
    assert window([listing], today) == ([listing] if stays else [])


def test_r13_feeds_keep_past_and_undated_events() -> None:
    old = on(date(2020, 1, 1))
    assert set(newest([old, UNDATED, MULTI_DAY], TODAY)) == {old, UNDATED, MULTI_DAY}
    undated = replace(UNDATED, status=Status.CANCELLED)
    assert newest([undated], TODAY) == [undated]


def test_r13_order_is_by_change_then_id() -> None:
    stamp = datetime(2026, 11, 1, tzinfo=UTC)
    same = [replace(WINTER, id=f"id-{n:03}", modified=stamp) for n in range(NEWEST + 20)]
    shown = newest(reversed(same), TODAY)
    assert [one.id for one in shown] == [f"id-{n:03}" for n in range(NEWEST)]
    stamps = [one.modified for one in newest(EVERY, TODAY) if one.modified]
    assert stamps == sorted(stamps, reverse=True)
