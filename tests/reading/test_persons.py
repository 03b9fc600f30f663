"""A line names a person by its shape."""

from __future__ import annotations

import pytest

from spiders.reading.persons import is_name, names_person, persons_in, tells_affiliation
from spiders.reading.vocabulary import vocabulary

WORDS = vocabulary()


@pytest.mark.parametrize(
    "text",
    [
        "Amina Okafor",
        "Dr Amina Okafor OBE",
        "Cllr Ian de Vries",
        "Superintendent Lunt",
        "T. J. O'Hara",
    ],
)
def test_names(text: str) -> None:
    assert is_name(text, WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "Example Council",
        "Register Now",
        "the panel",
        "Amina",
        "Room 12",
        "Closing remarks",
        "Community Safety Partnerships",
    ],
)
def test_no_names(text: str) -> None:
    assert not is_name(text, WORDS)


def test_lines() -> None:
    assert names_person("Chair: Amina Okafor, Director", WORDS)
    assert not names_person("Panel discussion: what works?", WORDS)
    assert tells_affiliation("Head of Research", WORDS)
    assert not tells_affiliation("Vegetarian lunch", WORDS)
    assert persons_in("Amina Okafor; Joe Lunt", WORDS) == ("Amina Okafor", "Joe Lunt")
    told = ("Amina Okafor, Director, Example Trust", "Joe Lunt, Example Forum")
    assert persons_in(", and ".join(told), WORDS) == persons_in("; and ".join(told), WORDS) == told
    assert persons_in("Amina Okafor, Joe Lunt, and Mary Ek", WORDS) == (
        "Amina Okafor",
        "Joe Lunt",
        "Mary Ek",
    )
    assert persons_in("Amina Okafor, Director, and Head of Law", WORDS) == (
        "Amina Okafor, Director, and Head of Law",
    )
    assert persons_in("Amina Okafor, Director", WORDS) == ("Amina Okafor, Director",)
