"""Amounts, tiers and freedom from charge."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.price import read_price


@pytest.mark.parametrize(
    ("text", "is_free", "amount", "currency"),
    [
        ("Free", True, 0.0, None),
        ("Free to attend", True, 0.0, None),
        ("There is no charge", True, 0.0, None),
        ("£0", True, 0.0, None),
        ("£195 + VAT", False, 195.0, "GBP"),
        ("£1,195.00 plus VAT", False, 1195.0, "GBP"),
        ("€30 per person", False, 30.0, "EUR"),
        ("£145 (charities £95)", False, 95.0, "GBP"),
        ("50 GBP", False, 50.0, "GBP"),
        ("$25", False, 25.0, "USD"),
        ("From £10 to £30", False, 10.0, "GBP"),
        ("6.13 to 19.11 GBP", False, 6.13, "GBP"),
        ("10 to 0 GBP", False, 0.0, "GBP"),
        ("£10–£30", False, 10.0, "GBP"),
        ("Not free", None, None, None),
        ("TBC", None, None, None),
        ("£37 billion", None, None, None),
        ("Saves 20%", None, None, None),
        ("£20, free lunch", False, 20.0, "GBP"),
    ],
)
def test_amounts(
    text: str, is_free: bool | None, amount: float | None, currency: str | None
) -> None:
    price = read_price(text)
    assert price is not None
    assert (price.is_free, price.amount, price.currency) == (is_free, amount, currency)


@pytest.mark.parametrize(
    ("text", "tiers"),
    [
        ("Members £95; non-members £145", (("Members", 95.0), ("non-members", 145.0))),
        ("£95 (members), £145 (non-members)", (("members", 95.0), ("non-members", 145.0))),
        ("Free for police; £50 for others", (("police", 0.0), ("others", 50.0))),
        (
            "Public sector £295 + VAT / Private sector £395 + VAT",
            (("Public sector", 295.0), ("Private sector", 395.0)),
        ),
        ("£95", ()),
    ],
)
def test_tiers(text: str, tiers: tuple[tuple[str, float], ...]) -> None:
    price = read_price(text)
    assert price is not None
    assert price.tiers == tiers


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("120.00 GBP", "£120"),
        ("0 GBP", "Free"),
        ("Members 9.50 EUR; Others 20 EUR", "Members €9.50; Others €20"),
        ("10 to 5 GBP", "10 to 5 GBP"),
        ("35 CAD", "35 CAD"),
        ("£15.", "£15"),
    ],
)
def test_words_are_shown_as_people_write_them(text: str, shown: str) -> None:
    price = read_price(text)
    assert price is not None
    assert price.text == shown


def test_no_words_no_price() -> None:
    assert read_price("  ") is None


@given(st.text(alphabet="£€$0123456789,. ;/andfreVTPmx\n", max_size=300))
def test_never_raises(text: str) -> None:
    price = read_price(text)
    assert price is None or price.amount is None or price.amount >= 0


def test_tiers_in_brackets_and_sentences() -> None:
    price = read_price("£50 per person (early bird £40). Doors open at six")
    assert price is not None
    assert price.tiers == (("", 50.0), ("early bird", 40.0))
