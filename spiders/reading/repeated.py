"""Records that repeat on a page without event mark-up → one Draft each: date, time, title, place, link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from catalogue.draft import Draft
from spiders.reading.block import Block
from spiders.reading.candidates import CLOSED, stretches, worth
from spiders.reading.clocks import Clock, clocks_of
from spiders.reading.columns import Tables
from spiders.reading.common_place import common_place
from spiders.reading.found import Found
from spiders.reading.naming import Names
from spiders.reading.no_events import without_other
from spiders.reading.page import Page
from spiders.reading.record import HEADING_OF_LIST, INHERITED, Record
from spiders.reading.segments import records_of
from spiders.reading.twins import Sighting, without_twins
from spiders.reading.years import years_of

NAME = "repeated"
MAX_DRAFTS = 1500
MANY = 3
"""Dated things from which a page is a list of them."""

_STATUS = re.compile(
    r"\b(cancell?ed|cancell?ation notice|no meeting|postponed|rescheduled|sold out|fully booked)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"cancell?ation (?:policy|fee|deadline)|\bif\b|\bunless\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\b\d{1,5} (?:[NSEW]\.? )?\w{1,20}.{0,60}\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|drive|dr|lane"
    r"|ln|way|plaza|floor"
    r"|suite|hwy|square)\b|\b(?:room|city hall|town hall|building|library|auditorium|chambers?|zoom|online"
    r"|webinar|virtual|hotel"
    r"|centre|theatre|university|college|guildhall)\b|\b[A-Z]{2} \d{5}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"\b(?:agenda|minutes|pdf|notice|packet|video|transcript|recording|register|download|join|attend|click"
    r"|please|due to)\b",
    re.IGNORECASE,
)
_PLACE_LABEL = re.compile(r"^(?:place|address|location|where|venue)\s?[:–-]\s?", re.IGNORECASE)
_STREET = re.compile(r"\d{1,5} (?:[NSEW]\.? |North |South |East |West )?[A-Z0-9]\w{1,20}")
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|ics|jpe?g|png|mp[34])(?:\?|$)", re.IGNORECASE)


def read(page: Page) -> list[Draft]:
    """The records of a page; fewer than two are no list, but are given all the same for the merge to weigh."""
    records = records_of(page.blocks)[:MAX_DRAFTS]
    records = without_other(_without_news(records, page), page.blocks, page.heading.text)
    if not records:
        return []
    years = years_of(records, page)
    clocks = clocks_of(records, page)
    shared = Shared(
        page=page,
        names=Names(page, records),
        changed=bool(_STATUS.search(page.visible)),
        tables=Tables(page.blocks),
    )
    return without_twins(
        [
            Sighting(
                draft=_draft(shared, record, year, clock),
                mention=record.mention,
                year=year,
                clock=clock,
            )
            for record, year, clock in zip(records, years, clocks, strict=True)
        ]
    )


_TITLE_HEAD = re.compile(
    r"^(?:(?:name|title|type) of (?:the )?)?(?:event|meeting|committee|body|board|name|title|subject|session"
    r"|course|seminar|webinar)"
    r"(?: (?:name|title|type))?$",
    re.IGNORECASE,
)


def lists_other(page: Page) -> bool:
    """Whether a page without records lists dated things that are no events: news, vacancies, answers."""
    return page.root is not None and sum(bool(block.dates) for block in page.blocks) >= MANY


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What all records of a page share: their names, the place for all, the heads of their tables.

    Not slotted: the place is looked for when the first record has none of its own.
    """

    page: Page
    names: Names
    changed: bool
    tables: Tables

    @cached_property
    def place(self) -> tuple[str, Block] | None:
        """The place that one sentence gives for all."""
        return common_place(self.page.blocks)

    def cell(self, record: Record, field: str) -> Block | None:
        """The cell of a record's row whose column is headed by a label of the field."""
        own = record.mention.block
        heads = self.tables.heads(own.group) if own.row else None
        for block in self.page.blocks[record.low : record.high] if heads else ():
            head = heads.get(block.column, "").strip(" :") if heads and block.row == own.row else ""
            named = (
                bool(_TITLE_HEAD.match(head))
                if field == "title"
                else self.page.words.field_of(head) == field
            )
            if head and named and not block.dates and len(block.text) < 250:
                return block
        return None


