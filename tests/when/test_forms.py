"""Forms that sites print and a reader gets wrong: four digits, dashes, deadlines, now-dates, words of other lands."""

from __future__ import annotations

import pytest

from pipelines.when import answer

Row = tuple[str, str | None, str | None, str]
"""Text, start, end, flags in one string."""


def read(text: str, locale: str = "en-GB") -> dict[str, object]:
    return answer(
        {"text": text, "reference": "2027-03-01", "zone": "Europe/London", "locale": locale}
    )


FOUR_DIGITS: list[Row] = [
    ("the 24th day of July, 2027, at 7:00 o’clock p.m.", "2027-07-24T19:00", None, ""),
    ("24 July 2027, 7 o'clock P. M.", "2027-07-24T19:00", None, ""),
    ("24 July 2027 – 17 Uhr", "2027-07-24T17:00", None, ""),
    ("5 Sept 2029 - 18h30", "2029-09-05T18:30", None, ""),
    ("5 Sept 2029 - 1830hrs", "2029-09-05T18:30", None, ""),
    ("5 Sept 2029 - 2130", "2029-09-05T21:30", None, ""),
    ("21-Jun-2028 — 0930hrs", "2028-06-21T09:30", None, ""),
    ("Friday, 5 September 2028 - 1030", "2028-09-05T10:30", None, "weekday-mismatch"),
    ("5 September 2027 - 2130hrs", "2027-09-05T21:30", None, ""),
    ("12 June 1900 - 2030hrs", "2027-06-12T19:00", "2027-06-12T20:30", "year-inferred"),
    ("12 June 1900-2030", "2027-06-12T19:00", "2027-06-12T20:30", "year-inferred"),
    ("12 June 2027 1900-2030", "2027-06-12T19:00", "2027-06-12T20:30", ""),
    ("Thu 17 June '27 @ 1915", "2027-06-17T19:15", None, ""),
    ("1900, Thursday the 17th of June 2027", "2027-06-17T19:00", None, ""),
    ("1845 - Thursday 17 June 2027", "2027-06-17T18:45", None, ""),
    ("17 June 2027 (1345hrs)", "2027-06-17T13:45", None, ""),
    ("17 June 2027 (2 hrs)", "2027-06-17", None, ""),
    ("17 June 2027 - 2030", "2027-06-17T20:30", None, "pair-open"),
    ("17 June 2027, 1000 Brussels", "2027-06-17T10:00", None, "pair-open"),
    ("11 November 1945", None, None, "impossible-date"),
    ("24/7", None, None, ""),
    ("Sat 24/7", "2027-07-24", None, "year-inferred"),
]
RANGES: list[Row] = [
    ("Monday - Wednesday, 14-16 June", "2027-06-14", "2027-06-16", "year-inferred"),
    ("June 14 - 16, 1000 – 1730hrs", "2027-06-14T10:00", "2027-06-16T17:30", "year-inferred"),
    ("August 21 until 22\n9:00 AM–4:30 PM", "2027-08-21T09:00", "2027-08-22T16:30", "year-inferred"),
    ("Between 3 and 5 June 2027, 10am", "2027-06-03T10:00", "2027-06-05", ""),
    ("17 June 2027 (between 10am and 11.30am)", "2027-06-17T10:00", "2027-06-17T11:30", ""),
]  # fmt: skip
OTHER_DATES: list[Row] = [
    ("Book by 7 May 2027", "2027-05-07", None, "deadline-only"),
    ("Applications close 7 May 2027", "2027-05-07", None, "deadline-only"),
    ("Closing date: 7 May 2027 at 5pm", "2027-05-07T17:00", None, "deadline-only"),
    ("Registration closes 7 May 2027, event 9 June 2027", "2027-06-09", None, ""),
    ("10 June 2027 - now 17 June 2027", "2027-06-17", None, ""),
    ("Book now 10 June 2027", "2027-06-10", None, ""),
]
LANDS: list[tuple[str, Row]] = [
    ("cy-GB", ("10 Mehefin 2027, 1yp hyd 4yp", "2027-06-10T13:00", "2027-06-10T16:00", "")),
    ("cy-GB", ("10 Mehefin hyd 12 Mehefin 2027", "2027-06-10", "2027-06-12", "")),
    ("cy-GB", ("10 Hyd 2027", "2027-10-10", None, "")),
    ("cy-GB", ("Rhwng 10yb a 4yp, 1af Mehefin 2027", "2027-06-01T10:00", "2027-06-01T16:00", "")),
    ("cy-GB", ("Hanner nos, 10 Mehefin 2027", "2027-06-10T00:00", None, "midnight-side")),
    ("cy-GB", ("Hanner dydd, 10 Mehefin 2027", "2027-06-10T12:00", None, "")),
    ("de-DE", ("13. bis zum 14. Juni 2027", "2027-06-13", "2027-06-14", "")),
    ("de-DE", ("Einlass 18 Uhr, Beginn 19 Uhr", "T19:00", None, "")),
    ("de-DE", ("10. Juni 2027 um Mitternacht", "2027-06-10T00:00", None, "midnight-side")),
    ("de-DE", ("Anmeldeschluss: 5. Mai 2027", "2027-05-05", None, "deadline-only")),
    ("es-ES", ("10 de junio de 2027 a las 6 de la tarde", "2027-06-10T18:00", None, "")),
    ("es-ES", ("10 de junio de 2027, 9:30 de la mañana", "2027-06-10T09:30", None, "")),
    ("es-ES", ("10 de junio de 2027 al mediodía", "2027-06-10T12:00", None, "")),
    ("fr-FR", ("10 juin 2027 à 20 heures 30", "2027-06-10T20:30", None, "")),
    ("fr-FR", ("10 juin 2027 de 9 heures à 17 heures", "2027-06-10T09:00", "2027-06-10T17:00", "")),
    ("nl-NL", ("10 juni 2027, 13u30", "2027-06-10T13:30", None, "")),
    ("nl-NL", ("10 juni 2027 om 19u", "2027-06-10T19:00", None, "")),
    ("nl-NL", ("10 juni 2027, inloop vanaf 19.00 uur, start 19.30 uur", "2027-06-10T19:30", None, "")),
]  # fmt: skip


