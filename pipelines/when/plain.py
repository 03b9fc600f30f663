"""The commonest English phrases, "Wednesday 16 June 2027, 10am - 4pm", word by word; None for all others.

A shape says the same, and so does the grammar (a test compares them); but whole words looked up in small tables cost a
third of an expression. What is said depends on nothing but the text, so the text alone is what a memo keeps it by.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from pipelines.when.vocabulary import CALENDARS
from pipelines.when.years import FIRST_YEAR, LAST_YEAR

Plain = tuple[str, str | None, bool]
"""Start and end in ISO 8601, and whether they are times of day; if so, it starts from 6 to 21 hours."""


def _printed(words: dict[str, int]) -> dict[str, int]:
    """The words as they stand in a phrase, with a comma behind them and without."""
    return words | {f"{word},": number for word, number in words.items()}


_MONTHS, _WEEKDAYS = map(_printed, CALENDARS["en"])
_YEARS = _printed({str(year): year for year in range(FIRST_YEAR, LAST_YEAR + 1)})
_DAYS = _printed(
    {
        f"{digits}{ending}": number
        for number in range(1, 32)
        for digits in (str(number), f"{number:02}")
        for ending in ("", "st", "nd", "rd", "th")
    }
)
_MOST_WORDS = 9
"""One more than a plain phrase has: "Wed 16 June 2027 from 10am to 4pm"; so that a long text costs no more."""

_TWO_DIGITS = tuple(f"{number:02}" for number in range(32))
_MINUTES = frozenset(f"{minute:02}" for minute in range(60))
_HOURS = {
    **{f"{hour:{width}}": f"T{hour:02}" for hour in range(8, 24) for width in ("", "02")},
    **{f"{(hour - 1) % 12 + 1}{'ap'[hour // 12]}m": f"T{hour:02}" for hour in range(6, 24)},
}
"""In print: "18" of "18:30", "10am" of "10.30am"; hours that leave nothing in doubt."""


@lru_cache(maxsize=16_384)
def plain(text: str) -> Plain | None:
    """What is said of a day with its year, and of times behind it; None at any doubt."""
    words = text.lower().split(None, _MOST_WORDS)
    try:
        weekday = _WEEKDAYS.get(words[0])
        if weekday is not None:
            del words[0]
        first, second, last, *tail = words
        if first in _MONTHS:
            first, second = second, first
        year, month, number = _YEARS[last], _MONTHS[second], _DAYS[first]
        day = date(year, month, number)
    except (IndexError, KeyError, ValueError):
        return None
    if weekday is not None and weekday != day.weekday():
        return None
    start = f"{year}-{_TWO_DIGITS[month]}-{_TWO_DIGITS[number]}"
    return _timed(start, tail) if tail else (start, None, False)


def _timed(day: str, words: list[str]) -> Plain | None:
    if words[0] in ("at", "from"):
        del words[0]
    if len(words) == 1:
        first, _, last = words[0].replace("–", "-").partition("-")
    elif len(words) == 3 and words[1] in ("-", "–", "to"):
        first, _, last = words
    else:
        return None
    opens = _clock(first)
    if opens is None or not "T06" < opens < "T21":
        return None
    if not last:
        return day + opens, None, True
    closes = _clock(last)
    if closes is None or closes <= opens or (first[-1] == "m") != (last[-1] == "m"):
        return None
    return day + opens, day + closes, True


def _clock(word: str) -> str | None:
    """In print: "18:30", "10.30am", "10am"; a bare hour is none."""
    hour, _, rest = word.replace(".", ":").partition(":")
    opens = _HOURS.get(hour + rest[2:])
    if opens is None or (hour[-1] == "m") == bool(rest):
        return None  # "10", "10am.30"
    if not rest:
        return f"{opens}:00"
    return f"{opens}:{rest[:2]}" if rest[:2] in _MINUTES else None
