"""Day and month without a year → the year; the reference day and the weekday decide, and say how surely."""

from __future__ import annotations

from datetime import date

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Years of events; four digits outside are no year of one."""

_BACK_WITH_WEEKDAY, _BACK_WITHOUT = 60, 14
_AHEAD_WITH_WEEKDAY, _AHEAD_WITHOUT = 400, 335
"""Days around the reference within which a year is taken, and ahead of it within which it is sure.

A weekday fits again after five, six or eleven years and sometimes after one: beyond thirteen months the page is
more likely an old one.
"""


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _candidates(month: int, day: int, base: date) -> list[date]:
    years = range(max(1, base.year - 1), min(10_000, base.year + 3))
    return [found for year in years if (found := day_of(year, month, day))]


def _cost(found: date, base: date) -> int:
    """Days away; a day in the past counts three times, because listings look ahead."""
    gap = (found - base).days
    return gap if gap >= 0 else -3 * gap


def infer(
    month: int, day: int, weekday: int | None, base: date
) -> tuple[date | None, tuple[str, ...]]:
    """The likeliest date and the flags it needs; (None, …) when no year has such a day.

    With a weekday: the nearest year of reference-1 to +2 in which it agrees, at most 60 days back; sure within 400
    days. Without: the
    next occurrence, at most 14 days back; sure only when it lies within the next eleven months.
    """
    found = _candidates(month, day, base)
    if not found:
        return None, ("impossible-date",)
    back = _BACK_WITHOUT if weekday is None else _BACK_WITH_WEEKDAY
    fitting = [
        one
        for one in found
        if (one - base).days >= -back and (weekday is None or one.weekday() == weekday)
    ]
    if fitting:
        best = min(fitting, key=lambda one: _cost(one, base))
        ahead = _AHEAD_WITHOUT if weekday is None else _AHEAD_WITH_WEEKDAY
        near = (best - base).days <= ahead and (weekday is not None or best >= base)
        return best, ("year-inferred",) if near else ("year-inferred", "year-far")
    later = [one for one in found if (one - base).days >= -30] or found
    doubt = "weekday-mismatch" if weekday is not None else "year-far"
    return min(later, key=lambda one: _cost(one, base)), ("year-inferred", doubt)
