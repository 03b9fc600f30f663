"""Rebuilding: the sightings give the same events with the same ids, aliases, members and history again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from catalogue import events, members
from catalogue.errors import StoreError
from catalogue.listing import Status
from catalogue.store import Store
from cli import main
from pipelines.rebuild import rebuild
from tests.settle.test_curating import hold
from tests.settle.test_linking import MERGE, SPLIT, UNLIKE
from tests.settle.test_settle import NOW, START, at, seen, take


def told(store: Store) -> dict[str, Any]:
    """All that subscribers can see of a catalogue, and who belongs where."""
    with store.read() as tx:
        found = events.events(tx)
        ids = [one.id for one in found]
        return {
            "events": found,
            "aliases": {one: events.absorbed_ids(tx, one) for one in ids},
            "history": {one: events.revisions(tx, one) for one in ids},
            "members": [
                (one.sighting.source, one.sighting.source_key, one.event_id, one.first_seen)
                for one in members.members_of(tx, ids)
            ],
            "seen": sorted(one.last_seen for one in members.members_of(tx, ids)),
        }


def live(store: Store) -> None:
    """Some days of a catalogue: new, merged by score and by editors, moved, split, next year's, gone."""
    day = timedelta(days=1)
    take(store, [seen(), seen("tickets", "t"), UNLIKE, seen(key="old", title="Ponds 2027")])
    take(store, [seen(times=at(START + 7 * day), status=Status.RESCHEDULED)], NOW + day)
    hold(store, MERGE, now=NOW + 2 * day)
    take(store, [seen(), UNLIKE], NOW + 3 * day)
    hold(store, MERGE, now=NOW + 4 * day)
    hold(store, SPLIT, now=NOW + 5 * day)
    next_year = at(START + 364 * day)
    take(store, [seen(key="old", title="Ponds 2028", times=next_year)], NOW + 200 * day)
    take(store, [], NOW + 201 * day, gone=[seen().url])


def test_a_rebuilt_catalogue_is_the_same(any_store: Store, tmp_path: Path) -> None:
    live(any_store)
    before = told(any_store)
    again = Store.open(f"sqlite:///{tmp_path / 'again.db'}")
    assert rebuild(any_store, again) == 7
    assert told(again) == before
    assert told(any_store) == before
    again.close()


def test_a_database_that_holds_events_is_not_written_over(store: Store) -> None:
    take(store, [seen()])
    with pytest.raises(StoreError, match="name an empty one"):
        rebuild(store, store)


def test_the_command_says_what_to_do_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url, again = (f"sqlite:///{tmp_path / name}.db" for name in ("muster", "again"))
    monkeypatch.setenv("MUSTER_DATABASE_URL", url)
    store = Store.open(url)
    take(store, [seen()])
    with pytest.raises(SystemExit):
        main(["rebuild", again])
    assert "1 steps settled anew" in capsys.readouterr().out
    made = Store.open(again)
    assert told(made) == told(store)
    made.close()
    store.close()


def test_a_rebuild_of_nothing_is_nothing(store: Store, tmp_path: Path) -> None:
    again = Store.open(f"sqlite:///{tmp_path / 'again.db'}")
    assert rebuild(store, again) == 0
    again.close()
