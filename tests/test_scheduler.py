"""The scheduler: what is due is visited once, however many schedulers there are, and stops are clean."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import events, leases, runs
from catalogue.config import Config
from catalogue.runs import RunState
from catalogue.sources import SourceRow, all_sources, remember
from catalogue.store import Store
from scheduler import FIRST_SLOT, SILENCE, Scheduler, new_owner, next_visit
from tests.spiders.site import Answer, Site, serve
from tests.spiders.sources import ALLOW, FOLLOW, config_in, site_of, write_source

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


def row(due: datetime | None, every: int = 60) -> SourceRow:
    return SourceRow(
        name="one", title="One", home="https://one.example", every_minutes=every, next_due=due
    )


@pytest.mark.parametrize("due", [None, NOW, NOW - timedelta(minutes=30), NOW - timedelta(days=30)])
def test_missed_visits_are_not_made_up_for(due: datetime | None) -> None:
    after = next_visit(row(due), NOW)
    assert NOW < after <= NOW + timedelta(minutes=63)


@given(
    st.integers(min_value=1, max_value=43200),
    st.integers(min_value=0, max_value=10**7),
)
def test_the_next_visit_lies_ahead_within_an_interval_and_its_jitter(every: int, late: int) -> None:
    after = next_visit(row(NOW - timedelta(seconds=late), every), NOW)
    jitter = min(timedelta(minutes=every) / 20, timedelta(minutes=5))
    assert NOW - jitter <= after <= NOW + timedelta(minutes=every) + jitter


def test_sources_of_one_cadence_spread_out() -> None:
    made = [SourceRow(name=f"s{n}", title="", home="", next_due=NOW) for n in range(50)]
    assert len({next_visit(one, NOW) for one in made}) > 40


def test_owners_have_names_of_their_own() -> None:
    assert new_owner() != new_owner()
    assert len(new_owner()) <= 100


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return config_in(tmp_path)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve(site_of(["Hate crime forum", "Night economy day"])) as made:
        yield made


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    opened = Store.open(config.database_url)
    yield opened
    opened.close()


def add_source(config: Config, site: Site, name: str, more: str = FOLLOW + ALLOW) -> None:
    assert config.sources is not None
    write_source(config.sources, name, f"{site.base}/events/", more)


def test_a_tick_visits_what_is_due_settles_and_publishes(
    config: Config, site: Site, store: Store
) -> None:
    add_source(config, site, "one")
    add_source(config, site, "off", FOLLOW + ALLOW + "enabled = false\n")
    mine = Scheduler(config=config, store=store)
    (done,) = mine.tick()
    assert (done.source, done.state, done.listings) == ("one", RunState.ACCEPTED, 2)
    assert mine.tick() == []  # nothing is due any more
    with store.read() as tx:
        assert len(events.events(tx)) == 2
        assert runs.unsettled(tx) == []
        assert [one.name for one in all_sources(tx)] == ["one"]
    assert "Hate crime forum" in (config.public / "feeds" / "all.rss").read_text()


def test_after_any_absence_a_source_is_visited_once(
    config: Config, site: Site, store: Store
) -> None:
    add_source(config, site, "one", FOLLOW + ALLOW + 'every = "10m"\n')
    mine = Scheduler(config=config, store=store)
    with store.begin() as tx:
        month_ago = datetime.now(UTC) - timedelta(days=30)
        remember(tx, SourceRow(name="one", title="One", home="", next_due=month_ago))
    assert len(mine.tick()) == 1
    assert mine.tick() == []


def test_a_dead_owner_is_relieved(config: Config, site: Site, store: Store) -> None:
    add_source(config, site, "one")
    long_ago = datetime.now(UTC) - 2 * SILENCE
    with store.begin() as tx:
        remember(tx, SourceRow(name="one", title="One", home=""))
        later = datetime.now(UTC) + timedelta(hours=6)
        assert leases.claim(tx, "one", FIRST_SLOT, owner="dead", next_due=later, now=long_ago)
    assert [one.source for one in Scheduler(config=config, store=store).tick()] == ["one"]


def test_a_living_owner_keeps_its_slot(config: Config, site: Site, store: Store) -> None:
    add_source(config, site, "one")
    other = Scheduler(config=config, store=store)
    long_ago = datetime.now(UTC) - 2 * SILENCE
    with store.begin() as tx:
        remember(tx, SourceRow(name="one", title="One", home=""))
        later = datetime.now(UTC) + timedelta(hours=6)
        leases.claim(tx, "one", FIRST_SLOT, owner=other.owner, next_due=later, now=long_ago)
    other.beat()
    assert Scheduler(config=config, store=store).tick() == []


def test_a_wrong_source_file_does_not_stop_the_others(
    config: Config, site: Site, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    add_source(config, site, "one")
    assert config.sources is not None
    (config.sources / "bad.toml").write_text("title = ")
    assert [one.source for one in Scheduler(config=config, store=store).tick()] == ["one"]
    assert "bad.toml" in caplog.text


def test_a_database_that_refuses_is_logged_and_survived(
    config: Config, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    mine = Scheduler(config=config, store=store)
    with store.begin() as tx:
        tx.exec_driver_sql("DROP TABLE lease")
    assert mine.tick() == []
    mine.beat()
    assert caplog.text.count("The catalogue's database") == 2


def start(config: Config) -> subprocess.Popen[bytes]:
    env = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}:{os.environ.get('PYTHONPATH', '')}",
        "MUSTER_DATABASE_URL": config.database_url,
        "MUSTER_SOURCES": str(config.sources),
        "MUSTER_PUBLIC": str(config.public),
    }
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "scheduler"], env=env, stderr=subprocess.PIPE
    )


def stop(*programs: subprocess.Popen[bytes]) -> list[str]:
    """End them cleanly; what they wrote."""
    for program in programs:
        program.send_signal(signal.SIGTERM)
    said = [program.communicate(timeout=60)[1].decode() for program in programs]
    assert [program.returncode for program in programs] == [0] * len(programs)
    return said


def wait_for(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.2)
    assert true()


def ask(config: Config, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(config.database_url.removeprefix("sqlite:///"))) as db:
        return db.execute(query).fetchall()


def test_two_schedulers_never_run_one_slot_twice(config: Config, site: Site, store: Store) -> None:
    """Two real processes over one database, six sources that become due again and again."""
    names = [f"s{number}" for number in range(6)]
    for name in names:
        add_source(config, site, name, FOLLOW + ALLOW + "pages = 1\n")
    both = [start(config), start(config)]
    wait_for(lambda: ask(config, "SELECT count(*) FROM lease WHERE finished NOT NULL") == [(6,)])
    wait_for(lambda: not ask(config, "SELECT 1 FROM run WHERE state = 'running'"))
    said = stop(*both)
    assert "Traceback" not in "".join(said)
    per_source = ask(config, "SELECT source, count(*) FROM run GROUP BY source ORDER BY source")
    assert per_source == [(name, 1) for name in names]
    slots = ask(config, "SELECT count(*), count(DISTINCT source || slot) FROM lease")
    assert slots == [(6, 6)]


def test_claims_race_without_duplicates(any_store: Store) -> None:
    """Many claims of the same slots, on both databases: each slot has one winner."""
    names = [f"s{number}" for number in range(10)]
    with any_store.begin() as tx:
        for name in names:
            remember(tx, SourceRow(name=name, title="", home=""))
    schedulers = [Scheduler(config=Config(), store=any_store) for _ in range(4)]
    taken = []
    with any_store.read() as tx:
        due = leases.due_sources(tx, NOW)
    for one in due:
        taken += [one.name for mine in schedulers if mine._claim(one, NOW)]
    assert sorted(taken) == names


def test_sigterm_ends_a_crawl_under_way_and_the_next_scheduler_takes_it_up(
    config: Config, site: Site, store: Store
) -> None:
    site.answers["/events/"] = Answer(body=b"." * 900, drip=0.1)
    add_source(config, site, "one")
    program = start(config)
    wait_for(lambda: site.asked["/events/"] > 0)
    began = time.monotonic()
    (said,) = stop(program)
    assert time.monotonic() - began < 40
    assert "Traceback" not in said
    with store.read() as tx:
        run = runs.latest_runs(tx)["one"]
    assert run.state is RunState.FAILED
    with store.begin() as tx:
        assert leases.rescue(tx, datetime.now(UTC), datetime.now(UTC))
    site.answers.update(site_of(["Hate crime forum", "Night economy day"]))
    (done,) = Scheduler(config=config, store=store).tick()
    assert done.state is RunState.ACCEPTED
