"""What a phrase was found to hold, and what the rules make of it: passed between the rules of the grammar."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import NamedTuple

from pipelines.when import asides, clocks
from pipelines.when.dates import Day
from pipelines.when.labels import Printed
from pipelines.when.reading import Ground, Notes, Wall
from pipelines.when.tokens import Token

ENDS = re.compile(r"\b(?:ends?|ending|finish(?:es)?|finishing|until|ende|fin|einde|close[sd]?)\b")
"""Words that make what follows them an end."""

_FINISH = re.compile(r"\W{0,3}(?:finish|close|end)\b")

END_ONLY = re.compile(
    r"^\W{0,2}(?:(?:on |from )?(?:now|open|available|runs?|running|show|showing|view|display|continues?) ){0,2}"
    r"(?:until|till|bis|tot|t/m|jusqu'?(?:à|au)?|hasta|ends?(?: at| on)?|finish(?:es)?(?: at| on)?)\b"
)
"""A phrase that gives an end and no start."""

UNTIL = re.compile(
    r"\b(?:until|till?|ending|bis|jusqu'au|hasta el|tot(?: en met)?|t/m)(?: on| zum)?:? $"
)
"""What stands before a day that is an end."""


class Parts(NamedTuple):
    """Everything a phrase was found to hold."""

    phrase: asides.Phrase
    ground: Ground
    tokens: list[Token]
    days: list[Day]
    spans: list[tuple[time, time | None]]
    raw_spans: list[clocks.Span]
    printed: Printed
    notes: Notes

    @property
    def first_span(self) -> tuple[time | None, time | None]:
        """The first times, or none."""
        return self.spans[0] if self.spans else (None, None)


class Answer(NamedTuple):
    """What the rules make of the parts, before zone and status are added."""

    start: Wall | None = None
    end: Wall | None = None
    partial: str | None = None
    sessions: tuple[tuple[Wall, Wall | None], ...] = ()
    rrule: str | None = None


def wall(day: date | None, clock: time | None) -> Wall | None:
    """A wall value of what is known; None of nothing."""
    return Wall(day, clock) if day is not None or clock is not None else None


def gap(parts: Parts, b: int, a: int) -> str:
    """The words between the token before `b` and the token `a`."""
    return parts.phrase.low[parts.tokens[b - 1].j : parts.tokens[a].i]


def closes(parts: Parts) -> bool:
    """Whether the words between the first two times, or behind them, make the second one an end."""
    first, second = parts.raw_spans[:2]
    behind = parts.phrase.low[parts.tokens[second.b - 1].j :]
    return ENDS.search(gap(parts, first.b, second.a)) is not None or bool(_FINISH.match(behind))


def within(parts: Parts, day: date, start: time, end: time | None) -> tuple[Wall, Wall | None]:
    """A span of one day; an end before its start is the next morning when at most twelve hours lie between."""
    if end is None:
        return Wall(day, start), None
    if end > start:
        return Wall(day, start), Wall(day, end)
    minutes = (end.hour * 60 + end.minute - start.hour * 60 - start.minute) % 1440
    if 0 < minutes <= 720 and day < date.max:
        return Wall(day, start), Wall(day + timedelta(1), end)
    if minutes == 0:
        return Wall(day, start), None
    parts.notes.add("end-before-start")
    return Wall(day, start), Wall(day, end)


def answer_of(pair: tuple[Wall, Wall | None]) -> Answer:
    """An answer that is one span."""
    return Answer(start=pair[0], end=pair[1])
