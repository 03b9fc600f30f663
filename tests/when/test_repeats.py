"""Drafts with a rule → single Drafts; Drafts that replace an occurrence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from catalogue.draft import Draft, Hints
from pipelines.when import draft_times, occurrences, without_overridden
from pipelines.when.repeats import CAP

HINTS = Hints(now=datetime(2027, 3, 1, 9, tzinfo=UTC), zone="Europe/London")
WEEKLY = Draft(
    title="Ward panel",
    source_key="panel-1",
    start="20270302T183000",
    end="20270302T200000",
    zone="GMT Standard Time",
    rrule="FREQ=WEEKLY;COUNT=6",
)


def starts(draft: Draft, hints: Hints = HINTS) -> list[str]:
    return [one.start for one in occurrences(draft, hints)]


def test_a_draft_without_a_rule_is_itself() -> None:
    draft = replace(WEEKLY, rrule="")
    assert occurrences(draft, HINTS) == (draft,)


def test_the_wall_clock_stays_over_a_change() -> None:
    made = occurrences(WEEKLY, HINTS)
    assert [one.start for one in made] == [
        f"2027-{day}T18:30" for day in ("03-02", "03-09", "03-16", "03-23", "03-30", "04-06")
    ]
    assert made[-1].end == "2027-04-06T20:00"
    times, _ = draft_times(made[-1], HINTS)
    assert isinstance(times.start, datetime)
    assert times.start.astimezone(UTC) == datetime(2027, 4, 6, 17, 30, tzinfo=UTC)


def test_each_has_its_key_its_series_and_no_rule() -> None:
    first = occurrences(WEEKLY, HINTS)[0]
    assert (first.source_key, first.series, first.rrule) == ("panel-1#20270302T1830", "panel-1", "")
    assert first.zone == "Europe/London"
    kept = occurrences(
        replace(WEEKLY, series="all-panels", source_key="", url="https://force.example/p"), HINTS
    )
    assert (kept[0].source_key, kept[0].series) == (
        "https://force.example/p#20270302T1830",
        "all-panels",
    )


def test_days_repeat_as_days() -> None:
    made = occurrences(
        replace(WEEKLY, start="20270302", end="20270303", zone="", rrule="FREQ=MONTHLY;COUNT=2"),
        HINTS,
    )
    assert [(one.start, one.end, one.source_key) for one in made] == [
        ("2027-03-02", "2027-03-03", "panel-1#20270302"),
        ("2027-04-02", "2027-04-03", "panel-1#20270402"),
    ]


def test_excluded_and_added_dates() -> None:
    draft = replace(
        WEEKLY,
        exdates=("20270309T183000", "20270330T173000Z", "20270316", "nonsense"),
        rdates=("20270303T183000", "20270304T183000/PT1H"),
    )
    assert starts(draft) == [
        f"2027-{day}T18:30" for day in ("03-02", "03-03", "03-04", "03-23", "04-06")
    ]


def test_added_dates_alone() -> None:
    assert starts(replace(WEEKLY, rrule="", rdates=("20270309T183000",))) == [
        "2027-03-02T18:30",
        "2027-03-09T18:30",
    ]


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("FREQ=WEEKLY;UNTIL=20270316", 3),
        ("FREQ=WEEKLY;UNTIL=20270316T183000Z", 3),
        ("FREQ=WEEKLY;UNTIL=20270316T182900", 2),
        ("RRULE:FREQ=WEEKLY;COUNT=2;", 2),
        ("freq=weekly;count=2", 2),
        ("FREQ=MONTHLY;BYDAY=1TU;COUNT=3", 3),
        ("FREQ=WEEKLY;UNTIL=20261231", 0),
    ],
)
def test_rules_end(rule: str, count: int) -> None:
    assert len(starts(replace(WEEKLY, rrule=rule))) == count


def test_the_window_and_the_cap() -> None:
    old = replace(WEEKLY, start="20200107T183000", end="", rrule="FREQ=WEEKLY")
    dates = starts(old)
    assert dates[0] == "2027-02-02T18:30"
    assert dates[-1] == "2028-03-28T18:30"
    assert occurrences(old, HINTS)[0].end == ""
    daily = occurrences(replace(old, rrule="FREQ=DAILY"), HINTS)
    assert len(daily) == CAP
    assert "more than" in daily[0].warnings[-1]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=HOURLY", "more often than daily"),
        ("FREQ=SECONDLY;COUNT=3", "more often than daily"),
        ("COUNT=3", "more often than daily"),
        ("FREQ=DAILY;INTERVAL=0", "cannot be read"),
        ("FREQ=DAILY;BYHOUR=1,2,3", "cannot be read"),
        ("FREQ=DAILY;BYEASTER=1", "cannot be read"),
        ("FREQ=WEEKLY;BYDAY=XX", "cannot be read"),
        ("FREQ=WEEKLY\nRRULE:FREQ=DAILY", "cannot be read"),
        ("every week", "cannot be read"),
    ],
)
def test_other_rules_are_refused(rule: str, words: str) -> None:
    made = occurrences(replace(WEEKLY, rrule=rule), HINTS)
    assert len(made) == 1
    assert (made[0].rrule, made[0].start, made[0].source_key) == ("", WEEKLY.start, "panel-1")
    assert words in made[0].warnings[-1]


def test_a_rule_that_never_matches_ends() -> None:
    assert starts(replace(WEEKLY, rrule="FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5")) == []


def test_weeks_and_leap_years_come_back_right() -> None:
    leap = replace(WEEKLY, start="20240229T183000", end="", rrule="FREQ=YEARLY")
    far = Hints(now=datetime(2028, 2, 1, tzinfo=UTC), zone="Europe/London")
    assert starts(leap, far) == ["2028-02-29T18:30"]
    weeks = replace(
        WEEKLY, start="20270104T100000", end="", rrule="FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO"
    )
    assert starts(weeks, far) == ["2028-01-03T10:00", "2029-01-01T10:00"]


def test_a_first_date_of_another_century_is_refused() -> None:
    made = occurrences(replace(WEEKLY, start="18500101T100000", rrule="FREQ=YEARLY"), HINTS)
    assert "cannot be read" in made[0].warnings[-1]


def test_an_unreadable_start_is_shown_once() -> None:
    made = occurrences(replace(WEEKLY, start="Tuesdays"), HINTS)
    assert len(made) == 1
    assert "start cannot be read" in made[0].warnings[0]


@pytest.mark.parametrize(
    ("start", "zone", "source", "first", "holds"),
    [
        ("20270302T183000Z", "", "Europe/London", "2027-03-02T18:30", "Europe/London"),
        ("20270302T183000Z", "", None, "2027-03-02T18:30", "UTC"),
        ("2027-03-02T18:30:00-08:00", "", None, "2027-03-02T18:30", "Etc/GMT+8"),
        ("20270302T183000", "", None, "2027-03-02T18:30", ""),
        ("20270302T183000Z", "America/New_York", None, "2027-03-02T13:30", "America/New_York"),
    ],
)
def test_the_zone_that_holds(
    start: str, zone: str, source: str | None, first: str, holds: str
) -> None:
    made = occurrences(replace(WEEKLY, start=start, zone=zone), Hints(now=HINTS.now, zone=source))
    assert (made[0].start, made[0].zone) == (first, holds)


@pytest.mark.parametrize(
    "value",
    [
        "20270330T183000",
        "20270330T173000Z",
        "20270330",
        "20270330T1830",
        "2027-03-30T18:30:00+01:00",
    ],
)
def test_overridden_occurrences_are_dropped(value: str) -> None:
    override = replace(WEEKLY, source_key=f"panel-1#{value}", start="20270331T190000", rrule="")
    kept = without_overridden([*occurrences(WEEKLY, HINTS), override])
    assert len(kept) == 6
    assert kept[-1] == override
    assert "panel-1#20270330T1830" not in [one.source_key for one in kept[:-1]]


def test_other_keys_override_nothing() -> None:
    made = occurrences(WEEKLY, HINTS)
    others = [
        replace(WEEKLY, rrule="", source_key=key)
        for key in ("panel-2#20270330T183000", "panel-1", "panel-1#soon")
    ]
    odd = replace(made[0], source_key="panel-1#moved")
    floating = occurrences(replace(WEEKLY, zone=""), Hints(now=HINTS.now))
    assert without_overridden([*made, odd, *others, *floating]) == (*made, odd, *others, *floating)
