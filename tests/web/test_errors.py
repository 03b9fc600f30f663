"""What goes wrong is told in words, and tells strangers nothing else."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from catalogue.filters import NAMES
from tests.web.making import BASE, NOW, config_of, full, open_store, site
from web.app import create_app
from web.errors import valid_filters


def test_bad_request_lists_every_filter(tmp_path: Path) -> None:
    with site(tmp_path) as client:
        text = client.get("/?colour=blue").text
    assert all(f"<code>{name}</code>" in text for name in NAMES)
    assert [name for name, _ in valid_filters()] == list(NAMES)


def test_pages_cannot_be_written_to(tmp_path: Path) -> None:
    with site(tmp_path) as client:
        answers = [client.post("/"), client.delete("/events/x"), client.put("/feeds/all.ics")]
    assert [one.status_code for one in answers] == [405] * 3
    assert all("allow" in one.headers for one in answers)


def test_what_was_asked_for_is_not_run(tmp_path: Path) -> None:
    with site(tmp_path) as client:
        page = client.get("/?<script>alert(1)</script>=1")
    assert page.status_code == 400
    assert "<script>" not in page.text


def test_a_store_that_refuses_is_503_without_its_address(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with open_store(tmp_path, full()) as store:
        with store.begin() as tx:
            tx.exec_driver_sql("DROP TABLE event")
        app = create_app(store, config_of(tmp_path), lambda: NOW)
        with TestClient(app) as client, caplog.at_level(logging.ERROR):
            page, feed = client.get("/"), client.get("/feeds/all.rss")
    assert page.status_code == feed.status_code == 503
    assert page.headers["retry-after"] == "60"
    assert "try again in a minute" in page.text
    assert "sqlite" not in page.text
    assert feed.headers["content-type"].startswith("text/plain")
    assert "no such table" in caplog.text


def test_no_redirect_repeats_the_host_of_the_asker(tmp_path: Path) -> None:
    with site(tmp_path) as client:
        for path in ("/topics/", "//evil.example/", "/events/", "/docs", "/openapi.json"):
            answer = client.get(f"{BASE}{path}", headers={"host": "evil.example"})
            assert answer.status_code == 404, path
            assert "location" not in answer.headers
            assert "evil.example" not in answer.text.replace("//evil.example/", "")
