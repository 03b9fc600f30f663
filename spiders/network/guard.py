"""The guard: every host that Scrapy is about to connect to in, the checked address or a refusal out.

The resolver checks the very address that Twisted then connects to, so a name that resolves otherwise a
second later (DNS rebinding) gains nothing; redirects and robots.txt pass through the same door. It guards
Scrapy's Twisted handlers over IPv4 (the default resolver knows no other); `spiders.settings` closes the
ways round it: other handlers, proxies and schemes.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_network
from typing import ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.statscollectors import StatsCollector
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from catalogue.addresses import Network, reachable, refusal
from catalogue.errors import SettingError


class RefusedAddressError(DNSLookupError):
    """A name resolved to a refused address; a DNSLookupError, because Twisted logs a traceback for others."""


class RefusedRequest(IgnoreRequest):
    """The guard let a request not pass; an IgnoreRequest, so that it is neither retried nor a crash."""


class GuardResolver(CachingThreadedResolver):
    """Resolves names and refuses those that lead to an address which this process may not reach.

    Scrapy has one resolver for each process, so all crawls of a process share the ranges of `allow`:
    `spiders.crawl` puts sources with different ranges into different processes.
    """

    allow: ClassVar[tuple[Network, ...] | None] = None
    refused: ClassVar[set[str]] = set()

    @classmethod
    def share(cls, allow: tuple[Network, ...]) -> None:
        """Set the ranges that this process may reach.

        Raises:
            SettingError: Another crawl of this process may reach others.
        """
        if cls.allow not in (None, allow):
            raise SettingError(
                "Sources with different `allow` ranges cannot be crawled in one process; "
                "crawl them one after the other.",
                field="allow",
            )
        cls.allow = allow

    def getHostByName(  # noqa: N802 (Twisted's name)
        self, name: str, timeout: Sequence[int] = ()
    ) -> Deferred[str]:
        """The checked IPv4 address of a name; answers of the cache are checked too."""
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if not reachable(address, self.allow or ()):
            self.refused.add(name)
            raise RefusedAddressError(f"{name} resolves to {address}, which is not public")
        return address


class GuardMiddleware:
    """Refuses other schemes and bare addresses at once, and keeps a refused name from being retried."""

    def __init__(self, allow: tuple[Network, ...], stats: StatsCollector) -> None:
        self.allow, self.stats = allow, stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the ranges from the setting GUARD_ALLOW, which each source sets for itself."""
        allow = tuple(ip_network(one) for one in crawler.settings.getlist("GUARD_ALLOW"))
        GuardResolver.share(allow)
        return cls(allow, crawler.stats)

    def process_request(self, request: Request) -> None:
        """Refuse what can be refused without resolving a name.

        Raises:
            RefusedRequest: The scheme or the bare address is not fetched.
        """
        if why := refusal(request.url, self.allow):
            self._refuse(why)

    def process_exception(self, request: Request, exception: Exception) -> None:  # noqa: ARG002 (Scrapy's signature)
        """Turn the resolver's refusal into one that Scrapy neither retries nor logs with a traceback.

        Raises:
            RefusedRequest: The name led to a refused address.
        """
        host = urlsplit(request.url).hostname or ""
        if host in GuardResolver.refused:
            self._refuse(f"{host} leads to an address that is not public")

    def _refuse(self, why: str) -> None:
        self.stats.inc_value("guard/refused")
        raise RefusedRequest(why)
