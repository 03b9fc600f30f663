from __future__ import annotations

import http.client
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from samples import expected
from samples.server import SampleServer, source_files, write_sources
from spiders.source import load_sources
from tests.samples.conftest import TODAY

EVENT = "/harrowgate/events/fraud-victims-first/"
WITHDRAWN = "/harrowgate/events/adult-social-care-workforce/"


def ask(
    server: SampleServer, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_a_page_has_validators_and_they_answer_304(server: SampleServer) -> None:
    status, headers, body = ask(server, EVENT)
    assert status == 200
    assert b"Putting Fraud Victims First" in body
    for known in (
        {"If-None-Match": headers["ETag"]},
        {"If-Modified-Since": headers["Last-Modified"]},
    ):
        assert ask(server, EVENT, known)[::2] == (304, b"")
    assert ask(server, EVENT, {"If-None-Match": '"other"'})[0] == 200
    assert server.answers == {200: 2, 304: 2}
    assert server.requests[EVENT] == 4


def test_the_second_day_outdates_what_changed_and_nothing_else(server: SampleServer) -> None:
    same = "/harrowgate/events/hate-crime-online/"
    tags = {path: ask(server, path)[1]["ETag"] for path in (EVENT, same)}
    server.day = 2
    assert ask(server, EVENT, {"If-None-Match": tags[EVENT]})[0] == 200
    assert ask(server, same, {"If-None-Match": tags[same]})[0] == 304
    changed, kept = (
        parsedate_to_datetime(ask(server, path)[1]["Last-Modified"]) for path in (EVENT, same)
    )
    assert changed - kept == timedelta(days=1)


def test_a_withdrawn_page_is_gone_and_off_the_lists(server: SampleServer) -> None:
    assert ask(server, WITHDRAWN)[0] == 200
    server.day = 2
    assert ask(server, WITHDRAWN)[0] == 410
    lists = [ask(server, f"/harrowgate/events/?page={number}")[2] for number in (1, 2, 3)]
    assert all(b"adult-social-care-workforce" not in body for body in lists)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/robots.txt", 200),
        ("/harrowgate/events/?page=2", 200),
        ("/harrowgate/events/?page=1", 200),
        ("/harrowgate/events/?page=99", 404),
        (EVENT + "?utm_source=newsletter", 200),
        ("/nowhere/", 404),
        ("/harrowgate", 301),
    ],
)
def test_addresses(server: SampleServer, path: str, status: int) -> None:
    assert ask(server, path)[0] == status


def test_a_server_that_never_ran_can_be_closed() -> None:
    server = SampleServer(TODAY)
    server.close()
    assert not server.requests


def test_one_connection_serves_many_pages(server: SampleServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    for _ in range(50):
        connection.request("GET", EVENT)
        assert connection.getresponse().read()
    connection.close()
    assert server.requests[EVENT] == 50


def test_head_has_no_body(server: SampleServer) -> None:
    status, headers, body = ask(server, EVENT, method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 1000


def test_every_list_and_feed_named_in_the_source_files_is_served(server: SampleServer) -> None:
    for name, text in source_files(server.port).items():
        source = tomllib.loads(text)
        for address in (source["home"], *source["start"]):
            assert address.startswith(server.base), name
            assert ask(server, address.removeprefix(server.base))[0] == 200, address


def test_source_files_are_written_with_the_port(tmp_path: Path) -> None:
    write_sources(tmp_path / "new", 4321)
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.toml")}
    assert written == source_files(4321)
    assert all("127.0.0.1:4321" in text and "{port}" not in text for text in written.values())
    assert all(6 <= len(text.splitlines()) <= 17 for text in written.values())


def test_source_files_load_and_follow_reaches_every_event(
    server: SampleServer, tmp_path: Path
) -> None:
    write_sources(tmp_path, server.port)
    sources, problems = load_sources([tmp_path])
    assert not problems
    events = expected(server.today, 1, server.base)
    for source in sources.values():
        site = source.name.removeprefix("sample-")
        urls = [one.urls[one.sites.index(site)] for one in events if site in one.sites]
        assert urls
        for url in urls if source.follow else ():
            assert any(re.search(pattern, url) for pattern in source.follow), url


def test_it_runs_by_itself_and_says_where() -> None:
    command = [sys.executable, "-m", "samples.server", "--port", "0", "--day", "2"]
    room = Path(__file__).resolve().parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=room) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
            assert address, line
            connection = http.client.HTTPConnection("127.0.0.1", int(address[1]), timeout=10)
            connection.request("GET", "/robots.txt")
            assert b"Disallow" in connection.getresponse().read()
            connection.close()
        finally:
            process.terminate()
