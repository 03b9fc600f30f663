"""A real server on a real port."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from catalogue.errors import SettingError, StoreError
from tests.web.making import config_of, full, make, open_store
from web.server import listen, serve, server

PROJECT = Path(__file__).resolve().parents[2]


def get(port: int, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body; the path is sent as it is, dots and all."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, headers, answer.read()
    finally:
        connection.close()


def test_real_requests_over_loopback(tmp_path: Path) -> None:
    with open_store(tmp_path, full()) as store:
        (tmp_path / "public").mkdir()
        listener = listen("127.0.0.1", 0)
        port = listener.getsockname()[1]
        running = server(store, config_of(tmp_path))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            status, headers, body = get(port, "/healthz")
            page = get(port, f"/events/{full().id}")
            head = get(port, "/feeds/all.ics", "HEAD")
            outside = [
                get(port, path)[0]
                for path in ("/feeds/../../muster.db", "/feeds/%2e%2e/%2e%2e/muster.db", "/static/../app.py")
            ]  # fmt: skip
        finally:
            running.should_exit = True
            thread.join(10)
            listener.close()
    assert (status, body) == (200, b'{"status":"ok"}')
    assert "server" not in headers
    assert b"Custody &amp; care" in page[2]
    assert head[0] == 200
    assert head[2] == b""
    assert int(head[1]["content-length"]) > 500
    assert outside == [404] * 3


def test_many_readers_at_once_get_the_same_bytes(tmp_path: Path) -> None:
    paths = [f"/feeds/events.{ext}?mode=hybrid" for ext in ("rss", "atom", "ics", "json")]
    paths += ["/", "/month/2027-03", f"/events/{full().id}"]
    with open_store(tmp_path, full(), make("Other")) as store, listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        running = server(store, config_of(tmp_path))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            with ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(lambda path: (path, *get(port, path)), paths * 6))
        finally:
            running.should_exit = True
            thread.join(10)
    assert {status for _, status, _, _ in answers} == {200}
    assert len({(path, body) for path, _, _, body in answers}) == len(paths)


def test_busy_port_says_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SettingError, match=r"MUSTER_PORT=") as caught:
            serve(config_of(tmp_path, port=port))
    assert f"Port {port} on 127.0.0.1" in str(caught.value)
    assert "Address already in use" in str(caught.value)
    assert not (tmp_path / "muster.db").exists()


def test_address_that_is_not_ours() -> None:
    with pytest.raises(SettingError, match="cannot be used"):
        listen("203.0.113.7", 8000)


def test_version_six_is_listened_on() -> None:
    try:
        with listen("::1", 0) as listener:
            assert listener.family is socket.AF_INET6
    except SettingError:
        pytest.skip("this machine has no IPv6 on its loopback")


def test_store_that_cannot_be_opened_frees_the_port(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as probe:
        port = probe.getsockname()[1]
    config = config_of(tmp_path, port=port, database_url=f"sqlite:///{tmp_path}/none/muster.db")
    with pytest.raises(StoreError):
        serve(config)
    listen("127.0.0.1", port).close()


def test_serve_ends_when_told_to(tmp_path: Path) -> None:
    with open_store(tmp_path, full()):
        pass
    with listen("127.0.0.1", 0) as probe:
        port = probe.getsockname()[1]
    environment = os.environ | {
        "MUSTER_PORT": str(port),
        "MUSTER_DATABASE_URL": config_of(tmp_path).database_url,
        "MUSTER_PUBLIC": str(tmp_path),
    }
    code = "from catalogue.config import load_config; from web.server import serve; serve(load_config())"
    process = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, env=environment)
    try:
        assert _answers(port, process)
        process.send_signal(signal.SIGTERM)
        process.wait(15)
    finally:
        process.kill()
        process.wait(5)


def _answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        try:
            return get(port, "/healthz")[0] == 200
        except OSError:
            time.sleep(0.1)
    return False
