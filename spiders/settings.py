"""Every Scrapy setting that differs from the default, with its reason; `scrapy.cfg` points here.

In: `catalogue.config`. Out: the names that Scrapy reads. `tests/spiders/test_settings.py` asserts each one.
"""

from __future__ import annotations

from catalogue.config import load_config
from spiders.source import source_folders


def user_agent(contact: str) -> str:
    """How Muster calls itself, with the address at which its owner is found."""
    return f"Muster/0.1 (+{contact})"


_config = load_config()

BOT_NAME = "muster"
SPIDER_MODULES = ["spiders.sites"]
SPIDER_LOADER_CLASS = "spiders.loader.SourceLoader"  # one spider for each source file
SOURCE_FOLDERS = [str(folder) for folder in source_folders(_config.sources)]

# Who we are, and what we obey. The library's own default does not read robots.txt.
USER_AGENT = user_agent(_config.contact)
ROBOTSTXT_OBEY = True

# One request at a time and about one a second for each host; speed comes from many hosts at once.
CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.3

# Closed doors. Scrapy 2.19 opens a server on the loopback that runs whatever code is posted to it.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
DOWNLOAD_HANDLERS = {
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}  # file: is served by default
TWISTED_DNS_RESOLVER = "spiders.network.guard.GuardResolver"  # refuses private addresses
GUARD_ALLOW: list[str] = []  # ranges that may be reached all the same; each source sets its own
HTTPPROXY_ENABLED = False  # a proxy resolves names itself, behind the guard's back
COOKIES_ENABLED = False  # no state between pages
METAREFRESH_ENABLED = False  # one way fewer to be led away
DOWNLOAD_VERIFY_CERTIFICATES = True  # off by default

# Bounds. A hostile page costs at most this much memory and time.
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024
DOWNLOAD_WARNSIZE = 4 * 1024 * 1024
DOWNLOAD_TIMEOUT = 30
DNS_TIMEOUT = 10
DEPTH_LIMIT = 24  # an endless calendar ends here: 895 pages in 8 s without, 49 with
CLOSESPIDER_PAGECOUNT = 1100  # beyond any source's own `pages` with its retries and robots.txt
CLOSESPIDER_TIMEOUT = 600
REDIRECT_MAX_TIMES = 5
URLLENGTH_LIMIT = 1000

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "spiders.network.compression.CompressionMiddleware": 590,  # no charset guessing over gzip bytes
    "spiders.network.guard.GuardMiddleware": 560,  # nearer the downloader than RetryMiddleware (550)
    "spiders.network.retry_after.RetryAfterMiddleware": 555,
    "spiders.network.robots.RobotsMiddleware": 540,  # sees what is left after the retries
}
EXTENSIONS = {"spiders.network.crawl_delay.CrawlDelay": 0, "spiders.quiet.QuietLoggers": 0}

# What becomes of a Draft; the classes belong to another room and are joined to this one by name only.
SPIDER_MIDDLEWARES = {"pipelines.stages.Expand": 100}
ITEM_PIPELINES = {
    "pipelines.stages.Normalise": 100,
    "pipelines.stages.Complete": 200,
    "pipelines.stages.Keep": 300,
}

# A listing without a date is counted and told of in the run, not logged for each.
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"

LOG_LEVEL = "WARNING"
QUIET_LOGGERS = [  # `spiders.quiet` says why
    "scrapy.addons",
    "scrapy.core",
    "scrapy.crawler",
    "scrapy.downloadermiddlewares",
    "scrapy.extensions",
    "scrapy.middleware",
    "scrapy.statscollectors",
    "scrapy.utils.log",
]
