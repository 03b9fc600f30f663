"""Records → the clock time of each: its own, a sentence that speaks for all, or the one its fellows agree on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from spiders.reading.block import Block
from spiders.reading.datelike import DateMark, TimeMark, weekday_of, weekday_on
from spiders.reading.lines import first_within
from spiders.reading.page import Page
from spiders.reading.record import Record, insides
from spiders.reading.segments import is_aside

_NOT_START = re.compile(
    r"(?i)(?:\bby|before|after|until|beyond|later than|prior to|deadline|closed?s?(?: at)?|doors(?: open)?(?: at)?"
    r"|registration(?: at| opens)?|check.?in|arrive)\W{0,3}(?:\w+\W{1,3}){0,2}$"
)
_ELSE = "by before after until beyond later prior deadline close doors registration check arrive".split()
"""Without one of these words in front of it, a time is a start."""
_DOORS = re.compile(r"(?i)\W{0,3}doors?\b")
"""The same behind a time."""
_CHANGED = re.compile(r"(?i)\b(?:changed|moved|rescheduled|now|new time)\b[\w ]{0,12}\W{0,3}$")
"""Words in front of the clock that holds now."""
_OFFICE = re.compile(
    r"(?i)\b(?:office|business|opening|visitor|library) hours|\bhours(?: of operation)? ?:|(?<!doors )\bopen\b(?! to"
    r"| (?:meeting|session|forum|house|day|evening|mic))"
    r"|\b(?:mon|tue|wed)(?:s|nes)?(?:day)?s? ?(?:-|–|to|thru|through) ?(?:thu|fri|sat|sun)"
    r"|\b(?:parking|deadline|filing)\b"
)
_HOURS = re.compile(r"(?i)\bhours\b|\b(?:opening times|box office|weekdays)\b")
"""The same beside one event, in a line or a heading above it."""
ABOVE = 3
"""Lines below a heading of opening hours that are taken for such hours."""
_ALL = re.compile(
    r"(?i)\b(?:all|each|every|unless|otherwise|generally|usually|typically|regular(?:ly)?)\b"
)
_MEET = re.compile(
    r"(?i)\b(?:meetings?|meets?|begins?|starts?|held|convenes?|takes? place|sessions?|scheduled|hearings?"
    r"|events?(?! ?:))\b"
)
_WHEN = re.compile(
    r"(?i)^\W{0,3}(?:when|time|meeting time|start time)\b"
    r"|\b(?:1st|2nd|3rd|4th|first|second|third|fourth|last|every|each)\b.{0,40}\b(?:mon|tues|wednes|thurs|fri)day"
)
_STOP = re.compile(r"(?<![ap]\.m)(?<!\b[A-Z])\. (?=[A-Z])")
_PAPERS = frozenset(
    {"agenda", "agendas", "minutes", "map", "video", "audio", "notice", "packet", "pdf", "draft"}
)
"""Words of links beside the dates of meetings."""
_OTHER_HEAD = re.compile(r"(?i)deadline|filing|minutes|agenda|testing|submi|due")


class Clock(NamedTuple):
    """The words of a time, where they stand, and how they came to a record ("own", "moved", "rule", "peer")."""

    words: str
    block: Block
    source: str


def clocks_of(records: list[Record], page: Page) -> list[Clock | None]:
    """The time of each record: its own, else that of the best rule of the page, else the one its fellows agree on."""
    if not page.timed:
        return [None] * len(records)
    lines = [block.index for block in page.timed]
    own = [
        _own_clock(record, lines, page.blocks)
        if first_within(lines, record.low, record.high) >= 0
        else None
        for record in records
    ]
    if all(clock is not None for clock in own):
        return own
    dated = sorted({record.block.index for record in records})
    around = _Around(dated, [block.index for block in page.heads])
    rules = _rules(records, page, around)
    if rules:
        heads = {
            (at.group, at.column): rule.clock for rule in rules if (at := rule.clock.block).row
        }
        return [
            clock or _headed(record.block, heads) or _ruled(record.block.index, rules, around)
            for record, clock in zip(records, own, strict=True)
        ]
    words = Counter(clock.words for clock in own if clock is not None)
    if len(words) == 1 and len(records) > 1:
        peer = next(clock for clock in own if clock is not None)
        agreed = Clock(words=peer.words, block=peer.block, source="peer")
        named = [_named(record, page.blocks) for record in records]
        told = [words for words, clock in zip(named, own, strict=True) if clock]
        return [
            clock or (agreed if _is_alike(words, told) else None)
            for words, clock in zip(named, own, strict=True)
        ]
    return own


def _headed(cell: Block, heads: dict[tuple[int, int], Clock]) -> Clock | None:
    """The time in the head of a date's column: "Workshops, 6:30 PM"; `heads` by table and column."""
    head = heads.get((cell.group, cell.column)) if cell.row else None
    return head if head is not None and head.block.row < cell.row else None


