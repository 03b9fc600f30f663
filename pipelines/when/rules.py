"""An RFC 5545 RRULE value and a first wall time → the wall times in a window; hostile rules are refused.

`dateutil.rrule` does the arithmetic on naive wall times. Where nothing matches (30 February) it walks on to the year
9999, half a minute for one rule of a hostile calendar. So rules are laid onto years with the same calendar shortly
before 9999, where that walk is short, and their times are brought back.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import cast

from dateutil.rrule import rrule, rrulestr

from pipelines.when.iso import in_zone, stamp_of

_COARSE = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_PART = re.compile(
    r"FREQ=[A-Z]{5,8}|COUNT=[0-9]{1,6}|INTERVAL=[1-9][0-9]{0,3}|WKST=[A-Z]{2}|UNTIL=[0-9]{8}(?:T[0-9]{4,6}Z?)?"
    r"|BY(?:DAY|MONTH|MONTHDAY|YEARDAY|WEEKNO|SETPOS)=[0-9A-Z,+-]{1,200}|BY(?:HOUR|MINUTE|SECOND)=[0-9]{1,2}"
)
_STEPS = 30_000
"""Most times of a rule that are looked at: 80 years of days, a tenth of a second."""

_LAST_YEAR = 9_997
"""The end of the years onto which rules are laid; dateutil's calendar ends with 9999."""

Window = tuple[datetime, datetime]


def starts_of(
    text: str, first: datetime, zone: str | None, window: Window
) -> tuple[str, tuple[datetime, ...]]:
    """(what is wrong with the rule or "", naive wall times in the window); only `first` without a rule."""
    if not text.strip():
        return "", (first,)
    value = text.strip().removeprefix("RRULE:")[:500].upper().rstrip(";")
    parts = value.split(";")
    if not all(_PART.fullmatch(part) for part in parts):
        return f"its rule of repetition cannot be read ({value[:60]})", ()
    given = dict(part.split("=") for part in parts)
    if given.get("FREQ") not in _COARSE:
        return f"it repeats more often than daily ({value[:60]})", ()
    try:
        return "", tuple(_times(given, first, zone, window))
    except (ValueError, TypeError):
        return f"its rule of repetition cannot be read ({value[:60]})", ()


def _times(
    given: dict[str, str], first: datetime, zone: str | None, window: Window
) -> Iterator[datetime]:
    """The times in the window; those before it count, but are not given.

    Raises:
        ValueError: The rule is none, or its first date is of another century.
    """
    until = min(window[1], _until(given.pop("UNTIL", ""), zone) or window[1])
    count = min(int(given.pop("COUNT", _STEPS)), _STEPS)
    if until < first:
        return
    shift = _shift(first.year, until.year)
    rule = _rule(given, _moved(first, shift), _moved(until, shift))
    for at in islice(rule, count):
        time = _moved(at, -shift)
        if time >= window[0]:
            yield time


def _rule(given: dict[str, str], first: datetime, until: datetime) -> Iterator[datetime]:
    value = ";".join(f"{name}={part}" for name, part in given.items())
    made = cast("rrule", rrulestr(value, dtstart=first))  # one rule alone never makes a set
    return iter(made.replace(until=until))


def _until(value: str, zone: str | None) -> datetime | None:
    """UNTIL as wall time of the zone, as the occurrences are; a day counts to its end."""
    stamp = stamp_of(value)
    if stamp is None:
        return None
    if stamp.clock is None:
        return stamp.naive.replace(hour=23, minute=59)
    at = in_zone(stamp, zone)
    return at.replace(tzinfo=None) if isinstance(at, datetime) else None


def _shift(first: int, last: int) -> int:
    """Years to add, so that every year from before `first` to after `last` keeps its weekdays and its length.

    The calendar repeats every 28 years between two years that end a century, so one is found within 28 tries.

    Raises:
        ValueError: The years span the end of a century without a leap day (1900).
    """
    years = range(first - 1, last + 2)
    for shift in range(_LAST_YEAR - last, _LAST_YEAR - last - 28, -1):
        if all(_kind(year) == _kind(year + shift) for year in years):
            return shift
    raise ValueError(f"no calendar like that of {first} to {last}")


def _kind(year: int) -> tuple[int, bool]:
    """What a year's calendar hangs on: the weekday of its first day, and its length."""
    return (date(year, 1, 1).weekday(), isleap(year)) if year > 0 else (-1, False)


def _moved(at: datetime, years: int) -> datetime:
    return at.replace(year=at.year + years)
