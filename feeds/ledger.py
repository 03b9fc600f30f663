"""What a publication leaves behind for the next, in a SQLite file beside the feeds: index of listings, feeds, files.

It is what makes a publication cost as much as has changed and no more. Everything in it can be made anew from
the catalogue: a ledger that is lost, damaged or of another version is dropped, and all is written from the start.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path

from catalogue.errors import PublishError
from feeds.document import Layout, unpacked

NAME = ".ledger.db"
_VERSION = 5  # of the tables below and of the digests in them

_PAGE = 8_192  # octets: half as many pages to write for a first publication, and no more time for a few changes
_MAPPED = 64 << 20  # octets of the file that are read without copies; they count as memory of ours

_TABLES = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE shelf (
    k INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, label TEXT NOT NULL,
    size INTEGER NOT NULL DEFAULT 0, dirty INTEGER NOT NULL DEFAULT 0);
CREATE INDEX shelf_dirty ON shelf (dirty) WHERE dirty;
CREATE TABLE listing (
    id TEXT PRIMARY KEY, n INTEGER NOT NULL, hash BLOB NOT NULL, shelves TEXT NOT NULL,
    modified INTEGER NOT NULL, start INTEGER, last INTEGER, fades INTEGER) WITHOUT ROWID;
CREATE TABLE member (
    k INTEGER NOT NULL, modified INTEGER NOT NULL, id TEXT NOT NULL, n INTEGER NOT NULL,
    start INTEGER, last INTEGER, fades INTEGER, PRIMARY KEY (k, modified DESC, id)) WITHOUT ROWID;
CREATE TABLE feed (
    slug TEXT PRIMARY KEY, title TEXT NOT NULL, description TEXT NOT NULL, filters TEXT NOT NULL,
    exts TEXT NOT NULL, retired INTEGER NOT NULL, history INTEGER NOT NULL, digest TEXT NOT NULL,
    dirty INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE INDEX feed_dirty ON feed (dirty) WHERE dirty;
CREATE TABLE showing (k INTEGER NOT NULL, slug TEXT NOT NULL, PRIMARY KEY (k, slug)) WITHOUT ROWID;
CREATE INDEX showing_slug ON showing (slug);
CREATE TABLE file (
    folder TEXT NOT NULL, slug TEXT NOT NULL, ext TEXT NOT NULL, title TEXT NOT NULL,
    digest TEXT NOT NULL, size INTEGER NOT NULL, items INTEGER NOT NULL, modified REAL NOT NULL,
    stamp INTEGER NOT NULL, PRIMARY KEY (folder, slug, ext)) WITHOUT ROWID;
CREATE TABLE layout (
    slug TEXT NOT NULL, ext TEXT NOT NULL, parts BLOB NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (slug, ext));
CREATE TABLE folder (name TEXT PRIMARY KEY, stamp INTEGER NOT NULL) WITHOUT ROWID;
"""

PackedLayout = tuple[str, str, bytes, str]
"""Slug and extension of a document, and what `Layout.packed` gave."""


@dataclass(frozen=True, slots=True)
class Published:
    """One published file.

    Attributes:
        slug: Address of the feed below /feeds/; "feeds" for the list of feeds.
        ext: Extension: rss, atom, ics, json, opml, …
        title: Name of the feed, for the day on which it is no longer configured.
        digest: Of the bytes, in hexadecimal (`digest_of`).
        size: Octets.
        items: Listings in it.
        modified: When the bytes last changed, in seconds from the epoch.
        stamp: When anything about the file last changed, in nanoseconds, by which a touched one is known.
    """

    slug: str
    ext: str
    title: str
    digest: str
    size: int
    items: int
    modified: float
    stamp: int = 0

    @property
    def name(self) -> str:
        """Path below the folder of the feeds."""
        return f"{self.slug}.{self.ext}"


_FIELDS = tuple(one.name for one in fields(Published))
_values = attrgetter(*_FIELDS)
_COLUMNS = ", ".join(_FIELDS)


def folder_of(slug: str) -> str:
    """The folder in which the files of a feed stand, below that of all; "" for that itself."""
    return slug.rpartition("/")[0]


def digest_of(data: bytes) -> str:
    """What tells two files apart, and makes an entity tag: the same for the same bytes, in every process."""
    return hashlib.sha256(data).hexdigest()[:40]  # which processors know: twice as fast as BLAKE2


