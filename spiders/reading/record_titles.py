"""Records of a listing page → the title of each: its own words where they are good enough, else the group's name."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property, lru_cache

from spiders.reading.block import BOLD_LINE, Block
from spiders.reading.boxes import calling
from spiders.reading.page import Page
from spiders.reading.page_parts import Parts
from spiders.reading.page_title import HOST, PARTS, is_generic
from spiders.reading.public_bodies import (
    BODY_GATE,
    BODY_LIKE,
    ONE_WORD,
    bodies_in,
    body_of,
    in_full,
    is_kind_only,
    named,
    trim,
)
from spiders.reading.record import Record
from spiders.reading.slots import Line, names_by_place
from spiders.reading.title_candidates import (
    DOCUMENT,
    EVENT_WORD,
    REMARK,
    ROOM,
    SIGNS,
    Stretches,
    is_empty,
    own_title,
    stretches,
)

_MEETINGS = re.compile(r"(?i)(?<=\w) (?:meetings?|hearings?)$")
_PLAIN_BODY = re.compile(
    r"(?i)^(?:advisory |full |regular |governing )?(?:board|commission|committee|council|panel)s?"
    r"(?: of (?:directors|trustees|commissioners|managers))?(?: meetings?)?$"
)
_GOVERNING = re.compile(
    r"(?i)\b(?:board|commission|committee|council|authority|trustees|directors|panel|task force)\b"
)
_SHORT_BODY = re.compile(r"\b(?:Board|BOARD)$")
_heads_a_part = calling(
    r"(?:^|[\s_-])(?:(?:tab|accordion|toggle|panel|section|collapse|card|group|list)[\s_-]{0,2}"
    r"(?:title|heading|header|label|caption)|accordion-(?:button|trigger)|\w{0,20}panel-?tab|caption)(?:$|[\s_-])"
)
"""Boxes that head a part of a page without being a heading: tabs, folds, panels; folds of CSS alone are labels."""
REACH = 250
"""Blocks below a heading in which it still names the records; a table of 40 rows has about as many."""
_ENDS = re.compile(r"(?i)^(?:of|and|for|the|&)(?: |$)|(?:^|[ ,])(?:of|and|for|the|&)$")
_LISTS = re.compile(
    r"(?i)\b(?:meetings|meeting \w+|hearings|times|schedules?|agendas?|minutes|dates)\b"
)
"""Words of a heading that says what a page lists, and is no name to put in front."""
_CATALOGUE = re.compile(r"(?i)^(?:our|all|find|browse|open) \w+|\b(?:courses|training|catalogue)$")
"""A heading of all that somebody offers, which is no part of the name of any."""
_WORD = re.compile(r"\w+")
WEAK = 0.6
"""The most confidence of a title for which a record's own words are not enough."""
FAIR = 0.9
"""Score from which they are among records most of which have good ones."""
GOOD = 1.9
"""Score from which a record's own words are its title; chosen on 161 saved listing pages."""
FIRST = 30
"""Blocks of a record that are read."""


def _heads(
    blocks: tuple[Block, ...], classes: list[str], timed: tuple[Block, ...]
) -> list[tuple[int, int, str]]:
    """The headings that name a body: block, the block at which a heading of its own rank ends its part, words.

    Bold words with an hour behind them head a part too: "**Audit Panel** – 3:00 PM, Moot Hall".
    """
    out: list[tuple[int, int, str]] = []
    ends: dict[int, int] = {}
    folds = set(filter(_heads_a_part, set(classes)))
    lines = zip(blocks, classes, strict=True)
    leading = (block for block in timed if block.lead)
    leads = {block.index for block in leading if block.times[0].start >= len(block.lead)}
    marked = [
        b
        for b, name in lines
        if b.level > 1 or name in folds or b.tag == "label" or b.index in leads
    ]
    for block in reversed(marked):
        if block.dates or len(block.text) >= 120 or (block.level <= 1 and block.linked):
            continue
        words = _named_in(block.text)
        if block.times and words:  # "Planning Board – 7 p.m., Annexe"
            words = next(filter(None, map(_named_in, stretches(block))), "")
        if words:
            rank = block.level if block.heading else BOLD_LINE
            end = min((at for level, at in ends.items() if level <= rank), default=len(blocks))
            out.append((block.index, end, words))
        if block.heading and words is not None:
            ends[block.level] = block.index
    return out[::-1]


