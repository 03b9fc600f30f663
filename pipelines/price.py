"""Words about the price in; amount, currency, tiers and whether it is free, out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalogue.listing import Price
from pipelines.vocabulary import tidy

_LIMIT = 1000
_CURRENCIES = {
    "£": "GBP",
    "€": "EUR",
    "$": "USD",
    "gbp": "GBP",
    "eur": "EUR",
    "usd": "USD",
    "aud": "AUD",
    "cad": "CAD",
}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,6}(?:\.\d{1,2})?"
_AMOUNT = re.compile(
    rf"(?P<mark>[£€$]|\b(?:GBP|EUR|USD|AUD|CAD)\b)\s?(?P<after>{_NUMBER})(?![\d%])"
    rf"|(?<![\d.,])(?P<before>{_NUMBER})\s?(?P<unit>€|\b(?:GBP|EUR|USD|AUD|CAD|pounds|euros)\b)",
    re.IGNORECASE,
)
# The lower end of a range, before the amount that carries the unit: "6.13 to 19.11 GBP".
_RANGE = re.compile(rf"(?<![\d.,])({_NUMBER})\s*(?:to|-|–|—)\s*$", re.IGNORECASE)
_WORDS = {"pounds": "GBP", "euros": "EUR"}
# Amounts as mark-up writes them; a range ("10 to 5 GBP") stays as it is.
_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
_MACHINE = re.compile(r"(?<![\w.,])(?<!\bto )(\d{1,6}(?:\.\d{1,2})?) (GBP|EUR|USD)\b")
_LARGE = re.compile(r"\s?(?:k\b|m\b|bn\b|thousand|million|billion|trillion)", re.IGNORECASE)
_FREE = re.compile(
    r"\bfree\b(?!\s*(?:from|phone|lunch|parking|copy|refreshments))|\bno (?:charge|cost|fee)\b|\bwithout charge\b"
    r"|\bat no cost\b|\bcomplimentary\b|\bgratis\b|\bam ddim\b",
    re.IGNORECASE,
)
_NOT_FREE = re.compile(
    r"\b(?:not|isn't|never) free\b|\bfree (?:places|tickets) (?:have )?(?:gone|sold out)\b",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s*(?:;|\||\n|•|(?<!\d),(?=\s)|,(?=\s*[^\d\s])| / |(?<=\d)\s+and\s+"
    r"|\.\s(?=[A-Z])|\((?=[^()]{0,60}(?:[£€$]\s?\d|\bfree\b)))\s*"
)


def read_price(text: str) -> Price | None:
    """What the event costs.

    Args:
        text: Words under a price label or of an offer, never the whole description; tiers joined by "; ".

    Returns:
        The words with the lowest amount that is a price; `is_free` True where all say free, False where an
        amount above nought stands, None where no word decides. None for no words at all.
    """
    words = tidy(text[:_LIMIT]).rstrip(" .;,")
    if not words:
        return None
    tiers = [tier for part in _SEPARATOR.split(words) for tier in _tiers(part)]
    amounts = [tier.amount for tier in tiers]
    paid = [amount for amount in amounts if amount > 0]
    free = bool(_FREE.search(words)) and not _NOT_FREE.search(words)
    return Price(
        text=_MACHINE.sub(_spoken, words),
        is_free=False if paid else (True if free or tiers else None),
        amount=0.0 if free else min(amounts, default=None),
        currency=next((tier.currency for tier in tiers if tier.amount > 0 and tier.currency), None),
        tiers=_shown(tiers),
    )


def _spoken(match: re.Match[str]) -> str:
    """Mark-up's "120.00 GBP" as people write it; nought is free."""
    number, code = match[1], match[2]
    if float(number) == 0:
        return "Free"
    return f"{_SIGNS[code]}{number.removesuffix('.00').removesuffix('.0')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tier:
    label: str
    amount: float
    currency: str


def _shown(tiers: list[_Tier]) -> tuple[tuple[str, float], ...]:
    """Tiers that say for whom they are; the two ends of a range are none."""
    if len(tiers) < 2 or not any(tier.label for tier in tiers):
        return ()
    return tuple((tier.label, tier.amount) for tier in tiers)


def _tiers(part: str) -> list[_Tier]:
    """Label, amount and currency: "Members £95" and "£95 for members" alike; a range gives both its ends."""
    for match in _AMOUNT.finditer(part):
        if _LARGE.match(part, match.end()):
            continue
        unit = (match["mark"] or match["unit"]).casefold()
        currency = _CURRENCIES.get(unit) or _WORDS.get(unit, "")
        low = _RANGE.search(part[: match.start()])
        before = part[: low.start() if low else match.start()]
        label = _label(before) or _label(part[match.end() :])
        numbers = [*([low[1]] if low else []), match["after"] or match["before"]]
        return [
            _Tier(label=label, amount=float(number.replace(",", "")), currency=currency)
            for number in numbers
        ]
    if _FREE.search(part) and not _NOT_FREE.search(part):
        return [_Tier(label=_label(_FREE.sub(" ", part)), amount=0.0, currency="")]
    return []


def _label(words: str) -> str:
    """The words beside an amount, without "for", marks and what is said of VAT."""
    words = re.sub(
        r"\(?\b(?:\+|plus|inc(?:l|luding|\.)?|ex(?:cl|cluding|\.)?)\s*\.?\s*vat\b\)?|\+\s*vat\b",
        " ",
        words,
        flags=re.IGNORECASE,
    )
    words = re.sub(
        r"\bper (?:person|delegate|head|place|ticket)\b", " ", words, flags=re.IGNORECASE
    )
    words = re.sub(
        r"^\W*(?:for|per|to|is|are|from|tickets?|price|cost|fee)?\b[\s:]*",
        "",
        words.strip(),
        flags=re.IGNORECASE,
    )
    return " ".join(words.split()).strip(" :;,.()–—-=+")[:80]
