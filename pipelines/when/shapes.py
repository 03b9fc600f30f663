"""The commonest English phrases by one anchored expression → a Reading; None for anything with a doubt in it.

A shape must say what the grammar says (a test compares them), only sooner: "Wednesday 16 June 2027, 10am - 4pm".
"""

from __future__ import annotations

import re
from datetime import date, time

from pipelines.when.clocks import Span, times_of
from pipelines.when.reading import Ground, Notes, Reading, Wall
from pipelines.when.scan import meridiem
from pipelines.when.tokens import Clock
from pipelines.when.vocabulary import WORDS
from pipelines.when.years import day_of

_CLOCK = r"([0-9]{1,2})(?:[:.]([0-5][0-9]))? ?([ap]m|[ap]\.m\.)?"
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_SHAPE = re.compile(
    rf"(?:([a-z]{{3,9}})\.?,? )?(?:{_DAY} ([a-z]{{3,9}})|([a-z]{{3,9}})\.? {_DAY}),? (199[0-9]|20[0-9][0-9])"
    rf"(?:(?:,| \||,? at|,? from| [-–—])? {_CLOCK}(?: ?[-–—] ?| to ){_CLOCK}|(?:,| \||,? at|,? from| [-–—])? {_CLOCK})?"
)
"""Groups: 1 weekday, 2 day, 3 month, 4 month, 5 day, 6 year, 7-9 start and 10-12 end of a range, 13-15 a lone start."""

_WORDS = WORDS["en"]
_NOTHING = (None, None)


def quick(text: str, ground: Ground) -> Reading | None:
    """The reading of a phrase of a common English shape, in which nothing is doubtful; else None."""
    if ground.language != "en":
        return None
    match = _SHAPE.fullmatch(text.lower())
    if match is None:
        return None
    day = _day(match)
    if day is None:
        return None
    if match[7] is None and match[13] is None:
        return Reading(start=Wall(day), via="shape")
    return _timed(match, day, ground)


def _day(match: re.Match[str]) -> date | None:
    """The date, when its words are known and its weekday agrees."""
    month = _WORDS.get(match[3] or match[4], _NOTHING)[0]
    if month is None:
        return None
    day = day_of(int(match[6]), month, int(match[2] or match[5]))
    if match[1] is None or day is None:
        return day
    return day if _WORDS.get(match[1], _NOTHING)[1] == day.weekday() else None


def _timed(match: re.Match[str], day: date, ground: Ground) -> Reading | None:
    first = 13 if match[7] is None else 7
    start = _clock(match, first)
    end = _clock(match, 10) if first == 7 else None
    if start is None or (first == 7 and end is None):
        return None
    notes = Notes()
    opening, closing = times_of(Span(start=start, end=end, a=0, b=0), ground, notes)
    doubtful = notes.flags or opening == time(0)  # 00:00 to 23:59 is a whole day
    if doubtful or (closing is not None and closing <= opening):
        return None
    return Reading(
        start=Wall(day, opening), end=Wall(day, closing) if closing else None, via="shape"
    )


def _clock(match: re.Match[str], group: int) -> Clock | None:
    """The clock in three groups of the match; None for a bare number or an hour there is not."""
    hour, minute, mark = match.group(group, group + 1, group + 2)
    number = int(hour)
    if (minute is None and mark is None) or number > (12 if mark else 23) or (mark and number == 0):
        return None
    return Clock(number, int(minute or 0), meridiem(mark), zero=hour[0] == "0")
