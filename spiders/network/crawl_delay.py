"""Crawl-delay of robots.txt in, a slower host out: Scrapy parses it but does not apply it."""

from __future__ import annotations

from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.robotstxt import RobotParser

MAX_DELAY = 30.0
"""Seconds between two requests at most; a host that asks for more gets fewer pages in a visit."""


class CrawlDelay:
    """Applies the delay that a host asks for to its downloader slot, whenever a robots.txt was parsed."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.agent = str(crawler.settings["USER_AGENT"])
        self.own = crawler.settings.getfloat("DOWNLOAD_DELAY")
        crawler.signals.connect(self.apply, signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make it for one crawl."""
        return cls(crawler)

    def apply(self, robotparser: RobotParser, request: Request) -> None:
        """Slow the host of `request` down to what its robots.txt asks for."""
        asked = robotparser.crawl_delay(self.agent)
        if not asked:
            return
        delay = max(self.own, min(float(asked), MAX_DELAY))
        downloader = self.crawler.engine.downloader
        key = downloader.get_slot_key(request)
        before = downloader.per_slot_settings.get(key, {})
        slower = {"delay": delay, "concurrency": 1}
        downloader.per_slot_settings[key] = {**before, **slower}  # idle slots are built anew
        if (slot := downloader.slots.get(key)) is not None:
            slot.delay, slot.concurrency = max(slot.delay, delay), 1
        self.crawler.stats.set_value("polite/crawl_delay", delay)