def _named(record: Record, blocks: tuple[Block, ...]) -> set[str]:
    """The words beside a date, and of the headings right above it, that may be the name of its event."""
    low, at = record.low, record.block.index
    heads = [block.text for block in blocks[max(low, at - 2) : at] if block.level]
    return {*" ".join([*heads, record.block.rest]).lower().split()} - _PAPERS


def _is_alike(named: set[str], told: list[set[str]]) -> bool:
    """Whether a line names no event of its own, or one that shares a word with one of those that tell the time."""
    return len(named) < 2 or any(len(words) < 2 or not words.isdisjoint(named) for words in told)


def _own_clock(record: Record, lines: list[int], blocks: tuple[Block, ...]) -> Clock | None:
    """The time in a record; `lines` are the numbers of all blocks that have one."""
    block, mark = record.block, record.mark
    if record.cut is not None:
        inside = [t for t in block.times if record.cut[0] <= t.start and t.end <= record.cut[1]]
        told = inside or [t for t in block.times if t.end <= len(record.opening)]
        behind = told or [t for t in block.times if t.start >= mark.end][:1]
        if behind and not told and _STOP.search(block.text, mark.end, behind[0].start):
            return None  # another sentence's
        return Clock(_words(block, behind[0]), block, "own") if behind else None
    if block.times and record.low <= block.index < record.high:
        after = [t for t in block.times if t.start >= mark.end - 1] or list(block.times)
        posted = _aside_below(record) if len(block.dates) > 1 else None
        after = [t for t in after if t.start < posted] if posted is not None else after
        if not after:
            return None
        moved = [
            t for t in after[1:] if _CHANGED.search(block.text[max(0, t.start - 30) : t.start])
        ]
        return Clock(_words(block, (moved or after)[0]), block, "moved" if moved else "own")
    numbers = lines[bisect_left(lines, record.low) : bisect_left(lines, record.high)]
    return _told([blocks[line] for line in numbers])


def _told(timed: list[Block]) -> Clock | None:
    """The first start that some lines tell, none of an office; else the hour at which doors open."""
    doors: Clock | None = None
    for block in timed:
        if is_office(block.text) and not block.dates:
            continue
        for time in starts(block):
            return Clock(_words(block, time), block, "own")
        if doors is None and "doors" in block.text.lower():
            doors = Clock(_words(block, block.times[0]), block, "own")
    return doors


def _aside_below(record: Record) -> int | None:
    """Where, behind a record's date, a date begins that is none of an event: "3 May – Posted 1 May 2:52 PM"."""
    text = record.block.text
    behind = (mark.start for mark in record.block.dates[record.nth + 1 :])
    return next((at for at in behind if is_aside(text[max(0, at - 40) : at])), None)


@lru_cache(maxsize=4000)
def is_office(text: str) -> bool:
    """Whether a line says when an office is open, or until when papers are taken."""
    return bool(_OFFICE.search(text))


def is_elses(block: Block, day: DateMark | None, page: Page) -> bool:
    """Whether the clock of a line is that of an office, by its heading too, or of another weekday than `day`."""
    above = page.blocks[max(0, block.index - ABOVE) : block.index]
    lines = [block.text, *(line.text for line in above if line.level)]
    if is_office(block.text) or any(map(_HOURS.search, lines)):
        return True
    if day is None or block.dates:
        return False
    said = weekday_of(block.text)
    return said is not None and weekday_on(day) not in (None, said)


