"""One address or file named by a person in; its page out, by the same guarded way as a crawl."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import Settings
from twisted.python.failure import Failure

from catalogue.config import Config
from catalogue.errors import FetchError, ReadError
from spiders import failures, links
from spiders.addresses import site
from spiders.network.robots import RobotsMiddleware, robots_counts, robots_words
from spiders.settings import user_agent

# What the project's settings say of sources does not concern a single page.
_ALONE = {
    "ITEM_PIPELINES": {},
    "SPIDER_MIDDLEWARES": {},
    "DOWNLOAD_DELAY": 0,
    "LOG_LEVEL": "CRITICAL",
    "LOG_INSTALL_ROOT_HANDLER": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One page.

    Attributes:
        response: The answer; that of a file bears the file's address, and no headers.
        robots: What the site's robots.txt says of it; "" for a file.
    """

    response: Response
    robots: str = ""

    @property
    def content_type(self) -> str:
        """The Content-Type header; "" where there is none."""
        return (self.response.headers.get("Content-Type") or b"").decode("latin-1")


class _OnePage(Spider):
    """Fetches one page and keeps what came of it."""

    name = "one-page"
    handle_httpstatus_list = tuple(range(400, 600))

    def __init__(self, url: str, found: dict[str, Any]) -> None:
        super().__init__()
        self.url, self.found = url, found

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the page."""
        # A page that redirects to itself would be a duplicate otherwise, which nobody is told of.
        yield Request(self.url, callback=self.keep, errback=self.failed, dont_filter=True)

    def keep(self, response: Response) -> None:
        """Keep the answer."""
        self.found.update(
            page=response, robots=robots_words(robots_counts(self.crawler.stats.get_stats()))
        )

    def failed(self, failure: Failure) -> None:
        """Keep the reason; a host whose robots.txt cannot be fetched fails for the reason why it cannot."""
        error = failure.value
        middleware = self.crawler.get_downloader_middleware(RobotsMiddleware)
        if isinstance(middleware, RobotsMiddleware):
            closed = middleware.reasons.get(urlsplit(self.url).netloc)
            error = closed if isinstance(closed, Exception) else error
        self.found["trouble"] = failures.sentence(self.url, failures.kind_of(error), str(error))


def page_of(path: str | None, url: str, config: Config, allow: Sequence[str] = ()) -> Fetched:
    """The page that is a file, or else stands at an address.

    Args:
        path: A file; None when the page is to be fetched.
        url: The address of the page; a file's own is the one that the page calls canonical, if it does.
        config: Settings.
        allow: Private address ranges that may be reached.

    Raises:
        ReadError: The file cannot be read.
        FetchError: The address cannot be fetched.
    """
    if not path:
        return fetch(url, config, allow)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ReadError(
            f"The file cannot be read: {error.strerror}. An address starts with https://", url=path
        ) from error
    kind = responsetypes.from_args(url=path, body=data)
    page = kind(url if "://" in url else Path(path).resolve().as_uri(), body=data)
    return Fetched(response=page.replace(url=links.named(page) or page.url))


def fetch(url: str, config: Config, allow: Sequence[str] = ()) -> Fetched:
    """The page at an address. Once a process, since Scrapy's reactor starts only once.

    Args:
        url: An http(s) address.
        config: Settings; the contact address goes into the user agent.
        allow: Private address ranges that may be reached all the same.

    Raises:
        FetchError: The address is no http(s) address, is private, refuses robots, or does not answer with a page.
    """
    if not site(url) or urlsplit(url).scheme not in ("http", "https"):
        raise FetchError(
            "Give a file, or a whole address that starts with http:// or https://", url=url
        )
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    settings.update(_ALONE, priority="cmdline")
    settings.set("GUARD_ALLOW", list(allow), priority="cmdline")
    settings.set("USER_AGENT", user_agent(config.contact), priority="cmdline")
    found: dict[str, Any] = {}
    process = AsyncCrawlerProcess(settings)
    process.crawl(_OnePage, url=url, found=found)
    process.start()
    if "page" not in found:
        raise FetchError(found.get("trouble") or "The page cannot be fetched", url=url)
    page: Response = found["page"]
    if page.status >= 400:
        kind, words = failures.kind_of_status(page.status), failures.status_words(page.status)
        raise FetchError(failures.sentence(url, kind, words), url=url)
    return Fetched(response=page, robots=found["robots"])
