"""The folder of the feeds in; which of its files are not as they were left out, without a look at every one of them.

A folder that last changed when it was last published to has lost, gained and exchanged nothing since. A file that is
written over in its place does not show in that way, so some are looked at besides: all of them in a small tree, some in
a large one, where such a file is found a few publications later.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from feeds.ledger import Ledger
from feeds.output import is_draft, take_away

_BESIDES = 200  # files: half a thousandth of a second
_QUERY = "SELECT slug, ext, size, stamp FROM file"


class _Left(NamedTuple):
    """A file as it was left: where, how many octets, and the nanosecond of the last change of anything about it."""

    slug: str
    ext: str
    size: int
    stamp: int


def is_as_left(found: os.stat_result | None, size: int, stamp: int) -> bool:
    """Whether a file is there that nobody has touched; nobody but the system can set the time of a change (ctime)."""
    return found is not None and found.st_size == size and found.st_ctime_ns == stamp


def stat_of(folder: Path, name: str) -> os.stat_result | None:
    """What the system says of a file below a folder; None where there is none."""
    try:
        return os.stat(f"{folder}/{name}")  # noqa: PTH116 (thousands of them)
    except OSError:
        return None


def stirred(ledger: Ledger, folder: Path, now: datetime) -> tuple[set[str], set[str]]:
    """The feeds a file of which is not as it was left, and the folders that others than a publication changed.

    Drafts that a killed publisher left in such a folder are taken away.
    """
    known = dict(ledger.db.execute("SELECT name, stamp FROM folder").fetchall())
    changed = {name for name, then in known.items() if _stamp(folder, name) != then}
    # The uppermost folder holds the ledger itself, so there is always something new in it.
    waiting, looked = ["", *changed], set[str]()
    slugs = {
        one.slug
        for one in _besides(ledger, now)
        if not is_as_left(stat_of(folder, f"{one.slug}.{one.ext}"), one.size, one.stamp)
    }
    while waiting:
        name = waiting.pop()
        looked.add(name)
        found, below = _inside(folder, name)
        waiting += below - known.keys() - looked
        slugs |= {
            one.slug
            for one in _files(ledger, name)
            if not is_as_left(found.get(f"{one.slug}.{one.ext}"), one.size, one.stamp)
        }
    return slugs, looked - {""}


def remember(ledger: Ledger, folder: Path, names: Iterable[str]) -> None:
    """Keep when folders last changed, now that all files are in place; "" is the uppermost one, which is not kept."""
    rows = [(name, _stamp(folder, name)) for name in names if name]
    ledger.db.executemany("INSERT OR REPLACE INTO folder VALUES (?, ?)", rows)


def _stamp(folder: Path, name: str) -> int:
    found = stat_of(folder, name)
    return found.st_mtime_ns if found else -1


def _inside(folder: Path, name: str) -> tuple[dict[str, os.stat_result], set[str]]:
    """Path → what the system says of each file of a folder, and the folders below it."""
    files, folders = {}, set()
    base = f"{name}/" if name else ""
    try:
        entries = list(os.scandir(f"{folder}/{name}"))
    except OSError:
        return {}, set()
    for entry in entries:
        if is_draft(entry.name):
            take_away(entry.path)
        elif entry.is_dir(follow_symlinks=False):
            folders.add(f"{base}{entry.name}")
        elif entry.is_file():
            files[f"{base}{entry.name}"] = entry.stat()
    return files, folders


def _files(ledger: Ledger, name: str) -> Iterator[_Left]:
    """The published files of a folder."""
    return map(_Left._make, ledger.db.execute(f"{_QUERY} WHERE folder = ?", (name,)))


def _besides(ledger: Ledger, now: datetime) -> Iterator[_Left]:
    """A stretch of files that begins anywhere, as the time of day has it; every file has the same chance."""
    total = ledger.db.execute("SELECT count(*) FROM file").fetchone()[0]
    first, most = 0, _BESIDES
    if total > _BESIDES:
        first = crc32(now.isoformat().encode()) % (total + _BESIDES - 1) - _BESIDES + 1
        most += min(first, 0)  # a stretch that begins before the first file ends the sooner
    query = f"{_QUERY} ORDER BY folder, slug, ext LIMIT ? OFFSET ?"
    return map(_Left._make, ledger.db.execute(query, (most, max(first, 0))))
