"""Conditional and compressed answers (RFC 9110)."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from web.conditional import Document, accepts, is_fresh, respond

WHEN = datetime(2027, 3, 3, 12, 0, 0, 500, tzinfo=UTC)
HTTP_WHEN = "Wed, 03 Mar 2027 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ({}, False),
        ({"if-none-match": '"a"'}, True),
        ({"if-none-match": 'W/"a"'}, True),
        ({"if-none-match": '"b", "a"'}, True),
        ({"if-none-match": "*"}, True),
        ({"if-none-match": "a"}, False),
        ({"if-none-match": ""}, False),
        ({"if-none-match": '"b"', "if-modified-since": HTTP_WHEN}, False),
        ({"if-modified-since": HTTP_WHEN}, True),
        ({"if-modified-since": "Wed, 03 Mar 2027 11:59:59 GMT"}, False),
        ({"if-modified-since": "Thu, 04 Mar 2027 00:00:00 -0000"}, True),
        ({"if-modified-since": "yesterday"}, False),
    ],
)
def test_freshness(headers: dict[str, str], fresh: bool) -> None:
    assert is_fresh(headers, '"a"', WHEN) is fresh


def test_nothing_is_fresh_by_date_when_nobody_knows_it() -> None:
    assert not is_fresh({"if-modified-since": HTTP_WHEN}, '"a"', None)


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("", False),
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("*", True),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("gzip;q=lots", False),
        ("x-gzip", False),
    ],
)
def test_gzip_is_negotiated(header: str, accepted: bool) -> None:
    assert accepts(header, "gzip") is accepted


@given(st.text(max_size=200))
def test_no_header_raises(text: str) -> None:
    assert accepts(text, "br") in (True, False)
    assert is_fresh({"if-none-match": text}, '"a"', WHEN) in (True, False)
    assert is_fresh({"if-modified-since": text}, '"a"', WHEN) in (True, False)


def ask(**headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": raw})


def test_small_answers_are_not_compressed() -> None:
    answer = respond(
        ask(accept_encoding="gzip"), Document(data=b"x" * 100, media_type="text/plain")
    )
    assert "content-encoding" not in answer.headers
    assert answer.headers["vary"] == "Accept-Encoding"


def test_bytes_compressed_beforehand_are_used() -> None:
    data = b"x" * 9000
    packed = {"gzip": gzip.compress(data, 9), "br": b"brotli"}
    document = Document(data=data, media_type="text/plain", packed=packed.get, etag="tag")
    for header, coding, tag in (
        ("gzip", "gzip", '"tag-gz"'),
        ("gzip, br", "br", '"tag-br"'),
        ("br;q=0, gzip", "gzip", '"tag-gz"'),
    ):
        answer = respond(ask(accept_encoding=header), document)
        assert answer.body == packed[coding]
        assert answer.headers["content-encoding"] == coding
        assert answer.headers["etag"] == tag
    answer = respond(ask(accept_encoding="br"), Document(data=data, media_type="text/plain"))
    assert answer.body == data  # nobody made it beforehand, and it takes too long here


def test_last_modified_is_gmt() -> None:
    zone = datetime(2027, 3, 3, 13, tzinfo=UTC).astimezone()
    document = Document(data=b"x", media_type="text/plain", modified=zone - timedelta(hours=1))
    assert respond(ask(), document).headers["last-modified"] == HTTP_WHEN
