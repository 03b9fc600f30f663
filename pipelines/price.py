"""Words about the price in; amount, currency, tiers and whether it is free, out."""

from __future__ import annotations

import re

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
_LARGE = re.compile(r"\s?(?:k\b|m\b|bn\b|thousand|million|billion|trillion)", re.IGNORECASE)
_PLUS = re.compile(r"\b(?:booking fee|vat|saving|save|discount|off|deposit)\b", re.IGNORECASE)
_FREE = re.compile(
    r"\bfree\b(?!\s*(?:from|phone|lunch|parking|copy|refreshments))|\bno (?:charge|cost|fee)\b|\bwithout charge\b"
    r"|\bat no cost\b|\bcomplimentary\b|\bgratis\b|\bam ddim\b",
    re.IGNORECASE,
)
_NOT_FREE = re.compile(
    r"\b(?:not|isn't|never) free\b|\bfree (?:places|tickets) (?:have )?(?:gone|sold out)\b",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:;|\||\n|•|(?<!\d),(?=\s)|,(?=\s*[^\d\s])| / |(?<=\d)\s+and\s+)\s*")


def read_price(text: str) -> Price | None:
    """What the event costs.

    Args:
        text: Words under a price label or of an offer, never the whole description; tiers joined by "; ".

    Returns:
        The words with the lowest amount that is a price; `is_free` True where all say free, False where an
        amount above nought stands, None where no word decides. None for no words at all.
    """
    words = tidy(text[:_LIMIT])
    if not words:
        return None
    tiers = tuple(tier for part in _SEPARATOR.split(words) if (tier := _tier(part)))
    paid = [amount for _, amount, _ in tiers if amount > 0]
    free = bool(_FREE.search(words)) and not _NOT_FREE.search(words)
    return Price(
        text=words,
        is_free=_is_free(free=free, tiers=len(tiers), paid=len(paid)),
        amount=_lowest(paid, free=free or len(tiers) > len(paid)),
        currency=next((unit for _, amount, unit in tiers if amount > 0 and unit), None),
        tiers=tuple((label, amount) for label, amount, _ in tiers) if len(tiers) > 1 else (),
    )


def _is_free(*, free: bool, tiers: int, paid: int) -> bool | None:
    if paid:
        return False
    return True if free or tiers else None


def _lowest(paid: list[float], *, free: bool) -> float | None:
    if free:
        return 0.0
    return min(paid) if paid else None


def _tier(part: str) -> tuple[str, float, str] | None:
    """Label, amount and currency of one tier: "Members £95" and "£95 for members" alike."""
    for match in _AMOUNT.finditer(part):
        if _LARGE.match(part, match.end()):
            continue
        number = (match["after"] or match["before"]).replace(",", "")
        unit = (match["mark"] or match["unit"]).casefold()
        label = _label(part[: match.start()]) or _label(part[match.end() :])
        currency = _CURRENCIES.get(unit) or {"pounds": "GBP", "euros": "EUR"}.get(unit, "")
        return label, float(number), currency
    if _FREE.search(part) and not _NOT_FREE.search(part):
        return _label(_FREE.sub(" ", part)), 0.0, ""
    return None


def _label(words: str) -> str:
    """The words beside an amount, without "for", marks and what is said of VAT."""
    words = re.sub(
        r"\(?\b(?:\+|plus|inc(?:l|luding|\.)?|ex(?:cl|cluding|\.)?)\s*\.?\s*vat\b\)?|\+\s*vat\b",
        " ",
        words,
        flags=re.IGNORECASE,
    )
    words = re.sub(
        r"^\W*(?:for|per|to|is|are|from|tickets?|price|cost|fee)?\b[\s:]*",
        "",
        words.strip(),
        flags=re.IGNORECASE,
    )
    return " ".join(words.split()).strip(" :;,.()–—-=+")[:80]
