"""The catalogue in; the ready feeds in every format as files, and a report for people, out.

Files are renewed only where something changed: changed events mark the shelves they stand on, a feed whose shelves are
clean is not looked at, and a document whose bytes are the same is not written. So validators of HTTP caches stay
good, subscribers fetch nothing for nothing, and a publication costs what changed and not what there is.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from catalogue import tables
from catalogue.config import Config
from catalogue.listing import Listing
from catalogue.sources import all_sources
from catalogue.store import Store
from feeds import opml, rss
from feeds.changes import Change, change_feeds, chosen, recent_changes
from feeds.collector import at_rest
from feeds.cuts import CUTS, Row
from feeds.feed import Feed, Site, site_of
from feeds.formats import FORMATS, Format, Window
from feeds.intake import age, take_in
from feeds.ledger import Ledger, Published, digest_of, opened
from feeds.memo import forget_all
from feeds.occurrences import last_day
from feeds.output import Output, locked, output
from feeds.packing import PACKERS
from feeds.pieces import BrokenPieceError, Pieces
from feeds.plan import LIST, Planned, open_values, planned, planned_changes, retired, setup
from feeds.plan import digest as digest_of_texts
from feeds.ready import READY, Choice
from feeds.self_check import findings
from feeds.shelves import window_day
from feeds.window import PAST

FOLDER = "feeds"
"""Where the feeds stand below the public folder."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
    """Every ready feed, and sentences about files that could not be renewed."""

    feeds: tuple[FeedResult, ...]
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
    store: Store,
    config: Config,
    now: datetime,
    *,
    choice: Choice = READY,
    manner: Manner = USUAL,
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
    with locked(folder), at_rest(), opened(folder) as ledger, store.read() as tx:
        pieces = Pieces(tx, ledger, site, formats)
        wanted = setup(site, choice, formats, store.address)
        _renew_ledger(tx, ledger, wanted, today)
        take_in(tx, ledger, choice.kinds, partial(_write_current, pieces, today))
        with output(folder) as out:
            work = _Work(
                pieces=pieces, history=cache(partial(recent_changes, tx)), output=out,
                ledger=ledger, site=site, formats=formats, packers=manner.packers, files=ledger.files(),
                today=today, now=now,
            )  # fmt: skip
            feeds, plan = _plan(tx, choice, work)
            dirty = _dirty(plan, work)
            for one in dirty:
                _renew(one, work)
            _renew_list(feeds, plan, work)
            out.commit()
        _keep(work, dirty)
        forget_all()
        return _report(feeds, work)


def _plan(tx: Connection, choice: Choice, work: _Work) -> tuple[tuple[Feed, ...], list[Planned]]:
    """The feeds there are, and how each should stand, those that have ended included."""
    ledger, formats = work.ledger, work.formats
    feeds = choice.feeds(all_sources(tx), partial(open_values, ledger), work.today)
    plan = planned(feeds, formats, work.today)
    if choice.has_changes:
        last = tx.execute(select(func.max(tables.revision.c.id))).scalar()
        key = f"{last} {ledger.get('cursor')}"
        plan += planned_changes(change_feeds(), formats, key)
        feeds += change_feeds()
    gone = retired(work.files.values(), {one.slug for one in feeds}, formats)
    return feeds, plan + gone


@dataclass(slots=True, kw_only=True)
class _Work:
    """A publication under way: what stood before, and what was written and went wrong on the way."""

    pieces: Pieces
    history: Callable[[], list[Change]]
    output: Output
    ledger: Ledger
    site: Site
    formats: Mapping[str, Format]
    packers: Mapping[str, Callable[[bytes], bytes]]
    files: dict[str, Published]
    today: date
    now: datetime
    renewed: dict[str, Published] = field(default_factory=dict)
    written: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)


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


def _write_current(pieces: Pieces, today: date, listings: Mapping[int, Listing]) -> None:
    """Write the pieces of listings while they are in memory; those that are over may never be wanted again."""
    pieces.write(
        {n: one for n, one in listings.items() if (last_day(one) or today) >= today - PAST}
    )


def _dirty(plan: Sequence[Planned], work: _Work) -> list[Planned]:
    """The feeds that changed in themselves or on their shelves, or have lost a file."""
    shelves, known = work.ledger.dirty_shelves(), work.ledger.feeds()
    folder = work.output.folder
    lost = {one.slug for name, one in work.files.items() if _size(folder, name) != one.size}
    return [
        one
        for one in plan
        if known.get(one.feed.slug) != one.digest
        or not shelves.isdisjoint(one.shelves)
        or one.feed.slug in lost
    ]


def _size(folder: Path, name: str) -> int:
    try:
        return os.stat(f"{folder}/{name}").st_size  # noqa: PTH116 (thousands of them)
    except OSError:
        return -1


