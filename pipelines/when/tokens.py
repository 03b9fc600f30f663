"""The tokens of a phrase: what each word, number and sign of it may be, one letter for each kind.

    W weekday   V plural weekday  D day number 1-31  O ordinal     M month     Y year      y year of two digits
    N full numeric date           n day and month    T time        R range     A list      Z zone
    ,  comma    P part of a day   x anything else
Undecided until `context` has looked at the neighbours: b month or weekday ("mar"), p a pair d.m or h.mm.
"""

from __future__ import annotations

from typing import NamedTuple


class Clock(NamedTuple):
    """A printed time of day.

    `mark`: "am", "pm", "24" (hrs, Uhr, 18h), "word" (noon), "mil" (1830), "guess" (half past six), "dot" (10.30), "".
    """

    hour: int
    minute: int
    mark: str = ""
    zero: bool = False


class Numeric(NamedTuple):
    """A numeric date; `year` None for a day and month alone; `forced` when only one order gives a date."""

    year: int | None
    month: int
    day: int
    order: str = ""
    sign: str = ""


class Pair(NamedTuple):
    """Two numbers with a dot, "19.06": a day and month, or an hour and minutes; `closed` when a dot follows."""

    first: int
    second: int
    may_be_time: bool
    may_be_date: bool
    closed: bool
    zero: bool


class Token(NamedTuple):
    """One token: its letter, its value, and the characters [i, j) of the phrase it stands for."""

    kind: str
    i: int
    j: int
    number: int = 0
    clock: Clock | None = None
    numeric: Numeric | None = None
    pair: Pair | None = None
    word: str = ""
