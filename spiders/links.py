"""A page in; the addresses worth following out: detail pages, the next listing page, its canonical address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from urllib.parse import urldefrag, urljoin

from scrapy.http import JsonResponse, Response, TextResponse
from scrapy.utils.sitemap import Sitemap

from catalogue.draft import Hints
from spiders.addresses import site
from spiders.source import Source

MOST_LINKS = 2000
"""Links looked at on one page; the rest of a page that has more is link spam or a trap."""

MOST_LENGTH = 1000
"""Characters of an address; Scrapy's URLLENGTH_LIMIT is the same."""

LISTING_WINDOW = (timedelta(days=62), timedelta(days=800))
"""How far back and ahead a listing page may lie by the date in its address; calendars never end."""

DETAIL_WINDOW = (timedelta(days=400), timedelta(days=1500))
"""The same for detail pages: the date may be that of posting, long before the event."""

_DATED = re.compile(
    r"/(?P<y1>(?:19|20)\d\d)(?:/(?P<m1>0?[1-9]|1[0-2]))?(?=/|$)"
    r"|(?:date|month|start|from)[^=&]{0,20}=(?P<y2>(?:19|20)\d\d)-(?P<m2>0[1-9]|1[0-2])"
    r"|\b(?:y|year)=(?P<y3>(?:19|20)\d\d)\b(?:&(?:m|month)=(?P<m3>0?[1-9]|1[0-2])\b)?"
)

Window = tuple[timedelta, timedelta]


def within(url: str, today: date, window: Window) -> bool:
    """Whether the year and month in an address, where it has any, lie within the window around today."""
    found = _DATED.search(url)
    if found is None:
        return True
    groups = found.groupdict()
    year = int(next(groups[key] for key in ("y1", "y2", "y3") if groups[key]))
    month = next((int(groups[key]) for key in ("m1", "m2", "m3") if groups[key]), None)
    first = date(year, month or 1, 1)
    last = date(year, month or 12, 28)
    return last >= today - window[0] and first <= today + window[1]


def _absolute(base: str, references: Iterable[str]) -> list[str]:
    """Fetchable addresses in order, each once, without fragments."""
    found: dict[str, None] = {}
    for reference in references:
        try:
            url = urldefrag(urljoin(base, reference.strip())).url
        except ValueError:
            continue
        if url.startswith(("http://", "https://")) and len(url) <= MOST_LENGTH:
            found[url] = None
    return list(found)


def _base(response: TextResponse) -> str:
    return response.urljoin("")


def _all_links(response: Response) -> list[str]:
    """The addresses that a page or a sitemap links to."""
    if not isinstance(response, TextResponse):
        return []
    if b"<urlset" in response.body[:2000]:
        entries = islice(Sitemap(response.body), MOST_LINKS)
        return _absolute(response.url, [one.get("loc", "") for one in entries])
    if not is_marked_up(response):
        return []
    hrefs = response.xpath("//a/@href | //area/@href").getall()[:MOST_LINKS]
    return _absolute(_base(response), hrefs)


def is_marked_up(response: Response) -> bool:
    """Whether there is mark-up to look into: neither JSON, nor plain text, nor an empty body."""
    if isinstance(response, JsonResponse) or not isinstance(response, TextResponse):
        return False
    return b"<" in response.body[:5000]


def details(response: Response, source: Source, today: date) -> list[str]:
    """Addresses of detail pages that a listing page links to.

    A pattern that starts with http may lead to another host (a ticketing site); others stay on the site.
    """
    if not source.follow:
        return []
    own = {site(response.url), *(site(url) for url in source.start)}
    return [
        url
        for url in _all_links(response)
        if url not in source.start
        and any(_follows(pattern, url, own) for pattern in source.follow)
        and within(url, today, DETAIL_WINDOW)
    ]


def is_detail(url: str, source: Source) -> bool:
    """Whether an address is one of the source's detail pages, wherever it lies."""
    return any(re.search(pattern, url) for pattern in source.follow)


def hints(url: str, source: Source, now: datetime) -> Hints:
    """What is known of a page of a source before it is read: a detail page is about one event, unless `many`."""
    is_known = source.follow and not (source.many and is_detail(url, source))
    single = is_detail(url, source) if is_known else None
    return replace(source.hints(now), single=single)


def source_of(url: str, sources: Iterable[Source]) -> Source | None:
    """The source that an address belongs to: by its start, its detail pages, or the site that it stands on."""
    ours = [one for one in sources if site(one.home) == site(url)]
    tests: tuple[Callable[[Source], bool], ...] = (
        lambda one: url in one.start,
        lambda one: is_detail(url, one),
        lambda one: url.startswith(one.home),
    )
    return next((one for test in tests for one in ours if test(one)), None)


def _follows(pattern: str, url: str, own: set[str]) -> bool:
    elsewhere = pattern.lstrip("^").startswith("http")
    return (elsewhere or site(url) in own) and re.search(pattern, url) is not None


def next_pages(response: Response, source: Source, today: date) -> list[str]:
    """Addresses of the next listing page, normally one or none; on the same site only."""
    if not source.next or not isinstance(response, TextResponse):
        return []
    if isinstance(response, JsonResponse):
        found = response.jmespath(source.next).getall()[:3]
        hrefs = [one for one in found if isinstance(one, str)]
    elif is_marked_up(response):
        hrefs = response.css(source.next).xpath("@href").getall()[:3]
    else:
        hrefs = []
    return [
        url
        for url in _absolute(_base(response), hrefs)
        if site(url) == site(response.url) and within(url, today, LISTING_WINDOW)
    ]


def canonical(response: Response) -> str:
    """The address that a page calls its own, when it is one of the same site; else the page's address."""
    url = named(response)
    return url if url and site(url) == site(response.url) else urldefrag(response.url).url


def named(response: Response) -> str:
    """The address that a page calls its own, wherever it may lie; "" when it names none."""
    if not isinstance(response, TextResponse) or not is_marked_up(response):
        return ""
    hrefs = response.xpath("//link[@rel='canonical']/@href").getall()[:1]
    return next(iter(_absolute(_base(response), hrefs)), "")
