"""A phrase while its tokens are made, and the words that rob a number of being a date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.when.reading import Ground
from pipelines.when.tokens import Token
from pipelines.when.vocabulary import EXTRA_MERIDIEMS, Words

ROOMS = re.compile(
    r"\b(?:room|rm|grade|grades|level|levels|page|pages|pp|floor|unit|part|chapter|section|act|tel|phone|version|"
    r"module|stage|year|years|key stage|band|zoom|id|no|number|ticket|hall|lot|suite|building|block|house|pin|"
    r"article|paragraph|schedule|issue|vol|volume|episode|ages?|aged|raum|zimmer|seite|salle|sala|kamer|zaal|ystafell)\.?:?\s*$"
)

_COUNTED = re.compile(r"\b(?:session|part|day|week|cohort|lecture)\s$")
"""Words whose number is theirs when a sign follows it ("Day 1 - 9 June"), and a day of the month when not."""

_SIGN_NEXT = re.compile(r"\s?(?:[:)]|-\s)")


@dataclass(slots=True)
class Scan:
    """A phrase while its tokens are made; `raw` and `low` have the same length."""

    raw: str
    low: str
    ground: Ground
    words: Words
    out: list[Token]

    def last(self, back: int = 1) -> str:
        """Letter of a token already made; "" before the first."""
        return self.out[-back].kind if len(self.out) >= back else ""

    def owned(self, i: int, j: int) -> bool:
        """Whether the number at [i, j) belongs to the word before it: "Room 12", "Day 1 - 9 June"."""
        before = self.low[max(0, i - 12) : i]
        return bool(
            ROOMS.search(before) or (_COUNTED.search(before) and _SIGN_NEXT.match(self.low, j))
        )

    def glued(self, i: int) -> bool:
        """Whether a number stands against a letter, "G330", and not against a month or weekday, "Thu20Sep2027"."""
        if i == 0 or not self.low[i - 1].isalpha():
            return False
        return not (self.out and self.out[-1].j == i and self.out[-1].kind in "WMb")


def meridiem(mark: str | None) -> str:
    """A printed mark ("p.m.", Welsh "yb") → "am", "pm" or ""."""
    mark = mark.strip() if mark else ""
    if not mark:
        return ""
    if mark[0] == "d":  # Spanish: "de la mañana", "de la tarde"
        return "am" if mark.endswith("mañana") else "pm"
    return EXTRA_MERIDIEMS["cy"].get(mark) or ("pm" if mark[0] == "p" else "am")


def century(number: int) -> int:
    """A year of two digits → 1970 to 2069."""
    return number + (2000 if number < 70 else 1900)
