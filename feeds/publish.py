"""The catalogue in; the ready feeds in every format as files, and a report for people, out.

Files are renewed only where something changed: changed events mark the shelves they stand on, a feed whose shelves are
clean is not looked at, and a document whose bytes are the same is not written. So validators of HTTP caches stay
good, subscribers fetch nothing for nothing, and a publication costs what changed and not what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from catalogue import tables
from catalogue.collector import at_rest
from catalogue.config import Config
from catalogue.sources import all_sources
from catalogue.store import Store
from feeds import look, roll, rss
from feeds.changes import change_feeds, recent_changes
from feeds.feed import Feed, site_of
from feeds.formats import FORMATS, Format
from feeds.intake import Seen, age, take_in
from feeds.ledger import Ledger, opened
from feeds.memo import forget_all
from feeds.output import locked, output
from feeds.packing import PACKERS
from feeds.pieces import Pieces
from feeds.plan import LIST, planned, planned_changes, retired, setup
from feeds.ready import READY, Choice
from feeds.renewal import Renewal
from feeds.window import PAST

FOLDER = "feeds"
"""Where the feeds stand below the public folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedResult:
    """What became of one feed: listings in it, files written anew, and its address as RSS."""

    slug: str
    title: str
    items: int
    written: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishReport:
    """The feeds of which files were written, how many there are, and sentences about what could not be renewed."""

    feeds: tuple[FeedResult, ...]
    total: int
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How feeds are written.

    Attributes:
        formats: Extension → format.
        packers: Ending → what compresses a document into the file of that ending beside it.
    """

    formats: Mapping[str, Format] = field(default_factory=lambda: FORMATS)
    packers: Mapping[str, Callable[[bytes], bytes]] = field(default_factory=lambda: PACKERS)


USUAL = Manner()


def publish(
    store: Store, config: Config, now: datetime, *, choice: Choice = READY, manner: Manner = USUAL
) -> PublishReport:
    """Bring the published feeds up to date.

    Args:
        store: The catalogue.
        config: Settings: the public folder, the site's address, our domain.
        now: Aware instant; its day at the site decides what calendars hold.
        choice: Which feeds there are to be.
        manner: How they are written.

    Raises:
        PublishError: The folder cannot be written to or is full; the published files stay as they were.
        StoreError: The database refused.
        SettingError: `feeds.toml` is wrong.
    """
    site, folder, formats = site_of(config), config.public / FOLDER, manner.formats
    today = now.astimezone(ZoneInfo(site.zone)).date()
    with (
        locked(folder), at_rest(), opened(folder) as ledger, store.read() as tx,
        output(folder) as out,
    ):  # fmt: skip
        pieces = Pieces(tx, ledger, site, formats)
        _renew_ledger(tx, ledger, setup(site, choice, formats, store.address), today)
        # The pieces of what is long over may never be wanted again.
        take_in(tx, ledger, choice.kinds, Seen(pieces.write, today - PAST))
        work = Renewal(
            pieces=pieces, history=cache(partial(recent_changes, tx)), output=out, ledger=ledger,
            site=site, formats=formats, packers=manner.packers, today=today, now=now,
        )  # fmt: skip
        stirred, folders = look.stirred(ledger, folder, now)
        _enrol(tx, choice, work, stirred)
        due = roll.due(ledger)
        for one in due:
            work.renew(one)
        out.commit()
        work.keep()
        look.remember(ledger, folder, folders | out.folders)
        roll.settle(ledger, work.failed)
        ledger.commit()
        forget_all()
        return _report((one.feed for one in due), work)


def _enrol(tx: Connection, choice: Choice, work: Renewal, stirred: set[str]) -> None:
    """Bring the roll of feeds up to date, mark those that are not as they were left, and write the list of all."""
    ledger, sources = work.ledger, all_sources(tx)
    occasion = roll.occasion(choice, sources, work.today)
    if LIST.slug in stirred or not roll.stands(ledger, occasion):
        feeds = choice.feeds(sources, partial(roll.open_values, ledger), work.today)
        plan = planned(feeds, work.formats, work.today)
        if choice.has_changes:
            plan += planned_changes(change_feeds(), work.formats)
            feeds += change_feeds()
        kept = {one.slug for one in feeds}
        plan += retired(ledger.files(), kept, work.formats)
        roll.enrol(ledger, plan, occasion)
        work.renew_list(feeds)
    if choice.has_changes:
        last = tx.execute(select(func.max(tables.revision.c.id))).scalar()
        state = f"{last} {ledger.get('cursor')}"
        if ledger.get("history") != state:
            roll.mark(ledger, (one.slug for one in change_feeds()))
            ledger.keep(history=state)
    roll.mark(ledger, stirred)


def _renew_ledger(tx: Connection, ledger: Ledger, setup: str, today: date) -> None:
    """Bring the ledger up to the catalogue and the day; another set-up or catalogue starts it anew."""
    newest = tx.execute(select(func.max(tables.event.c.seq))).scalar() or 0
    if ledger.get("setup") != setup or int(ledger.get("cursor") or 0) > newest:
        ledger.empty()
        ledger.keep(setup=setup)
    before = ledger.get("day")
    if before and before != str(today):
        age(ledger, date.fromisoformat(before), today)
    if before != str(today):
        ledger.keep(day=str(today))


def _report(feeds: Iterable[Feed], work: Renewal) -> PublishReport:
    results = (
        FeedResult(
            slug=feed.slug,
            title=feed.title,
            items=work.items[feed.slug],
            written=work.written[feed.slug],
            address=work.site.feed_url(feed, rss.EXT),
        )
        for feed in feeds
        if work.written[feed.slug]
    )
    total = int(work.ledger.get("feeds") or 0)
    return PublishReport(feeds=tuple(results), total=total, problems=tuple(work.problems))
