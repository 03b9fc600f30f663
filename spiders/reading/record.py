"""A date on a listing page with the blocks that belong to it, and what is found there, made into a Draft at the end."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from catalogue.draft import Draft, Evidence, make_evidence
from catalogue.frozen import maker
from spiders.reading.block import Block
from spiders.reading.calendars import WEEKDAY
from spiders.reading.datelike import DateMark
from spiders.reading.found import LIMIT

if TYPE_CHECKING:  # the clocks of records are looked for elsewhere
    from spiders.reading.clocks import Clock

NAME = "repeated"
"""The reader that finds them, as evidence names it."""
Note = tuple[str, Block | None, str, float]
"""Evidence to be made: the field, the block, or None for the page's heading, the words, the confidence."""
HEADING_OF_LIST = "heading of the list"
"""Evidence of a record's title that is the page's, and not its own."""
LONGEST = 110
"""Characters of what opens a line of dates."""
INHERITED = "time inherited from another line"
"""The warning of a record whose clock time is not its own."""


@dataclass(slots=True, eq=False)
class Record:
    """One date of one block, and the blocks [low, high) that belong to it once the page is cut.

    Not frozen, as a page has hundreds, and frozen ones take four times as long; after the cut nobody changes it.

    Attributes:
        block: The block of the date.
        nth: Number of the date among those of the block, from 0.
        mark: The date itself.
        day: Its month and day.
        low: Index of the first block.
        high: Index after the last block; 0 where no blocks are its own.
        body: Head of its column, where every column of dates belongs to another body.
        cut: Of a record that is part of one line: the stretch of the block's text that is its own.
        item: Whether it is a timed item below a day.
    """

    block: Block
    nth: int
    mark: DateMark
    day: tuple[int, int]
    low: int = 0
    high: int = 0
    body: str = ""
    cut: tuple[int, int] | None = None
    item: bool = False

    @property
    def words(self) -> str:
        """The words of the date itself; "" where only the mark-up gives it."""
        return self.block.text[self.mark.start : self.mark.end]

    @property
    def opening(self) -> str:
        """What opens a line of several dates, as a name does: "Planning Board – 7 p.m.: 12 May, 9 June"; ""."""
        before = self.block.text[: self.block.dates[0].start].rstrip()
        return before if before.endswith((":", "-", "–", "—")) and len(before) < LONGEST else ""


def insides(records: list[Record], most: int = 60) -> set[int]:
    """Indices of the blocks inside some records, of each no more than `most`; a dated line alone is left out."""
    out: set[int] = set()
    for record in records:
        if record.high - record.low > 1 or record.low != record.block.index:
            out.update(range(record.low, min(record.high, record.low + most)))
    return out


@dataclass(slots=True, eq=False)
class Listed:
    """A date of a list with what stands around it; a field is "" until it is given.

    Neither frozen nor by keyword, as a page may have a thousand of them and keeps fewer.

    Attributes:
        dated: The date, and the blocks that belong to it.
        year: The year that its words lack, from elsewhere on the page; "".
        clock: Its clock time; None without one.
        notes: Where every field that is given comes from.
        title: Words of the title, and so on: as in `Draft`.
        more: The same of fields that another reader gives.
        warnings: As in `Draft`.
        own_clock: Whether its clock time stands in the record itself.
    """

    dated: Record
    year: str
    clock: Clock | None
    notes: list[Note]
    title: str = ""
    date: str = ""
    time: str = ""
    place: str = ""
    url: str = ""
    status: str = ""
    more: tuple[tuple[str, Evidence], ...] = ()
    own_clock: bool = False
    warnings: tuple[str, ...] = ()
    source_key: ClassVar[str] = ""
    start: ClassVar[str] = ""

    def draft(self, source_key: str = "", url: str = "", language: str = "") -> Draft:
        """The Draft, with what only the whole page settles: its key, its address, its language."""
        seen: list[tuple[str, Evidence]] = []
        last, where = None, ""
        for name, block, text, confidence in self.notes:
            if block is None:
                note = _of_heading(text, confidence)
            else:
                if block is not last:
                    last, where = block, block.where
                words = text if len(text) <= LIMIT else text[:LIMIT].strip()
                note = make_evidence(NAME, where, words, confidence)
            seen.append((name, note))
        return _draft(
            self.title,
            url or self.url,
            source_key,
            self.date,
            self.time,
            self.status,
            self.place,
            language,
            (*seen, *self.more),
            self.warnings,
        )


_SEVERAL = re.compile(
    r"[,&a](?<=[\dhtd ][,&a])(?:nd)? ?(?:[A-Za-z]{3,9},? )?\d\d?(?!\d|[:.]\d| ?[apAP]\.?[mM])"
)
"""What stands between two days of one date; the engine leaps to the sign."""
_DAY = re.compile(rf"(?i)(?:{WEEKDAY},? )?(?<!\d)(\d{{1,2}})(?!\d)(?:st|nd|rd|th)?")
_AND = re.compile(r",? ?(?:,|&|and) ?")


def apart(events: list[Listed]) -> list[Listed]:
    """The events of a list, one for each day of "January 12 & 26"; days that follow one another are one event's."""
    if _SEVERAL.search("\n".join([event.date for event in events])):
        return [one for event in events for one in _apart(event)]
    return events


def _apart(event: Listed) -> list[Listed]:
    """The days that one date names, as events of their own; on the page of one event they are its sessions."""
    words = event.dated.words
    days = [*_DAY.finditer(words)] if _SEVERAL.search(words) else []
    between = [words[one.end() : two.start()] for one, two in pairwise(days)]
    follow = any(int(two[1]) == int(one[1]) + 1 for one, two in pairwise(days))
    if not between or follow or not all(map(_AND.fullmatch, between)):
        return [event]
    several = words[days[0].start() : days[-1].end()]
    return [replace(event, date=event.date.replace(several, day[0], 1)) for day in days]


@lru_cache(maxsize=400)
def _of_heading(text: str, confidence: float) -> Evidence:
    return make_evidence(NAME, HEADING_OF_LIST, text[:LIMIT].strip(), confidence)


_draft = maker(
    Draft, *"title url source_key date time status place language evidence warnings".split()
)
