"""The demonstration: sample sites on the loopback in; a published catalogue, a second day, a served calendar out.

It runs the very commands that a user has (`muster harvest`, `muster serve`), on a database of its own.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from catalogue.config import Config
from catalogue.errors import SettingError
from samples.server import SampleServer, source_files, write_sources

DATABASE = Path("demo.db")
_MARK = ".muster-demo"  # tells a folder of the demo's feeds from one that real subscribers read


def run_demo(config: Config, say: Callable[[str], object], now: datetime) -> int:
    """Play both days and serve what came of them (`config.serve`); return the exit status.

    Raises:
        SettingError: The port is taken, or the public folder holds the feeds of a real catalogue.
    """
    if config.serve:
        _check_port(config)
    _claim_folder(config.public)
    for path in (DATABASE, Path(f"{DATABASE}-wal"), Path(f"{DATABASE}-shm")):
        path.unlink(missing_ok=True)
    today = now.astimezone(ZoneInfo("Europe/London")).date()
    with SampleServer(today) as server, tempfile.TemporaryDirectory() as folder:
        write_sources(Path(folder), server.port)
        env = {
            **os.environ,
            "MUSTER_DATABASE_URL": f"sqlite:///{DATABASE.resolve()}",
            "MUSTER_SOURCES": folder,
        }
        names = sorted(Path(name).stem for name in source_files(server.port))
        say(f"[bold]Day 1[/]: {len(names)} sample sites at {server.base}, harvested over HTTP")
        status = _muster(["harvest", *names], env)
        server.day = 2
        say("\n[bold]Day 2[/]: some events moved, were cancelled, sold out, withdrawn or are new")
        status = _muster(["harvest", *names], env) or status
        if config.serve and not status:
            say(
                f"\nThe calendar is at [bold]{config.base_url}[/]; the feeds stand in {config.public}/feeds"
            )
            status = _muster(["serve"], env)
    return status


def _muster(arguments: Sequence[str], env: dict[str, str]) -> int:
    """Run one `muster` command on this terminal."""
    return subprocess.run(
        [sys.executable, "-m", "cli", *arguments], env=env, check=False
    ).returncode


def _check_port(config: Config) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.host, config.port))
        except OSError as error:
            raise SettingError(
                f"Port {config.port} on {config.host} is taken ({error.strerror}); end the program that holds it, "
                "or choose another with MUSTER_PORT",
                field="MUSTER_PORT",
                text=str(config.port),
            ) from error


def _claim_folder(folder: Path) -> None:
    """Refuse to write sample events over feeds that people read."""
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise SettingError(
            "The folder holds feeds that are not the demo's; name another one with MUSTER_PUBLIC=folder",
            field="MUSTER_PUBLIC",
            url=str(folder),
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _MARK).touch()
    except OSError as error:
        raise SettingError(
            f"The folder for the feeds cannot be written ({error.strerror}); name another with MUSTER_PUBLIC=folder",
            field="MUSTER_PUBLIC",
            url=str(folder),
        ) from error
