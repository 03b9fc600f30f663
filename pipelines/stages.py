"""Scrapy's side of the pipelines: Drafts of a page in, stored Listings out; each stage wraps one tested function.

Their order is a table in `spiders/settings.py`. `Expand` is a spider middleware, because an item pipeline cannot
make several items of one; the others are item pipelines. The spider brings `hints`, `run_id` and `store`.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from typing import Protocol, Self, cast

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Response

from catalogue.draft import Draft, Hints
from catalogue.listing import Listing
from catalogue.runs import add_sightings
from catalogue.store import Store
from pipelines import when
from pipelines.normalise import accepted, keyed, normalise

logger = logging.getLogger(__name__)

BATCH = 100
"""Listings written in one transaction: enough to make the commit cheap, few enough to lose on a crash."""


class Harvester(Protocol):
    """What the stages ask of a spider (`spiders.listing_spider.ListingSpider` has it)."""

    hints: Hints
    run_id: int
    store: Store


class _Stage:
    """What every stage needs of its crawler."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The stage of one crawl."""
        return cls(crawler)

    @property
    def spider(self) -> Harvester:
        """The spider of the crawl."""
        return cast("Harvester", self.crawler.spider)

    @property
    def hints(self) -> Hints:
        """What is known of the source."""
        return self.spider.hints

    def count(self, name: str, by: int = 1) -> None:
        """Add to a counter of the crawl."""
        if self.crawler.stats is not None:
            self.crawler.stats.inc_value(name, by)


class Expand(_Stage):
    """Spider middleware: gives the drafts of a page their keys and replaces a recurring one by its occurrences."""

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[object]
    ) -> AsyncIterator[object]:
        """Pass requests on at once; drafts follow when the page is read to its end."""
        del response  # Scrapy passes it
        drafts = []
        async for item in result:
            if isinstance(item, Draft):
                drafts.append(item)
            else:
                yield item
        for draft in self._expanded(drafts):
            yield draft

    def _expanded(self, drafts: list[Draft]) -> Iterator[Draft]:
        made = [one for draft in keyed(drafts) for one in when.occurrences(draft, self.hints)]
        yield from when.without_overridden(made)


class Normalise(_Stage):
    """Draft → Listing."""

    def process_item(self, item: object) -> object:
        """The meaning of a Draft; anything else passes unchanged."""
        if not isinstance(item, Draft):
            return item
        listing = normalise(item, self.hints)
        for warning in listing.warnings:
            self.count("listing/normalise/warnings")
            logger.debug("%s: %s", listing.url, warning)
        return listing


class Complete(_Stage):
    """Drops what cannot be published, and counts why."""

    def process_item(self, item: object) -> object:
        """The listing itself.

        Raises:
            DropItem: It has no title, link or date.
        """
        if not isinstance(item, Listing) or (reason := accepted(item)) is None:
            return item
        self.count(f"listing/dropped/{reason}")
        raise DropItem(f"{reason}: {item.title or item.url or item.source_key}")


class Keep(_Stage):
    """Writes listings as sightings of the run, a batch at a time."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.waiting: list[Listing] = []

    def process_item(self, item: object) -> object:
        """Keep the listing for the next batch."""
        if isinstance(item, Listing):
            self.waiting.append(item)
            if len(self.waiting) >= BATCH:
                self._write()
        return item

    def close_spider(self) -> None:
        """Write what is left."""
        self._write()

    def _write(self) -> None:
        if self.waiting:
            with self.spider.store.begin() as tx:
                add_sightings(tx, self.spider.run_id, self.waiting, self.hints.now)
            self.count("listing/kept", len(self.waiting))
            self.waiting = []
