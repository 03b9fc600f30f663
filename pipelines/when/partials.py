"""Words that name less than a day → "2027-05", "2027-autumn", "2027-Q3", "2027-W19", "2027"."""

from __future__ import annotations

import re
from datetime import date

from pipelines.when.context import kinds
from pipelines.when.tokens import Token
from pipelines.when.years import FIRST_YEAR, LAST_YEAR, day_of

_SEASONS = {
    "spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter",
    "frühjahr": "spring", "frühling": "spring", "sommer": "summer", "herbst": "autumn",
    "printemps": "spring", "été": "summer", "automne": "autumn", "hiver": "winter",
    "primavera": "spring", "verano": "summer", "otoño": "autumn", "invierno": "winter",
    "voorjaar": "spring", "lente": "spring", "zomer": "summer", "najaar": "autumn", "herfst": "autumn",
    "gwanwyn": "spring", "haf": "summer", "hydref": "autumn", "gaeaf": "winter",
}  # fmt: skip
_SEASON = re.compile(
    rf"\b({'|'.join(_SEASONS)})\b(?: term)?\W{{0,3}}(?:of |de |del )?((?:19|20)[0-9]{{2}})(?:/[0-9]{{2}})?\b"
)
_QUARTER = re.compile(
    r"\bq([1-4])\W{0,3}((?:19|20)[0-9]{2})\b|\b((?:19|20)[0-9]{2})\W{0,2}q([1-4])\b"
)
_WEEK = re.compile(r"\b((?:19|20)[0-9]{2})-?w([0-5][0-9])\b")
WEEK_OF = re.compile(
    r"\bw/[bce]\b|\bweek (?:commencing|beginning|starting|ending|of)\b|\bwk commencing\b|\bwoche (?:vom|ab)\b"
)
_YEAR_ALONE = re.compile(r"(?:in |during |(?:early|mid|late|end of)[ -])?((?:19|20)[0-9]{2})")
_MONTH_YEAR = re.compile(r"(?<![DO])(?<![DO][RA,])M(?:[RA,]{1,2}M)?,?[Yy]|YM(?![DO])")
_LONGEST = 60
"""Characters of a phrase in which a bare month is taken for the date; longer text is prose."""


def week_of(day: date) -> str:
    """The ISO week of a day: "2027-W19"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def partial_of(low: str, tokens: list[Token]) -> tuple[str, str] | None:
    """(partial start, flag) when the words name a month, season, quarter, week or year and no day."""
    period = _period(low)
    if period:
        return period, "period-only"
    month = _month(low, tokens)
    return (month, "month-only") if month else None


_MONTH_BEFORE = re.compile(r"(?<![DO])M(?:,?([Yy]))?,?R$")
_MONTH_BEHIND = re.compile(r",?RM(?!,?[DO])")


def month_before(tokens: list[Token], a: int, first: date) -> str | None:
    """The month that a range up to the day `first`, printed at `a`, begins in: "September - 19 November 2027"."""
    found = _MONTH_BEFORE.search(kinds(tokens[:a]))
    if found is None:
        return None
    month = tokens[found.start()].number
    year = first.year - (month > first.month)
    if found[1]:
        year = tokens[found.start(1)].number
    return f"{year:04d}-{month:02d}"


def ends_in_month(tokens: list[Token], b: int) -> bool:
    """Whether a range from the day that is printed before `b` ends in a month: "19 November - December 2027"."""
    return _MONTH_BEHIND.match(kinds(tokens[b:])) is not None


def _period(low: str) -> str | None:
    season, quarter, week = _SEASON.search(low), _QUARTER.search(low), _WEEK.search(low)
    if season and FIRST_YEAR <= int(season[2]) <= LAST_YEAR:
        return f"{season[2]}-{_SEASONS[season[1]]}"
    if quarter:
        return f"{quarter[2] or quarter[3]}-Q{quarter[1] or quarter[4]}"
    if week and 1 <= int(week[2]) <= 53:
        return f"{week[1]}-W{week[2]}"
    alone = _YEAR_ALONE.fullmatch(low.strip(" .,;:()"))
    return alone[1] if alone else None


def _month(low: str, tokens: list[Token]) -> str | None:
    letters = kinds(tokens)
    found = _MONTH_YEAR.search(letters)
    if found is None or len(low) > _LONGEST:
        return None
    part = tokens[found.start() : found.end()]
    month = next(token.number for token in part if token.kind == "M")
    year = next(token.number for token in part if token.kind in "Yy")
    valid = FIRST_YEAR <= year <= LAST_YEAR and day_of(year, month, 1) is not None
    return f"{year:04d}-{month:02d}" if valid else None
