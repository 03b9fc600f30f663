"""The catalogue in; the ready feeds in every format as files, and a report for people, out.

A file is rendered only when something it depends on has changed, and written only when its bytes have:
validators of HTTP caches stay good, and subscribers fetch nothing for nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from catalogue import tables
from catalogue.config import Config
from catalogue.events import events
from catalogue.listing import Listing
from catalogue.sources import all_sources
from catalogue.store import Store
from feeds import rss
from feeds.feed import Feed, site_of
from feeds.formats import FORMATS
from feeds.manifest import NAME, Manifest, Published, manifest_bytes, read_manifest
from feeds.memo import forget_all
from feeds.output import Output, locked, output
from feeds.plan import Document, Plan
from feeds.ready import ready_feeds
from feeds.self_check import findings

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
    """Every ready feed, and sentences about files that could not be renewed."""

    feeds: tuple[FeedResult, ...]
    problems: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Renewal:
    """A publication under way: what stood before, what shall stand, what was written on the way."""

    now: datetime
    folder: Path
    before: Manifest
    output: Output
    after: dict[str, Published] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def publish(store: Store, config: Config, now: datetime) -> PublishReport:
    """Bring the published feeds up to date.

    Args:
        store: The catalogue.
        config: Settings: the public folder, the site's address, our domain.
        now: Aware instant; its day at the site decides what calendars hold.

    Raises:
        PublishError: The folder cannot be written to or is full; the published files stay as they were.
        StoreError: The database refused.
        SettingError: `feeds.toml` is wrong.
    """
    site, folder = site_of(config), config.public / FOLDER
    today = now.astimezone(ZoneInfo(site.zone)).date()
    with locked(folder):
        before = read_manifest(folder)
        with store.read() as tx:
            plan = Plan(site=site, feeds=ready_feeds(all_sources(tx)), today=today)
            state = _state(tx, plan)
            is_new = state == before.state and _stands(folder, before)
            listings = [] if is_new else events(tx)
        if is_new:
            return _report(plan, before.files, (), ())
        with output(folder) as files:
            work = _Renewal(now=now.astimezone(UTC), folder=folder, before=before, output=files)
            _renew_all(plan, listings, work)
            _commit(work, state)
        forget_all()  # the next publication reads the listings anew
        return _report(plan, work.after, work.written, work.problems)


def _state(tx: Connection, plan: Plan) -> str:
    """What a publication depends on, told without reading a listing: last change, events, day, setup."""
    event = tables.event.c
    query = select(func.max(event.seq), func.count()).where(event.hidden.is_(False))
    last, count = tx.execute(query).one()
    return f"{last or 0} {count} {plan.today} {plan.digest}"


def _stands(folder: Path, manifest: Manifest) -> bool:
    """Whether every published file is in its place, in its size."""
    return all(_is_there(folder, one) for one in manifest.files.values())


def _is_there(folder: Path, published: Published) -> bool:
    path = folder / published.name
    return path.is_file() and path.stat().st_size == published.size


def _renew_all(plan: Plan, listings: Sequence[Listing], work: _Renewal) -> None:
    for document in plan.documents(listings):
        _renew(document, work)
    for published in work.before.files.values():
        if published.name not in work.after and published.ext in FORMATS:
            _renew(plan.retired(_last_words(published), published.ext), work)


def _last_words(published: Published) -> Feed:
    """A feed that is no longer configured: subscribers keep their address and are told where to look."""
    return Feed(
        slug=published.slug,
        title=published.title,
        description="This feed has ended. The list of all feeds says which are kept.",
        retired=True,
    )


def _renew(document: Document, work: _Renewal) -> None:
    """Render and write one document if what it depends on has changed."""
    before = work.before.files.get(document.name)
    if before and before.key == document.key and _is_there(work.folder, before):
        work.after[document.name] = before
        return
    data, faults = _rendered(document)
    if not faults:
        _put(document, data, work)
        return
    work.problems.append(
        f"{document.name} was not published, because {'; '.join(faults[:3])}. "
        + ("The file published before stays." if before else "There is no older file.")
    )
    if before:
        work.after[document.name] = before


def _rendered(document: Document) -> tuple[bytes, tuple[str, ...]]:
    """The document's bytes and what is wrong with them."""
    try:
        data = document.render()
    except ValueError as error:  # feedgen and lxml refuse values with it
        return b"", (f"it cannot be written: {error}",)
    return data, findings(document.ext, data)


def _put(document: Document, data: bytes, work: _Renewal) -> None:
    """Write the bytes unless they stand there already; either way the key is renewed."""
    sha256, before = hashlib.sha256(data).hexdigest(), work.before.files.get(document.name)
    if sha256 != _standing(work.folder / document.name):
        work.output.put(document.name, data)
        work.written.append(document.feed.slug)
    published = Published(
        slug=document.feed.slug,
        ext=document.ext,
        title=document.feed.title,
        sha256=sha256,
        size=len(data),
        modified=before.modified if before and before.sha256 == sha256 else work.now,
        items=document.items,
        key=document.key,
    )
    work.after[document.name] = published


def _standing(path: Path) -> str:
    """Digest of the file in its place; "" when there is none that can be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _commit(work: _Renewal, state: str) -> None:
    """Put everything into place, the manifest last; after a problem the next publication looks again."""
    manifest = Manifest(state="" if work.problems else state, files=work.after)
    data = manifest_bytes(manifest)
    if work.written or data != manifest_bytes(work.before):
        work.output.put(NAME, data)
    work.output.commit()


def _report(
    plan: Plan, files: Mapping[str, Published], written: Sequence[str], problems: Sequence[str]
) -> PublishReport:
    counts = Counter(written)
    results = (
        FeedResult(
            slug=feed.slug,
            title=feed.title,
            items=max((files[name].items for name in _names(feed) if name in files), default=0),
            written=counts[feed.slug],
            address=plan.site.feed_url(feed, rss.EXT),
        )
        for feed in plan.feeds
    )
    return PublishReport(feeds=tuple(results), problems=tuple(problems))


def _names(feed: Feed) -> list[str]:
    return [f"{feed.slug}.{ext}" for ext in FORMATS]
