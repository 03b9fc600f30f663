"""Lines that mark-up ran together → parted; dates that it spread over boxes ("12", "May", "2027") → in one block."""

from __future__ import annotations

import re
from itertools import pairwise

from spiders.reading.block import Block
from spiders.reading.boxes import calling
from spiders.reading.calendars import MONTH, WEEKDAY
from spiders.reading.datelike import find_dates, find_times, is_date
from spiders.reading.lines import MONTHS, Lines

LONGEST = 600
"""Characters of a line that is looked at; longer ones are paragraphs."""
LONGEST_PIECE = 14
"""Characters of a box that can be a piece of a date; "September 21st," has 15 and is a date by itself."""
MOST = 4
"""Pieces of one date: a weekday, a day, a month and a year."""

_LABEL = re.compile(
    r"(?i)\b(?:date|time|venue|location|place|when|where|cost|price|fee|speakers?|chair|deadline|cpd)"
    r"(?: of (?:the )?(?:event|meeting))?\s?:"
)
_MAYBE_GLUED = re.compile(
    r":(?:(?:(?<=20\d\d\d:)|(?<=20\d\d\d\d:))\d\d|(?:(?<=[0-9]:) |(?<=[0-9] :) ?)[0-5])"
    r"|\^(?:(?<=[0-9]\^)|(?<=[0-9] \^))"
)
"""What those of `_GLUED` that name no month have in common; the engine leaps to the rare sign and looks back."""
_NAMES = "|".join(MONTHS)
_GLUED_MONTH = re.compile(rf"[0-9](?i:{_NAMES})")
_GLUED = (
    (re.compile(r"(20\d\d)(\d{1,2}:\d\d)"), r"\1 \2"),
    (re.compile(rf"(?i)\b(\d{{1,2}})({_NAMES})([a-z]{{0,6}})(20\d\d)"), r"\1 \2\3 \4"),
    (re.compile(rf"(?i)\b(\d{{1,2}})({_NAMES})(\d{{1,2}}:)"), r"\1 \2 \3"),
    (re.compile(r"\b(\d{1,2}) ?\^ ?(st|nd|rd|th)\b"), r"\1\2"),
    (re.compile(r"(?i)\b(\d{1,2}) ?: ?([0-5]\d)(?= ?[ap]\.?m)"), r"\1:\2"),
)
_START = re.compile(r"(?i)(?:\W*(?:from|starts?|begins?|when|date|on)\b){0,2}\W*")
_END = re.compile(r"(?i)\W*(?:(?:to|until|till|ends?|finish(?:es)?|end date|ends on)\W*|[-–—→]\W*)")
"""What stands before the first of two days, and between them, where they are the start and the end of one event."""
LONGEST_END = 60
"""Characters of a box that holds an end."""
WEEK = 7
_ends = calling(r"(?:^|[\s_-])(?:end|until)(?:$|[\s_-])|enddate|dateend")
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?:[-–]\d{1,2})?\*?"
_PIECE = re.compile(
    rf"(?i)(?:{_DAY}|20\d\d|{WEEKDAY},?|{MONTH},?|{MONTH} {_DAY},?|{_DAY} {MONTH}"
    rf"|{WEEKDAY},? .{{1,8}})"
)


def is_joined(text: str) -> bool:
    """Whether a line may stand for several, or have a clock time in it that was run together."""
    return text.count(":") > 1 or _MAYBE_GLUED.search(text) is not None


def is_glued(text: str, start: int, end: int) -> bool:
    """Whether dates that stand in a line have the day and the month run together."""
    return len(text) <= LONGEST and _GLUED_MONTH.search(text, start, end) is not None


def split_lines(text: str, lead: str) -> tuple[tuple[str, str], ...]:
    """(words, lead) of every line that a block of words, some set off at the start, stands for; usually one."""
    if len(text) > LONGEST:
        return ((text, lead),)
    text = unglue(text)
    cuts = [found.start() for found in _LABEL.finditer(text)] if text.count(":") > 1 else []
    if len(cuts) < 2 or (cuts[0] > 0 and len(cuts) == 2):
        return ((text, lead),)
    edges = sorted({0, *cuts, len(text)})
    parts = [text[a:b].strip(" ;|,") for a, b in pairwise(edges)]
    return tuple([(part, "") for part in parts if part])


def unglue(text: str) -> str:
    """The text with spaces where mark-up ran day, month, year and clock together."""
    if not (_MAYBE_GLUED.search(text) or _GLUED_MONTH.search(text)):
        return text
    for pattern, better in _GLUED:
        text = pattern.sub(better, text)
    return text


def join_dates(blocks: list[Block], lines: Lines, american: bool) -> tuple[Block, ...]:
    """The blocks, numbered; pieces that make one date together are one block."""
    named = [at for at in map(lines.number, lines.months) if _is_piece(blocks[at].text)]
    near = {at for month in named for at in range(max(0, month - MOST + 1), month + MOST)}
    pieces = [at for at in sorted(near) if at < len(blocks) and _is_piece(blocks[at].text)]
    joined: set[int] = set()
    for at, after in pairwise(pieces):
        if after == at + 1 and at not in joined:
            size = _size(blocks[at : at + MOST])
            joined.update(range(at + 1, at + size))
            if size > 1:
                block = blocks[at]
                block.text = " ".join([piece.text for piece in blocks[at : at + size]])
                block.dates, block.times = find_dates(block.text, month_first=american), ()
    kept = [block for at, block in enumerate(blocks) if at not in joined] if joined else blocks
    kept = _join_clocks(_join_ranges(kept, american))
    for index, block in enumerate(kept):
        block.index = index
    return tuple(kept)