def _draft(shared: Shared, record: Record, year: str, clock: Clock | None) -> Draft:
    page, block = shared.page, record.mention.block
    found = Found(NAME)
    cell = shared.cell(record, "title")
    title, confidence, at = shared.names.title_of(record)
    if cell is not None and worth(cell.text) is not None:
        title, confidence, at = cell.text, 0.9, cell.index
    found.give(
        "title",
        title,
        page.blocks[at].where if at >= 0 else HEADING_OF_LIST,
        confidence=confidence,
    )
    found.give(
        "date", _date_words(record, year, clock), block.where, block.text, 0.6 if year else 0.9
    )
    if year:
        found.warn(f"year {year} taken from the list's heading")
    if clock is not None:
        found.give(
            "time",
            clock.words,
            clock.block.where,
            clock.block.text,
            0.9 if clock.source in ("own", "moved") else 0.6,
        )
        if clock.source in ("rule", "peer"):
            found.warn(INHERITED)
    venue = shared.cell(record, "venue")
    if venue is not None:
        found.give("place", venue.text, venue.where, confidence=0.9)
    _place(page, record, title, found)
    if not found.has("place") and shared.place is not None:
        found.give("place", shared.place[0], shared.place[1].where, confidence=0.4)
    _link(page, record, at, found)
    if shared.changed:
        _status(page, record, found)
    return found.draft()


def _date_words(record: Record, year: str, clock: Clock | None) -> str:
    """The words of the record's date; a year from elsewhere stands right behind day and month.

    A clock that the page calls changed is no part of them: the words would name the old one first.
    """
    block, mark = record.mention.block, record.mention.mark
    day = block.text[mark.start : mark.end].strip(" ,;")
    moved = clock is not None and clock.source == "moved"
    whole = day if record.cut is not None or moved else block.date_words(record.mention.nth)
    return whole.replace(day, f"{day} {year}", 1) if year else whole


def _without_news(records: list[Record], page: Page) -> list[Record]:
    """Drops holidays, and records of news blocks unless nothing else is left."""
    open_days = [record for record in records if not _closed(record, page)]
    own = [
        record
        for record in open_days
        if not page.blocks[record.mention.block.index].news and not record.mention.block.side
    ]
    return own or open_days


def _closed(record: Record, page: Page) -> bool:
    """Whether a line of the record is the name of a holiday, or says that a place is closed."""
    lines = page.blocks[record.low : min(record.high, record.low + 6)]
    return any(
        len(block.text) < 100
        and ("holiday" in block.text.lower() or "closed" in block.text.lower())
        and bool(CLOSED.match(block.rest))
        for block in lines
    )


def _place(page: Page, record: Record, title: str, found: Found) -> None:
    if record.kind == "sentence" or found.has("place"):
        return
    for block in page.blocks[record.low : min(record.high, record.low + 15)]:
        for words in stretches(block) if len(block.text) < 250 else ():
            bare = _place_in(words) if words != title else ""
            if bare:
                lines = [bare, *_address_below(page, record, block)]
                found.give("place", ", ".join(lines), block.where, block.text, 0.6)
                return


@lru_cache(maxsize=4000)
def _place_in(words: str) -> str:
    """Words less their label where they are a place, as the label says, or a street, a room, a building; else ""."""
    bare = _PLACE_LABEL.sub("", words)
    labelled = bare != words and len(bare) > 3
    if len(bare) > 160 or not (labelled or _PLACE.search(bare)) or _NO_PLACE.search(bare):
        return ""
    return bare


def _address_below(page: Page, record: Record, block: Block) -> list[str]:
    """The line below a venue without a number, where it is a street address."""
    below = page.blocks[block.index + 1 : min(record.high, block.index + 2)]
    if block.dates or _STREET.search(block.text):
        return []
    return [
        line
        for other in below
        if not other.dates and not other.times and len(other.text) < 90
        for line in [_PLACE_LABEL.sub("", other.text).strip("() ")]
        if _STREET.match(line)
    ]


def _link(page: Page, record: Record, title_at: int, found: Found) -> None:
    """The address behind the title, else the first link of the record that is no document."""
    order = [page.blocks[title_at]] if title_at >= 0 else []
    order.extend(page.blocks[record.low : min(record.high, record.low + 20)])
    if record.kind == "sentence":
        return
    for block in order:
        for address, words in block.links:
            if _DOCUMENT.search(address):
                continue
            if block.index != title_at and worth(words) is None:
                continue
            joined = page.join(address)
            if joined.startswith("http"):
                found.give("url", joined, block.where, words)
                return


def _status(page: Page, record: Record, found: Found) -> None:
    for block in page.blocks[record.low : min(record.high, record.low + 15)]:
        if len(block.text) < 160 and not _CONDITION.search(block.text):
            said = _STATUS.search(block.text)
            if said:
                found.give("status", said[1], block.where, block.text, 0.8)
                return
