"""Pages in Welsh and other languages: dates, clock times, places, days of posting."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from catalogue.draft import Hints
from spiders.reading.abroad import MONTHS
from spiders.reading.answer import read
from spiders.reading.calendars import ENGLISH, calendar_of, elsewhere
from spiders.reading.datelike import find_all, find_dates, find_times, is_date
from spiders.reading.lines import Lines

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


def drafts(body: str, language: str) -> list[tuple[str, str, str, str]]:
    page = f"<html lang='{language}'><head><title>x</title></head><body>{body}</body></html>"
    found = read(page.encode(), "https://forum.example/x", Hints(now=NOW, zone="Europe/Berlin"))
    return [(one.title, one.date, one.time, one.place) for one in found.drafts]


@pytest.mark.parametrize(
    ("text", "days", "clocks"),
    [
        ("Paris, 15 et 16 mars 2027", ["15 et 16 mars 2027"], []),
        ("vom 8. bis 10. Oktober 2027", ["8. bis 10. Oktober 2027"], []),
        ("Dienstag, 23. Mai, um 19.30 Uhr", ["Dienstag, 23. Mai"], ["19.30 Uhr"]),
        (
            "mercoledì 11 aprile 2027 alle ore 9.30.",
            ["mercoledì 11 aprile 2027"],
            ["alle ore 9.30"],
        ),
        ("dalle ore 16 alle 19 in sala", [], ["dalle ore 16 alle 19"]),
        ("los días 11 y 12 de junio de 2027", ["11 y 12 de junio de 2027"], []),
        ("donderdag 9 november vanaf 10.30 u.", ["donderdag 9 november"], ["10.30 u"]),
        ("12 de março de 2027, das 14h às 16h", ["12 de março de 2027"], ["14h às 16h"]),
        ("30. Okt. 2027", ["30. Okt. 2027"], []),
        ("1er juin 2027 à 18h30", ["1er juin 2027"], ["18h30"]),
        ("17.07.2027", ["17.07.2027"], []),
        (
            "Dydd Mawrth 16 Mawrth 2027, 10yb - 12.30yp",
            ["Mawrth 16 Mawrth 2027"],
            ["10yb - 12.30yp"],
        ),
        ("12 i 14 Gorffennaf 2027 am 6yh", ["12 i 14 Gorffennaf 2027"], ["6yh"]),
    ],
)
def test_dates_and_clock_times(text: str, days: list[str], clocks: list[str]) -> None:
    dates, times = find_all(Lines([text]), month_first=False, calendar=elsewhere())
    assert [text[mark.start : mark.end] for mark in dates.get(0, [])] == days
    assert [text[mark.start : mark.end] for mark in times.get(0, [])] == clocks


def test_the_calendar_goes_by_the_language_of_the_page() -> None:
    assert calendar_of("de-AT") is calendar_of("fr") is elsewhere()
    assert calendar_of("en-GB") is calendar_of("") is calendar_of("pl") is ENGLISH
    assert sorted(set(MONTHS.values())) == list(range(1, 13))


def test_words_without_a_page_are_known_by_a_long_name() -> None:
    assert find_dates("venerdì 30 settembre 2027")[0][2:] == (9, 30, 2027)
    assert [mark.end for mark in find_times("19 Uhr")] == [6]
    assert is_date("5 mars 2027")
    assert not find_dates("10 agosti")
    assert not find_dates("life on Mars, in so many words")


def test_a_conference_told_in_french() -> None:
    body = (
        "<h1>Le port et la nuit</h1><p>Publié le mercredi 16 décembre 2026 par Anne Leroy</p><p>Le Centre du port, en"
        " partenariat avec l'Institut des quais, organise vendredi 22 janvier 2027 un colloque sur le port.</p>"
        "<p>La loi du 24 juillet 2015 sera présentée.</p>"
    )
    assert drafts(body, "fr")[0][:2] == ("Le port et la nuit", "vendredi 22 janvier 2027")


def test_a_seminar_told_in_welsh() -> None:
    body = (
        "<h1>Seminar Diogelwch Glan yr Afon</h1><p>Cyhoeddwyd: 3 Tachwedd 2026</p><p>Dyddiad: 9 Rhagfyr 2027</p>"
        "<p>Amser: 9.30yb</p><p>Lleoliad: Canolfan Glan yr Afon</p>"
    )
    told = ("Seminar Diogelwch Glan yr Afon", "9 Rhagfyr 2027", "9.30yb", "Canolfan Glan yr Afon")
    assert drafts(body, "cy") == [told]


def test_a_debate_told_in_german_below_the_minute_of_its_posting() -> None:
    body = (
        "<span>18. Mai 2027 | 11.21 Uhr</span><h1>Wie sicher ist der Hafen?</h1><p>Die Runde am Dienstag, 25. Mai, um"
        " 19.30 Uhr im Hafenhaus Nord, Kaistraße 6 ist hochkarätig besetzt.</p><p>Der Eintritt ist frei.</p>"
    )
    title, date, _, place = drafts(body, "de")[0]
    assert (title, date) == ("Wie sicher ist der Hafen?", "Dienstag, 25. Mai, um 19.30 Uhr")
    assert place.startswith("Hafenhaus Nord")


def test_labels_in_other_languages() -> None:
    body = "<h1>Hafenrunde</h1><p>Wann: 24. November 2027 um 19:30</p><p>Wo: Gasthof zum Anker</p>"
    assert drafts(body, "de") == [
        ("Hafenrunde", "24. November 2027 um 19:30", "19:30", "Gasthof zum Anker")
    ]


def test_a_page_without_a_language_is_looked_through_when_it_has_no_english_date() -> None:
    body = "<h1>Havendag</h1><p>zaterdag 5 oktober 2027, 13:00 - 17:00 uur</p>"
    page = f"<html><body>{body}</body></html>".encode()
    found = read(page, "https://forum.example/x", Hints(now=NOW)).drafts
    assert [one.date for one in found] == ["zaterdag 5 oktober 2027, 13:00 - 17:00"]


@pytest.mark.parametrize(
    ("lines", "language", "place"),
    [
        (
            "<p>22. April 2027, 10:00 Uhr<br>Stadthalle Nordheim<br>Hafenplatz 1</p>",
            "de",
            "Stadthalle",
        ),
        ("<p>03 au 05 juin 2027 Université du Port (Suisse)</p>", "fr", "Université du Port"),
        ("<p>Bruxelles, Musée du port, 13 juin 2027</p>", "fr", "Bruxelles, Musée du port"),
        (
            "<p>El acto se celebrará el 3 de junio de 2027 en el salón de grados de la Facultad.</p>",
            "es",
            "salón de",
        ),
    ],
)
def test_places(lines: str, language: str, place: str) -> None:
    found = drafts(f"<h1>Hafen und Recht</h1>{lines}", language)
    assert found[0][3].startswith(place)
