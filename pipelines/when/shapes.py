"""The commonest phrases by a few anchored expressions → a Found; None for anything with a doubt in it.

A shape must say what the grammar says (a test compares them), only sooner: "Wednesday 16 June 2027, 10am - 4pm",
"vrijdag 12 maart om 20.00 uur", "6pm on Friday, November 26", "23/06/2027", "2027-06-16T09:30". Words are looked up
after the match, which is far cheaper than listing them; the times of a phrase are remembered apart from its day.
"""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache

from pipelines.when import zones
from pipelines.when.clocks import BARE_LIMIT, Span, at, times_of
from pipelines.when.orders import ordered
from pipelines.when.reading import Ground, Notes, Reading, Wall
from pipelines.when.scan import century, meridiem
from pipelines.when.tokens import Clock
from pipelines.when.vocabulary import Calendar, calendar_of
from pipelines.when.years import FIRST_YEAR, LAST_YEAR, day_of, infer

_WORD = r"([^ ,.0-9]{2,12})\.?"
_DAY = r"([0-9]{1,2})(?:(?: ?(?:st|nd|rd|th)|er|\.)(?![^\W\d_]))?"
_NO_MONTH = r"(?!(?:st|nd|rd|th|er|at|from|to|um|om)\b)"
_WEEKDAY = rf"(?:{_WORD},? )?"
_YEAR = r"(199[0-9]|20[0-9][0-9])"
_TAIL = r"([, ].*)?"
_WORDED = re.compile(
    rf"(?:on |le |dydd )?{_WEEKDAY}(?:the |le )?(?:{_DAY} ?(?:of |de )?{_NO_MONTH}{_WORD}|{_WORD} {_DAY})"
    rf"(?:(?:,| de)? {_YEAR})?{_TAIL}"
)
"""Groups: 1 weekday, 2 day, 3 month, 4 month, 5 day, 6 year, 7 times."""

_NUMERIC = re.compile(
    rf"(?:on )?{_WEEKDAY}([0-9]{{1,2}})([/.-])([0-9]{{1,2}}|[^\W\d_]{{3,12}})\3([0-9]{{4}}|[0-9]{{2}}){_TAIL}"
)
"""Groups: 1 weekday, 2 first number, 3 sign, 4 second number, 5 year, 6 times."""

_ISO = re.compile(rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})(?:t([0-9]{{2}}:[0-9]{{2}})|{_TAIL})")
"""Groups: 1 year, 2 month, 3 day, 4 time, 5 times."""

_CLOCK = r"([0-9]{1,2})(?:([:.h])([0-5][0-9]))? ?([ap]m|[ap]\.m\.|uhr|uur|h)?"
_TIMES = re.compile(
    rf"(?:,| \||,? at|,? from| ([-–—])|,? um| om| van| à| de|,? a las)? {_CLOCK}"
    rf"(?:(?: ?[-–—] ?| to | until | bis | tot | à | a ){_CLOCK})?"
)
"""Groups: 1 a dash, 2-5 hour, sign, minute and mark of the start, 6-9 of the end."""

_TIME_FIRST = re.compile(
    r"(?:from )?([0-9]{1,2}(?::[0-5][0-9])?(?: ?(?:-|–|to) ?[0-9]{1,2}(?::[0-5][0-9])?)? ?[ap]\.?m\.?)(?:,|,? on)? (.*)"
)

_ALONE = re.compile(r"(?:from )?([0-9]{1,2}(?:[:h][0-5][0-9]|(?:\.[0-5][0-9])? ?[ap]\.?m).{0,30})")

_LABEL = r"[A-Z]{2,4}|(?:UTC|GMT)[+-][0-9]{1,2}(?::?[0-9]{2})?"
_LABELLED = re.compile(
    rf"(.*(?::[0-9]{{2}}|[0-9] ?[APap]\.?[Mm]\.?)) (?:({_LABEL})|\(({_LABEL})\))"
)
"""Groups: 1 a phrase that ends in a time of day, 2 or 3 the label behind it."""

