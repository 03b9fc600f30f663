"""Titles: telling words, editions, marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.titles import edition_of, editions_differ, plain_words, read_title, table


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Farm thefts", ("farm", "theft")),
        ("Disrupting farms", ("disrupt", "farm")),
        ("FARM THEFTS!", ("farm", "theft")),
        ("Farm & field", ("farm", "field")),
        ("Farm and field", ("farm", "field")),
        ("The farmer’s year", ("farmer", "year")),
        ("Free webinar: farms (sold out) | Tickets", ("farm",)),
        ("[ONLINE] Farms - fully booked", ("farm",)),
        ("Farms (Ended 21st Nov 2023)", ("farm",)),
        ("Farms on 3 June 2027", ("farm",)),
        ("Farms, June 3rd", ("farm",)),
        ("Tackling VAWG", ("tackl", "violence", "against", "women", "girl")),
        ("ANPR17 and BWV", ("anpr", "17", "body", "worn", "video")),
        ("Café policing", ("cafe", "polic")),
        ("Farms #rural #farming", ("farm",)),
        ("Farm farms FARM", ("farm",)),
        ("Annual Conference 2027", ("annual", "conference")),
        ("", ()),
        ("¡!", ()),
    ],
)
def test_telling_words(title: str, words: tuple[str, ...]) -> None:
    assert read_title(title).words == words


@pytest.mark.parametrize(
    ("title", "edition"),
    [
        ("Farm Conference 2027", {"year:2027"}),
        ("3rd Annual Farm Conference", {"nth:3rd"}),
        ("Third annual farm conference", {"nth:3rd"}),
        ("First responders", set()),
        ("Farms in the 21st century", set()),
        ("Farms on 21st June 2027", set()),
        ("Farms, part two", {"part:2"}),
        ("Farms (Part 2)", {"part:2"}),
        ("Farms, Part II", {"part:2"}),
        ("Module 4: farms", {"module:4"}),
        ("Farm Act: one year on", {"years:1"}),
        ("Farm Act: 1 year on", {"years:1"}),
        ("Farms in the 2020s", set()),
        ("Plain farms", set()),
    ],
)
def test_editions(title: str, edition: set[str]) -> None:
    assert edition_of(title) == edition


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("Farms 2026", "Farms 2027", True),
        ("2nd Farm Day", "3rd Farm Day", True),
        ("3rd Farm Day 2026", "3rd Farm Day 2027", True),
        ("3rd Farm Day", "Farm Day 2027", False),
        ("Farms 2026 and 2027", "Farms 2027", False),
        ("Farms: one year on", "Farms: two years on", True),
        ("Farms part 1", "Farms part one", False),
        ("Farms", "Farms 2027", False),
    ],
)
def test_editions_that_contradict_each_other(one: str, other: str, differ: bool) -> None:
    assert editions_differ(edition_of(one), edition_of(other)) is differ
    assert editions_differ(edition_of(other), edition_of(one)) is differ


def test_marks_are_told() -> None:
    assert read_title("RESCHEDULED: Farms").moved
    assert read_title("Farms (new date)").moved
    assert not read_title("CANCELLED: Farms").moved
    assert read_title("Farms - livestream").streamed
    assert not read_title("Farms").streamed


@settings(deadline=None)  # the first call reads the word lists
@given(st.text(max_size=500))
def test_any_text_will_do_and_words_are_stable(text: str) -> None:
    first = read_title(text)
    assert all(first.words)
    assert len(set(first.words)) == len(first.words)
    assert set(read_title(text.upper()).words) == set(read_title(text.upper().upper()).words)


def test_a_very_long_title_is_cut() -> None:
    assert len(plain_words("farm " * 10_000)) == 80


def test_the_word_lists_are_lower_case_words_without_repetition() -> None:
    for name, key in [
        ("titles", "small"), ("titles", "generic"), ("venues", "small"), ("venues", "streets"),
        ("organisers", "common"), ("organisers", "bodies"), ("areas", "never"), ("areas", "ignored"),
        ("urls", "tracking"), ("urls", "tickets"),
    ]:  # fmt: skip
        words = table(name)[key]
        assert words == sorted(set(words)), (name, key)
        assert all(word == word.lower() for word in words)
