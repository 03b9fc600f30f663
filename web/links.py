"""A set of filters in; the addresses at which people and programs subscribe to it out."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from catalogue.filters import Filters, parse_filters, query_string

MEDIA_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
    "ics": "text/calendar",
}
"""Extension of each feed format → media type; the order in which pages name them."""

FORMAT_NAMES = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed", "ics": "Calendar"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLinks:
    """Every way to subscribe to one feed.

    Attributes:
        title: Name of the feed, for the link titles.
        paths: Extension → path on this site.
        calendar: Absolute address of the calendar, to be copied.
        webcal: The same for programs that open webcal addresses.
        google: Google's "add by URL" with the address filled in.
        outlook: The same for Outlook on the web for work and school.
        outlook_live: The same for Outlook.com.
        digest: Filters of the digests by e-mail, as a query string; None where none are sent.
    """

    title: str
    paths: dict[str, str]
    calendar: str
    webcal: str
    google: str
    outlook: str
    outlook_live: str
    digest: str | None = None

    @property
    def alternates(self) -> list[tuple[str, str, str]]:
        """(media type, distinct title, path) for `<link rel="alternate">`."""
        return [
            (MEDIA_TYPES[ext], f"{self.title} ({FORMAT_NAMES[ext]})", path)
            for ext, path in self.paths.items()
        ]


def feed_path(filters: Filters, ext: str) -> str:
    """Path of the feed of exactly these filters: a ready feed where there is one, else rendered on request."""
    if filters == Filters():
        return f"/feeds/all.{ext}"
    for name, folder in (
        *(("topic", "topics"), ("source", "sources")),
        *(("audience", "audiences"), ("region", "regions")),
    ):
        slugs: tuple[str, ...] = getattr(filters, name)
        if len(slugs) == 1 and filters == _only(name, slugs):
            return f"/feeds/{folder}/{slugs[0]}.{ext}"
    return f"/feeds/events.{ext}?{query_string(filters)}"


def _only(name: str, slugs: tuple[str, ...]) -> Filters:
    return parse_filters((name, slug) for slug in slugs)


def feed_links(base_url: str, title: str, filters: Filters) -> FeedLinks:
    """The links for a page or topic; `base_url` is where people reach the site."""
    paths = {ext: feed_path(filters, ext) for ext in MEDIA_TYPES}
    return _links(base_url, title, paths)


def _links(base_url: str, title: str, paths: dict[str, str]) -> FeedLinks:
    address = base_url.rstrip("/") + paths["ics"]
    webcal = "webcal://" + address.partition("://")[2]
    asked = f"url={quote(address, safe='')}&name={quote(title, safe='')}"
    return FeedLinks(
        title=title,
        paths=paths,
        calendar=address,
        webcal=webcal,
        google=f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        outlook=f"https://outlook.office.com/calendar/0/addfromweb?{asked}",
        outlook_live=f"https://outlook.live.com/calendar/0/addfromweb?{asked}",
    )