@lru_cache(maxsize=4000)
def _named_in(heading: str) -> str | None:
    """The body that a heading names, or ""; None for a remark on a meeting, which heads nothing."""
    if REMARK.search(heading):
        return None
    if not BODY_LIKE.search(heading.lower()) or not BODY_GATE.search(ROOM.sub(" ", heading)):
        return ""
    words = trim(heading)
    return words if 3 < len(words) < 110 else ""


class Names:
    """Names for the records of a page that have none of their own."""

    def __init__(self, page: Page, records: list[Record]) -> None:
        self.page = page
        self.blocks = page.blocks
        self.records = records
        self.heading = _heading_of_all(page, records)
        self.site = trim(self.heading)
        self.bodies: dict[str, str] = {}
        self.given: dict[tuple[str, str, str | None], tuple[str, float, bool]] = {}
        self.looks: dict[tuple[object, ...] | None, tuple[str, float, bool, Stretches]] = {}
        self.numbers = {id(record): number for number, record in enumerate(records)}

    @cached_property
    def governing(self) -> bool:
        """Whether the page's heading names a body, of whose meetings all else is the subject."""
        return bool(_GOVERNING.search(self.heading))

    @cached_property
    def placed(self) -> dict[int, Line]:
        """The lines that name records by where they stand."""
        return names_by_place(self.records, self.page)

    @cached_property
    def organisation(self) -> str:
        """Whose site it is."""
        return _organisation(self.page)

    @cached_property
    def base(self) -> str:
        """What the page's records are called where nothing says more."""
        low = min(record.low for record in self.records)
        best = body_of(self.page, low, self.site)
        return best or self.site or self.organisation or self.heading

    @cached_property
    def classes(self) -> list[str]:
        """Class and id words of every block."""
        return [block.classes for block in self.blocks]

    @cached_property
    def heads(self) -> list[tuple[int, int, str]]:
        """The headings that name a body."""
        return _heads(self.blocks, self.classes, self.page.timed)

    @cached_property
    def parts(self) -> Parts:
        """The parts of the page."""
        return Parts(self.blocks, self.classes, self.records)

    @cached_property
    def named_in(self) -> set[tuple[str, int]]:
        """What kinds of blocks half of the records have good words of their own in: there weak ones are names too.

        None where the page's heading names a body: all records are that body's.
        """
        if self.governing:
            return set()
        found = [own_title(one, self.lines_of(one), self.blocks) for one in self.records]
        told = {own: at for own, score, at in found if score >= GOOD}
        enough = len(told) >= max(3, 0.5 * len(found))
        return {self._kind(at) for at in told.values()} if enough else set()

    def _kind(self, at: int) -> tuple[str, int]:
        return self.blocks[at].tag, self.blocks[at].level

    def lines_of(self, record: Record) -> tuple[Block, ...]:
        """The blocks of a record that are read."""
        whole = self.blocks[record.low : min(record.high, record.low + FIRST)]
        return whole if record.cut is None else ()

    def title_of(self, record: Record, lines: tuple[Block, ...]) -> tuple[str, float, int]:
        """(title, confidence, block or -1) of a record, whose first blocks are `lines`.

        Lines that are alike but for their dates are read once, and named once where no heading tells them apart.
        """
        block = record.block
        alone = len(lines) == 1 and lines[0] is block and not block.times and len(block.dates) == 1
        look = self._look(record) if alone else None
        if look not in self.looks:
            name, sure, at = self._title_of(record, lines)
            apart = sure <= WEAK and (record.body or self.heads or self.parts.at)
            if look is None or apart:
                return name, sure, at
            self.looks[look] = name, sure, at >= 0, block.stretches
        name, sure, inside, block.stretches = self.looks[look]
        return name, sure, block.index if inside else -1

    def _look(self, record: Record) -> tuple[object, ...]:
        """What a line with a date shares with others, from which all but the date is read."""
        block, mark = record.block, record.mark
        text, names = block.text, self.classes[block.index]
        return text[: mark.start], text[mark.end :], block.level, names, not block.links

    def _title_of(self, record: Record, lines: tuple[Block, ...]) -> tuple[str, float, int]:
        own, score, at = own_title(record, lines, self.blocks)
        if score >= 0.9:
            own = _without_paper(own)
        if own and score >= GOOD and not is_kind_only(own):
            return own, min(1.0, 0.5 + 0.1 * score), at
        placed = self.placed.get(self.numbers[id(record)])
        if placed is not None and not self.governing:
            return placed[0], 0.7, placed[1].index
        own, score, at = (placed[0], GOOD, placed[1].index) if placed else (own, score, at)
        head = trim(record.body) if record.body else ""
        head = head or (self.head_of(record)[1] if self.heads or record.cut else "")
        weak = not own or score < GOOD
        if weak and score >= FAIR and self._kind(at) in self.named_in:
            return own, WEAK, at
        key = own, head, self.parts.name_of(record) if weak else None
        if key not in self.given:
            self.given[key] = self._given(*key)
        name, sure, inside = self.given[key]
        return name, sure, at if inside else -1

    def _given(self, own: str, head: str, part: str | None) -> tuple[str, float, bool]:
        """A record's title, how sure that is, and whether it stands in the record.

        Args:
            own: Its own words, which need a name beside them.
            head: The body that the heading above names; "".
            part: The name of its part of the page, where its own words are too weak; None where they are not.
        """
        if head not in self.bodies:
            self.bodies[head] = self._full(head or self.base)
        body = self.bodies[head]
        if part is not None:
            name = self._named_after(body, part, own)
            return name, 0.5 if name else 0.0, False
        if body and own.lower() in body.lower():
            return self._in_front(body), WEAK, False
        if _words(body) <= _words(own):
            return own, WEAK, True
        return f"{self._in_front(body).removesuffix(' meeting')}: {own}", WEAK, True

    def _named_after(self, body: str, part: str, own: str) -> str:
        """The body and the part of the page that a record stands in; its own words where there is no body."""
        name = self._in_front(body) or own
        name = "" if part and _CATALOGUE.search(name) else name
        if not part or _words(part) <= _words(name):
            return name
        return f"{name}: {part}" if name and not _words(name) <= _words(part) else part

    def _full(self, name: str) -> str:
        bare = _bare(name)
        if ONE_WORD.fullmatch(bare) and bare.lower() in self.base.lower():
            name, bare = self.base, _bare(self.base)
        kind = " meeting" if bare != name else ""
        if not (_PLAIN_BODY.match(bare) or name == self.base):
            return bare + kind
        return _SHORT_BODY.sub(lambda found: in_full(found[0], self.page), bare) + kind

    def _in_front(self, body: str) -> str:
        """A body whose plain name many have, with the name of the page or of the site in front."""
        bare = _bare(body)
        if not _PLAIN_BODY.match(bare):
            return body
        name = f"{bare} meeting" if ONE_WORD.fullmatch(bare) else body
        for longer in (self.site, self.base, self.organisation):
            if _LISTS.search(longer) or _PLAIN_BODY.match(longer):
                continue
            if longer and _bare(longer) != bare:
                return longer if bare.lower() in longer.lower() else f"{longer}: {name}"
        return bare

    def head_of(self, record: Record) -> tuple[int, str]:
        """The body that heads a record, and its block: in its own line, or the nearest heading that holds; (-1, "")."""
        low, own = record.low, bodies_in(record.opening) if record.cut else ()
        if own:
            return record.block.index, own[0]
        for number in range(bisect_left(self.heads, (low,)) - 1, -1, -1):
            index, end, words = self.heads[number]
            if low - index >= REACH:
                break
            if low < end:
                return index, words
        return -1, ""


