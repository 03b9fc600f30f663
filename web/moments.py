"""Times of a listing in; the words people read, the stamps machines read and the days it covers out."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from catalogue.listing import Grade, Moment, Session, Times, day_of
from feeds.occurrences import HOUR_ONLY

HOME_ZONE = ZoneInfo("Europe/London")
"""The site's own zone: the events are British, the server may stand anywhere."""

MONTHS = tuple(calendar.month_name)[1:]
WEEKDAYS = tuple(calendar.day_name)
MAX_DAYS = 62
"""Days of one event that a calendar shows; longer ones are mostly exhibitions and mistakes."""

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_PARTIAL = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])|W(\d{2})|([a-z]{4,6})))?")

_REMARKS = {
    "ambiguous-zone": "The time zone on the page can mean more than one place.",
    "ampm-inferred": "Morning or afternoon is worked out from the other time printed.",
    "approx": "The source gives this date or time as approximate.",
    "clock-disputed": "The page gives two different times for the same day.",
    "date-tbc": "The date is still to be confirmed.",
    "day-disputed": "The page gives two different days.",
    "deadline-only": "Only a closing date, or the date of the page, is printed.",
    "doors-only": "Only the opening of the doors is printed.",
    "dst-gap": "The clocks go forward at this hour, so the printed time does not exist.",
    "dst-overlap": "The clocks go back at this hour, so the printed time happens twice.",
    "end-before-start": "The printed end lies before the start.",
    "impossible-date": "The printed date does not exist.",
    "markup-repaired": "The data behind the page disagreed with its words; the words are shown.",
    "midnight-side": "It is not clear at which end of the day the printed midnight falls.",
    "month-only": "Only the month is announced.",
    "month-repaired": "The name of the month is misspelt on the page.",
    "month-spelling": "The name of the month is misspelt on the page; the weekday confirms it.",
    "next-weekday": "The source names a weekday; the next one is assumed.",
    "no-zone": "The source does not say in which time zone this is.",
    "offset-only": "The page names no time zone, only a difference from UTC.",
    "order-ambiguous": "Day and month could be read either way round.",
    "order-forced": "Day and month could only be read one way round.",
    "order-locale": "Day and month are read in the order usual in the country of the source.",
    "pair-open": "Two numbers on the page could be a date or a time of day.",
    "part-of-day": "Only a part of the day, such as the morning, is announced.",
    "period-only": "Only a longer period is announced.",
    "postponed": "The event is postponed and no new date is known.",
    "recurring": "The event repeats, but no first date is printed.",
    "several-dates": "The page gives several dates.",
    "several-times": "The page gives several times.",
    "time-tbc": "The time is still to be confirmed.",
    "weekday-mismatch": "The printed weekday and date do not agree.",
    "weekday-only": "Only a weekday is printed.",
    "year-far": "The page prints no year, and more than one would fit.",
    "year-inferred": "The page prints no year; it is worked out from the rest of the date.",
    "zone-region": "The page names a time zone that changes with the season.",
    "zone-season": "The printed time zone does not fit the season; local time is assumed.",
    "zone-unknown": "The source does not say in which time zone this is.",
}
"""Flag of a reading → what to tell the reader of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """One moment: the words, and the value of the `datetime` attribute ("" where there is none)."""

    words: str
    machine: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A whole time in words: start, perhaps an end, and what follows both (a zone, a caveat)."""

    start: Stamp
    end: Stamp | None = None
    tail: str = ""

    def __str__(self) -> str:
        """The words in one line."""
        end = f" to {self.end.words}" if self.end else ""
        return f"{self.start.words}{end}{' ' if self.tail else ''}{self.tail}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a reader should know about a doubtful time: the source's words, and why we doubt."""

    text: str
    reasons: tuple[str, ...]
    is_open: bool


