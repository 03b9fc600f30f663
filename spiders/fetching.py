"""One address typed by a person in; the bytes and content type of its page out, by the same guarded way as a crawl."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from catalogue.config import Config
from catalogue.errors import FetchError, ReadError
from spiders import failures
from spiders.network.robots import RobotsMiddleware
from spiders.settings import user_agent

# What the project's settings say of sources does not concern a single page.
_ALONE = {
    "ITEM_PIPELINES": {},
    "SPIDER_MIDDLEWARES": {},
    "DOWNLOAD_DELAY": 0,
    "LOG_LEVEL": "CRITICAL",
    "LOG_INSTALL_ROOT_HANDLER": False,
}


class _OnePage(Spider):
    """Fetches one page and keeps what came of it."""

    name = "one-page"
    handle_httpstatus_list = tuple(range(400, 600))

    def __init__(self, url: str, found: dict[str, Any]) -> None:
        super().__init__()
        self.url, self.found = url, found

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the page."""
        yield Request(self.url, callback=self.keep, errback=self.failed)

    def keep(self, response: Response) -> None:
        """Keep the answer."""
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        self.found.update(status=response.status, data=response.body, kind=kind)

    def failed(self, failure: Failure) -> None:
        """Keep the reason; a host whose robots.txt cannot be fetched fails for the reason why it cannot."""
        error = failure.value
        middleware = self.crawler.get_downloader_middleware(RobotsMiddleware)
        if isinstance(middleware, RobotsMiddleware):
            closed = middleware.reasons.get(urlsplit(self.url).netloc)
            error = closed if isinstance(closed, Exception) else error
        self.found["trouble"] = failures.sentence(self.url, failures.kind_of(error), str(error))


def page_bytes(path: str | None, url: str, config: Config) -> tuple[bytes, str]:
    """The bytes and content type ("" for files) of a page that is a file, or else stands at an address.

    Raises:
        ReadError: The file cannot be read.
        FetchError: The address cannot be fetched.
    """
    if not path:
        return fetch(url, config)
    try:
        return Path(path).read_bytes(), ""
    except OSError as error:
        raise ReadError(f"The file cannot be read: {error.strerror}", url=path) from error


def fetch(url: str, config: Config, allow: Sequence[str] = ()) -> tuple[bytes, str]:
    """The body of a page and its Content-Type. Once a process, since Scrapy's reactor starts only once.

    Args:
        url: An http(s) address.
        config: Settings; the contact address goes into the user agent.
        allow: Private address ranges that may be reached all the same.

    Raises:
        FetchError: The address is no http(s) address, is private, refuses robots, or does not answer with a page.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise FetchError("Give a file, or an address that starts with http:// or https://", url=url)
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    settings.update(_ALONE, priority="cmdline")
    settings.set("GUARD_ALLOW", list(allow), priority="cmdline")
    settings.set("USER_AGENT", user_agent(config.contact), priority="cmdline")
    found: dict[str, Any] = {}
    process = AsyncCrawlerProcess(settings)
    process.crawl(_OnePage, url=url, found=found)
    process.start()
    if "data" not in found:
        raise FetchError(found.get("trouble") or "The page cannot be fetched", url=url)
    if found["status"] >= 400:
        raise FetchError(f"The site answered {found['status']}; check the address", url=url)
    return found["data"], found["kind"]
