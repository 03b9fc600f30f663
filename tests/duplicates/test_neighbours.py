"""Pairs worth comparing: all that could match, each once, few on a full day, whatever the order."""

from collections.abc import Sequence
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.candidates import Candidate
from pipelines.likeness import THRESHOLD, score
from pipelines.neighbours import BUCKET, near_pairs
from pipelines.rarity import counted
from tests.duplicates.listings import candidate


def pairs(candidates: Sequence[Candidate]) -> list[tuple[str, str]]:
    """Keys of the two of each pair, in alphabetical order."""
    rarity = counted(one.words for one in candidates)
    found = []
    for one, other in near_pairs(candidates, rarity):
        left, right = sorted((candidates[one].key, candidates[other].key))
        found.append((left, right))
    return sorted(found)


def test_listings_of_one_day_meet_by_their_words() -> None:
    rows = [candidate("a"), candidate("b", title="Rural thefts"), candidate("c", title="Ponds")]
    assert pairs(rows) == [("a", "b")]
    assert pairs([candidate("a"), candidate("b", start="2027-06-17")]) == []


def test_an_address_is_enough() -> None:
    url = "https://x.example/1"
    assert pairs([candidate("a", url=url), candidate("b", url=url, title="Ponds")]) == [("a", "b")]


def test_a_long_event_meets_each_of_its_days_once() -> None:
    long = candidate("a", start="2027-06-15", end="2027-06-18")
    assert pairs([long, candidate("b", start="2027-06-15", end="2027-06-17")]) == [("a", "b")]
    assert pairs([candidate("b", start="2027-06-17"), long]) == [("a", "b")]


def test_moved_and_undated_ones_meet_across_dates() -> None:
    moved = candidate("m", title="RESCHEDULED: Rural thefts: protecting Northshire farms")
    later = candidate("n", start="2027-07-14")
    assert pairs([moved, later]) == pairs([later, moved]) == [("m", "n")]
    undated = [candidate("u", start=None), candidate("v", start=None)]
    assert pairs(undated) == [("u", "v")]


def test_a_full_day_costs_no_more_than_its_buckets() -> None:
    full = [candidate(f"n{n:03}", title="Ponds") for n in range(150)]
    assert len(pairs(full)) <= 150 * BUCKET


DAYS = st.sampled_from(["2027-06-16", "2027-06-16T09:30", "2027-06-17", None])
TITLES = st.sampled_from(
    ["Rural thefts", "Rural thefts: farms", "RESCHEDULED: rural thefts", "Farms", "Rural theftz"]
)
ROWS = st.lists(st.tuples(TITLES, DAYS, st.sampled_from(["", "2027-06-18"])), max_size=9)


@settings(deadline=None)  # the first call reads the word lists
@given(ROWS, st.randoms(use_true_random=False))
def test_what_matches_is_found_in_any_order(
    rows: list[tuple[str, str | None, str]], random: Random
) -> None:
    every = [
        candidate(f"c{n}", title=title, start=start, end=end, source=f"s{n}.example")
        for n, (title, start, end) in enumerate(rows)
    ]
    found = pairs(every)
    assert len(found) == len(set(found))
    rarity = counted(one.words for one in every)
    for one, other in combinations(every, 2):
        words = set(one.words) & set(other.words)
        enough = (
            1 if one.first_day == other.first_day is not None else 2
        )  # other dates are found by two words
        if len(words) >= enough and score(one, other, rarity).points >= THRESHOLD:
            assert tuple(sorted((one.key, other.key))) in found
    random.shuffle(every)
    assert pairs(every) == found
