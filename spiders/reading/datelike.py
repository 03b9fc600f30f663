"""Text → where dates and clock times stand in it, and which day of the calendar a date names.

A recogniser, no reader: it says that words carry a date, and tells whether two dates are the same day, so
that records can be cut and labels matched. What the words mean is decided in `pipelines.when`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange, weekday
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spiders.reading import abroad
from spiders.reading.calendars import ENGLISH, WEEKDAY, WEEKDAYS, Calendar, elsewhere
from spiders.reading.lines import Lines, lower, places

MAX_TEXT = 4000
"""Characters of a block that are searched; longer paragraphs are no date lines."""
DATE_LINE = 110
"""Characters of a line in which 10.30 behind a date is a time."""

_DOTTED = re.compile(r"(?<![\d£$€./])(?<!\d:)(?:at |from )?[012]?\d\.[0-5]\d(?![\d.%])")
_FIGURE = re.compile(r"[0-9](?=[/.:-][0-9]|(?=[ aph])(?: ?(?:[ap](?:\b|\.? ?m\b)|hrs)| : [0-9]))")
"""What stands in every date without the name of a month and in every time in figures."""
_SPOKEN = ("noon", "midday", "midnight")
_AHEAD = 8
"""Characters of "midnight", the longest opening that a sign can be."""
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CONNECT = frozenset(
    """on at from to until till and the of by in for gmt bst utc est edt et cst cdt ct pst pdt pt mst mdt cet uk
    time times date dates day days when event events starts start ends end all am pm a p m doors open noon
    midday local central eastern pacific weekday every s st nd rd th hrs hours mon tue tues wed thu thur thurs
    fri sat sun monday tuesday wednesday thursday friday saturday sunday past this ended upcoming""".split()
).union(abroad.CONNECTING)


class DateMark(NamedTuple):
    """A date in a text: where it stands and the (month, day) it names first; `year` None when not written."""

    start: int
    end: int
    month: int
    day: int
    year: int | None

    @property
    def month_day(self) -> tuple[int, int]:
        """Month and day."""
        return self.month, self.day


class TimeMark(NamedTuple):
    """A clock time, or a range of two, in a text."""

    start: int
    end: int


Mark = DateMark | TimeMark


_DAYS = "mon|tues|wednes|thurs|fri|satur|sun"
_DAY_NAME = re.compile(rf"(?i)(?<![a-z])(?:{WEEKDAY}|(?:{_DAYS})days\b)")


def weekday_of(text: str) -> int | None:
    """The first weekday of a text, Monday as 0; None without one."""
    found = _DAY_NAME.search(text)
    return WEEKDAYS.index(found[0][:3].lower()) if found else None


def weekday_on(day: DateMark) -> int | None:
    """The day of the week of a date, Monday as 0; None without a year, and for a day that no calendar has."""
    if not day.year or day.day > monthrange(max(1, day.year), day.month)[1]:
        return None
    return weekday(day.year, day.month, day.day)


def in_order(dates: tuple[DateMark, ...], times: tuple[TimeMark, ...]) -> list[Mark]:
    """Dates and times of one text, as they follow one another."""
    marks: list[Mark] = [*dates, *times]
    return sorted(marks, key=lambda mark: mark.start) if dates and times else marks


def find_dates(text: str, *, month_first: bool = False) -> tuple[DateMark, ...]:
    """Every date of a text in which white space is folded.

    Args:
        text: Words of one block; at most `MAX_TEXT` characters are looked at.
        month_first: Order of day and month in 1/2/2027, for telling days apart.
    """
    head = lower(text[:MAX_TEXT])
    marks = _marks(head, month_first, ENGLISH)
    return marks or (_marks(head, month_first, elsewhere()) if abroad.DAY.search(head) else ())


def _marks(head: str, month_first: bool, calendar: Calendar) -> tuple[DateMark, ...]:
    signs = _signs(head, places(head, calendar.signs), calendar)[0]
    found = _each(calendar.date, calendar.openings[0], signs, head)
    marks = [_date_mark(one, month_first, calendar) for one in found]
    return tuple([mark for mark in marks if mark])


def find_times(text: str, dates: tuple[DateMark, ...] = ()) -> tuple[TimeMark, ...]:
    """Every clock time of a text that is no part of one of its dates."""
    head = lower(text[:MAX_TEXT])
    calendar = elsewhere() if abroad.TIME.search(head) else ENGLISH
    clocks = _signs(head, [], calendar)[1]
    found = _each(calendar.time, calendar.openings[1], clocks, head, [mark[:2] for mark in dates])
    return tuple([TimeMark(*one.span()) for one in found] or _dotted(head, dates))


def is_date(text: str) -> bool:
    """Whether a text is a date and nothing else."""
    head = lower(text[:MAX_TEXT])
    for calendar in (ENGLISH, elsewhere()) if abroad.DAY.search(head) else (ENGLISH,):
        found = calendar.date.fullmatch(head)
        if found is not None and _date_mark(found, False, calendar) is not None:
            return True
    return False


def find_all(
    lines: Lines, *, month_first: bool, calendar: Calendar = ENGLISH
) -> tuple[Dates, Times]:
    """What `find_dates` and `find_times` find in many texts, by the number of the text; searched in one go."""
    head, starts = lines.text, lines.starts
    months = lines.months if calendar is ENGLISH else places(head, calendar.signs)
    days, clocks = _signs(head, months, calendar)
    dates: Dates = defaultdict(list)
    times: Times = defaultdict(list)
    spans: list[tuple[int, int]] = []
    for one in _each(calendar.date, calendar.openings[0], days, head):
        number = bisect_right(starts, one.start()) - 1
        mark = _date_mark(one, month_first, calendar, starts[number])
        if mark is not None:
            spans.append(one.span())
            if mark.end <= MAX_TEXT:
                dates[number].append(mark)
    for one in _each(calendar.time, calendar.openings[1], clocks, head, spans):
        start, end = one.span()
        number = bisect_right(starts, start) - 1
        edge = starts[number]
        if end - edge <= MAX_TEXT:
            times[number].append(TimeMark(start - edge, end - edge))
    for number, own in dates.items():
        low, high = starts[number], starts[number + 1] - 1
        if number not in times and head.find(".", low + own[0].end, high) >= 0:
            times[number] = _dotted(head[low:high], own)
    return dates, times


Dates = dict[int, list[DateMark]]
Times = dict[int, list[TimeMark]]


def _signs(text: str, months: list[int], calendar: Calendar) -> tuple[list[int], list[int]]:
    """Where the signs of dates, names of months too, and of clock times stand: lines without one are passed over."""
    figures = [found.start() for found in _FIGURE.finditer(text)]
    days = [at for at in figures if text[at + 1] in "/.-"]
    clocks = [at for at in figures if text[at + 1] not in "/-"]
    if calendar.hour is not None:
        clocks += [found.start() for found in calendar.hour.finditer(text)]
    return sorted(months + days), sorted(places(text, _SPOKEN) + clocks)


def _dotted(head: str, dates: Sequence[DateMark]) -> list[TimeMark]:
    """The time of a short line with a date and no other time: "12 May 2027 10.30"."""
    dotted = _DOTTED.search(head, dates[0].end) if dates and len(head) <= DATE_LINE else None
    return [TimeMark(dotted.start(), dotted.end())] if dotted else []


def _each(
    pattern: re.Pattern[str],
    opening: re.Pattern[str],
    signs: list[int],
    text: str,
    over: Sequence[tuple[int, int]] = (),
) -> list[re.Match[str]]:
    """The matches that `pattern.finditer` gives between some stretches, looked for only where one can begin.

    Args:
        pattern: What is looked for; it goes over no end of line.
        opening: How it can begin.
        signs: Places in order, one of which every match has in it.
        text: Where it is looked for.
        over: Where the stretches begin and end that are passed over, in order.
    """
    out: list[re.Match[str]] = []
    gaps = _gaps(len(text), over)
    at, high = next(gaps)
    for sign in signs:
        while sign >= high:
            at, high = next(gaps)
        if at > sign:
            continue
        line = text.rfind("\n", at, sign)
        at = line + 1 if line >= 0 else at
        stop = sign + _AHEAD if sign + _AHEAD < high else high
        while at <= sign:
            begin = opening.search(text, at, stop)
            if begin is None:
                at = sign + 1
                break
            at = begin.start()
            found = pattern.match(text, at, high) if at <= sign else None
            if found:
                out.append(found)
            at = found.end() if found else at + (at <= sign)
    return out


def remainder(text: str, dates: tuple[DateMark, ...], times: tuple[TimeMark, ...]) -> str:
    """What is left of a line when dates, times and connecting words are cut away."""
    return " ".join(
        word
        for piece in pieces(text, dates, times)
        for word in _WORD.findall(piece)
        if word.lower() not in _CONNECT
    )


def pieces(text: str, dates: tuple[DateMark, ...], times: tuple[TimeMark, ...]) -> tuple[str, ...]:
    """The stretches of a line that stand between its dates and times, in order."""
    out, at = [], 0
    for mark in in_order(dates, times):
        if mark.start > at:
            out.append(text[at : mark.start])
        at = max(at, mark.end)
    out.append(text[at:])
    return tuple(piece for piece in out if piece.strip())


def phrase(
    text: str, dates: tuple[DateMark, ...], times: tuple[TimeMark, ...], nth: int = 0
) -> str:
    """The words of the nth date with the times, or the second date of a range, that stand close to it."""
    first = dates[nth]
    start, end = first.start, first.end
    for mark in in_order(dates, times):
        if mark.start < end or mark.start - end > 28:
            continue
        between = text[end : mark.start].lower()
        if (isinstance(mark, DateMark) and not _RANGE.fullmatch(between)) or _SENTENCE.search(
            between
        ):
            break
        end = mark.end
    before = [mark for mark in times if mark.end <= start and start - mark.end <= 14]
    behind = [mark for mark in times if first.end <= mark.start < end]
    if before and (not behind or _TO.fullmatch(text, first.end, behind[0].start)):
        start = before[-1].start
        both = _BETWEEN.search(text, max(0, start - 40), start)
        start = both.start() if both else start
    weekly = _WEEKLY.search(text[max(0, start - 40) : start])
    ranged = weekly and any(first.end < mark.start < end for mark in dates)
    if weekly and (ranged or _SPAN.match(text, first.start)):
        start -= len(weekly[0])
    return dashed(text, times, start, end).strip(" ,;")


def dashed(text: str, times: tuple[TimeMark, ...], start: int, end: int) -> str:
    """A stretch of a text, with a dash between its two clocks where only the style of the page draws one."""
    if len(times) == 2 and start <= times[0].start and times[1].end <= end:
        low, high = times[0].end, times[1].start
        if not text[low:high].strip():
            return f"{text[start:low]} - {text[high:end]}"
    return text[start:end]


_RANGE = re.compile(
    r"[\s,()]{0,3}(?:all[ -]day\)? ?)?(?:-|–|—|to|until|till|and|&|bis|zum|und|et|au|y|ed?|en|al|tot"
    r"|(?:ends?|finish(?:es)?)(?: date)?:?|[,\s]){0,3}[\s,]{0,3}(?:the)?\s?"
)
_TO = re.compile(r" (?:to|until|till) ")
_BETWEEN = re.compile(r"\bbetween \d[\d:. apm]{0,9} and $")
"""What stands before the second clock of "between 6.30pm and 8pm"."""
_WEEKLY = re.compile(
    rf"(?i)\b(?:(?:{_DAYS})days|(?:every|each) (?:other |second )?(?:(?:{_DAYS})day|week)|weekly|fortnightly)"
    r"[ ,:–-]{1,3}(?:(?:from|between|starting) )?$"
)
"""What stands before the two ends of a series: "Tuesdays, 12 January – 16 March", "weekly from …"."""
_SPAN = re.compile(r"(?i)\d{1,2}(?:st|nd|rd|th)? ?(?:-|–|to|until) ?\d")
_SENTENCE = re.compile(r"[.;?!]\s+\w")


def _gaps(length: int, over: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of a text between some stretches."""
    at = 0
    for low, high in over:
        yield at, low
        at = high
    yield at, length


