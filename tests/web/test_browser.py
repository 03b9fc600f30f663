"""Pages in a real Chromium, where one is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from catalogue.listing import Mode
from tests.web.making import at, config_of, make, open_store, sure
from web.server import listen, server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ONLINE = make("Online talk", sure(at(10, 9, 30), at(10, 11)), mode=Mode.ONLINE)
SWITCHES = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync --dump-dom "
    "--disable-background-networking --disable-component-update --enable-logging=stderr"
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Address of a running site."""
    with open_store(folder, ONLINE) as store, listen("127.0.0.1", 0) as listener:
        running = server(store, config_of(folder))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            running.should_exit = True
            thread.join(10)


def load(url: str, zone: str, profile: Path) -> tuple[str, str]:
    """The document after its scripts have run, and what the browser complained about."""
    assert CHROMIUM
    switches = SWITCHES.split()
    done = subprocess.run(
        [CHROMIUM, *switches, f"--user-data-dir={profile}", url],
        env=os.environ | {"TZ": zone},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout, "\n".join(re.findall(r".*CONSOLE.*", done.stderr))


def test_online_events_tell_the_readers_own_time(tmp_path: Path) -> None:
    with serving(tmp_path) as address:
        found = {
            zone: load(f"{address}/events/{ONLINE.id}", zone, tmp_path / zone.replace("/", "-"))
            for zone in ("Europe/London", "America/New_York", "Asia/Kolkata")
        }
    assert "In your time zone" not in found["Europe/London"][0]
    assert (
        "In your time zone (America/New York): Wednesday 10 March" in found["America/New_York"][0]
    )
    assert "04:30" in found["America/New_York"][0]
    assert "15:00" in found["Asia/Kolkata"][0]
    assert all("09:30" in page for page, _ in found.values())
    assert [complaints for _, complaints in found.values()] == ["", "", ""]


def test_the_policy_stops_nothing_of_ours(tmp_path: Path) -> None:
    with serving(tmp_path) as address:
        complaints = [
            load(f"{address}{path}", "UTC", tmp_path / "p")[1] for path in ("/", "/month")
        ]
    assert complaints == ["", ""]
