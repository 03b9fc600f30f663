"""One round of the post: what changed is written into the outbox, what is due is delivered, and both are noted."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from catalogue.addresses import Network
from catalogue.config import Config
from catalogue.store import Store
from catalogue.subscriptions import MAIL
from feeds.feed import site_of
from feeds.publish import FOLDER
from post import carrier, digests, hubs, mail, outbox, webhooks
from post.carrier import Answer
from post.outbox import Delivery

_AT_ONCE = 20  # targets that are spoken to at the same time
_GONE = 410  # the receiver says that it wants nothing more (Standard Webhooks)
_MAILS_AT_ONCE = 4  # mails that are handed to the mail server at the same time


@dataclass(slots=True, kw_only=True)
class PostReport:
    """How many messages of each kind arrived, and a sentence for each one that did not."""

    arrived: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Round:
    store: Store
    now: datetime
    report: PostReport = field(default_factory=PostReport)

    async def deliver(self, deliveries: Sequence[Delivery], carry: Carry) -> None:
        """Each target's messages in their order; the first that does not arrive holds up the rest."""
        for place, delivery in enumerate(deliveries):
            answer = await carry(delivery)
            held_up = deliveries[place + 1 :] if _holds_up(delivery, answer) else ()
            self._note(delivery, answer, held_up)
            if held_up:
                return

    def _note(self, delivery: Delivery, answer: Answer, rest: Sequence[Delivery]) -> None:
        with self.store.begin() as tx:
            if answer.is_success:
                outbox.arrived(tx, delivery)
                self.report.arrived[delivery.kind] += 1
                return
            self.report.problems.append(_sentence(delivery, answer))
            if delivery.kind == webhooks.KIND and answer.status == _GONE:
                webhooks.remove(tx, delivery.target)
                return
            is_final = _is_final(delivery, answer)
            outbox.failed(tx, delivery, answer.why, self.now, is_final=is_final)
            outbox.postponed(tx, rest, self.now)


Carry = Callable[[Delivery], Awaitable[Answer]]


def post_round(store: Store, config: Config, now: datetime) -> PostReport:
    """Tell hubs, webhooks and mailboxes what changed since the last round, and try again what did not arrive.

    Raises:
        StoreError: The database refused.
        SettingError: `MUSTER_ALLOW` or `MUSTER_SMTP_FROM` is wrong.
    """
    work = _Round(store=store, now=now)
    allow = carrier.ranges(config.allow)
    site, folder = site_of(config), config.public / FOLDER
    work.report.problems += digests.enqueue(store, config, now)
    with store.begin() as tx:
        work.report.problems += webhooks.enqueue(tx, site, now)
        told = hubs.enqueue(tx, site, folder, now) if site.hub else None
        deliveries = outbox.take(tx, now)
        carry = _carry(tx, config, allow, now)
    hubs.remember(folder, site.hub, told)
    asyncio.run(_deliver(work, deliveries, carry))
    return work.report


def _carry(tx: Connection, config: Config, allow: Sequence[Network], now: datetime) -> Carry:
    """How a delivery reaches its target."""
    known = {one.id: one for one in webhooks.webhooks(tx)}

    async def carry(delivery: Delivery) -> Answer:
        if delivery.kind == MAIL:
            return await asyncio.to_thread(mail.send, delivery.body, config)
        if delivery.kind == hubs.KIND:
            letter = hubs.letter(delivery)
        else:
            letter = webhooks.letter(known[delivery.target], delivery, now)
        return await carrier.post(letter, config.contact, allow)

    return carry


def _queue(delivery: Delivery) -> str:
    """What is delivered one after the other: a target's messages, and a share of the mails."""
    return str(delivery.id % _MAILS_AT_ONCE) if delivery.kind == MAIL else delivery.target


async def _deliver(work: _Round, deliveries: Sequence[Delivery], carry: Carry) -> None:
    queues: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        queues[delivery.kind, _queue(delivery)].append(delivery)
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(group: Sequence[Delivery]) -> None:
        async with gate:
            await work.deliver(group, carry)

    async with asyncio.TaskGroup() as tasks:
        for group in queues.values():
            tasks.create_task(one(group))


def _holds_up(delivery: Delivery, answer: Answer) -> bool:
    """Whether those behind it wait too: a mail server that refuses one mailbox may take the next."""
    return not answer.is_success and (delivery.kind != MAIL or answer.status == 0)


def _is_final(delivery: Delivery, answer: Answer) -> bool:
    """Whether trying again is of no use: RFC 5321 has 5xx for what fails for good."""
    return delivery.kind == MAIL and answer.status >= 500


def _sentence(delivery: Delivery, answer: Answer) -> str:
    """What did not arrive, where and why, and what happens next."""
    what = f"The {delivery.kind} {delivery.target} did not take a message: {answer.why}."
    if delivery.kind == MAIL:
        what = f"A mail for the subscription {delivery.target} did not arrive: {answer.why}."
    if answer.status == _GONE and delivery.kind == webhooks.KIND:
        return f"{what} It is removed."
    if delivery.attempts < len(outbox.WAITS) and not _is_final(delivery, answer):
        return f"{what} It is tried again later."
    if delivery.kind == MAIL:
        return f"{what} It is given up; 'muster digests' shows it."
    return f"{what} It is given up; 'muster webhooks retry' tries it once more."
