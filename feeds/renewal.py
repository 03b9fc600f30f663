"""Feeds that are to be written anew in; their documents in every format, those whose bytes changed as files, out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from operator import itemgetter
from pathlib import Path

from feeds import opml
from feeds.changes import Change, chosen
from feeds.cuts import Cut, Row
from feeds.document import Document, Layout, blank, weave
from feeds.feed import Feed, Site
from feeds.formats import Format
from feeds.ledger import Ledger, PackedLayout, Published, digest_of
from feeds.look import is_as_left, stat_of
from feeds.output import Output
from feeds.pieces import Pieces
from feeds.plan import LIST
from feeds.roll import Due
from feeds.self_check import BrokenDocumentError, check
from feeds.shelves import window_day

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_UNKNOWN: tuple[Published | None, Layout | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a document belongs: feed and extension; the file published last with its layout; what stands there now."""

    feed: Feed
    ext: str
    known: Published | None
    layout: Layout | None
    found: os.stat_result | None

    @property
    def name(self) -> str:
        """Path below the folder of the feeds."""
        return f"{self.feed.slug}.{self.ext}"

    @property
    def is_as_left(self) -> bool:
        """Whether that file is there and nobody has touched it."""
        known = self.known
        return known is not None and is_as_left(self.found, known.size, known.stamp)


@dataclass(slots=True, kw_only=True)
class Renewal:
    """A publication under way: what it writes with, and what was written and went wrong on the way."""

    pieces: Pieces
    history: Callable[[], list[Change]]
    output: Output
    ledger: Ledger
    site: Site
    formats: Mapping[str, Format]
    packers: Mapping[str, Callable[[bytes], bytes]]
    today: date
    now: datetime
    files: list[Published] = field(default_factory=list)
    layouts: list[PackedLayout] = field(default_factory=list)
    written: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)

    def renew(self, due: Due) -> None:
        """Make every document of a feed anew and write those whose bytes changed."""
        day = window_day(due.feed.filters, self.today)
        rows = cache(Cut(self.ledger, due.shelves, day).rows)
        for spot in self._spots(due.feed, due.exts):
            try:
                if due.is_history:
                    data, items = self._history(spot)
                else:
                    some = rows(self.formats[spot.ext].window)
                    data, items = self._document(spot, some), len(some)
            except BrokenDocumentError as error:
                self._fail(spot, str(error))
            except ValueError as error:  # feedgen and lxml refuse with it
                self._fail(spot, f"it cannot be written: {error}")
            else:
                self._put(spot, data, items)

    def renew_list(self, feeds: Sequence[Feed]) -> None:
        """Write the OPML list where its bytes changed."""
        for spot in self._spots(LIST, (opml.EXT,)):
            self._put(spot, opml.render(feeds, self.site), len(feeds))

    def keep(self) -> None:
        """Tell the ledger what is in place; only now, so that a publisher killed before does it all again."""
        folder = self.output.folder
        stats = [(one, stat_of(folder, one.name)) for one in self.files]
        self.ledger.keep_files((one, found.st_ctime_ns) for one, found in stats if found)
        self.ledger.keep_layouts(self.layouts)

    def _spots(self, feed: Feed, exts: Sequence[str]) -> list[Spot]:
        known, folder = self.ledger.files_of(feed.slug), self.output.folder
        stats = {ext: stat_of(folder, f"{feed.slug}.{ext}") for ext in exts}
        return [Spot(feed, ext, *known.get(ext, _UNKNOWN), found) for ext, found in stats.items()]

    def _document(self, spot: Spot, rows: Sequence[Row]) -> bytes:
        """A document; its pieces are checked where they are written, its head here."""
        form, older, made = self.formats[spot.ext], self._older(spot), blank()
        changed = max(map(itemgetter(1), rows), default=None)
        modified = None if changed is None else _EPOCH + timedelta(microseconds=changed)
        for write in form.writers:
            writer = self.pieces.writer(spot.ext, write)
            same = older if older.layout.writer == writer else blank(writer)
            told = frozenset(same.layout.listings)
            held = self.pieces.of([row for row in rows if row[0] not in told], spot.ext, write)
            frame = partial(form.frame, spot.feed, self.site, modified)
            made = weave(frame, [row[0] for row in rows], held, same)
            if len(made.data) <= form.most_bytes:
                break
        if spot.known is None and not made.is_sound:
            check(spot.ext, made.shell)
        # Packed at once: as objects those of all documents would take a hundred megabytes.
        self.layouts.append((spot.feed.slug, spot.ext, *made.layout.packed()))
        return made.data

    def _older(self, spot: Spot) -> Document:
        """The document that stands there; a blank one where the ledger does not know just these bytes."""
        if spot.known is None or spot.layout is None:
            return blank()
        data = _read(self.output.folder, spot.name)
        is_known = spot.is_as_left or digest_of(data) == spot.known.digest
        return Document(data, spot.layout) if is_known else blank()

    def _history(self, spot: Spot) -> tuple[bytes, int]:
        """The document of a feed of changes, and its entries."""
        listings = chosen(spot.feed, self.history())
        data = self.formats[spot.ext].render(spot.feed, listings, self.site)
        check(spot.ext, data)
        return data, len(listings)

    def _fail(self, spot: Spot, reason: str) -> None:
        self.failed.add(spot.feed.slug)
        self.problems.append(
            f"{spot.name} was not published, because {reason}. "
            + ("The file published before stays." if spot.known else "There is no older file.")
        )

    def _put(self, spot: Spot, data: bytes, items: int) -> None:
        """Write the bytes unless they stand there already."""
        slug, digest = spot.feed.slug, digest_of(data)
        stands = self._stands(spot, data, digest)
        modified = self.now.timestamp()
        if spot.known and spot.known.digest == digest:
            modified = spot.known.modified
        elif (
            spot.found and stands
        ):  # a publisher put it there and was killed before it could say so
            modified = spot.found.st_mtime
        if not stands:
            self.output.put(spot.name, data, modified)
            self.written[slug] += 1
        for ending, pack in self.packers.items():
            name = f"{spot.name}.{ending}"
            if not stands or stat_of(self.output.folder, name) is None:
                self.output.put(name, pack(data), modified)
        self.items[slug] = max(self.items[slug], items)
        self.files.append(
            Published(slug, spot.ext, spot.feed.title, digest, len(data), items, modified)
        )

    def _stands(self, spot: Spot, data: bytes, digest: str) -> bool:
        """Whether the file is in its place with these bytes; one that somebody has touched is read."""
        if spot.found is None or spot.found.st_size != len(data):
            return False
        if spot.known and spot.is_as_left:
            return spot.known.digest == digest
        return _read(self.output.folder, spot.name) == data


def _read(folder: Path, name: str) -> bytes:
    """The bytes of a file; none where it cannot be read."""
    try:
        with open(f"{folder}/{name}", "rb", buffering=0) as file:  # noqa: PTH123 (thousands of them)
            return file.readall()
    except OSError:
        return b""
