"""One round of the post: what changed is written into the outbox, what is due is delivered, and both are noted."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from catalogue.addresses import Network
from catalogue.config import Config
from catalogue.store import Store
from feeds.feed import site_of
from feeds.publish import FOLDER
from post import carrier, hubs, outbox, webhooks
from post.carrier import Answer, Letter
from post.outbox import Delivery

_AT_ONCE = 20  # targets that are spoken to at the same time
_GONE = 410  # the receiver says that it wants nothing more (Standard Webhooks)


@dataclass(slots=True, kw_only=True)
class PostReport:
    """How many messages of each kind arrived, and a sentence for each one that did not."""

    arrived: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Round:
    store: Store
    now: datetime
    contact: str
    allow: Sequence[Network]
    report: PostReport = field(default_factory=PostReport)

    async def deliver(self, deliveries: Sequence[Delivery], letters: Letters) -> None:
        """Each target's messages in their order; the first that does not arrive holds up the rest."""
        for place, delivery in enumerate(deliveries):
            answer = await carrier.post(letters(delivery), self.contact, self.allow)
            self._note(delivery, answer, deliveries[place + 1 :])
            if not answer.is_success:
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
            outbox.failed(tx, delivery, answer.why, self.now)
            outbox.postponed(tx, rest, self.now)


Letters = Callable[[Delivery], Letter]


def post_round(store: Store, config: Config, now: datetime) -> PostReport:
    """Tell hubs and webhooks what changed since the last round, and try again what did not arrive.

    Raises:
        StoreError: The database refused.
        SettingError: `MUSTER_ALLOW` is wrong.
    """
    work = _Round(store=store, now=now, contact=config.contact, allow=carrier.ranges(config.allow))
    site, folder = site_of(config), config.public / FOLDER
    with store.begin() as tx:
        webhooks.enqueue(tx, site, now)
        told = hubs.enqueue(tx, site, folder, now) if site.hub else None
        deliveries = outbox.take(tx, now)
        letters = _letters(tx, now)
    hubs.remember(folder, site.hub, told)
    asyncio.run(_deliver(work, deliveries, letters))
    return work.report


def _letters(tx: Connection, now: datetime) -> Letters:
    """How a delivery becomes a letter."""
    known = {one.id: one for one in webhooks.webhooks(tx)}

    def letter(delivery: Delivery) -> Letter:
        if delivery.kind == hubs.KIND:
            return hubs.letter(delivery)
        return webhooks.letter(known[delivery.target], delivery, now)

    return letter


async def _deliver(work: _Round, deliveries: Sequence[Delivery], letters: Letters) -> None:
    targets: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        targets[delivery.kind, delivery.target].append(delivery)
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(group: Sequence[Delivery]) -> None:
        async with gate:
            await work.deliver(group, letters)

    async with asyncio.TaskGroup() as tasks:
        for group in targets.values():
            tasks.create_task(one(group))


def _sentence(delivery: Delivery, answer: Answer) -> str:
    """What did not arrive, where and why, and what happens next."""
    what = f"The {delivery.kind} {delivery.target} did not take a message: {answer.why}."
    if answer.status == _GONE and delivery.kind == webhooks.KIND:
        return f"{what} It is removed."
    if delivery.attempts < len(outbox.WAITS):
        return f"{what} It is tried again later."
    return f"{what} It is given up; 'muster webhooks retry' tries it once more."