@lru_cache(maxsize=4000)
def _without_paper(own: str) -> str:
    """A record's own words; of a paper the name of what it is about, if any: "Agenda of the Roads Panel"."""
    if not DOCUMENT.search(own):
        return own
    shorter = _ENDS.sub("", " ".join(DOCUMENT.sub(" ", own).split())).strip(SIGNS)
    return shorter if EVENT_WORD.search(shorter) and not is_empty(shorter) else ""


def _heading_of_all(page: Page, records: list[Record]) -> str:
    """The page's heading, unless it is no sure one and stands in one of the records, which it names alone."""
    at = page.heading.index
    inside = not page.heading.sure and any(
        r.low <= at < r.high for r in records if r.low + 1 < r.high
    )
    return "" if inside else page.heading.text


def _organisation(page: Page) -> str:
    """Whose site it is: og:site_name, else the last part of `<title>` that is not the page's own heading."""
    parts = PARTS.split(page.title)
    own = page.heading.text.lower()
    other = [part for part in parts if part.lower() not in own and not is_generic(part)]
    name = page.meta.get("og:site_name", "") or (other[-1] if len(parts) > 1 and other else "")
    return name if 2 < len(name) < 60 and named(name) and not HOST.fullmatch(name) else ""


def _bare(name: str) -> str:
    """A plain "Board Meetings" names the "Board"."""
    bare = _MEETINGS.sub("", name)
    return bare if _PLAIN_BODY.match(bare) else name


@lru_cache(maxsize=4000)
def _words(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in _WORD.findall(text.lower()))