class Ledger:
    """The open file; use it within `opened`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._shelves: dict[str, int] = {}

    def get(self, name: str) -> str:
        """A setting, "" when it was never set."""
        row = self.db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def keep(self, **values: str) -> None:
        """Keep settings."""
        self.db.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", values.items())

    def shelf(self, key: str, label: str = "") -> int:
        """The number of a shelf, made when it is new; `label` names its value for people."""
        known = self._shelves.get(key)
        if known is None:
            row = self.db.execute("SELECT k FROM shelf WHERE key = ?", (key,)).fetchone()
            query = "INSERT INTO shelf (key, label) VALUES (?, ?)"
            known = row[0] if row else self.db.execute(query, (key, label)).lastrowid
            self._shelves[key] = known = int(known or 0)
        return known

    def files(self) -> list[Published]:
        """Every published file."""
        rows = self.db.execute(f"SELECT {_COLUMNS} FROM file")  # noqa: S608 (names of ours)
        return [Published(*row) for row in rows]

    def files_of(self, slug: str) -> dict[str, tuple[Published, Layout | None]]:
        """Extension → published file of a feed, and where pieces stand in it, as far as that is known."""
        query = (
            f"SELECT {_COLUMNS}, parts, words FROM file LEFT JOIN layout USING (slug, ext) "  # noqa: S608
            "WHERE folder = ? AND slug = ?"
        )
        rows = self.db.execute(query, (folder_of(slug), slug))
        return {
            row[1]: (Published(*row[:-2]), None if row[-2] is None else unpacked(*row[-2:]))
            for row in rows
        }

    def keep_files(self, files: Iterable[tuple[Published, int]]) -> None:
        """Remember what was put into place, each with the nanosecond of its last change."""
        self.db.executemany(
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((folder_of(one.slug), *_values(one)[:-1], stamp) for one, stamp in files),
        )

    def keep_layouts(self, layouts: Iterable[PackedLayout]) -> None:
        """Remember where pieces stand in documents."""
        query = (  # which writes over the page that the row has
            "INSERT INTO layout VALUES (?, ?, ?, ?) "
            "ON CONFLICT (slug, ext) DO UPDATE SET parts = excluded.parts, words = excluded.words"
        )
        self.db.executemany(query, layouts)

    def index(self) -> None:
        """Make the index of calendars, unless it is there: sooner when the ledger is full than one by one."""
        self.db.execute("CREATE INDEX IF NOT EXISTS member_last ON member (k, last, start, id, n)")

    def empty(self) -> None:
        """Forget the listings and the feeds; the files are known still."""
        for table in "shelf listing member feed showing layout setting".split():
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608 (names of ours)
        self.db.execute("DROP INDEX IF EXISTS member_last")
        self._shelves.clear()

    def commit(self) -> None:
        """Make everything so far last, a killed process included."""
        self.db.commit()


@contextmanager
def opened(folder: Path) -> Iterator[Ledger]:
    """The ledger of a folder of feeds; what is not committed at the end is forgotten.

    Raises:
        PublishError: It cannot be read or written, and not be made anew either.
    """
    path = folder / NAME
    try:
        db = _connect(path)
    except sqlite3.DatabaseError:
        _drop(path)
        try:
            db = _connect(path)
        except sqlite3.Error as error:
            raise PublishError(
                f"The feeds could not be published: their ledger cannot be written ({error}). "
                "Check the disk and the permissions of the folder.",
                url=str(path),
            ) from error
    try:
        yield Ledger(db)
    except sqlite3.Error as error:
        raise PublishError(
            f"The feeds could not be published: their ledger cannot be used ({error}). Check the disk, "
            "or take the file away and publish again. The feeds published before stay as they were.",
            url=str(path),
        ) from error
    finally:
        db.close()


def read_files(folder: Path) -> dict[str, Published]:
    """Every published file of a folder, by path; none where nothing was published or the ledger cannot be read."""
    try:
        with _reading(folder) as db:
            return {one.name: one for one in Ledger(db).files()}
    except sqlite3.Error:
        return {}


def read_file(folder: Path, name: str) -> Published | None:
    """The published file of that path; None when there is none."""
    slug, _, ext = name.rpartition(".")
    query = f"SELECT {_COLUMNS} FROM file WHERE folder = ? AND slug = ? AND ext = ?"  # noqa: S608 (names of ours)
    try:
        with _reading(folder) as db:
            row = db.execute(query, (folder_of(slug), slug, ext)).fetchone()
    except sqlite3.Error:
        return None
    return None if row is None else Published(*row)


@contextmanager
def _reading(folder: Path) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(f"file:{folder / NAME}?mode=ro", uri=True, timeout=5)
    try:
        yield db
    finally:
        db.close()


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=30, isolation_level="DEFERRED", cached_statements=256)
    try:
        # The log lets servers read while a publisher writes; NORMAL loses no commit to kill -9.
        db.executescript(
            f"PRAGMA page_size={_PAGE}; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            f"PRAGMA cache_size=-16000; PRAGMA mmap_size={_MAPPED}"
        )
        found = db.execute("PRAGMA user_version").fetchone()[0]
        if found not in (0, _VERSION):
            raise sqlite3.DatabaseError("another version")
        if found == 0:
            db.executescript(f"BEGIN; {_TABLES} PRAGMA user_version={_VERSION}; COMMIT")
    except sqlite3.Error:
        db.close()
        raise
    return db


def _drop(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
