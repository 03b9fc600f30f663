"""Bytes of a response → what they are, and their text; extension and content type are not believed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_BYTES = 16_000_000
"""Larger answers are no event pages; the largest of 1,033 saved ones has 1.3 MB."""

START = 4000
"""Characters that tell what most answers are."""
HEAD = 20_000
"""Characters in which a page without `<html>` has its first tag."""
PIECE = 16_000
"""Bytes that are looked at in one go."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"(?i)<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{2,30})")
_XML = re.compile(rb"(?i)<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}[\"']([\w.:-]{2,30})")
_HTTP = re.compile(r"(?i)charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{2,30})")
_TAG = re.compile(r"(?i)<(?:!doctype html|[a-z][a-z0-9]{0,12}(?:\s[^<>]{0,2000})?/?>)")
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|channel|urlset|sitemapindex)[\s>]")
_CALENDAR = re.compile(r"(?im)^\s{0,20}BEGIN:(?:VCALENDAR|VEVENT)\s")
_LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "iso8859-1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A response in UTF-8, and what was odd about it.

    Attributes:
        source: Its text in UTF-8; the response itself where it came so, which is not copied.
        warnings: Sentences about it.
    """

    source: bytes
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text; made anew each time, as a page's readers need next to nothing of it."""
        return self.source.decode("utf-8", "replace")

    @property
    def head(self) -> str:
        """The beginning, which tells what it is: more of it where no tag comes first."""
        start = self.source[:START].decode("utf-8", "ignore")
        return start if start[:1] == "<" else self.source[:HEAD].decode("utf-8", "ignore")


def kind_of(text: str) -> str:
    """What a text, or the head of one, is: "ics", "json", "feed", "xml", "html", "text", "pdf" or "empty"."""
    head = text[:START].lstrip("\ufeff \t\r\n\0")
    if not head:
        return "empty"
    if head[:1] != "<":
        return _kind_of_words(head, text)
    if "<html" in head.lower():
        return "html"
    if _FEED.search(head):
        return "feed"
    return "xml" if head.startswith("<?xml") else "html"


def _kind_of_words(head: str, text: str) -> str:
    if head.startswith("%PDF"):
        return "pdf"
    if _CALENDAR.search(head):
        return "ics"
    if head[0] in "{[":
        return "json"
    return "html" if _TAG.search(text[:HEAD]) else "text"


def decode(data: bytes, content_type: str = "") -> Decoded:
    """The text: byte-order mark, HTTP charset, the page's own word, UTF-8, then windows-1252.

    A declared charset that does not decode the bytes is not believed; never raises.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :].decode(encoding, "replace"))
    if data.isascii():
        return _tidy(data)
    declared = _declared(data, content_type)
    utf8 = _is_utf8(data)
    said = _try(data, declared) if declared and declared not in _LATIN | {"utf-8"} else None
    if utf8 and (said is None or _windows(declared)):
        wrong = bool(declared) and declared not in _LATIN | {"utf-8"}
        return _tidy(data, (f"declared as {declared} but written in utf-8",) if wrong else ())
    if said is not None:
        return _decoded(said)
    note = f"declared as {declared or 'nothing'}, read as windows-1252"
    warnings = () if declared in _LATIN else (note,)
    return _decoded(data.decode("cp1252", "replace"), warnings)


def _decoded(text: str, warnings: tuple[str, ...] = ()) -> Decoded:
    return _tidy(text.encode("utf-8", "replace"), warnings)


def _tidy(source: bytes, warnings: tuple[str, ...] = ()) -> Decoded:
    """The text without NUL and, where no parser reads it, which takes line ends of any kind, with plain line ends."""
    bare = source.replace(b"\0", b"") if b"\0" in source else source
    if not bare[:200].lstrip(codecs.BOM_UTF8 + b" \t\r\n").startswith(b"<") and b"\r" in bare:
        bare = bare.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return Decoded(source=bare, warnings=warnings)


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, told in pieces: the text of a page as a whole would push all else out of the caches."""
    view, at = memoryview(data), 0
    try:
        while at < len(data):
            last = at + PIECE >= len(data)
            at += codecs.utf_8_decode(view[at : at + PIECE], "strict", last)[1]
    except UnicodeDecodeError:
        return False
    return True


def _windows(name: str) -> bool:
    """Single-byte charsets decode anything, so valid UTF-8 with non-ASCII signs is better proof."""
    return name.startswith(("windows-125", "cp125", "iso-8859", "iso8859"))


def _declared(data: bytes, content_type: str) -> str:
    for name in _names(data[:4096], content_type):
        try:
            return codecs.lookup(name).name.replace("_", "-")
        except LookupError:
            continue
    return ""


def _names(head: bytes, content_type: str) -> Iterator[str]:
    """What the header, the page and an XML declaration call the encoding."""
    http = _HTTP.search(content_type)
    if http:
        yield http[1]
    at = head.lower().find(b"charset")
    meta = _META.search(head, max(0, head.rfind(b"<", 0, at))) if at >= 0 else None
    for found in (meta, _XML.search(head)):
        if found:
            yield found[1].decode("ascii")


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
