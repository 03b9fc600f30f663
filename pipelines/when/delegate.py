"""Relative words and single dates the grammar does not know → dateparser's answer, checked before it is believed."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.when.reading import Ground

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_PREFIX = re.compile(r"^(?:this|next|coming)\s+")


@lru_cache(maxsize=32)
def _parser(language: str, order: str) -> DateDataParser | None:
    """One parser for each (language, order); None for a language dateparser does not have.

    Imported here because the import costs 59 ms and few phrases need it. Languages are always given: without
    them the first unreadable text loads every locale (1.4 s).
    """
    from dateparser.date import DateDataParser

    try:
        return DateDataParser(
            languages=[language],
            settings={
                "DATE_ORDER": order,
                "PREFER_DATES_FROM": "future",
                "REQUIRE_PARTS": ["day", "month"],
                "RETURN_TIME_AS_PERIOD": True,
                "TIMEZONE": "UTC",
            },
        )
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _relative(word: str, language: str, day: date) -> date | None:
    from dateparser.date import DateDataParser

    base = datetime(day.year, day.month, day.day, 9)  # noqa: DTZ001  a wall clock: dateparser's base is naive
    parser = DateDataParser(
        languages=[language],
        settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future", "TIMEZONE": "UTC"},
    )
    found = parser.get_date_data(word).date_obj
    return found.date() if found else None


def relative_day(word: str, ground: Ground) -> date | None:
    """The day that "tomorrow", "tonight" or "next Wednesday" means at the reference day."""
    word = _PREFIX.sub("", word)
    language = ground.language if ground.language in ("cy", "de", "en", "es", "fr", "nl") else "en"
    try:
        return _relative("today" if word == "tonight" else word, language, ground.day)
    except (ValueError, OverflowError):
        return None
