"""The editors' rules in settling: they win over every source, outlast every crawl, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from catalogue import events
from catalogue.curation import (
    BlockRule,
    Curation,
    HideRule,
    LockRule,
    PinRule,
    Rule,
    TopicRule,
)
from catalogue.listing import Grade, Listing, Mode, Place, Status, Times
from catalogue.rules import put_rules
from catalogue.store import Store
from pipelines.curating import curate, is_blocked, lock
from pipelines.settle import SettleReport, settle
from tests.settle.test_settle import NOW, START, all_events, at, history, seen, take

SIGNED: dict[str, Any] = {"who": "Jo Fenn", "when": date(2027, 3, 1), "why": "The organiser rang."}
PAGE = seen().url


def hold(store: Store, *rules: Rule, now: datetime = NOW) -> SettleReport:
    """Let these rules hold, and settle."""
    with store.begin() as tx:
        put_rules(tx, Curation(rules=rules), now)
    return settle(store, now)


def slugs(event: Listing) -> list[str]:
    return [match.slug for match in event.topics]


def test_a_locked_field_survives_ten_crawls(any_store: Store) -> None:
    take(any_store, [seen()])
    rules = (
        LockRule(event=PAGE, field="title", value="County lines: a day for analysts", **SIGNED),
        LockRule(event="harrowgate a", field="start", value="2027-06-16T10:00:00", **SIGNED),
        TopicRule(event=PAGE, add=("cybercrime",), remove=("drugs",), **SIGNED),
    )
    hold(any_store, *rules)
    for crawl in range(1, 11):
        changed = seen(
            title=f"County lines, version {crawl}",
            times=at(START + timedelta(minutes=crawl), START + timedelta(hours=3)),
            description=f"<p>Drugs and organised crime groups, draft {crawl}.</p>",
        )
        take(any_store, [changed], NOW + timedelta(hours=crawl))
        [event] = all_events(any_store)
        assert event.title == "County lines: a day for analysts"
        assert event.times.start == datetime(2027, 6, 16, 10, 0, tzinfo=ZoneInfo("Europe/London"))
        assert "cybercrime" in slugs(event)
        assert "drugs" not in slugs(event)
        assert event.description.endswith(f"draft {crawl}.</p>")
        assert event.curated == ("start", "title", "topics")
    assert event.sequence == 1


def test_a_rule_taken_away_gives_the_source_its_say_again(any_store: Store) -> None:
    take(any_store, [seen()])
    [before] = all_events(any_store)
    hold(any_store, LockRule(event=before.id, field="organiser", value="York Forum", **SIGNED))
    assert all_events(any_store)[0].organiser == "York Forum"
    report = hold(any_store, now=NOW + timedelta(hours=1))
    [after] = all_events(any_store)
    assert (after.organiser, after.curated) == (before.organiser, ())
    [(_, _, revision)] = report.changed
    assert revision.source == "editors"
    assert revision.changes == {"organiser": ("York Forum", "Harrowgate Policy Forum")}


def test_a_rule_may_come_before_its_event(any_store: Store) -> None:
    hold(any_store, LockRule(event=PAGE, field="cpd", value="3 hours", **SIGNED))
    take(any_store, [seen()])
    assert all_events(any_store)[0].cpd == "3 hours"


def test_a_hidden_event_is_out_of_the_feeds_until_the_rule_goes(any_store: Store) -> None:
    take(any_store, [seen()])
    [event] = all_events(any_store)
    hold(any_store, HideRule(event=event.id, **SIGNED))
    take(any_store, [seen(title="Another title")], NOW + timedelta(hours=1))
    assert all_events(any_store) == []
    hold(any_store, now=NOW + timedelta(hours=2))
    assert [one.id for one in all_events(any_store)] == [event.id]
    assert [one.kind for one in history(any_store, event.id)] == ["new", "hidden", "text", "shown"]


def test_a_pin_is_no_change_that_subscribers_hear_of(any_store: Store) -> None:
    take(any_store, [seen()])
    report = hold(any_store, PinRule(event=PAGE, until=date(2027, 5, 1), **SIGNED))
    assert all_events(any_store)[0].pinned == date(2027, 5, 1)
    assert report.changed == []
    hold(any_store, PinRule(event=PAGE, **SIGNED))
    assert all_events(any_store)[0].pinned == date.max
    hold(any_store)
    assert all_events(any_store)[0].pinned is None


def test_a_blocked_source_says_nothing_and_other_sources_go_on(any_store: Store) -> None:
    partner = seen("insight", price=None, cpd="2 hours")
    take(
        any_store, [partner, seen(), seen("insight", "b", title="Rural crime forum", place=Place())]
    )
    assert len(all_events(any_store)) == 2
    hold(any_store, BlockRule(source="insight", **SIGNED))
    [event] = all_events(any_store)
    assert (event.title, event.cpd) == (seen().title, None)
    assert [one.source for one in event.provenance] == ["harrowgate"]
    hold(any_store)
    assert len(all_events(any_store)) == 2


def test_blocked_words_hide_what_they_name(any_store: Store) -> None:
    take(
        any_store, [seen(), seen(key="b", title="Puppy-training fair", times=at(date(2027, 7, 1)))]
    )
    hold(any_store, BlockRule(words=("puppy training",), **SIGNED))
    assert [one.title for one in all_events(any_store)] == [seen().title]
    take(any_store, [seen(key="c", title="Puppy training fair", times=at(date(2028, 7, 1)))])
    assert len(all_events(any_store)) == 1


@pytest.mark.parametrize(
    ("rule", "source", "title", "blocked"),
    [
        (BlockRule(source="tickets", **SIGNED), "tickets", "Any", True),
        (BlockRule(source="tickets", **SIGNED), "insight", "Any", False),
        (BlockRule(words=("dog & cat show",), **SIGNED), "insight", "The Dog and Cat Show", True),
        (BlockRule(words=("art",), **SIGNED), "insight", "Start here", False),
        (BlockRule(source="tickets", words=("art",), **SIGNED), "tickets", "Start here", False),
        (BlockRule(source="tickets", words=("art",), **SIGNED), "tickets", "Art fair", True),
    ],
)
def test_what_a_block_names(rule: BlockRule, source: str, title: str, blocked: bool) -> None:
    assert is_blocked(source, title, [rule]) is blocked


def test_an_editors_topic_is_explained_and_a_primary_one_comes_first() -> None:
    rule = TopicRule(event=PAGE, primary="cybercrime", **SIGNED)
    event = curate(seen(), [rule])
    assert slugs(event) == ["cybercrime"]
    assert (event.topics[0].why[0].zone, event.topics[0].why[0].phrase) == (
        "editor",
        "The organiser rang.",
    )
    both = curate(event, [TopicRule(event=PAGE, add=("drugs",), primary="drugs", **SIGNED)])
    assert slugs(both) == ["drugs", "cybercrime"]


@pytest.mark.parametrize(
    ("field", "value", "got"),
    [
        ("mode", "online", Mode.ONLINE),
        ("status", "cancelled", Status.CANCELLED),
        ("organiser", "", None),
        ("description", "<p onclick='x'>Bread</p>", "<p>Bread</p>"),
        ("audience", ["Analysts"], ("Analysts",)),
        ("deadline", "2027-06-01", date(2027, 6, 1)),
        ("cpd", "2 hours", "2 hours"),
    ],
)
def test_a_locked_value_is_read_as_the_field_needs(field: str, value: object, got: object) -> None:
    assert getattr(lock(seen(), field, value), field) == got


def test_a_locked_price_and_place_are_understood() -> None:
    price = lock(seen(), "price", "Free").price
    assert price is not None
    assert price.is_free
    assert lock(seen(), "price", "").price is None
    assert lock(seen(), "place.town", "Leeds").place == Place(name="Guildhall", town="Leeds")


def test_a_locked_start_is_sure_and_an_end_before_it_goes() -> None:
    open_one = replace(seen(), times=Times(text="June, TBC", partial="2027-06", why=("tbc",)))
    times = lock(open_one, "start", "2027-06-16").times
    assert (times.start, times.grade, times.partial, times.why) == (
        date(2027, 6, 16),
        Grade.SURE,
        None,
        (),
    )
    assert lock(seen(), "start", "2027-06-17T09:00:00").times.end is None
    assert lock(seen(), "start", "2027-06-16T09:00:00").times.end == seen().times.end
    assert lock(seen(), "start", "2027-06-16").times.end is None
    late = LockRule(event=PAGE, field="end", value="2027-06-17T12:00:00", **SIGNED)
    start = LockRule(event=PAGE, field="start", value="2027-06-17T09:00:00", **SIGNED)
    assert curate(seen(), [late, start]).times.end == datetime(
        2027, 6, 17, 12, 0, tzinfo=ZoneInfo("Europe/London")
    )


def test_a_hidden_event_keeps_its_id_for_those_who_ask(store: Store) -> None:
    take(store, [seen()])
    hold(store, HideRule(event=PAGE, **SIGNED))
    with store.read() as tx:
        [event_id] = events.changes(tx, "")[0]
        assert events.is_hidden(tx, event_id)
        assert events.get_event(tx, event_id) is not None
    assert NOW.tzinfo is UTC
