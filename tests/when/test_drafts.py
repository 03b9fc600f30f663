"""Mark-up and words of one Draft → Times: what confirms what, and what is said about it."""

from __future__ import annotations

from datetime import UTC, date, datetime
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


def test_the_seed_phrase() -> None:
    times, warnings = read(date="Tuesday, November 21st 2023", time="9:30 AM — 1:20 PM GMT")
    assert times.start == datetime(2023, 11, 21, 9, 30, tzinfo=LONDON)
    assert times.end == datetime(2023, 11, 21, 13, 20, tzinfo=LONDON)
    assert (times.zone, times.grade, times.certain, warnings) == (
        "Europe/London",
        Grade.SURE,
        True,
        (),
    )


def test_nothing_given_is_nothing_known() -> None:
    times, warnings = read()
    assert (times.start, times.end, times.grade, warnings) == (None, None, Grade.OPEN, ())


# ---------------------------------------------------------------- mark-up and words


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("2027-06-16T09:30:00+01:00", "9.30am"),
        ("2027-06-16T09:30", "9:30"),
        ("2027-06-16T08:30:00Z", "9.30am"),
        ("20270616T083000Z", "9.30am"),
        ("2027-06-16T10:30:00+0200", "9.30am"),
        ("1813134600", "9.30am"),
        ("2027-06-16T09:30:00+01:00[Europe/London]", ""),
        ("2027-06-16 09:30:00", ""),
    ],
)
def test_equal_is_sure(start: str, words: str) -> None:
    times, _ = read(start=start, date="Wednesday 16 June 2027", time=words)
    assert (times.start, times.grade, times.via) == (london(16, 9, 30), Grade.SURE, "iso")


def test_utc_written_without_z_takes_the_words_and_warns() -> None:
    times, warnings = read(
        start="2027-06-16T08:30", end="2027-06-16T12:00", date="16 June 2027", time="9.30am"
    )
    assert (times.start, times.end) == (london(16, 9, 30), london(16, 13))
    assert (times.grade, times.certain, times.why) == (Grade.NOTED, True, ("markup-repaired",))
    assert "UTC written without Z" in warnings[0]


@pytest.mark.parametrize("start", ["2027-06-16T09:30:00Z", "2027-06-16T09:30:00+02:00"])
def test_right_wall_and_wrong_offset_keep_the_wall(start: str) -> None:
    times, warnings = read(
        start=start, end=start.replace("09", "16"), date="16 June 2027", time="9.30am to 4.30pm"
    )
    assert (times.start, times.end) == (london(16, 9, 30), london(16, 16, 30))
    assert "offset" in warnings[0]


@pytest.mark.parametrize("start", ["2027-06-16", "20270616", "2027-06-16T00:00:00"])
def test_a_day_takes_the_time_of_the_words(start: str) -> None:
    times, warnings = read(start=start, date="16 June 2027", time="9.30am to 1pm")
    assert (times.start, times.end) == (london(16, 9, 30), london(16, 13))
    assert (times.grade, warnings) == (Grade.SURE, ())


def test_a_day_with_a_time_in_the_words_takes_the_end_of_the_mark_up() -> None:
    timed, _ = read(start="2027-06-16", end="2027-06-16T13:00", time="9.30am")
    days, _ = read(start="2027-06-16", end="2027-06-17", time="9.30am")
    assert (timed.end, days.end) == (london(16, 13), date(2027, 6, 17))


def test_a_last_day_at_midnight_ends_before_it_unless_the_words_print_it() -> None:
    for words, day in (("", 13), ("12 – 14 June 2027", 14), ("12 – 13 June 2027", 13)):
        times, _ = read(start="2027-06-12T00:00:00", end="2027-06-14T00:00:00", date=words)
        assert times.end == date(2027, 6, day)


def test_midnight_in_the_mark_up_is_no_time_when_the_words_print_none() -> None:
    times, _ = read(start="2027-06-16T00:00:00", date="16 June 2027")
    assert (times.start, times.zone) == (date(2027, 6, 16), None)


