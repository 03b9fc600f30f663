"""Pages that ask for a proof of being a person."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.challenge import MOST_BYTES, is_challenge


@pytest.mark.parametrize(
    "body",
    [
        "<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p>",
        "<h1>Checking your browser before accessing larkfield.example</h1>",
        "<script>var long='"
        + "word " * 900
        + "'</script><div class='g-recaptcha'></div>Are you human?",
        "<noscript>Please verify you are not a robot</noscript>",
    ],
)
def test_challenges_are_known(body: str) -> None:
    assert is_challenge(body.encode())


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Conference on captchas and their users</h1>",
        "<div class='g-recaptcha'></div>" + "<p>Words of a real page about policing.</p>" * 40,
        "",
        "Checking your browser" + " " * MOST_BYTES,
    ],
)
def test_other_pages_are_not(body: str) -> None:
    assert not is_challenge(body.encode())


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(body: bytes) -> None:
    assert is_challenge(body) in (True, False)


def test_hostile_pages_cost_little() -> None:
    began = time.perf_counter()
    for piece in (b"<script", b"<", b"<style></style", b"</script"):
        is_challenge(b"are you human" + piece * (MOST_BYTES // len(piece) - 20))
    assert time.perf_counter() - began < 2
