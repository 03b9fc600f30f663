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
    r"article|paragraph|schedule|raum|zimmer|seite|salle|sala|kamer|zaal|ystafell)\.?:?\s*$"
)


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


def meridiem(mark: str | None) -> str:
    """A printed mark ("p.m.", Welsh "yb") → "am", "pm" or ""."""
    if not mark:
        return ""
    return EXTRA_MERIDIEMS["cy"].get(mark) or ("pm" if mark[0] == "p" else "am")


def century(number: int) -> int:
    """A year of two digits → 1970 to 2069."""
    return number + (2000 if number < 70 else 1900)
