"""Retry-After: an answer that asks for patience in, a slower host out; a long wait ends the visit.

Scrapy retries at once. Here the whole host slows down (its downloader slot), not the one request; when more
than MAX_WAIT seconds are asked for, the visit ends with the reason "asked to wait".
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

MAX_WAIT = 120.0
"""Seconds that one visit is ready to wait; a longer wait is left to the next visit."""


def wait_seconds(value: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3): a number or an HTTP date; None if neither."""
    text = value.strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """The pace of a host before it was slowed down, and until when (monotonic seconds) it stays slow."""

    delay: float
    jitter: float
    until: float


class RetryAfterMiddleware:
    """Holds a host back for as long as it asks; stands nearer the downloader than RetryMiddleware."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.held: dict[str, _Held] = {}
        self.closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make it for one crawl."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Slow the host down and try again, or pass the answer on.

        Raises:
            IgnoreRequest: It asks for more patience than one visit has.
        """
        slot = self._slot(request)
        wait = self._wait(response)
        if slot is None or wait is None:
            self._release(request)
            return response
        self.crawler.stats.inc_value("polite/retry_after")
        if wait > MAX_WAIT:
            self._end_visit()
            raise IgnoreRequest(f"asked to wait {wait:.0f} seconds")
        self._hold(request, slot, wait)
        spider = self.crawler.spider
        again = spider and get_retry_request(request, spider=spider, reason="retry_after")
        return again or response

    def _slot(self, request: Request) -> Any:  # noqa: ANN401 (Scrapy's slot has no public type)
        return self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))

    @staticmethod
    def _wait(response: Response) -> float | None:
        header = response.headers.get("Retry-After")
        if response.status not in (429, 503) or not header:
            return None
        return wait_seconds(header.decode("latin-1"), datetime.now(UTC))

    def _hold(self, request: Request, slot: Any, wait: float) -> None:  # noqa: ANN401
        """The delay counts from the last request sent (`lastseen`, monotonic); jitter could shorten it."""
        now = time.monotonic()
        before = self.held.get(request.meta["download_slot"])
        self.held[request.meta["download_slot"]] = _Held(
            delay=before.delay if before else slot.delay,
            jitter=before.jitter if before else slot.jitter,
            until=now + wait,
        )
        slot.delay = max(slot.delay, wait + now - slot.lastseen + 0.1)
        slot.jitter = 0.0

    def _release(self, request: Request) -> None:
        key, slot = request.meta.get("download_slot", ""), self._slot(request)
        if slot is not None and key in self.held and time.monotonic() >= self.held[key].until:
            before = self.held.pop(key)
            slot.delay, slot.jitter = before.delay, before.jitter

    def _end_visit(self) -> None:
        """Close in a task of its own: awaiting it here would wait for the very request that called."""
        if self.closing is None:
            close = self.crawler.engine.close_spider_async(reason="asked to wait")
            self.closing = asyncio.get_running_loop().create_task(close)