def test_other_hours_keep_the_mark_up_with_a_note() -> None:
    times, warnings = read(start="2027-06-16T09:30", date="16 June 2027", time="7pm")
    assert (times.start, times.grade, times.certain) == (london(16, 9, 30), Grade.NOTED, False)
    assert "the page prints 19:00" in warnings[0]


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("2027-06-16T09:30", "17 June 2027, 9.30am"),
        ("2027-06-16T09:30", "17 June 2027"),
        ("2027-06-16", "17 June 2027"),
    ],
)
def test_another_day_keeps_the_mark_up_and_stays_open(start: str, words: str) -> None:
    times, warnings = read(start=start, date=words)
    assert times.start in (london(16, 9, 30), date(2027, 6, 16))
    assert (times.grade, times.why) == (Grade.OPEN, ("day-disputed",))
    assert "2027-06-17" in warnings[0]


def test_a_day_and_a_clock_of_another_day() -> None:
    times, _ = read(start="2027-06-16", date="17 June 2027, 9.30am")
    assert (times.start, times.why) == (date(2027, 6, 16), ("day-disputed",))


def test_another_place_keeps_the_instant() -> None:
    times, warnings = read(start="2027-06-16T19:30:00-04:00", date="16 June 2027, 7.30pm")
    assert (times.start, times.why) == (london(17, 0, 30), ("offset-only",))
    assert "shown in Europe/London" in warnings[0]


@pytest.mark.parametrize(
    "words",
    [
        "Set up 14 May 2027. Opening 16 June 2027",
        "16 June 2027, 6-8",
        "16 June 2027, 5pm coffee, 6pm",
        "16 June 2027, midnight",
    ],
)
def test_the_mark_up_settles_what_the_words_leave_open(words: str) -> None:
    times, warnings = read(start="2027-06-16T18:00", date=words)
    assert (times.start, times.grade, warnings) == (london(16, 18), Grade.SURE, ())


def test_words_without_a_year_are_read_near_the_mark_up() -> None:
    times, _ = read(start="2024-06-19T14:00", date="Wednesday 19 June", time="2pm to 4pm")
    assert times.grade is Grade.SURE
    assert times.end == datetime(2024, 6, 19, 16, tzinfo=LONDON)


def test_the_zone_printed_in_the_words_holds() -> None:
    times, warnings = read(start="2027-06-16T19:30:00-04:00", time="7.30pm ET")
    assert (times.start, times.zone) == (
        datetime(2027, 6, 16, 19, 30, tzinfo=NEW_YORK),
        "America/New_York",
    )
    assert warnings == ()


def test_an_offset_alone_names_no_zone() -> None:
    times, warnings = read(start="2027-06-16T19:30:00-04:00")
    assert (times.start, times.zone) == (london(17, 0, 30), "Europe/London")
    assert "shown in Europe/London" in warnings[0]


@pytest.mark.parametrize(
    ("start", "zone", "grade"),
    [
        ("2027-06-16T19:30", None, Grade.NOTED),
        ("2027-06-16T19:30Z", "UTC", Grade.SURE),
        ("2027-06-16T19:30-08:00", "Etc/GMT+8", Grade.SURE),
        ("2027-06-16T19:30+05:30", "UTC", Grade.SURE),
    ],
)
def test_without_a_source_zone(start: str, zone: str | None, grade: Grade) -> None:
    times, _ = read(NOWHERE, start=start)
    assert isinstance(times.start, datetime)
    assert (times.zone, times.grade, times.start.tzinfo is None) == (zone, grade, zone is None)


def test_without_a_source_zone_a_printed_offset_keeps_its_wall_time() -> None:
    times, _ = read(NOWHERE, date="16 June 2027, 10am GMT-5")
    assert (times.start, times.zone) == (
        datetime(2027, 6, 16, 10, tzinfo=ZoneInfo("Etc/GMT+5")),
        "Etc/GMT+5",
    )


