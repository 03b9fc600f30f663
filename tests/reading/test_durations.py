"""Lengths of time in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.reading.durations import duration_behind, duration_of


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("90 minutes", "PT90M"),
        ("2 hours 30 minutes", "PT150M"),
        ("1.5 hours", "PT90M"),
        ("1½ hrs", "PT90M"),
        ("an hour", "PT60M"),
        ("one and a half hours", "PT90M"),
        ("approx. 45 mins", "PT45M"),
        ("2 hours (with a break)", "PT120M"),
        ("2 days", ""),
        ("3 hours of CPD", ""),
        ("90 minutes from London", ""),
        ("20 hours", ""),
        ("0 minutes", ""),
        ("", ""),
    ],
)
def test_whole(text: str, length: str) -> None:
    assert duration_of(text) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("13:00 (90 minutes)", "PT90M"),
        ("13:00, 2 hours", "PT120M"),
        ("13:00 for 1 hour", "PT60M"),
        ("13:00 lasting 45 minutes", "PT45M"),
        ("13:00 2 hours before the march", ""),
        ("13:00 and then tea for 2 hours", ""),
        ("13:00", ""),
    ],
)
def test_behind(text: str, length: str) -> None:
    assert duration_behind(text, 5) == length


@given(st.text(alphabet="0123456789 .,½hoursminutesanr()", max_size=80), st.integers(0, 90))
def test_never_raises(text: str, at: int) -> None:
    assert isinstance(duration_of(text), str)
    assert isinstance(duration_behind(text, min(at, len(text))), str)
