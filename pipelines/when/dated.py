"""Days and the times beside them → start, end and sessions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time, timedelta

from pipelines.when import partials
from pipelines.when.context import kinds
from pipelines.when.dates import Day
from pipelines.when.parts import (
    END_ONLY,
    ENDS,
    UNTIL,
    Answer,
    Parts,
    answer_of,
    closes,
    gap,
    within,
)
from pipelines.when.reading import Wall

_SESSION_WORDS = re.compile(
    r"\b(?:sessions?|part|parts|module|day|workshop|week|tag|jour|dag|webinar)\s?(?:[0-9]{1,2}|one|two|i{1,3})\b"
)
_ENDED_ON = re.compile(r"\bended(?: on)?:?(?: \w{3,9})?,? ?(?:the )?[0-9]|\bended\b")
_CLOSES_AT = re.compile(r"\b(?:end(?:s|ing)?|finish(?:es)?|closes?)(?: at)?:? $")
_MOST_SESSIONS = 60


def dated(parts: Parts) -> Answer:
    """The answer of a phrase with at least one date."""
    first = parts.days[0].found
    if partials.WEEK_OF.search(parts.phrase.low):
        parts.notes.add("period-only")
        return Answer(partial=partials.week_of(first))
    if (
        parts.phrase.status == "ended"
        and len(parts.days) == 1
        and _ENDED_ON.search(parts.phrase.low)
    ):
        return Answer(end=Wall(first))
    opening = partials.month_before(parts.tokens, parts.days[0].a, first)
    if opening:
        parts.notes.add("month-only")
        return Answer(partial=opening)
    if partials.ends_in_month(parts.tokens, parts.days[-1].b):
        parts.notes.add("month-only")
    if len(parts.days) == 1 and not parts.phrase.deadline and _only_ends(parts):
        start, end = parts.first_span
        return Answer(end=Wall(first, end or start))
    chain, listed = _chain(parts)
    days = [day.found for day in chain]
    plural = "V" in kinds(parts.tokens)
    consecutive = len(days) == 2 and days[1] - days[0] == timedelta(1)
    own = _own_times(parts)
    if len(set(days)) > 1 and ((listed and (plural or not consecutive)) or own):
        return _sessions(parts, days)
    return _ranged(parts, first, days[-1]) if len(set(days)) > 1 else _single(parts, first)


def _only_ends(parts: Parts) -> bool:
    """Whether no start is printed: "Until 19 November 2027", "Posters of the force: until 19 November 2027"."""
    at, low = parts.days[0].a, parts.phrase.low
    if END_ONLY.match(low):
        return True
    words = kinds(parts.tokens[:at])
    return UNTIL.search(low[: parts.tokens[at].i]) is not None and not words.strip("x,R")


def _chain(parts: Parts) -> tuple[list[Day], bool]:
    """The days that belong to the first one, and whether they are a list."""
    low, days = parts.phrase.low, parts.days
    chain = days[:1]
    for day in days[1:]:
        joined = day.join in ("R", "A") or day.found == chain[-1].found
        beside = day.join == "J" and len(days) == 2 and len(parts.spans) == 2
        words = gap(parts, chain[-1].b, day.a)
        if not (joined or beside or ENDS.search(words) or _SESSION_WORDS.search(low)):
            parts.notes.add("several-dates")
            break
        chain.append(day)
    listed = any(
        day.join == "A" or (day.join in "XJ" and _SESSION_WORDS.search(low) is not None)
        for day in chain[1:]
    )
    return chain, listed


def _own_times(parts: Parts) -> bool:
    """In print: "9 June (6pm) and 10 June (2pm)": each of two days before a time of its own, and no range."""
    if len(parts.days) != 2 or len(parts.spans) != 2 or len(parts.raw_spans) != 2:
        return False
    first, second = parts.days
    between = gap(parts, first.b, second.a)
    if ENDS.search(between) or (second.join != "A" and ". " not in between):
        return False
    return parts.raw_spans[0].b <= parts.days[1].a < parts.raw_spans[1].a


def _in_turn(parts: Parts) -> bool:
    """Whether every time follows a day of its own; not in "10 & 17 June, 10am-12pm and 2pm-4pm"."""
    firsts = [day.a for day in parts.days]
    return len(set(firsts)) == len(firsts) and parts.raw_spans[0].a < firsts[1]


def _sessions(parts: Parts, days: Sequence[date]) -> Answer:
    """Each day with its own times where every day has some, else all with the first ones."""
    own = len(parts.spans) == len(days) and _in_turn(parts)
    pairs = []
    for k, day in enumerate(days[:_MOST_SESSIONS]):
        start, end = parts.spans[k] if own else parts.first_span
        if not own and len(parts.spans) > 1:
            parts.notes.add("several-times")
        pairs.append((Wall(day, start), Wall(day, end) if end else None))
    return Answer(start=pairs[0][0], end=pairs[0][1], sessions=tuple(pairs))


def _ranged(parts: Parts, first: date, last: date) -> Answer:
    if last < first:
        parts.notes.add("end-before-start")
    if not parts.spans:
        return Answer(start=Wall(first), end=Wall(last))
    start, end = parts.spans[0]
    if len(parts.spans) >= 2:
        closing, also = parts.spans[1]
        if end is not None or also is not None:
            return _sessions_of_range(parts, first, last)
        return Answer(start=Wall(first, start), end=Wall(last, closing))
    if end is None:
        return Answer(start=Wall(first, start), end=Wall(last))
    return Answer(
        start=Wall(first, start),
        end=Wall(last, end),
        sessions=tuple(_each_day(first, last, start, end)),
    )


def _sessions_of_range(parts: Parts, first: date, last: date) -> Answer:
    """Two days with times of their own; of longer ranges only the outer times are sure."""
    (start, end), (again, closing) = parts.spans[:2]
    if last - first == timedelta(1) and len(parts.spans) == 2:
        pairs = (
            (Wall(first, start), Wall(first, end) if end else None),
            (Wall(last, again), Wall(last, closing) if closing else None),
        )
        return Answer(
            start=pairs[0][0], end=Wall(last, closing) if closing else Wall(last), sessions=pairs
        )
    parts.notes.add("several-times")
    return Answer(start=Wall(first, start), end=Wall(last))


def _each_day(first: date, last: date, start: time, end: time) -> list[tuple[Wall, Wall | None]]:
    count = (last - first).days + 1
    if not 1 < count <= _MOST_SESSIONS:
        return []
    days = [first + timedelta(k) for k in range(count)]
    return [(Wall(day, start), Wall(day, end)) for day in days]


def _closing_time(parts: Parts) -> bool:
    """In print: "9 June 2027, until 8pm", "9 June 2027, ends 8pm": a time that is no start, and the day has none."""
    before = parts.phrase.low[: parts.tokens[parts.raw_spans[0].a].i]
    return (UNTIL.search(before) or _CLOSES_AT.search(before)) is not None


def _single(parts: Parts, day: date) -> Answer:
    if not parts.spans:
        return Answer(start=Wall(day))
    pairs = [within(parts, day, *span) for span in parts.spans]
    start, end = pairs[0]
    if len(pairs) == 1 and end is None and _closing_time(parts):
        parts.notes.add("time-tbc")
        return Answer(start=Wall(day))
    if len(pairs) == 1:
        return Answer(start=start, end=end)
    if len(pairs) == 2 and end is None and (len(parts.days) > 1 or closes(parts)):
        return answer_of(within(parts, day, start.clock or time(0), parts.spans[1][0]))
    if all(closing is not None for _, closing in pairs):
        return Answer(start=start, end=end, sessions=tuple(pairs))
    parts.notes.add("several-times")
    return Answer(start=start, end=end)
