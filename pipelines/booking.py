"""Words about booking in; the deadline, and what is said of continuing professional development, out."""

from __future__ import annotations

import re
from datetime import date, timedelta

from catalogue.draft import Hints
from catalogue.listing import Grade, Moment, day_of
from pipelines import when
from pipelines.prose import strip_controls
from pipelines.vocabulary import tidy

_LIMIT = 300
_LEAD = re.compile(
    r"^\W*(?:(?:the )?(?:booking|bookings|registration|registrations|application|applications|rsvp|ticket sales|sales"
    r"|early[- ]bird)\b"
    r"[^\d:]{0,40}?\b(?:deadline|closes?|ends?|by|until|before|on|is|date)\b|(?:please )?"
    r"(?:book(?:ed)?|register|apply|rsvp|reply)\b[^\d:]{0,30}?\b(?:by|before|until)\b"
    r"|deadline|closing date|closes|by|until|before)\s*(?:for (?:booking|registration|bookings"
    r"|applications))?(?:\s*(?:is|on|by|at))?\s*[:–—-]?\s*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)|\d[/.-]\d{1,2}[/.-]\d\d")
LONGEST = 300
"""Days before an event on which a deadline without a year can be."""
_CPD = re.compile(
    r"\b(?P<number>\d{1,3}(?:\.\d{1,2})?)\s*(?:(?P<first>cpd)\s*)?(?P<unit>hours?|points?|credits?"
    r"|hrs?)\b(?:\s*(?:of\s*)?cpd\b)?"
    r"|\bcpd\s*(?:hours?|points?|credits?)?\s*[:=–-]?\s*(?P<after>\d{1,3}(?:\.\d{1,2})?)\s*(?P<after_unit>hours?"
    r"|points?|credits?)?",
    re.IGNORECASE,
)
_UNITS = {"h": "hours", "p": "points", "c": "credits"}


def read_deadline(text: str, hints: Hints) -> Moment | None:
    """The last day or instant for booking; None where the words do not settle one.

    Args:
        text: Words under a deadline label ("Book by 3 May 2027", "closes 5pm on 1 June").
        hints: Reference time, zone and locale of the page.
    """
    words = tidy(text[:_LIMIT])
    if not re.search(r"\d", words):
        return None
    times = when.read_when(
        _LEAD.sub("", words), now=hints.now, zone=hints.zone, locale=hints.locale
    )
    if times.grade is Grade.OPEN:
        return None
    return times.end or times.start


def before_event(deadline: Moment, words: str, last: date) -> Moment | None:
    """A deadline that is not after the last day of its event; None where its words name one that is.

    Without a year in its words it is the last such day before the event, no more than `LONGEST` days earlier.
    """
    if _YEAR.search(words):
        return deadline if day_of(deadline) <= last else None
    for year in (last.year, last.year - 1):
        try:
            moved = deadline.replace(year=year)
        except ValueError:  # 29 February
            continue
        if timedelta() <= last - day_of(moved) <= timedelta(days=LONGEST):
            return moved
    return None


def read_cpd(text: str) -> str | None:
    """What the event counts for, in few words: "6 CPD hours"; the words themselves where they hold no number."""
    words = tidy(strip_controls(text[:_LIMIT]))
    match = _CPD.search(words)
    if not match:
        return words[:120] or None
    number = match["number"] or match["after"]
    unit = (
        match["unit"]
        or match["after_unit"]
        or ("points" if "point" in match.group().casefold() else "")
    )
    word = _UNITS.get(unit[:1].casefold(), "")
    if not word:
        return words[:120]
    return f"{number} CPD {word[:-1] if float(number) == 1 else word}"
