"""Revisions in; one signed message for each webhook and each change it asked for out (Standard Webhooks 1.0)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy import Connection, delete, func, insert, select, update

from catalogue import tables
from catalogue.addresses import Network, refusal
from catalogue.errors import FilterError, SettingError
from catalogue.events import get_event, is_hidden
from catalogue.filters import Filters, matches, parse_filters, query_string
from catalogue.listing import Listing
from feeds.feed import Site
from post import outbox
from post.carrier import Letter
from post.outbox import Delivery, Message

KIND = "webhook"
_MOST = 1000  # revisions that one webhook is told of in one go; the rest follow a minute later
_PREFIX = "whsec_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A program that is told of changes.

    Attributes:
        url: Where it listens.
        secret: What messages are signed with: "whsec_" and base64.
        filters: Canonical query string of the events it asked for; "" for all.
        after: The last revision that it was told of.
    """

    id: str
    url: str
    secret: str
    filters: str
    after: int
    created: datetime


def add(
    tx: Connection, url: str, filters: str, now: datetime, allow: Sequence[Network] = ()
) -> Webhook:
    """Register a webhook; it hears of what changes from now on.

    Args:
        tx: Where it is written.
        url: Where it listens.
        filters: Query string of the events it asks for.
        now: Aware time.
        allow: Ranges that it may lie in though they are not public.

    Raises:
        SettingError: The address is none of the web, or one that nothing would be delivered to.
        FilterError: A filter is unknown.
    """
    why = refusal(url, allow)
    if "://" not in url or (not why and not urlsplit(url).hostname):
        raise SettingError(f"{url!r} is no address of the web. Write it in full: https://…")
    if why:
        raise SettingError(
            f"Nothing would be delivered to {url}: {why}. MUSTER_ALLOW can name ranges that are not public"
        )
    webhook = Webhook(
        id=str(uuid.uuid4()),
        url=url,
        secret=_PREFIX + base64.b64encode(secrets.token_bytes(24)).decode(),
        filters=query_string(parse_filters(parse_qsl(filters, keep_blank_values=True))),
        after=tx.execute(select(func.max(tables.revision.c.id))).scalar() or 0,
        created=now,
    )
    values = {name: getattr(webhook, name) for name in Webhook.__slots__}
    tx.execute(insert(tables.webhook).values(values))
    return webhook


def webhooks(tx: Connection) -> list[Webhook]:
    """All of them, oldest first."""
    rows = tx.execute(select(tables.webhook).order_by(tables.webhook.c.created))
    return [Webhook(**row._mapping) for row in rows]


def remove(tx: Connection, webhook_id: str) -> bool:
    """Forget a webhook and what it was still to be told; False when there is none."""
    outbox.forget(tx, KIND, webhook_id)
    table = tables.webhook
    return tx.execute(delete(table).where(table.c.id == webhook_id)).rowcount > 0


def enqueue(tx: Connection, site: Site, now: datetime) -> list[str]:
    """Write a message for every change that a webhook asked for and was not told of.

    Returns:
        A sentence for each webhook whose filters are known no longer: it is told nothing until it is added anew.
    """
    problems = []
    for webhook in webhooks(tx):
        try:
            wanted = parse_filters(parse_qsl(webhook.filters))
        except FilterError as error:
            again = f"Remove it and add {webhook.url} with other filters."
            problems.append(f"The webhook {webhook.id} is told nothing: {error} {again}")
            continue
        _enqueue_for(tx, webhook, wanted, site, now)
    return problems


def _enqueue_for(
    tx: Connection, webhook: Webhook, wanted: Filters, site: Site, now: datetime
) -> None:
    last = webhook.after
    for last, revision in _revisions(tx, webhook.after):
        listing = get_event(tx, revision["event_id"])
        if listing and matches(wanted, listing) and not is_hidden(tx, listing.id):
            body = _message(listing, revision, site)
            outbox.put(tx, Message(kind=KIND, target=webhook.id, key=str(last), body=body), now)
    if last != webhook.after:
        change = update(tables.webhook).where(tables.webhook.c.id == webhook.id)
        tx.execute(change.values(after=last))


def _revisions(tx: Connection, after: int) -> list[tuple[int, dict[str, Any]]]:
    table = tables.revision
    rows = tx.execute(select(table).where(table.c.id > after).order_by(table.c.id).limit(_MOST))
    return [(row.id, dict(row._mapping)) for row in rows]


def _message(listing: Listing, revision: dict[str, Any], site: Site) -> str:
    """The body: what changed, and where the event can be read whole."""
    data = {
        "id": listing.id,
        "title": listing.title,
        "page": site.event_url(listing.id),
        "url": listing.url,
        "status": listing.status.value,
        "changes": revision["changes"],
        "source": revision["source"],
    }
    whole = {
        "type": f"event.{revision['kind']}",
        "timestamp": revision["at"].isoformat(),
        "data": data,
    }
    return json.dumps(whole, ensure_ascii=False)


def letter(webhook: Webhook, delivery: Delivery, now: datetime) -> Letter:
    """A message with its signature: HMAC-SHA256 over id, timestamp and body, each parted by a full stop."""
    number = f"msg_{webhook.id}_{delivery.key}"
    stamp, body = str(int(now.timestamp())), delivery.body.encode()
    key = base64.b64decode(webhook.secret.removeprefix(_PREFIX))
    digest = hmac.digest(key, f"{number}.{stamp}.".encode() + body, hashlib.sha256)
    headers = {
        "Content-Type": "application/json",
        "webhook-id": number,
        "webhook-timestamp": stamp,
        "webhook-signature": "v1," + base64.b64encode(digest).decode(),
    }
    return Letter(url=webhook.url, headers=headers, body=body)
