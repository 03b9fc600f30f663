"""Feeds whose bytes changed in; one ping each for the hub that spreads the word out (W3C WebSub).

The recommendation leaves to hub and publisher how they talk; every open hub takes `hub.mode=publish` with
`hub.url`, as PubSubHubbub 0.4 had it. Up to which change the hub was told stands in a file beside the feeds.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import Connection

from feeds.feed import Site
from feeds.ledger import Published, read_files
from post import outbox
from post.carrier import Letter
from post.outbox import Delivery, Message

KIND = "hub"
_TOLD = ".hub"


def enqueue(tx: Connection, site: Site, folder: Path, now: datetime) -> float | None:
    """Write a ping for each feed in the folder that changed since the last round.

    Returns:
        The time of the newest change, for `remember` after the commit; None where nothing is published.
    """
    told, files = _told(folder, site.hub), read_files(folder).values()
    for one in files:
        # Before the first round no document named the hub, so nobody can have subscribed there.
        if told is not None and one.modified > told:
            outbox.put(tx, _ping(site, one), now)
    return max((one.modified for one in files), default=None)


def _ping(site: Site, changed: Published) -> Message:
    url = f"{site.base_url}/feeds/{changed.name}"
    body = urlencode({"hub.mode": "publish", "hub.url": url})
    key = hashlib.sha256(f"{url} {changed.digest}".encode()).hexdigest()
    return Message(kind=KIND, target=site.hub, key=key, body=body)


def remember(folder: Path, hub: str, newest: float | None) -> None:
    """Keep the time of the newest change that the hub is told of."""
    if newest is not None and newest != _told(folder, hub):
        draft = folder / f"{_TOLD}.new"
        draft.write_text(f"{newest!r} {hub}")
        draft.replace(folder / _TOLD)


def _told(folder: Path, hub: str) -> float | None:
    """Up to which change this hub was told; None for one that was told nothing yet."""
    try:
        newest, _, known = (folder / _TOLD).read_text().partition(" ")
        return float(newest) if known == hub else None
    except (OSError, ValueError):
        return None


def letter(delivery: Delivery) -> Letter:
    """The ping as a form, as browsers send it."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return Letter(url=delivery.target, headers=headers, body=delivery.body.encode())
