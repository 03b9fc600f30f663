"""Printed zones (rule 10) and changing clocks (rule 11)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipelines.when import answer, read_when

REFERENCE = "2027-03-01"


def read(text: str, locale: str = "en-GB", zone: str | None = "Europe/London") -> dict[str, object]:
    return answer({"text": text, "reference": REFERENCE, "zone": zone, "locale": locale})


@pytest.mark.parametrize(
    ("text", "source", "zone", "flags"),
    [
        ("16 June 2027 10am BST", "Europe/London", "Europe/London", ""),
        ("16 June 2027 10am BST", "Asia/Dhaka", "Asia/Dhaka", ""),
        ("16 June 2027 10am GMT", "Europe/London", "Europe/London", "zone-season"),
        ("16 June 2027 10am GMT", "America/New_York", "UTC", "zone-season"),
        ("16 January 2027 10am GMT", "America/New_York", "UTC", ""),
        ("16 January 2027 10am GMT", "Europe/Dublin", "Europe/London", ""),
        ("16 January 2027 10am CET", "Europe/London", "Europe/Brussels", ""),
        ("16 January 2027 10am CET", "Europe/Berlin", "Europe/Berlin", ""),
        ("16 June 2027 10am ET", "Europe/London", "America/New_York", "zone-region"),
        ("16 June 2027 10am IST", "Asia/Kolkata", "Asia/Kolkata", ""),
        ("16 June 2027 10am IST", "Europe/London", None, "ambiguous-zone"),
        ("16 June 2027 10am CST", "America/Chicago", "America/Chicago", ""),
        ("16 June 2027 10am CST", None, None, "ambiguous-zone"),
        ("16 June 2027 10am UTC+1", "Europe/London", "Europe/London", ""),
        ("16 June 2027 10am GMT-5", "Europe/London", "-05:00", "offset-only"),
        ("16 June 2027, 19:00:00-0800", "Europe/London", "-08:00", "offset-only"),
        ("16 June 2027 10am UTC+99", "Europe/London", "UTC", ""),
        ("16 June 2027 10am (UK time)", "America/New_York", "Europe/London", ""),
        ("16 June 2027 10am", None, None, "zone-unknown"),
        ("16 June 2027 10am", "No/Where", None, "zone-unknown"),
        ("16 June 2027 10am et cetera", "Europe/London", "Europe/London", ""),
    ],
)
def test_rule_10_printed_zones(text: str, source: str | None, zone: str | None, flags: str) -> None:
    got = read(text, zone=source)
    assert (got["zone"], " ".join(got["why"])) == (zone, flags)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "16 June 2027 9am EDT / 2pm BST",
        "16 June 2027 2pm BST/9am EDT",
        "16 June 2027, 9am EDT - 2pm BST",
        "16 June 2027, 2pm BST - 9am EDT",
    ],
)
def test_rule_10_of_two_labels_the_sources_own(text: str) -> None:
    assert (read(text)["start"], read(text)["zone"]) == ("2027-06-16T14:00", "Europe/London")


@pytest.mark.parametrize(
    ("text", "zone", "flags"),
    [
        ("Sunday 28 March 2027 1.30am", "Europe/London", "dst-gap"),
        ("Sunday 31 October 2027 1.30am", "Europe/London", "dst-overlap"),
        ("Sunday 31 October 2027 1.30am BST", "Europe/London", ""),
        ("Sunday 31 October 2027 1.30am GMT", "+00:00", ""),
        ("Sunday 28 March 2027 10am", "Europe/London", ""),
    ],
)
def test_rule_11_changing_clocks(text: str, zone: str, flags: str) -> None:
    got = read(text)
    assert (got["zone"], " ".join(got["why"])) == (zone, flags)  # type: ignore[arg-type]


def test_a_zone_behind_a_clock_with_a_full_stop_counts() -> None:
    now = datetime(2026, 9, 1, tzinfo=UTC)
    found = read_when("12 October 2026, 15.00 – 16.30 CEST", now=now, zone="Europe/London")
    assert found.zone == "Europe/Brussels"
    assert found.start == datetime(2026, 10, 12, 13, tzinfo=UTC)
