"""Records of one look → the line at the same place in each that names them, or their places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from operator import itemgetter

from spiders.reading.block import Block
from spiders.reading.page import Page
from spiders.reading.persons import names_person
from spiders.reading.postal import NO_PLACE, VENUE
from spiders.reading.public_bodies import is_kind_only
from spiders.reading.record import Listed, Record
from spiders.reading.title_candidates import (
    DOCUMENT,
    EVENT_WORD,
    against,
    is_empty,
    stretches,
    worth,
)

FIRST = 8
"""Blocks of a record that are looked at."""
SAMPLE = 3
"""Records that are looked at first: mostly they have no such place, nor have the others."""
MOST = 0.75
"""Share of the records with a line at a place, and of the names among these lines, from which all are names."""
LONGEST = 110
"""Characters of a name."""

Line = tuple[str, Block]
"""The words of a record at one place, and where they stand."""


def names_by_place(records: list[Record], page: Page) -> dict[int, Line]:
    """The words that name a record, for those of several alike records whose lines at one place do so; by number."""
    looks: dict[object, list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        if record.cut is None:
            block = record.block
            looks[block.tag, block.group, block.column, block.index - record.low].append(number)
    out: dict[int, Line] = {}
    for numbers in looks.values():
        alike = {number: records[number] for number in numbers} if len(numbers) > 1 else {}
        found = _names(dict(islice(alike.items(), SAMPLE)), page)
        out.update(_names(alike, page) if found and len(alike) > SAMPLE else found)
    return out


def _names(records: dict[int, Record], page: Page) -> dict[int, Line]:
    """The same for records of one look."""
    places: dict[tuple[int, int], dict[int, Line]] = defaultdict(dict)
    for number, record in records.items():
        for place, line in _lines(record, page):
            places[place].setdefault(number, line)
    for place in sorted(places):
        lines = places[place]
        if len(lines) < MOST * len(records) or not _are_names(lines):
            continue
        if not _most(lines, lambda words: names_person(words, page.words)):
            return lines
    return {}


def _lines(record: Record, page: Page) -> Iterator[tuple[tuple[int, int], Line]]:
    """Every short line of a record, with its column, or how far it stands from the record's date."""
    own = record.block
    for block in page.blocks[record.low : min(record.high, record.low + FIRST)]:
        if block.dates and block is not own:
            continue
        words = stretches(block)
        if len(words) == 1 and not is_empty(words[0]) and against(record, block, page.blocks) < 1:
            in_row = own.row and block.row == own.row and block is not own
            yield (0, block.column) if in_row else (1, block.index - record.low), (words[0], block)


def _are_names(lines: dict[int, Line]) -> bool:
    """Whether the words at one place differ, and may be the names of events."""
    told = {words.lower() for words, _ in lines.values()}
    if len(told) < MOST * len(lines) or len(told) < 2:
        return False
    if _most(lines, lambda words: bool(VENUE.search(words)) and not EVENT_WORD.search(words)):
        return False
    return _most(lines, _is_name)


def _is_name(words: str) -> bool:
    few = len(words.split()) > 1 and len(words) < LONGEST and not is_kind_only(words)
    plain = not words.endswith((".", "!")) and not DOCUMENT.search(words)
    return few and plain and (worth(words) or 0) > 0


def _most(lines: dict[int, Line], is_so: Callable[[str], bool]) -> bool:
    return sum(is_so(words) for words, _ in lines.values()) >= MOST * len(lines)


def places_alike(events: list[Listed], page: Page) -> None:
    """Gives events without a place the line that stands where most of the others have theirs."""
    bare = [event for event in events if not event.place]
    enough = max(2, len(events) / 2)
    if not bare or len(events) - len(bare) < enough:
        return
    slots: Counter[tuple[int, str, str]] = Counter()
    for event in events:
        for name, block, _, _ in event.notes:
            if name == "place" and block is not None and block is not event.dated.block:
                slots[_slot(event, block)] += event.dated.low <= block.index < event.dated.high
    slot, most = max(slots.items(), key=itemgetter(1), default=((0, "", ""), 0))
    for event in bare if most >= enough else ():
        at = event.dated.block.index + slot[0]
        block = page.blocks[at] if event.dated.low <= at < event.dated.high else None
        if block is not None and _slot(event, block) == slot and _may_be_place(block, event.title):
            event.place = block.text
            event.notes.append(("place", block, block.text, 0.5))


def _slot(event: Listed, block: Block) -> tuple[int, str, str]:
    return block.index - event.dated.block.index, block.tag, block.classes


def _may_be_place(block: Block, title: str) -> bool:
    marked = block.dates or block.times or block.linked or block.text.endswith((".", "?", "!", ":"))
    words = len(block.text) < 90 and block.text != title and not is_empty(block.text)
    return words and not (marked or NO_PLACE.search(block.text))
