"""Settled tokens → the days they name, with what each day shares with its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from pipelines.when import years
from pipelines.when.context import kinds
from pipelines.when.reading import Ground, Notes
from pipelines.when.tokens import Token


class Day(NamedTuple):
    """One printed day: what it says itself or takes from its neighbours.

    `join` tells how it hangs on the day before: "R" range, "A" list, "J" side by side, "X" by other words, "" first.
    `a` and `b` are the tokens [a, b) of its whole expression.
    """

    day: int
    month: int | None
    year: int | None
    weekday: int | None
    join: str
    a: int
    b: int
    repaired: bool = False
    found: date = date.min


_YEARS_BACK, _YEARS_AHEAD = 12, 6
"""How far from the reference day a year of two digits without an apostrophe may lie."""

_TIMES = re.compile(r"R?T(?:Z*RT)?Z*")
"""Times between two dates, with the sign before them: "7 June - 10:00 to 12:00; 8 June"."""

_W = r"(?:W,?)?"
_DAY = r"[DO]"
_MORE = rf"(?:(?:,?[RA],?|,){_W}{_DAY})*"
_LATER_WEEKDAY = r"(?:,?W(?!,?[DOMNn]))?"
_SHORT_YEAR = r"D(?!,?[DOM]|[RA],?[DO](?!,?M)|RM)"
SHAPES = re.compile(
    rf"""
 (?P<dashed>{_W}{_DAY}(?:RMR|AMA)[YyD])
