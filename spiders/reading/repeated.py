"""Records that repeat on a page without event mark-up → one Draft each: date, time, title, place, link."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from spiders.reading.block import Block
from spiders.reading.clocks import Clock, clocks_of
from spiders.reading.columns import Tables
from spiders.reading.lines import first_within
from spiders.reading.list_changes import changes, is_said_of
from spiders.reading.no_events import without_earlier, without_other
from spiders.reading.page import Page
from spiders.reading.postal import MAP_LINK, NO_PLACE
from spiders.reading.record import INHERITED, Listed, Record
from spiders.reading.record import NAME as NAME
from spiders.reading.record_titles import Names
from spiders.reading.segments import records_of
from spiders.reading.shared_place import place_beside_hour, shared_place
from spiders.reading.slots import places_alike
from spiders.reading.title_candidates import CLOSED, PERSON, is_empty, stretches
from spiders.reading.twins import without_repeats, without_twins
from spiders.reading.venue import boxed
from spiders.reading.years import years_of

MAX_DRAFTS = 1500
MANY = 3
"""Dated things from which a page is a list of them."""

_PLACE = re.compile(
    r"(?i)\b\d{1,5} (?:[NSEW]\.? )?\w{1,20}.{0,60}\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|drive|dr|lane|ln|way"
    r"|plaza|floor|suite|hwy|square)\b|\b(?:room|building|library|auditorium|chambers?|zoom|online|webinar|virtual"
    r"|hotel|hall|hub|church|headquarters|(?:police|fire) station|gym(?:nasium)?|cafeteria|armory|firehouse"
    r"|cent(?:re|er(?=,|$))|courthouse|annexe?|pavilion|theatre|university|college|guildhall)\b"
    r"|\b(?-i:[A-Z]{2} \d{5}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b"
)
_NAMED_PLACE = re.compile(
    r"(?:[A-Z][\w'’.-]*,? (?:of |the |and |& )?){1,5}(?:School|House|Offices?|Rooms|Theatre|Museum|Gallery|Court"
    r"|Pavilion|Hut|Barracks|Exchange|Campus|Arena|Cathedral|Castle|Abbey|Chapel|Inn|Institute|Stadium|Club|Cafe|Café"
    r"|Lodge|Commons|Clubhouse|Terminal|Depot|Barn|HQ)"
)
"""Names of places that end in what they are."""
_BRACKETED = re.compile(r"(?i) \((?!online|virtual|hybrid|zoom|webinar)([^()]{3,60})\)$")
"""Words in brackets at the end of a title."""
_NEW_DAY = re.compile(
    r"(?i)[^;]{0,40}\b(?:moved|changed|rescheduled|postponed) to (\d{1,2}/\d{1,2})(?![\d/])"
)
"""What follows the day that a meeting was moved from."""
_BEHIND = re.compile(r"[\s,–:(-]{1,4}([^;|()\n]{3,60}?)[\s,.]*(?=[;|)]|$)")
"""Words behind a date of several in a line."""
_PLACE_LABEL = re.compile(
    r"(?i)^(?:(?:place|address|location|where|venue)\s?[:–-]\s?"
    r"|(?:meeting|hearing|event) (?:location|venue)\s?[:–-]?\s)"
)
_IN_SENTENCE = re.compile(
    r"^(?:in|at) (?:the )?(?=[A-Z\d])|,? to [a-z].*$|(?<=[a-z]{4})\. [A-Z][a-z]+ [a-z].*$"
)
"""What a sentence says before and behind a place."""
_STREET = re.compile(r"\d{1,5} (?:[NSEW]\.? |North |South |East |West )?[A-Z0-9]\w{1,20}")
_DOCUMENT = re.compile(r"(?i)\.(?:pdf|docx?|ics|jpe?g|png|mp[34])(?:\?|$)")
_CLEAR = re.compile(r"https?://[\w.-]++/[^\s;?#\\.]*+(?:\?[^\s#.]++)?+(?:#[^\s.]++)?+")
"""Addresses with nothing to resolve in them and without a dot behind the host: no documents."""


def read(page: Page, *, lone: bool = True) -> list[Listed]:
    """The records of a page; fewer than two are no list, but are given all the same for the merge to weigh.

    Args:
        page: The page.
        lone: Whether the words of a single record are wanted; else it is only said to be there.
    """
    tables = Tables(page.blocks)
    records = records_of(page, tables)[:MAX_DRAFTS]
    records = without_other(_without_news(without_repeats(records, page), page), page)
    if not records:
        return []
    if len(records) == 1 and not lone:
        return [Listed(records[0], "", None, [])]
    shared = Shared(page, records, tables)
    found = zip(records, years_of(records, page), clocks_of(records, page), strict=True)
    events = [_listed(shared, record, year, clock) for record, year, clock in found]
    places_alike(events, page)
    return without_twins(events)


_TITLE_HEAD = re.compile(
    r"(?i)^(?:(?:name|title|type) of (?:the )?)?(?:event|meeting|committee|body|board|name|title|subject|session|course"
    r"|seminar|webinar|topic|theme|talk|lecture|workshop)(?: (?:name|title|type))?$"
)


def lists_other(page: Page) -> bool:
    """Whether a page without records lists dated things that are no events: news, vacancies, answers."""
    return page.root is not None and len(page.dated) >= MANY


class Shared:
    """What all records of a page share: their names, the place for all, the heads of their tables."""

    def __init__(self, page: Page, records: list[Record], tables: Tables) -> None:
        self.page = page
        self.blocks = page.blocks
        self.tables = tables
        self.names = Names(page, records)
        self.changes = changes(page)
        self.changed = list(self.changes)
        self.towns = page.words.towns
        self.with_at = [block for block in page.blocks_with(" @ ") if not block.dates]
        self.venues = boxed(self.blocks, self.names.classes)
        self._ruled: dict[int, tuple[str, Block] | None] = {}
        self._columns: dict[int, dict[int, str]] = {}

    @cached_property
    def place(self) -> tuple[str, Block] | None:
        """The place that one sentence gives for all."""
        return shared_place(self.page)

    def place_of(self, clock: Clock | None) -> tuple[str, Block] | None:
        """The place for a record without its own: the one told beside the hour that it shares, else that for all."""
        if clock is None or clock.source != "rule":
            return self.place
        at = clock.block.index
        if at not in self._ruled:
            self._ruled[at] = place_beside_hour(clock.block, self.page) or self.place
        return self._ruled[at]

    def columns(self, group: int) -> dict[int, str]:
        """Column → "title", "venue", "end" or "end_time", for the columns of a table that its head calls so."""
        if group not in self._columns:
            heads = {at: head.strip(" :") for at, head in self.tables.heads(group).items()}
            fields = {at: self.page.words.field_of(head) for at, head in heads.items()}
            fields |= {at: "title" for at, head in heads.items() if _TITLE_HEAD.match(head)}
            self._columns[group] = {
                at: f for at, f in fields.items() if f in ("title", "venue", "end", "end_time")
            }
        return self._columns[group]

    def cells(self, record: Record) -> dict[str, Block]:
        """The cells of a record's row whose columns are headed as that of the title, of the venue, of the end."""
        own = record.block
        columns = self.columns(own.group)
        out: dict[str, Block] = {}
        for block in self._row(record) if columns else ():
            field = columns.get(block.column)
            field = "end" if field == "end_time" and block.dates else field
            dated = bool(block.dates) == (field == "end") and block is not own
            if field and block.row == own.row and dated and len(block.text) < 250:
                out.setdefault(field, block)
        return out

    def _row(self, record: Record) -> tuple[Block, ...]:
        """The blocks of a record; of a date that shares its cell with others the blocks of the row."""
        low, high, row = record.low, record.high, record.block.row
        while low and self.blocks[low - 1].row == row:
            low -= 1
        while high < len(self.blocks) and self.blocks[high].row == row:
            high += 1
        return self.blocks[low:high]


