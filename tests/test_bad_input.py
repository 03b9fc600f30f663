"""Bad input, end to end: each fault gets a sentence; other sources go on; published feeds stay byte for byte."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from catalogue import events
from catalogue.store import Store

ROOT = Path(__file__).resolve().parents[1]
SOURCE = """\
title = "{title}"
home = "http://127.0.0.1:{port}/{path}"
role = "organiser"
organiser = "{title}"
start = ["http://127.0.0.1:{port}/{path}"]
zone = "Europe/London"
delay = 0
allow = ["127.0.0.1/32"]
"""
WORDS = ("custody care", "rural theft", "stalking", "probation", "road safety", "fraud victims")

MONTHS = {"harrowgate": "03", "ashcombe": "04"}  # apart, so that none is the other's duplicate


def json_ld(site: str, number: int) -> str:
    nodes = [
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": f"{site} briefing on {WORDS[index]}",
            "startDate": f"2031-{MONTHS[site]}-{10 + index}T09:30:00",
            "endDate": f"2031-{MONTHS[site]}-{10 + index}T12:30:00",
            "url": f"https://{site}.example/events/{index}",
        }
        for index in range(number)
    ]
    return f'<script type="application/ld+json">{json.dumps(nodes)}</script>'


def html(body: str) -> bytes:
    return f"<!doctype html><html lang=en><title>Events</title><main>{body}</main></html>".encode()


def calendar(number: int, *, whole: bool) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
    for index in range(number):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{index}@wexcombe.example",
            "DTSTAMP:20310101T000000Z",
            f"SUMMARY:Wexcombe briefing on {WORDS[index]}",
            f"DTSTART:203105{10 + index}T083000Z",
            f"URL:https://wexcombe.example/{index}",
            "END:VEVENT",
        ]
    return "\r\n".join(
        [*lines, *(["END:VCALENDAR"] if whole else ["BEGIN:VEVENT", "SUMMARY:Cut o"]), ""]
    ).encode()


class Site(BaseHTTPRequestHandler):
    """A healthy site, one that turns bad, and a calendar that turns bad; `server.fault` says how."""

    def do_GET(self) -> None:
        fault = self.server.fault  # type: ignore[attr-defined]  # set by the fixture
        if self.path == "/robots.txt":
            self.answer(404, b"")
        elif self.path.startswith("/good"):
            self.answer(200, html(json_ld("harrowgate", 3)))
        elif self.path.startswith("/feed"):
            self.answer(200, calendar(2 if fault else 6, whole=not fault), "text/calendar")
        elif not fault:
            self.answer(200, html(json_ld("ashcombe", 6)))
        else:
            getattr(self, fault)()

    def answer(self, status: int, body: bytes, kind: str = "text/html", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def not_found(self) -> None:
        self.answer(404, html("<h1>Not found</h1>"))

    def redirect_loop(self) -> None:
        self.answer(302, b"", Location="/bad/again" if self.path == "/bad" else "/bad")

    def challenge(self) -> None:
        words = "Checking your browser before accessing. Enable JavaScript and cookies to continue"
        self.answer(200, html(f"<h1>Just a moment...</h1><p>{words}</p>"))

    def empty(self) -> None:
        self.answer(200, b"")

    def sixty_megabytes(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            for _ in range(60):
                self.wfile.write(b"<p>x</p>" * 131072)
        except OSError:
            return  # the crawler has hung up, as it should

    def broken_json_ld(self) -> None:
        self.answer(
            200,
            html('<script type="application/ld+json">{"@type": "Event", "name": "Cut off</script>'),
        )

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Installation:
    """A catalogue with three published sources."""

    def __init__(self, folder: Path, server: ThreadingHTTPServer) -> None:
        self.folder, self.server = folder, server
        self.sources = folder / "sources"
        self.port = int(server.server_address[1])

    def muster(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        settings = {
            "MUSTER_DATABASE_URL": f"sqlite:///{self.folder / 'muster.db'}",
            "MUSTER_SOURCES": str(self.sources),
            "MUSTER_PUBLIC": str(self.folder / "public"),
            "COLUMNS": "400",
        }
        return subprocess.run(
            [sys.executable, "-m", "cli", *arguments],
            env={**os.environ, **settings, **env},
            capture_output=True,
            text=True,
            cwd=ROOT,
            timeout=120,
        )

    def published(self) -> dict[str, bytes]:
        feeds = self.folder / "public" / "feeds"
        files = [
            path for path in sorted(feeds.rglob("*")) if path.is_file() and path.name[0] != "."
        ]
        return {path.relative_to(feeds).as_posix(): path.read_bytes() for path in files}

    def titles(self) -> list[str]:
        store = Store.open(f"sqlite:///{self.folder / 'muster.db'}")
        with store.read() as tx:
            found = sorted(one.title for one in events.events(tx))
        store.close()
        return found


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Three healthy sources, harvested and published once for all tests; each works on a copy."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.fault = ""  # type: ignore[attr-defined]  # read by the handler
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    made = Installation(tmp_path_factory.mktemp("healthy"), server)
    made.sources.mkdir()
    for name, path in (("good", "good"), ("turning", "bad"), ("calendar", "feed.ics")):
        text = SOURCE.format(title=name.title(), port=made.port, path=path)
        (made.sources / f"{name}.toml").write_text(text)
    first = made.muster("harvest", "good", "turning", "calendar")
    assert first.returncode == 0, first.stdout + first.stderr
    assert len(made.titles()) == 15, made.titles()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def installation(healthy: Installation, tmp_path: Path) -> Installation:
    """A copy of the healthy installation, with sites that work until the test says otherwise."""
    healthy.server.fault = ""  # type: ignore[attr-defined]  # read by the handler
    shutil.copytree(healthy.folder, tmp_path / "copy")
    return Installation(tmp_path / "copy", healthy.server)


FAULTS = [
    ("not_found", "404"),
    ("redirect_loop", "redirect"),
    ("challenge", "proof of being a person"),
    ("empty", "empty|nothing|no listing"),
    ("sixty_megabytes", "larger|too large|megabyte|MB"),
    ("broken_json_ld", "nothing|no listing"),
]


@pytest.mark.parametrize(("fault", "says"), FAULTS)
def test_a_site_that_turns_bad_changes_nothing_published(
    installation: Installation, fault: str, says: str
) -> None:
    before = installation.published()
    titles = installation.titles()
    installation.server.fault = fault  # type: ignore[attr-defined]  # read by the handler
    done = installation.muster("harvest", "turning", "good")
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    [line] = [line for line in done.stdout.splitlines() if "│ turning" in line]
    assert any(word.lower() in line.lower() for word in says.split("|")), done.stdout
    assert "healthy" in next(line for line in done.stdout.splitlines() if "│ good" in line)
    assert installation.titles() == titles
    assert installation.published() == before


def test_a_cut_calendar_is_set_aside(installation: Installation) -> None:
    before, titles = installation.published(), installation.titles()
    installation.server.fault = "cut"  # type: ignore[attr-defined]  # read by the handler
    done = installation.muster("harvest", "calendar")
    assert done.returncode == 1
    assert "set aside" in done.stdout
    assert installation.titles() == titles
    assert installation.published() == before


def test_an_unreachable_host_is_named(installation: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    before = installation.published()
    text = SOURCE.format(title="Turning", port=port, path="bad")
    (installation.sources / "turning.toml").write_text(text)
    done = installation.muster("harvest", "turning", "good")
    assert done.returncode == 1
    assert "failed" in done.stdout
    assert f"127.0.0.1:{port}" in done.stdout
    assert installation.published() == before


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('sart = ["http://x.example/"]', "sart"),
        ('zone = "Europe/Lundon"', "IANA zone"),
        ("pages = many", "turning.toml"),
    ],
)
def test_a_bad_source_file_is_named_and_the_others_go_on(
    installation: Installation, line: str, says: str
) -> None:
    path = installation.sources / "turning.toml"
    kept = [one for one in path.read_text().splitlines() if one.split(" ")[0] != line.split(" ")[0]]
    path.write_text("\n".join([*kept, line]) + "\n")
    before = installation.published()
    done = installation.muster("harvest", "turning", "good")
    assert done.returncode == 1
    assert says in done.stdout + done.stderr
    assert "turning" in done.stdout + done.stderr
    assert "healthy" in next(one for one in done.stdout.splitlines() if "│ good" in one)
    assert installation.published() == before


def test_an_installation_without_sources_is_told_how_to_get_one(installation: Installation) -> None:
    for path in installation.sources.glob("*.toml"):
        path.unlink()
    done = installation.muster("harvest")
    assert done.returncode == 1
    assert "No source is visited without being named yet" in done.stderr


def test_a_corrupt_database_is_refused_and_kept(installation: Installation) -> None:
    database = installation.folder / "muster.db"
    for extra in ("-wal", "-shm"):
        Path(f"{database}{extra}").unlink(missing_ok=True)
    database.write_bytes(b"no database at all " * 1000)
    before = installation.published()
    done = installation.muster("harvest", "good")
    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert "Traceback" not in done.stderr
    assert database.read_bytes().startswith(b"no database at all")
    assert installation.published() == before


def test_a_locked_database_is_named(installation: Installation) -> None:
    holder = sqlite3.connect(installation.folder / "muster.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    done = installation.muster("sources")
    holder.close()
    assert done.returncode == 0
    holder = sqlite3.connect(installation.folder / "muster.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    refused = installation.muster("harvest", "good")
    holder.close()
    assert refused.returncode == 1
    assert "locked by another program" in refused.stderr


def test_an_unwritable_folder_is_named(installation: Installation) -> None:
    blocked = installation.folder / "a-file"
    blocked.write_text("in the way")
    done = installation.muster("publish", MUSTER_PUBLIC=str(blocked / "public"))
    assert done.returncode == 1
    assert str(blocked) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_named(installation: Installation) -> None:
    done = installation.muster("serve", MUSTER_PORT=str(installation.port))
    assert done.returncode == 1
    assert "MUSTER_PORT" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("harvest", "nobody"), "nobody"),
        (("read", "missing.html"), "missing.html"),
        (("read", "file:///etc/hostname"), "http"),
        (("sources", "accept", "good"), "No run of this source is set aside"),
        (("match",), "match LISTINGS.jsonl"),
    ],
)
def test_a_users_mistake_gets_a_sentence(
    installation: Installation, arguments: tuple[str, ...], says: str
) -> None:
    done = installation.muster(*arguments)
    assert done.returncode == 1
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
