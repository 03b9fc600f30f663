"""A page in; the other renderings of its events that the site offers (calendars, feeds, JSON) out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scrapy.http import Response

from spiders.links import is_marked_up

MOST = 12
"""Offers that are told of; sites that announce more announce the same ones in other orders."""

_KINDS = {
    "application/atom+xml": "Atom",
    "application/feed+json": "JSON Feed",
    "application/json": "JSON",
    "application/rss+xml": "RSS",
    "text/calendar": "iCalendar",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Another rendering of a page.

    Attributes:
        kind: "iCalendar", "RSS", "Atom", "JSON Feed" or "JSON".
        url: Its address.
    """

    kind: str
    url: str


def offers(response: Response, proposed: Iterable[str] = ()) -> tuple[Offer, ...]:
    """What a page offers.

    Args:
        response: The page.
        proposed: Its twins (`reading.richer_twins`); they come first.
    """
    found = {url: _kind_of_address(url) for url in proposed}
    for url, kind in _announced(response):
        found.setdefault(url, kind)
    return tuple(Offer(kind=kind, url=url) for url, kind in list(found.items())[:MOST])


def _kind_of_address(url: str) -> str:
    return "JSON" if "/wp-json/" in url else "iCalendar"


def _announced(response: Response) -> Iterable[tuple[str, str]]:
    """What `<link rel="alternate">` names (HTML, 4.6.7.1); comments have feeds too, which are no listings."""
    if not is_marked_up(response) or b"<link" not in response.body:
        return
    for link in response.xpath("//link[contains(@rel, 'alternate')]")[:200]:
        kind = _KINDS.get((link.attrib.get("type") or "").partition(";")[0].strip().lower())
        address = (link.attrib.get("href") or "").strip()
        if kind and address and "comments" not in address and "oembed" not in address:
            try:
                yield response.urljoin(address), kind
            except ValueError:
                continue
