"""Listings keep their value through JSON; errors and settings speak to people."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.config import load_config
from catalogue.draft import Evidence, locale_of
from catalogue.errors import SettingError, SourceError
from catalogue.listing import (
    Grade,
    Listing,
    Person,
    Place,
    Provenance,
    Reason,
    Session,
    Times,
    TopicMatch,
    listing_from_data,
    listing_to_data,
)

ZONES = st.sampled_from(["Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"])


@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)),  # noqa: DTZ001 (zone added below)
    ZONES,
)
def test_wall_clock_zone_and_instant_survive(wall: datetime, zone: str) -> None:
    start = wall.replace(tzinfo=ZoneInfo(zone))
    start = start.astimezone(UTC).astimezone(ZoneInfo(zone))  # a wall time that exists
    listing = Listing(title="x", url="https://a.example/", times=Times(start=start, zone=zone))
    back = listing_from_data(json.loads(json.dumps(listing_to_data(listing))))
    assert back == listing
    assert isinstance(back.times.start, datetime)
    assert back.times.start.replace(tzinfo=None) == start.replace(tzinfo=None)
    assert back.times.start.utcoffset() == start.utcoffset()


def test_days_floating_times_and_all_else_survive() -> None:
    listing = Listing(
        title="x",
        url="https://a.example/",
        times=Times(
            start=date(2027, 6, 1),
            end=date(2027, 6, 2),
            grade=Grade.NOTED,
            sessions=(Session(start=datetime(2027, 6, 1, 9)),),  # noqa: DTZ001 (floating on purpose)
        ),
        people=(Person(name="Jo Fenn", honours=("QPM",), is_chair=True),),
        topics=(
            TopicMatch(
                slug="drugs", score=3.5, why=(Reason(phrase="drugs", zone="title", weight=3),)
            ),
        ),
        provenance=(
            Provenance(source="s", source_key="k", url="u", seen=datetime(2027, 1, 1, tzinfo=UTC)),
        ),
        evidence=(("title", Evidence(reader="jsonld", where="script 1", text="x")),),
    )
    back = listing_from_data(listing_to_data(listing))
    assert back == listing
    assert back.times.all_day
    assert back.times.sessions[0].start == datetime(2027, 6, 1, 9)  # noqa: DTZ001 (floating on purpose)


def test_only_the_united_states_write_the_month_first() -> None:
    zones = ("America/Chicago", "US/Eastern", "America/Toronto", "Europe/London", None)
    assert [locale_of(zone) for zone in zones] == ["en-US", "en-US", "en-GB", "en-GB", "en-GB"]


def test_an_error_names_what_it_concerns() -> None:
    error = SourceError("Unknown key", source="harrowgate", field="sart", text="x y")
    assert str(error) == "Unknown key (source harrowgate, field sart, text 'x y')"


def test_a_bad_setting_names_its_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_PORT", "eighty")
    with pytest.raises(SettingError, match="MUSTER_PORT cannot be used"):
        load_config()
    monkeypatch.setenv("MUSTER_PORT", "8123")
    assert load_config().port == 8123


def test_a_place_in_one_line_says_nothing_twice() -> None:
    place = Place(name="Hall", address="1 High Street, York", town="York", postcode="YO1 1AA")
    assert place.line == "Hall, 1 High Street, York, YO1 1AA"
    assert Place(town="York").line == "York"
    assert Place().line == ""
