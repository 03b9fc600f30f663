"""One word of a phrase, with the words around it → a month, a weekday, a zone, a sign, a named time, or unknown."""

from __future__ import annotations

import re

from pipelines.when import zones
from pipelines.when.lexicon import MONTHS
from pipelines.when.scan import Scan
from pipelines.when.spelling import repaired
from pipelines.when.tokens import Clock, Token
from pipelines.when.vocabulary import (
    AND_WORDS_OF,
    FILLERS,
    NAMED_TIMES,
    PARTS_OF_DAY,
    PLURALS,
    RANGE_WORDS,
    RANGE_WORDS_OF,
    TIME_RANGE_WORDS,
)


def word_tokens(scan: Scan, match: re.Match[str]) -> list[Token]:
    """The token of a word; a filler leaves none."""
    word, (i, j) = match.group(), match.span()
    kind, number = _calendar_word(scan, word, i, j) or ("", 0)
    if kind:
        return [Token(kind, i, j, number=number, word=word)]
    if word in NAMED_TIMES:
        _take_twelve(scan)
        night = word == "hanner" and scan.low.startswith(
            " nos", j
        )  # Welsh: "half day", "half night"
        return [Token("T", i, j, clock=Clock(0 if night else NAMED_TIMES[word], 0, "word"))]
    kind = _sign_word(scan, word, i, j)
    if kind:
        return [Token(kind, i, j, word=word)] if kind != "-" else []
    if len(word) > 4 and scan.last() in ("D", "O") and scan.ground.language in MONTHS:
        month = repaired(word, scan.words)
        if month:
            return [Token("M", i, j, number=month, word="?" + word)]
    return [Token("x", i, j, word=word)]


def _take_twelve(scan: Scan) -> None:
    """Drop the number of "12 noon" and "12.00 noon": it says the same as the word."""
    last = scan.out[-1] if scan.out else None
    if last is None:
        return
    hour = last.clock.hour if last.clock else last.pair.first if last.pair else last.number
    if last.kind in ("D", "T", "p") and hour in (0, 12):
        scan.out.pop()


def _calendar_word(scan: Scan, word: str, i: int, j: int) -> tuple[str, int] | None:
    """Month or weekday; ("b", month * 10 + weekday) for a word that may be either."""
    if word in PLURALS:
        return "V", PLURALS[word]
    month, weekday = scan.words.get(word, (None, None))
    if (month is None and weekday is None) or not _stands_as_date(scan, word, i, j):
        return None
    if word == "mawrth" and re.search(r"dydd\s$", scan.low[max(0, i - 6) : i]):
        return "W", 1
    if month is not None and weekday is not None:
        return "b", month * 10 + weekday
    return ("M", month) if month is not None else ("W", weekday or 0)


def _stands_as_date(scan: Scan, word: str, i: int, j: int) -> bool:
    """Guards of words that are also plain words: "may", "march", "sun street", two-letter weekdays."""
    after = scan.low[j : j + 8]
    if word in ("may", "march", "mar", "so", "do") and scan.raw[i].islower():
        return scan.last() in ("D", "O", "R") or bool(re.match(r"\.?,?\s*[0-9]", after))
    if word == "hyd":  # Welsh: October, cut short, or "until"
        return scan.last() in ("D", "O") and not re.match(r"\s?[0-9]{1,2}(?![0-9])", after)
    if len(word) == 2:
        return bool(re.match(r"\.?,?\s*[0-9]", after))
    return not (word == "sun" and re.match(r"\s(?:st|street|lane|inn)\b", after))


def _sign_word(scan: Scan, word: str, i: int, j: int) -> str:
    """Letter of a word between dates: R, A, Z, P; "-" for a filler, "" for an unknown word.

    A zone stands behind a clock, "15.00 CEST" too, which could be a day and a month until then.
    """
    language = scan.ground.language
    timed = "T" in (scan.last(), scan.last(2), scan.last(3)) or scan.last() == "p"
    if zones.is_label(word, scan.raw[i:j], scan.low[j : j + 20]) and (
        timed or zones.is_place(word)
    ):
        return "Z"
    if (
        word in RANGE_WORDS
        or word in RANGE_WORDS_OF.get(language, set())
        or (word in TIME_RANGE_WORDS and scan.last() in ("T", "p", "D"))
    ):
        return "R"
    if word in AND_WORDS_OF.get(language, set()) or word == "and":
        return "A"
    if word in PARTS_OF_DAY:
        return "P"
    return "-" if word in FILLERS else ""
