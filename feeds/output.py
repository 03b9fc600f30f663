"""Files in; all of them in their places, or none, out: readers never see half a file, nor a half-written set.

Everything is first written beside its place and brought to the disk; only when all of that has succeeded are
the files renamed into place, which replaces each old one in one step. A full disk thus changes nothing.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from catalogue.errors import PublishError

_MODE = 0o644  # web servers run as someone else
_LOCK = ".lock"
_BESIDE = ".new"  # end of the name under which a file is written beside its place
_REMEDIES = {
    errno.ENOSPC: "the disk is full; free some space and publish again",
    errno.EDQUOT: "the disk quota is used up; free some space and publish again",
    errno.EROFS: "the disk is mounted read-only; set MUSTER_PUBLIC to a folder that can be written",
    errno.EACCES: "permission is denied; give this user the folder, or set MUSTER_PUBLIC to another",
    errno.EPERM: "permission is denied; give this user the folder, or set MUSTER_PUBLIC to another",
    errno.ENOTDIR: "a file stands where a folder is needed; move it away, or set MUSTER_PUBLIC",
    errno.EEXIST: "a file stands where a folder is needed; move it away, or set MUSTER_PUBLIC",
    errno.EISDIR: "a folder stands where a file is to be written; move it away and publish again",
}


class Output:
    """Files to be put below one folder; `put` them, then `commit`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._staged: list[tuple[Path, Path]] = []

    def put(self, name: str, data: bytes) -> None:
        """Write a file beside its place.

        Raises:
            PublishError: It cannot be written; nothing has been replaced.
        """
        place = self.folder / name
        beside = place.with_name(f".{place.name}{_BESIDE}")
        with _told(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            self._staged.append((beside, place))
            _write(beside, data)

    def commit(self) -> None:
        """Rename everything into place, in the order in which it was put.

        Raises:
            PublishError: A file cannot be replaced.
        """
        for beside, place in self._staged:
            with _told(place):
                beside.replace(place)
        for folder in sorted({place.parent for _, place in self._staged}):
            with _told(folder):
                _sync_folder(folder)
        self._staged.clear()

    def discard(self) -> None:
        """Take away whatever was written and not committed."""
        for beside, _ in self._staged:
            with _told(beside):
                beside.unlink(missing_ok=True)
        self._staged.clear()


@contextmanager
def output(folder: Path) -> Iterator[Output]:
    """An Output whose leftovers are taken away, whatever happens; those of a killed publisher go first."""
    for leftover in folder.rglob(f".*{_BESIDE}"):
        with _told(leftover):
            leftover.unlink(missing_ok=True)
    files = Output(folder)
    try:
        yield files
    finally:
        files.discard()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one publisher at a time at a folder; another one waits. The lock ends with its process.

    Raises:
        PublishError: The folder cannot be made or written to.
    """
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _MODE)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(_MODE)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn an error of the system into one that says what, where and what to do."""
    try:
        yield
    except OSError as error:
        remedy = _REMEDIES.get(
            error.errno or 0, f"{error.strerror}; correct that and publish again"
        )
        raise PublishError(
            f"The feeds could not be published: {remedy}. Those published before stay as they were.",
            url=str(path),
        ) from error