def _listed(shared: Shared, record: Record, year: str, clock: Clock | None) -> Listed:
    event = Listed(record, year, clock, [])
    block, lines = record.block, shared.names.lines_of(record)
    cells = shared.cells(record) if block.row else {}
    named = cells.get("title") or (shared.tables.above(block.group) if block.row else None)
    venue = cells.get("venue")
    at = _title(shared, tuple(b for b in lines if b is not venue) if venue else lines, named, event)
    event.date = _date_words(record, year, clock)
    if "end" in cells:
        event.date += f" - {cells['end'].date_words()}"
    event.notes.append(("date", block, block.text, 0.6 if year else 0.9))
    if year:
        event.warnings = (f"year {year} taken from the list's heading",)
    if clock is not None:
        _time(event, clock, cells.get("end_time"))
    _place(shared, lines[:15], cells.get("venue"), event)
    if lines:
        _link(shared, lines[:20], at, event)
    if shared.changed:
        _status(shared, record, event)
    return event


def _time(event: Listed, clock: Clock, end: Block | None) -> None:
    block, event.time = clock.block, clock.words
    event.own_clock = clock.source in ("own", "moved")
    if end is not None and end.times and end is not block and event.own_clock:
        event.time += f" - {end.time_words()}"
    event.notes.append(("time", block, block.text, 0.9 if event.own_clock else 0.6))
    if not event.own_clock:
        event.warnings += (INHERITED,)


