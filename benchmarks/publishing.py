"""Publishing: topic feeds of a made-up catalogue in RSS and iCalendar, beside plain feedgen and icalendar."""

from __future__ import annotations

import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from benchmarks.plain_feeds import plain_ics, plain_rss
from catalogue import events, tables
from catalogue.config import Config
from catalogue.filters import Filters
from catalogue.listing import (
    Grade,
    Listing,
    Mode,
    Place,
    Times,
    TopicMatch,
    day_of,
    listing_to_data,
)
from catalogue.sources import SourceRow
from catalogue.store import Store
from feeds.feed import Feed, site_of
from feeds.formats import FORMATS
from feeds.memo import forget_all
from feeds.packing import PACKERS
from feeds.publish import Manner, publish
from feeds.ready import Values
from feeds.shelves import Kinds

_NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)
_LONDON = ZoneInfo("Europe/London")
_PER_FEED = 60  # listings, as in a catalogue of 10,000 with three of 500 topics each
_CHANGED = 50
_TIMES = 3  # runs, the best of which counts: others use the machine too
_TWO = {ext: FORMATS[ext] for ext in ("rss", "ics")}
_BARE = Manner(formats=_TWO, packers={})
_PACKED = Manner(formats=_TWO)


@dataclass(frozen=True, slots=True)
class Topics:
    """A choice of feeds: one for each of so many made-up topics."""

    count: int
    has_changes: bool = False

    @property
    def kinds(self) -> Kinds:
        """Shelves of topics."""
        return Kinds(names=frozenset(("topic",)))

    def feeds(
        self,
        sources: Sequence[SourceRow],  # noqa: ARG002 (the signature of a choice)
        values: Values,  # noqa: ARG002
        today: date,  # noqa: ARG002
    ) -> tuple[Feed, ...]:
        """The feeds."""
        return tuple(_feed(f"t{number}") for number in range(self.count))


def run(data: Path) -> Iterator[str]:
    """The figures, a line each; CPU seconds of this process, in one run."""
    tool = data.parent / "tools" / "make_catalogue.py"
    if not tool.exists():
        yield f"skipped: {tool} is not there"
        return
    with tempfile.TemporaryDirectory() as folder:
        small = _bench(tool, Path(folder) / "small", 10_000)
        yield from _against_plain(small, Path(folder))
        large = _in_child(tool, Path(folder) / "large", 100_000)
    yield (
        f"100,000 listings, {_feeds(100_000)} feeds of the same size: {_CHANGED} changes cost "
        f"{large.changed / small.changed:.2f} x those of 10,000; cold {large.cold / small.cold:.1f} x"
    )
    yield f"peak memory of all that at 100,000 listings: {large.peak_mb:.0f} MB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """CPU seconds of a cold publication, one after 50 changes and one after none; files written by each; megabytes.

    `packed` is that after 50 changes with gzip and brotli files beside (0 = not measured).
    """

    cold: float
    changed: float
    same: float
    packed: float
    files: tuple[int, int, int]
    peak_mb: float
    listings: tuple[Listing, ...]


def _against_plain(ours: Figures, folder: Path) -> Iterator[str]:
    feeds = {
        feed.slug: feed
        for feed in Topics(_feeds(len(ours.listings))).feeds((), lambda _: (), _NOW.date())
    }
    inside: dict[str, list[Listing]] = {slug: [] for slug in feeds}
    for one in ours.listings:
        for match in one.topics:
            inside[f"topics/{match.slug}"].append(one)
    site = site_of(Config())

    def plain() -> int:
        for slug, members in inside.items():
            path = folder / "plain" / slug
            path.parent.mkdir(parents=True, exist_ok=True)
            path.with_suffix(".rss").write_bytes(plain_rss(feeds[slug], members, site))
            path.with_suffix(".ics").write_bytes(plain_ics(feeds[slug], members, site))
        return 2 * len(inside)

    seconds, files = min(_timed(plain) for _ in range(2))
    yield f"{len(ours.listings)} listings, {len(feeds)} topic feeds; plain: {seconds:.2f} CPU s, {files} files"
    told = (
        ("cold", ours.cold),
        (f"{_CHANGED} changed", ours.changed),
        ("nothing changed", ours.same),
    )
    for (what, taken), count in zip(told, ours.files, strict=True):
        yield f"{what}: {taken:.3f} CPU s, {count} files: {seconds / taken:.1f} x faster"
    whole = seconds + _timed(partial(_pack_all, folder / "plain"))[0]
    yield (
        f"{_CHANGED} changed, with gzip and brotli on both sides: {ours.packed:.3f} CPU s, "
        f"{whole / ours.packed:.1f} x faster"
    )


def _pack_all(folder: Path) -> int:
    """Compress every file of a folder, as whoever writes them plainly would have to."""
    sizes = [
        len(pack(path.read_bytes())) for path in folder.rglob("*.*") for pack in PACKERS.values()
    ]
    return len(sizes)


def _in_child(tool: Path, folder: Path, count: int) -> Figures:
    """The figures of a process of its own, so that its peak memory is that of publishing."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_bench, (tool, folder, count, False))


