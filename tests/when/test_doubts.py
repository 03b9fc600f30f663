"""Phrases in which a number, a month or a day is easily taken for more, or for less, than it says."""

from __future__ import annotations

import pytest

from pipelines.when import answer

Row = tuple[str, str | None, str | None, str]
"""Text, start, end, flags in one string."""


def read(text: str, locale: str = "en-GB") -> dict[str, object]:
    return answer(
        {"text": text, "reference": "2027-03-01", "zone": "Europe/London", "locale": locale}
    )


def check(row: Row, locale: str = "en-GB") -> None:
    text, start, end, flags = row
    got = read(text, locale)
    assert (got["start"], got["end"], got["why"]) == (start, end, flags.split()), text


BARE_HOURS: list[Row] = [
    ("Wed 9 June, 10-4", "2027-06-09T10:00", "2027-06-09T16:00", "year-inferred ampm-inferred"),
    ("Wed 9 June 9-12", "2027-06-09T09:00", "2027-06-09T12:00", "year-inferred"),
    ("9 June 27, 9-12", "2027-06-09T09:00", "2027-06-09T12:00", ""),
    ("June 9, 9-12", "2027-06-09", None, "pair-open year-inferred"),
    ("9 June 2027, 9-12 Seminar", "2027-06-09T09:00", "2027-06-09T12:00", "pair-open"),
    ("9 June 2027, noon-2", "2027-06-09T12:00", "2027-06-09T14:00", ""),
    ("9 June 2027, noon till 1.30", "2027-06-09T12:00", "2027-06-09T13:30", ""),
    ("9 June 2027, midnight-2", "2027-06-09T00:00", "2027-06-09T02:00", "midnight-side"),
    ("9 June 2027, 1800 for 1830", "2027-06-09T18:30", None, ""),
    ("9 June 2027, 9am → 4pm", "2027-06-09T09:00", "2027-06-09T16:00", ""),
    ("9 June, 9-12 and 2-4", "2027-06-09T09:00", "2027-06-09T12:00", "year-inferred ampm-inferred"),
    ("June 9-11, 9-4", "2027-06-09", "2027-06-11", "pair-open year-inferred"),
    ("9 June 2027, until 8pm", "2027-06-09", None, "time-tbc"),
    ("9 June 2027, ends 8pm", "2027-06-09", None, "time-tbc"),
    ("9 June 2027, from 6", "2027-06-09T06:00", None, "ampm-inferred"),
    ("between 10 and 11.30am on 9 June 2027", "2027-06-09T10:00", "2027-06-09T11:30", ""),
    ("9 June 2027 10.a.m.", "2027-06-09T10:00", None, ""),
    ("9 June 2027, 6pm [1h 15m]", "2027-06-09T18:00", None, ""),
]
STREETS: list[Row] = [
    ("9 June 2027, 9-11 Lower Mill Lane", "2027-06-09", None, ""),
    ("9 June 2027, 6pm, 9-11 Lower Mill Lane", "2027-06-09T18:00", None, ""),
    ("Mill Lane 10-12, 9 June 2027, 6pm", "2027-06-09T18:00", None, ""),
    ("9 June 2027, 6pm - 9 Mill Street, Harbourton", "2027-06-09T18:00", None, ""),
]
NUMBERED: list[Row] = [
    ("Issue 9, June 2027", "2027-06", None, "month-only"),
    ("9 June 2027, 10-12 speakers", "2027-06-09", None, ""),
    ("9 June 2027, ages 8-12, 10am", "2027-06-09T10:00", None, ""),
    ("9 June 2027 for 2-3 days", "2027-06-09", None, ""),
    ("9 June 2027, time to be advised", "2027-06-09", None, "time-tbc"),
    ("Stand 12, 9 June 2027", "2027-06-12", None, "several-dates"),
    ("Court 8, 9 June 2027", "2027-06-08", "2027-06-09", "several-dates"),
    ("Court 8, Wednesday 9 June 2027", "2027-06-09", None, ""),
    ("Court sits on 8, 9 June 2027", "2027-06-08", "2027-06-09", ""),
]
WEEKDAYS: list[Row] = [
    ("Tuesday and Wednesday, 8 and 9 June 2027", "2027-06-08", "2027-06-09", ""),
    ("Wednesday 9 June - Fri 11", "2027-06-09", "2027-06-11", "year-inferred"),
    ("Wed 9 June 27 - Fri 11", "2027-06-09", "2027-06-11", ""),
    ("Wed, 9-Jun-27 17:00", "2027-06-09T17:00", None, ""),
    ("9/Jun/2027", "2027-06-09", None, ""),
    ("Wed-9 June 2027", "2027-06-09", None, ""),
    ("Monthly, next on 9 June 2027 at 2pm", "2027-06-09T14:00", None, ""),
    ("Monday to Wednesday 9 June 2027", "2027-06-09", None, "several-dates"),
]
MONTHS: list[Row] = [
    ("May - 9 June 2027", "2027-05", None, "month-only"),
    ("December - 9 January 2028", "2027-12", None, "month-only"),
    ("May 2026 to 9 June 2027", "2026-05", None, "month-only"),
    ("9 June - July 2027", "2027-06-09", None, "year-inferred month-only"),
    ("9 June 2027 – July 2027", "2027-06-09", None, "month-only"),
]
ENDS: list[Row] = [
    ("On now until 9 June 2027", None, "2027-06-09", ""),
    ("Posters of the constabulary, until 9 June 2027", None, "2027-06-09", ""),
    ("Weekly until 9 June 2027", None, "2027-06-09", ""),
    ("W/E 11 June 2027", "2027-W23", None, "period-only"),
    ("10am until 4pm, 9 June 2027", "2027-06-09T10:00", "2027-06-09T16:00", ""),
]
DOORS: list[Row] = [
    ("9 June 2027 (doors 6.30pm)", "2027-06-09T18:30", None, "doors-only"),
    ("9 June 2027, registration from 9am", "2027-06-09T09:00", None, "doors-only"),
    ("5.30pm drinks, 6pm talk, 9 June 2027", "2027-06-09T18:00", None, ""),
    ("9 June 2027, 4pm (arrive by 3.45pm)", "2027-06-09T16:00", None, ""),
    ("9 June 2027, 4pm; please arrive by 3.45pm", "2027-06-09T16:00", None, ""),
    ("Registration desk 8.30am; talks 9am, 9 June 2027", "2027-06-09T09:00", None, ""),
    ("Doors 6.30pm, 9 June 2027", "2027-06-09T18:30", None, "doors-only"),
    ("Registration required. 9 June 2027, 2pm", "2027-06-09T14:00", None, ""),
]
ANNOUNCED: list[Row] = [
    ("Save the date: 9 June 2027", "2027-06-09", None, ""),
    ("Save the date! More to come", None, None, "date-tbc"),
    ("Register before 2 June 2027 for our seminar on 9 June 2027", "2027-06-09", None, ""),
    ("Consultation closes 9 June 2027", "2027-06-09", None, "deadline-only"),
    (
        "Papers to be submitted by noon on Wednesday 9 June",
        "2027-06-09T12:00",
        None,
        "year-inferred deadline-only",
    ),
    ("9 June 2027, 5pm (abstracts due 1 April)", "2027-06-09T17:00", None, ""),
    ("Please tell us by 1 June: 9 June 2027, 5pm", "2027-06-09T17:00", None, ""),
    ("Last day to apply: 9 June 2027", "2027-06-09", None, "deadline-only"),
    ("Last reviewed 9 June 2026", "2026-06-09", None, "deadline-only"),
    ("Join us! Closing 9 June 2027", "2027-06-09", None, "deadline-only"),
    ("Closes: 9 June 2027", "2027-06-09", None, "deadline-only"),
    ("Opens 2 June 2027, closes 9 June 2027", "2027-06-02", "2027-06-09", ""),
    ("After 9 June 2027", "2027-06-09", None, "deadline-only"),
    ("Before 9 June 2027", "2027-06-09", None, "deadline-only"),
    ("9 June 2027, after 6pm", "2027-06-09T18:00", None, ""),
    ("Tickets on sale 9 June 2027", "2027-06-09", None, "deadline-only"),
    ("Bookings open 9 June 2027", "2027-06-09", None, "deadline-only"),
    ("Recorded on 9 June 2026", "2026-06-09", None, "deadline-only"),
    ("Date added: 9 June 2026", "2026-06-09", None, "deadline-only"),
    ("Press release, 9 June 2026", "2026-06-09", None, "deadline-only"),
    ("Ring 01632 960 123 between 9am and 5pm", None, None, ""),
    ("2pm to 4pm, telephone 01632 960 123", "T14:00", "T16:00", ""),
    ("Registration open until 9 June 2027", "2027-06-09", None, "deadline-only"),
]


