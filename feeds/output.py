"""Files in; all of them in their places, or none, out: readers never see half a file, nor a half-written set.

Everything is first written beside its place and brought to the disk; only when all of that has succeeded are
the files renamed into place, which replaces each old one in one step. A full disk thus changes nothing.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from catalogue.errors import PublishError

_MODE = 0o644  # web servers run as someone else
_LOCK = ".lock"
_BESIDE = ".new"  # end of the name under which a file is written beside its place
_DRAFT = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
_AT_ONCE = 8  # files on their way to the disk: it writes many as fast as one
_MOST_OPEN = 128  # files that wait for it: systems let a program have some hundreds
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
        self._staged: list[tuple[str, str]] = []
        self._open: list[
            tuple[str, int]
        ] = []  # path and handle of drafts that are not on the disk yet
        self._folders: set[str] = set()

    def put(self, name: str, data: bytes, changed: float | None = None) -> None:
        """Write a file beside its place.

        Args:
            name: Path below the folder.
            data: The bytes.
            changed: Seconds from the epoch to the last change of the bytes, for Last-Modified.

        Raises:
            PublishError: It cannot be written; nothing has been replaced.
        """
        place = f"{self.folder}/{name}"
        parent, _, last = place.rpartition("/")
        beside = f"{parent}/.{last}{_BESIDE}"
        try:
            if parent not in self._folders:
                Path(parent).mkdir(parents=True, exist_ok=True)
                self._folders.add(parent)
            if os.path.isdir(place):  # noqa: PTH112 (thousands of them)
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            self._staged.append((beside, place))
            self._open.append((place, os.open(beside, _DRAFT, _MODE)))
            _write(self._open[-1][1], data, changed)
        except OSError as error:
            raise _told(place, error) from error
        if len(self._open) >= _MOST_OPEN:
            self._sync()

    def commit(self) -> None:
        """Bring everything to the disk, then rename it into place, in the order in which it was put.

        Raises:
            PublishError: The disk is full, and nothing has been replaced; or a file cannot be replaced.
        """
        if not self._staged:
            return
        self._sync()
        for beside, place in self._staged:
            try:
                os.replace(beside, place)  # noqa: PTH105 (thousands of them)
            except OSError as error:
                raise _told(place, error) from error
        for folder in sorted(self._folders):
            _sync_folder(folder)
        self._staged.clear()

    @property
    def folders(self) -> set[str]:
        """The folders below that of all in which files were put."""
        base = f"{self.folder}/"
        return {one.removeprefix(base) for one in self._folders if one.startswith(base)}

    def discard(self) -> None:
        """Take away whatever was written and not committed."""
        for _, handle in self._open:
            os.close(handle)
        self._open.clear()
        for beside, _ in self._staged:
            take_away(beside)
        self._staged.clear()

    def _sync(self) -> None:
        """Bring drafts to the disk and close them."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(_sync_all, (self._open[at::_AT_ONCE] for at in range(_AT_ONCE))))
        for _, handle in self._open:
            os.close(handle)
        self._open.clear()


def is_draft(name: str) -> bool:
    """Whether files of that name are written here beside their places; a killed publisher leaves them behind."""
    return name.startswith(".") and name.endswith(_BESIDE)


@contextmanager
def output(folder: Path) -> Iterator[Output]:
    """An Output whose drafts are taken away, whatever happens."""
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
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _MODE)
    except OSError as error:
        raise _told(str(folder), error) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(handle: int, data: bytes, changed: float | None) -> None:
    os.fchmod(handle, _MODE)  # whatever the process masks
    while data:
        data = data[os.write(handle, data) :]
    if changed is not None:
        os.utime(handle, (changed, changed))


def _sync_all(files: Iterable[tuple[str, int]]) -> None:
    """Bring files to the disk: the place of each, for words, and its handle."""
    for place, handle in files:
        try:
            os.fsync(handle)
        except OSError as error:
            raise _told(place, error) from error


def _sync_folder(path: str) -> None:
    """Bring the names in a folder to the disk."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise _told(path, error) from error


def take_away(path: str) -> None:
    """Remove a file that may be gone already.

    Raises:
        PublishError: The system forbids it.
    """
    try:
        Path(path).unlink(missing_ok=True)
    except OSError as error:
        raise _told(path, error) from error


def _told(path: str, error: OSError) -> PublishError:
    """What the system said, as an error that says what, where and what to do."""
    remedy = _REMEDIES.get(error.errno or 0, f"{error.strerror}; correct that and publish again")
    return PublishError(
        f"The feeds could not be published: {remedy}. Those published before stay as they were.",
        url=path,
    )
