"""Single dates in languages the lexicon lacks → dateparser's answer, checked before it is believed.

dateparser is imported on first use (59 ms; few phrases need it) and always told the language: without one, the
first unreadable text loads every locale (1.4 s). Its time zones never leave this module.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipelines.when import years
from pipelines.when.lexicon import MONTHS
from pipelines.when.reading import Ground, Reading, Wall

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_SINGLE = re.compile(r"(?!.*[0-9]\s?[-/]\s?[0-9])(?=.*[0-9])(?=.*[^\W\d_]{3})[^\n]{6,60}")
"""A date in words that is no range: a number and a word of three letters, on one line."""

_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_ANY_DAY = datetime(2024, 1, 1, 9)  # noqa: DTZ001  dateparser's base is a naive wall clock; only the year comes of it
_SETTINGS: dict[str, Any] = {
    "PREFER_DATES_FROM": "future",
    "RETURN_TIME_AS_PERIOD": True,
    "TIMEZONE": "UTC",
    "RELATIVE_BASE": _ANY_DAY,
    "REQUIRE_PARTS": ["day", "month"],
}


@lru_cache(maxsize=64)
def _parser(language: str, order: str) -> DateDataParser:
    """One parser for each language and order; it raises ValueError on use for a language it does not have."""
    from dateparser.date import DateDataParser

    return DateDataParser(languages=[language], settings=_SETTINGS | {"DATE_ORDER": order})


def single_date(text: str, ground: Ground) -> Reading | None:
    """A single date in a language without a lexicon; None when dateparser finds no day and month in it.

    A year that is not printed is inferred by our own rules, not by the machine's clock.
    """
    if ground.language in MONTHS or not _SINGLE.fullmatch(text):
        return None
    order = "MDY" if ground.month_first else "DMY"
    try:
        found = _parser(ground.language, order).get_date_data(text)
    except (ValueError, OverflowError, TypeError):
        return None
    moment = found.date_obj
    if moment is None or found.period not in ("day", "time"):
        return None
    return _checked(moment, timed=found.period == "time", text=text, ground=ground)


def _checked(moment: datetime, *, timed: bool, text: str, ground: Ground) -> Reading | None:
    printed = _YEAR.search(text)
    day: date | None = moment.date()
    flags: tuple[str, ...] = ()
    if printed is None:
        day, flags = years.infer(moment.month, moment.day, None, ground.day)
    known = printed is None or int(printed[0]) == moment.year
    if day is None or not known or not years.FIRST_YEAR <= day.year <= years.LAST_YEAR:
        return None
    clock = moment.time().replace(second=0, microsecond=0, tzinfo=None) if timed else None
    return Reading(start=Wall(day, clock), why=flags, via="dateparser")