_LONGEST = 80
"""Characters of a phrase of these shapes."""

_MIDNIGHT = time(0)
_ENGLISH = Ground(date.min, None, "en")
_MISMATCH = ("weekday-mismatch",)


Found = tuple[date, time | None, time | None, tuple[str, ...]]
"""What a shape says: the day, start and end of day, and remarks; plain, for every phrase makes one."""

Times = tuple[time | None, time | None]
_Dated = tuple[date, tuple[str, ...], str | None]
"""A day, the remarks on it, and the words of times behind it."""


def quick(text: str, ground: Ground) -> Reading | None:
    """The reading of a phrase of a common shape, in which nothing is doubtful; else None."""
    if len(text) > _LONGEST:
        return None
    found = shape_of(text, ground.day, ground.locale)
    if found is None:
        return _labelled(text, ground) or _times_alone(text, ground)
    day, opening, closing, why = found
    end = Wall(day, closing) if closing else None
    return Reading(start=Wall(day, opening), end=end, why=why, via="shape")


def _labelled(text: str, ground: Ground) -> Reading | None:
    """In print: "16 June 2027, 10am - 4pm BST": a shape with times, and the label of a zone."""
    match = _LABELLED.fullmatch(text)
    found = shape_of(match[1], ground.day, ground.locale) if match else None
    if match is None or found is None or found[1] is None:
        return None
    label, (day, opening, closing, why) = (match[2] or match[3]).lower(), found
    if label[3:4] in ("+", "-"):
        label = zones.offset_text(label)
    if label not in zones.LABELS and not zones.is_offset(label):
        return None
    zone = zones.label_zone(label, ground.zone)
    if label in zones.LABELS and zones.LABELS[label].region:
        why = (*why, "zone-region")
    end = Wall(day, closing) if closing else None
    return Reading(start=Wall(day, opening), end=end, zone=zone, label=label, why=why, via="shape")


def _times_alone(text: str, ground: Ground) -> Reading | None:
    """In print: "From 10am", "18:30 - 20:00": another field of the listing carries the day."""
    match = _ALONE.fullmatch(text.lower())
    times = times_in(" " + match[1]) if match and calendar_of(ground.locale) else None
    if times is None:
        return None
    opening, closing = times
    end = Wall(None, closing) if closing else None
    return Reading(start=Wall(None, opening), end=end, via="shape")


def shape_of(text: str, base: date, locale: str) -> Found | None:
    """What a phrase of a common shape says, read on the day `base`; None when it has none, or may mean more."""
    words = calendar_of(locale)
    if words is None or len(text) > _LONGEST:
        return None
    low = text.lower()
    match = _WORDED.fullmatch(low)
    dated = _worded(match, words, base) if match else _figures(low, words, locale)
    if dated is None:
        dated = _time_first(low, words, base, locale)
        if dated is None:
            return None
    day, why, tail = dated
    if tail is None:
        return day, None, None, why
    times = times_in(tail)
    return (day, *times, why) if times else None


def _time_first(low: str, words: Calendar, base: date, locale: str) -> _Dated | None:
    """In print: "6pm on Friday, November 26": the times follow the day in what is given back."""
    match = _TIME_FIRST.fullmatch(low)
    if match is None:
        return None
    behind = _WORDED.fullmatch(match[2])
    dated = _worded(behind, words, base) if behind else _figures(match[2], words, locale)
    return (dated[0], dated[1], " " + match[1]) if dated and dated[2] is None else None


def _figures(low: str, words: Calendar, locale: str) -> _Dated | None:
    """In print: "23/06/2027", "2027-06-16T09:30"."""
    match = _NUMERIC.fullmatch(low)
    if match is not None:
        return _numeric(match, words, locale)
    match = _ISO.fullmatch(low)
    if match is None:
        return None
    year, month, number, clock, tail = match.groups()
    day = _day(int(year), int(month), int(number))
    return (day, (), f" {clock}" if clock else tail) if day else None


