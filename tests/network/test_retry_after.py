"""How long a Retry-After header asks to wait."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.network.retry_after import wait_seconds

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3.0),
        (" 120 ", 120.0),
        ("Mon, 01 Mar 2027 09:00:30 GMT", 30.0),
        ("Mon, 01 Mar 2027 08:00:00 GMT", 0.0),
        ("Mon, 01 Mar 2027 10:00:30 +0100", 30.0),
        ("Mon, 01 Mar 2027 09:00:30 -0000", 30.0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("9" * 40, None),
    ],
)
def test_seconds_and_dates_are_read(value: str, seconds: float | None) -> None:
    assert wait_seconds(value, NOW) == seconds


@given(st.text(max_size=40))
def test_no_header_makes_it_raise(value: str) -> None:
    wait = wait_seconds(value, NOW)
    assert wait is None or wait >= 0
