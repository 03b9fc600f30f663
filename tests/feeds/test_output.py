"""All files in their places, or none."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from catalogue.errors import PublishError
from feeds.output import Output, locked, output


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_nothing_is_in_place_before_commit(tmp_path: Path) -> None:
    (tmp_path / "all.rss").write_bytes(b"old")
    with output(tmp_path) as files:
        files.put("all.rss", b"new")
        files.put("topics/fraud.ics", b"fresh")
        assert (tmp_path / "all.rss").read_bytes() == b"old"
        assert not (tmp_path / "topics" / "fraud.ics").exists()
        files.commit()
    assert tree(tmp_path) == {"all.rss": b"new", "topics/fraud.ics": b"fresh"}
    assert stat.S_IMODE((tmp_path / "all.rss").stat().st_mode) == 0o644


def test_what_is_not_committed_is_taken_away(tmp_path: Path) -> None:
    with output(tmp_path) as files:
        files.put("all.rss", b"new")
    assert tree(tmp_path) == {}


def test_an_error_half_way_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "all.rss").write_bytes(b"old")
    (tmp_path / "topics").write_bytes(b"a file in the way")
    before = tree(tmp_path)
    with output(tmp_path) as files:
        files.put("all.rss", b"new")
        with pytest.raises(PublishError, match="a file stands where a folder is needed"):
            files.put("topics/fraud.rss", b"new")
    assert tree(tmp_path) == before


def test_a_folder_in_the_way_is_told_before_anything_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "all.ics").mkdir()
    with pytest.raises(PublishError, match="a folder stands") as caught, output(tmp_path) as files:
        files.put("all.ics", b"new")
    assert "all.ics" in caught.value.url
    assert tree(tmp_path) == {}


def test_a_full_disk_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "all.rss").write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with output(tmp_path) as files:
        files.put("all.rss", b"new")
        with pytest.raises(PublishError, match="the disk is full; free some space") as caught:
            files.commit()
    assert "all.rss" in str(caught.value)
    assert tree(tmp_path) == {"all.rss": b"old"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_device_that_is_really_full(tmp_path: Path) -> None:
    with output(tmp_path) as files:
        (tmp_path / ".all.rss.new").symlink_to("/dev/full")
        with pytest.raises(PublishError, match="the disk is full"):
            files.put("all.rss", b"new")
    assert tree(tmp_path) == {}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_forbidden_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(PublishError, match="permission is denied"), locked(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "public").write_bytes(b"")
    with (
        pytest.raises(PublishError, match="set MUSTER_PUBLIC"),
        locked(tmp_path / "public" / "feeds"),
    ):
        pass


def test_one_publisher_at_a_time(tmp_path: Path) -> None:
    entered, order = threading.Event(), []

    def second() -> None:
        entered.set()
        with locked(tmp_path):
            order.append("second")

    with locked(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        assert entered.wait(5)
        thread.join(0.2)
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]


def test_the_lock_ends_with_its_process(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from feeds.output import locked\n"
        "with locked(Path(sys.argv[1])): os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert done.returncode == 9
    with locked(tmp_path):
        assert (tmp_path / ".lock").exists()


def test_commit_of_nothing(tmp_path: Path) -> None:
    files = Output(tmp_path)
    files.commit()
    assert tree(tmp_path) == {}
