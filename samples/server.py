"""Serve the sample sites on the loopback: addresses go in, pages with validators come out.

    python -m samples.server --port 8009

starts them for a person to look at; tests use `SampleServer` as a context manager.
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from samples.furniture import Page
from samples.sites import render

SOURCES = Path(__file__).with_name("sources")
HOST = "127.0.0.1"
# The only query keys that choose another page; all others are ignored, as real sites do.
PAGE_KEYS = ("page", "p")


class SampleServer:
    """All sample sites on one loopback port, each below /NAME/; a context manager.

    Attributes:
        today: The day the facts are dated from.
        day: 1 or 2; set it to switch every site to its second day.
        requests: How often each address (path and query) was asked for.
        answers: How often each HTTP status was given.
    """

    def __init__(self, today: date, port: int = 0) -> None:
        self.today = today
        self.day = 1
        self.requests: Counter[str] = Counter()
        self.answers: Counter[int] = Counter()
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer((HOST, port), _Handler)
        self._http.samples = self  # type: ignore[attr-defined]  # the way to hand state to handlers
        self._pages = {number: render(today, number, self.base) for number in (1, 2)}
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._http.server_address[1])

    @property
    def base(self) -> str:
        """The address without a path."""
        return f"http://{HOST}:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop answering and give the port back."""
        if self._thread.is_alive():
            self._http.shutdown()
            self._thread.join()
        self._http.server_close()

    def page(self, target: str) -> tuple[str, Page] | None:
        """The address under which `target` is known, and its page; None where there is none."""
        pages = self._pages[self.day]
        return next(((path, pages[path]) for path in _spellings(target) if path in pages), None)

    def changed_on(self, path: str) -> datetime:
        """When the page last changed: today at six, or a day later where the second day differs."""
        before, after = self._pages[1].get(path), self._pages[2].get(path)
        late = self.day == 2 and before != after
        return datetime.combine(self.today + timedelta(days=late), time(6), UTC)

    def count(self, target: str, status: int) -> None:
        """Note one answer."""
        with self._lock:
            self.requests[target] += 1
            self.answers[status] += 1


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body in one packet: else each answer waits 40 ms for a delayed acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        found = self._samples.page(self.path)
        if found is None:
            self._missing()
            return
        path, page = found
        tag = f'"{sha256(page.body).hexdigest()[:20]}"'
        changed = format_datetime(self._samples.changed_on(path), usegmt=True)
        validators = {"ETag": tag, "Last-Modified": changed}
        if page.status == 200 and self._knows(tag, changed):
            self._answer(Page(body=b"", status=304), validators)
        else:
            self._answer(page, validators if page.status == 200 else {})

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing: the caller has the counters."""

    @property
    def _samples(self) -> SampleServer:
        samples: SampleServer = self.server.samples  # type: ignore[attr-defined]
        return samples

    def _missing(self) -> None:
        path = urlsplit(self.path).path
        if not path.endswith("/") and self._samples.page(f"{path}/"):
            self._answer(Page(body=b"", status=301), {"Location": f"{path}/"})
        else:
            self._answer(Page(body=b"Not found", content_type="text/plain", status=404), {})

    def _knows(self, tag: str, changed: str) -> bool:
        """Whether the visitor holds this very page; an ETag outweighs a date (RFC 9110, 13.2.2)."""
        if given := self.headers.get("If-None-Match"):
            return given == "*" or tag in (part.strip() for part in given.split(","))
        return self.headers.get("If-Modified-Since") == changed

    def _answer(self, page: Page, headers: dict[str, str]) -> None:
        self._samples.count(self.path, page.status)
        self.send_response(page.status)
        for name, value in headers.items():
            self.send_header(name, value)
        if page.status != 304:
            self.send_header("Content-Type", page.content_type)
            self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        if self.command == "GET" and page.status != 304:
            self.wfile.write(page.body)


def _spellings(target: str) -> list[str]:
    """The address as asked for, then with its page number alone, then without a query."""
    parts = urlsplit(target)
    numbers = [(key, value) for key, value in parse_qsl(parts.query) if key in PAGE_KEYS]
    paged = [f"{parts.path}?{key}={value}" for key, value in numbers if value != "1"]
    first = [] if paged else [parts.path]
    return [target, *paged, *first]


def source_files(port: int) -> dict[str, str]:
    """Name → text of the source file of each sample site, for a server on `port`."""
    return {
        path.name: path.read_text(encoding="utf-8").replace("{port}", str(port))
        for path in sorted(SOURCES.glob("*.toml"))
    }


def write_sources(folder: Path, port: int) -> None:
    """Write the source files for a server on `port` into `folder`, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in source_files(port).items():
        (folder / name).write_text(text, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Serve the sample sites on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=8009)
    parser.add_argument("--day", type=int, choices=(1, 2), default=1)
    given = parser.parse_args(arguments)
    with SampleServer(datetime.now(UTC).astimezone().date(), given.port) as server:
        server.day = given.day
        sys.stdout.write(
            f"Sample sites of day {given.day} are at {server.base}/ (Ctrl-C ends them)\n"
        )
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