def test_words_without_a_zone_are_naive() -> None:
    times, _ = read(NOWHERE, date="16 June 2027, 10am")
    confirmed, _ = read(NOWHERE, start="2027-06-16T10:00", date="16 June 2027, 10am")
    assert times.start == confirmed.start == datetime(2027, 6, 16, 10)  # noqa: DTZ001  floating on purpose
    assert (times.why, confirmed.why) == (("zone-unknown",), ("zone-unknown",))


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/London", "Europe/London"),
        ("GMT Standard Time", "Europe/London"),
        ("america/new_york", "America/New_York"),
        ("/example.org/20270101_1/America/New_York", "America/New_York"),
        ('"Europe/Paris"', "Europe/Paris"),
    ],
)
def test_zones_named_beside_the_mark_up(name: str, zone: str) -> None:
    times, warnings = read(start="20270616T093000", zone=name)
    assert (times.zone, warnings) == (zone, ())
    assert times.start == datetime(2027, 6, 16, 9, 30, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize("name", ["1", "Europe/Germany", "UTC+0", "Customized Time Zone"])
def test_zones_that_name_none_are_read_in_the_source_zone(name: str) -> None:
    times, warnings = read(start="20270616T093000", zone=name)
    assert (times.start, times.zone) == (london(16, 9, 30), "Europe/London")
    assert "names no time zone" in warnings[0]
    assert "stays open" in read(NOWHERE, start="20270616T093000", zone=name)[1][0]


def test_malformed_mark_up_is_read_and_said() -> None:
    event, warnings = read(
        start="2027-6-16T10-10-00-00", end="2027-6-16T23-23-50-00", date="16 June", time="10:00 am"
    )
    assert (event.start, event.end) == (london(16, 10), None)
    assert len(warnings) == 2
    seconds, _ = read(start="2027-06-16T12:30:00:00+01:00", date="16 June 2027, 12:30 PM - 2:30 PM")
    assert (seconds.start, seconds.end) == (london(16, 12, 30), london(16, 14, 30))


@pytest.mark.parametrize(
    "start", ["soon", "2027-13-45T10:00", "20271345", "2027-06-16T99:00", "x" * 200]
)
def test_mark_up_that_cannot_be_read_is_said(start: str) -> None:
    times, warnings = read(start=start)
    assert (times.start, times.grade) == (None, Grade.OPEN)
    assert "cannot be read" in warnings[0]


def test_words_in_the_mark_up_are_read_as_words() -> None:
    times, warnings = read(start="June 16, 2027 9:30 am", end="June 16, 2027 4pm")
    assert (times.start, times.end, warnings) == (london(16, 9, 30), london(16, 16), ())
    alone, _ = read(start="16 June 2027 10am", end="2027-06-16T12:00")
    assert alone.end == london(16, 12)


# ---------------------------------------------------------------- clock changes


@pytest.mark.parametrize(
    ("start", "flag"), [("2027-03-28T01:30", "dst-gap"), ("2027-10-31T01:30", "dst-overlap")]
)
def test_hours_that_do_not_exist_or_come_twice(start: str, flag: str) -> None:
    times, _ = read(start=start)
    assert (times.why, times.grade) == ((flag,), Grade.OPEN)
    assert isinstance(times.start, datetime)
    assert (times.start.hour, times.start.minute) == (1, 30)


def test_an_offset_decides_an_hour_that_comes_twice() -> None:
    first, _ = read(start="2027-10-31T01:30+01:00")
    second, _ = read(start="2027-10-31T01:30+00:00")
    assert isinstance(first.start, datetime)
    assert isinstance(second.start, datetime)
    assert (first.start.fold, second.start.fold) == (0, 1)
    assert first.grade is second.grade is Grade.SURE


# ---------------------------------------------------------------- sessions and words


def test_sessions_of_the_mark_up() -> None:
    times, _ = read(sessions=(("2027-06-16T10:00", "2027-06-16T12:00"), ("2027-06-23T10:00", "")))
    assert (times.start, times.end, times.zone) == (london(16, 10), None, "Europe/London")
    assert [(one.start, one.end) for one in times.sessions] == [
        (london(16, 10), london(16, 12)),
        (london(23, 10), None),
    ]


def test_an_event_lasts_until_its_last_session_does() -> None:
    hours = ("4 June 2027, 10:00 to 12:30", "11 June 2027, 13:30 to 16:00")
    times, _ = read(
        date="4 June 2027 - 11 June 2027, 10:00 - 12:30", sessions=((hours[0], ""), (hours[1], ""))
    )
    assert [str(one)[:16] for one in (times.start, times.end)] == [
        "2027-06-04 10:00",
        "2027-06-11 16:00",
    ]
    longer, _ = read(
        start="2027-06-04T10:00", end="2027-06-30T12:00", sessions=((hours[0], ""), (hours[1], ""))
    )
    assert str(longer.end)[:16] == "2027-06-30 12:00"


def test_sessions_in_words_take_the_day_of_the_event() -> None:
    times, warnings = read(
        start="2027-06-16", sessions=(("10am", "12pm"), ("17 June 2027 2pm", "4pm"), ("lunch", ""))
    )
    assert [(one.start, one.end) for one in times.sessions] == [
        (london(16, 10), london(16, 12)),
        (london(17, 14), london(17, 16)),
    ]
    assert "1 sessions cannot be read" in warnings


def test_sessions_of_the_words_stay_beside_the_mark_up() -> None:
    times, _ = read(
        start="2027-06-07T10:00",
        date="7, 14 and 21 June 2027",
        time="10am - 12pm",
        end="2027-06-21T12:00",
    )
    assert len(times.sessions) == 3
    other, _ = read(start="2027-06-06T10:00", date="7, 14 and 21 June 2027", time="10am - 12pm")
    assert other.sessions == ()


def test_date_words_with_their_own_times_need_no_time_words() -> None:
    times, _ = read(date="16 June 2027, 10am - 4pm", time="doors open half an hour before")
    assert (times.start, times.end) == (london(16, 10), london(16, 16))
    repeated, _ = read(date="16 June 2027, 10am", time="10am")
    assert repeated.start == london(16, 10)


def test_the_reference_day_is_that_of_the_source() -> None:
    late = Hints(now=datetime(2027, 6, 16, 23, 30, tzinfo=UTC), zone="Europe/London")
    assert read(late, date="today")[0].start == date(2027, 6, 17)
    floating = Hints(now=datetime(2027, 6, 16, 23, 30), zone="Europe/London")  # noqa: DTZ001  no zone to move from
    assert read(floating, date="today")[0].start == date(2027, 6, 16)


def test_time_words_alone_are_partial() -> None:
    times, _ = read(time="10am - 4pm")
    assert (times.start, times.partial, times.grade) == (None, "T10:00", Grade.OPEN)


def test_the_rule_of_the_calendar_is_kept() -> None:
    assert read(start="2027-06-16T10:00", rrule="FREQ=WEEKLY")[0].rrule == "FREQ=WEEKLY"
    assert read(date="every Tuesday, 10am")[0].rrule == "FREQ=WEEKLY;BYDAY=TU"


def test_ambiguous_zone_letters_leave_the_moment_naive() -> None:
    times, _ = read(date="16 June 2027, 10am IST")
    assert isinstance(times.start, datetime)
    assert (times.start.tzinfo, times.zone, times.grade) == (None, None, Grade.OPEN)


def test_a_printed_offset_is_shown_in_the_sources_zone() -> None:
    times, _ = read(date="16 June 2027, 10am GMT-5")
    assert (times.start, times.zone, times.why) == (
        london(16, 16),
        "Europe/London",
        ("offset-only",),
    )
