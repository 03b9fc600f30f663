"""The format of an event by its own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.formats import read_format


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Annual Rural Policing Conference", "", "conference"),
        ("Rural Policing Conference: drafting workshop", "", "workshop"),
        ("FREE WEBINAR: Rural policing", "", "webinar"),
        (
            "Rural policing",
            "This timely symposium offers officers a day of talk. A webinar follows.",
            "conference",
        ),
        ("Police and Crime Panel meeting", "", "meeting"),
        ("Police and Crime Panel", "", None),
        ("Meeting the needs of victims", "", None),
        ("Round table on knife crime", "", "roundtable"),
        ("The Ada Field Memorial Lecture", "", "lecture"),
        ("Is stop and search fair? A panel discussion", "", "panel"),
        ("Victims first", "In the course of the day we ask why.", None),
        ("Training providers and the police", "", None),
        ("Custody officer training", "", "training"),
        ("Safer streets", "", None),
        (
            "Safer streets",
            "Crime rose. In that light this timely symposium will offer answers.",
            "conference",
        ),
        ("Safer streets", "Crime rose. A seminar was held in May.", None),
    ],
)
def test_formats(title: str, text: str, expected: str | None) -> None:
    assert read_format(title, text) == expected


@given(st.text(max_size=200), st.text(max_size=200))
def test_never_raises(title: str, text: str) -> None:
    assert read_format(title, text) is None or read_format(title, text)
