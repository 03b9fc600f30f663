"""Names of sources in; crawled, judged and closed runs and a summary of each out.

The crawls run in processes of their own (`spiders.worker`), many sources to a process, because starting one
costs half a second of the processor. A process that hangs, leaks or crashes ends alone: the sources it had
not finished are tried again, each by itself, and the one to blame gets a failed run that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event
from typing import Any

from catalogue import runs
from catalogue.config import Config
from catalogue.errors import SourceError
from catalogue.runs import RunState
from catalogue.sources import SourceRow, remember
from catalogue.store import Store
from spiders.addresses import site
from spiders.process import Job, Limits, run_worker
from spiders.source import Source, load_sources, no_such_source, source_folders

MOST_SOURCES = 40
"""Sources to one process: 20 to 50 make its start cheap and its end bearable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the visit to one source has come."""

    source: str
    pages: int = 0
    listings: int = 0
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSummary:
    """How the visit to one source ended.

    Attributes:
        run_id: The run in the store; 0 when none was opened (the source's file is wrong).
        pages: Pages read or found unchanged.
        listings: Listings kept, those of unchanged pages included.
        changed: Listings that were new or said something new.
        reason: Why the run was not accepted; "" when it was.
        problems: Sentences about pages and listings that could not be taken.
    """

    source: str
    run_id: int
    state: RunState
    pages: int = 0
    listings: int = 0
    changed: int = 0
    reason: str = ""
    problems: tuple[str, ...] = ()
    stats: Mapping[str, int] = field(default_factory=dict)


USUAL = Limits()
"""The bounds on a crawl process, unless the caller sets others."""

OnProgress = Callable[[Progress], None]


def _no_progress(_progress: Progress) -> None:
    """Say nothing."""


def crawl(
    names: Sequence[str],
    config: Config,
    on_progress: OnProgress = _no_progress,
    *,
    limits: Limits = USUAL,
    stop: Event | None = None,
) -> list[CrawlSummary]:
    """Visit sources by name; one summary each, in the same order.

    Args:
        names: Names of sources, at most once each; all that are visited unnamed, and those whose files
            are wrong, when there are none.
        config: Where the catalogue and the source files are.
        on_progress: Called after each page and listing, and when a source is done.
        limits: Bounds on each crawl process.
        stop: Ends the crawls early when it is set.

    Raises:
        SourceError: There is no source of one of the names, and none is visited; or the folder of
            MUSTER_SOURCES does not exist.
        StoreError: The catalogue cannot be opened.
    """
    sources, problems = load_sources(source_folders(config.sources))
    wrong = {one.source: _unread(one) for one in problems}
    for name in names:
        if name not in sources and name not in wrong:
            raise no_such_source(name, [*sources, *wrong])
    names = names or [*(name for name, one in sources.items() if one.is_automatic), *wrong]
    wanted = {name: sources[name] for name in names if name in sources}
    store = Store.open(config.database_url)
    try:
        crawling = _Crawling(
            config=config,
            store=store,
            limits=limits,
            stop=stop or Event(),
            on_progress=on_progress,
            run_ids=_begin(store, wanted.values()),
        )
        done = crawling.visit(wanted)
    finally:
        store.close()
    return [done.get(name) or wrong[name] for name in names]


def source_row(source: Source) -> SourceRow:
    """What the catalogue remembers of a source file."""
    return SourceRow(
        name=source.name,
        title=source.title,
        home=source.home,
        role=source.role,
        zone=source.zone,
        every_minutes=source.every,
    )


def batches(sources: Iterable[Source]) -> list[list[str]]:
    """Names by process: at most `MOST_SOURCES`, all with the same `allow` (a process has one resolver).

    Two sources of one host come into different processes, which run one after the other, so that no host is
    asked twice as often as it is polite; on the loopback that does not matter.
    """
    made: list[_Batch] = []
    for source in sources:
        hosts = {site(url) for url in source.start} if source.delay else set()
        room = (one for one in made if one.has_room(source.allow, hosts))
        batch = next(room, None)
        if batch is None:
            batch = _Batch(allow=source.allow)
            made.append(batch)
        batch.names.append(source.name)
        batch.hosts |= hosts
    return [one.names for one in made]


@dataclass(slots=True, kw_only=True)
class _Batch:
    """The sources of one process while they are gathered."""

    allow: tuple[str, ...]
    names: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def has_room(self, allow: tuple[str, ...], hosts: set[str]) -> bool:
        few = len(self.names) < MOST_SOURCES
        return few and self.allow == allow and not (self.hosts & hosts)


def _begin(store: Store, sources: Iterable[Source]) -> dict[str, int]:
    now = datetime.now(UTC)
    with store.begin() as tx:
        begun = {}
        for source in sources:
            remember(tx, source_row(source))
            begun[source.name] = runs.begin_run(tx, source.name, now)
    return begun


def _unread(problem: SourceError) -> CrawlSummary:
    return CrawlSummary(source=problem.source, run_id=0, state=RunState.FAILED, reason=str(problem))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Crawling:
    """One call of `crawl`."""

    config: Config
    store: Store
    limits: Limits
    stop: Event
    on_progress: OnProgress
    run_ids: Mapping[str, int]

    def visit(self, sources: Mapping[str, Source]) -> dict[str, CrawlSummary]:
        done: dict[str, CrawlSummary] = {}
        for names in batches(sources.values()):
            done |= self._together([sources[name] for name in names])
        return done

    def _together(self, sources: Sequence[Source]) -> dict[str, CrawlSummary]:
        """Visit some sources in one process; those that it leaves unfinished again, each by itself."""
        done, trouble = self._process(sources)
        left = [source for source in sources if source.name not in done]
        for source in left:
            if len(sources) == 1 or self.stop.is_set():
                done[source.name] = self._broken(source.name, trouble)
            else:
                done |= self._together([source])
        return done

    def _process(self, sources: Sequence[Source]) -> tuple[dict[str, CrawlSummary], str]:
        done: dict[str, CrawlSummary] = {}

        def take(line: Mapping[str, Any]) -> None:
            name = line["source"]
            if line.get("done") and "state" in line:
                done[name] = self._summary(name, line)
            elif line.get("done"):
                done[name] = self._broken(name, str(line.get("error")))
            pages, listings = line.get("pages", 0), line.get("listings", 0)
            if name in done:
                pages, listings = done[name].pages, done[name].listings
            self.on_progress(
                Progress(source=name, pages=pages, listings=listings, done=name in done)
            )

        job = Job(
            config=self.config.model_dump(mode="json"),
            runs={source.name: self.run_ids[source.name] for source in sources},
            seconds=self.limits.for_sources(sources),
        )
        if self.stop.is_set():
            return done, "Muster was stopped"
        return done, run_worker(job, self.limits, take, self.stop)

    def _summary(self, name: str, line: Mapping[str, Any]) -> CrawlSummary:
        stats: dict[str, int] = line["stats"]
        return CrawlSummary(
            source=name,
            run_id=self.run_ids[name],
            state=RunState(line["state"]),
            pages=stats.get("pages", 0),
            listings=runs.listings_of(stats),
            changed=line["changed"],
            reason=line["reason"],
            problems=tuple(line["problems"]),
            stats=stats,
        )

    def _broken(self, name: str, trouble: str) -> CrawlSummary:
        """Close the run of a source whose crawl never came to its end."""
        reason = (
            f"The crawl of {name} broke off: {trouble}. Nothing published was changed; try again."
        )
        run_id = self.run_ids[name]
        with self.store.begin() as tx:
            runs.close_run(
                tx, run_id, state=RunState.FAILED, reason=reason, stats={}, now=datetime.now(UTC)
            )
        return CrawlSummary(source=name, run_id=run_id, state=RunState.FAILED, reason=reason)
