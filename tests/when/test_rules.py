"""The rules of the design, each with phrases of our own: what is read, and what is said to be in doubt."""

from __future__ import annotations

import pytest

from pipelines.when import answer

REFERENCE = "2027-03-01"
Case = tuple[str, str | None, str | None, str]
"""Text, start, end, flags in one string."""


def read(text: str, locale: str = "en-GB", zone: str | None = "Europe/London") -> dict[str, object]:
    return answer({"text": text, "reference": REFERENCE, "zone": zone, "locale": locale})


def check(case: Case, locale: str = "en-GB") -> dict[str, object]:
    text, start, end, flags = case
    got = read(text, locale)
    assert (got["start"], got["end"], " ".join(got["why"])) == (start, end, flags), text  # type: ignore[arg-type]
    return got


FULL: list[Case] = [
    ("Wednesday 16 June 2027", "2027-06-16", None, ""),
    ("16th June, 2027", "2027-06-16", None, ""),
    ("The 16th of June 2027", "2027-06-16", None, ""),
    ("June 16, 2027", "2027-06-16", None, ""),
    ("Wed, Jun 16, 2027 9:30 AM", "2027-06-16T09:30", None, ""),
    ("16-Jun-2027", "2027-06-16", None, ""),
    ("16 Jun '27", "2027-06-16", None, ""),
    ("2027 June 16", "2027-06-16", None, ""),
    ("16 June 2027 (Wednesday)", "2027-06-16", None, ""),
    ("2027-06-16T09:30", "2027-06-16T09:30", None, ""),
    ("2027/06/16", "2027-06-16", None, ""),
    ("Date: 16 June 2027 Time: 10:00 - 16:00", "2027-06-16T10:00", "2027-06-16T16:00", ""),
    ("10am to 4pm, 16 June 2027", "2027-06-16T10:00", "2027-06-16T16:00", ""),
    ("Wed 16 Jun 27 1:30 pm", "2027-06-16T13:30", None, ""),
]
ENDS: list[Case] = [
    ("16 June 2027 to 16 June 2027", "2027-06-16", None, ""),
    ("16-18 June 2027", "2027-06-16", "2027-06-18", ""),
    ("30 June – 2 July 2027", "2027-06-30", "2027-07-02", ""),
    ("16 and 23 June 2027 and 30 June", "2027-06-16", None, ""),
    ("16 June 2027 to 18 June", "2027-06-16", "2027-06-18", ""),
    ("7-9 June 2027, 10am", "2027-06-07T10:00", "2027-06-09", ""),
    ("1 January 2027 to 31 December 2027, 10am-4pm", "2027-01-01T10:00", "2027-12-31T16:00", ""),
    ("1-3 July 2027, 10am-5pm each day", "2027-07-01T10:00", "2027-07-03T17:00", ""),
    ("2nd of June 2027 until the 9th", "2027-06-02", "2027-06-09", ""),
    ("until 4pm", None, "T16:00", ""),
    ("until 30 June 2027", None, "2027-06-30", ""),
    ("Open until 5pm on 30 June 2027", None, "2027-06-30T17:00", ""),
    ("Open until 30 June 2027, 10am-5pm", None, "2027-06-30T17:00", ""),
    ("16 June 2027 00:00 - 23:59", "2027-06-16", None, ""),
    ("16 June 2027, 10am", "2027-06-16T10:00", None, ""),
    ("16 June 2027, 10am - 10am", "2027-06-16T10:00", None, ""),
    ("16 June 2027, 9am till late", "2027-06-16T09:00", None, ""),
]
YEARS: list[Case] = [
    ("Wednesday 16 June", "2027-06-16", None, "year-inferred"),
    ("16 June", "2027-06-16", None, "year-inferred"),
    ("Conference 2027: 16 June", "2027-06-16", None, "year-inferred"),
    ("Conference 2028: 16 June", "2027-06-16", None, "year-inferred year-far"),
    ("Strategy 2035 launch, 16 June", "2027-06-16", None, "year-inferred"),
    ("2 August at 10am 2027", "2027-08-02T10:00", None, ""),
    ("25 February", "2027-02-25", None, "year-inferred year-far"),
    ("20 February 2027 Saturday", "2027-02-20", None, ""),
    ("Monday 16 June", "2027-06-16", None, "year-inferred weekday-mismatch"),
    ("Friday 16 June", "2028-06-16", None, "year-inferred year-far"),
    ("29 February", "2028-02-29", None, "year-inferred year-far"),
    ("28 Dec - 2 Jan", "2027-12-28", "2028-01-02", "year-inferred"),
    ("30 Dec - 2 Jan 2028", "2027-12-30", "2028-01-02", ""),
]
WEEKDAYS: list[Case] = [
    ("Monday 16 June 2027", "2027-06-16", None, "weekday-mismatch"),
    ("31 June 2027", None, None, "impossible-date"),
    ("31 June", None, None, "impossible-date"),
    ("16 June 1815", "2027-06-16T18:15", None, "year-inferred"),
    ("Wednesday 15 Septmber 2027", "2027-09-15", None, "month-spelling"),
    ("16 Septmber 2027", "2027-09-16", None, "month-repaired"),
    ("Monday 16 Septmber 2027", "2027-09-16", None, "month-repaired weekday-mismatch"),
]
RANGES: list[Case] = [
    ("3 and 4 June 2027", "2027-06-03", "2027-06-04", ""),
    ("5/6 May 2027", "2027-05-05", "2027-05-06", ""),
    ("May 5/6 2027", "2027-05-05", "2027-05-06", ""),
    ("25/26 October 2027", "2027-10-25", "2027-10-26", ""),
    ("25 /26 October 2027", "2027-10-25", "2027-10-26", ""),
    ("Thursday and Friday, April 29/30", "2027-04-29", "2027-04-30", "year-inferred"),
    ("14-17.12.2027", "2027-12-14", "2027-12-17", ""),
    ("1/6/2027 - 3/6/2027", "2027-06-01", "2027-06-03", "order-locale"),
    ("Thu 3 June 2027 9am - Fri 4 June 2027 5pm", "2027-06-03T09:00", "2027-06-04T17:00", ""),
    ("between 27 and 29 June 2027", "2027-06-27", "2027-06-29", ""),
    ("2027-06-16 10:00 2027-06-17 16:00", "2027-06-16T10:00", "2027-06-17T16:00", ""),
    ("Concorde Hall 2 - Saturday 15th May 2027", "2027-05-15", None, ""),
    ("18 June 2027 to 16 June 2027", "2027-06-18", "2027-06-16", "end-before-start"),
    ("Set up 14 May 2027. Opening 16 June 2027", "2027-05-14", None, "several-dates"),
]
MERIDIEMS: list[Case] = [
    ("7-8.45pm", "T19:00", "T20:45", ""),
    ("10-1pm", "T10:00", "T13:00", ""),
    ("8-12am", "T20:00", "T00:00", ""),
    ("Starts 10am, ends 4pm", "T10:00", "T16:00", ""),
    ("opens 10am closes 4pm", "T10:00", "T16:00", ""),
    ("closes 4pm opens 10am", "T16:00", None, "several-times"),
    ("16 June 2027 opens 10am closes 4pm", "2027-06-16T10:00", "2027-06-16T16:00", ""),
    ("(Friday) 8:30 am", "T08:30", None, "weekday-only"),
    ("Two talks, at 2 pm and at 7 pm", "T14:00", None, "several-times"),
    ("9-5pm", "T09:00", "T17:00", ""),
    ("12-2.15pm", "T12:00", "T14:15", ""),
    ("7pm till 9.30", "T19:00", "T21:30", ""),
    ("10am - 4", "T10:00", "T16:00", ""),
    ("8pm - 12am", "T20:00", "T00:00", ""),
    ("16 June 2027, 6-8", "2027-06-16T06:00", "2027-06-16T08:00", "ampm-inferred"),
    ("16 June 2027, 9.30 - 4.30", "2027-06-16T09:30", "2027-06-16T16:30", "ampm-inferred"),
    ("16 June 2027, 9.30 - 11.30", "2027-06-16T09:30", "2027-06-16T11:30", ""),
    ("16 June 2027 at 7", "2027-06-16T07:00", None, "ampm-inferred"),
    ("half past six", "T18:30", None, "ampm-inferred"),
    ("quarter to eleven am", "T10:45", None, ""),
    ("12am - 2pm", "T00:00", "T14:00", "midnight-side"),
    ("16 June 2027 00:00", "2027-06-16T00:00", None, "midnight-side"),
    ("midnight", "T00:00", None, "midnight-side"),
    ("12 noon - 2pm", "T12:00", "T14:00", ""),
    ("12.00 noon", "T12:00", None, ""),
    ("1400hrs", "T14:00", None, ""),
    ("0930-1600", "T09:30", "T16:00", ""),
    ("16 June 2027 1900-2030", "2027-06-16T19:00", "2027-06-16T20:30", ""),
    ("7:00 PM 9:30 PM 19:00 21:30", "T19:00", "T21:30", ""),
    ("6 o'clock", "T06:00", None, "ampm-inferred"),
    ("600 PM", "T18:00", None, ""),
]
NIGHTS: list[Case] = [
    ("16 June 2027, 8pm - 1am", "2027-06-16T20:00", "2027-06-17T01:00", ""),
    ("31 December 2027, 21:00-00:30", "2027-12-31T21:00", "2028-01-01T00:30", ""),
    ("16 June 2027, 14:00 - 13:00", "2027-06-16T14:00", "2027-06-16T13:00", "end-before-start"),
    ("16 June 2027, 18:00 - 24:00", "2027-06-16T18:00", "2027-06-17T00:00", ""),
]
DOORS: list[Case] = [
    ("9am for 9.30am start", "T09:30", None, ""),
    ("Doors open at 6pm and talks begin at 6.30pm", "T18:30", None, ""),
    ("Doors 18:00 / Film 18:30", "T18:30", None, ""),
    ("Doors: 6pm Start: 6.30pm", "T18:30", None, ""),
    ("Doors 6pm - talk begins 6.30pm", "T18:30", None, ""),
    ("6pm (for 6.30pm start) until 8pm", "T18:30", "T20:00", ""),
    ("Registration from 9.00am, 9.30am - 4.30pm", "T09:30", "T16:30", ""),
    ("6-8pm (registration from 5.30pm)", "T18:00", "T20:00", ""),
    ("16 June 2027, 7pm. Doors open at 6.30pm", "2027-06-16T19:00", None, ""),
    ("Doors 6.30pm", "T18:30", None, "doors-only"),
    ("7, 14 and 21 June 2027, 10am, 2pm", "2027-06-07T10:00", None, "several-times"),
    ("7-9 June 2027, 10am-12pm and 2pm-4pm", "2027-06-07T10:00", "2027-06-09", "several-times"),
    ("16 June 2027, 9.30am coffee, 10am", "2027-06-16T10:00", None, ""),
]
STATES: list[tuple[str, str | None, str | None, str | None]] = [
    ("(Ended 21st May 2027)", None, "2027-05-21", "ended"),
    ("CANCELLED: 16 June 2027", "2027-06-16", None, "cancelled"),
    (
        "2pm, 16 June 2027 (rearranged from 9 June): CANCELLED",
        "2027-06-16T14:00",
        None,
        "cancelled",
    ),
    ("Postponed until further notice", None, None, "postponed"),
    ("POSTPONED - 16 June 2027", "2027-06-16", None, "postponed"),
    ("Postponed to 23 June 2027", "2027-06-23", None, "rescheduled"),
    ("Rescheduled from 16 June 2027 to 23 June 2027", "2027-06-23", None, "rescheduled"),
    ("New date: 23 June 2027 (was 16 June)", "2027-06-23", None, "rescheduled"),
    ("16 June 2027 (previously 9 June 2027)", "2027-06-16", None, "rescheduled"),
    ("16 June: CHANGED to 1.30pm", "2027-06-16T13:30", None, "rescheduled"),
    ("16 June: changed from 2pm to 1.30pm", "2027-06-16T13:30", None, "rescheduled"),
    ("16 June 2027, 2pm, venue TBC", "2027-06-16T14:00", None, None),
    ("16 June 2027, time TBC", "2027-06-16", None, None),
    ("16 June 2027 (date to be confirmed)", "2027-06-16", None, "tbc"),
    ("SOLD OUT - 16 June 2027", "2027-06-16", None, None),
    ("16 June 2027. Book by 1 June 2027.", "2027-06-16", None, None),
    ("Book by 1 June 2027", "2027-06-01", None, None),
]
PARTIALS: list[tuple[str, str, str]] = [
    ("June 2027", "2027-06", "month-only"),
    ("Mid-October 2027", "2027-10", "month-only"),
    ("June/July 2027", "2027-06", "month-only"),
    ("Autumn 2027", "2027-autumn", "period-only"),
    ("Winter 2027/28", "2027-winter", "period-only"),
    ("Q3 2027", "2027-Q3", "period-only"),
    ("2027 Q3", "2027-Q3", "period-only"),
    ("w/c 14 June 2027", "2027-W24", "period-only"),
    ("2027-W24", "2027-W24", "period-only"),
    ("2027", "2027", "period-only"),
    ("Late 2027", "2027", "period-only"),
]
ORDERS: list[tuple[str, str, str, str]] = [
    ("en-GB", "05/06/2027", "2027-06-05", "order-locale"),
    ("en-US", "05/06/2027", "2027-05-06", "order-locale"),
    ("en-US", "05.06.2027", "2027-05-06", "order-locale"),
    ("en-CA", "05/06/2027", "2027-06-05", "order-ambiguous"),
    ("en-GB", "21 / 06 / 2027", "2027-06-21", ""),
    ("de-DE", "21. 6. 2027", "2027-06-21", ""),
    ("en-GB", "21/06/2027", "2027-06-21", ""),
    ("en-GB", "06/21/2027", "2027-06-21", "order-forced"),
    ("en-GB", "06/06/2027", "2027-06-06", ""),
    ("de-DE", "05.06.2027", "2027-06-05", ""),
    ("en-GB", "2027-06-05", "2027-06-05", ""),
    ("en-GB", "Saturday 19.06", "2027-06-19", "year-inferred"),
    ("en-GB", "10.06 at 6.30pm", "2027-06-10T18:30", "year-inferred"),
    ("en-GB", "10.06", "T10:06", "pair-open"),
    ("en-GB", "9.10 - 11.30", "T09:10", ""),
    ("en-GB", "16 June 2027, 10.10", "2027-06-16T10:10", ""),
    ("en-GB", "10.10, 16 June 2027", "2027-06-16T10:10", ""),
    ("de-DE", "10.06 Treffen", "2027-06-10", "year-inferred"),
    ("de-DE", "Treffen 7 am Mittwoch, 9. Juni 2027", "2027-06-09", ""),
    ("en-GB", "6/16 7pm", "2027-06-16T19:00", "order-forced year-inferred"),
    ("de-DE", "am 26.08. zwischen 09.00 - 13.00 Uhr", "2027-08-26T09:00", "year-inferred"),
    ("en-US", "6/16 7pm", "2027-06-16T19:00", "year-inferred"),
    ("en-CA", "5/6 7pm", "2027-06-05T19:00", "order-ambiguous year-inferred"),
]
RULES: list[tuple[str, str | None, str | None, bool]] = [
    ("every second Tuesday", None, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", False),
    ("Every Tuesday, 6-7.30pm", "T18:00", "FREQ=WEEKLY;BYDAY=TU", False),
    ("third Tuesday of each month", None, "FREQ=MONTHLY;BYDAY=3TU", False),
    ("first and third Monday of the month", None, "FREQ=MONTHLY;BYDAY=1MO,3MO", False),
    ("Tuesday evenings, for 6 weeks", None, "FREQ=WEEKLY;BYDAY=TU;COUNT=6", False),
    ("Mondays to Fridays 9am-5pm", "T09:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", False),
    (
        "Thursdays, 3 June - 8 July 2027, 10am-12pm",
        "2027-06-03T10:00",
        "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270708",
        True,
    ),
    (
        "Weekly from 3 June to 8 July 2027",
        "2027-06-03",
        "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270708",
        True,
    ),
    ("Weekly", None, None, False),
    ("weekdays 9am-5pm", "T09:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", False),
    ("Daily at 10am", "T10:00", "FREQ=DAILY", False),
    (
        "Every Monday from 7 June 2027 to 28 June 2027, 18:00-19:30",
        "2027-06-07T18:00",
        "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270628",
        True,
    ),
]


@pytest.mark.parametrize("case", FULL, ids=str)
def test_rule_1_full_dates(case: Case) -> None:
    assert check(case)["certain"] is True


def test_rule_2_days_have_no_zone_and_moments_have_one() -> None:
    assert read("16 June 2027")["zone"] is None
    assert read("16 June 2027 10am")["zone"] == "Europe/London"
    assert read("16 June 2027")["all_day"] is True


@pytest.mark.parametrize("case", ENDS, ids=str)
def test_rule_3_ends_are_printed_or_absent(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", YEARS, ids=str)
def test_rule_4_missing_years(case: Case) -> None:
    assert check(case)["certain"] is not any(doubt in case[3] for doubt in ("far", "mismatch"))


@pytest.mark.parametrize("case", WEEKDAYS, ids=str)
def test_rule_5_weekdays_and_impossible_dates(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", RANGES, ids=str)
def test_rule_6_ranges_share_their_parts(case: Case) -> None:
    check(case)


@pytest.mark.parametrize(
    ("text", "sessions"),
    [
        (
            "3, 4 and 5 June 2027",
            [["2027-06-03", None], ["2027-06-04", None], ["2027-06-05", None]],
        ),
        (
            "10, 17 June and 1 July 2027, 10.00-12.00",
            [[f"2027-{day}T10:00", f"2027-{day}T12:00"] for day in ("06-10", "06-17", "07-01")],
        ),
        ("Mondays 7 and 14 June 2027", [["2027-06-07", None], ["2027-06-14", None]]),
        (
            "Mon 7 June 2027 - 10:00 to 12:00; Tue 15 June 2027 - 13:00 to 15:00",
            [["2027-06-07T10:00", "2027-06-07T12:00"], ["2027-06-15T13:00", "2027-06-15T15:00"]],
        ),
        (
            "Day 1: 7 June 2027, 10:00-12:00\nDay 2: 8 June 2027, 13:00-15:00",
            [["2027-06-07T10:00", "2027-06-07T12:00"], ["2027-06-08T13:00", "2027-06-08T15:00"]],
        ),
        (
            "7 June 2027, 10am-12pm and 2pm-4pm",
            [["2027-06-07T10:00", "2027-06-07T12:00"], ["2027-06-07T14:00", "2027-06-07T16:00"]],
        ),
        (
            "7-8 June 2027, 10am-12pm",
            [["2027-06-07T10:00", "2027-06-07T12:00"], ["2027-06-08T10:00", "2027-06-08T12:00"]],
        ),
        ("7 June 2027", None),
    ],
)
def test_rule_6_lists_are_sessions(text: str, sessions: object) -> None:
    assert read(text)["sessions"] == sessions


@pytest.mark.parametrize("case", MERIDIEMS, ids=str)
def test_rule_7_halves_of_the_day(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", NIGHTS, ids=str)
def test_rule_8_past_midnight(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", DOORS, ids=str)
def test_rule_9_doors_are_not_the_start(case: Case) -> None:
    check(case)


@pytest.mark.parametrize(("text", "start", "end", "status"), STATES)
def test_rule_12_states(text: str, start: str | None, end: str | None, status: str | None) -> None:
    got = read(text)
    assert (got["start"], got["end"], got["status"]) == (start, end, status)


@pytest.mark.parametrize(("text", "start", "flag"), PARTIALS)
def test_rule_13_less_than_a_day_is_never_certain(text: str, start: str, flag: str) -> None:
    got = read(text)
    assert (got["start"], got["why"], got["certain"], got["grade"]) == (
        start,
        [flag],
        False,
        "open",
    )


@pytest.mark.parametrize(("locale", "text", "start", "flags"), ORDERS)
def test_rule_14_order_of_day_and_month(locale: str, text: str, start: str, flags: str) -> None:
    got = read(text, locale)
    assert (got["start"], " ".join(got["why"])) == (start, flags)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "start", "rule", "certain"), RULES)
def test_rule_15_recurrence(text: str, start: str | None, rule: str | None, certain: bool) -> None:
    got = read(text)
    assert (got["start"], got["rrule"], got["certain"]) == (start, rule, certain)