@pytest.mark.parametrize(
    "row", BARE_HOURS + STREETS + NUMBERED + WEEKDAYS + MONTHS + ENDS + DOORS + ANNOUNCED, ids=str
)
def test_what_is_easily_misread(row: Row) -> None:
    check(row)


@pytest.mark.parametrize(
    ("locale", "text", "end"),
    [
        ("de-DE", "8./9.6.2027", "2027-06-09"),
        ("de-DE", "8. und 9.6.2027", "2027-06-09"),
        ("de-DE", "Halle 8 / 9.6.2027", None),
    ],
)
def test_a_day_that_shares_a_numeric_date(locale: str, text: str, end: str | None) -> None:
    check((text, "2027-06-08" if end else "2027-06-09", end, ""), locale)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("cy-GB", "Cyhoeddwyd ar 9 Mehefin 2027"),
        ("de-DE", "Stand: 09.06.2027"),
        ("de-DE", "Zuletzt aktualisiert: 9. Juni 2027"),
        ("de-DE", "Anmeldung möglich bis 09.06.2027"),
        ("es-ES", "Publicado el 9 de junio de 2027"),
        ("es-ES", "Plazo de solicitud: hasta el 9 de junio de 2027"),
        ("fr-FR", "Mis à jour le 9 juin 2027"),
        ("fr-FR", "Clôture des inscriptions : 9 juin 2027"),
        ("nl-NL", "Inschrijven kan tot en met 9 juni 2027"),
        ("nl-NL", "Gepubliceerd op 9 juni 2027"),
    ],
)
def test_days_of_publication_and_deadlines_in_other_languages(locale: str, text: str) -> None:
    check((text, "2027-06-09", None, "deadline-only"), locale)


