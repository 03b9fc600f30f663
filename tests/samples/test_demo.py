"""The demo looks before it leaps: it never writes over other people's feeds, nor starts where it cannot serve."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from catalogue.config import Config
from catalogue.errors import SettingError
from samples.demo import run_demo

NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)


def test_feeds_that_are_not_its_own_are_left_alone(tmp_path: Path) -> None:
    feed = tmp_path / "public" / "feeds" / "all.rss"
    feed.parent.mkdir(parents=True)
    feed.write_text("what subscribers read")
    said: list[str] = []
    with pytest.raises(SettingError, match="feeds that are not the demo's; name another one"):
        run_demo(Config(public=tmp_path / "public", serve=False), said.append, NOW)
    assert feed.read_text() == "what subscribers read"
    assert said == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingError, match="cannot be written"):
        run_demo(Config(public=tmp_path / "file" / "public", serve=False), str, NOW)


def test_a_port_that_is_taken_is_named_before_anything_is_done(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingError, match=f"Port {port} on 127.0.0.1 is taken"):
            run_demo(Config(public=tmp_path / "public", port=port, serve=True), str, NOW)
    assert not (tmp_path / "public").exists()
