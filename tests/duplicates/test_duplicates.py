"""Batches and the store's way: clusters, verdicts, review; quality on the labelled pairs at hand."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import duplicates
from pipelines.duplicates import RARITY, Candidate, best_event, match
from tests.duplicates.listings import BASE, candidate, row

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
Rows = list[dict[str, Any]]

CITIES = ("Leeds", "London", "Bristol")
ROADSHOW = [
    row(
        f"stop-{city}",
        source="org.example",
        url=f"https://org.example/{city}",
        venue=f"Hall, {city}",
    )
    for city in CITIES
]
MIXED = [
    BASE,
    row("b", title="Rural thefts"),
    row("c", title="Rural thefts - protecting Northshire farms | Tickets", start="2027-06-16"),
    row("d", start="2027-06-23T09:30"),
    row("e", title="RESCHEDULED: Rural thefts: protecting Northshire farms", start="2027-08-04"),
    row("f", title="Ponds and ditches", organiser="Pond Society"),
    row("g", title="Ponds & Ditches", organiser="", venue=None),
    row("h", title="Ponds & Ditches", organiser="", venue=None, start="2027-06-16T14:30"),
    row("i", title="Ponds & Ditches", organiser="", venue=None, start="2027-06-16"),
]


def groups(rows: Sequence[dict[str, Any]]) -> set[frozenset[str]]:
    found = defaultdict(set)
    for answer in match(rows):
        found[answer["event"]].add(answer["id"])
    return {frozenset(ids) for ids in found.values()}


def test_listings_of_one_event_share_its_fullest_listing() -> None:
    answers = list(match([row("b", title="Rural thefts", venue=None), BASE]))
    assert [answer["id"] for answer in answers] == ["b", "a"]
    assert {answer["event"] for answer in answers} == {"a"}
    assert answers[0]["why"][0].startswith("80 points with a: title 1.00/")
    assert answers[1]["why"] == ["first"]


def test_unknown_keys_pass_through_and_read_ones_do_not() -> None:
    (answer,) = match([{**BASE, "colour": "red"}])
    assert answer == {"id": "a", "colour": "red", "event": "a", "why": ["first"]}
    assert list(match([])) == []


def test_a_series_and_a_roadshow_stay_apart() -> None:
    series = [row(f"w{day}", start=f"2027-06-{day:02}T09:30") for day in (2, 9, 16, 23)]
    assert len(groups(series + ROADSHOW)) == 6  # w16 is the stop in Leeds


def test_a_listing_without_venue_beside_a_roadshow_goes_to_review() -> None:
    rows = [*ROADSHOW, row("lost", venue=None)]
    assert frozenset({"lost"}) in groups(rows)
    why = next(answer["why"][0] for answer in match(rows) if answer["id"] == "lost")
    assert why == "review: could be stop-Bristol or stop-Leeds or stop-London"


def test_two_listings_without_venue_beside_a_roadshow_are_one_another() -> None:
    rows = [*ROADSHOW, row("lost", venue=None), row("also", venue=None)]
    assert frozenset({"lost", "also"}) in groups(rows)


def test_undated_listings_of_one_source_are_a_series_that_could_not_be_read() -> None:
    rows = [row(f"u{n}", start="TBC", source=source) for n, source in enumerate(["x", "x", "y"])]
    assert len(groups(rows[:2])) == 2
    assert len(groups(rows[1:])) == 1


def test_a_day_beside_two_sessions_goes_to_review() -> None:
    found = groups(MIXED)
    assert {"h"} in found
    assert {"i"} in found


def test_two_halves_of_a_title_meet_in_the_whole_one() -> None:
    halves = [row("l", title="Rural thefts"), row("r", title="Protecting Northshire Farms")]
    assert len(groups(halves)) == 2
    assert len(groups([*halves, BASE])) == 1


@settings(deadline=None)  # the first call reads the word lists
@given(st.permutations(MIXED + ROADSHOW))
def test_the_order_of_arrival_decides_nothing(rows: Rows) -> None:
    key = "id"
    in_order = {answer[key]: answer for answer in match(MIXED + ROADSHOW)}
    assert {answer[key]: answer for answer in match(rows)} == in_order


def test_more_pairs_than_can_be_compared_do_not_join() -> None:
    halves = [
        row(f"{title[0]}{n}", title=title, source=f"{title[0]}{n}.example")
        for title in ("Rural thefts", "Protecting Northshire Farms")
        for n in range(25)
    ]
    assert len(groups(halves)) == len(groups([*halves, BASE])) == 2


def verdict(one: Candidate, **events: list[Candidate]) -> duplicates.Verdict:
    return best_event(one, events, RARITY)


def test_a_listing_joins_the_event_it_is_like() -> None:
    found = verdict(candidate("n"), e1=[candidate("a")], e2=[candidate("b", title="Ponds")])
    assert (found.event, found.points, found.review, found.also) == ("e1", 104.0, (), ())
    assert found.why.startswith("104 points with a: title 1.00/1.00")


def test_a_listing_like_none_is_an_event_of_its_own() -> None:
    found = verdict(candidate("n"), e1=[candidate("a", start="2027-06-17")], e2=[])
    assert (found.event, found.review, found.why) == (None, (), "nothing like it")
    assert verdict(candidate("n")).event is None


def test_one_member_that_excludes_it_keeps_it_out() -> None:
    members = [candidate("a", venue=None), candidate("b", venue="Hall, London")]
    assert verdict(candidate("n"), e1=members).event is None


def test_a_member_that_the_others_exclude_too_is_not_asked() -> None:
    linked = candidate("b", title="A day for analysts", start="2027-09-01")  # by an editor
    assert verdict(candidate("n"), e1=[candidate("a"), linked]).event == "e1"
    assert verdict(candidate("n"), e1=[linked]).event is None


def test_events_that_editors_hold_apart_are_rivals() -> None:
    events = {"e1": [candidate("a")], "e2": [candidate("b")]}
    found = best_event(candidate("n"), events, RARITY, lambda one, other: one != other)
    assert (found.event, found.review) == (None, ("e1", "e2"))


def test_what_nearly_joins_goes_to_review() -> None:
    near = candidate("a", title="Rural thefts in Southshire", organiser="", venue=None)
    other = candidate("n", title="Rural thefts and fires", organiser="", venue=None)
    found = verdict(other, e1=[near])
    assert (found.event, found.review, found.why) == (None, ("e1",), "nearly e1")


def test_of_two_events_that_exclude_each_other_neither_is_chosen() -> None:
    stops = {f"e{n}": [duplicates.candidate_of_row(one)] for n, one in enumerate(ROADSHOW)}
    found = verdict(candidate("n", venue=None), **stops)
    assert (found.event, found.review, found.why) == (
        None,
        ("e0", "e1", "e2"),
        "could be e0 or e1 or e2",
    )


def test_a_listing_may_show_that_two_events_are_one() -> None:
    left = candidate("a", title="Rural thefts", source="a.example")
    right = candidate("b", title="Protecting Northshire farms", start="2027-06-16")
    found = verdict(candidate("n"), e1=[left], e2=[right], e3=[candidate("c", title="Ponds")])
    assert (found.event, found.also) == ("e1", ("e2",))


@settings(deadline=None)  # the first call reads the word lists
@given(st.permutations(["e1", "e2", "e3"]))
def test_the_order_of_events_decides_nothing(order: list[str]) -> None:
    events = {"e1": [candidate("a")], "e2": [candidate("b")], "e3": [candidate("c", venue=None)]}
    found = best_event(candidate("n"), {name: events[name] for name in order}, RARITY)
    assert found == best_event(candidate("n"), events, RARITY)


def labelled() -> Rows:
    path = SHARED / "data/duplicates/dev.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def quality(truth: dict[str, str], found: dict[str, str]) -> tuple[float, float]:
    """Pairwise F1 and precision."""

    def pairs(labels: Counter[Any]) -> int:
        return sum(n * (n - 1) // 2 for n in labels.values())

    both = pairs(Counter((truth[one], found[one]) for one in truth))
    right, given_ = pairs(Counter(truth.values())), pairs(Counter(found.values()))
    return 2 * both / (right + given_), both / given_


def in_the_store(rows: Rows) -> dict[str, str]:
    """Events by arrival, as the store finds them: published membership stands."""
    filed: dict[str, list[str]] = defaultdict(list)
    members: dict[str, list[Candidate]] = defaultdict(list)
    event_of: dict[str, str] = {}
    for one in rows:
        new = duplicates.candidate_of_row(one)
        near = {
            event_of[other]
            for key in duplicates.search_keys(new, RARITY)
            for other in filed[key][-40:]
        }
        found = best_event(new, {event: members[event] for event in near}, RARITY)
        home = found.event or one["id"]
        members[home].append(new)
        event_of[one["id"]] = home
        for other in found.also:
            members[home] += members.pop(other)
            event_of |= {key: home for key, event in event_of.items() if event == other}
        for key in duplicates.blocking_keys(new, RARITY):
            filed[key].append(one["id"])
    return event_of


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not beside the checkout")
def test_labelled_listings_are_told_apart_in_a_batch() -> None:
    rows = labelled()
    truth = {one["id"]: one["cluster"] for one in rows}
    found = {answer["id"]: answer["event"] for answer in match(rows)}
    f1, precision = quality(truth, found)
    assert f1 >= 0.94
    assert precision >= 0.98
    Random(7).shuffle(rows)  # noqa: S311 (an order, not a secret)
    assert found == {answer["id"]: answer["event"] for answer in match(rows)}


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not beside the checkout")
def test_labelled_listings_are_told_apart_as_they_arrive() -> None:
    rows = labelled()
    truth = {one["id"]: one["cluster"] for one in rows}
    seen = []
    for seed in range(20):
        Random(seed).shuffle(rows)  # noqa: S311 (an order, not a secret)
        seen.append(quality(truth, in_the_store(rows)))
    assert sorted(f1 for f1, _ in seen)[10] >= 0.92
    assert sorted(precision for _, precision in seen)[10] >= 0.95


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ({}, {"venue": "Town Hall, London"}, False),
        ({}, {"start": "2027-06-16T14:00"}, False),
        ({"title": "Hedges and ditches"}, {"title": "Hedges & Ditches"}, True),
        ({}, {"title": "Rural thefts"}, True),
    ],
    ids=["Leeds and London", "morning and afternoon", "& and 'and'", "without its subtitle"],
)
def test_what_other_aggregators_get_wrong(
    one: dict[str, Any], other: dict[str, Any], together: bool
) -> None:
    assert (len(groups([{**BASE, **one}, row("b", **other)])) == 1) is together


def test_a_series_is_not_merged_by_a_listing_that_was_moved_onto_it() -> None:
    weekly = [row(f"w{day}", start=f"2027-06-{day:02}T09:30") for day in (2, 9, 16)]
    moved = row("m", title="RESCHEDULED: " + BASE["title"], start="2027-06-09T09:30", source="x")
    assert {frozenset({"w2"}), frozenset({"w16"})} <= groups([*weekly, moved])


def test_of_several_dates_of_a_series_the_nearest_is_the_one_that_was_put_off() -> None:
    dates = [row(f"m{month}", start=f"2027-{month:02}-16T09:30") for month in (3, 6, 10)]
    moved = row("put-off", title="RESCHEDULED: Rural thefts", start="2027-07-07T09:30", venue=None)
    assert frozenset({"m6", "put-off"}) in groups([*dates, moved])
    weekly = [row(f"w{day}", start=f"2027-06-{day:02}T09:30") for day in (16, 23)]
    assert frozenset({"put-off"}) in groups([*weekly, moved])