def test_a_range_of_two_zones_is_the_one_of_the_source() -> None:
    check(
        (
            "15:00-16:30 CEST (14:00-15:30 BST), 9 June 2027",
            "2027-06-09T14:00",
            "2027-06-09T15:30",
            "",
        )
    )


@pytest.mark.parametrize(
    ("locale", "text", "end", "status"),
    [
        ("nl-NL", "t/m 9 juni 2027", "2027-06-09", None),
        ("cy-GB", "Wedi'i ohirio: 9 Mehefin 2027", None, "postponed"),
        ("cy-GB", "Wedi ei ganslo: 9 Mehefin 2027", None, "cancelled"),
    ],
)
def test_ends_and_states_in_other_languages(
    locale: str, text: str, end: str | None, status: str | None
) -> None:
    got = read(text, locale)
    assert (got["start"], got["end"]) == (None if end else "2027-06-09", end)
    assert got["status"] == status


@pytest.mark.parametrize(
    "text",
    [
        "Live broadcast, 9 June 2027, 7pm",
        "Tickets on sale now! 9 June 2027, 7pm",
        "Bookings open. 9 June 2027, 7pm",
        "Closing plenary, 9 June 2027, 7pm",
        "Peer reviewed papers: 9 June 2027, 7pm",
        "By popular demand again: 9 June 2027, 7pm",
        "After-work talk, 9 June 2027, 7pm",
    ],
)
def test_words_that_are_near_a_deadline_s(text: str) -> None:
    check((text, "2027-06-09T19:00", None, ""))
