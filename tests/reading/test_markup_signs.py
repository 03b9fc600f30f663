"""What a source may hold is seen before its tree is walked."""

from __future__ import annotations

import pytest

from spiders.reading.markup_signs import signs_in
from tests.reading.given import page


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("<p itemscope itemtype='https://schema.org/Event'>", {"itemtype"}),
        ("<p typeof=schema:Event><p itemtype=x>", {"typeof", "itemtype"}),
        ("<script type='application/json'>if (typeof x == 1)</script>", set()),
    ],
)
def test_kinds_of_mark_up(source: str, kinds: set[str]) -> None:
    assert signs_in(source.encode()) == kinds


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('<p class="h-event">', {"hevent"}),
        ("<p class=vevent>", {"vevent"}),
        ("<body class='path-events vevents'>", set()),
        ('<a class="atc_event">', {"atc"}),
        ("<a href='https://www.addevent.com/x' class='addeventatc'>", {"addevent"}),
        ("<div id='tribe-events'>", {"tribe"}),
        ("<link href=/plugins/the-events-calendar/a.css>", {"tribe"}),
        ("<div class='eventlist'>", {"list"}),
        ("addEventListener, prevent", set()),
    ],
)
def test_names_with_event_in_them(source: str, names: set[str]) -> None:
    assert signs_in(source.encode()) == names


def test_labels_by_their_blocks() -> None:
    made = page("<h1>Roads seminar</h1><p>Venue: York</p><p>Words</p><p>When</p><p>3 June 2027</p>")
    assert {at: (one.field, one.value) for at, one in made.label_at.items()} == {
        1: ("venue", "York"),
        3: ("date", ""),
    }


def test_every_label_of_a_field_holds_a_sign() -> None:
    words = page("").words
    for label, field in words.fields.items():
        assert any(sign in label for sign in words.signs(field))
