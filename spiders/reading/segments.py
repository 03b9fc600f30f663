"""Blocks with many dates → records: which blocks belong to which date.

From each date the tree is climbed to the largest element that holds this one day. Elements under one parent are
either closed records (rows, items, articles) or the marks of a flat run, which is cut between the dates.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from statistics import median
from string import punctuation

from catalogue.frozen import maker
from spiders.reading.block import Block
from spiders.reading.columns import Tables, bodies_of, without_side_columns
from spiders.reading.day_items import split_days
from spiders.reading.node import Node
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
_mention, _record = maker(Mention), maker(Record)
_CLOSED = frozenset({"tr", "li", "article", "td", "dd", "option"})
_TOP = frozenset({"body", "html", "main"})


def records_of(blocks: tuple[Block, ...]) -> list[Record]:
    """The records of a page, in order; [] without a tree or without dates."""
    tables = Tables(blocks)
    mentions = without_side_columns(_mentions(blocks), tables)
    if not mentions:
        return []
    return split_days(_Cutter(blocks, mentions, bodies_of(mentions, tables)).records(), blocks)


def _mentions(blocks: tuple[Block, ...]) -> list[Mention]:
    out: list[Mention] = []
    for block in blocks:
        if not block.dates or block.node is None or len(block.text) > 3000:
            continue
        own = [
            _mention(block=block, nth=nth, mark=mark, day=(mark.month, mark.day))
            for nth, mark in enumerate(block.dates)
            if not (mark.start and _is_aside(block.text[max(0, mark.start - 40) : mark.start]))
            and not _INSTANT.match(block.text, mark.end)
        ]
        out.extend(_after_moves(own) if len(own) > 1 else own)
        if len(out) > MAX_MENTIONS:
            return out[:MAX_MENTIONS]
    return out


def _is_aside(before: str) -> bool:
    """Whether the words before a date say that it is none of an event."""
    low = before.lower().rstrip(_SIGNS)
    return low.endswith(_ENDINGS) and _BEFORE.search(before) is not None


def _after_moves(own: list[Mention]) -> list[Mention]:
    """The move "A changed to B" is one event, on B; the second half of a range is no event of its own."""
    gone: set[int] = set()
    for one, two in pairwise(own):
        between = one.block.text[one.mark.end : two.mark.start]
        if _INSTEAD_OF.search(between):
            gone.add(two.nth)
        elif _MOVED_TO.search(between):
            gone.add(one.nth)
        elif re.fullmatch(r"\s?(?:-|–|—|to|until|through)\s?", between) or (
            one.block.times and re.fullmatch(r"[\s,\d:.apmAPM@]{0,20}(?:-|–|—|\bto\b)\s?", between)
        ):
            gone.add(two.nth)
    return [mention for mention in own if mention.nth not in gone]


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

    def __init__(
        self, blocks: tuple[Block, ...], mentions: list[Mention], bodies: dict[tuple[int, int], str]
    ) -> None:
        self.blocks = blocks
        self.bodies = bodies
        self.mentions = mentions
        self.at = [mention.block.at for mention in mentions]
        self.places = [block.at for block in blocks]
        self.counted: dict[tuple[int, int], int] = {}

    def records(self) -> list[Record]:
        """The records, in order, each day of a block once."""
        tops: dict[Node, list[Mention]] = {}
        crowded: dict[Node, list[Mention]] = {}
        for mention in self.mentions:
            own = mention.block.node
            if own is None:
                continue
            if self._days(own) > 1:
                crowded.setdefault(own, []).append(mention)
            else:
                cell = (mention.block.group, mention.block.column) in self.bodies
                tops.setdefault(self._top(own, cell=cell), []).append(mention)
        families: dict[Node | None, list[Node]] = defaultdict(list)
        for top in tops:
            families[top.parent].append(top)
        out: list[Record] = []
        for parent, children in families.items():
            out.extend(self._family(parent, children, tops))
        for node, inside in crowded.items():
            out.extend(self._crowded(node, inside))
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
        return bisect_left(self.places, node.low), bisect_left(self.places, node.high)

    def _top(self, node: Node, *, cell: bool) -> Node:
        """The largest element around one that holds no other day."""
        top, above = node, node.parent
        while above and above.tag not in _TOP and not (cell and above.tag == "tr"):
            if self._days(above) != 1:
                break
            top, above = above, above.parent
        return top

    def _family(
        self,
        parent: Node | None,
        children: list[Node],
        tops: dict[Node, list[Mention]],
    ) -> list[Record]:
        ranges = [self._extent(child) for child in children]
        closed = sum(
            self._is_closed(child, *span) for child, span in zip(children, ranges, strict=True)
        )
        flat = closed < 0.5 * len(children) and parent is not None
        first = flat and self._title_first(ranges)
        below = int(flat and not first and self._title_below(ranges))
        gaps = [after[0] - before[1] for before, after in pairwise(ranges)]
        tail = int(median(gaps)) if gaps else 6
        out = []
        for number, child in enumerate(children):
            mention = next((m for m in tops[child] if m.mark.year), tops[child][0])
            low, high = ranges[number]
            if flat:
                following = ranges[number + 1][0] if number + 1 < len(ranges) else None
                stop = (
                    following - first
                    if following is not None
                    else min(len(self.blocks), high + max(tail, 2))
                )
                bare = not tail if gaps else low > 0 and bool(self.blocks[low - 1].dates)
                high = self._flat_end(mention, (low, high + below), stop, bare=bare)
                low = max(0, low - first)
            out.append(
                _record(
                    mention=mention,
                    low=low,
                    high=high,
                    kind="flat" if flat else "closed",
                    node=child,
                    body=self.bodies.get((mention.block.group, mention.block.column), ""),
                )
            )
        return out

    def _is_closed(self, node: Node, low: int, high: int) -> bool:
        alone = high - low == 1 and len(self.blocks[low].rest) < 4
        if node.tag in ("td", "li", "option"):
            return True
        return (node.tag in _CLOSED and not alone) or high - low > 2

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
        for number, mention in enumerate(inside):
            following = inside[number + 1] if number + 1 < len(inside) else None
            low = mention.block.index
            same = in_block[low]
            if len(same) > 1:
                at = same.index(mention)
                start = mention.mark.start if at else 0
                stop = same[at + 1].mark.start if at + 1 < len(same) else len(mention.block.text)
                out.append(
                    _record(
                        mention=mention,
                        low=low,
                        high=low + 1,
                        kind="sentence",
                        node=node,
                        cut=(start, stop),
                    )
                )
                continue
            end = (
                following.block.index
                if following is not None
                else min(self._extent(node)[1], low + 4)
            )
            out.append(
                Record(mention=mention, low=low, high=max(end, low + 1), kind="line", node=node)
            )
        return out


def _once(records: list[Record]) -> list[Record]:
    """Each day of the same stretch once."""
    seen: set[tuple[object, ...]] = set()
    out = []
    for record in records:
        key = (record.low, record.high, record.mention.day, record.mention.mark.year, record.cut)
        if key not in seen:
            seen.add(key)
            out.append(record)
    return out
