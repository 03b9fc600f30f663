"""What robots.txt cannot say: an unreachable one closes its host, an absent one opens it (RFC 9309, 2.3.1).

In: the answer to a request for robots.txt, or its failure. Out: the text that Scrapy parses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.statscollectors import StatsCollector

_CLOSED = b"User-agent: *\nDisallow: /\n"


def rules(status: int, body: bytes) -> bytes:
    """The rules in force after an answer with this status and body.

    A server error or "too many requests" closes the whole host; "not found" and the like leave it open,
    whatever the error page says.
    """
    if status >= 500 or status == 429:
        return _CLOSED
    return b"" if status >= 400 else body


def robots_counts(stats: Mapping[str, object]) -> dict[str, int]:
    """What the statistics of a crawl say of robots.txt, as counts of a run; `robots_delay` is in seconds."""
    statuses = [key for key in stats if key.startswith("robotstxt/response_status_count/")]
    delay, refused = stats.get("polite/crawl_delay"), stats.get("robotstxt/forbidden")
    return {
        "robots_absent": int(bool(statuses) and all(key[-3:] >= "400" for key in statuses)),
        "robots_delay": int(delay) if isinstance(delay, float) else 0,
        "robots_refused": refused if isinstance(refused, int) else 0,
        "robots_unreachable": int("robots/unreachable" in stats),
    }


def robots_words(counts: Mapping[str, int]) -> str:
    """The same for a person."""
    if counts.get("robots_unreachable"):
        return "not reached"
    if refused := counts.get("robots_refused"):
        return f"refuses {refused} {'page' if refused == 1 else 'pages'}"
    if counts.get("robots_absent"):
        return "none, so all is allowed"
    delay = counts.get("robots_delay")
    return f"allows, every {delay} s" if delay else "allows"


class RobotsMiddleware:
    """Stands between RetryMiddleware and RobotsTxtMiddleware, which parses any answer alike.

    Attributes:
        reasons: Host and port → the status or exception that closed it.
    """

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats
        self.reasons: dict[str, int | Exception] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make it for one crawl."""
        return cls(crawler.stats)

    def process_response(self, request: Request, response: Response) -> Response:
        """Put the rules in force in place of an error page."""
        if not _asks_for_rules(request) or response.status < 400:
            return response
        body = rules(response.status, response.body)
        if body:
            self._close(request, response.status)
        return TextResponse(request.url, status=response.status, body=body, encoding="utf-8")

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """Close the host when its robots.txt could not be fetched at all."""
        if not _asks_for_rules(request) or isinstance(exception, IgnoreRequest):
            return None
        self._close(request, exception)
        return TextResponse(request.url, body=_CLOSED, encoding="utf-8")

    def _close(self, request: Request, reason: int | Exception) -> None:
        first = request.meta.get("redirect_urls", [request.url])[0]
        self.reasons[urlsplit(first).netloc] = reason
        self.stats.inc_value("robots/unreachable")


def _asks_for_rules(request: Request) -> bool:
    """Whether RobotsTxtMiddleware made this request (no page of ours goes without obeying)."""
    if not request.meta.get("dont_obey_robotstxt"):
        return False
    return urlsplit(request.url).path == "/robots.txt" or "redirect_urls" in request.meta