def _renew(one: Planned, work: _Work) -> None:
    """Make every document of a feed anew and write those whose bytes changed."""
    rows = cache(partial(_rows, one, work))
    for ext in one.exts:
        try:
            if one.is_history:
                data, items = _history(one.feed, ext, work)
            else:
                data, items = _document(one.feed, ext, rows(work.formats[ext].window), work)
        except BrokenPieceError as error:
            _fail(one.feed, ext, str(error), work)
        except ValueError as error:  # feedgen and lxml refuse with it
            _fail(one.feed, ext, f"it cannot be written: {error}", work)
        else:
            _put(one.feed, ext, data, items, work)


def _rows(one: Planned, work: _Work, window: Window) -> list[Row]:
    """The listings that a window leaves of the shelves of a feed."""
    ks = [work.ledger.shelf(name) for name in one.shelves]
    return CUTS[window](work.ledger, ks, window_day(one.feed.filters, work.today))


def _document(feed: Feed, ext: str, rows: Sequence[Row], work: _Work) -> tuple[bytes, int]:
    """A document and its listings; its pieces are checked where they are written, its head here."""
    form, ns = work.formats[ext], [n for n, _ in rows]
    changed = max((modified for _, modified in rows), default=None)
    modified = None if changed is None else _EPOCH + timedelta(microseconds=changed)
    if f"{feed.slug}.{ext}" not in work.files:
        _check(ext, form.join(feed, (), work.site, modified))
    return form.fitting(feed, partial(work.pieces.of, ns, ext), work.site, modified), len(ns)


def _history(feed: Feed, ext: str, work: _Work) -> tuple[bytes, int]:
    """The document of a feed of changes, and its entries."""
    listings = chosen(feed, work.history())
    data = work.formats[ext].render(feed, listings, work.site)
    _check(ext, data)
    return data, len(listings)


def _check(ext: str, data: bytes) -> None:
    faults = findings(ext, data)
    if faults:
        raise BrokenPieceError("; ".join(faults[:3]))


def _fail(feed: Feed, ext: str, reason: str, work: _Work) -> None:
    name = f"{feed.slug}.{ext}"
    work.failed.add(feed.slug)
    work.problems.append(
        f"{name} was not published, because {reason}. "
        + ("The file published before stays." if name in work.files else "There is no older file.")
    )


def _put(feed: Feed, ext: str, data: bytes, items: int, work: _Work) -> None:
    """Write the bytes unless they stand there already."""
    name, digest = f"{feed.slug}.{ext}", digest_of(data)
    before = work.files.get(name)
    is_same = before is not None and before.digest == digest
    published = Published(
        slug=feed.slug, ext=ext, title=feed.title, digest=digest, size=len(data), items=items,
        modified=before.modified if before and is_same else work.now.timestamp(),
    )  # fmt: skip
    stands = _stands(published, work)
    if not stands:
        work.output.put(name, data, published.modified)
        work.written[feed.slug] += 1
    for ending, pack in work.packers.items():
        if not stands or _size(work.output.folder, f"{name}.{ending}") < 0:
            work.output.put(f"{name}.{ending}", pack(data), published.modified)
    if before != published:
        work.renewed[name] = published


def _stands(published: Published, work: _Work) -> bool:
    """Whether the file is in its place with these bytes; where the ledger does not know, the file is read."""
    name, folder = published.name, work.output.folder
    if _size(folder, name) != published.size:
        return False
    before = work.files.get(name)
    if before is not None and before.size == published.size:
        return before.digest == published.digest
    try:
        return digest_of((folder / name).read_bytes()) == published.digest
    except OSError:
        return False


def _renew_list(feeds: Sequence[Feed], plan: Sequence[Planned], work: _Work) -> None:
    """The OPML list, when any feed came, went or has another name."""
    digest = digest_of_texts(one.digest for one in plan)
    name = f"{LIST.slug}.{opml.EXT}"
    if work.ledger.get("list") != digest or _size(work.output.folder, name) < 0:
        _put(LIST, opml.EXT, opml.render(feeds, work.site), len(feeds), work)
        work.ledger.keep(list=digest)


def _keep(work: _Work, dirty: Sequence[Planned]) -> None:
    """Only now that the files are in place is the ledger told: a publisher killed before does it all again."""
    ledger = work.ledger
    ledger.keep_files(work.renewed.values())
    ledger.keep_feeds({one.feed.slug: one.digest for one in dirty})
    ledger.forget_feeds(work.failed)
    ledger.clean_shelves()
    ledger.commit()


def _report(feeds: Sequence[Feed], work: _Work) -> PublishReport:
    items: dict[str, int] = {}
    for one in (work.files | work.renewed).values():
        items[one.slug] = max(items.get(one.slug, 0), one.items)
    results = (
        FeedResult(
            slug=feed.slug,
            title=feed.title,
            items=items.get(feed.slug, 0),
            written=work.written[feed.slug],
            address=work.site.feed_url(feed, rss.EXT),
        )
        for feed in feeds
    )
    return PublishReport(feeds=tuple(results), problems=tuple(work.problems))
