"""A real hub hears of the feeds that changed, and of nothing else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs

import feedparser
import pytest
from starlette.testclient import TestClient

from catalogue.config import Config
from catalogue.events import put_event
from catalogue.listing import TopicMatch
from catalogue.store import Store
from feeds.publish import publish
from post.round import post_round
from tests.post.conftest import Receiver
from tests.web.making import BASE, NOW, config_of, make, site
from web.app import create_app

LATER = NOW + timedelta(minutes=5)
DRUGS = make("County lines", topics=(TopicMatch(slug="drugs", score=3.0),))
OTHER = make("Rural crime", topics=(TopicMatch(slug="rural-wildlife-crime", score=3.0),))


@pytest.fixture
def config(tmp_path: Path, receiver: Receiver) -> Config:
    return config_of(tmp_path, hub=receiver.url, allow="127.0.0.1/32 ::1/128")


def told(receiver: Receiver) -> set[str]:
    """The feeds that the hub heard of since it was last asked."""
    forms = [parse_qs(body.decode()) for _, _, body in receiver.got]
    assert all(form["hub.mode"] == ["publish"] for form in forms)
    receiver.got.clear()
    urls = [form["hub.url"][0] for form in forms]
    assert len(urls) == len(set(urls))
    return set(urls)


def test_only_changed_feeds_are_told_once(store: Store, config: Config, receiver: Receiver) -> None:
    with store.begin() as tx:
        put_event(tx, DRUGS, NOW)
        put_event(tx, OTHER, NOW)
    publish(store, config, NOW)
    post_round(store, config, NOW)
    assert told(receiver) == set()  # no document named the hub before
    with store.begin() as tx:
        put_event(tx, make("County lines", topics=DRUGS.topics, modified=LATER, sequence=1), LATER)
    publish(store, config, LATER)
    post_round(store, config, LATER)
    heard = told(receiver)
    assert {f"{BASE}/feeds/all.rss", f"{BASE}/feeds/topics/drugs.ics"} <= heard
    assert not any("rural" in url for url in heard)
    post_round(store, config, LATER)
    publish(store, config, LATER)
    post_round(store, config, LATER)
    assert told(receiver) == set()


def test_a_hub_that_was_away_hears_later(store: Store, config: Config, receiver: Receiver) -> None:
    publish(store, config, NOW)
    post_round(store, config, NOW)
    with store.begin() as tx:
        put_event(tx, DRUGS, NOW)
    publish(store, config, LATER)
    receiver.status = 503
    assert "is tried again" in post_round(store, config, LATER).problems[0]
    receiver.status = 204
    receiver.got.clear()
    post_round(store, config, LATER + timedelta(minutes=2))
    assert f"{BASE}/feeds/topics/drugs.atom" in told(receiver)


def test_documents_and_answers_name_the_hub(
    store: Store, config: Config, receiver: Receiver, tmp_path: Path
) -> None:
    publish(store, config, NOW)
    for ext in ("rss", "atom"):
        parsed = feedparser.parse((tmp_path / "public" / "feeds" / f"all.{ext}").read_bytes())
        links = {(link["rel"], link["href"]) for link in parsed.feed.links}
        assert {("hub", receiver.url), ("self", f"{BASE}/feeds/all.{ext}")} <= links
        assert parsed.feed.link == f"{BASE}/"
    app = create_app(store, config, lambda: NOW)
    with TestClient(app, base_url=BASE) as client:
        answer = client.get("/feeds/all.ics")
    wanted = f'<{receiver.url}>; rel="hub", <{BASE}/feeds/all.ics>; rel="self"'
    assert answer.headers["link"] == wanted
    with site(tmp_path) as client:
        assert "link" not in client.get("/feeds/all.ics").headers
    assert f'"url": "{receiver.url}"' in (tmp_path / "public" / "feeds" / "all.json").read_text()
