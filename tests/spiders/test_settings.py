"""Every Scrapy setting that differs from the default: its value is asserted, and none is forgotten."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings, default_settings

from catalogue.config import load_config
from spiders import settings
from spiders.source import SHIPPED

ROOT = Path(__file__).resolve().parents[2]
MB = 1024 * 1024

WANTED: dict[str, Any] = {
    "BOT_NAME": "muster",
    "SPIDER_MODULES": ["spiders.sites"],
    "SPIDER_LOADER_CLASS": "spiders.loader.SourceLoader",
    "USER_AGENT": f"Muster/0.1 (+{load_config().contact})",
    "ROBOTSTXT_OBEY": True,
    "CONCURRENT_REQUESTS": 64,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 1.0,
    "DOWNLOAD_DELAY_JITTER": 0.3,
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "DOWNLOAD_HANDLERS": {"file": None, "data": None, "ftp": None, "s3": None},
    "TWISTED_DNS_RESOLVER": "spiders.network.guard.GuardResolver",
    "HTTPPROXY_ENABLED": False,
    "COOKIES_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "DOWNLOAD_MAXSIZE": 8 * MB,
    "DOWNLOAD_WARNSIZE": 4 * MB,
    "DOWNLOAD_TIMEOUT": 30,
    "DNS_TIMEOUT": 10,
    "DEPTH_LIMIT": 24,
    "CLOSESPIDER_PAGECOUNT": 1100,
    "CLOSESPIDER_TIMEOUT": 600,
    "REDIRECT_MAX_TIMES": 5,
    "URLLENGTH_LIMIT": 1000,
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
        "spiders.network.compression.CompressionMiddleware": 590,
        "spiders.network.guard.GuardMiddleware": 560,
        "spiders.network.retry_after.RetryAfterMiddleware": 555,
        "spiders.network.robots.RobotsMiddleware": 540,
    },
    "EXTENSIONS": {"spiders.network.crawl_delay.CrawlDelay": 0, "spiders.quiet.QuietLoggers": 0},
    "SPIDER_MIDDLEWARES": {"pipelines.stages.Expand": 100},
    "ITEM_PIPELINES": {
        "pipelines.stages.Normalise": 100,
        "pipelines.stages.Complete": 200,
        "pipelines.stages.Keep": 300,
    },
    "DEFAULT_DROPITEM_LOG_LEVEL": "DEBUG",
    "LOG_LEVEL": "WARNING",
}

OURS = {
    "GUARD_ALLOW": [],
    "SOURCE_FOLDERS": [str(SHIPPED)],
    "QUIET_LOGGERS": settings.QUIET_LOGGERS,
}


def loaded() -> Settings:
    found = Settings()
    found.setmodule("spiders.settings", priority="project")
    return found


@pytest.mark.parametrize("name", sorted(WANTED))
def test_the_setting_is_as_decided(name: str) -> None:
    value = loaded().get(name)
    assert (dict(value) if isinstance(WANTED[name], dict) else value) == WANTED[name]


def test_no_setting_is_without_its_test() -> None:
    said = {name for name in vars(settings) if name.isupper()}
    assert said == {*WANTED, *OURS}


@pytest.mark.parametrize("name", sorted(WANTED))
def test_the_setting_differs_from_the_default(name: str) -> None:
    assert getattr(default_settings, name) != WANTED[name]


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_own_settings_start_closed(name: str) -> None:
    assert loaded().getlist(name) == OURS[name]


def test_the_guard_stands_nearer_the_downloader_than_retries_and_redirects_pass_it() -> None:
    both = {**default_settings.DOWNLOADER_MIDDLEWARES_BASE, **settings.DOWNLOADER_MIDDLEWARES}
    order = {name: place for name, place in both.items() if place is not None}
    retry = order["scrapy.downloadermiddlewares.retry.RetryMiddleware"]
    robots = order["scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware"]
    assert order["spiders.network.guard.GuardMiddleware"] > retry
    assert robots < order["spiders.network.robots.RobotsMiddleware"] < retry


QUIET = """
import logging
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
settings = Settings()
settings.setmodule("spiders.settings")
process = AsyncCrawlerProcess(settings)
process.create_crawler(process.spider_loader.load(process.spider_loader.list()[0]))._apply_settings()
names = ("scrapy.core.engine", "scrapy.core.scraper", "scrapy.downloadermiddlewares.retry")
assert not any(logging.getLogger(name).isEnabledFor(logging.INFO) for name in names)
"""


def test_records_that_nothing_prints_are_not_made() -> None:
    """In a process of its own, because Scrapy rearranges all logging."""
    done = subprocess.run([sys.executable, "-c", QUIET], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
