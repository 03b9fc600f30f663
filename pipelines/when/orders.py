"""Two numbers of a date, and the locale → which is the day, which the month, and how sure that is."""

from __future__ import annotations

from pipelines.when.reading import is_month_first, is_order_open, language_of


def ordered(first: int, second: int, locale: str) -> tuple[int, int, str]:
    """(month, day, order): "forced" when only the other order gives a date, "locale" or "ambiguous" when both do."""
    day, month = (second, first) if is_month_first(locale) else (first, second)
    if month > 12 >= day:
        return day, month, "forced"
    if day <= 12 and day != month and language_of(locale) == "en":
        return month, day, "ambiguous" if is_order_open(locale) else "locale"
    return month, day, ""
