"""Subscriptions and the catalogue in; the mails that are due out: requests to confirm, and digests.

A digest is written in the morning on which its day, week or month begins, and only when there is something to tell.
Its Message-ID names subscription and period: what a crash makes us send twice, programs know again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy import Connection

from catalogue import subscriptions
from catalogue.config import Config
from catalogue.errors import FilterError
from catalogue.filters import Filters, parse_filters
from catalogue.store import Store
from catalogue.subscriptions import MAIL, Subscription, token
from feeds.feed import Site, site_of
from post import outbox
from post.edition import News, first_day, is_due, news, sections, today
from post.mail import Mail, line, sender_of, written
from post.outbox import Message
from web.facets import summary
from web.moments import when
from web.wording import count, where

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["line"] = lambda words: line(str(words), 300)
_TEMPLATES.globals.update(when=when, where=where)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What every mail of a round is written with."""

    site: Site
    sender: str
    secret: bytes
    now: datetime

    def link(self, one: Subscription, verb: str) -> str:
        return f"{self.site.base_url}/digests/{token(self.secret, one.id)}/{verb}"

    def list_headers(self, one: Subscription) -> dict[str, str]:
        """What lets a mail program end the subscription with one click (RFC 2919, 2369, 8058)."""
        return {
            "List-Id": f"{self.site.title} digests <digests.{self.site.domain}>",
            "List-Unsubscribe": f"<{self.link(one, 'unsubscribe')}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }

    def mail(self, one: Subscription, key: str, template: str, **values: object) -> Mail:
        """The mail that the two templates of a name make of the values; `subject` is one of them."""
        shared = {
            "site": self.site.title,
            "base": self.site.base_url,
            "manage": self.link(one, "confirm"),
            "unsubscribe": self.link(one, "unsubscribe"),
            "every": one.every,
            **values,
        }
        text, html = (
            _TEMPLATES.get_template(f"{template}.{ext}").render(shared) for ext in ("txt", "html")
        )
        return Mail(
            sender=self.sender,
            to=one.email,
            number=f"{key}.{one.id}@{self.site.domain}",
            date=self.now,
            subject=str(values["subject"]),
            text=text,
            html=html,
        )


def enqueue(store: Store, config: Config, now: datetime) -> list[str]:
    """Write the mails that are due into the outbox, and forget the addresses that nobody confirmed.

    Returns:
        A sentence for each subscription whose filters are no longer known.

    Raises:
        SettingError: The sender is no address.
        StoreError: The database refused.
    """
    with store.begin() as tx:
        subscriptions.forget(tx, now)
        known = subscriptions.subscriptions(tx) if config.smtp_host else []
        if not known:
            return []
        desk = _Desk(
            site=site_of(config),
            sender=sender_of(config),
            secret=subscriptions.make_secret(tx),
            now=now,
        )
        for one in known:
            if one.mailed is None or one.mailed < one.asked:
                subscriptions.mailed(tx, one, now)
                _put(tx, one, _request(desk, one))
    due = [one for one in known if is_due(one, now)]
    return _digests(store, desk, due) if due else []


def _request(desk: _Desk, one: Subscription) -> Mail:
    """The mail that asks to confirm. Words that whoever asked could choose do not stand in it: it is no billboard."""
    asked = parse_filters(parse_qsl(one.filters))
    safe = Filters(topic=asked.topic, mode=asked.mode, free=asked.free)
    values = {"subject": f"Please confirm: {one.every} digest of events", "events": summary(safe)}
    return desk.mail(one, f"confirm-{one.asked:%Y%m%d}", "confirm", **values, more=safe != asked)


def _digests(store: Store, desk: _Desk, due: Sequence[Subscription]) -> list[str]:
    problems: list[str] = []
    with store.read() as tx:  # the long part, without the lock of a writer
        told = news(tx, min(one.after for one in due), today(desk.now))
    for one in due:
        try:
            mail = _digest(desk, one, told)
        except FilterError as error:
            problems.append(f"The digest {one.id} cannot be written: {error}")
            mail = None
        with store.begin() as tx:
            if subscriptions.tell(tx, one, told.number, desk.now) and mail:
                _put(tx, one, mail)
    return problems


def _digest(desk: _Desk, one: Subscription, told: News) -> Mail | None:
    """The digest; None when there is nothing to tell.

    Raises:
        FilterError: The subscription's filters are no longer known.
    """
    found = sections(one, told, desk.now)
    if not found:
        return None
    name = line(summary(parse_filters(parse_qsl(one.filters))), 100)
    total = count(sum(len(each.items) + each.further for each in found), "event")
    page = f"{desk.site.base_url}/?{one.filters}" if one.filters else f"{desk.site.base_url}/"
    first = first_day(one.every, today(desk.now))
    values = {"subject": f"{name}: {total}", "name": name, "total": total, "page": page}
    mail = desk.mail(one, f"{one.every}-{first}", "digest", **values, sections=found)
    return replace(mail, headers=desk.list_headers(one))


def _put(tx: Connection, one: Subscription, mail: Mail) -> None:
    key = mail.number.partition(".")[0]
    message = Message(kind=MAIL, target=one.id, key=key, body=written(mail))
    outbox.put(tx, message, mail.date)