def _date_mark(
    found: re.Match[str], month_first: bool, calendar: Calendar, edge: int = 0
) -> DateMark | None:
    """The date that was found, its place counted from `edge`; None where the calendar has no such day."""
    d1, m1, y1, m2, d2, y2, y3, m3, d3, one, _, two, y4 = found.groups()
    if m1 or m2:
        name = (m1 or m2)[: calendar.cut]
        month = calendar.months.get(name) or calendar.months[name.rstrip(".")]
        day, year = int(d1 or d2), y1 or y2
    elif y3:
        month, day, year = int(m3), int(d3), y3
    else:
        month, day, year = int(one), int(two), y4 if len(y4) > 2 else f"20{y4}"
        if (not month_first and day <= 12) or month > 12:
            month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31) or (day == 31 and month in _SHORT):
        return None
    low, high = found.span()
    if not year and _LONG_AGO.match(found.string, high):
        return None
    return DateMark(low - edge, high - edge, month, day, int(year) if year else None)


_SHORT = frozenset({2, 4, 6, 9, 11})
_LONG_AGO = re.compile(r",? 1[0-8](?:[6-9]\d|\d[1-46-9])\b(?! ?(?:h|-|–|to\b))")
"""Behind a day the year of another century, which no clock shows: "12 May 1856"."""
