"""Phrases of pages in other languages than their source is set to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from catalogue.draft import Draft, Hints
from pipelines.when.drafts import draft_times
from pipelines.when.reader import read_when
from pipelines.when.vocabulary import spoken, told

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "text", "start", "end"),
    [
        (
            "it",
            "venerdì 30 settembre 2027, dalle ore 16 alle 19",
            "2027-09-30T16:00",
            "2027-09-30T19:00",
        ),
        ("it", "27 novembre 2027 dalle 10.30 alle 19", "2027-11-27T10:30", "2027-11-27T19:00"),
        ("it", "5 maggio 2027 alle ore 18", "2027-05-05T18:00", None),
        ("it", "dal 9 al 12 maggio 2027", "2027-05-09", "2027-05-12"),
        ("it", "9 e 10 maggio 2027", "2027-05-09", "2027-05-10"),
        ("it", "mar 11 mag 2027 ore 21", "2027-05-11T21:00", None),
        (
            "pt",
            "terça-feira, 11 de maio de 2027, das 14h às 16h",
            "2027-05-11T14:00",
            "2027-05-11T16:00",
        ),
        ("pt", "3 a 5 de junho de 2027", "2027-06-03", "2027-06-05"),
        ("fr", "le jeudi 7 octobre 2027 de 9h00 à 17h30", "2027-10-07T09:00", "2027-10-07T17:30"),
        ("de", "vom 8. bis 10. Oktober 2027", "2027-10-08", "2027-10-10"),
    ],
)
def test_phrases(locale: str, text: str, start: str, end: str | None) -> None:
    times = read_when(text, now=NOW, locale=locale)
    assert times.start is not None
    assert times.start.isoformat()[: len(start)] == start
    assert (times.end and times.end.isoformat()[: len(end or "")]) == end


def test_the_page_s_language_holds_where_the_words_are_of_it() -> None:
    assert spoken("15 et 16 mars 2027", "fr-FR", "en-GB") == "fr-FR"
    assert spoken("15 March 2027", "fr-FR", "en-GB") == "en-GB"
    assert spoken("15 et 16 mars 2027", "fr-FR", "de") == "de"  # somebody has thought about it
    assert spoken("15 et 16 mars 2027", "", "en-GB") == "en-GB"


def test_a_long_name_tells_the_language() -> None:
    assert told("giovedì 3 giugno") == "it"
    assert told("Life on Mars, 12 May 2027") is None
    assert told("") is None


@pytest.mark.parametrize(
    ("language", "date", "start", "end"),
    [
        ("fr", "15 et 16 mars 2027", "2027-03-15", "2027-03-16"),
        ("de", "22. und 23. April 2027", "2027-04-22", "2027-04-23"),
        ("", "venerdì 30 settembre 2027", "2027-09-30", None),
        ("en", "zaterdag 2 oktober 2027", "2027-10-02", None),
    ],
)
def test_drafts_of_a_page(language: str, date: str, start: str, end: str | None) -> None:
    draft = Draft(title="x", date=date, language=language)
    times, _ = draft_times(draft, Hints(now=NOW, zone="Europe/Paris"))
    assert str(times.start) == start
    assert (str(times.end) if times.end else None) == end