def _bench(tool: Path, folder: Path, count: int, keep: bool = True) -> Figures:
    folder.mkdir()
    store = Store.open(f"sqlite:///{folder}/bench.db")
    config, choice = Config(public=folder / "public"), Topics(_feeds(count))
    listings = _fill(store, tool, count, keep)

    def work(manner: Manner = _BARE) -> int:
        report = publish(store, config, _NOW, choice=choice, manner=manner)
        return sum(feed.written for feed in report.feeds)

    change = partial(_change, store)
    cold, first = min(_timed(work, config.public) for _ in range(_TIMES if keep else 1))
    changed, second = min(_timed(work, before=change) for _ in range(_TIMES))
    same, third = min(_timed(work) for _ in range(_TIMES))
    packed = 0.0
    if keep:
        _timed(partial(work, _PACKED), config.public)
        packed, _ = min(_timed(partial(work, _PACKED), before=change) for _ in range(_TIMES))
    store.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Figures(
        cold=cold,
        changed=changed,
        same=same,
        packed=packed,
        files=(first, second, third),
        peak_mb=peak,
        listings=listings,
    )


def _timed(
    work: Callable[[], int], gone: Path | None = None, before: Callable[[], None] | None = None
) -> tuple[float, int]:
    """CPU seconds and files of one run, behind the putting aside of a folder and a preparation.

    Nothing is removed: ext4 is slow to make files for minutes after, since it passes over every inode freed of late.
    """
    if gone is not None and gone.exists():
        gone.rename(gone.with_name(f"{gone.name}-{time.monotonic_ns()}"))
    if before is not None:
        before()
    forget_all()
    began = time.process_time()
    count = work()
    return time.process_time() - began, count


def _feeds(listings: int) -> int:
    return listings * 3 // _PER_FEED


def _feed(topic: str) -> Feed:
    return Feed(
        slug=f"topics/{topic}",
        title=f"{topic}: events",
        description=f"Events on {topic}, from all sources.",
        filters=Filters(topic=(topic,)),
    )


def _fill(store: Store, tool: Path, count: int, keep: bool) -> tuple[Listing, ...]:
    """Put the catalogue into the store; the listings are given back only where they are wanted."""
    kept: list[Listing] = []
    numbered = enumerate(_rows(tool, count), 1)
    while some := list(islice(numbered, 2_000)):
        made = [(seq, _listing(seq, count, *row)) for seq, row in some]
        with store.begin() as tx:
            tx.execute(insert(tables.event), [_row(one, seq) for seq, one in made])
        kept += [one for _, one in made] if keep else ()
    with store.begin() as tx:
        tx.execute(insert(tables.counter).values(name="event", value=count))
    return tuple(kept)


def _rows(tool: Path, count: int) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """(listing, truth) of the synthetic catalogue, all of it in the future."""
    with tempfile.TemporaryDirectory() as folder:
        listings, truth = Path(folder) / "listings", Path(folder) / "truth"
        command = (sys.executable, tool, str(count), "--first", "2027-03-02", "--truth", truth)
        with listings.open("w") as out:
            subprocess.run(command, stdout=out, check=True)
        with listings.open() as lines, truth.open() as labels:
            for line, label in zip(lines, labels, strict=True):
                yield json.loads(line), json.loads(label)


def _row(listing: Listing, seq: int) -> dict[str, object]:
    day = day_of(listing.times.start)
    return {
        "id": listing.id, "seq": seq, "start_day": day, "end_day": day, "hidden": False,
        "modified": listing.modified, "data": listing_to_data(listing),
    }  # fmt: skip


def _listing(number: int, count: int, row: dict[str, str], truth: dict[str, str]) -> Listing:
    """A listing with its true topic and two more, each split until a feed holds 60."""
    start = row["start"].rstrip("Z")
    moment = datetime.fromisoformat(start).replace(tzinfo=_LONDON)
    digest = blake2b(f"{truth['topic']} {number}".encode(), digest_size=12).digest()
    numbers = {int.from_bytes(digest[at : at + 4]) % _feeds(count) for at in (0, 4, 8)}
    return Listing(
        id=f"00000000-0000-4000-8000-{number:012d}",
        title=row["title"],
        url=row["url"],
        source=row["source"],
        organiser=row["organiser"],
        times=Times(
            start=moment.date() if "T" not in start else moment,
            zone="Europe/London", grade=Grade.SURE, certain=True,
        ),
        mode=Mode.ONLINE if row["mode"] == "online" else Mode.IN_PERSON,
        place=Place(name=row["venue"]),
        description=f"<p>{row['summary']}</p>",
        topics=tuple(TopicMatch(slug=f"t{one}", score=5) for one in sorted(numbers)),
        published=_NOW,
        modified=_NOW + timedelta(microseconds=number),
    )  # fmt: skip


def _change(store: Store) -> None:
    """Give 50 listings another title and place, as a settling would."""
    with store.begin() as tx:
        for number in range(1, 50 * _CHANGED, 50):
            found = events.get_event(tx, f"00000000-0000-4000-8000-{number:012d}")
            if found is not None:
                later = _NOW + timedelta(hours=1, microseconds=number)
                title = f"{found.title} (new)"
                new = replace(found, title=title, sequence=found.sequence + 1, modified=later)
                events.put_event(tx, new, later)
