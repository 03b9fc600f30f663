"""The store on SQLite and PostgreSQL: runs, sightings, events, leases, migrations, refusals."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, text

import catalogue
from catalogue import events, leases, pages, runs, sources, tables
from catalogue.errors import StoreError
from catalogue.listing import Listing, Mode, Place, Times, TopicMatch
from catalogue.store import HEAD, Store

NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def a_listing(key: str = "k1", title: str = "Custody and care", **changes: object) -> Listing:
    start = datetime(2027, 6, 16, 9, 30, tzinfo=LONDON)
    base = Listing(
        title=title,
        url=f"https://harrowgate.example/{key}",
        source="harrowgate",
        source_key=key,
        times=Times(
            start=start, end=start + timedelta(hours=3), zone="Europe/London", certain=True
        ),
        mode=Mode.IN_PERSON,
        place=Place(name="Guildhall", town="York"),
    )
    return replace(base, **changes)  # type: ignore[arg-type]  # the test's own keywords


def test_schema_after_migration_is_what_tables_say(any_store: Store) -> None:
    with any_store.read() as tx:
        found = compare_metadata(MigrationContext.configure(tx), tables.metadata)
    assert [one for one in found if "remove_index" not in str(one)] == []


def test_head_is_the_newest_migration() -> None:
    config = AlembicConfig()
    config.set_main_option("script_location", str(Path(catalogue.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_opening_again_keeps_what_is_there(database_url: str) -> None:
    first = Store.open(database_url)
    with first.begin() as tx:
        run_id = runs.begin_run(tx, "harrowgate", NOW)
    first.close()
    again = Store.open(database_url)
    with again.read() as tx:
        assert runs.latest_runs(tx)["harrowgate"].id == run_id
    again.close()


def test_a_run_keeps_its_sightings_and_their_times(any_store: Store) -> None:
    with any_store.begin() as tx:
        run_id = runs.begin_run(tx, "harrowgate", NOW)
        added = runs.add_sightings(tx, run_id, [a_listing(), a_listing("k2", "Second")], NOW)
        runs.close_run(
            tx, run_id, state=runs.RunState.ACCEPTED, reason="", stats={"listings": 2}, now=NOW
        )
    with any_store.read() as tx:
        [run] = runs.unsettled(tx)
        [first, second] = runs.sightings_of(tx, run.id)
        assert runs.recent_counts(tx, "harrowgate") == [2]
    assert added == 2
    assert first.listing == a_listing()
    assert str(first.listing.times.start) == "2027-06-16 09:30:00+01:00"
    assert first.seen == NOW
    assert second.source_key == "k2"


def test_an_unclosed_run_is_marked_when_the_next_begins(any_store: Store) -> None:
    with any_store.begin() as tx:
        old = runs.begin_run(tx, "harrowgate", NOW)
        runs.begin_run(tx, "harrowgate", NOW + timedelta(hours=1))
        state = tx.execute(text("SELECT state FROM run WHERE id = :id"), {"id": old}).scalar()
    assert state == "failed"


def test_an_unchanged_key_adds_no_sighting(any_store: Store) -> None:
    later = NOW + timedelta(days=1)
    with any_store.begin() as tx:
        run_id = runs.begin_run(tx, "harrowgate", NOW)
        digest = runs.content_hash(a_listing())
        tx.execute(
            insert(tables.member).values(
                source="harrowgate",
                source_key="k1",
                url=a_listing().url,
                hash=digest,
                sighting_id=1,
                event_id="e1",
                first_seen=NOW,
                last_seen=NOW,
            )
        )
        same = runs.add_sightings(tx, run_id, [replace(a_listing(), warnings=("a remark",))], later)
        changed = runs.add_sightings(tx, run_id, [a_listing(title="Custody and its care")], later)
        touched = runs.touch_pages(
            tx, "harrowgate", [a_listing().url, "https://other.example/"], later
        )
        last_seen = tx.execute(tables.member.select()).one().last_seen
    assert (same, changed, touched) == (0, 1, 1)
    assert last_seen == later


def test_an_event_comes_back_equal_and_by_topic(any_store: Store) -> None:
    first = a_listing(id="e1", topics=(TopicMatch(slug="drugs", score=4.0),))
    second = a_listing("k2", id="e2", times=Times(start=date(2027, 2, 1), end=date(2027, 2, 3)))
    with any_store.begin() as tx:
        events.put_event(tx, first, NOW)
        events.put_event(tx, second, NOW)
        events.put_event(tx, replace(first, sequence=1), NOW)
    with any_store.read() as tx:
        assert [one.id for one in events.events(tx)] == ["e2", "e1"]
        assert events.events(tx, topic="drugs") == [replace(first, sequence=1)]
        assert [one.id for one in events.events(tx, since=date(2027, 2, 3))] == ["e2", "e1"]
        assert [one.id for one in events.events(tx, since=date(2027, 2, 4))] == ["e1"]
        ids, cursor = events.changes(tx, "")
        assert ids == ["e2", "e1"]
        assert events.changes(tx, cursor) == ([], cursor)


def test_an_absorbed_id_answers_with_the_event_that_took_it(any_store: Store) -> None:
    with any_store.begin() as tx:
        for name in ("e1", "e2", "e3"):
            events.put_event(tx, a_listing(name, id=name), NOW)
        events.add_alias(tx, "e1", "e2", NOW)
        events.add_alias(tx, "e2", "e3", NOW)
        found = events.get_event(tx, "e1")
        assert found is not None
        assert found.id == "e3"
        assert events.get_event(tx, "nobody") is None


def test_history_is_kept_in_order(any_store: Store) -> None:
    moved = events.Revision(
        at=NOW, kind="moved", changes={"start": ("9:30", "10:00")}, source="harrowgate"
    )
    with any_store.begin() as tx:
        events.add_revision(tx, "e1", replace(moved, kind="new", changes={}))
        events.add_revision(tx, "e1", moved)
        assert [one.kind for one in events.revisions(tx, "e1")] == ["new", "moved"]
        assert events.revisions(tx, "e1")[1] == moved


def test_a_slot_is_claimed_once(any_store: Store) -> None:
    row = sources.SourceRow(
        name="harrowgate", title="Harrowgate", home="https://harrowgate.example/"
    )
    due = NOW + timedelta(hours=6)
    with any_store.begin() as tx:
        sources.remember(tx, row)
        assert [one.name for one in leases.due_sources(tx, NOW)] == ["harrowgate"]
        assert leases.claim(tx, "harrowgate", NOW, owner="a", next_due=due, now=NOW)
    with any_store.begin() as tx:
        assert not leases.claim(tx, "harrowgate", NOW, owner="b", next_due=due, now=NOW)
        assert leases.due_sources(tx, NOW) == []
        assert leases.rescue(tx, NOW + timedelta(minutes=10), NOW) == [("harrowgate", NOW)]
        assert [one.name for one in leases.due_sources(tx, NOW)] == ["harrowgate"]
        sources.remember(tx, replace(row, title="Harrowgate Forum"))
        assert sources.all_sources(tx) == [replace(row, title="Harrowgate Forum", next_due=NOW)]


def test_a_finished_slot_is_not_rescued(any_store: Store) -> None:
    with any_store.begin() as tx:
        leases.claim(tx, "harrowgate", NOW, owner="a", next_due=NOW, now=NOW)
        leases.heartbeat(tx, "a", NOW)
        leases.finish(tx, "harrowgate", NOW, NOW)
        assert leases.rescue(tx, NOW + timedelta(days=1), NOW) == []


def test_pages_are_remembered_for_one_version_of_the_reader(any_store: Store) -> None:
    first, second = pages.Validator(etag='"a"'), pages.Validator(body_hash="b" * 64)
    with any_store.begin() as tx:
        pages.remember_pages(tx, "harrowgate", {"https://harrowgate.example/": first}, "1", NOW)
        pages.remember_pages(tx, "harrowgate", {"https://harrowgate.example/": second}, "1", NOW)
        assert pages.validators(tx, "harrowgate", "1") == {"https://harrowgate.example/": second}
        assert pages.validators(tx, "harrowgate", "2") == {}
        assert pages.addresses(tx, "harrowgate") == {"https://harrowgate.example/"}


def test_gone_pages_and_decisions(any_store: Store) -> None:
    with any_store.begin() as tx:
        run_id = runs.begin_run(tx, "harrowgate", NOW)
        runs.add_gone(tx, run_id, "harrowgate", "https://harrowgate.example/x", NOW)
        runs.add_gone(tx, run_id, "harrowgate", "https://harrowgate.example/x", NOW)
        runs.close_run(tx, run_id, state=runs.RunState.ASIDE, reason="few", stats={}, now=NOW)
        assert runs.gone_pages(tx, run_id) == ["https://harrowgate.example/x"]
        assert runs.unsettled(tx) == []
        decided = runs.decide(tx, "harrowgate", runs.RunState.ACCEPTED)
        assert decided is not None
        assert [run.id for run in runs.unsettled(tx)] == [decided.id]
        runs.mark_settled(tx, run_id, NOW)
        assert runs.unsettled(tx) == []
        assert runs.decide(tx, "harrowgate", runs.RunState.ACCEPTED) is None


def test_an_exception_undoes_the_transaction(any_store: Store) -> None:
    def begin_then_fail() -> None:
        with any_store.begin() as tx:
            runs.begin_run(tx, "harrowgate", NOW)
            raise LookupError

    with pytest.raises(LookupError):
        begin_then_fail()
    with any_store.read() as tx:
        assert runs.latest_runs(tx) == {}


def test_a_corrupt_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "muster.db"
    path.write_bytes(b"this is no database, whatever its name says" * 100)
    with pytest.raises(StoreError, match="not a Muster database, or it is damaged"):
        Store.open(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"this is no database")


def test_a_locked_database_can_be_read_and_says_why_it_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'muster.db'}"
    Store.open(url).close()
    monkeypatch.setattr("catalogue.store.BUSY_SECONDS", 0)
    other = sqlite3.connect(tmp_path / "muster.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    opened = Store.open(url)
    with opened.read() as tx:
        assert runs.latest_runs(tx) == {}
    with pytest.raises(StoreError, match="is locked by another program; wait"), opened.begin():
        pass
    opened.close()
    other.close()


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="check that its folder exists"):
        Store.open(f"sqlite:///{tmp_path / 'missing' / 'muster.db'}")


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'muster.db'}"
    opened = Store.open(url)
    with opened.begin() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    opened.close()
    with pytest.raises(StoreError, match="newer Muster"):
        Store.open(url)


def test_an_unreachable_server_is_named_without_its_password() -> None:
    with pytest.raises(StoreError) as caught:
        Store.open("postgresql://muster:secret@127.0.0.1:9/muster?connect_timeout=2")
    assert "cannot be reached" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["nonsense", "mysql://localhost/x"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(StoreError, match=r"sqlite:///muster.db|SQLite or PostgreSQL"):
        Store.open(url)


def test_a_full_disk_is_named_and_nothing_is_lost(tmp_path: Path) -> None:
    """SQLite answers the same way when the disk is full and when the file may not grow."""
    opened = Store.open(f"sqlite:///{tmp_path / 'muster.db'}")
    with opened.begin() as tx:
        kept = runs.begin_run(tx, "harrowgate", NOW)
    many = [a_listing(str(number), description="x" * 5000) for number in range(200)]
    with opened.engine.connect() as tx:
        pages_now = tx.execute(text("PRAGMA page_count")).scalar_one()

    def fill() -> None:
        with opened.begin() as tx:
            tx.execute(text(f"PRAGMA max_page_count = {pages_now + 2}"))
            runs.add_sightings(tx, kept, many, NOW)

    with pytest.raises(StoreError, match="disk is full; free some space"):
        fill()
    with opened.read() as tx:
        assert runs.latest_runs(tx)["harrowgate"].id == kept
        assert runs.sightings_of(tx, kept) == []
    opened.close()
