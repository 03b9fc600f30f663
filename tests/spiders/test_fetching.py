"""One page for a person: fetched by the guarded way, or refused with a sentence."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from catalogue.config import Config
from catalogue.errors import FetchError, ReadError
from spiders.fetching import fetch, page_of

# Each fetch in a process of its own: Scrapy's reactor starts once.
CODE = """
import sys
from catalogue.config import Config
from catalogue.errors import FetchError
from spiders.fetching import fetch
try:
    page = fetch(sys.argv[1], Config(), sys.argv[2:])
    print((page.response.body, page.content_type, page.robots))
except FetchError as error:
    print("refused:", error)
"""


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = (
            b"User-agent: *\nDisallow: /closed" if self.path == "/robots.txt" else b"<p>A page</p>"
        )
        self.send_response({"/missing": 404, "/circle": 302}.get(self.path, 200))
        self.send_header("Location", "/circle")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "allow", "says"),
    [
        (
            "/page",
            ("127.0.0.1/32",),
            "(b'<p>A page</p>', 'text/html; charset=utf-8', 'allows')",
        ),
        ("/page", (), "not a public address"),
        ("/missing", ("127.0.0.1/32",), "answered 404 Not Found. Look for"),
        ("/circle", ("127.0.0.1/32",), "redirects in a circle"),
        ("/closed", ("127.0.0.1/32",), "robots.txt"),
    ],
)
def test_one_page(base: str, path: str, allow: tuple[str, ...], says: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, base + path, *allow],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert says in done.stdout, done.stdout + done.stderr
    assert done.stderr == ""


def test_files_and_other_schemes(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(b"<p>x</p>")
    found = page_of(str(page), "", Config())
    assert (found.response.body, found.content_type, found.robots) == (b"<p>x</p>", "", "")
    assert found.response.url == page.as_uri()
    with pytest.raises(ReadError, match="cannot be read"):
        page_of(str(tmp_path / "missing"), "", Config())
    with pytest.raises(FetchError, match="http"):
        fetch("file:///etc/hostname", Config())
