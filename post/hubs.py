"""Addresses of feeds whose bytes changed in; one ping each for the hub that spreads the word out (W3C WebSub).

The recommendation leaves to hub and publisher how they talk; every open hub takes `hub.mode=publish` with
`hub.url`, as PubSubHubbub 0.4 had it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from sqlalchemy import Connection, delete

from catalogue import tables
from post import outbox
from post.carrier import Letter
from post.outbox import Delivery, Message

KIND = "hub"


def enqueue(tx: Connection, hub: str, changed: Mapping[str, str], now: datetime) -> None:
    """Write a ping for each changed feed (address → digest of its bytes); an older one of that feed is void."""
    table = tables.delivery
    for url, digest in changed.items():
        body = urlencode({"hub.mode": "publish", "hub.url": url})
        older = (table.c.kind == KIND) & (table.c.target == hub) & (table.c.body == body)
        tx.execute(delete(table).where(older))
        key = hashlib.sha256(f"{url} {digest}".encode()).hexdigest()
        outbox.put(tx, Message(kind=KIND, target=hub, key=key, body=body), now)


def letter(delivery: Delivery) -> Letter:
    """The ping as a form, as browsers send it."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return Letter(url=delivery.target, headers=headers, body=delivery.body.encode())
