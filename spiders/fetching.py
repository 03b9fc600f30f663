"""One address typed by a person in; the bytes and content type of its page out, by the same guarded way as a crawl."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from catalogue.config import Config
from catalogue.errors import FetchError
from spiders.settings import user_agent

# What the project's settings say of sources does not concern a single page.
_ALONE = {
    "ITEM_PIPELINES": {},
    "SPIDER_MIDDLEWARES": {},
    "DOWNLOAD_DELAY": 0,
    "LOG_LEVEL": "CRITICAL",
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
        """Keep the reason."""
        self.found["trouble"] = failure.getErrorMessage()


def fetch(url: str, config: Config) -> tuple[bytes, str]:
    """The body of a page and its Content-Type. Once a process, since Scrapy's reactor starts only once.

    Raises:
        FetchError: The address is no http(s) address, is private, refuses robots, or does not answer with a page.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise FetchError("Give a file, or an address that starts with http:// or https://", url=url)
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    settings.update(_ALONE, priority="cmdline")
    settings.set("USER_AGENT", user_agent(config.contact), priority="cmdline")
    found: dict[str, Any] = {}
    process = AsyncCrawlerProcess(settings, install_root_handler=False)
    process.crawl(_OnePage, url=url, found=found)
    process.start()
    if "data" not in found:
        why = found.get("trouble") or "it may be closed by robots.txt"
        raise FetchError(
            f"The page cannot be fetched: {why}. Save it from a browser and read the file instead",
            url=url,
        )
    if found["status"] >= 400:
        raise FetchError(f"The site answered {found['status']}; check the address", url=url)
    return found["data"], found["kind"]
