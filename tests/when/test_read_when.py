"""One phrase → Times: aware moments in the zone that holds."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from catalogue.listing import Grade
from pipelines.when import read_when

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def test_a_full_phrase_is_read_in_the_source_zone() -> None:
    times = read_when("Wednesday 16 June 2027, 9.30am - 1.20pm", now=NOW, zone="Europe/London")
    assert times.start == datetime(2027, 6, 16, 9, 30, tzinfo=LONDON)
    assert times.end == datetime(2027, 6, 16, 13, 20, tzinfo=LONDON)
    assert (times.zone, times.grade, times.certain) == ("Europe/London", Grade.SURE, True)


def test_days_are_dates_without_a_zone() -> None:
    times = read_when("16-18 June 2027", now=NOW, zone="Europe/London")
    assert (times.start, times.end, times.zone) == (date(2027, 6, 16), date(2027, 6, 18), None)
    assert times.all_day


def test_a_start_known_in_part_is_open() -> None:
    assert read_when("June 2027", now=NOW).partial == "2027-06"
    clock = read_when("10am - 4pm", now=NOW, zone="Europe/London")
    assert (clock.start, clock.partial, clock.grade) == (None, "T10:00", Grade.OPEN)


def test_without_a_zone_the_moment_is_naive_and_the_printed_zone_wins_over_the_sources() -> None:
    naive = read_when("16 June 2027 10am", now=NOW).start
    assert isinstance(naive, datetime)
    assert naive.tzinfo is None
    abroad = read_when("16 June 2027 10am ET", now=NOW, zone="Europe/London")
    assert abroad.zone == "America/New_York"
    assert "zone-region" in abroad.why


def test_an_iso_instant_is_shown_in_the_sources_zone() -> None:
    times = read_when("2027-06-16T10:00:00Z", now=NOW, zone="Europe/London")
    assert times.start == datetime(2027, 6, 16, 11, tzinfo=LONDON)
    assert (times.zone, times.why) == ("Europe/London", ("offset-only",))


def test_only_the_end_of_an_ended_event_is_known() -> None:
    times = read_when("(Ended 21st May 2027)", now=NOW, zone="Europe/London")
    assert (times.start, times.end, times.grade) == (None, date(2027, 5, 21), Grade.OPEN)
