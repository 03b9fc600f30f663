"""An RSS, Atom or OPML document in; what the W3C feed validator would say against it out, told in our own words.

The rules are those of https://validator.w3.org/feed/docs/ that our documents could break. The validator itself is
run by `test_publish.py` where somebody has put it on the path.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from html.entities import name2codepoint
from urllib.parse import urlsplit

import html5lib
from lxml import etree

from feeds.feedgen_entry import EVENT_MODULE

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_EV = f"{{{EVENT_MODULE}}}"
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?://)?[0-9A-Za-z;/?:@&=+$.\-_!~*'()%,#]+")
_TAG_URI = re.compile(
    r"tag:[a-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:[0-9A-Za-z;/?:@&=+$.\-_!~*'()%,#]*"
)
_RFC_822 = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    r"\d{4} \d\d:\d\d:\d\d [+-]\d\d[03]0"
)
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_ISO_8601 = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d*)?)?(?:Z|[+-]\d\d:\d\d)?)?")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z+.-]+")
_RELATIONS = frozenset(("alternate", "hub", "self", "via"))
_NAMESPACES = frozenset(
    (
        *("http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/modules/content/"),
        *(EVENT_MODULE, "http://www.w3.org/XML/1998/namespace"),
    )
)
_AHEAD = timedelta(minutes=10)
_BAD = re.compile("[\x80-\x9f\ufffd]")
_CLOSING = re.compile(
    r"</(?:a|abbr|b|br|code|dd|div|dl|dt|em|h\d|i|li|ol|p|q|script|span|strong|table|td|ul)>", re.I
)
_HREF = re.compile(r"""<(?:a|img)\b[^>]*?\b(?:href|src)="([^"]*)""", re.IGNORECASE)
_RISKY = frozenset(
    (
        *("applet", "base", "embed", "frame", "frameset", "iframe", "link", "meta", "object"),
        *("param", "script", "style", "plaintext", "title", "xmp"),
    )
)


def broken_rules(data: bytes, address: str, now: datetime) -> list[str]:
    """Sentences about every rule that the document breaks.

    Args:
        data: The document.
        address: Where it is served.
        now: Aware instant; no date may be later.
    """
    root = etree.fromstring(data)
    found = [*_well_encoded(data, root)]
    if root.tag == "opml":
        return found + list(_opml(root))
    of_feed = _rss(root[0], now) if root.tag == "rss" else _atom(root, now)
    return [*found, *of_feed, *_links(root, address), *_events(root)]


def _well_encoded(data: bytes, root: etree._Element) -> Iterator[str]:
    if not data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>"):
        yield "it does not say that it is UTF-8"
    if b"<!DOCTYPE" in data or b"<![CDATA[" in data:
        yield "it has a document type or CDATA"
    for node in root.iter():
        yield from (
            f"{node.tag!s} has bad characters" for text in _texts(node) if _BAD.search(text)
        )
        yield from (
            f"name space {uri} is unknown" for uri in node.nsmap.values() if uri not in _NAMESPACES
        )


def _texts(node: etree._Element) -> list[str]:
    return [node.text or "", node.tail or "", *map(str, node.attrib.values())]


def _rss(channel: etree._Element, now: datetime) -> Iterator[str]:
    names = [str(node.tag) for node in channel]
    yield from _once(
        channel, ("title", "link", "description", "language", "ttl", "docs", "generator")
    )
    yield from (f"channel has {name} twice" for name, many in Counter(names).items()
                if many > 1 and name not in ("item", f"{ATOM}link"))  # fmt: skip
    if "item" in names and set(names[names.index("item") :]) != {"item"}:
        yield "something of the channel stands behind its items"
    if not (channel.findtext("ttl") or "").isdigit() or int(channel.findtext("ttl") or 0) < 1:
        yield "ttl is no positive number"
    if channel.findtext("docs") != "http://www.rssboard.org/rss-specification":
        yield "docs leads elsewhere"
    yield from _uri("link", channel.findtext("link"))
    yield from _no_html("channel title", channel.findtext("title"))
    yield from _no_html("channel description", channel.findtext("description"))
    yield from _rfc_822("lastBuildDate", channel.findall("lastBuildDate"), now)
    if not any(link.get("rel") == "self" for link in channel.findall(f"{ATOM}link")):
        yield "there is no link to itself"
    for item in channel.findall("item"):
        yield from _item(item, now)
    yield from _unique("guid", [item.findtext("guid") or "" for item in channel.findall("item")])


def _item(item: etree._Element, now: datetime) -> Iterator[str]:
    names = [str(node.tag) for node in item]
    yield from _once(item, ("title", "link", "description", "guid", "pubDate", CONTENT))
    if names.index("description") > names.index(CONTENT):
        yield "content stands before the description"
    yield from _no_html("title", item.findtext("title"))
    yield from _uri("link", item.findtext("link"))
    yield from _rfc_822("pubDate", item.findall("pubDate"), now)
    guid = item.find("guid")
    if (
        guid is None
        or guid.get("isPermaLink") != "false"
        or not _TAG_URI.fullmatch(guid.text or "")
    ):
        yield "guid is no tag: URI that says it is no link"
    for category in item.findall("category"):
        yield from _no_html("category", category.text)
        yield from _uri("category domain", category.get("domain"))
    yield from _html("description", item.findtext("description"))
    yield from _html("content", item.findtext(CONTENT))


def _atom(feed: etree._Element, now: datetime) -> Iterator[str]:
    names = [node.tag for node in feed]
    yield from _once(
        feed, [f"{ATOM}{name}" for name in ("id", "title", "updated", "author", "generator")]
    )
    entry = f"{ATOM}entry"
    if entry in names and set(names[names.index(entry) :]) != {entry}:
        yield "something of the feed stands behind its entries"
    entries = feed.findall(entry)
    for node in (feed, *entries):
        yield from _of_both(node, now)
    for one in entries:
        yield from _entry(one)
    yield from _unique("id", [one.findtext(f"{ATOM}id") or "" for one in entries])
    yield from _unique("updated", [one.findtext(f"{ATOM}updated") or "" for one in entries])


def _of_both(node: etree._Element, now: datetime) -> Iterator[str]:
    """Rules for the feed and for each entry."""
    if not _TAG_URI.fullmatch(node.findtext(f"{ATOM}id") or ""):
        yield "id is no tag: URI"
    for stamp in (*node.findall(f"{ATOM}updated"), *node.findall(f"{ATOM}published")):
        text = stamp.text or ""
        if not _RFC_3339.fullmatch(text) or datetime.fromisoformat(text) > now + _AHEAD:
            yield f"{stamp.tag!s} is not in RFC 3339, or ahead: {text}"
    kinds = [
        (one.get("rel"), one.get("type"), one.get("hreflang"))
        for one in node.findall(f"{ATOM}link")
    ]
    yield from _unique("link of a kind", [str(kind) for kind in kinds])
    for name in node.findall(f"{ATOM}author/{ATOM}name"):
        if not (name.text or "").strip():
            yield "an author has no name"
        yield from _no_html("author", name.text)


def _entry(entry: etree._Element) -> Iterator[str]:
    yield from _once(
        entry,
        [f"{ATOM}{name}" for name in ("id", "title", "updated", "published", "summary", "content")],
    )
    content = entry.find(f"{ATOM}content")
    if content is None or content.get("type") != "html":
        yield "content is not declared as html"
    else:
        yield from _html("content", content.text)
    for name in ("title", "summary"):
        node = entry.find(f"{ATOM}{name}")
        if node is not None and node.get("type", "text") != "text":
            yield f"{name} is of another type"
    for category in entry.findall(f"{ATOM}category"):
        if not category.get("term"):
            yield "a category has no term"
        yield from _uri("category scheme", category.get("scheme"))
        yield from _no_html("category label", category.get("label"))


def _links(root: etree._Element, address: str) -> Iterator[str]:
    for link in root.iter(f"{ATOM}link"):
        rel, kind, href = link.get("rel"), link.get("type"), link.get("href")
        if rel not in _RELATIONS:
            yield f"rel {rel!r} is not registered"
        if kind is not None and not _MEDIA_TYPE.fullmatch(kind):
            yield f"type {kind!r} is none"
        if rel == "self" and href != address:
            yield f"self leads to {href}, not to {address}"
        if rel == "self" and kind not in ("application/rss+xml", "application/atom+xml"):
            yield "self is of another type"
        yield from _uri(f"link {rel}", href)
        if link.text or len(link):
            yield "a link is not empty"


def _events(root: etree._Element) -> Iterator[str]:
    for name in ("startdate", "enddate"):
        for node in root.iter(f"{_EV}{name}"):
            if not _ISO_8601.fullmatch(node.text or ""):
                yield f"ev:{name} is not in ISO 8601: {node.text}"
    for parent in (*root.iter("item"), *root.iter(f"{ATOM}entry")):
        tags = [str(node.tag) for node in parent if str(node.tag).startswith(_EV)]
        yield from _unique("ev: field", tags)


def _opml(root: etree._Element) -> Iterator[str]:
    if root.get("version") != "2.0" or [node.tag for node in root] != ["head", "body"]:
        yield "it is no OPML 2.0 of head and body"
    outlines = list(root.iter("outline"))
    if not outlines:
        yield "there is no outline"
    for one in outlines:
        if one.get("type") != "rss" or not one.get("text") or not one.get("title"):
            yield "an outline lacks type, text or title"
        for name in ("xmlUrl", "htmlUrl"):
            yield from _uri(name, one.get(name))
        for name in ("text", "title", "description"):
            yield from _html(name, one.get(name))


def _once(node: etree._Element, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        found = node.findall(name)
        if len(found) != 1 or not ("".join(found[0].itertext()).strip() or len(found[0])):
            yield f"{node.tag!s} has {name} {len(found)} times, or empty"


def _unique(what: str, values: Iterable[str]) -> Iterator[str]:
    yield from (
        f"{what} {value!r} occurs twice" for value, many in Counter(values).items() if many > 1
    )


def _uri(what: str, text: str | None) -> Iterator[str]:
    if not _URI.fullmatch(text or "") or not urlsplit(text or "").netloc:
        yield f"{what} is no full URI: {text}"


def _rfc_822(what: str, nodes: Iterable[etree._Element], now: datetime) -> Iterator[str]:
    for node in nodes:
        text = node.text or ""
        if not _RFC_822.fullmatch(text):
            yield f"{what} is not in RFC 822: {text}"
            continue
        moment = parsedate_to_datetime(text)
        if f"{moment:%a}" != text[:3]:
            yield f"{what} names another weekday: {text}"
        if moment > now + _AHEAD:
            yield f"{what} is ahead: {text}"


def _no_html(what: str, text: str | None) -> Iterator[str]:
    """Titles and labels are not mark-up, and nobody may take them for it."""
    if _CLOSING.search(text or ""):
        yield f"{what} looks like HTML: {text}"
    for word in re.findall(r"&(#?\w+)", text or ""):
        if word in name2codepoint or word == "apos" or not word.isalpha():
            yield f"{what} looks like it had a reference: {text}"


def _html(what: str, text: str | None) -> Iterator[str]:
    """Mark-up: what HTML 5 parses without an error, nothing that runs or loads, no relative address."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parseFragment(text or "")
    yield from (f"{what} is broken HTML: {error[1]}: {text}" for error in parser.errors)
    for node in tree.iter():
        if isinstance(node.tag, str) and node.tag in _RISKY:
            yield f"{what} holds {node.tag}"
        yield from (f"{what} has {name}=" for name in node.attrib if name.startswith("on"))
    for address in _HREF.findall(text or ""):
        if not re.match(r"\w+:", unescape(address).strip()):
            yield f"{what} has a relative address: {address}"
