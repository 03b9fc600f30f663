"""Blocks with many dates → records: which blocks belong to which date.

From each date the tree is climbed to the largest element that holds this one day. Elements under one parent are
either closed records (rows, items, articles) or the marks of a flat run, which is cut between the dates.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from statistics import median
from string import punctuation

from spiders.reading.block import Block
from spiders.reading.columns import Bodies, Tables, date_columns
from spiders.reading.day_items import split_days
from spiders.reading.node import Node
from spiders.reading.page import Page
from spiders.reading.record import Mention, Record

MAX_MENTIONS = 3000
"""Dates of one page that are looked at; the fullest of 400 saved pages has 471."""

_BEFORE = re.compile(
    r"(?:(?:rescheduled|moved|changed|postponed|rearranged) from|posted|updated|published|modified|revised"
    r"|approved|adopted"
    r"|effective|expires?|deadline|due|as of|statements? for|since|created|©|copyright|established|submitted"
    r"|ended|by)\W{0,3}"
    r"(?:(?:on|by|date|at|to|the|no later than)\W{1,3}){0,2}$",
    re.IGNORECASE,
)
_ENDINGS = tuple(
    re.findall(
        r"\S+",
        """from posted updated published modified revised approved adopted effective expire expires deadline due of for
        since created © copyright established submitted ended by on date at to the than""",
    )
)
"""The last words of `_BEFORE`: hardly any date stands behind one of them."""
_SIGNS = f" {punctuation}–—“”‘’·•\u200b"
_INSTANT = re.compile(r"T\d\d:\d\d:\d\d")
"""Behind a date: an instant to the second is when a page was written."""
_MOVED_TO = re.compile(
    r"\b(?:changed|postponed|rescheduled|moved|new date)\b(?:\s(?:to|for|is))?", re.IGNORECASE
)
_INSTEAD_OF = re.compile(
    r"\b(?:replac(?:es|ing)|instead of|in place of|rescheduled from|moved from)\b", re.IGNORECASE
)
_TO = re.compile(r"\s?(?:-|–|—|to|until|through)\s?")
_CLOCK_TO = re.compile(r"[\s,\d:.apmAPM@]{0,20}(?:-|–|—|\bto\b)\s?")
_ITEMS = frozenset({"td", "li", "option"})
_ROWS = frozenset({"tr", "article", "dd"})
_TOP = frozenset({"body", "html", "main"})


def records_of(page: Page, tables: Tables) -> list[Record]:
    """The records of a page, in order; [] without a tree or without dates.

    Args:
        page: The page.
        tables: Its tables.
    """
    mentions, bodies = date_columns(_mentions(page.dated), tables)
    if not mentions:
        return []
    return split_days(_Cutter(page.blocks, mentions, bodies).records(), page.blocks, page.timed)


def _mentions(dated: tuple[Block, ...]) -> list[Mention]:
    out: list[Mention] = []
    for block in dated:
        text = block.text
        if block.node is None or len(text) > 3000:
            continue
        low = len(out)
        for nth, mark in enumerate(block.dates):
            start, end = mark[:2]
            if start and _is_aside(text[max(0, start - 40) : start]):
                continue
            if not (text.startswith("T", end) and _INSTANT.match(text, end)):
                out.append(Mention(block, nth, mark, mark[2:4]))
        if len(out) - low > 1:
            out[low:] = _after_moves(out[low:])
        if len(out) > MAX_MENTIONS:
            return out[:MAX_MENTIONS]
    return out


@lru_cache(maxsize=4000)
def _is_aside(before: str) -> bool:
    """Whether the words before a date say that it is none of an event; mostly the same, line after line."""
    low = before.lower().rstrip(_SIGNS)
    return low.endswith(_ENDINGS) and _BEFORE.search(before) is not None


def _after_moves(own: list[Mention]) -> list[Mention]:
    """The move "A changed to B" is one event, on B; the second half of a range is no event of its own."""
    gone: set[int] = set()
    for one, two in pairwise(own):
        old = _moved(one.block.text[one.mark.end : two.mark.start], timed=bool(one.block.times))
        if old is not None:
            gone.add((one, two)[old].nth)
    return [mention for mention in own if mention.nth not in gone]


@lru_cache(maxsize=4000)
def _moved(between: str, *, timed: bool) -> int | None:
    """Which of two dates, 0 or 1, is no event for what stands between them; mostly the same words, line after line."""
    if _INSTEAD_OF.search(between):
        return 1
    if _MOVED_TO.search(between):
        return 0
    return 1 if _TO.fullmatch(between) or (timed and _CLOCK_TO.fullmatch(between)) else None


def days_in(mentions: list[Mention]) -> int:
    """How many days, or clock times of one day, are mentioned."""
    if len(mentions) == 1:
        return 1
    days: set[object] = {mention.day for mention in mentions}
    if len(days) == 1:
        clocks = {mention.block.time_words().lower() for mention in mentions if mention.block.times}
        days = set(clocks) or days
    full = {(m.mark.year, m.day) for m in mentions if m.mark.year}
    return max(len(days), len(full))


class _Cutter:
    """Cuts a page into records.

    Args:
        blocks: All blocks of the page.
        mentions: The dates that may open records, in order.
        bodies: The columns whose cells are records of their own.
    """

    def __init__(self, blocks: tuple[Block, ...], mentions: list[Mention], bodies: Bodies) -> None:
        self.blocks = blocks
        self.bodies = bodies
        self.mentions = mentions
        self.at = [mention.block.at for mention in mentions]
        self.places = [block.at for block in blocks]
        self.counted: dict[tuple[int, int], int] = {}

    def records(self) -> list[Record]:
        """The records, in order, each day of a block once."""
        tops: dict[Node, Mention] = {}
        crowded: dict[Node, list[Mention]] = {}
        for number, mention in enumerate(self.mentions):
            top = self._top(number)
            if top is None and mention.block.node is not None:
                crowded.setdefault(mention.block.node, []).append(mention)
            elif top is not None and (
                top not in tops or (mention.mark.year and not tops[top].mark.year)
            ):
                tops[top] = mention
        families: dict[Node | None, list[Node]] = defaultdict(list)
        for top in tops:
            families[top.parent].append(top)
        out: list[Record] = []
        for parent, children in families.items():
            out += self._family(parent, children, [tops[child] for child in children])
        for node, inside in crowded.items():
            out += self._crowded(node, inside)
        out.sort(key=lambda r: (r.mention.block.index, r.mention.mark.start))
        return _once(out)

    def _days(self, node: Node) -> int:
        """The days in an element: those of boxes around the very same dates are counted once."""
        low = bisect_left(self.at, node.low)
        inside = low, bisect_left(self.at, node.high, low)
        days = self.counted.get(inside)
        if days is None:
            days = self.counted[inside] = days_in(self.mentions[slice(*inside)])
        return days

    def _extent(self, node: Node) -> tuple[int, int]:
        """The first block in an element, and the one after the last."""
        low = bisect_left(self.places, node.low)
        return low, bisect_left(self.places, node.high, low)

    def _top(self, number: int) -> Node | None:
        """The largest element around a date that holds no other day; None where its own one does."""
        mention = self.mentions[number]
        block = mention.block
        cell = bool(self.bodies) and (block.group, block.column) in self.bodies
        last = self.mentions[number - 1] if number else None
        following = self.mentions[number + 1] if number + 1 < len(self.at) else None
        top, node = None, block.node
        while node and not (top and (node.tag in _TOP or (cell and node.tag == "tr"))):
            one = last if last and last.block.at >= node.low else None
            two = following if following and following.block.at < node.high else None
            if (one and one.day != mention.day) or (two and two.day != mention.day):
                break
            if (one or two) and self._days(node) > 1:
                break
            top, node = node, node.parent
        return top

    def _family(
        self, parent: Node | None, children: list[Node], mentions: list[Mention]
    ) -> list[Record]:
        ranges = [self._extent(child) for child in children]
        closed = sum(map(self._is_closed, children, ranges))
        if parent is None or closed >= 0.5 * len(children):
            return [
                Record(mention, low, high, self._body(mention))
                for mention, (low, high) in zip(mentions, ranges, strict=True)
            ]
        return self._flat(mentions, ranges)

    def _body(self, mention: Mention) -> str:
        return self.bodies.get((mention.block.group, mention.block.column), "")

    def _flat(self, mentions: list[Mention], ranges: list[tuple[int, int]]) -> list[Record]:
        """The records of a flat run: of each what follows until the next one, or its title."""
        first = self._title_first(ranges)
        below = int(not first and self._title_below(ranges))
        gaps = [after[0] - before[1] for before, after in pairwise(ranges)]
        tail = int(median(gaps)) if gaps else 6
        stops = [low - first for low, _ in ranges[1:]]
        stops.append(min(len(self.blocks), ranges[-1][1] + max(tail, 2)))
        out = []
        for mention, (low, high), stop in zip(mentions, ranges, stops, strict=True):
            bare = not tail if gaps else low > 0 and bool(self.blocks[low - 1].dates)
            end = self._flat_end(mention, (low, high + below), stop, bare=bare)
            out.append(Record(mention, max(0, low - first), end, self._body(mention)))
        return out

    def _is_closed(self, node: Node, span: tuple[int, int]) -> bool:
        low, high = span
        if node.tag in _ITEMS or high - low > 2:
            return True
        return node.tag in _ROWS and (high - low != 1 or len(self.blocks[low].rest) >= 4)

    def _title_first(self, ranges: list[tuple[int, int]]) -> bool:
        """Whether a title-like line stands right before most dates of a flat run."""
        before = 0
        for number, (low, _) in enumerate(ranges):
            if low == 0 or (number and low == ranges[number - 1][1]):
                continue
            line, own = self.blocks[low - 1], self.blocks[low]
            marked = (line.level and not own.level) or (line.linked and not own.linked)
            before += bool(marked) and len(line.text) < 120
        return before > 0.6 * len(ranges)

    def _title_below(self, ranges: list[tuple[int, int]]) -> bool:
        """Whether every date of a flat run is plain and has a heading of one and the same rank right below it."""
        under = [self.blocks[high : high + 1] for _, high in ranges]
        levels = {block.level for found in under for block in found if block.heading}
        plain = not any(self.blocks[low].level for low, _ in ranges)
        told = all(found and found[0].heading and not found[0].dates for found in under)
        return len(ranges) > 1 and plain and told and len(levels) == 1

    def _flat_end(self, mention: Mention, span: tuple[int, int], stop: int, *, bare: bool) -> int:
        """Where the blocks below a date end; where most dates stand `bare`, a bold line opens the next group."""
        low, at = span
        base = self.blocks[low].level
        while at < stop:
            block = self.blocks[at]
            heading = block.heading and (not base or block.level <= base)
            if (
                heading
                or (bare and block.level and not base)
                or (block.dates and block is not mention.block)
                or block.side
            ):
                break
            at += 1
        return at

    def _crowded(self, node: Node, inside: list[Mention]) -> list[Record]:
        """Several days in one element: cut by line, in one line by position."""
        out = []
        in_block: dict[int, list[Mention]] = defaultdict(list)
        for mention in inside:
            in_block[mention.block.index].append(mention)
        lows = [mention.block.index for mention in inside]
        lows.append(min(self._extent(node)[1], lows[-1] + 4))
        for mention, low, following in zip(inside, lows, lows[1:], strict=False):
            same = in_block[low]
            if len(same) == 1:
                out.append(Record(mention, low, max(following, low + 1)))
                continue
            at = same.index(mention)
            start = mention.mark.start if at else 0
            stop = same[at + 1].mark.start if at + 1 < len(same) else len(mention.block.text)
            out.append(Record(mention, low, low + 1, cut=(start, stop)))
        return out


def _once(records: list[Record]) -> list[Record]:
    """Each day of the same stretch once."""
    first: dict[tuple[object, ...], Record] = {}
    for record in records:
        first.setdefault((record.low, record.high, record.mention.mark[2:], record.cut), record)
    return [*first.values()]