def _join_ranges(blocks: list[Block], american: bool) -> list[Block]:
    """The blocks; a start and an end that stand in boxes of their own, each with its clock, are one."""
    dated = [at for at, block in enumerate(blocks) if block.dates and not block.row]
    gone: set[int] = set()
    for one, two in pairwise(dated):
        first, last = blocks[one], blocks[two]
        beside = two == one + 1 and first.tag != "div" and not last.dates[0].start
        if two - one > MOST or (
            beside and (len(last.text) > LONGEST_END or not _is_called_end(first, last))
        ):
            continue  # mostly
        if two > one + 1 and len(blocks[two - 1].text) > LONGEST_PIECE:
            continue  # words of another thing
        if one in gone or not _is_range(blocks[one : two + 1]):
            continue
        inner = [block.text for block in blocks[one + 1 : two] if block.times]
        outer = [block.text for block in blocks[two + 1 : two + 2] if inner and _is_clock(block)]
        end = last.text[last.dates[0].start :]
        first.text = " ".join([first.text, *inner, "-", end, *outer])
        first.dates = find_dates(first.text, month_first=american)
        first.times = tuple(find_times(first.text, first.dates))
        gone.update(range(one + 1, two + 1 + len(outer)))
    return [block for at, block in enumerate(blocks) if at not in gone] if gone else blocks


def _join_clocks(blocks: list[Block]) -> list[Block]:
    """The blocks; a clock time alone and one behind it that begins with a dash, "10:00am" and "- 4pm", are one."""
    timed = [at for at, block in enumerate(blocks) if block.times and not block.dates]
    gone: set[int] = set()
    for one, two in pairwise(timed):
        first, last = blocks[one], blocks[two]
        if two > one + 1 or one in gone or (first.row, first.column) != (last.row, last.column):
            continue
        told = last.text[: last.times[0].start] or "- " * _was_dashed(first, last)
        if told and _END.fullmatch(told) and not (first.rest or last.rest):
            first.text = f"{first.text} - {last.text[last.times[0].start :]}"
            first.times = tuple(find_times(first.text))
            gone.add(two)
    return [block for at, block in enumerate(blocks) if at not in gone] if gone else blocks


def _was_dashed(first: Block, last: Block) -> bool:
    """Whether the dash that opened a line was taken for the sign of a list in which its neighbour is no item."""
    return last.tag == "li" != first.tag and last.node is not None and last.node.tag != "li"


def _is_range(blocks: list[Block]) -> bool:
    """Whether the first and the last block are the start and the end of one event: a word or their boxes say so."""
    first, last = blocks[0], blocks[-1]
    one, two = first.dates[0], last.dates[0]
    told = last.text[: two.start]
    if len(blocks) > 2:
        told = " ".join([*[b.text for b in blocks[1:-1] if not _is_clock(b)], told]).strip()
    if not (
        _END.fullmatch(told)
        if told
        else _is_pair(first, last) or (len(blocks) == 2 and _is_called_end(first, last))
    ):
        return False
    ahead = (two.year or 0, *two[2:4]) >= (one.year or 0, *one[2:4])
    lone = len(first.dates) == len(last.dates) == 1 and len(last.text) <= LONGEST_END
    opened = ahead and lone and _START.fullmatch(first.text, 0, one.start)
    return bool(opened) and not (first.rest or last.rest)


def _is_pair(first: Block, last: Block) -> bool:
    """Whether two boxes with a day and a clock each, within a week, are all that a box around them holds."""
    one, two = first.node, last.node
    box = one.parent if one and two and one.parent is two.parent and one.tag == "div" else None
    if box is None or first.at - box.low > 1 or box.high - last.at > 2:
        return False
    days = [31 * block.dates[0].month + block.dates[0].day for block in (first, last)]
    clocks = {block.time_words() for block in (first, last) if len(block.times) == 1}
    return 0 < days[1] - days[0] < WEEK and len(clocks) > 1


def _is_called_end(first: Block, last: Block) -> bool:
    """Whether the box of a day, or one between it and the box of the day before, is called that of the end."""
    node = last.node
    while node is not None and node.low > first.at:
        if node.names and _ends(node.names):
            return True
        node = node.parent
    return False


def _is_clock(block: Block) -> bool:
    """Whether a block is nothing but a clock time."""
    return bool(block.times) and not (block.dates or block.rest)


def _size(blocks: list[Block]) -> int:
    """How many blocks from the first on make one date: 4, 3, 2 or 1."""
    count = next((at for at, block in enumerate(blocks) if not _is_piece(block.text)), len(blocks))
    for size in range(count, 1, -1):
        inside = blocks[:size]
        if sum([bool(block.dates) for block in inside]) > 1:
            continue
        words = " ".join([block.text for block in inside]).rstrip("*")
        together = len({(block.row, block.column) for block in inside}) == 1
        known = any(block.dates and block.dates[0].year for block in inside)
        if together and not known and is_date(words):
            return size
    return 1


def _is_piece(text: str) -> bool:
    """Whether a text can be a piece of a date."""
    return len(text) <= LONGEST_PIECE and _PIECE.fullmatch(text) is not None
