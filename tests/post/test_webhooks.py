"""Changes reach a real receiver: signed, once each, in order, and again when it was away."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from catalogue import tables
from catalogue.config import Config
from catalogue.errors import FilterError, SettingError
from catalogue.events import Revision, add_revision, put_event
from catalogue.listing import Listing, Mode
from catalogue.store import Store
from post import outbox, webhooks
from post.carrier import ranges
from post.outbox import Message
from post.round import post_round
from tests.post.conftest import Receiver, receiving
from tests.web.making import NOW, config_of, make

MOVED = {"start": ("Wed 10 Mar 2027, 09:30 GMT", "Thu 11 Mar 2027, 09:30 GMT")}


def change(store: Store, listing: Listing, kind: str = "moved", *, hidden: bool = False) -> None:
    """An event and a change of it, as settling writes them."""
    with store.begin() as tx:
        put_event(tx, listing, NOW, hidden=hidden)
        revision = Revision(at=NOW, kind=kind, changes=MOVED, source="northmoor")
        add_revision(tx, listing.id, revision)


def hook(store: Store, receiver: Receiver, filters: str = "") -> webhooks.Webhook:
    with store.begin() as tx:
        return webhooks.add(tx, receiver.url, filters, NOW, ranges("127.0.0.0/8 ::1/128"))


def later(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def test_a_change_is_told_once_with_what_changed(
    store: Store, config: Config, receiver: Receiver
) -> None:
    change(store, make("Before anyone asked"), "new")
    hook(store, receiver)
    change(store, make("Custody"))
    assert post_round(store, config, NOW).arrived == {"webhook": 1}
    assert post_round(store, config, later(60)).arrived == {}
    [(path, headers, body)] = receiver.got
    told = json.loads(body)
    assert path == "/hear"
    assert headers["host"] == f"localhost:{receiver.port}"
    assert told["type"] == "event.moved"
    assert told["timestamp"] == NOW.isoformat()
    assert told["data"]["title"] == "Custody"
    assert told["data"]["changes"] == {name: list(pair) for name, pair in MOVED.items()}
    assert told["data"]["page"] == f"https://muster.example/events/{make('Custody').id}"


def test_the_signature_is_that_of_standard_webhooks(
    store: Store, config: Config, receiver: Receiver
) -> None:
    secret = hook(store, receiver).secret
    change(store, make("Custody"))
    post_round(store, config, NOW)
    [(_, headers, body)] = receiver.got
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.digest(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256)
    assert headers["webhook-signature"] == "v1," + base64.b64encode(digest).decode()
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))


def test_only_what_the_filter_wants_and_readers_see(
    store: Store, config: Config, receiver: Receiver
) -> None:
    hook(store, receiver, "mode=online")
    change(store, make("In a hall", mode=Mode.IN_PERSON))
    change(store, make("On the net", mode=Mode.ONLINE))
    change(store, make("Kept back", mode=Mode.ONLINE), hidden=True)
    post_round(store, config, NOW)
    assert [json.loads(body)["data"]["title"] for _, _, body in receiver.got] == ["On the net"]


def test_a_receiver_that_was_away_hears_everything_in_order(
    store: Store, config: Config, receiver: Receiver
) -> None:
    hook(store, receiver)
    for name in ("One", "Two", "Three"):
        change(store, make(name))
    receiver.status = 503
    report = post_round(store, config, NOW)
    assert len(receiver.got) == 1
    assert "it answered 503" in report.problems[0]
    assert post_round(store, config, NOW).arrived == {}
    receiver.status, receiver.got = 204, []
    assert post_round(store, config, later(2)).arrived == {"webhook": 3}
    assert [json.loads(body)["data"]["title"] for _, _, body in receiver.got] == [
        "One",
        "Two",
        "Three",
    ]


def test_a_message_that_never_arrives_is_given_up_and_can_be_retried(
    store: Store, config: Config, receiver: Receiver
) -> None:
    hook(store, receiver)
    change(store, make("Custody"))
    receiver.status = 500
    moment = NOW
    while (post_round(store, config, moment).problems or [""])[0].find("given up") < 0:
        moment += timedelta(hours=1)
        assert moment < NOW + timedelta(days=7)
    assert len(receiver.got) == len(outbox.WAITS) + 1
    assert {headers["webhook-id"] for _, headers, _ in receiver.got} == {
        receiver.got[0][1]["webhook-id"]
    }
    with store.begin() as tx:
        [dead] = outbox.waiting(tx, "webhook")
        assert (dead.due, dead.error) == (None, "it answered 500")
        assert outbox.retry(tx, "webhook", moment) == 1
    receiver.status = 200
    assert post_round(store, config, moment).arrived == {"webhook": 1}


def test_gone_ends_it(store: Store, config: Config, receiver: Receiver) -> None:
    hook(store, receiver)
    change(store, make("Custody"))
    receiver.status = 410
    assert "It is removed." in post_round(store, config, NOW).problems[0]
    with store.read() as tx:
        assert webhooks.webhooks(tx) == []
        assert outbox.waiting(tx, "webhook") == []


def test_redirects_are_not_followed(store: Store, config: Config, receiver: Receiver) -> None:
    hook(store, receiver)
    change(store, make("Custody"))
    receiver.status = 307
    assert "it answered 307" in post_round(store, config, NOW).problems[0]
    assert [path for path, _, _ in receiver.got] == ["/hear"]


def test_one_receiver_that_is_down_does_not_hold_up_another(
    store: Store, config: Config, receiver: Receiver
) -> None:
    with receiving() as other:
        hook(store, receiver)
        hook(store, other)
        change(store, make("Custody"))
        receiver.status = 500
        report = post_round(store, config, NOW)
    assert report.arrived == {"webhook": 1}
    assert len(report.problems) == 1
    assert len(other.got) == 1


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "10.0.0.1", "[::1]", "169.254.169.254"])
def test_private_addresses_are_refused_when_added_and_when_they_are_allowed_no_longer(
    store: Store, receiver: Receiver, tmp_path: Path, host: str
) -> None:
    url = f"http://{host}:{receiver.port}/hear"
    with store.begin() as tx, pytest.raises(SettingError, match="is not a public address"):
        webhooks.add(tx, url, "", NOW)
    with store.begin() as tx:
        webhooks.add(tx, url, "", NOW, ranges("0.0.0.0/0 ::/0"))
    change(store, make("Custody"))
    report = post_round(store, config_of(tmp_path), NOW)
    assert "not public" in report.problems[0] or "not a public address" in report.problems[0]
    assert receiver.got == []


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://x.example/", "start with ftp: are not fetched"),
        ("file:///etc/passwd", "start with file: are not fetched"),
        ("x.example", "no address of the web"),
        ("http://", "no address of the web"),
        ("http://[::1", "the address is malformed"),
    ],
)
def test_other_addresses_are_refused_at_once(store: Store, url: str, why: str) -> None:
    with store.begin() as tx, pytest.raises(SettingError, match=why):
        webhooks.add(tx, url, "", NOW)


def test_unknown_filters_are_refused_at_once(store: Store, receiver: Receiver) -> None:
    with store.begin() as tx, pytest.raises(FilterError, match="Valid filters"):
        webhooks.add(tx, "https://x.example/", "colour=blue", NOW)


def test_a_filter_that_is_abolished_stops_one_webhook_only(
    store: Store, config: Config, receiver: Receiver
) -> None:
    old = hook(store, receiver, "topic=drugs")
    hook(store, receiver)
    with store.begin() as tx:
        tx.execute(
            update(tables.webhook)
            .where(tables.webhook.c.id == old.id)
            .values(filters="topic=phlogiston")
        )
    change(store, make("Custody"))
    report = post_round(store, config, NOW)
    assert report.arrived == {"webhook": 1}
    [problem] = report.problems
    assert old.id in problem
    assert "phlogiston" in problem


def test_two_processes_do_not_tell_the_same(store: Store) -> None:
    with store.begin() as tx:
        message = Message(kind="webhook", target="x", key="1", body="{}")
        outbox.put(tx, message, NOW)
        outbox.put(tx, message, NOW)
        assert len(outbox.take(tx, NOW)) == 1
        assert outbox.take(tx, later(9)) == []
        assert len(outbox.take(tx, later(11))) == 1  # whoever took it first has died since


def test_a_wrong_setting_is_explained(store: Store, tmp_path: Path, receiver: Receiver) -> None:
    hook(store, receiver)
    change(store, make("Custody"))
    with pytest.raises(SettingError, match=r"MUSTER_ALLOW cannot be used.*127\.0\.0\.1/32"):
        post_round(store, config_of(tmp_path, allow="everywhere"), NOW)
