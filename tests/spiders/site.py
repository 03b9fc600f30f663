"""A web site on the loopback whose answers a test writes down; it counts who asked for what."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer; `drip` seconds are waited before each byte of the body, `repeat` sends it so often.

    After it has been given once, `then` takes its place.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "text/html; charset=utf-8"
    drip: float = 0
    repeat: int = 1
    then: Answer | None = None


def page(text: str, **more: object) -> Answer:
    """A small HTML page."""
    return Answer(body=f"<!doctype html><title>Page</title>{text}".encode(), **more)  # type: ignore[arg-type]


class Site:
    """The answers by path, and what was asked for."""

    def __init__(self, answers: dict[str, Answer], port: int) -> None:
        self.answers, self.port = answers, port
        self.asked: Counter[str] = Counter()
        self.headers: list[tuple[str, dict[str, str]]] = []
        self.times: list[tuple[str, float]] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serve(answers: dict[str, Answer]) -> Iterator[Site]:
    """Serve the answers (path and query → answer) on 127.0.0.1 until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    site = Site(answers, int(server.server_address[1]))
    server.site = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.asked[self.path] += 1
        site.headers.append((self.path, dict(self.headers)))
        site.times.append((self.path, time.monotonic()))
        answer = site.answers.get(self.path, Answer(status=404, body=b"not found"))
        if answer.then:
            site.answers[self.path] = answer.then
        etag = answer.headers.get("ETag")
        if etag and self.headers.get("If-None-Match") == etag:
            answer = Answer(status=304, headers=answer.headers)
        try:
            self._send(answer)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body) * answer.repeat))
        self.end_headers()
        if answer.status == 304:
            return
        if answer.drip:
            for byte in answer.body:
                time.sleep(answer.drip)
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
            return
        for _ in range(answer.repeat):
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        pass
