"""One event of a listing page as found: plain words, made into a Draft once the page is known to be a list."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar

from catalogue.draft import Draft, Evidence, make_draft, make_evidence
from spiders.reading.block import Block
from spiders.reading.clocks import Clock
from spiders.reading.found import LIMIT
from spiders.reading.record import Mention

NAME = "repeated"
"""The reader that finds them, as evidence names it."""


@dataclass(slots=True, eq=False)
class Listed:
    """A date of a list with what stands around it; a field is "" until it is given.

    Neither frozen nor by keyword, as a page may have a thousand of them and keeps fewer.

    Attributes:
        mention: The date.
        year: The year that its words lack, from elsewhere on the page; "".
        clock: Its clock time; None without one.
        title: Words of the title, and so on: as in `Draft`.
        evidence: (field, Evidence) of every field that is given.
        warnings: As in `Draft`.
    """

    mention: Mention
    year: str
    clock: Clock | None
    title: str = ""
    date: str = ""
    time: str = ""
    place: str = ""
    url: str = ""
    status: str = ""
    evidence: list[tuple[str, Evidence]] = field(default_factory=list)
    warnings: tuple[str, ...] = ()
    source_key: ClassVar[str] = ""
    start: ClassVar[str] = ""

    @property
    def own_clock(self) -> bool:
        """Whether its clock time stands in the record itself."""
        return self.clock is not None and self.clock.source in ("own", "moved")

    def note(self, name: str, block: Block, text: str, confidence: float) -> None:
        """Says where a field comes from: the block, and the words in it."""
        seen = make_evidence(NAME, block.where, text[:LIMIT].strip(), confidence)
        self.evidence.append((name, seen))

    def note_for_all(self, name: str, where: str, text: str, confidence: float) -> None:
        """The same of what a page says once for many events."""
        self.evidence.append((name, _seen(where, text, confidence)))

    def draft(self, source_key: str = "", url: str = "", language: str = "") -> Draft:
        """The Draft, with what only the whole page settles: its key, its address, its language."""
        return make_draft(
            self.title,
            url or self.url,
            source_key,
            date=self.date,
            time=self.time,
            status=self.status,
            place=self.place,
            language=language,
            evidence=tuple(self.evidence),
            warnings=self.warnings,
        )


@lru_cache(maxsize=400)
def _seen(where: str, text: str, confidence: float) -> Evidence:
    return make_evidence(NAME, where, text[:LIMIT].strip(), confidence)
