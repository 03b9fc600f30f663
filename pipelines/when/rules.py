"""An RFC 5545 RRULE value and a first wall time → the wall times in a window; hostile rules are refused.

`dateutil.rrule` does the arithmetic on naive wall times. It walks on to the year 9999 when nothing matches, and for
ever with INTERVAL=0, so every rule gets the window's end as its UNTIL, and COUNT is counted here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from dateutil.rrule import rrule, rrulestr

from pipelines.when.iso import in_zone, stamp_of

_COARSE = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_PART = re.compile(
    r"FREQ=[A-Z]{5,8}|COUNT=[0-9]{1,6}|INTERVAL=[1-9][0-9]{0,3}|WKST=[A-Z]{2}|UNTIL=[0-9]{8}(?:T[0-9]{4,6}Z?)?"
    r"|BY(?:DAY|MONTH|MONTHDAY|YEARDAY|WEEKNO|SETPOS)=[0-9A-Z,+-]{1,200}|BY(?:HOUR|MINUTE|SECOND)=[0-9]{1,2}"
)
_STEPS = 50_000
"""Most steps of a rule that are looked at: 130 years of days, a fifth of a second."""

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
    until = min(window[1], _until(given.pop("UNTIL", ""), zone) or window[1])
    count = int(given.pop("COUNT", _STEPS))
    try:
        rule = rrulestr(";".join(f"{name}={part}" for name, part in given.items()), dtstart=first)
        if not isinstance(rule, rrule):
            return f"its rule of repetition cannot be read ({value[:60]})", ()
        return "", tuple(_walk(rule.replace(until=until), count, window))
    except (ValueError, TypeError, OverflowError):
        return f"its rule of repetition cannot be read ({value[:60]})", ()


def _until(value: str, zone: str | None) -> datetime | None:
    """UNTIL as wall time of the zone, as the occurrences are; a day counts to its end."""
    stamp = stamp_of(value)
    if stamp is None:
        return None
    if stamp.clock is None:
        return stamp.naive.replace(hour=23, minute=59)
    at = in_zone(stamp, zone)
    return at.replace(tzinfo=None) if isinstance(at, datetime) else None


def _walk(rule: rrule, count: int, window: Window) -> Iterator[datetime]:
    """The rule's times up to its own UNTIL; those before the window count, but are not given."""
    for at in islice(rule, min(count, _STEPS)):
        if at >= window[0]:
            yield at
