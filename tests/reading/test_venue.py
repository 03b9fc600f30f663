"""Places from address lines, sentences and map links."""

from __future__ import annotations

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from spiders.reading import venue
from tests.reading.given import one, page

HEAD = "<h1>Safer Harbours Seminar</h1><p>9 June 2027, 2pm</p>"
TALK = "<p>Four talks on theft from small boats, and what a harbour police can do about it.</p>" * 6


def place(body: str) -> tuple[str, str]:
    """(place, address) of what the reader sees."""
    drafts = venue.read(page(body))
    return (drafts[0].place, drafts[0].address) if drafts else ("", "")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            "<p><b>Larch Auditorium</b></p><div>12 Quay Street, Suite 3, Port Ames, OH 44101</div>",
            "Larch Auditorium, 12 Quay Street, Suite 3, Port Ames, OH 44101",
        ),
        (
            "<p>Mariners Hall<br>7 Rope Walk<br>Kelby KE1 2AB</p>",
            "Mariners Hall, 7 Rope Walk, Kelby KE1 2AB",
        ),
        (
            "<h4>Custom House</h4><p>The Strand<br>Kelby, KE4 9ZZ</p>",
            "Custom House, The Strand, Kelby, KE4 9ZZ",
        ),
    ],
)
def test_name_above_address(lines: str, words: str) -> None:
    assert place(f"{HEAD}{TALK}{lines}")[0] == words


@pytest.mark.parametrize(
    "lines",
    [
        "<h3>Contact us</h3><p>7 Rope Walk<br>Kelby KE1 2AB</p>",
        "<p>Write to</p><p>Mariners Society<br>7 Rope Walk<br>Kelby KE1 2AB</p>",
        "<aside><p>Mariners Hall<br>7 Rope Walk<br>Kelby KE1 2AB</p></aside>",
        "<p>Registered charity, 7 Rope Walk, Kelby KE1 2AB</p>",
        "<p>KE1 2AB</p>",
    ],
)
def test_addresses_of_others(lines: str) -> None:
    assert place(f"{HEAD}{TALK}{lines}") == ("", "")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            "The seminar will be held in Room 4 on the 2nd floor of Port Hall, 121 N. Alder St., and starts at 2pm.",
            "Port Hall, 121 N. Alder St.",
        ),
        (
            "The panel meets at the Larch Trust Library, 14 Mill Road, Kelby KE1 2AB on 9 June 2027.",
            "Larch Trust Library, 14 Mill Road, Kelby KE1 2AB",
        ),
        (
            "It takes place in Chester House, 9 West Quay Road, Suite 12, Port Ames, OH 44101.",
            "Chester House, 9 West Quay Road, Suite 12, Port Ames, OH 44101",
        ),
    ],
)
def test_street_in_a_sentence(sentence: str, words: str) -> None:
    assert place(f"{HEAD}<p>{sentence}</p>")[0] == words


def test_street_without_a_name_is_an_address() -> None:
    said = place(f"{HEAD}<p>We will be meeting at 121 Alder Street, Port Ames, on Monday.</p>")
    assert said == ("", "121 Alder Street, Port Ames")


def test_what_follows_a_street_is_no_town() -> None:
    said = place(f"{HEAD}<p>Held at Port Hall, 121 Alder St. Written questions are welcome.</p>")
    assert said[0] == "Port Hall, 121 Alder St."


def test_the_fuller_words_of_the_same_place() -> None:
    body = (
        "<h1>Safer Harbours Seminar</h1><p>9 June 2027, 2pm</p><p>Venue: Mariners Hall</p>"
        f"{TALK}<p><b>Mariners Hall</b></p><p>7 Rope Walk, Kelby KE1 2AB</p>"
    )
    assert one(body).place == "Mariners Hall, 7 Rope Walk, Kelby KE1 2AB"


def test_location_heading_over_a_venue_heading() -> None:
    body = (
        f"{HEAD}{TALK}<h3>Location</h3><h3>Mariners Hall</h3><p>7 Rope Walk</p><p>Kelby, KE1 2AB</p>"
        "<h4>How to get there</h4>"
    )
    assert one(body).place == "Mariners Hall, 7 Rope Walk, Kelby, KE1 2AB"


def test_the_premises_of_an_agenda_are_no_venue() -> None:
    body = f"{HEAD}<p>Address: 8229 Fir Rd, 4000-4060 W. Elm, 7901 & 7931 Oak, 1100 Ash St</p>"
    assert "8229" not in one(body).place


@any_of(st.text(max_size=300))
def test_any_text(text: str) -> None:
    said = venue.read(page(f"<h1>Talk</h1><p>held at {text} 12 High Street</p><p>{text}</p>"))
    assert len(said) <= 1


def test_what_stands_beside_another_day_is_no_place_of_the_event() -> None:
    body = (
        "<h1>Budget hearing</h1><p>The budget hearing will be held on Wednesday, 9 June 2027 at 7 p.m.</p><aside>"
        "<h3>News</h3><ul><li>Leaf pick-up ends 3 May 2027</li></ul></aside>"
        "<p>Northmoor House, 4 Mill Road | Phone 01482 496000</p>"
    )
    draft = one(body)
    assert (draft.date, draft.place) == ("Wednesday, 9 June 2027 at 7 p.m.", "")
