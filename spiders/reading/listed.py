"""One event of a listing page as found: plain words, made into a Draft once the page is known to be a list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from catalogue.draft import Draft, Evidence, make_evidence
from catalogue.frozen import maker
from spiders.reading.block import Block
from spiders.reading.clocks import Clock
from spiders.reading.found import LIMIT
from spiders.reading.record import HEADING_OF_LIST, Record

NAME = "repeated"
"""The reader that finds them, as evidence names it."""
Note = tuple[str, Block | None, str, float]
"""Evidence to be made: the field, the block, or None for the page's heading, the words, the confidence."""


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


@lru_cache(maxsize=400)
def _of_heading(text: str, confidence: float) -> Evidence:
    return make_evidence(NAME, HEADING_OF_LIST, text[:LIMIT].strip(), confidence)


_draft = maker(
    Draft,
    "title",
    "url",
    "source_key",
    "date",
    "time",
    "status",
    "place",
    "language",
    "evidence",
    "warnings",
)
