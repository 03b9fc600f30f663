"""Who wants a digest of which events by e-mail: asked for by a page, confirmed from the mailbox, told by the post.

An address is kept for as long as it is wanted: until its owner unsubscribes, or for seven days when nobody
confirms that it is theirs. Links in mails carry the subscription's id, signed with a secret of the installation.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from catalogue import tables

MAIL = "mail"
"""Kind of the deliveries whose target is a subscription."""

EVERY = ("daily", "weekly", "monthly")
UNCONFIRMED_FOR = timedelta(days=7)
LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets

_A_DAY = timedelta(days=1)
_MOST_OF_ONE = (
    3  # lists that one address may be asked about in a day: nobody's mailbox is to be flooded
)
_MOST_OF_ALL = 1000  # the same for all addresses: the server's good name is at stake
_DEAD_FOR = timedelta(days=30)
_SECRET = "digests"  # noqa: S105 (the name of one)
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(
    rf"[a-z0-9!#$%&'*+/=?^_`{{|}}~-][a-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{0,63}}@{_LABEL}(?:\.{_LABEL})+"
)
"""What `<input type="email">` takes, with a full stop in the domain: no quotes, no control characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One digest for one mailbox.

    Attributes:
        email: Where it goes, in lower case.
        filters: Canonical query string of the events; "" for all.
        every: "daily", "weekly" or "monthly".
        asked: When somebody last asked for it.
        mailed: When the mail that asks to confirm was last written.
        confirmed: When the owner of the mailbox said yes; None before.
        told: When its last digest was written, or would have been, had there been anything to tell.
        after: The last revision that it told of.
    """

    id: str
    email: str
    filters: str
    every: str
    asked: datetime
    mailed: datetime | None
    confirmed: datetime | None
    told: datetime | None
    after: int


def mail_address(words: str) -> str:
    """The address in lower case; "" for what is none."""
    address = words.strip().lower()
    return address if len(address) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(address) else ""


def ask(tx: Connection, email: str, filters: str, every: str, now: datetime) -> bool:
    """Note that somebody asks for a digest; its owner is then asked by mail, once a day and list at most.

    Args:
        tx: The transaction.
        email: As `mail_address` gives it.
        filters: Canonical query string.
        every: One of `EVERY`; a confirmed digest keeps its own until its owner changes it.
        now: Aware instant.

    Returns:
        False when so many ask today that nobody else may.
    """
    table = tables.subscription
    lately = select(func.count()).where(table.c.asked > now - _A_DAY)
    of_one = tx.execute(lately.where(table.c.email == email)).scalar() or 0
    if (tx.execute(lately).scalar() or 0) >= _MOST_OF_ALL:
        return False
    known = tx.execute(select(table).where(table.c.email == email, table.c.filters == filters))
    row = known.one_or_none()
    if of_one >= _MOST_OF_ONE or (row and row.asked > now - _A_DAY):
        return True  # whoever asks hears the same as ever
    if row is None:
        who = {"id": str(uuid.uuid4()), "email": email, "filters": filters}
        new = _insert(tx, table).values(**who, every=every, asked=now, after=0)
        tx.execute(new.on_conflict_do_nothing())  # another process was quicker
        return True
    kept = row.every if row.confirmed else every
    tx.execute(update(table).where(table.c.id == row.id).values(asked=now, every=kept))
    return True


def subscriptions(tx: Connection) -> list[Subscription]:
    """All of them, oldest first."""
    table = tables.subscription
    return [_subscription(row) for row in tx.execute(select(table).order_by(table.c.asked))]


def subscription(tx: Connection, subscription_id: str) -> Subscription | None:
    """The one of an id."""
    table = tables.subscription
    row = tx.execute(select(table).where(table.c.id == subscription_id)).one_or_none()
    return _subscription(row) if row else None


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(**row._mapping)


def mailed(tx: Connection, one: Subscription, now: datetime) -> None:
    """Note that the mail that asks to confirm is written."""
    table = tables.subscription
    tx.execute(update(table).where(table.c.id == one.id).values(mailed=now))


def confirm(tx: Connection, one: Subscription, every: str, now: datetime) -> None:
    """The owner of the mailbox wants the digest, so often; the first tells of what changes from now on."""
    table, newest = tables.subscription, func.max(tables.revision.c.id)
    values: dict[str, Any] = {"every": every}
    if one.confirmed is None:
        after = tx.execute(select(newest)).scalar() or 0
        values |= {"confirmed": now, "told": now, "after": after}
    tx.execute(update(table).where(table.c.id == one.id).values(**values))


def tell(tx: Connection, one: Subscription, after: int, now: datetime) -> bool:
    """Note that the digest up to a revision is written; False when another process has done so."""
    table = tables.subscription
    mine = update(table).where(table.c.id == one.id, table.c.told == one.told)
    return tx.execute(mine.values(told=now, after=after)).rowcount > 0


def remove(tx: Connection, subscription_id: str) -> None:
    """Forget a subscription, and the mails that are still on their way to it."""
    _remove(tx, tables.subscription.c.id == subscription_id)


def remove_address(tx: Connection, email: str) -> int:
    """Forget all subscriptions of an address; how many they were."""
    return _remove(tx, tables.subscription.c.email == email)


def forget(tx: Connection, now: datetime) -> None:
    """Forget addresses that nobody confirmed in time, and mails that were given up a month ago."""
    table, delivery = tables.subscription, tables.delivery.c
    _remove(tx, table.c.confirmed.is_(None) & (table.c.asked < now - UNCONFIRMED_FOR))
    dead = (delivery.kind == MAIL) & delivery.due.is_(None) & (delivery.created < now - _DEAD_FOR)
    tx.execute(delete(tables.delivery).where(dead))


def _remove(tx: Connection, which: ColumnElement[bool]) -> int:
    table, delivery = tables.subscription, tables.delivery
    ids: Sequence[str] = (
        tx.execute(delete(table).where(which).returning(table.c.id)).scalars().all()
    )
    tx.execute(delete(delivery).where(delivery.c.kind == MAIL, delivery.c.target.in_(ids)))
    return len(ids)


def _insert(tx: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    if tx.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def make_secret(tx: Connection) -> bytes:
    """The secret that links are signed with, made when there is none yet."""
    row = _insert(tx, tables.secret).values(name=_SECRET, value=secrets.token_hex(32))
    tx.execute(row.on_conflict_do_nothing())
    return _secret(tx)


def _secret(tx: Connection) -> bytes:
    """The secret; empty when there is none yet."""
    query = select(tables.secret.c.value).where(tables.secret.c.name == _SECRET)
    return (tx.execute(query).scalar() or "").encode()


def token(secret: bytes, subscription_id: str) -> str:
    """The id with its signature (HMAC-SHA256, 128 bits of it), for addresses in mails."""
    digest = hmac.digest(secret, subscription_id.encode(), hashlib.sha256)[:16]
    return f"{subscription_id}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def id_of(tx: Connection, words: str) -> str:
    """The id in a token that is ours; "" for any other words."""
    secret, found = _secret(tx), words.partition(".")[0]
    if secret and hmac.compare_digest(token(secret, found).encode(), words.encode()):
        return found
    return ""