def long_day(day: date) -> str:
    """The day in words, such as "Tuesday 16 March 2027"."""
    return f"{WEEKDAYS[day.weekday()]} {short_day(day)} {day.year}"


def short_day(day: date) -> str:
    """Day and month, such as "16 March"."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def month_name(day: date) -> str:
    """The month of a day, such as "March 2027"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def instant(moment: datetime) -> str:
    """An instant such as "16 March 2027, 09:30 GMT", at home: for what happened to us rather than to the event."""
    local = moment.astimezone(HOME_ZONE)
    return f"{short_day(local)} {local.year}, {local:%H:%M} {zone_words(local)}"


def zone_words(moment: datetime) -> str:
    """The zone: "GMT", "EDT", or "UTC+04:00" where the zone has no letters; "" for a floating time."""
    if moment.tzinfo is None:
        return ""
    name = moment.tzname() or ""
    if name.isalpha():
        return name
    offset = moment.strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}"


def moment_words(moment: Moment) -> str:
    """One moment by itself: "Tuesday 16 March 2027, 09:30 GMT"."""
    if not isinstance(moment, datetime):
        return long_day(moment)
    return f"{long_day(moment.date())}, {moment:%H:%M} {zone_words(moment)}".rstrip()


def stamp(moment: Moment) -> Stamp:
    """The moment for `<time>`."""
    return Stamp(words=moment_words(moment), machine=moment.isoformat())


def when(times: Times) -> When:
    """The time in words; an open reading, or none at all, in the words of the source."""
    if times.grade is Grade.OPEN or times.start is None:
        return When(start=Stamp(words=_open_words(times)))
    if len(times.sessions) > 1:
        first = session_when(times.sessions[0])
        return replace(first, tail=f"{first.tail} ({_first_of(times)})".strip())
    return span(times.start, times.end)


def span(start: Moment, end: Moment | None) -> When:
    """From `start` to `end` in words, saying the day and the zone once where they are the same."""
    if isinstance(start, datetime):
        return _timed_span(start, end)
    last = day_of(end) if end else start
    return When(start=stamp(start), end=stamp(last) if last > start else None)


def session_when(session: Session) -> When:
    """One session in words."""
    return span(session.start, session.end)


def clock(times: Times) -> str:
    """The hours alone, for a card that stands under its day: "09:30 to 13:20 GMT"."""
    start, end = times.start, times.end
    if times.grade is Grade.OPEN or start is None:
        return ""
    if len(times.sessions) > 1:
        one = times.sessions[0]
        hours = clock(replace(times, start=one.start, end=one.end, sessions=()))
        return f"{hours} ({_first_of(times)})".strip()
    if not isinstance(start, datetime):
        return f"until {long_day(day_of(end))}" if end and day_of(end) > start else ""
    said = _timed_span(start, end)
    first = f"{start:%H:%M}{said.start.words.partition(f'{start:%H:%M}')[2]}"
    return f"{first}{f' to {said.end.words}' if said.end else ''} {said.tail}".strip()


def remark(times: Times) -> Remark | None:
    """Why the reading is doubtful; None for one that is sure."""
    if times.grade is Grade.SURE:
        return None
    reasons = tuple(_REMARKS[flag] for flag in times.why if flag in _REMARKS)
    return Remark(text=times.text[:300], reasons=reasons, is_open=times.grade is Grade.OPEN)


def first_day(times: Times) -> date | None:
    """The first day; the first of its month for a month, quarter, season or week; None if unknown."""
    return day_of(times.start) if times.start is not None else _partial_day(times.partial)


def last_day(times: Times) -> date | None:
    """The last day the event covers; for partial dates the last day it could fall on."""
    if times.start is None:
        return _partial_end(times.partial)
    starts = [times.start, *(one.start for one in times.sessions)]
    ends = [times.end, *(one.end for one in times.sessions)]
    return max([*map(day_of, starts), *(_closing_day(one) for one in ends if one is not None)])


