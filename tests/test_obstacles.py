"""What stands in the way of a page that gives nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Headers, Response

from commands.obstacles import OBSTACLES, obstacle
from spiders.fetching import Fetched

URL = "https://harrow.example/"
LOGIN = "<h1>Sign in</h1><form method=post><input name=user><input name=p type='password'></form>"
SCRIPT = "<title>Talks</title><div id=root></div><script src=/app.js></script><noscript>Enable JavaScript</noscript>"
PROOF = "<title>Just a moment...</title><p>Checking your browser before accessing.</p>"
ARTICLE = "<h1>About us</h1><p>We are an institute.</p>"


def page(body: bytes, kind: str = "text/html") -> Fetched:
    return Fetched(response=Response(URL, body=body, headers=Headers({"Content-Type": kind})))


@pytest.mark.parametrize(
    ("body", "kind", "content_type", "found"),
    [
        (LOGIN, "html", "text/html", "login"),
        (SCRIPT, "html", "text/html", "script"),
        (PROOF, "html", "text/html", "challenge"),
        (ARTICLE, "html", "text/html", ""),
        (ARTICLE + "<p>word</p>" * 200 + LOGIN + SCRIPT, "html", "text/html", ""),
        ("%PDF-1.4", "pdf", "application/pdf", "pdf"),
        ("", "empty", "text/html", "empty"),
        ('{"a": 1}', "json", "application/json", "json"),
        ("\x89PNG", "text", "image/png", "picture"),
        ("Nothing on.", "text", "text/plain", ""),
    ],
)
def test_each_obstacle_is_known(body: str, kind: str, content_type: str, found: str) -> None:
    assert obstacle(page(body.encode(), content_type), kind) == found
    assert not found or OBSTACLES[found].endswith(".")


@given(st.binary(max_size=400), st.sampled_from(["html", "text", "json", "pdf", "feed", "ics"]))
def test_any_bytes_are_looked_at(body: bytes, kind: str) -> None:
    assert obstacle(page(body), kind) in {*OBSTACLES, ""}