@pytest.mark.parametrize("row", [*FOUR_DIGITS, *RANGES, *OTHER_DATES])
def test_english(row: Row) -> None:
    text, start, end, flags = row
    got = read(text)
    assert (got["start"], got["end"], " ".join(got["why"])) == (start, end, flags)  # type: ignore[arg-type]


@pytest.mark.parametrize(("locale", "row"), LANDS)
def test_other_lands(locale: str, row: Row) -> None:
    text, start, end, flags = row
    got = read(text, locale)
    assert (got["start"], got["end"], " ".join(got["why"])) == (start, end, flags)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "9 June 2027 (6pm) and 10 June 2027 (2pm)",
        "9 June 2027 6pm & 10 June 2027 2pm",
        "9 June 2027: 6pm. 10 June: 2pm.",
    ],
)
def test_two_days_with_times_of_their_own_are_sessions(text: str) -> None:
    assert read(text)["sessions"] == [["2027-06-09T18:00", None], ["2027-06-10T14:00", None]]


@pytest.mark.parametrize(
    ("locale", "text", "rule"),
    [
        ("de-DE", "Jeden zweiten Dienstag im Monat", "FREQ=MONTHLY;BYDAY=2TU"),
        ("de-DE", "dienstags, 18 Uhr", "FREQ=WEEKLY;BYDAY=TU"),
        ("es-ES", "primer martes de cada mes", "FREQ=MONTHLY;BYDAY=1TU"),
        ("fr-FR", "Tous les mardis à 18h", "FREQ=WEEKLY;BYDAY=TU"),
        ("nl-NL", "iedere eerste dinsdag van de maand", "FREQ=MONTHLY;BYDAY=1TU"),
        ("nl-NL", "iedere dinsdag om 19.00 uur", "FREQ=WEEKLY;BYDAY=TU"),
    ],
)
def test_repetitions(locale: str, text: str, rule: str) -> None:
    got = read(text, locale)
    assert (got["rrule"], got["certain"]) == (rule, False)


@pytest.mark.parametrize(
    ("locale", "text", "status"),
    [
        ("cy-GB", "Wedi’i ganslo: 10 Mehefin 2027", "cancelled"),
        ("en-GB", "10 June 2027 - now 17 June 2027", "rescheduled"),
        ("es-ES", "Aplazado al 17 de junio de 2027", "rescheduled"),
        ("nl-NL", "Verplaatst naar 17 juni 2027", "rescheduled"),
    ],
)
def test_status(locale: str, text: str, status: str) -> None:
    assert read(text, locale)["status"] == status


