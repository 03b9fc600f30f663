"""A start and a proposed end → the end that can be believed, with a warning where it cannot."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from catalogue.listing import Moment, day_of

LONG_DAYS = 60
"""An event that runs longer is kept, with a warning: a series may have been folded into one listing."""

PLACEHOLDER_DAYS = 1_000
"""An end farther off is a filled-in value (measured: 2067, 2099) and no end at all."""


def end_of(start: Moment | None, end: Moment | None, warnings: list[str]) -> Moment | None:
    """The end, or None where the page gives none worth believing; a one-day event has none.

    Days are inclusive. An end before its start, and a placeholder far away, are left out with a warning.
    """
    if end is None or start is None:
        return end
    end = _alike(start, end)
    if end == start or (not isinstance(end, datetime) and day_of(start) == end):
        return None
    if _before(end, start):
        warnings.append(
            f"the end ({_shown(end)}) lies before the start ({_shown(start)}): left out"
        )
        return None
    days = (day_of(end) - day_of(start)).days
    if days > PLACEHOLDER_DAYS:
        warnings.append(
            f"the end ({_shown(end)}) is a placeholder {days} days after the start: left out"
        )
        return None
    if days > LONG_DAYS:
        warnings.append(f"runs for {days} days: perhaps a series in one listing")
    return end


def _shown(value: Moment) -> str:
    return value.strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else value.isoformat()


def _alike(start: Moment, end: Moment) -> Moment:
    """The end as the start is: a day for a day, with a zone or floating as the start is."""
    if not isinstance(end, datetime):
        return end
    if not isinstance(start, datetime):
        return end.date()
    if (start.tzinfo is None) != (end.tzinfo is None):
        return end.replace(tzinfo=start.tzinfo)
    return end


def _before(end: Moment, start: Moment) -> bool:
    if isinstance(end, datetime) and isinstance(start, datetime):
        return end < start
    return day_of(end) < day_of(start)


def after(start: Moment, length: timedelta) -> Moment | None:
    """The end of something that begins at `start` and lasts `length`.

    A day lasts to the end of its last day (P1D from a date is that day). Hours are counted in instants, whole
    days on the wall clock (RFC 5545, section 3.3.6).
    """
    try:
        if not isinstance(start, datetime):
            return start + max(length - timedelta(days=1), timedelta(0))
        if start.tzinfo is None or length % timedelta(days=1) == timedelta(0):
            return start + length
        return (start.astimezone(UTC) + length).astimezone(start.tzinfo)
    except OverflowError:
        return None


def filled_in(clock: time | None) -> bool:
    """Whether a closing time is what calendar software writes when nobody gave one (23:50 to 23:59)."""
    return clock is not None and clock >= time(23, 50)
