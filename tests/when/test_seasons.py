"""Where clocks are changed at night only, a time of day needs no look at the season."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from pipelines.when.seasons import quiet, steady

CONTINENTS = ("Europe/", "America/")
ZONES = sorted(name for name in available_timezones() if name.startswith(CONTINENTS))


@pytest.mark.parametrize("part", range(8))
def test_no_clock_of_europe_or_america_was_changed_by_day(part: int) -> None:
    """From 6 to 21 hours every day has one offset; compared hour by hour on the days that have two."""
    assert len(ZONES) > 150
    for name in ZONES[part::8]:
        offset = ZoneInfo(name).utcoffset
        day = datetime.combine(date(1990, 1, 1), time(0))
        while day.year < 2040:
            if offset(day) != offset(day + timedelta(days=1)):
                assert len({offset(day.replace(hour=hour)) for hour in range(6, 22)}) == 1, (
                    name,
                    day,
                )
            day += timedelta(days=1)


def test_a_clock_that_changes_is_noticed() -> None:
    spring = date(2027, 3, 28)
    assert not steady("Europe/London", spring, time(1, 30))
    assert steady("Europe/London", spring, time(9, 30))
    assert steady("Asia/Tokyo", spring, time(1, 30))
    assert not steady(None, spring, time(9, 30))
    assert not steady("Pacific/Apia", date(2011, 12, 30), time(12))


def test_where_clocks_change_by_night_only() -> None:
    assert quiet("GMT Standard Time") == "Europe/London"
    assert quiet("Asia/Tokyo") is None
    assert quiet("nowhere") is None
