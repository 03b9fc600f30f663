"""What a publication leaves behind for the next, in a SQLite file beside the feeds: index of listings, pieces, files.

It is what makes a publication cost as much as has changed and no more. Everything in it can be made anew from
the catalogue: a ledger that is lost, damaged or of another version is dropped, and all is written from the start.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from catalogue.errors import PublishError

NAME = ".ledger.db"
_VERSION = 2  # of the tables below and of the digests in them

_MAPPED = 64 << 20  # octets of the file that are read without copies; they count as memory of ours

PIECE_BITS = 5
"""The number of a piece is that of its listing, shifted by so many bits, and that of its writer."""

_TABLES = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE shelf (
    k INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, label TEXT NOT NULL,
    size INTEGER NOT NULL DEFAULT 0, dirty INTEGER NOT NULL DEFAULT 0);
CREATE INDEX shelf_dirty ON shelf (dirty) WHERE dirty;
CREATE TABLE listing (
    n INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, hash BLOB NOT NULL, shelves TEXT NOT NULL,
    modified INTEGER NOT NULL, start INTEGER, last INTEGER, fades INTEGER);
CREATE INDEX listing_start ON listing (start);
CREATE INDEX listing_last ON listing (last);
CREATE TABLE member (
    k INTEGER NOT NULL, modified INTEGER NOT NULL, id TEXT NOT NULL, n INTEGER NOT NULL,
    start INTEGER, last INTEGER, fades INTEGER, PRIMARY KEY (k, modified DESC, id)) WITHOUT ROWID;
CREATE INDEX member_last ON member (k, last, start, id, n);
CREATE TABLE piece (p INTEGER PRIMARY KEY, data BLOB NOT NULL, note TEXT NOT NULL);
CREATE TABLE feed (slug TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file (
    name TEXT PRIMARY KEY, slug TEXT NOT NULL, ext TEXT NOT NULL, title TEXT NOT NULL,
    digest TEXT NOT NULL, size INTEGER NOT NULL, items INTEGER NOT NULL, modified REAL NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
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
    """

    slug: str
    ext: str
    title: str
    digest: str
    size: int
    items: int
    modified: float

    @property
    def name(self) -> str:
        """Path below the folder of the feeds."""
        return f"{self.slug}.{self.ext}"


_COLUMNS = "slug, ext, title, digest, size, items, modified"


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

    def forget_pieces(self, numbers: Iterable[int]) -> None:
        """Drop what was written of listings."""
        bounds = ((n << PIECE_BITS, n + 1 << PIECE_BITS) for n in numbers)
        self.db.executemany("DELETE FROM piece WHERE p >= ? AND p < ?", bounds)

    def files(self) -> dict[str, Published]:
        """Every published file, by path."""
        made = map(_published, self.db.execute(f"SELECT {_COLUMNS} FROM file"))  # noqa: S608 (names of ours)
        return {one.name: one for one in made}

    def keep_files(self, files: Iterable[Published]) -> None:
        """Remember what was put into place."""
        self.db.executemany(
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((one.name, *astuple(one)) for one in files),
        )

    def feeds(self) -> dict[str, str]:
        """Slug → digest of every feed as it was last written."""
        return dict(self.db.execute("SELECT slug, digest FROM feed"))

    def keep_feeds(self, digests: Mapping[str, str]) -> None:
        """Remember how feeds were written."""
        self.db.executemany("INSERT OR REPLACE INTO feed VALUES (?, ?)", digests.items())

    def forget_feeds(self, slugs: Iterable[str]) -> None:
        """Feeds that are no longer configured, or must be written again."""
        self.db.executemany("DELETE FROM feed WHERE slug = ?", ((slug,) for slug in slugs))

    def dirty_shelves(self) -> set[str]:
        """Names of the shelves on which something changed since the last publication."""
        return {key for (key,) in self.db.execute("SELECT key FROM shelf WHERE dirty")}

    def clean_shelves(self) -> None:
        """Every change is published."""
        self.db.execute("UPDATE shelf SET dirty = 0 WHERE dirty")

    def empty(self) -> None:
        """Forget the listings, their pieces and the feeds; the files are known still."""
        for table in ("shelf", "listing", "member", "piece", "feed", "setting"):
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608 (names of ours)
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
            return Ledger(db).files()
    except sqlite3.Error:
        return {}


def read_file(folder: Path, name: str) -> Published | None:
    """The published file of that path; None when there is none."""
    query = f"SELECT {_COLUMNS} FROM file WHERE name = ?"  # noqa: S608 (names of ours)
    try:
        with _reading(folder) as db:
            row = db.execute(query, (name,)).fetchone()
    except sqlite3.Error:
        return None
    return None if row is None else _published(row)


def _published(row: Sequence[Any]) -> Published:
    slug, ext, title, digest, size, items, modified = row
    return Published(
        slug=slug, ext=ext, title=title, digest=digest, size=size, items=items, modified=modified
    )


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
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;"
            f"PRAGMA mmap_size={_MAPPED}"
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
