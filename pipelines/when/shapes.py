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
from pipelines.when.clocks import BARE_LIMIT, Span, at, is_bare, times_of
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

_CLOCK = r"[0-9]{1,2}(?:[:.h][0-5][0-9])? ?(?:[ap]m|[ap]\.m\.|uhr|uur|h)?"
_TIMES = re.compile(
    rf"(?:,| \||,? at|,? from|( [-–—])|,? um| om| van| à| de|,? a las)? ({_CLOCK})"
    rf"(?:(?: ?[-–—] ?| to | until | bis | tot | à | a )({_CLOCK}))?"
)
"""Groups: 1 a dash, 2 the start, 3 the end."""

_PARTS = re.compile(r"([0-9]{1,2})(?:([:.h])([0-5][0-9]))? ?(.*)")
"""Groups of a clock: 1 hour, 2 sign, 3 minute, 4 mark."""

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


Times = tuple[time, time | None, str, str]
"""Start and end, and both as ISO 8601 writes them behind a day ("T10:00"; "" for no end)."""

Found = tuple[date, Times | None, tuple[str, ...]]
"""What a shape says: the day, the times, and remarks; plain, for every phrase makes one."""

_Dated = tuple[date, tuple[str, ...], str | None]
"""A day, the remarks on it, and the words of times behind it."""


def quick(text: str, ground: Ground) -> Reading | None:
    """The reading of a phrase of a common shape, in which nothing is doubtful; else None."""
    if len(text) > _LONGEST:
        return None
    found = shape_of(text, ground.day, ground.locale)
    if found is None:
        return _labelled(text, ground) or _times_alone(text, ground)
    day, times, why = found
    start, end = _walls(day, times) if times else (Wall(day, None), None)
    return Reading(start=start, end=end, why=why, via="shape")


def _walls(day: date | None, times: Times) -> tuple[Wall, Wall | None]:
    opening, closing = times[:2]
    return Wall(day, opening), Wall(day, closing) if closing else None


def _labelled(text: str, ground: Ground) -> Reading | None:
    """In print: "16 June 2027, 10am - 4pm BST": a shape with times, and the label of a zone."""
    match = _LABELLED.fullmatch(text)
    found = shape_of(match[1], ground.day, ground.locale) if match else None
    if match is None or found is None or found[1] is None:
        return None
    label, (day, _, why) = (match[2] or match[3]).lower(), found
    start, end = _walls(day, found[1])
    if label[3:4] in ("+", "-"):
        label = zones.offset_text(label)
    if label not in zones.LABELS and not zones.is_offset(label):
        return None
    zone = zones.label_zone(label, ground.zone)
    if label in zones.LABELS and zones.LABELS[label].region:
        why = (*why, "zone-region")
    return Reading(start=start, end=end, zone=zone, label=label, why=why, via="shape")


def _times_alone(text: str, ground: Ground) -> Reading | None:
    """In print: "From 10am", "18:30 - 20:00": another field of the listing carries the day."""
    match = _ALONE.fullmatch(text.lower())
    times = times_in(" " + match[1]) if match and calendar_of(ground.locale) else None
    if times is None:
        return None
    start, end = _walls(None, times)
    return Reading(start=start, end=end, via="shape")


def shape_of(text: str, base: date, locale: str) -> Found | None:
    """What a phrase of a common shape says, read on the day `base`; None when it has none, or may mean more."""
    words = calendar_of(locale)
    if words is None or len(text) > _LONGEST:
        return None
    low = text.lower()
    if "hyd " in low:
        return None  # Welsh: October, cut short, or "until", which the grammar tells apart
    match = _WORDED.fullmatch(low)
    if match is None:
        dated = _figures(low, words, locale) or _time_first(low, words, base, locale)
    else:
        dated = _worded(match, words, base)
        if dated is None:
            dated = _time_first(low, words, base, locale)
    if dated is None:
        return None
    day, why, tail = dated
    if tail is None:
        return day, None, why
    times = times_in(tail)
    return (day, times, why) if times else None


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
    wanted = words.weekdays.get(weekday) if weekday else None
    if month is None or (weekday and (wanted is None or not _stands(weekday, match))):
        return None
    if year is None:
        found, why = infer(month, int(day_first or day_after), wanted, base)
        return (found, why, tail) if found else None
    try:
        day = date(int(year), month, int(day_first or day_after))
    except ValueError:
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
    return _times(*match.groups()) if match else None


@lru_cache(maxsize=2048)
def _times(dash: str | None, first: str, last: str | None) -> Times | None:
    start = _clock(first)
    if start is None or (dash and start.mark == "24"):
        return None  # "2027 - 18h30": the grammar asks whether that is 20:27
    pair = _pair(start, _clock(last)) if last is not None else _single(start)
    if pair is None:
        return None
    opening, closing = pair
    end = f"T{closing:%H:%M}" if closing else ""
    return opening, closing, f"T{opening:%H:%M}", end


def _single(start: Clock) -> tuple[time, None] | None:
    if start.mark == "" and start.hour <= BARE_LIMIT and not start.zero:
        return None
    opening = at(start)
    return (opening, None) if opening != _MIDNIGHT else None


def _pair(start: Clock, end: Clock | None) -> tuple[time, time] | None:
    """A start and an end of one day; English rules, for no other language has stricter ones."""
    if end is None:
        return None
    if is_bare(start) or is_bare(end):
        notes = Notes()
        opening, closing = times_of(Span(start=start, end=end, a=0, b=0), _ENGLISH, notes)
        if notes.flags or closing is None:
            return None
    else:
        opening, closing = at(start), at(end)
    doubtful = opening == _MIDNIGHT or closing <= opening  # 00:00 to 23:59 is a whole day
    return None if doubtful else (opening, closing)


@lru_cache(maxsize=2048)
def _clock(text: str) -> Clock | None:
    """The clock of a few characters; None for a bare number or an hour there is not."""
    [(hour, sign, minute, mark)] = _PARTS.findall(text)  # of a text that _CLOCK matches
    number, half = int(hour), mark[:1] in ("a", "p")
    if half and (not 1 <= number <= 12 or sign == "h"):
        return None
    if number > 23 or not (mark or minute):
        return None
    named = meridiem(mark) if half else "24" if mark or sign == "h" else ""
    return Clock(number, int(minute or 0), named, hour[0] == "0")
