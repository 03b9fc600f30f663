"""The quick middleware answers as Scrapy's own does."""

from __future__ import annotations

import gzip
import zlib

import pytest
from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response, TextResponse
from scrapy.utils.test import get_crawler

from spiders.network.compression import CompressionMiddleware

URL = "https://larkfield.example/"
PAGE = '<html><head><meta charset="{}"></head><body><p>Café – £37bn policing</p></body></html>'


def answer(
    middleware: type[HttpCompressionMiddleware], body: bytes, coding: str, content_type: str
) -> tuple[object, ...]:
    headers = {"Content-Type": content_type, "Content-Encoding": coding}
    response = HtmlResponse(URL, body=body, headers=headers, flags=["kept"])
    crawler = get_crawler(settings_dict={"DOWNLOAD_MAXSIZE": 1_000_000})
    out = middleware.from_crawler(crawler).process_response(Request(URL), response)
    assert isinstance(out, TextResponse)
    return type(out), out.encoding, out.text, out.headers.to_unicode_dict(), out.flags


@pytest.mark.parametrize(
    "content_type", ["text/html", "text/html; charset=utf-8", "application/xml"]
)
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
@pytest.mark.parametrize("coding", ["gzip", "deflate", "unknown"])
def test_it_agrees_with_the_stock_middleware(coding: str, charset: str, content_type: str) -> None:
    text = PAGE.format(charset).encode("cp1252" if charset != "utf-8" else "utf-8")
    packed = {"gzip": gzip.compress(text), "deflate": zlib.compress(text)}.get(coding, text)
    args = (packed, coding, content_type)
    assert answer(CompressionMiddleware, *args) == answer(HttpCompressionMiddleware, *args)


def test_what_is_not_compressed_passes_untouched() -> None:
    middleware = CompressionMiddleware.from_crawler(get_crawler())
    for response in (HtmlResponse(URL, body=b"<p>x"), Response(URL, body=b"%PDF")):
        assert middleware.process_response(Request(URL), response) is response


def test_a_bomb_is_cut() -> None:
    with pytest.raises(IgnoreRequest, match="DOWNLOAD_MAXSIZE"):
        answer(CompressionMiddleware, gzip.compress(bytes(2_000_000)), "gzip", "text/html")