def starts(block: Block) -> Iterator[TimeMark]:
    """The times of a line but those at which something closes, or doors open."""
    low = 0
    behind = "oor" in block.text
    for time in block.times:
        before = block.text[max(low, time.start - 40) : time.start]
        doors = _DOORS.match(block.text, time.end) if behind else None
        low = doors.end() if doors else time.end
        other = before and any(map(before.lower().__contains__, _ELSE))
        if not (doors or (other and _NOT_START.search(before))):
            yield time


def _words(block: Block, time: TimeMark) -> str:
    return block.text[time.start : time.end].strip(" ,;")


class _Around(NamedTuple):
    """The numbers, in order, of the blocks that give the records' dates, and of the headings."""

    dated: list[int]
    heads: list[int]

    def place(self, index: int) -> tuple[int, int, int, int]:
        """A block, the dated ones above it and down to it, and the heading that it stands below."""
        before, until = bisect_left(self.dated, index), bisect_right(self.dated, index)
        return index, before, until, bisect_right(self.heads, index)

    def owns(self, part: int) -> bool:
        """Whether dates stand below a heading, by its number from 1."""
        low = bisect_left(self.dated, self.heads[part - 1])
        high = bisect_left(self.dated, self.heads[part]) if part < len(self.heads) else None
        return low < (len(self.dated) if high is None else high)


class _Rule(NamedTuple):
    place: tuple[int, int, int, int]
    score: int
    clock: Clock


def _rules(records: list[Record], page: Page, around: _Around) -> list[_Rule]:
    """Lines whose time speaks for all: "All meetings begin at 6pm", "Wednesdays at 6pm" above the list."""
    owned = insides(records, 200)
    out: list[_Rule] = []
    for block in page.timed:
        if len(block.text) > 1500 or _under_other_head(block, page):
            continue
        score = _rule_score(block, block.index in owned)
        times = list(starts(block)) if score else []
        if not times:
            continue
        meet = _MEET.search(block.text)
        behind = [time for time in times if meet and time.start > meet.start()]
        words = _words(block, (behind or times)[0])
        out.append(_Rule(around.place(block.index), score, Clock(words, block, "rule")))
    return out[:200]


def _under_other_head(block: Block, page: Page) -> bool:
    """Whether the line stands in a column headed deadline, minutes, testing: its time is not the meetings'.

    So are those of a list "Tuesday to Saturday", "Sunday", each with its hours.
    """
    if block.tag == "dd":
        above = page.blocks[max(0, block.index - 2 * ABOVE) : block.index]
        return any(b.group == block.group and is_office(b.text) for b in above if b.tag == "dt")
    if not block.row or not block.index:
        return False
    before = page.blocks[block.index - 1]
    same = (before.row, before.column) == (block.row, block.column)
    return same and bool(_OTHER_HEAD.search(before.text))


def _rule_score(block: Block, owned: bool) -> int:
    """How much a line speaks for all records, from 0 to 3; one with a date or of a record only where it says so."""
    for_all, alone = _speaks(block.text)
    return for_all or (0 if block.dates or owned else alone)


@lru_cache(maxsize=4000)
def _speaks(text: str) -> tuple[int, int]:
    """How much a line speaks for all records in so many words, and how much where it belongs to none of them."""
    meet = _MEET.search(text)
    told = _ALL.search(text) if meet else None
    if told:
        worth = 2 if told[0].lower() == "regular" and not _ALL.search(text, told.end()) else 3
        return worth, worth
    if is_office(text):
        return 0, 0
    return 0, 2 if meet or _WHEN.search(text) else int(len(text) < 90)


def _ruled(at: int, rules: list[_Rule], around: _Around) -> Clock | None:
    """The best rule for the record at a block: it speaks for all, stands near and above, or below the same heading."""
    best, best_score = None, -9.0
    index, before, until, part = around.place(at)
    for (line, line_before, line_until, line_part), worth, clock in rules:
        if worth + 1.2 <= best_score:
            continue
        apart = abs(index - line)
        if worth == 1 and 0 < line_part != part and around.owns(line_part):
            continue  # it is told of other dates
        if worth == 1 and (
            before - line_until > 12 and apart > 40 if line < index else line_before - until > 15
        ):
            continue
        score = worth - 0.02 * min(apart, 60) - 1.2 * (line > index)
        score += 1.2 * (part > 0 and line_part == part)
        if score > best_score:
            best, best_score = clock, score
    return best
