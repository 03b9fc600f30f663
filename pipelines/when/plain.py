"""The commonest English phrases, "Wednesday 16 June 2027, 10am - 4pm", answered at one go; None for all others.

A shape says the same (a test compares them). What it would take by a step for each thing, this takes in one
function and one expression: half of what a phrase costs at first sight is the way from one function to the next.
"""

from __future__ import annotations

import re
from datetime import date

from pipelines.when.flags import graded
from pipelines.when.seasons import steady
from pipelines.when.shapes import times_in
from pipelines.when.vocabulary import CALENDARS
from pipelines.when.zones import zone_named

Facts = tuple[
    str | None,
    str | None,
    bool | None,
    str | None,
    bool,
    str,
    tuple[tuple[str | None, str | None], ...],
    str | None,
    str | None,
    tuple[str, ...],
    str,
]
"""What an answer says, in the order of its keys; remembered, and therefore small and not to be changed."""

_MONTHS, _WEEKDAYS = CALENDARS["en"].months, CALENDARS["en"].weekdays
_CERTAIN, _GRADE = graded(())
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_PLAIN = re.compile(
    rf"(?:([a-z]{{3,9}}),? )?(?:{_DAY} ([a-z]{{3,9}})|([a-z]{{3,9}}) {_DAY}),? (20[0-9][0-9])([, –-].*)?"
)
"""Groups: 1 weekday, 2 day, 3 month, 4 month, 5 day, 6 year, 7 times."""


def plain(text: str, zone: str) -> Facts | None:
    """What is said of a day with its year, and of times behind it; None at any doubt."""
    match = _PLAIN.fullmatch(text.lower())
    if match is None:
        return None
    weekday, first, after, before, second, year, tail = match.groups()
    try:
        day = date(int(year), _MONTHS[after or before], int(first or second))
    except (KeyError, ValueError):
        return None
    if weekday is not None and _WEEKDAYS.get(weekday) != day.weekday():
        return None
    start = day.isoformat()
    if tail is None:
        return start, None, True, None, _CERTAIN, _GRADE, (), None, None, (), "shape"
    times, known = times_in(tail), zone_named(zone)
    if times is None or not steady(known, day, times[0]):
        return None
    end = start + times[3] if times[3] else None
    start += times[2]
    return start, end, False, known, _CERTAIN, _GRADE, (), None, None, (), "shape"
