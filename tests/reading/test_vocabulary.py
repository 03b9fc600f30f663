"""Labels are matched whole, after affixes; a source's own come on top."""

from __future__ import annotations

import pytest

from spiders.reading.vocabulary import FIELDS, vocabulary


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Date of Event:", "date"),
        ("Who Should Attend?", "audience"),
        ("Our Keynote Speakers", "speakers"),
        ("Speakers include", "speakers"),
        ("What you’ll learn", "objectives"),
        ("WHERE?", "venue"),
        ("Who’s it for?", "audience"),
        ("Price (ex VAT)", "price"),
        ("Address (Community, Ward)", ""),
        ("Dates for your diary", ""),
        ("", ""),
        ("x" * 300, ""),
    ],
)
def test_field_of(words: str, field: str) -> None:
    assert vocabulary().field_of(words) == field


def test_own_labels() -> None:
    words = vocabulary((("Held at", "venue"), ("colour", "no such field")))
    assert words.field_of("Held at:") == "venue"
    assert words.field_of("Colour") == ""
    assert vocabulary().field_of("Held at") == ""


def test_every_label_has_a_field_a_reader_knows() -> None:
    words = vocabulary()
    assert set(words.fields.values()) <= FIELDS
    assert all(label == label.lower().strip() for label in words.fields)