def _title(shared: Shared, lines: tuple[Block, ...], cell: Block | None, event: Listed) -> int:
    """Gives the title; the block that it stands in, or -1."""
    if cell is not None and not is_empty(cell.text):
        bare = stretches(cell) if cell.times else ()
        event.title, sure, at = bare[0] if bare else cell.text, 0.9, cell.index
    else:
        event.title, sure, at = shared.names.title_of(event.dated, lines)
    if event.title:
        block = shared.blocks[at] if at >= 0 else None
        event.notes.append(("title", block, event.title, sure))
    return at


def _date_words(record: Record, year: str, clock: Clock | None) -> str:
    """The words of the record's date; a year from elsewhere stands right behind day and month.

    A clock that the page calls changed is no part of them: the words would name the old one first. Of "1/18/2027
    (holiday, moved to 1/19)" the words are those of the new day, which lack the year.
    """
    block, mark = record.block, record.mark
    moved = _NEW_DAY.match(block.text, mark.end) if "ed to " in block.text and mark.year else None
    if moved is not None:
        return f"{moved[1]}/{mark.year}"
    day = block.text[mark.start : mark.end].strip(" ,;")
    alone = bool(mark.end) and len(block.dates) == 1 and not block.times
    alone = alone or record.cut is not None or (clock is not None and clock.source == "moved")
    whole = day if alone else block.date_words(record.nth)
    return whole.replace(day, f"{day} {year}", 1) if year else whole


def _without_news(records: list[Record], page: Page) -> list[Record]:
    """Drops holidays, and records of news blocks unless nothing else is left."""
    closed = [b.index for b in page.blocks_with("holiday", "closed") if _closes(b)]
    if closed:
        records = [r for r in records if r.block.index not in closed]
        records = [r for r in records if first_within(closed, r.low, min(r.high, r.low + 6)) < 0]
    own = [r for r in records if not (r.block.box.news or r.block.box.side)]
    own = without_earlier(own, page)
    return own or records


def _closes(block: Block) -> bool:
    """Whether a line is the name of a holiday, or says that a place is closed."""
    return len(block.text) < 100 and bool(CLOSED.match(block.rest))


def _place(shared: Shared, lines: tuple[Block, ...], cell: Block | None, event: Listed) -> None:
    """Gives the place: the cell below its head, else words of the record that look like one, else that for all."""
    if cell is not None:
        event.place = cell.text
        event.notes.append(("place", cell, cell.text, 0.9))
    elif (shared.with_at and _place_at(shared, lines, event)) or (
        shared.venues and _place_boxed(shared, lines, event)
    ):
        return
    elif not _place_told(shared, lines, event):
        said = shared.place_of(event.clock)
        event.place, block = said or ("", None)
        if block is not None:
            event.notes.append(("place", block, event.place, 0.4))


def _place_told(shared: Shared, lines: tuple[Block, ...], event: Listed) -> bool:
    """Gives the first words that look like a place; of a date that shares its line those behind it, up to a sign."""
    own, title, cut = event.dated.block, event.title, event.dated.cut
    behind = _BEHIND.match(own.text, event.dated.mark.end, cut[1]) if cut else None
    if behind and (_place_in(behind[1])[0] or behind[1].lower() in shared.towns):
        event.place = behind[1]
        event.notes.append(("place", own, own.text, 0.6))
        return True
    for block in lines:
        for told in stretches(block) if len(block.text) < 250 else ():
            words = told.split(" £", 1)[0] if "£" in told else told
            bare, last = _place_in(words) if words != title else _place_cut(event)
            if last in shared.towns and not bare and (block is own or "," not in words):
                bare = words
            if bare:
                event.place = ", ".join([bare, *_address_below(shared.blocks, event.dated, block)])
                event.notes.append(("place", block, block.text, 0.6))
                return True
    return False


