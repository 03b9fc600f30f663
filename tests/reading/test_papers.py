"""Dates in the names of papers."""

from __future__ import annotations

import pytest

from spiders.reading import repeated
from tests.reading.given import page

NAMES = (
    "Dec.-10-2026-Agenda.pdf",
    "agenda_2027-01-14.docx",
    "Board%20Agenda%203%20June%202027.pdf",
)


def dates(body: str) -> list[str]:
    return [draft.date for draft in repeated.read(page(f"<h1>Board papers</h1>{body}"))]


def paper(name: str, words: str = "Agenda") -> str:
    return f"<p><a href='/up/2020/11/{name}'>{words}</a></p>"


def test_undated_agendas_get_the_date_of_their_file() -> None:
    body = "".join(paper(name) for name in NAMES)
    assert dates(body) == ["2026-12-10", "2027-01-14", "2027-06-03"]


def test_a_page_with_dates_of_its_own_is_believed() -> None:
    body = "<p>Next meeting: 3 June 2027</p>" + "".join(paper(name) for name in NAMES)
    assert dates(body) == ["3 June 2027"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Leaflet-May-2027.pdf", "Agenda"),
        ("3-June-2027.pdf", "Price list"),
        ("3-June-2027", "Agenda"),
    ],
)
def test_other_files_give_none(name: str, words: str) -> None:
    assert dates(paper(name, words)) == []
