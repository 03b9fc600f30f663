"""Feeds of changes: one entry for each change that a reader acts on, none for noise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest

from catalogue.config import Config
from catalogue.events import Revision, add_revision, put_event
from catalogue.listing import Status
from catalogue.store import Store
from feeds.changes import change_feeds, chosen, kinds_of, recent_changes
from feeds.publish import publish
from tests.feeds.listings import NOW, SUMMER, WINTER

LATER = NOW + timedelta(hours=2)


def revision(kind: str, *fields: str, minutes: int = 0) -> Revision:
    changes = {field: (f"old {field}", f"new <{field}>") for field in fields}
    return Revision(at=NOW + timedelta(minutes=minutes), kind=kind, changes=changes, source="north")


@pytest.mark.parametrize(
    ("one", "kinds"),
    [
        (revision("new"), ("new",)),
        (revision("moved", "start", "end"), ("moved",)),
        (revision("status", "status", "price"), ("cancelled", "price")),
        (revision("place", "place", "mode"), ("place",)),
        (revision("text", "price"), ("price",)),
        (revision("text", "people", "description"), ("speakers",)),
        (revision("withdrawn"), ("cancelled",)),
        (revision("text", "description", "image", "topics", "title"), ()),
        (revision("merged", "id"), ()),
    ],
)
def test_a_revision_is_a_change_or_noise(one: Revision, kinds: tuple[str, ...]) -> None:
    assert kinds_of(one) == kinds


@pytest.fixture
def history(store: Store) -> Store:
    with store.begin() as tx:
        put_event(tx, WINTER, NOW)
        put_event(tx, replace(SUMMER, status=Status.CANCELLED), NOW)
        add_revision(tx, WINTER.id, revision("new"))
        add_revision(tx, WINTER.id, revision("text", "description", minutes=1))
        add_revision(tx, WINTER.id, revision("moved", "start", "price", minutes=2))
        add_revision(tx, SUMMER.id, revision("status", "status", minutes=3))
    return store


def test_one_entry_for_each_change_newest_first(history: Store) -> None:
    with history.read() as tx:
        found = recent_changes(tx)
    assert [one.kinds for one in found] == [("cancelled",), ("moved", "price"), ("new",)]
    moved = found[1].listing
    assert moved.title == f"Moved: {WINTER.title}"
    assert "Start: old start → new &lt;start&gt;" in moved.description
    assert moved.published == moved.modified == NOW + timedelta(minutes=2)
    feeds = {feed.slug: feed for feed in change_feeds()}
    assert len(chosen(feeds["changes"], found)) == 3
    assert chosen(feeds["changes/price"], found) == [moved]
    assert chosen(feeds["changes/speakers"], found) == []


def test_entries_have_identifiers_that_last(history: Store, tmp_path: Path) -> None:
    config = Config(public=tmp_path, base_url="https://muster.example", domain="muster.example")
    publish(history, config, NOW)
    path = tmp_path / "feeds" / "changes.rss"
    first = [one.id for one in feedparser.parse(path.read_bytes()).entries]
    assert len(set(first)) == 3
    assert first[-1] == f"tag:muster.example,2026:{WINTER.id}#change-1"
    with history.begin() as tx:
        put_event(tx, replace(WINTER, title="Renamed", modified=LATER), LATER)
        add_revision(tx, WINTER.id, revision("text", "people", minutes=9))
    report = publish(history, config, LATER)
    parsed = feedparser.parse(path.read_bytes())
    assert [one.id for one in parsed.entries][1:] == first
    assert parsed.entries[0].title == "Speakers changed: Renamed"
    assert parsed.entries[0].link == f"https://muster.example/events/{WINTER.id}#change-5"
    assert report.problems == ()
    assert not (tmp_path / "feeds" / "changes.ics").exists()


def test_nothing_is_told_of_hidden_events(history: Store) -> None:
    with history.begin() as tx:
        put_event(tx, WINTER, NOW, hidden=True)
    with history.read() as tx:
        assert [one.listing.id.partition("#")[0] for one in recent_changes(tx)] == [SUMMER.id]
