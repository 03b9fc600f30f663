"""Which blocks of a page hold some words."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from spiders.reading.lines import Lines, first_within

WORDS = st.text(alphabet="abİKß ", max_size=6)


def lines(*texts: str) -> Lines:
    return Lines(texts)


def test_each_block_is_named_once_and_in_order() -> None:
    said = lines("Closed, closed", "Open", "A HOLIDAY", "closed")
    assert said.holding("holiday", "closed") == [0, 2, 3]
    assert said.holding("never") == []


@given(st.lists(WORDS, max_size=6), st.sampled_from(["a", "ab", "b", "k"]))
def test_signs_that_grow_in_lower_case_move_nothing(texts: list[str], word: str) -> None:
    wanted = [at for at, text in enumerate(texts) if word in text.lower()]
    assert lines(*texts).holding(word) == wanted


@given(st.lists(WORDS, max_size=6))
def test_lines_in_which_a_pattern_matches(texts: list[str]) -> None:
    wanted = [at for at, text in enumerate(texts) if re.search("a|Kß", text)]
    assert lines(*texts).matching(re.compile("a|Kß")) == wanted


def test_the_first_of_some_numbers_in_a_stretch() -> None:
    assert first_within([2, 5, 9], 3, 9) == 5
    assert first_within([2, 5, 9], 6, 9) == -1
    assert first_within([], 0, 9) == -1


def test_blocks_that_begin_in_some_way() -> None:
    said = lines("Venue: York", "See Venue: York", "when 3 June", "VENUE: Leeds")
    assert said.beginning(re.compile("\nvenue:")) == [0, 3]