def _day(year: int, month: int, number: int) -> date | None:
    return day_of(year, month, number) if FIRST_YEAR <= year <= LAST_YEAR else None


def _worded(match: re.Match[str], words: Calendar, base: date) -> _Dated | None:
    """In print: "Wednesday 16 June 2027", "June 16"; its words known, its weekday right."""
    weekday, day_first, month_after, month_before, day_after, year, tail = match.groups()
    month = words.months.get(month_after or month_before)
    if month is None:
        return None
    wanted = None
    if weekday is not None:
        wanted = words.weekdays.get(weekday)
        if wanted is None or (len(weekday) < 4 and not _stands(weekday, match)):
            return None
    number = int(day_first or day_after)
    if year is None:
        found, why = infer(month, number, wanted, base)
        return (found, why, tail) if found else None
    day = day_of(int(year), month, number)
    if day is None:
        return None
    return day, () if wanted is None or wanted == day.weekday() else _MISMATCH, tail


def _stands(weekday: str, match: re.Match[str]) -> bool:
    """Whether a weekday that is a plain word too, or has two letters, stands against its number: "di 21 november"."""
    if len(weekday) > 2 and weekday != "mar":
        return True
    return match[2] is not None and match.start(2) - match.end(1) <= len("., ")


def _numeric(match: re.Match[str], words: Calendar, locale: str) -> _Dated | None:
    """In print: "Saturday 23/08/2025", "4/5/24", "27-Mar-2025"; the locale's order, or the only one there is."""
    weekday, first, sign, second, digits, tail = match.groups()
    year = int(digits)
    if second.isdecimal():
        month, number, order = ordered(int(first), int(second), locale)
    elif sign == "-" and year > 99 and second in words.months:
        month, number, order = words.months[second], int(first), ""
    else:
        return None
    day = _day(century(year) if year < 100 else year, month, number)
    wanted = words.weekdays.get(weekday)
    if day is None or (weekday and wanted is None):
        return None
    why = (f"order-{order}",) if order else ()
    return day, why if wanted is None or wanted == day.weekday() else why + _MISMATCH, tail


@lru_cache(maxsize=2048)
def times_in(tail: str) -> Times | None:
    """The times behind a day, ", 10am - 4pm"; None when they are doubtful. Few are printed, so they are remembered."""
    match = _TIMES.fullmatch(tail)
    if match is None:
        return None
    dash, *first, hour, sign, minute, mark = match.groups()
    start = _clock(*first)
    if start is None or (dash and start.mark == "24"):
        return None  # "2027 - 18h30": the grammar asks whether that is 20:27
    if hour is not None:
        return _pair(start, _clock(hour, sign, minute, mark))
    if start.mark == "" and start.hour <= BARE_LIMIT and not start.zero:
        return None
    opening = at(start)
    return (opening, None) if opening != _MIDNIGHT else None


def _pair(start: Clock, end: Clock | None) -> Times | None:
    """A start and an end of one day; English rules, for no other language has stricter ones."""
    if end is None:
        return None
    notes = Notes()
    opening, closing = times_of(Span(start=start, end=end, a=0, b=0), _ENGLISH, notes)
    doubtful = notes.flags or opening == _MIDNIGHT  # 00:00 to 23:59 is a whole day
    return None if doubtful or closing is None or closing <= opening else (opening, closing)


def _clock(hour: str, sign: str | None, minute: str | None, mark: str | None) -> Clock | None:
    """The clock in four groups of a match; None for a bare number or an hour there is not."""
    number, minutes = int(hour), int(minute or 0)
    half = mark is not None and mark[0] in "ap"
    if half and (not 1 <= number <= 12 or sign == "h"):
        return None
    if number > 23 or (mark is None and minute is None):
        return None
    named = meridiem(mark) if half else "24" if mark is not None or sign == "h" else ""
    return Clock(number, minutes, named, hour[0] == "0")
