"""What a format needs beside the listings: the Feed it writes, and the Site whose addresses stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from catalogue.config import Config
from catalogue.filters import Filters, query_string
from catalogue.taxonomy import topic

_EVERYTHING = Filters()
FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)
"""When a feed without listings last changed, where a format demands an instant: any constant keeps bytes stable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed in every format.

    Attributes:
        slug: Address below /feeds/ without its extension: "all", "topics/public-order".
        title: Name for people.
        description: One sentence about what it holds.
        filters: Which listings belong to it.
        query: Query string under which it is served, for feeds that are answered and not published.
        retired: No longer kept: it stays at its address, empty, and says so.
    """

    slug: str
    title: str
    description: str
    filters: Filters = _EVERYTHING
    query: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Who publishes.

    Attributes:
        base_url: Address of the site, without a slash at its end.
        domain: Stands in UIDs and tag: identifiers; never changes.
        title: Name of the publisher.
        language: BCP 47 tag of our own words.
        zone: IANA zone in which "today" is decided and that calendars name as their own.
        ttl: Minutes between two publications.
        hub: WebSub hub that is told of changes; "" for none.
    """

    base_url: str
    domain: str
    title: str = "Muster"
    language: str = "en-GB"
    zone: str = "Europe/London"
    ttl: int = 60
    hub: str = ""

    def feed_url(self, feed: Feed, ext: str) -> str:
        """Address at which a feed is served in one format."""
        address = f"{self.base_url}/feeds/{feed.slug}.{ext}"
        return f"{address}?{feed.query}" if feed.query else address

    def page_url(self, feed: Feed) -> str:
        """Address of the page for people that shows the same listings."""
        (slug, *others) = feed.filters.topic or ("",)
        if topic(slug) and not others and feed.filters == Filters(topic=(slug,)):
            return f"{self.base_url}/topics/{slug}"
        query = query_string(feed.filters)
        return f"{self.base_url}/?{query}" if query else f"{self.base_url}/"

    def event_url(self, event_id: str) -> str:
        """Address of an event's own page."""
        return f"{self.base_url}/events/{event_id}"

    def tag(self, event_id: str) -> str:
        """RFC 4151 identifier of an event: RSS guid, Atom and JSON id."""
        return f"tag:{self.domain},2026:{event_id}"

    def uid(self, event_id: str, session: str = "") -> str:
        """UID of an event in calendars, or of one of its sessions."""
        return f"{event_id}-{session}@{self.domain}" if session else f"{event_id}@{self.domain}"


def site_of(config: Config) -> Site:
    """The site of an installation."""
    return Site(base_url=config.base_url.rstrip("/"), domain=config.domain, hub=config.hub)
