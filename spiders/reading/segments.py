"""Blocks with many dates → records: which blocks belong to which date.

From each date the tree is climbed to the largest element that holds this one day. Elements under one parent are
either closed records (rows, items, articles) or the marks of a flat run, which is cut between the dates.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median
from string import punctuation
from sys import maxsize

from spiders.reading import abroad
from spiders.reading.block import Block
from spiders.reading.boxes import Node
from spiders.reading.columns import Bodies, Tables, date_columns
from spiders.reading.datelike import DateMark
from spiders.reading.day_items import split_days
from spiders.reading.other_days import is_sentence
from spiders.reading.page import Page
from spiders.reading.prose import invites
from spiders.reading.record import Record
from spiders.reading.title_candidates import is_empty, worth

MAX_DATES = 3000
"""Dates of one page that are looked at; the fullest of 400 saved pages has 471."""

_BEFORE = re.compile(
    r"(?i)(?:(?:rescheduled|moved|changed|continued|postponed|rearranged|(?:showing|displaying)(?: [a-z]{1,12}){0,3})"
    r" from|posted|updated|published|modified|revised|approved|adopted|filed|dated|signed|effective|expires?|deadline"
    r"|due|as of|statements? for|since|before|created|©|copyright|established|submitted|ended|ends|end date|finishes|by"
    r"|opened|closes|closed|entered|granted|denied|affirmed|decided|issued|given)"
    r"\W{0,3}(?:(?:on|by|date|at|to|the|no later than|noon|midnight)\W{1,3}){0,3}$"
)
_ENDINGS = tuple(
    """from posted updated published modified revised approved adopted filed dated signed effective expire
    expires deadline due of for since before created © copyright established submitted ended ends finishes opened
    closes closed entered granted denied affirmed decided issued given by on date at to the than""".split()
)
"""The last words of `_BEFORE`: hardly any date stands behind one of them."""
_SIGNS = f" {punctuation}–—“”‘’·•\u200b"
_INSTANT = re.compile(r"T\d\d:\d\d:\d\d")
"""Behind a date: an instant to the second is when a page was written."""
_MOVED_TO = re.compile(
    r"(?i)\b(?:changed|postponed|rescheduled|moved|new date)\b(?:\s(?:to|for|is))?"
)
_INSTEAD_OF = re.compile(
    r"(?i)\b(?:replac(?:es|ing)|instead of|in place of|rescheduled from|moved from)\b"
)
_TO = re.compile(r"(?i)\s?(?:\(?all[ -]day\)?\s?)?(?:-|–|—|to|until|through|bis|au|al|tot)\s?")
_AND = re.compile(r"(?i)[\s,]{0,3}(?:and|&|und|et|y|ed?|en)\s(?:on\s)?")
"""Between two days that follow one another: one event on both."""
_CLOCK_TO = re.compile(r"(?:\s?[-–—|])?[\s,\d:.apmAPM@()]{0,20}(?:-|–|—|\bto\b)\s?")
_ITEMS = frozenset({"td", "li", "option"})
_ROWS = frozenset({"tr", "article", "dd"})
_CLOSED = frozenset({"article", "li"})
_TOP = frozenset({"body", "html", "main"})
MOST_LEAD = 3
"""Lines of a record that may stand above its date in a run that nothing else parts."""


def records_of(page: Page, tables: Tables) -> list[Record]:
    """The records of a page, in order; [] without a tree or without dates."""
    dates, bodies = date_columns(_dates(page), tables)
    if not dates:
        return []
    records = _Cutter(page.blocks, dates, bodies).records()
    blocks = [record.block for record in records]
    rows = {one.row for one, two in pairwise(blocks) if 0 < one.row == two.row and one is not two}
    for record in records if rows else ():
        if record.block.row in rows and not record.body:
            record.body = tables.name_of_row(record.block)
    return split_days(records, page)


def _dates(page: Page) -> list[Record]:
    """The dates that may open records, in order, without the blocks that belong to them."""
    out: list[Record] = []
    for block in page.dated:
        text = block.text
        if (
            block.node is None
            or len(text) > 3000
            or (out and text[-1] in ".!" and _retells(block, out[-1].block, page))
        ):
            continue
        low = len(out)
        for nth, mark in enumerate(block.dates):
            start, end, month, day, _ = mark
            before = text[start - 40 if start > 40 else 0 : start]
            if before and (is_aside(before) or (page.abroad and abroad.NOISE.search(before))):
                continue
            if text[end : end + 1] != "T" or not _INSTANT.match(text, end):
                out.append(Record(block, nth, mark, (month, day)))
        if len(out) - low > 1:
            out[low:] = _after_moves(out[low:])
        if len(out) > MAX_DATES:
            return out[:MAX_DATES]
    return out


def _retells(block: Block, last: Block, page: Page) -> bool:
    """Whether a sentence without a clock names another day in an item that a date line has opened."""
    if block.times or is_sentence(last) or not is_sentence(block):
        return False
    item = (
        next((node for node in block.node.around() if node.tag in _CLOSED), None)
        if block.node
        else None
    )
    return bool(item and last.at >= item.low) and not invites(block.text, elsewhere=page.abroad)


@lru_cache(maxsize=4000)
def is_aside(before: str) -> bool:
    """Whether the words before a date say that it is none of an event; mostly the same, line after line."""
    low = before.lower().rstrip(_SIGNS)
    return low.endswith(_ENDINGS) and _BEFORE.search(before) is not None


def _after_moves(own: list[Record]) -> list[Record]:
    """The move "A changed to B" is one event, on B; the second half of a range is no event of its own."""
    gone: set[int] = set()
    for one, two in pairwise(own):
        if two.nth > one.nth + 1:  # a day that is none of an event stands between them
            continue
        between = one.block.text[one.mark.end : two.mark.start]
        if _AND.fullmatch(between) and _follows(one.mark, two.mark):
            gone.add(two.nth)
        old = _moved(between, timed=bool(one.block.times))
        if old is not None:
            gone.add((one, two)[old].nth)
    return [date for date in own if date.nth not in gone]


def _follows(one: DateMark, two: DateMark) -> bool:
    """Whether a day is the one after another, as far as day and month say so."""
    return (two.month, two.day) == (one.month, one.day + 1) or (two.day == 1 and one.day >= 28)


@lru_cache(maxsize=4000)
def _moved(between: str, *, timed: bool) -> int | None:
    """Which of two dates, 0 or 1, is no event for what stands between them; mostly the same words, line after line."""
    if _INSTEAD_OF.search(between):
        return 1
    if _MOVED_TO.search(between):
        return 0
    return 1 if _TO.fullmatch(between) or (timed and _CLOCK_TO.fullmatch(between)) else None


def days_in(dates: list[Record]) -> int:
    """How many days, or clock times of one day, are given."""
    if len(dates) == 1:
        return 1
    days: set[object] = {date.day for date in dates}
    if len(days) == 1:
        clocks = {date.block.time_words().lower() for date in dates if date.block.times}
        days = set(clocks) or days
    full = {(date.mark.year, date.day) for date in dates if date.mark.year}
    return max(len(days), len(full))


class _Cutter:
    """Gives each date of a page that may open a record its blocks; cells of the columns of `bodies` are records."""

    def __init__(self, blocks: tuple[Block, ...], dates: list[Record], bodies: Bodies) -> None:
        self.blocks = blocks
        self.bodies = bodies
        self.dates = dates
        self.at = [date.block.at for date in dates]
        self.places = [block.at for block in blocks]
        self.counted: dict[tuple[int, int], int] = {}

    def records(self) -> list[Record]:
        """The records, in order, each day of a block once."""
        tops: dict[Node, Record] = {}
        crowded: dict[Node, list[Record]] = {}
        for number, date in enumerate(self.dates):
            top = self._top(number)
            if top is None and date.block.node is not None:
                crowded.setdefault(date.block.node, []).append(date)
            elif top is not None and (
                top not in tops or (date.mark.year and not tops[top].mark.year)
            ):
                tops[top] = date
        families: dict[Node | None, list[Node]] = defaultdict(list)
        for top in tops:
            families[top.parent].append(top)
        for parent, children in families.items():
            self._family(parent, children, [tops[child] for child in children])
        for node, inside in crowded.items():
            self._crowded(node, inside)
        return _once([date for date in self.dates if date.high])

    def _days(self, node: Node) -> int:
        """The days in an element: those of boxes around the very same dates are counted once."""
        low = bisect_left(self.at, node.low)
        inside = low, bisect_left(self.at, node.high, low)
        days = self.counted.get(inside)
        if days is None:
            days = self.counted[inside] = days_in(self.dates[slice(*inside)])
        return days

    def _extent(self, node: Node) -> tuple[int, int]:
        """The first block in an element, and the one after the last."""
        low = bisect_left(self.places, node.low)
        return low, bisect_left(self.places, node.high, low)

    def _top(self, number: int) -> Node | None:
        """The largest element around a date that holds no other day; None where its own one does."""
        date, at = self.dates[number], self.at
        block, more = date.block, number + 1 < len(at)
        before, after = at[number - 1] if number else -1, at[number + 1] if more else maxsize
        old = number > 0 and self.dates[number - 1].day != date.day
        new = more and self.dates[number + 1].day != date.day
        cell = bool(self.bodies) and (block.group, block.column) in self.bodies
        top, node = None, block.node
        while node and not (top and (node.tag in _TOP or (cell and node.tag == "tr"))):
            one, two = before >= node.low, after < node.high
            if (one and old) or (two and new) or ((one or two) and self._days(node) > 1):
                break
            top, node = node, node.parent
        return top

    def _family(self, parent: Node | None, children: list[Node], dates: list[Record]) -> None:
        """Gives the dates of the elements under one parent their blocks."""
        ranges = [self._extent(child) for child in children]
        if self.bodies:
            for date in dates:
                date.body = self.bodies.get((date.block.group, date.block.column), "")
        closed = sum(map(self._is_closed, children, ranges))
        if parent is None or closed >= 0.5 * len(children):
            for date, extent in zip(dates, ranges, strict=True):
                date.low, date.high = extent
        else:
            self._flat(parent, dates, ranges)

    def _flat(self, parent: Node, dates: list[Record], ranges: list[tuple[int, int]]) -> None:
        """Gives the dates of a flat run what follows until the next one, or its title."""
        gaps = [after[0] - before[1] for before, after in pairwise(ranges)]
        first = int(self._title_first(ranges)) or self._lead(parent, ranges, gaps)
        over = self.blocks[ranges[0][0] - 1].level if ranges[0][0] else 0
        rank = self._title_below(ranges) if over or not first else 0
        first = 0 if over and rank not in (0, over) else first
        below = int(not first and rank > 0)
        tail = int(median(gaps)) if gaps else 6
        stops = [low - first for low, _ in ranges[1:]]
        stops.append(min(self._extent(parent)[1], ranges[-1][1] + max(tail, 2)))
        for date, (low, high), stop in zip(dates, ranges, stops, strict=True):
            bare = not tail if gaps else low > 0 and bool(self.blocks[low - 1].dates)
            date.low = low - first * (low >= first and not self.blocks[low - 1].dates)
            date.high = self._flat_end(date, (low, high + below), stop, bare=bare)

    def _is_closed(self, node: Node, span: tuple[int, int]) -> bool:
        low, high = span
        if node.tag in _ITEMS or high - low > 2:
            return True
        return node.tag in _ROWS and (high - low != 1 or not is_empty(self.blocks[low].rest))

    def _title_first(self, ranges: list[tuple[int, int]]) -> bool:
        """Whether a title-like line stands right before most dates of a flat run."""
        before = 0
        for number, (low, _) in enumerate(ranges):
            if low == 0 or (number and low == ranges[number - 1][1]):
                continue
            line, own = self.blocks[low - 1], self.blocks[low]
            if line.row and any(b.times for b in self.blocks[low - 3 : low] if b.row == line.row):
                continue  # the end of a row with a clock of its own
            marked = (line.level and not own.level) or (line.linked and not own.linked)
            marked = marked or (line.tag == "dt" and own.tag == "dd")
            before += bool(marked) and len(line.text) < 120 and not is_empty(line.text)
        return before > 0.6 * len(ranges)

    def _lead(self, parent: Node, ranges: list[tuple[int, int]], gaps: list[int]) -> int:
        """The plain lines that stand before every date of an even run: those that the last one lacks behind it."""
        gap = gaps[0] if gaps else 0
        low, high = self._extent(parent)
        lead = gap - (high - ranges[-1][1])
        if not 0 < lead <= min(gap, MOST_LEAD, ranges[0][0] - low) or len(set(gaps)) > 1:
            return 0
        tops = [self.blocks[at - lead] for at, _ in ranges]
        alike = len({(block.tag, block.level) for block in tops}) == 1
        return lead if alike and all(map(_is_name, tops)) else 0

    def _title_below(self, ranges: list[tuple[int, int]]) -> int:
        """The rank of the headings right below the dates of a flat run, where all are plain and have one; else 0."""
        rank = 0
        for low, high in ranges if len(ranges) > 1 else ():
            under = self.blocks[high] if high < len(self.blocks) else None
            if under is None or self.blocks[low].level or not under.heading or under.dates:
                return 0
            if rank not in (0, under.level):
                return 0
            rank = under.level
        return rank

    def _flat_end(self, date: Record, span: tuple[int, int], stop: int, *, bare: bool) -> int:
        """Where the blocks below a date end; where most dates stand `bare`, a bold line opens the next group."""
        low, at = span
        base = self.blocks[low].level
        while at < stop:
            block = self.blocks[at]
            other = block.dates and block is not date.block
            if block.heading and (not base or block.level <= base):
                break
            if other or block.side or (bare and block.level and not base):
                break
            at += 1
        return at

    def _crowded(self, node: Node, inside: list[Record]) -> None:
        """Gives the dates of several days in one element their lines, those of one line their stretches of it."""
        at = [date.block.index for date in inside]
        lead = self._lead(
            node, [(low, low + 1) for low in at], [two - one - 1 for one, two in pairwise(at)]
        )
        lows = [low - lead for low in at]
        stops = [*lows[1:], min(self._extent(node)[1], at[-1] + 4)]
        for date, low, stop in zip(inside, lows, stops, strict=True):
            date.low, date.high = low, stop
        if len(set(lows)) == len(lows):
            return
        for low, same in groupby(inside, key=attrgetter("low")):
            dates = [*same]
            edges = [0, *[date.mark.start for date in dates[1:]], len(dates[0].block.text)]
            for date, cut in zip(dates, pairwise(edges), strict=True) if len(dates) > 1 else ():
                date.high, date.cut = low + 1, cut


def _is_name(block: Block) -> bool:
    """Whether an undated line may be the title of what follows, and is no sentence."""
    bare = not (block.dates or block.times or block.text.endswith((".", ":")))
    return bare and len(block.text) < 120 and (worth(block.text) or 0) > 0


def _once(records: list[Record]) -> list[Record]:
    """Each day of the same stretch once."""
    if len({record.low for record in records}) == len(records):
        return records
    first: dict[tuple[object, ...], Record] = {}
    for record in records:
        first.setdefault((record.low, record.high, record.mark[2:], record.cut), record)
    return [*first.values()]
