"""Records of one day → one record for every timed item below the day: a programme, an afternoon of committees."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace

from spiders.reading.block import Block
from spiders.reading.found import fold
from spiders.reading.other_days import is_sentence
from spiders.reading.page import Page
from spiders.reading.record import Record

_BREAK = re.compile(
    r"(?i)(?:registration|arrivals?|coffee|tea|refreshments|lunch|breaks?|clos(?:e|ing)|welcome|opening)\b"
)
"""What happens between the sessions of one event."""
_WHOLE_DAY = re.compile(r"(?i)all[ -]day\b")


def split_days(records: list[Record], page: Page) -> list[Record]:
    """A day heading with several timed items below it is several events, unless they are called its programme."""
    blocks = page.blocks
    if [record for record in records if not record.mark.end and record.block.heading]:
        records = [part for record in records for part in _cell_parts(record, blocks)]
    whole = [block for block in page.blocks_with("all day", "all-day") if is_whole_day(block)]
    short = [b for b in (*page.timed, *whole) if not b.dates and len(b.text) < 200]
    lines = sorted({b.index for b in short if b.text[-1:] != "." or not is_sentence(b)})
    if len(lines) < 2:
        return records
    out: list[Record] = []
    told = []
    for record in records:
        low, high = bisect_left(lines, record.low), bisect_left(lines, record.high)
        alone = high - low < 2 or record.cut is not None or record.block.times
        inside = [] if alone else [blocks[at] for at in lines[low:high]]
        told.append(_items(inside, record, blocks) if inside else [])
    if _is_programme(told, page):
        return records
    for record, items in zip(records, told, strict=True):
        if len(items) < 2:
            out.append(record)
            continue
        lows = [block.index - _headed(block, record, blocks) for block in items]
        out.extend(
            replace(record, low=low, high=end, item=True)
            for low, end in zip(lows, [*lows[1:], record.high], strict=True)
        )
    return out


def _cell_parts(record: Record, blocks: tuple[Block, ...]) -> list[Record]:
    """The cell of a calendar as one record for every heading in it; other records as they are."""
    if record.mark.end or not record.block.heading:
        return [record]
    heads = [block for block in blocks[record.low : record.high] if block.heading and block.dates]
    ends = [*[block.index for block in heads[1:]], record.high]
    return [
        replace(record, block=block, low=block.index, high=end, item=len(heads) > 1)
        for block, end in zip(heads, ends, strict=True)
    ]


def is_whole_day(block: Block) -> bool:
    """Whether a line begins with "All day" in the place of a clock."""
    return not block.times and _WHOLE_DAY.match(block.text) is not None


def _is_programme(told: list[list[Block]], page: Page) -> bool:
    """Whether the items of all days are one event's: a label says so of the only day, or people arrive, eat, leave."""
    if len(told) == 1 and any(label.field == "agenda" for label in page.labels):
        return True
    return sum(_BREAK.match(fold(block.rest)) is not None for day in told for block in day) > 1


def _headed(block: Block, record: Record, blocks: tuple[Block, ...]) -> bool:
    """Whether a time stands alone below a heading or a link of the same day: that one is its title."""
    above = blocks[block.index - 1]
    dated = bool(above.dates) or above.index < record.low or above.row != block.row
    named = above.heading or above.linked
    return named and not (dated or above.times or len(fold(block.rest)) > 3)


def _heads(block: Block, record: Record, blocks: tuple[Block, ...]) -> bool:
    """Whether a time stands alone above a heading of the same day, which is its title."""
    below = blocks[block.index + 1 : record.high][:1]
    return any(b.heading and not (b.dates or b.times) for b in below) and len(fold(block.rest)) <= 3


def _items(timed: list[Block], record: Record, blocks: tuple[Block, ...]) -> list[Block]:
    """Those of the timed lines of a record that say what takes place, and look alike."""
    timed = [
        block
        for block in timed
        if len(fold(block.rest)) > 3
        or _row_mate(block, record, blocks)
        or _headed(block, record, blocks)
        or _heads(block, record, blocks)
    ]
    shapes = Counter((block.tag, block.level) for block in timed)
    if not shapes:
        return []
    shape = shapes.most_common(1)[0][0]
    alike = [block for block in timed if (block.tag, block.level) == shape]
    clocks = {block.time_words() if block.times else "" for block in alike}
    relative = any(clock.startswith(("0:", "00:")) for clock in clocks)  # minutes into a lesson
    return alike if len(clocks) > 1 and not relative else []


def _row_mate(block: Block, record: Record, blocks: tuple[Block, ...]) -> bool:
    """Whether a time stands alone in its cell, and the next cell of the row says what takes place."""
    cell = (block.row, block.column)
    around = blocks[max(0, block.index - 1) : min(record.high, block.index + 2)]
    alone = all((other.row, other.column) != cell for other in around if other is not block)
    after = around[-1]
    return block.row > 0 and alone and after.row == block.row and len(after.text) > 8
