"""One page and the addresses of its events in; the source file that would visit it out: a proposal for a person."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

from parsel import Selector
from scrapy.http import JsonResponse, Response, XmlResponse

from spiders.addresses import site
from spiders.links import is_marked_up

_RELATED = ("a[rel=next]", "link[rel=next]")
"""Selectors of links that say by themselves that they lead to the next page (HTML, 4.6.7.11)."""

_NEXT_KEYS = ("next_rest_url", "next_page_url", "next")
_NEXT_WORDS = re.compile(
    r"(?:next|older|more events|later)(?: page| events| entries)?\W{0,3}|[›»→]", re.IGNORECASE
)
_NEXT_CLASS = re.compile(r"[A-Za-z_-]*next[A-Za-z_-]*", re.IGNORECASE)

_MOST_LINKS = 2000
_MOST_PATTERNS = 2


def source_text(
    response: Response, url: str, events: Sequence[str], facts: dict[str, object]
) -> str:
    """The text of a source file, as short as it can be.

    Args:
        response: The page.
        url: The address it goes by.
        events: Addresses of the events on it; of a page about one event its own.
        facts: What else the file holds, in order (`zone`, `locale`, `allow` …).
    """
    own = sorted(
        {one.partition("#")[0] for one in events if site(one) == site(url)} - {url, response.url}
    )
    lone = not own and len(events) == 1
    follow = [_shape(url)] if lone and urlsplit(url).path.strip("/") else _shapes(own)
    start = _parent(response, url) if lone else response.url
    values: dict[str, object] = {"title": _title(response), "home": _home(url), "start": start}
    if follow and not (lone and start == url):
        values["follow"] = follow if len(follow) > 1 else follow[0]
    if not lone and (selector := _next(response)):
        values["next"] = selector
    return "".join(f"{key} = {_toml(value)}\n" for key, value in {**values, **facts}.items())


def alike(response: Response, url: str) -> tuple[str, ...]:
    """The pages below this one that it links to and whose addresses share a pattern: perhaps one for each event."""
    if not is_marked_up(response) or isinstance(response, XmlResponse):
        return ()
    below = url.partition("?")[0].rstrip("/") + "/"
    linked = {
        joined.partition("#")[0]: _shape(joined)
        for href in response.xpath("//a/@href").getall()[:_MOST_LINKS]
        if (joined := _joined(response, href)).startswith(below) and len(joined) > len(below)
    }
    shape, number = next(iter(Counter(linked.values()).most_common(1)), ("", 0))
    return tuple(one for one, its in linked.items() if its == shape) if number > 1 else ()


def _joined(response: Response, href: str) -> str:
    """A link's whole address; "" for one that is malformed."""
    try:
        return response.urljoin(href.strip())
    except ValueError:
        return ""


def _toml(value: object) -> str:
    """A value as TOML writes it: patterns in single quotes, so that they need no escapes."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(_toml(one) for one in value)}]"
    if isinstance(value, str) and "\\" in value and "'" not in value:
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False)


def _home(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _title(response: Response) -> str:
    """The name of the site: its own, the end of the page's title, that of a calendar or feed, or its host."""
    host = site(response.url)
    calendar = re.search(rb"X-WR-CALNAME[^:\r\n]{0,100}:([^\r\n]{1,100})", response.body[:20_000])
    if calendar:
        return calendar[1].decode("utf-8", "replace").replace("\\", "").strip() or host
    if not is_marked_up(response):
        return host
    if isinstance(response, XmlResponse):
        return response.xpath("normalize-space(//*[local-name()='title'])").get("")[:100] or host
    named = response.xpath("//meta[@property='og:site_name']/@content").get("").strip()
    whole = response.xpath("normalize-space(//title)").get("")
    parted = (whole.rpartition(mark) for mark in (" | ", " – ", " — ", " - "))
    _, mark, ending = max(parted, key=lambda parts: len(parts[0]))
    return (named or (ending if mark else "") or host)[:100]


def _shapes(urls: Sequence[str]) -> list[str]:
    """The patterns that most of these addresses share."""
    counts = Counter(_shape(url) for url in urls)
    often = [
        shape
        for shape, number in counts.most_common(_MOST_PATTERNS)
        if number > 1 or len(counts) == 1
    ]
    return often or list(counts)[:1]


def _shape(url: str) -> str:
    """The pattern of an address: its last part may be any, numbers may be any."""
    parts = urlsplit(url)
    if pairs := parse_qsl(parts.query):
        return (
            _escaped(parts.path)
            + r"\?"
            + "&".join(f"{_escaped(key)}=[^&]+" for key, _ in pairs[:3])
        )
    *before, last = parts.path.rstrip("/").split("/")
    path = "/".join(r"\d+" if part.isdigit() else _escaped(part) for part in before)
    ending = re.search(r"\.[a-z]{3,5}$", last)
    tail = _escaped(ending[0]) if ending else "/" * parts.path.endswith("/")
    return rf"{path}/[^/?]+{tail}$"


def _escaped(text: str) -> str:
    """Text as a pattern; a hyphen needs no escape outside brackets."""
    return re.escape(text).replace(r"\-", "-")


def _parent(response: Response, url: str) -> str:
    """The listing page of an event's page: the longest part of its address that it links to, else the part before."""
    parts = urlsplit(url)
    steps = parts.path.strip("/").split("/")[:-1]
    above = [f"{_home(url)}/{'/'.join(steps[:number])}" for number in range(len(steps), 0, -1)]
    hrefs = response.xpath("//a/@href").getall()[:_MOST_LINKS] if is_marked_up(response) else []
    linked: dict[str, str] = {}
    for href in hrefs:
        joined = _joined(response, href)
        linked.setdefault(joined.rstrip("/"), joined)
    known = next((linked[one] for one in above if one in linked), None)
    return known or (f"{above[0]}/" if above else url)


def _next(response: Response) -> str:
    """The selector of the link to the next page, by its relation, else by the class of a link that reads "Next"."""
    if isinstance(response, JsonResponse):
        return _next_key(response)
    if not is_marked_up(response):
        return ""
    if related := next((one for one in _RELATED if response.css(one).xpath("@href")), ""):
        return related
    for link in response.xpath("//a[@href][string-length(.) < 30]")[:_MOST_LINKS]:
        words = link.xpath("normalize-space()").get("")
        if _NEXT_WORDS.fullmatch(words) and (selector := _by_class(link)):
            return selector
    return ""


def _next_key(response: JsonResponse) -> str:
    """The key of a JSON answer that holds the address of the next one."""
    try:
        data = response.json()
    except ValueError:
        return ""
    known = data if isinstance(data, dict) else {}
    return next((key for key in _NEXT_KEYS if str(known.get(key)).startswith("http")), "")


def _by_class(link: Selector) -> str:
    """A link by its own class that holds "next", else by that of the element around it."""
    for holder, form in ((link, "a.{}"), (link.xpath(".."), ".{} a")):
        classes = (holder.xpath("@class").get() or "").split()
        if name := next((one for one in classes if _NEXT_CLASS.fullmatch(one)), ""):
            return form.format(name)
    return ""
