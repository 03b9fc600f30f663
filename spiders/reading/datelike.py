"""Text → where dates and clock times stand in it, and which day of the calendar a date names.

A recogniser, no reader: it says that words carry a date, and tells whether two dates are the same day, so
that records can be cut and labels matched. What the words mean is decided in `pipelines.when`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_TEXT = 4000
"""Characters of a block that are searched; longer paragraphs are no date lines."""

MONTH = (
    r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z])\.?"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
NAMES = frozenset([*_WEEKDAYS, *_MONTHS])
"""How the names of weekdays and months begin."""
_ORD = r"(?: ?(?:st|nd|rd|th)\b)?"
_YEAR = r"(?:19[89]\d|20\d\d)(?!\d)"
_TO = r" ?(?:-|–|—|−|/|&|,|to\b|until\b|and\b|, and\b) ?"
_DAY = rf"(?<![\d£$€.:/])(?:[0-2]?\d|3[01])(?!\d){_ORD}"
_MORE = rf"(?:{_TO}(?:{WEEKDAY},? )?(?:[0-2]?\d|3[01])(?!\d|:\d| ?[ap]\.?m\b|[ap]\b){_ORD}(?!/))"
_WD = rf"(?:{WEEKDAY}(?:{_TO}{WEEKDAY})?,? (?:the )?)?"
_DATE = re.compile(
    rf"{_WD}(?P<d1>{_DAY}){_MORE}{{0,8}}(?: of)?[ ,-]{{0,2}}(?<![a-z])(?P<m1>{MONTH})(?:,?[ -]?['’]?(?P<y1>{_YEAR}))?"
    rf"|{_WD}(?<![a-z])(?P<m2>{MONTH}),? ?(?P<d2>(?:[0-2]?\d|3[01]))(?!\d|:\d|\.\d| ?[ap]\.?m\b|[ap]\b){_ORD}"
    rf"{_MORE}{{0,8}}(?:,? ?(?:{WEEKDAY},? )?(?P<y2>{_YEAR}))?"
    rf"|(?<![\d/.-])(?P<y3>20\d\d)[-/](?P<m3>[01]\d)[-/](?P<d3>[0-3]\d)(?!\d)"
    rf"|{_WD}(?<![\d/.£$€-])(?P<a>[0-3]?\d)(?P<sign>[/.-])(?P<b>[0-3]?\d)(?P=sign)(?P<y4>20\d\d|\d\d)(?![\d/])"
)
_MARKED = (
    r"(?:\d{1,2}(?: ?[:.] ?\d\d)? ?(?:[ap]\. ?m\b\.?|[ap] ?m\b)|(?<![a-z])\d{1,2}(?::\d\d)?[ap]\b"
    r"|(?<![a-z])(?:1[0-2]|0?[1-9])[0-5]\d ?[ap]m\b(?!\.\w)"
    r"|[012]?\d:[0-5]\d(?::00)?(?![:\d])(?: ?hrs)?"
    r"|noon\b|midday\b|midnight\b|[012]\d[0-5]\d ?hrs)"
)
_LOOSE = r"\d{1,2}(?:[:.]\d\d)?"
_UNTIL = r" ?(?:-|–|—|−|to|until|till) ?"
_ZONE = (
    r"(?: ?\(?(?:gmt|bst|utc|e[sd]?t|c[sd]?t|p[sd]?t|m[sd]?t|ces?t|uk time|local time)\b"
    r"(?:[+-]\d{1,2}(?::?\d\d)?)?\)?)?"
)
_TIME = re.compile(
    rf"(?<![\d£$€./:-])(?:{_MARKED}{_ZONE}{_UNTIL}(?:{_MARKED}|{_LOOSE}(?![\d/%]|st\b|nd\b|rd\b|th\b))"
    rf"|{_LOOSE}{_UNTIL}{_MARKED}"
    rf"|[012]?\d\.[0-5]\d{_UNTIL}[012]?\d\.[0-5]\d(?!\d)|{_MARKED}){_ZONE}"
)
_DOTTED = re.compile(r"(?<![\d£$€./:])(?:at |from )?[012]?\d\.[0-5]\d(?![\d.%])")
# What must stand in a text for one of the above to match; each begins with a set, which the engine scans fast.
_MONTH_WORD = re.compile("|".join(_MONTHS))
_NUMBERS = re.compile(r"\d[/.-]\d")
_CLOCK = re.compile(r"\d(?:[ap]\b| ?[ap]\.? ?m\b|[:.]\d| ?hrs| : \d)")
_CLOCK_WORDS = ("noon", "midday", "midnight")
_OPENING = re.compile(rf"(?<!\d)\d|(?<![a-z])(?:{'|'.join(sorted(NAMES))})")
"""Where a date can begin: the large expressions are tried nowhere else."""
_CLOCK_OPENING = re.compile(r"(?<!\d)\d|noon|midday|midnight")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CONNECT = frozenset(
    re.findall(
        r"\S+",
        """on at from to until till and the of by in for gmt bst utc est edt et cst cdt ct pst pdt pt mst mdt cet uk
        time times date dates day days when event events starts start ends end all am pm a p m doors open noon
        midday local central eastern pacific weekday every s st nd rd th hrs hours mon tue tues wed thu thur thurs
        fri sat sun monday tuesday wednesday thursday friday saturday sunday past this ended upcoming""",
    )
)


@dataclass(frozen=True, slots=True)
class DateMark:
    """A date in a text: where it stands and the (month, day) it names first; `year` None when not written."""

    start: int
    end: int
    month: int
    day: int
    year: int | None


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A clock time, or a range of two, in a text."""

    start: int
    end: int


