"""Marks that mean the same everywhere (ISO dates, "18h", "half past six", offsets, signs) → tokens."""

from __future__ import annotations

import re

from pipelines.when import zones
from pipelines.when.scan import century, meridiem
from pipelines.when.tokens import Clock, Numeric, Token
from pipelines.when.vocabulary import NUMBER_WORDS


def _iso(match: re.Match[str]) -> list[Token]:
    text, i = match.group(), match.start()
    year, month, day = (int(part) for part in text[:10].split("-"))
    made = [Token("N", i, i + 10, numeric=Numeric(year, month, day, "iso"))]
    if len(text) > 10:
        hour, minute = int(text[11:13]), int(text[14:16])
        if hour > 24 or minute > 59:
            return [Token("x", i, match.end())]
        made.append(Token("T", i + 11, i + 16, clock=Clock(hour, minute, "24")))
        zone = re.search(r"(?:z|[+-][0-9]{2}:?[0-9]{2})$", text[16:])
        if zone:
            made.append(Token("Z", match.end(), match.end(), word=zones.offset_text(zone[0])))
    return made


def _year_first(match: re.Match[str]) -> list[Token]:
    year, month, day = (int(part) for part in re.split(r"[/.]", match.group()))
    return [Token("N", *match.span(), numeric=Numeric(year, month, day, "iso"))]


def _hour(match: re.Match[str]) -> list[Token]:
    hour = int(re.findall(r"[0-9]+", match.group())[0])
    mark = "" if "clock" in match.group() else "24"
    return [Token("T", *match.span(), clock=Clock(hour, 0, mark))]


def _past(match: re.Match[str]) -> list[Token]:
    """In print: "half past six", "quarter to 7pm"."""
    share, way, word = match.group().split()[:3]
    digits = re.match(r"[0-9]+", word)
    hour = int(digits[0]) if digits else NUMBER_WORDS.get(word, 0)
    if not 1 <= hour <= 12:
        return [Token("x", *match.span())]
    minute = 30 if share == "half" else 15
    if way == "to":
        hour, minute = (hour - 1) or 12, 60 - minute
    mark = meridiem(match["worded"]) or "guess"
    return [Token("T", *match.span(), clock=Clock(hour, minute, mark))]


def _military(match: re.Match[str]) -> list[Token]:
    text = match.group()
    clock = Clock(int(text[:2]), int(text[2:4]), "24")
    return [Token("T", *match.span(), clock=clock, word="military")]


def _offset(match: re.Match[str]) -> list[Token]:
    return [Token("Z", *match.span(), word=zones.offset_text(match.group()))]


def _iana(match: re.Match[str]) -> list[Token]:
    """In print: "10:00 Europe/Berlin"; "Europe/Africa desk" is no zone."""
    named = zones.zone_named(match.group()) is not None
    return [Token("Z" if named else "x", *match.span(), word=match.group())]


def _ordinal(match: re.Match[str]) -> list[Token]:
    number = int(re.findall(r"[0-9]+", match.group())[0])
    return [Token("O" if 1 <= number <= 31 else "x", *match.span(), number=number)]


def _short_year(match: re.Match[str]) -> list[Token]:
    return [Token("y", *match.span(), number=century(int(match.group()[1:])))]


def _sign(match: re.Match[str]) -> list[Token]:
    letter = {"-": "R", "~": "R", "&": "A", "/": "A", "+": "A", ",": ",", ";": ",", "\n": ","}.get(
        match.group()
    )
    return [Token(letter, *match.span())] if letter else []


def _range(match: re.Match[str]) -> list[Token]:
    return [Token("R", *match.span())]


def _other(match: re.Match[str]) -> list[Token]:
    return [Token("x", *match.span(), word=match.group()[:20])]


PLAIN = {
    "hour": _hour,
    "iana": _iana,
    "iso": _iso,
    "military": _military,
    "offset": _offset,
    "ordinal": _ordinal,
    "past": _past,
    "short": _short_year,
    "sign_": _sign,
    "span": _range,
    "ymd": _year_first,
}
"""Name of the alternative in the token regex → what makes its tokens; all others are unknown words."""


def plain(kind: str, match: re.Match[str]) -> list[Token]:
    """The tokens of a match that needs no context."""
    return PLAIN.get(kind, _other)(match)
