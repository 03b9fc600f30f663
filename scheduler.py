"""The clock of an installation: sources that are due in, fresh feeds out, until it is told to stop.

    python -m scheduler

APScheduler only says when to look; what is due, and who takes it, stands in the catalogue's own tables, so that
any number of schedulers may share a catalogue and none crawls a slot twice. After a stop of any length each
source is visited once. SIGTERM or SIGINT ends it cleanly: crawls under way are stopped, and taken up again by
whichever scheduler runs next.
"""

from __future__ import annotations

import hashlib
import logging
import os
import signal
import socket
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event, Lock

from apscheduler.schedulers.background import BackgroundScheduler

from catalogue import leases, runs
from catalogue.config import Config, load_config
from catalogue.errors import MusterError
from catalogue.runs import RunState
from catalogue.sources import SourceRow, remember
from catalogue.store import Store
from feeds.publish import publish
from pipelines.settle import settle
from post.round import post_round
from spiders.crawl import MOST_SOURCES, CrawlSummary, crawl, source_row
from spiders.source import Source, load_sources, source_folders

log = logging.getLogger("muster.scheduler")

TICK_SECONDS = 60
BEAT_SECONDS = 20

SILENCE = timedelta(minutes=3)
"""An owner that has not said for so long that it lives is taken for dead; nine heartbeats."""

FIRST_SLOT = datetime(1970, 1, 1, tzinfo=UTC)
"""The slot of a source that was never visited: the same for every scheduler."""

MOST_JITTER = timedelta(minutes=10)  # the whole width


def next_visit(row: SourceRow, now: datetime) -> datetime:
    """When a source is due after the slot that is taken now; missed slots are not made up for.

    Up to 5 % earlier or later, at most five minutes, so that sources of one cadence spread out.
    """
    every = timedelta(minutes=row.every_minutes)
    slot = row.next_due or now
    ahead = (max(now - slot, timedelta(0)) // every + 1) * every
    digest = hashlib.sha256(f"{row.name} {slot.isoformat()}".encode()).digest()
    share = int.from_bytes(digest[:4], "big") / 2**32 - 0.5
    return slot + ahead + share * min(every / 10, MOST_JITTER)


def new_owner() -> str:
    """A name for this scheduler that no other one has."""
    return f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"[:100]


@dataclass(slots=True, kw_only=True)
class Scheduler:
    """One scheduler over a catalogue."""

    config: Config
    store: Store
    owner: str = field(default_factory=new_owner)
    stop: Event = field(default_factory=Event)
    published: bool = False
    _working: Lock = field(default_factory=Lock)

    def tick(self) -> list[CrawlSummary]:
        """Visit what is due, settle what came in, publish what changed; what cannot be done is logged."""
        with self._working:
            try:
                return self._tick()
            except MusterError as error:
                log.error("%s", error)  # noqa: TRY400 (the sentence is for people)
                return []

    def beat(self) -> None:
        """Say that this scheduler lives."""
        try:
            with self.store.begin() as tx:
                leases.heartbeat(tx, self.owner, datetime.now(UTC))
        except MusterError as error:
            log.warning("%s", error)

    def _tick(self) -> list[CrawlSummary]:
        now = datetime.now(UTC)
        taken = self._take(self._renew_sources(), now)
        done = self._visit(taken)
        if not self.stop.is_set():
            self._publish()
            self._post()
        return done

    def _renew_sources(self) -> dict[str, Source]:
        """Read the source files anew, so that a new one needs no restart; wrong ones are logged."""
        sources, problems = load_sources(source_folders(self.config.sources))
        for problem in problems:
            log.error("%s", problem)
        enabled = {name: source for name, source in sources.items() if source.is_automatic}
        with self.store.begin() as tx:
            for source in enabled.values():
                remember(tx, source_row(source))
        return enabled

    def _take(self, sources: Mapping[str, Source], now: datetime) -> dict[str, datetime]:
        """Claim what is due: name → slot; slots of owners that fell silent are due again."""
        with self.store.begin() as tx:
            for name, _slot in leases.rescue(tx, now - SILENCE, now):
                log.warning("The scheduler that visited %s fell silent; it is due again.", name)
            due = leases.due_sources(tx, now, len(sources) + 1000)
        taken: dict[str, datetime] = {}
        for row in due:
            if row.name in sources and len(taken) < MOST_SOURCES and self._claim(row, now):
                taken[row.name] = row.next_due or FIRST_SLOT
        return taken

    def _claim(self, row: SourceRow, now: datetime) -> bool:
        """One short transaction for each source: none is held over a whole scan."""
        with self.store.begin() as tx:
            slot, after = row.next_due or FIRST_SLOT, next_visit(row, now)
            return leases.claim(tx, row.name, slot, owner=self.owner, next_due=after, now=now)

    def _visit(self, taken: Mapping[str, datetime]) -> list[CrawlSummary]:
        if not taken:
            return []
        done = crawl(list(taken), self.config, stop=self.stop)
        for one in done:
            _log(one)
        self._finish(taken, done)
        return done

    def _finish(self, taken: Mapping[str, datetime], done: Sequence[CrawlSummary]) -> None:
        """Give the slots back, but those that our own stop cut short: they are rescued later."""
        stopped = self.stop.is_set()
        with self.store.begin() as tx:
            for one in done:
                if not (stopped and one.state is RunState.FAILED):
                    leases.finish(tx, one.source, taken[one.source], datetime.now(UTC))

    def _publish(self) -> None:
        with self.store.read() as tx:
            waiting = bool(runs.unsettled(tx))
        if waiting or not self.published:
            now = datetime.now(UTC)
            settle(self.store, now)
            publish(self.store, self.config, now)
            self.published = True

    def _post(self) -> None:
        """Tell hubs and webhooks; those that cannot be reached are tried again at a later tick."""
        for problem in post_round(self.store, self.config, datetime.now(UTC)).problems:
            log.warning("%s", problem)


def _log(one: CrawlSummary) -> None:
    if one.state is RunState.ACCEPTED:
        log.info(
            "%s: %d pages, %d listings, %d new", one.source, one.pages, one.listings, one.changed
        )
    else:
        log.warning("%s: %s: %s", one.source, one.state.value, one.reason)


def main(config: Config | None = None) -> None:
    """Run until SIGTERM or SIGINT.

    Raises:
        SettingError: A setting is wrong.
        StoreError: The catalogue cannot be opened.
    """
    config = config or load_config()
    mine = Scheduler(config=config, store=Store.open(config.database_url))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: mine.stop.set())
    # In UTC, because local clock changes repeat and skip hours; late ticks run once instead of never.
    defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600}
    clock = BackgroundScheduler(timezone="UTC", job_defaults=defaults)
    at_once = datetime.now(UTC)
    clock.add_job(mine.tick, "interval", seconds=TICK_SECONDS, next_run_time=at_once)
    clock.add_job(mine.beat, "interval", seconds=BEAT_SECONDS)
    clock.start()
    mine.stop.wait()
    clock.shutdown(wait=True)
    mine.store.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    main()
