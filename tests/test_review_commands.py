"""`muster review` on a catalogue: what the scores leave open is listed, and an editor's answer holds."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from catalogue import members
from catalogue.curation_file import load_curation
from catalogue.listing import Mode, Place
from catalogue.store import Store
from tests.settle.test_linking import ids
from tests.settle.test_settle import NOW, at, seen, take
from tests.test_curate_commands import Desk

BARE: dict[str, Any] = {"organiser": None, "place": Place(), "mode": Mode.UNKNOWN}
AFTER = NOW + timedelta(hours=1)


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A desk with two towns' stops of one roadshow, a listing that does not say which, and a near miss."""
    made = Desk(tmp_path, monkeypatch, capsys)
    store = Store.open(made.url)
    stops = [
        seen(key=town, title="Hedges and ditches", place=Place(name="Hall", town=town))
        for town in ("Leeds", "London")
    ]
    take(store, [*stops, seen(key="c", title="Custody and care in York", **BARE)], AFTER)
    lost = seen("insight", "lost", title="Hedges & ditches", **BARE)
    near = seen("insight", "near", title="Custody and crowds", **BARE)
    take(store, [lost, near], AFTER)
    store.close()
    return made


def test_questions_are_listed_with_the_events_they_are_about(desk: Desk) -> None:
    shown = desk.shown("review")
    assert "insight lost" in shown
    assert shown.count("Hedges and ditches") == 2
    assert "Custody and care in York" in shown
    assert "muster review accept NUMBER" in shown
    assert "should say what event they are of: 2" in desk.shown("sources")


def test_an_accepted_question_merges_and_is_closed(desk: Desk) -> None:
    assert "Say which event with --event" in desk.refused("review", "accept", "1", "--why", "Rang.")
    leeds = found(desk)["harrowgate Leeds"]
    answer = ("accept", "1", "--event", leeds, "--why", "The organiser rang.")
    assert "Added to" in desk.shown("review", "--yes", *answer)
    assert found(desk)["insight lost"] == leeds
    assert "insight lost" not in desk.shown("review")
    assert len(load_curation(desk.file).merges) == 1


def test_a_rejected_question_is_held_apart_for_good(desk: Desk) -> None:
    desk.shown("review", "--yes", "reject", "2", "--why", "Another day for officers.")
    assert "insight near" not in desk.shown("review")
    [rule] = load_curation(desk.file).splits
    assert (rule.listings, rule.others) == (("insight near",), ("harrowgate c",))
    assert found(desk)["insight near"] != found(desk)["harrowgate c"]


def test_what_is_not_wanted_stays_open(desk: Desk) -> None:
    desk.shown("review", "reject", "2", "--why", "Another day.", answer="n\n")
    assert "insight near" in desk.shown("review")
    assert "No open question has that number" in desk.refused("review", "reject", "9", "--why", "x")
    assert "Say why" in desk.refused("review", "reject", "2")


def found(desk: Desk) -> dict[str, str]:
    store = Store.open(desk.url)
    try:
        return ids(store)
    finally:
        store.close()


def test_what_vanished_is_unconfirmed_and_stays(any_store: Store) -> None:
    stays, gone = seen(), seen(key="b", title="Custody and care", times=at(NOW.date()))
    take(any_store, [stays, gone])
    later = NOW + timedelta(days=8)
    take(any_store, [seen(description="<p>New.</p>")], later)
    with any_store.read() as tx:
        assert members.unconfirmed(tx, NOW.date()) == {"harrowgate": 1}
        assert members.unconfirmed(tx, later.date()) == {}  # its day has passed
