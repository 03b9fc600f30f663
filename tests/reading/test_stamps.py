"""Stamps are brought to ISO form, and what was mended is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.reading.stamps import is_stamp, mend


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("2027-06-03T09:30:00+01:00", "2027-06-03T09:30:00+01:00"),
        ("2027-06-03 09:30", "2027-06-03T09:30:00"),
        ("2027-6-3T9:30", "2027-06-03T09:30:00"),
        ("2027-06-03T09:30:00+0100", "2027-06-03T09:30:00+01:00"),
        ("2027-06-03T09:30-8", "2027-06-03T09:30:00-08:00"),
        ("2027-06-03T09:30:00.000Z", "2027-06-03T09:30:00Z"),
        ("20270603T093000Z", "2027-06-03T09:30:00Z"),
        ("20270603", "2027-06-03"),
        ("2027-06", "2027-06"),
        ("next Tuesday", "next Tuesday"),
    ],
)
def test_mend(text: str, stamp: str) -> None:
    assert mend(text) == (stamp, "")


def test_doubled_hour_loses_its_offset() -> None:
    stamp, warning = mend("2027-6-3T10-10-30-00+0:00")
    assert stamp == "2027-06-03T10:30"
    assert "twice" in warning


def test_extra_seconds() -> None:
    stamp, warning = mend("2027-06-03T12:30:00:00+01:00")
    assert stamp == "2027-06-03T12:30:00+01:00"
    assert warning


@given(st.text(max_size=60))
def test_never_raises(text: str) -> None:
    stamp, _ = mend(text)
    assert is_stamp(stamp) in (True, False)
