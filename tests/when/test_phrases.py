"""Phrases that are no dates, in other languages, relative, or full of noise."""

from __future__ import annotations

import pytest

from pipelines.when import answer

NOTHING = [
    "", "Room 10.30", "£1,200 + VAT", "Level 3 Award", "SW1A 2AA", "24/7 support", "CPD hours: 6",
    "£45 - £60", "Grade 7-9", "9/11: twenty years on", "Police Act 1996", "COVID-19",
    "May be subject to change", "sandpaper 2.30.0", "Sun Street, London", "march for change", "773.508.5885",
    "on demand", "month by month", "1 in 4", "half past noon", "v9.30", "Room 5.6", "2027-06-16T25:00",
    "3 - 9/11 people", "20 am",
]  # fmt: skip


def read(text: str, locale: str = "en-GB") -> dict[str, object]:
    return answer(
        {"text": text, "reference": "2027-03-01", "zone": "Europe/London", "locale": locale}
    )


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_date_gives_none(text: str) -> None:
    got = read(text)
    assert (got["start"], got["end"], got["certain"], got["via"]) == (None, None, False, "")


@pytest.mark.parametrize(
    ("locale", "text", "start", "end"),
    [
        ("cy-GB", "Dydd Mawrth 9 Mawrth 2027", "2027-03-09", None),
        ("cy-GB", "Maw 9 Maw 2027", "2027-03-09", None),
        ("cy-GB", "9fed Mehefin 2027, 10yb tan 4yp", "2027-06-09T10:00", "2027-06-09T16:00"),
        ("cy-GB", "Dydd Iau 10 Mehefin 2027 10:00 i 12:00", "2027-06-10T10:00", "2027-06-10T12:00"),
        ("fr-FR", "Mercredi 9 juin 2027 à 14h", "2027-06-09T14:00", None),
        ("fr-FR", "du 9 au 11 juin 2027", "2027-06-09", "2027-06-11"),
        ("fr-FR", "1er février 2027 de 9h à 17h30", "2027-02-01T09:00", "2027-02-01T17:30"),
        ("de-DE", "Mi., 09.06.27, 18:00–20:00 Uhr", "2027-06-09T18:00", "2027-06-09T20:00"),
        ("de-DE", "vom 9.6. bis 11.6.2027", "2027-06-09", "2027-06-11"),
        ("de-DE", "21. bis 23. Juni 2027", "2027-06-21", "2027-06-23"),
        ("es-ES", "del 9 al 11 de junio de 2027", "2027-06-09", "2027-06-11"),
        (
            "es-ES",
            "miércoles 9 de junio de 2027 de 9:00 a 14:00 horas",
            "2027-06-09T09:00",
            "2027-06-09T14:00",
        ),
        ("nl-NL", "wo 9 juni 2027, 19.30 uur", "2027-06-09T19:30", None),
        ("nl-NL", "9 t/m 11 juni 2027", "2027-06-09", "2027-06-11"),
        ("pl-PL", "12 marca 2027", "2027-03-12", None),
    ],
)
def test_other_languages(locale: str, text: str, start: str, end: str | None) -> None:
    got = read(text, locale)
    assert (got["start"], got["end"], got["certain"]) == (start, end, True)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("tomorrow at 10am", "2027-03-02T10:00"),
        ("tonight, 7.30-9.30", "2027-03-01T19:30"),
        ("tonight at 6.30pm", "2027-03-01T18:30"),
        ("next Wednesday", "2027-03-03"),
        ("this Friday", "2027-03-05"),
    ],
)
def test_relative_words(text: str, start: str) -> None:
    assert read(text)["start"] == start


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("16\N{NO-BREAK SPACE}June\N{NO-BREAK SPACE}2027", "2027-06-16"),
        ("16<sup>th</sup> June 2027", "2027-06-16"),
        ("16 June&nbsp;2027", "2027-06-16"),
        ("16 th June 2027", "2027-06-16"),
        ("16^th June 2027", "2027-06-16"),
        ("İ 16 June 2027", "2027-06-16"),
        ("１６ June ２０２７", "2027-06-16"),
        ("1\N{ZERO WIDTH SPACE}6 June 2027", "2027-06-16"),
        ("Wed16Jun2027 Meeting", "2027-06-16"),
        ("16June 2027", "2027-06-16"),
        ("16 June 2027 â\x80\x93 Â£5", "2027-06-16"),
    ],
)
def test_noise_is_looked_through(text: str, start: str) -> None:
    assert read(text)["start"] == start