Mark = DateMark | TimeMark


_DAY_NAME = re.compile(WEEKDAY, re.IGNORECASE)


def weekday_of(text: str) -> int | None:
    """The first weekday of a text, Monday as 0; None without one."""
    found = _DAY_NAME.search(text)
    return _WEEKDAYS.index(found[0][:3].lower()) if found else None


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
    head = _lower(text)
    if not (_MONTH_WORD.search(head) or _NUMBERS.search(head)):
        return ()
    marks = (_date_mark(found, month_first) for found in _each(_DATE, _OPENING, head))
    return tuple([mark for mark in marks if mark is not None])


def _lower(text: str) -> str:
    """The searched part of a text in small letters, sign for sign as long as the text itself."""
    head = text[:MAX_TEXT]
    low = head.lower()
    return low if len(low) == len(head) else head.translate(_SMALL)


_SMALL = {ord(sign): sign.lower() for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def _each(
    pattern: re.Pattern[str],
    opening: re.Pattern[str],
    text: str,
    low: int = 0,
    high: int = MAX_TEXT,
) -> Iterator[re.Match[str]]:
    """The matches that `pattern.finditer` gives, looked for only where one can begin."""
    begin = opening.search(text, low, high)
    while begin:
        at = begin.start()
        found = pattern.match(text, at, high)
        if found:
            yield found
            at = found.end()
        else:
            at += 1
        begin = opening.search(text, at, high)


def find_times(text: str, dates: tuple[DateMark, ...] = ()) -> tuple[TimeMark, ...]:
    """Every clock time of a text that is no part of one of its dates."""
    head = _lower(text)
    if not (_CLOCK.search(head) or any(word in head for word in _CLOCK_WORDS)):
        return ()
    times = tuple(
        [
            TimeMark(found.start(), found.end())
            for low, high in _gaps(len(head), dates)
            for found in _each(_TIME, _CLOCK_OPENING, head, low, high)
        ]
    )
    if times or not dates or len(text) > 110:
        return times
    dotted = _DOTTED.search(head, dates[0].end)
    return (TimeMark(dotted.start(), dotted.end()),) if dotted else ()


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
    if before and not any(first.end <= mark.start < end for mark in times):
        start = before[-1].start
    return text[start:end].strip(" ,;")


_RANGE = re.compile(r"[\s,(]{0,3}(?:-|–|—|to|until|till|and|&|[,\s]){0,3}[\s,]{0,3}(?:the)?\s?")
_SENTENCE = re.compile(r"[.;?!]\s+\w")


def _gaps(length: int, dates: tuple[DateMark, ...]) -> Iterator[tuple[int, int]]:
    """The stretches of a text between its dates."""
    at = 0
    for mark in dates:
        yield at, mark.start
        at = mark.end
    yield at, length


def _date_mark(found: re.Match[str], month_first: bool) -> DateMark | None:
    name = found["m1"] or found["m2"]
    if name:
        month = _MONTHS.index(name[:3]) + 1
        day, year = found["d1"] or found["d2"], found["y1"] or found["y2"]
        return _checked(found, month, _number(day), int(year) if year else None)
    if found["y3"]:
        return _checked(found, int(found["m3"]), int(found["d3"]), int(found["y3"]))
    month, day = int(found["a"]), int(found["b"])
    if (not month_first and day <= 12) or month > 12:
        month, day = day, month
    year = int(found["y4"])
    return _checked(found, month, day, year if year > 99 else 2000 + year)


def _checked(found: re.Match[str], month: int, day: int, year: int | None) -> DateMark | None:
    if not (1 <= month <= 12 and 1 <= day <= 31) or (day == 31 and month in (2, 4, 6, 9, 11)):
        return None
    return DateMark(found.start(), found.end(), month, day, year)


_DIGITS = re.compile(r"\d+")


def _number(text: str | None) -> int:
    digits = _DIGITS.match(text or "")
    return int(digits[0]) if digits else 0