def _place_cut(event: Listed) -> tuple[str, str]:
    """Takes the place in brackets off the end of a title, "Ethics Board (Room 5)"; as `_place_in` gives it."""
    found = _BRACKETED.search(event.title)
    place = _place_in(found[1]) if found else ("", "")
    if found and place[0]:
        event.title = event.title[: found.start()]
    return place


def _place_boxed(shared: Shared, lines: tuple[Block, ...], event: Listed) -> bool:
    """Gives all words of the first box that is called a venue."""
    at = first_within(shared.venues, lines[0].index, lines[-1].index + 1) if lines else -1
    block = shared.blocks[at]
    if at < 0 or block.text == event.title or NO_PLACE.search(block.text):
        return False
    boxes = [block, *(shared.blocks[n] for n in shared.venues if n == at + 1 <= lines[-1].index)]
    told = [MAP_LINK.sub("", _PLACE_LABEL.sub("", box.text)).strip() for box in boxes]
    event.place = ", ".join(words for words in dict.fromkeys(told) if words)
    event.notes.append(("place", block, block.text, 0.8))
    return True


def _place_at(shared: Shared, lines: tuple[Block, ...], event: Listed) -> bool:
    """Gives the place of a line such as "Night Watch @ Mariners Hall | York", the title or the same again."""
    named = {f"{event.title} @ ", event.title.split(" @ ")[0] + " @ "}
    for block in lines:
        sign = next((sign for sign in named if block.text.startswith(sign)), "")
        if sign and block in shared.with_at and len(block.text) < 250:
            event.place = block.text[len(sign) :].replace(" | ", ", ")
            event.notes.append(("place", block, block.text, 0.8))
            return True
    return False


@lru_cache(maxsize=4000)
def _place_in(words: str) -> tuple[str, str]:
    """Words less their label where they are a place, as the label says, or a street, a room, a building, else "".

    And what stands behind their last comma, as lists of towns have it.
    """
    bare = _PLACE_LABEL.sub("", _IN_SENTENCE.sub("", words))
    labelled = _PLACE_LABEL.match(words) is not None and len(bare) > 3
    like = _NAMED_PLACE.fullmatch(bare) or (_PLACE.search(bare) and not PERSON.search(bare))
    if len(bare) > 160 or not (labelled or like) or NO_PLACE.search(bare):
        bare = ""
    return bare, words.rsplit(", ", 1)[-1].lower()


def _address_below(blocks: tuple[Block, ...], record: Record, block: Block) -> list[str]:
    """The line below a venue without a number, where it is a street address."""
    if block.dates or block.index + 1 >= record.high or _STREET.search(block.text):
        return []
    below = blocks[block.index + 1]
    if below.dates or below.times or len(below.text) >= 90:
        return []
    line = _PLACE_LABEL.sub("", below.text).strip("() ")
    return [line] if _STREET.match(line) else []


def _link(shared: Shared, lines: tuple[Block, ...], title_at: int, event: Listed) -> None:
    """Gives the address behind the title, else the first link of the record that is no document."""
    if title_at not in (-1, lines[0].index):
        lines = shared.blocks[title_at], *lines
    for block in lines:
        found = _address(shared.page, block, own=block.index == title_at) if block.links else None
        if found:
            event.url, words = found
            event.notes.append(("url", block, words or event.url, 1.0))
            return


def _address(page: Page, block: Block, *, own: bool) -> tuple[str, str] | None:
    """The first link of a block that is no document, and its words; empty words will do behind the title (`own`)."""
    for address, words in block.links:
        if not own and is_empty(words):
            continue
        if _CLEAR.fullmatch(address):
            return address, words
        joined = page.join(address) if not _DOCUMENT.search(address) else ""
        if joined.startswith("http"):
            return joined, words
    return None


def _status(shared: Shared, record: Record, event: Listed) -> None:
    at = first_within(shared.changed, record.low, min(record.high, record.low + 15))
    if at >= 0 and (record.cut is None or is_said_of(record, shared.blocks[at].text)):
        event.status = shared.changes[at]
        block = shared.blocks[at]
        event.notes.append(("status", block, block.text, 0.8))
