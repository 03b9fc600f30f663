"""How dates and clock times look: one expression for each, for English pages and for those of other languages."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from spiders.reading import abroad
from spiders.reading.lines import MONTHS

MONTH = (
    r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z])\.?"
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_YEAR = r"(?:19[89]\d|20\d\d)(?!\d)"


def _dates(month: str, weekday: str, also: str = "", ordinal: str = "", of: str = "") -> str:
    """The expression for dates, made of names of months and weekdays, and words of "to", "th" and "of"."""
    behind, before = (
        (rf"(?:(?: day)? of| (?:{of}))?", rf"(?:(?:{of}) ?)?") if of else ("(?: (?:day )?of)?", "")
    )
    to = rf" ?(?:-|–|—|−|/|&|,|to\b|until\b|and\b|, and\b{also}) ?"
    nth = rf"(?: ?(?:st|nd|rd|th)\b{ordinal})?"
    more = rf"(?:{to}(?:{weekday},? )?(?:[0-2]?\d|3[01])(?!\d|:\d| ?[ap]\.?m\b|[ap]\b){nth}(?!/))"
    wd = rf"(?:{weekday}(?:{to}{weekday})?,? (?:the )?)?"
    return (
        rf"{wd}(?<![\d£$€./])(?<!\d:)(?P<d1>[0-2]?\d|3[01])(?!\d){nth}{more}{{0,8}}"
        rf"{behind}[ ,-]{{0,2}}(?<![a-z])(?P<m1>{month})(?! \d{{1,2}}, 20)(?:,?[ -]?{before}['’]?(?P<y1>{_YEAR}))?"
        rf"|{wd}(?<![a-z])(?P<m2>{month}),? ?(?P<d2>[0-2]?\d|3[01])(?!\d|:\d|\.\d| ?[ap]\.?m\b|[ap]\b){nth}"
        rf"{more}{{0,8}}(?:,? ?(?:{weekday},? )?(?P<y2>{_YEAR}))?"
        r"|(?<![\d/.-])(?P<y3>20\d\d)[-/](?P<m3>[01]\d)[-/](?P<d3>[0-3]\d)(?!\d)"
        rf"|{wd}(?<![\d/.£$€-])(?P<a>[0-3]?\d)(?P<sign>[/.-])(?P<b>[0-3]?\d)(?P=sign)"
        r"(?P<y4>20\d\d|\d\d)(?![\d/])"
    )


_MARKED = (
    r"\d{1,2}(?: ?[:.] ?\d\d)? ?(?:[ap]\. ?m\b\.?|[ap] ?m(?![a-z]))|(?<![a-z])\d{1,2}(?::\d\d)?[ap]\b"
    r"|\d?\d:\d\d o['’]clock [ap]\.? ?m\b\.?"
    r"|(?<![a-z])(?:1[0-2]|0?[1-9])[0-5]\d ?[ap]m\b(?!\.\w)|[012]?\d:[0-5]\d(?::00)?(?![:\d])(?: ?hrs)?"
    r"|(?<![a-z])noon\b|midday\b|midnight\b|[012]\d[0-5]\d(?: ?hrs| ?(?:-|–|to) ?[012]\d[0-5]\d ?hrs)"
)
_LOOSE = r"\d{1,2}(?:[:.]\d\d)?"
_ZONE = (
    r"(?: ?\(?(?:gmt|bst|utc|e[sd]?t|c[sd]?t|p[sd]?t|m[sd]?t|ces?t|uk time|local time)\b"
    r"(?:[+-]\d{1,2}(?::?\d\d)?)?\)?)?"
)


def _times(marked: str = "", also: str = "") -> str:
    """The expression for clock times, made of what more they can look like, and of words of "to"."""
    marked, until = rf"(?:{_MARKED}{marked})", rf" ?(?:-|–|—|−|to|until|till{also}) ?"
    return (
        rf"(?<![\d£$€./-])(?<!\d:)(?:{marked}{_ZONE}{until}(?:{marked}|{_LOOSE}(?![\d/%]|st\b|nd\b|rd\b|th\b))"
        rf"|{_LOOSE}{until}{marked}"
        rf"|[012]?\d\.[0-5]\d{until}[012]?\d\.[0-5]\d(?!\d)|{marked}){_ZONE}"
    )


_OPENING = re.compile(
    "|".join(
        [rf"{digit}(?<!\d\d)" for digit in range(10)]
        + [rf"{name[0]}(?<![a-z]{name[0]}){name[1:]}" for name in sorted([*WEEKDAYS, *MONTHS])]
    )
)
"""Where a date can begin: the large expressions are tried nowhere else."""
_CLOCK_OPENING = re.compile(
    "|".join([*[rf"{digit}(?<!\d\d)" for digit in range(10)], "noon", "midday", "midnight"])
)
_WORD_START = re.compile(r"(?<![^\W_])(?=[^\W_])")


class Calendar(NamedTuple):
    """How dates and clock times look in some languages.

    Attributes:
        months: Name of a month, cut to `cut` letters, → 1 to 12.
        cut: Letters of a name that are looked up.
        date: The expression for dates.
        time: The expression for clock times.
        openings: Where a date, and where a clock time, can begin.
        signs: How names of months begin; one stands in every date with a month in words.
        hour: A sign of clock times that English pages have none of; None for English.
    """

    months: dict[str, int]
    cut: int
    date: re.Pattern[str]
    time: re.Pattern[str]
    openings: tuple[re.Pattern[str], re.Pattern[str]]
    signs: tuple[str, ...]
    hour: re.Pattern[str] | None = None


ENGLISH = Calendar(
    {name: number for number, name in enumerate(MONTHS, start=1)},
    3,
    re.compile(_dates(MONTH, WEEKDAY)),
    re.compile(_times()),
    (_OPENING, _CLOCK_OPENING),
    MONTHS,
)


@cache
def elsewhere() -> Calendar:
    """The calendar of the languages of `abroad`, and of English beside them; made when first wanted."""
    return Calendar(
        abroad.MONTHS,
        12,
        re.compile(_dates(abroad.MONTH, abroad.WEEKDAY, abroad.TO, abroad.ORDINAL, abroad.OF)),
        re.compile(_times(abroad.CLOCK, abroad.UNTIL)),
        (_WORD_START, _WORD_START),
        abroad.SIGNS,
        abroad.HOUR,
    )


def calendar_of(language: str) -> Calendar:
    """The calendar for pages of a language, given as a BCP 47 tag, or as "" where the page says nothing."""
    return elsewhere() if language[:2].lower() in abroad.LANGUAGES else ENGLISH