MORE: list[Row] = [
    ("7 June 2028, £10", "2028-06-07", None, ""),
    ("7 June 2028 10£", "2028-06-07", None, ""),
    ("2027 Annual Conference: June 7-9", "2027-06-07", "2027-06-09", "year-inferred"),
    ("7 June 2027, 9am registration for 9.30am start, 4pm finish", "2027-06-07T09:30", "2027-06-07T16:00", ""),
]  # fmt: skip


@pytest.mark.parametrize("row", MORE)
def test_numbers_beside_a_date(row: Row) -> None:
    text, start, end, flags = row
    got = read(text)
    assert (got["start"], got["end"], " ".join(got["why"])) == (start, end, flags)  # type: ignore[arg-type]


def test_a_rule_with_only_its_last_day() -> None:
    got = read("Every Monday until 5 July 2027, 6pm")
    assert (got["start"], got["rrule"]) == ("T18:00", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270705")
    assert got["certain"] is False


DOORS: list[Row] = [
    ("1 June 2027 17:30-18:00 registration, 18:00-20:00 lecture", "2027-06-01T18:00", "2027-06-01T20:00", ""),
    ("1 June 2027: 09:00 Registration, 09:30 Welcome, 16:00 Close", "2027-06-01T09:30", "2027-06-01T16:00", ""),
    ("Tues 1 June 2027, 6pm (doors), 6.30pm (start)", "2027-06-01T18:30", None, ""),
    ("1 June 2027 10am (coffee from 9.30am)", "2027-06-01T10:00", None, ""),
    ("1 June 2027 | 19:00 (doors) - 22:00", "2027-06-01T19:00", "2027-06-01T22:00", ""),
]  # fmt: skip


@pytest.mark.parametrize("row", DOORS)
def test_doors_named_behind_their_time(row: Row) -> None:
    text, start, end, flags = row
    got = read(text)
    assert (got["start"], got["end"], " ".join(got["why"])) == (start, end, flags)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("(Eastern Daylight Time)", "America/New_York"),
        ("British Summer Time", "Europe/London"),
        ("Central European Summer Time", "Europe/Brussels"),
        ("Eastern", "America/New_York"),
        ("Central Library", "Europe/London"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("Europe/Africa desk", "Europe/London"),
    ],
)
def test_zones_in_words(words: str, zone: str) -> None:
    assert read(f"1 June 2027, 3pm {words}")["zone"] == zone


def test_the_eastern_time_of_australia() -> None:
    row: dict[str, object] = {
        "text": "7 June 2027 6pm Eastern Time",
        "reference": "2027-03-01",
        "zone": "Australia/Brisbane",
        "locale": "en-AU",
    }
    assert answer(row)["zone"] == "Australia/Brisbane"


@pytest.mark.parametrize(
    "text",
    ["9 June 2027 18:00 10 June 2027 14:00", "Starts 9 June 2027 6pm, ends 10 June 2027 2pm"],
)
def test_two_days_side_by_side_are_a_range(text: str) -> None:
    got = read(text)
    assert (got["start"], got["end"]) == ("2027-06-09T18:00", "2027-06-10T14:00")


def test_the_year_of_a_second_date_is_no_time() -> None:
    got = read("Starts: 2:30 pm on Sunday, June 7, 2015\nEnds: 4:00 pm on Sunday, June 7, 2015")
    assert (got["start"], got["end"]) == ("2015-06-07T14:30", "2015-06-07T16:00")


DOUBTS: list[Row] = [
    ("June 10–11 – London", "2027-06-10", "2027-06-11", "year-inferred"),
    ("2nd or 9th June 2027", "2027-06-09", None, "several-dates"),
    ("10 & 17 June 2027, 10am-12pm and 2pm-4pm", "2027-06-10T10:00", "2027-06-10T12:00", "several-times"),
    ("'16 June 2027'", "2027-06-16", None, ""),
    ("16 June '27 at 2000", "2027-06-16T20:00", None, ""),
    ("June '27", "2027-06", None, "month-only"),
]  # fmt: skip


@pytest.mark.parametrize("row", DOUBTS)
def test_what_may_mean_more(row: Row) -> None:
    text, start, end, flags = row
    got = read(text)
    assert (got["start"], got["end"], " ".join(got["why"])) == (start, end, flags)  # type: ignore[arg-type]
