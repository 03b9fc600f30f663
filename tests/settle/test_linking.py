"""Must-link, must-not-link: they win over scores, hold through every crawl and on rebuild, and ids come back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from catalogue import events, members, merges, reviews
from catalogue.curation import MergeRule, SplitRule
from catalogue.listing import Listing, Mode, Place
from catalogue.store import Store
from tests.settle.test_curating import hold
from tests.settle.test_settle import NOW, START, all_events, at, history, seen, take

SIGNED: dict[str, Any] = {"who": "Jo Fenn", "when": date(2027, 3, 1), "why": "The organiser rang."}
OURS, THEIRS = "harrowgate a", "insight x"
MERGE = MergeRule(listings=(OURS, THEIRS), **SIGNED)
SPLIT = SplitRule(listings=(THEIRS,), others=(OURS,), **SIGNED)
LATER = NOW + timedelta(days=1)
UNLIKE = seen("insight", "x", title="A day for analysts", times=at(date(2027, 9, 1)))


def ids(store: Store) -> dict[str, str]:
    """Name of each listing → the event it belongs to."""
    with store.read() as tx:
        found = members.members_of(tx, [one.id for one in events.events(tx)])
    return {f"{one.sighting.source} {one.sighting.source_key}": one.event_id for one in found}


def answers(store: Store, event_id: str) -> str:
    """The id of the event that answers for an id."""
    with store.read() as tx:
        found = events.get_event(tx, event_id)
    assert found is not None
    return found.id


def log(store: Store, event_id: str) -> list[merges.Joined]:
    with store.read() as tx:
        return merges.merges(tx, event_id)


def test_a_must_link_wins_over_vetoes_and_says_so(any_store: Store) -> None:
    take(any_store, [seen(), UNLIKE])
    before = ids(any_store)
    assert before[OURS] != before[THEIRS]
    hold(any_store, MERGE, now=LATER)
    [event] = all_events(any_store)
    assert {answers(any_store, one) for one in before.values()} == {event.id}
    assert set(ids(any_store)) == {OURS, THEIRS}
    [entry] = log(any_store, event.id)
    assert (entry.kind, entry.who, entry.why) == ("linked", "Jo Fenn", "The organiser rang.")
    assert entry.vetoes == ("date",)


def test_a_must_link_waits_for_listings_that_are_not_yet_known(any_store: Store) -> None:
    hold(any_store, MERGE)
    take(any_store, [seen()])
    take(any_store, [UNLIKE], LATER)
    [event] = all_events(any_store)
    assert set(ids(any_store).values()) == {event.id}


def test_a_must_not_link_keeps_a_twin_out(any_store: Store) -> None:
    hold(any_store, SPLIT)
    take(any_store, [seen()])
    take(any_store, [seen("insight", "x")], LATER)
    assert len(all_events(any_store)) == 2


def test_after_a_split_the_older_id_stays_and_the_other_gets_its_own_back(any_store: Store) -> None:
    take(any_store, [seen(), UNLIKE])
    before = ids(any_store)
    hold(any_store, MERGE, now=LATER)
    take(any_store, [seen("tickets", "t")], LATER)
    hold(any_store, SPLIT, now=LATER + timedelta(hours=1))
    after = ids(any_store)
    assert {name: after[name] for name in before} == before
    assert after["tickets t"] == before[OURS]
    for event_id in before.values():
        assert answers(any_store, event_id) == event_id
        assert [one.kind for one in history(any_store, event_id)].count("split") == 1
    back = next(one for one in all_events(any_store) if one.id == before[THEIRS])
    assert (back.published, back.title) == (NOW, UNLIKE.title)
    assert back.sequence > 0
    assert log(any_store, before[THEIRS])[-1].kind == "parted"


def test_a_split_sticks_through_ten_crawls(any_store: Store) -> None:
    take(any_store, [seen(), seen("insight", "x")])
    hold(any_store, SPLIT, now=LATER)
    before = ids(any_store)
    assert before[OURS] != before[THEIRS]
    for crawl in range(1, 11):
        text = f"<p>Draft {crawl}.</p>"
        take(
            any_store,
            [seen(description=text), seen("insight", "x", description=text)],
            LATER + timedelta(days=crawl),
        )
    assert ids(any_store) == before


def test_a_listing_like_both_sides_of_a_split_does_not_bridge_them(any_store: Store) -> None:
    hold(any_store, SPLIT)
    take(any_store, [seen(), seen("insight", "x")])
    take(any_store, [seen("tickets", "t")], LATER)
    found = ids(any_store)
    assert len(set(found.values())) == 3
    with any_store.read() as tx:
        [question] = reviews.open_reviews(tx)
    assert (question.source, question.source_key) == ("tickets", "t")
    assert set(question.events) == {found[OURS], found[THEIRS]}


def test_a_listing_that_never_was_alone_gets_an_id_of_its_own(any_store: Store) -> None:
    take(any_store, [seen()])
    take(any_store, [seen("insight", "x")], LATER)
    [event] = all_events(any_store)
    hold(any_store, SPLIT, now=LATER)
    found = ids(any_store)
    assert found[OURS] == event.id != found[THEIRS]


def test_rules_hold_on_a_rebuild_with_the_same_ids(tmp_path: Path) -> None:
    found = []
    for name in ("first", "again"):
        store = Store.open(f"sqlite:///{tmp_path / name}.db")
        if name == "again":
            hold(store, SPLIT)
        take(store, [seen(), seen("insight", "x")])
        if name == "first":
            hold(store, SPLIT, now=LATER)
        found.append(ids(store))
        store.close()
    assert found[0] == found[1]


def test_a_merge_is_logged_with_its_pair_and_parts(any_store: Store) -> None:
    take(any_store, [seen()])
    take(any_store, [seen("insight", "x", place=Place(), mode=Mode.UNKNOWN)], LATER)
    [event] = all_events(any_store)
    [entry] = log(any_store, event.id)
    assert (entry.kind, entry.who, entry.other) == ("joined", "muster", seen().url)
    assert sum(points for _, points in entry.parts) == entry.points
    assert entry.parts[0][0].startswith("title")


def test_what_nearly_joins_is_kept_for_an_editor(any_store: Store) -> None:
    bare: dict[str, Any] = {"organiser": None, "place": Place(), "mode": Mode.UNKNOWN}
    take(any_store, [seen(title="Custody and care in York", **bare)])
    near = seen("insight", "x", title="Custody and crowds", **bare)
    report = take(any_store, [near], LATER)
    assert len(report.review) == 1
    with any_store.begin() as tx:
        [question] = reviews.open_reviews(tx)
        assert reviews.count_reviews(tx) == {"insight": 1}
        assert question.why.startswith("nearly ")
        reviews.answer_review(tx, question.id, "rejected", "Jo Fenn", LATER)
        assert reviews.open_reviews(tx) == []


def dated(days: Sequence[int]) -> list[Listing]:
    return [
        seen(
            key=f"m{day}",
            title="Monthly accountability meeting",
            times=at(START + timedelta(days=day)),
        )
        for day in days
    ]


def test_repeated_dates_of_one_title_are_one_series_of_several_events(any_store: Store) -> None:
    take(any_store, [*dated([0, 28]), seen(key="other", title="Custody and care")])
    take(any_store, dated([56]), LATER)
    series = {one.title: set[str | None]() for one in all_events(any_store)}
    for one in all_events(any_store):
        series[one.title].add(one.series)
    assert len(all_events(any_store)) == 4
    assert len(series["Monthly accountability meeting"]) == 1
    assert None not in series["Monthly accountability meeting"]
    assert series["Custody and care"] == {None}


def test_one_title_of_two_organisers_is_no_series(any_store: Store) -> None:
    one, other = dated([0, 28])
    take(
        any_store, [one, seen("insight", "x", title=other.title, times=other.times, organiser="B")]
    )
    assert [one.series for one in all_events(any_store)] == [None, None]
