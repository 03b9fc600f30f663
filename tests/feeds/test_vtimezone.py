"""VTIMEZONE: golden texts, and ten years of offsets through a reader that knows nothing but the component."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st

from feeds.vtimezone import FIRST_YEAR, LAST_YEAR, holds_for, vtimezone

LONDON = """\
BEGIN:VTIMEZONE
TZID:Europe/London
X-LIC-LOCATION:Europe/London
BEGIN:DAYLIGHT
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
DTSTART:19810329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
ZONES = (
    *("Europe/London", "Europe/Dublin", "Europe/Berlin", "America/New_York", "America/Halifax"),
    *("Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "Asia/Kolkata", "Asia/Tokyo"),
)


def test_london_is_golden() -> None:
    assert vtimezone("Europe/London") == LONDON.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("name", ZONES)
def test_a_reader_of_the_component_alone_agrees_for_ten_years(name: str, tmp_path: Path) -> None:
    component = vtimezone(name)
    assert component is not None
    # dateutil refuses the one X- property; everything else it takes as written.
    kept = [line for line in component.splitlines(keepends=True) if not line.startswith(b"X-")]
    path = tmp_path / "zone.ics"
    path.write_bytes(b"".join(kept))
    read, real = tzical(str(path)).get(name), ZoneInfo(name)
    noon = datetime(FIRST_YEAR, 1, 1, 12)  # noqa: DTZ001 (wall time on purpose)
    for days in range(0, 366 * (LAST_YEAR - FIRST_YEAR), 3):
        wall = noon + timedelta(days=days)
        assert wall.replace(tzinfo=read).utcoffset() == wall.replace(tzinfo=real).utcoffset()


@pytest.mark.parametrize(
    "name", ["Africa/Casablanca", "America/Nuuk", "Nowhere/Atall", "", "../../etc/passwd", "a\0b"]
)
def test_zones_without_a_yearly_rule_have_none(name: str) -> None:
    assert vtimezone(name) is None


def test_a_zone_that_keeps_its_offset_says_since_when() -> None:
    assert b"DTSTART:19700101T000000" in (vtimezone("Asia/Kolkata") or b"")
    assert b"DTSTART:2025" in (vtimezone("Asia/Almaty") or b"")


@given(st.text(max_size=40))
def test_no_name_raises(name: str) -> None:
    found = vtimezone(name)
    assert found is None or found.startswith(b"BEGIN:VTIMEZONE")


@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        (datetime(2027, 6, 1, 9, tzinfo=ZoneInfo("Europe/London")), True),
        (datetime(2027, 3, 28, 1, 30, tzinfo=ZoneInfo("Europe/London")), False),
        (datetime(2027, 10, 31, 1, 30, tzinfo=ZoneInfo("Europe/London")), True),
        (datetime(2027, 10, 31, 1, 30, fold=1, tzinfo=ZoneInfo("Europe/London")), False),
        (datetime(1990, 6, 1, 9, tzinfo=ZoneInfo("Europe/London")), False),
        (datetime(2027, 6, 1, 9, tzinfo=timezone(timedelta(hours=1))), False),
        (datetime(2027, 6, 1, 9, tzinfo=ZoneInfo("Africa/Casablanca")), False),
        (datetime(2027, 6, 1, 9, tzinfo=UTC), False),
    ],
    ids=["summer", "gap", "first pass", "second pass", "before", "offset", "no rule", "utc"],
)
def test_when_wall_time_and_name_are_enough(moment: datetime, holds: bool) -> None:
    assert holds_for(moment) is holds
