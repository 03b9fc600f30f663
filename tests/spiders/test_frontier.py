"""What a visit fetches, in which order, within its budget."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalogue.draft import Draft
from spiders.frontier import MOST_CHECKS, MOST_LISTING_PAGES, Frontier


def urls(*numbers: int) -> list[str]:
    return [f"https://larkfield.example/e/{number}" for number in numbers]


def test_details_wait_for_all_listing_pages() -> None:
    frontier = Frontier(budget=20)
    assert frontier.take_listings(["a", "b"]) == ["a", "b"]
    frontier.add_details(urls(1, 2), [])
    assert frontier.close_listing() is None
    frontier.add_details(urls(2, 3), [])
    share = frontier.close_listing()
    assert share is not None
    assert share.now == urls(1, 2, 3)
    assert share.later == []


def test_each_page_is_asked_for_once() -> None:
    frontier = Frontier(budget=20)
    assert frontier.take_listings(["a", "a"]) == ["a"]
    assert frontier.take_listings(["a"]) == []
    assert frontier.take_alternates(["x", "x", "a"]) == ["x"]


def test_listing_pages_take_half_the_budget_at_most() -> None:
    frontier = Frontier(budget=10)
    assert len(frontier.take_listings(f"p{number}" for number in range(30))) == 5
    assert frontier.take_listings(["more"]) == []
    frontier.add_details(urls(*range(9)), [])
    for _ in range(4):
        assert frontier.close_listing() is None
    share = frontier.close_listing()
    assert share is not None
    assert (len(share.now), len(share.later)) == (5, 4)


def test_a_budget_of_one_page_is_spent_on_the_start() -> None:
    assert Frontier(budget=1).take_listings(["a", "b"]) == ["a"]


def test_endless_listings_end() -> None:
    frontier = Frontier(budget=500)
    taken = sum(len(frontier.take_listings([f"p{number}"])) for number in range(100))
    assert taken == MOST_LISTING_PAGES


def test_unknown_pages_come_first_and_known_ones_take_turns() -> None:
    seen: set[str] = set()
    for turn in range(12):
        frontier = Frontier(budget=5, known=set(urls(*range(8))), turn=turn)
        frontier.take_listings(["a"])
        frontier.add_details(urls(*range(10)), [])
        share = frontier.close_listing()
        assert share is not None
        assert share.now[:2] == urls(8, 9)
        assert len(share.now) == 4
        seen.update(share.now)
    assert seen == set(urls(*range(10)))


def test_drafts_about_detail_pages_are_withheld_until_the_page_says_nothing() -> None:
    frontier = Frontier(budget=5)
    card = Draft(title="Card", url=urls(1)[0] + "#top")
    other = Draft(title="Other", url="https://larkfield.example/")
    assert frontier.add_details(urls(1), [card, other]) == [other]
    assert frontier.take_cards(urls(1)[0]) == [card]
    assert frontier.take_cards(urls(1)[0]) == []


def test_drafts_of_one_listing_page_about_details_of_another_are_withheld() -> None:
    frontier = Frontier(budget=5)
    frontier.add_details(urls(1), [])
    card = Draft(title="Card", url=urls(1)[0])
    assert frontier.add_details(urls(2), [card]) == []
    assert frontier.take_cards(urls(1)[0]) == [card]


def test_a_redirect_to_a_page_of_this_visit_is_told() -> None:
    frontier = Frontier(budget=5)
    frontier.take_listings(["a"])
    assert frontier.is_elsewhere("x", "a")
    assert not frontier.is_elsewhere("a", "a")
    assert not frontier.is_elsewhere("x", "new")
    assert frontier.is_elsewhere("y", "new")


def test_other_pages_are_known() -> None:
    frontier = Frontier(budget=5)
    frontier.take_listings(["a"])
    frontier.add_details(urls(1, 2), [])
    assert frontier.others({urls(1)[0]}) == {"a", urls(2)[0]}


def test_a_few_lost_pages_are_looked_up_if_the_budget_allows() -> None:
    frontier = Frontier(budget=4)
    frontier.take_listings(["a"])
    frontier.add_details(urls(1), [])
    frontier.close_listing()
    lost = frontier.take_checks(urls(*range(9)))
    assert len(lost) == 2
    assert urls(1)[0] not in lost
    assert len(Frontier(budget=99).take_checks(urls(*range(9)))) == MOST_CHECKS


@given(
    st.integers(min_value=1, max_value=40),
    st.lists(st.integers(min_value=0, max_value=60), max_size=80),
    st.sets(st.integers(min_value=0, max_value=60)),
)
def test_no_more_than_the_budget_is_fetched_and_nothing_is_forgotten(
    budget: int, details: list[int], known: set[int]
) -> None:
    frontier = Frontier(budget=budget, known=set(urls(*known)))
    fetched = len(frontier.take_listings(["a"]))
    frontier.add_details(urls(*details), [])
    share = frontier.close_listing()
    assert share is not None
    assert fetched + len(share.now) <= budget
    assert sorted(share.now + share.later) == sorted(set(urls(*details)))
