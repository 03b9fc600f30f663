"""Flags of doubt → certain (yes or no) and grade: the one table by which readings may be published."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from catalogue.listing import Grade

FLAGS: dict[str, tuple[bool, Grade]] = {
    # one sensible reading, published with its remark
    "clock-disputed": (False, Grade.NOTED),  # mark-up and words name the same day, other hours
    "markup-repaired": (
        True,
        Grade.NOTED,
    ),  # mark-up that the words corrected: UTC without Z, a wrong offset
    "month-spelling": (True, Grade.NOTED),  # a misspelt month that its weekday confirms
    "offset-only": (True, Grade.NOTED),  # an offset names no zone: shown in the source's zone
    "order-forced": (False, Grade.NOTED),  # the locale's order gives no date, the other one does
    "order-locale": (True, Grade.NOTED),  # 05/06/2027: the source's locale decides
    "part-of-day": (True, Grade.NOTED),  # "evening": no clock time is made of it
    "time-tbc": (True, Grade.NOTED),  # the day is known, the time is to follow
    "year-inferred": (True, Grade.NOTED),  # by its weekday, or the next such day
    "zone-region": (True, Grade.NOTED),  # ET, CT, MT, PT: a region with summer time
    "zone-unknown": (False, Grade.NOTED),  # nobody said in which zone the clock time is
    "zone-season": (False, Grade.NOTED),  # GMT in July: the region's wall time
    # not decided: shown in words, never as a fact
    "ambiguous-zone": (False, Grade.OPEN),
    "ampm-inferred": (False, Grade.OPEN),
    "approx": (False, Grade.OPEN),
    "date-tbc": (False, Grade.OPEN),
    "day-disputed": (False, Grade.OPEN),  # mark-up and words name different days
    "deadline-only": (False, Grade.OPEN),  # "Book by 7 May 2027", "Published 7 May 2027"
    "doors-only": (False, Grade.OPEN),
    "dst-gap": (False, Grade.OPEN),
    "dst-overlap": (False, Grade.OPEN),
    "end-before-start": (False, Grade.OPEN),
    "impossible-date": (False, Grade.OPEN),
    "midnight-side": (False, Grade.OPEN),
    "month-only": (False, Grade.OPEN),
    "month-repaired": (False, Grade.OPEN),
    "next-weekday": (False, Grade.OPEN),
    "order-ambiguous": (False, Grade.OPEN),
    "pair-open": (False, Grade.OPEN),  # 10.06: a date or a time of day?
    "period-only": (False, Grade.OPEN),  # a year, a quarter, a season, a week
    "postponed": (False, Grade.OPEN),
    "recurring": (False, Grade.OPEN),  # a rule without a first date
    "several-dates": (False, Grade.OPEN),
    "several-times": (False, Grade.OPEN),
    "weekday-mismatch": (False, Grade.OPEN),
    "weekday-only": (False, Grade.OPEN),
    "year-far": (False, Grade.OPEN),  # no weekday, and not within the next eleven months
}

_ORDER = (Grade.SURE, Grade.NOTED, Grade.OPEN)


def is_certain(why: Iterable[str]) -> bool:
    """Whether a careful clerk would enter it without asking."""
    return all(FLAGS[flag][0] for flag in why)


def grade_of(why: Iterable[str]) -> Grade:
    """The worst grade among the flags; SURE without any."""
    return max((FLAGS[flag][1] for flag in why), key=_ORDER.index, default=Grade.SURE)


@lru_cache(maxsize=256)
def graded(why: tuple[str, ...]) -> tuple[bool, str]:
    """Both of them, the grade as text; remembered, for few sets of flags are common."""
    return is_certain(why), grade_of(why).value
