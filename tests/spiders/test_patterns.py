"""Patterns of source files."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.patterns import MOST_REPEATS, fault


@pytest.mark.parametrize(
    "pattern",
    [
        r"/events/[^/]+/$",
        r"^https://tickets\.example/e/\d+$",
        r"/(event|course)/[a-z0-9-]+",
        r"/(?:en/)?whats-on/\w+",
        r"/events/[(+*)]+$",
    ],
)
def test_takes_usual_patterns(pattern: str) -> None:
    assert fault(pattern) == ""


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(a+)+$", "repeated group"),
        ("(a|aa)*$", "repeated group"),
        ("((a)+b){2,}", "repeated group"),
        ("([a-z]+/?)*x", "repeated group"),
        (r"(\w+)/\1", "back-references"),
        ("(?P<x>a)(?P=x)", "back-references"),
        (".*" * (MOST_REPEATS + 1), "repeats"),
        ("/events/(", "not a regular expression"),
    ],
)
def test_refuses_what_may_take_for_ever(pattern: str, words: str) -> None:
    assert words in fault(pattern)


@given(st.text(alphabet="ab/(|)*+?{}[]^\\d2,.", max_size=20))
def test_never_raises_and_what_it_takes_compiles(pattern: str) -> None:
    if not fault(pattern):
        assert re.compile(pattern)


def test_what_it_takes_is_quick_on_long_addresses() -> None:
    began = time.perf_counter()
    for pattern in (r"/[^/]+/[^/]+/[^/]+/x$", r"a+b+c+$", "(x|y)+"):
        if not fault(pattern):
            re.search(pattern, "/" + "a" * 900)
    assert time.perf_counter() - began < 5
