"""A catalogue, and a real receiver on loopback that remembers what it was told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from catalogue.config import Config
from catalogue.store import Store
from tests.web.making import config_of, open_store


@dataclass(slots=True)
class Receiver:
    """What came in: (path, headers, body); `status` is what it answers."""

    port: int = 0
    status: int = 202
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}/hear"


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that listens for as long as the block lasts."""
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            told.got.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(told.status)
            self.send_header("location", "/elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Keep the tests quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield told
        finally:
            server.shutdown()
            thread.join(10)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as told:
        yield told


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return config_of(tmp_path, allow="127.0.0.1/32 ::1/128")
