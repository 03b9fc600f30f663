"""Settled tokens → the times of day they print, in pairs where a start and an end belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from typing import NamedTuple

from pipelines.when.context import kinds
from pipelines.when.reading import Ground, Notes
from pipelines.when.tokens import Clock, Token

BARE_LIMIT = 7
"""Hours up to this without any mark may be morning or evening in English."""


class Span(NamedTuple):
    """A start, or a start and an end, as printed; `a` and `b` are the tokens [a, b) it stands in."""

    start: Clock
    a: int
    b: int
    end: Clock | None = None


_JOINED = re.compile(r"[Z,]*(?:R|x{0,3}Ax{0,3})[Z,]*")


def spans_of(tokens: list[Token], *, between: bool) -> list[Span]:
    """The spans of a phrase in order; `between` lets "between 3 and 6" join its two times."""
    letters = kinds(tokens)
    spans: list[Span] = []
    for k, token in enumerate(tokens):
        if token.kind != "T" or token.clock is None:
            continue
        last = spans[-1] if spans else None
        if last and last.end is None and _belong(letters[last.b : k], between):
            spans[-1] = Span(start=last.start, end=token.clock, a=last.a, b=k + 1)
        else:
            spans.append(Span(start=token.clock, a=k, b=k + 1))
    return spans


def _belong(gap: str, between: bool) -> bool:
    return _JOINED.fullmatch(gap) is not None and ("R" in gap or between)


def anchored(spans: list[Span], tokens: list[Token], notes: Notes) -> list[Span]:
    """The spans without four bare digits ("2119 Field Street") that stand alone, away from any date.

    Beside a date, and with an unknown word behind them ("8 May 2027, 1000 Brussels"), they are in doubt.
    """
    letters = kinds(tokens)
    kept = []
    for span in spans:
        if span.start.mark == "mil" and span.end is None and len(letters) > 1:
            before, after = letters[: span.a].rstrip(",ARZ"), letters[span.b :].lstrip(",ARZ")
            if not (before.endswith(tuple("MYyNnDO")) or after.startswith(tuple("DOWNnM"))):
                continue
            if letters[span.b : span.b + 1] == "x":
                notes.add("pair-open")
        kept.append(span)
    return kept


def _whole_day(start: time, end: time | None) -> bool:
    """Whether 00:00 to 23:59 stands for "all day"."""
    return start == time(0) and end is not None and end >= time(23, 55)


def once(times: list[tuple[time, time | None]]) -> list[tuple[time, time | None]]:
    """Times printed twice, in two notations ("7:00 PM 9:30 PM 19:00 21:30"), counted once; the pair is a span."""
    times = [pair for pair in times if not _whole_day(*pair)]
    half = len(times) // 2
    if half and len(times) % 2 == 0 and times[:half] == times[half:]:
        times = times[:half]
        if half == 2 and times[0][1] is None and times[1][1] is None:
            return [(times[0][0], times[1][0])]
    return list(dict.fromkeys(times))


def at(clock: Clock, mark: str = "") -> time:
    """Time of day on the 24-hour clock; `mark` in place of a missing one."""
    mark = clock.mark if clock.mark in ("am", "pm") else mark
    hour = clock.hour
    if mark == "pm" and hour < 12:
        hour += 12
    if mark == "am" and hour == 12:
        hour = 0
    return time(hour % 24, clock.minute)


def is_bare(clock: Clock) -> bool:
    """Printed without any sign of the half of the day."""
    return clock.mark in ("", "dot", "guess") and not clock.zero and 1 <= clock.hour <= 12


def times_of(span: Span, ground: Ground, notes: Notes) -> tuple[time, time | None]:
    """Start and end on the 24-hour clock; notes what the words leave open."""
    start, end = span.start, span.end
    if end is None:
        _note_single(start, ground, notes)
        return at(start, "pm" if start.mark == "guess" and start.hour < 8 else ""), None
    if is_bare(end) and (start.mark in ("am", "pm") or (start.mark == "word" and start.hour)):
        return at(start), _first(_later(at(start), end), at(end, start.mark))
    if is_bare(start) and end.mark in ("am", "pm", "word"):
        return _bare_start(start, end), at(end)
    if at(start) == time(0) and not _whole_day(at(start), at(end)):
        notes.add("midnight-side")
    return _unmarked(start, end, ground, notes)


def _first(found: Iterable[time], otherwise: time) -> time:
    return next(iter(found), otherwise)


def _later(start: time, end: Clock) -> list[time]:
    return [found for mark in ("am", "pm") if (found := at(end, mark)) > start]


def _bare_start(start: Clock, end: Clock) -> time:
    """The later half of the day that is still before the end: 7-8.45pm, 10-1pm, 9-5pm."""
    closing = at(end)
    halves = [found for mark in ("pm", "am") if (found := at(start, mark)) < closing]
    if closing == time(0):
        halves = [at(start, "pm")]
    return _first(halves, at(start, "am"))


def _note_single(clock: Clock, ground: Ground, notes: Notes) -> None:
    if clock.mark == "guess":
        notes.add("ampm-inferred")
    elif at(clock) == time(0) and clock.hour != 24:
        notes.add("midnight-side")
    elif is_bare(clock) and clock.hour <= BARE_LIMIT and ground.language in ("en", "cy"):
        notes.add("ampm-inferred")


def _unmarked(start: Clock, end: Clock, ground: Ground, notes: Notes) -> tuple[time, time]:
    """Both marked, both on the 24-hour clock, or no mark at all."""
    opening, closing = at(start), at(end)
    if not (is_bare(start) and is_bare(end)) or ground.language not in ("en", "cy"):
        return opening, closing
    if closing <= opening and end.hour < 12:
        notes.add("ampm-inferred")
        return opening, at(end, "pm")
    if start.hour <= BARE_LIMIT:
        notes.add("ampm-inferred")
    return opening, closing
