"""Words as found on a page → the same words in plain characters; linear, bounded, never raises."""

from __future__ import annotations

import html
import re
import unicodedata

LONGEST = 1_000
"""Characters of a phrase that are looked at: the longest real one measured has 200."""

_DASHES = "‐‑‒–—―−﹣－⁃→➔➜⟶"
_SPACES = "\xa0\u202f\u2009\u2007\u2002\u2003\u2005\u2006\u2008\u200a\u3000"
_HIDDEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad"
_PLAIN = str.maketrans(
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_HIDDEN)
    | dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹")  # marks of footnotes: "16 June 2027¹"
    | {"’": "'", "‘": "'", "′": "'"}
)
_MOJIBAKE = re.compile("â(?:\x80|€)[\x93\x94\x95“”]|Â(?=[\xa0 £])")
"""UTF-8 dashes and no-break spaces that were read as Latin-1."""

_TAG = re.compile(r"<(/?(?:sup|sub|b|i|em|strong|span|abbr|time)\b|)[^<>]{0,300}>")

_OCLOCK = re.compile(r" o'clock(?= ?[ap]\.? ?m\b)", re.IGNORECASE)
"""What notices write between a clock and its half of the day: "7:00 o'clock p.m."."""


def _tag_away(match: re.Match[str]) -> str:
    """A tag inside a word ("21<sup>st</sup>") leaves nothing, any other a space."""
    return "" if match[1] else " "


def _mended(match: re.Match[str]) -> str:
    return "-" if match.group()[0] == "â" else ""


def clean(text: str) -> str:
    """Entities and tags resolved, dashes and spaces plain, width folded; at most `LONGEST` characters."""
    text = text[:LONGEST]
    if "&" in text:
        text = html.unescape(text)
    if "â" in text or "Â" in text:
        text = _MOJIBAKE.sub(_mended, text)
    if "<" in text:
        text = _TAG.sub(_tag_away, text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN)
    if "clock" in text:
        text = _OCLOCK.sub("", text)
    return text.replace("^", "").strip()[:LONGEST]


def lower(text: str) -> str:
    """Lower case of the same length, so that positions hold in both ("İ" stays as it is)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