def days(times: Times) -> tuple[date, ...]:
    """Every day with something on, at most `MAX_DAYS`: those of the sessions where they are printed."""
    if times.start is None:
        return ()
    spans = [(one.start, one.end) for one in times.sessions] or [(times.start, times.end)]
    found = {day for start, end in spans[:MAX_DAYS] for day in _between(start, end)}
    return tuple(sorted(found)[:MAX_DAYS])


def is_known_to_the_day(times: Times) -> bool:
    """Whether the day of the start may be shown as a fact; the hour may be open (see `remark`)."""
    if times.start is None:
        return False
    return times.grade is not Grade.OPEN or (bool(times.why) and HOUR_ONLY.issuperset(times.why))


def _between(start: Moment, end: Moment | None) -> Iterator[date]:
    first = day_of(start)
    last = _closing_day(end) if end else first
    for step in range(min(max((last - first).days, 0) + 1, MAX_DAYS)):
        yield first + timedelta(days=step)


def _closing_day(moment: Moment) -> date:
    """The day a closing moment belongs to: midnight closes the day before."""
    if isinstance(moment, datetime) and (moment.hour, moment.minute) == (0, 0):
        return (moment - timedelta(minutes=1)).date()
    return day_of(moment)


def _timed_span(start: datetime, end: Moment | None) -> When:
    zone = zone_words(start) or "(time zone not given)"
    first = f"{long_day(start.date())}, {start:%H:%M}"
    if end is None:
        return When(start=Stamp(words=first, machine=start.isoformat()), tail=zone)
    if not isinstance(end, datetime):
        return When(start=Stamp(words=f"{first} {zone}", machine=start.isoformat()), end=stamp(end))
    last_zone = zone_words(end) or zone
    words = f"{end:%H:%M}" if end.date() == start.date() else f"{long_day(end.date())}, {end:%H:%M}"
    shown = first if last_zone == zone else f"{first} {zone}"
    return When(
        start=Stamp(words=shown, machine=start.isoformat()),
        end=Stamp(words=words, machine=end.isoformat()),
        tail=last_zone,
    )


def _first_of(times: Times) -> str:
    return f"first of {len(times.sessions)} sessions"


def _open_words(times: Times) -> str:
    if times.text:
        return f"“{times.text[:200]}”"
    return partial_words(times.partial) or "Date to be announced"


def partial_words(partial: str | None) -> str:
    """A partial date: "May 2027", "Autumn 2027", "July to September 2027", "Week of 10 May 2027"; "" if unreadable."""
    found = _PARTIAL.fullmatch(partial or "")
    if not found:
        return ""
    year, month, quarter, week, season = found.groups()
    first = _partial_day(partial)
    if first is None:
        return ""
    if week:
        return f"Week of {short_day(first)} {first.year}"
    if quarter:
        return f"{MONTHS[first.month - 1]} to {MONTHS[first.month + 1]} {year}"
    if season:
        return f"{season.capitalize()} {year}"
    return month_name(first) if month else str(year)


def _partial_day(partial: str | None) -> date | None:
    found = _PARTIAL.fullmatch(partial or "")
    if not found:
        return None
    year, month, quarter, week, season = found.groups()
    try:
        if week:
            return date.fromisocalendar(int(year), int(week), 1)
        number = int(month or 1)
        if quarter:
            number = 3 * int(quarter) - 2
        if season:
            number = _SEASONS[season]
        return date(int(year), number, 1)
    except (KeyError, ValueError):
        return None


def _partial_end(partial: str | None) -> date | None:
    first = _partial_day(partial)
    if first is None or partial is None:
        return None
    if "W" in partial:
        return first + timedelta(days=6)
    months = 12 if len(partial) == 4 else 1 if partial[5:].isdigit() else 3
    return add_months(first, months) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The first of the month that lies `months` after the month of `day`; kept within years 1 to 9999."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    return date(index // 12, index % 12 + 1, 1)