|(?P<lead>(?:{_DAY}R|(?<!x){_DAY}A)(?={_W}[Nn]))
|(?P<day_month>(?:W,?[RA],?(?=W))?{_W}{_DAY}{_MORE},?M(?:,?[Yy]|{_SHORT_YEAR})?(?:R,?(?:O|W,?{_DAY})(?!,?[MO]))?{_LATER_WEEKDAY})
|(?P<month_day>(?:W,?[RA],?)?{_W}M,?{_DAY}(?!M(?!,?[DO]))(?:R{_W}{_DAY}(?!,?M|R,?[DOM])|(?:,?[RA],?|,){_W}{_DAY}(?!,?[MTR]))*(?:,?[Yy])?{_LATER_WEEKDAY})
|(?P<year_first>YM{_DAY})
|(?P<numeric>{_W}N{_LATER_WEEKDAY})
|(?P<short>{_W}n(?:,?[Yy])?{_LATER_WEEKDAY})
""",
    re.VERBOSE,
)
"""The shapes of a date over the letters of its tokens."""


def days_of(tokens: list[Token], ground: Ground, notes: Notes) -> list[Day]:
    """All days of a phrase, in order, months and years shared, years inferred, `found` set."""
    letters = kinds(tokens).replace("V", "W")
    days = [
        day
        for match in SHAPES.finditer(letters)
        for day in _expression(match, tokens, ground, notes)
    ]
    days = _with_later_year(_linked(days, letters), tokens, letters)
    found = list(_dated(_shared(days), ground, notes))
    if any(day.year is None for day in found) and _other_year(found, tokens, ground):
        notes.add("year-far")
    return found


def _other_year(found: list[Day], tokens: list[Token], ground: Ground) -> bool:
    """Whether a year printed elsewhere ("Conference 2028, 9-10 June") is not the one that was inferred."""
    printed = {
        token.number
        for token in tokens
        if token.kind == "Y" and -1 <= token.number - ground.day.year <= 3
    }
    return bool(printed) and found[0].found.year not in printed


def _with_later_year(days: list[Day], tokens: list[Token], letters: str) -> list[Day]:
    """The year behind the times, "2 August at 10am 2027", for the last day when none has one."""
    if not days or any(day.year is not None for day in days):
        return days
    found = re.match(r"[TRZ,]*T[Z,]*(Y)(?![RA]?Y)", letters[days[-1].b :])
    if found is None:
        return days
    year = tokens[days[-1].b + found.start(1)].number
    return [*days[:-1], days[-1]._replace(year=year)]


def _expression(
    match: re.Match[str], tokens: list[Token], ground: Ground, notes: Notes
) -> list[Day]:
    a, b = match.span()
    a += _foreign_number(tokens, a, b)
    part = tokens[a:b]
    shape = match.lastgroup
    if _several(tokens, a, b):
        notes.add("several-dates")
    if shape == "lead":
        return [Day(day=part[0].number, month=None, year=None, weekday=None, join="", a=a, b=b - 1)]
    if shape in ("numeric", "short"):
        return _numeric(part, a, b, notes, _fraction_in_words(tokens, a, b))
    return _worded(part, a, b, ground)


def _foreign_number(tokens: list[Token], a: int, b: int) -> int:
    """Tokens to leave out: the 2 of "Concorde 2 - Saturday 15th November" belongs to the word before it."""
    letters = kinds(tokens[max(0, a - 1) : b]).replace("V", "W")
    if not a:
        return 0
    if re.match(r"xDRD,(?:W,?)?[DO]", letters):
        return 4  # "Mill Lane 12-14, 2 December"
    return 2 if re.match(r"xD(?:[RA,]W[DO]|[RA]O)", letters) else 0


def _several(tokens: list[Token], a: int, b: int) -> bool:
    """In print: "Monday to Friday 6 November" names two days; "Stand 14, 3 June" or "Court 2, 3 June" perhaps one."""
    letters = kinds(tokens[max(0, a - 1) : b]).replace("V", "W")
    listed = re.match(r"x?W?D,W?D,?M", letters)
    numbers = [token.number for token in tokens[a:b] if token.kind in "DO"]
    falling = listed is not None and numbers[0] > numbers[1]
    owned = re.match(r"xD,D,?M", letters) and tokens[a].i - tokens[a - 1].j <= 1
    return falling or bool(owned) or re.match(r"x?W,?R,?W[^RA]+$", letters) is not None


def _fraction_in_words(tokens: list[Token], a: int, b: int) -> bool:
    """In print: "9/11: twenty years on", "24/7 support": a fraction with an unknown word at its side is no date."""
    return b - a == 1 and "x" in kinds(tokens[max(0, a - 1) : a] + tokens[b : b + 1])


def _numeric(part: list[Token], a: int, b: int, notes: Notes, fraction: bool) -> list[Day]:
    token = next(one for one in part if one.numeric)
    numeric = token.numeric
    if numeric is None or (token.kind == "n" and numeric.sign == "/" and fraction):
        return []
    if numeric.order in ("forced", "locale", "ambiguous"):
        notes.add(f"order-{numeric.order}")
    year = numeric.year or next((one.number for one in part if one.kind in "Yy"), None)
    weekday = next((one.number for one in part if one.kind in "WV"), None)
    return [
        Day(day=numeric.day, month=numeric.month, year=year, weekday=weekday, join="", a=a, b=b)
    ]


def _worded(part: list[Token], a: int, b: int, ground: Ground) -> list[Day]:
    letters = kinds(part).replace("V", "W")
    named = next(token for token in part if token.kind == "M")
    month, repaired = named.number, named.word.startswith("?")
    year_at = _year_at(letters)
    year = _full_year(part[year_at], ground) if year_at is not None else None
    days: list[Day] = []
    weekday: int | None = None
    join = ""
    for k, token in enumerate(part):
        if letters[k] == "W":
            weekday = token.number
        elif letters[k] in "DO" and k != year_at:
            days.append(
                Day(day=token.number, month=month, year=year, weekday=weekday, join=join, a=a, b=b)
            )
            weekday, join = None, ""
        elif letters[k] in "RA" or (letters[k] == "," and days and not join):
            join = "A" if letters[k] == "," else letters[k]
    if repaired:
        days = [day._replace(repaired=True) for day in days]
    return _weekdays_given(days, [token.number for token in part if token.kind in "WV"], weekday)


def _year_at(letters: str) -> int | None:
    """Index of the year in a worded date; the number after the month in "27 Sep 21"."""
    for k, letter in enumerate(letters):
        if letter in "Yy":
            return k
    month = letters.index("M")
    days_first = "D" in letters[:month] or "O" in letters[:month]
    behind = re.match(r"R?D", letters[month + 1 :])
    return month + behind.end() if days_first and behind else None


def _full_year(token: Token, ground: Ground) -> int | None:
    """The year of a token; a bare number after the month only counts as one near the reference day."""
    if token.kind != "D":
        return token.number
    year = 2000 + token.number
    near = -_YEARS_BACK <= year - ground.day.year <= _YEARS_AHEAD
    return year if token.j - token.i == 2 and near else None


def _weekdays_given(days: list[Day], weekdays: list[int], last: int | None) -> list[Day]:
    """In print: "Thursday and Friday, April 29/30": weekdays printed together belong to the days in order."""
    if len(weekdays) == len(days) > 1:
        return [day._replace(weekday=weekday) for day, weekday in zip(days, weekdays, strict=True)]
    if last is not None and len(days) == 1 and days[0].weekday is None:
        return [days[0]._replace(weekday=last)]
    return days


def _linked(days: list[Day], letters: str) -> list[Day]:
    """How the first day of each expression hangs on the expression before it."""
    out = days[:1]
    for before, day in pairwise(days):
        out.append(day if day.a == before.a else day._replace(join=_join(letters, before, day)))
    return out


def _join(letters: str, before: Day, day: Day) -> str:
    gap = letters[before.b : day.a]
    if "R" in _TIMES.sub("", gap) or (gap == "A" and letters[before.b - 1] == "N"):
        return "R" if gap.count("x") <= 1 else "X"
    if "x" in gap:
        return "X"
    if "A" in gap or "," in gap:
        return "A"
    return "J"


def _shared(days: list[Day]) -> list[Day]:
    """Month and year flow backwards through ranges and lists, then forwards; the year rolls at December."""
    out = list(days)
    for k in range(len(out) - 2, -1, -1):
        here, after = out[k], out[k + 1]
        if after.join in ("R", "A"):
            month = here.month if here.month is not None else after.month
            year = here.year
            if (
                year is None
                and after.year is not None
                and month is not None
                and after.month is not None
            ):
                rolls = after.join == "R" and (month, here.day) > (after.month, after.day)
                year = after.year - rolls
            out[k] = here._replace(month=month, year=year)
    for k in range(1, len(out)):
        before, here = out[k - 1], out[k]
        if here.year is None and before.year is not None and here.join in ("R", "A", "J"):
            rolls = (here.month or 0, here.day) < (before.month or 0, before.day)
            out[k] = here._replace(year=before.year + rolls)
    return out


def _dated(days: list[Day], ground: Ground, notes: Notes) -> Iterator[Day]:
    base = ground.day
    for day in days:
        if day.month is None:
            continue
        found, flags = _date_of(day, base)
        for flag in flags:
            notes.add(flag)
        if found is None:
            continue
        if day.year is None:
            base = max(found, ground.day)
        yield day._replace(found=found)


def _date_of(day: Day, base: date) -> tuple[date | None, tuple[str, ...]]:
    month = day.month or 0
    if day.year is None:
        found, flags = years.infer(month, day.day, day.weekday, base)
    else:
        found, flags = _printed(day.year, month, day)
    if not day.repaired or found is None:
        return found, flags
    confirmed = day.weekday is not None and "weekday-mismatch" not in flags
    return found, ("month-spelling" if confirmed else "month-repaired", *flags)


def _printed(year: int, month: int, day: Day) -> tuple[date | None, tuple[str, ...]]:
    found = years.day_of(year, month, day.day)
    if found is None or not years.FIRST_YEAR <= year <= years.LAST_YEAR:
        return None, ("impossible-date",)
    mismatch = day.weekday is not None and found.weekday() != day.weekday
    return found, ("weekday-mismatch",) if mismatch else ()
