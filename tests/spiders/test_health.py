"""Whether a run may be settled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.runs import RunState
from spiders.health import judge

GOOD = {"pages": 12, "listings": 10}


@pytest.mark.parametrize(
    ("stats", "history", "state", "words"),
    [
        (GOOD, [], "accepted", ""),
        (GOOD, [10, 11, 9], "accepted", ""),
        (GOOD, [18, 20, 22], "accepted", ""),
        (
            GOOD,
            [30, 20, 21, 22, 19],
            "aside",
            "Sharply fewer listings than usual: 10, where the last 5",
        ),
        ({"pages": 3, "listings": 1}, [4, 4, 4], "accepted", ""),
        ({"pages": 3, "listings": 4, "unchanged": 6}, [10, 10], "accepted", ""),
        (
            {"pages": 3},
            [10, 10],
            "aside",
            "No listings on 3 pages, where the last visits brought 10",
        ),
        ({"pages": 1}, [0, 3], "aside", "No listings on 1 page,"),
        ({"pages": 1}, [0, 0], "accepted", ""),
        (
            {"pages": 2},
            [],
            "failed",
            "No listings were found on 2 pages. Check `start` and `follow`",
        ),
        ({"pages": 2, "dropped": 3, "unreadable": 1}, [], "failed", "(4 could not be used)"),
        ({"failed": 4}, [10], "failed", "No page could be fetched: 4 pages failed"),
        ({}, [10], "failed", "No page was fetched"),
        ({**GOOD, "failed": 3}, [10], "accepted", ""),
        ({**GOOD, "lost": 2}, [10], "failed", "2 listings could not be written to the catalogue"),
        ({**GOOD, "challenge": 1}, [10], "aside", "1 page asked for a proof of being a person"),
        ({"challenge": 2, "failed": 2}, [], "aside", "2 pages asked for a proof"),
    ],
)
def test_runs_are_judged(stats: dict[str, int], history: list[int], state: str, words: str) -> None:
    found, reason = judge(stats, history)
    assert found == state
    assert words in reason
    assert bool(reason) == (found is not RunState.ACCEPTED)


COUNTS = st.dictionaries(
    st.sampled_from(["pages", "listings", "unchanged", "challenge", "failed", "dropped"]),
    st.integers(min_value=0, max_value=500),
)


@given(COUNTS, st.lists(st.integers(min_value=0, max_value=500), max_size=5))
def test_only_runs_with_pages_and_no_challenge_are_accepted(
    stats: dict[str, int], history: list[int]
) -> None:
    state, reason = judge(stats, history)
    assert state in (RunState.ACCEPTED, RunState.ASIDE, RunState.FAILED)
    if state is RunState.ACCEPTED:
        assert stats.get("pages", 0) > 0
        assert not stats.get("challenge")
        assert reason == ""
    else:
        assert reason.endswith(".")


def test_the_command_that_takes_a_run_in_names_its_source() -> None:
    _, reason = judge({"pages": 2}, [8, 8], name="kite")
    assert "`muster sources accept kite`" in reason
