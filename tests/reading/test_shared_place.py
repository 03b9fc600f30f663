"""One sentence that says where all meetings of a list are held, and sentences that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.reading.shared_place import shared_place
from tests.reading.given import page, reading


def place(sentence: str) -> str:
    said = shared_place(page(f"<p>{sentence}</p>"))
    return said[0] if said else ""


@pytest.mark.parametrize(
    ("sentence", "where"),
    [
        (
            "All meetings are held at 6pm on the first Tuesday of the month at the Guildhall, 12 High St., Room 4.",
            "Guildhall, 12 High St., Room 4",
        ),
        (
            "The Riverside Board meets in the Moot Hall (14 Mill Lane, Anytown), unless otherwise stated.",
            "Moot Hall (14 Mill Lane, Anytown)",
        ),
        (
            "Meetings begin at 7:30 p.m., and take place at Watch Headquarters, 35 South Quay.",
            "Watch Headquarters, 35 South Quay",
        ),
        (
            "Commission meetings are held at the Weavers Company, located at 9 Loom Street, every month.",
            "Weavers Company, 9 Loom Street",
        ),
        (
            "The Panel holds its public meetings at the Corn Exchange, 2 Market Square.",
            "Corn Exchange, 2 Market Square",
        ),
        ("All meetings are held in the Board Room. The public is welcome.", "Board Room"),
    ],
)
def test_a_sentence_speaks_for_all(sentence: str, where: str) -> None:
    assert place(sentence) == where


@pytest.mark.parametrize(
    "sentence",
    [
        "All meetings are held at 6pm.",
        "Meetings are held in May and June every year.",
        "The next meeting will be held at the Guildhall, 12 High Street.",
        "The book fair is held at the Guildhall, 12 High Street.",
        "All meetings are held at the place specified below, in the building.",
        "Meetings of the board are held at 7 o'clock in person or online as listed.",
    ],
)
def test_other_sentences_say_nothing(sentence: str) -> None:
    assert place(sentence) == ""


@given(st.text(alphabet="meetings held at the Hall, 12.St(;:)\n ", max_size=400))
def test_any_words_are_answered(words: str) -> None:
    said = shared_place(page(f"<p>All meetings are held at {words}</p>"))
    assert said is None or 4 < len(said[0]) < 200


RULES = "<h3>Audit Committee</h3>{}<ul><li>12 May 2027</li><li>9 June 2027</li></ul>"


@pytest.mark.parametrize(
    ("rule", "where"),
    [
        ("<p>First Wednesday of the month, 3:00 PM, Room B, Moot Hall</p>", "Room B, Moot Hall"),
        ("<p>Meets at noon at the Weavers Hall, Lower Level</p>", "Weavers Hall, Lower Level"),
        ("<p>Time: 3:00 p.m.<br>Location: Moot Hall</p>", "Moot Hall"),
        ("<p>Meetings begin at 3:00 p.m. and are shown on local television.</p>", ""),
    ],
)
def test_the_line_with_the_hour_tells_the_place_of_its_meetings(rule: str, where: str) -> None:
    other = "<h3>Tree Panel</h3><p>Meetings begin at 6:00 p.m. in Room 9, Annexe</p><ul><li>14 May 2027</li></ul>"
    events = reading(f"<h1>Committees</h1>{RULES.format(rule)}{other}").drafts
    places = {draft.date: draft.place for draft in events}
    assert places["14 May 2027"] == "Room 9, Annexe"
    assert places["12 May 2027"] == places["9 June 2027"] == (where or "Room 9, Annexe")
