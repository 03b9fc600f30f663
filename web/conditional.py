"""A document and a request's headers in; the whole answer, a compressed one or an empty 304 out (RFC 9110)."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import Response

FEED_CACHE = "public, max-age=900, stale-while-revalidate=3600"
PAGE_CACHE = "public, max-age=60"

_MARKS = {"": "", "gzip": "-gz", "br": "-br"}
"""Content coding → end of the entity tag: other bytes, another tag."""

_GZIP_FROM = 512
"""Bytes below which compressing costs more than it saves (one packet either way)."""


_NOTHING: dict[str, bytes] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Bytes to be served, with what a client needs to ask for them again.

    Attributes:
        data: The bytes, uncompressed.
        media_type: With its charset.
        modified: Aware instant of the last real change; None when nobody knows.
        cache: Value of Cache-Control.
        packed: Gives the same bytes compressed for a content coding, where somebody has done it already, else None.
        etag: Strong entity tag without quotation marks; "" = a digest of the bytes.
    """

    data: bytes
    media_type: str
    modified: datetime | None = None
    cache: str = PAGE_CACHE
    packed: Callable[[str], bytes | None] = _NOTHING.get
    etag: str = ""


def respond(
    request: Request, document: Document, headers: Mapping[str, str] | None = None
) -> Response:
    """The answer to a GET or HEAD: 200 or 304, compressed where the client takes that."""
    coding, body = _encoded(request.headers.get("accept-encoding", ""), document)
    tag = f'"{document.etag or digest(document.data)}{_MARKS[coding]}"'
    sent = {"etag": tag, "vary": "Accept-Encoding", "cache-control": document.cache}
    if document.modified is not None:
        sent["last-modified"] = format_datetime(document.modified.astimezone(UTC), usegmt=True)
    sent.update(headers or {})
    if is_fresh(request.headers, tag, document.modified):
        return Response(status_code=304, headers=sent)
    if coding:
        sent["content-encoding"] = coding
    return Response(body, headers=sent, media_type=document.media_type)


def _encoded(header: str, document: Document) -> tuple[str, bytes]:
    """The content coding ("" for none) and the bytes in it; brotli only where it was made beforehand."""
    if len(document.data) < _GZIP_FROM:
        return "", document.data
    if accepts(header, "br") and (body := document.packed("br")):
        return "br", body
    if not accepts(header, "gzip"):
        return "", document.data
    return "gzip", document.packed("gzip") or gzip.compress(document.data, 6, mtime=0)


def digest(data: bytes) -> str:
    """What a strong entity tag is made of: the same for the same bytes, in every process."""
    return hashlib.sha256(data).hexdigest()[:32]


def is_fresh(headers: Mapping[str, str], tag: str, modified: datetime | None) -> bool:
    """Whether the client's copy still holds; If-None-Match wins over If-Modified-Since (RFC 9110 13.2.2)."""
    wanted = headers.get("if-none-match")
    if wanted is not None:
        return _names(wanted, tag)
    since = _http_date(headers.get("if-modified-since", ""))
    return since is not None and modified is not None and modified.replace(microsecond=0) <= since


def accepts(header: str, wanted: str) -> bool:
    """Whether an Accept-Encoding header allows a coding: named, or by "*", and not with q=0."""
    allowed: dict[str, bool] = {}
    for part in header[:1000].split(","):
        coding, _, rest = part.strip().partition(";")
        allowed[coding.strip().lower()] = _is_positive(rest)
    return allowed.get(wanted, allowed.get("*", False))


def _is_positive(parameters: str) -> bool:
    name, _, value = parameters.replace(" ", "").partition("=")
    if name.lower() != "q":
        return True
    try:
        return float(value) > 0
    except ValueError:
        return False


def _names(header: str, tag: str) -> bool:
    """Whether an If-None-Match header names the tag; by weak comparison, as the RFC wants."""
    if header.strip() == "*":
        return True
    return tag in (one.strip().removeprefix("W/") for one in header[:4000].split(","))


def _http_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
