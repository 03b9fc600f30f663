"""A listing page in parts → the name of the part that each record stands in: one school, one branch, one region."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict

from spiders.reading.block import BOLD_LINE, Block
from spiders.reading.boxes import calling
from spiders.reading.record import Record, insides

MOST = 300
"""Parts of a page; more are its records."""

_is_name_class = calling(r"(?:^|[\s_-])(?:name|title|heading)(?:$|\s)")
LISTED = re.compile(
    r"(?i)20\d\d|\b(?:meetings?|hearings?|schedules?|events?|agendas?|minutes|calendars?|dates?|upcoming|past|future"
    r"|next|previous|prior|recent|current|archived?|archives|years?|members?|about|contact|materials|documents"
    r"|times|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)\b"
)
"""Words of a heading that says when, or what is listed, but not whose it is."""


class Parts:
    """The parts of a page: blocks of one look, each above records of its own; `classes` are those of each block."""

    def __init__(
        self, blocks: tuple[Block, ...], classes: list[str], records: list[Record]
    ) -> None:
        lows = [record.low for record in records]
        inside = insides(records).difference(lows)
        names = set(filter(_is_name_class, set(classes)))
        looks: dict[tuple[int, str], list[Block]] = defaultdict(list)
        for block, own in zip(blocks, classes, strict=True):
            if block.index in inside:
                continue
            marked = 1 < block.level < BOLD_LINE or own in names
            if (marked or (not block.row and block.linked)) and _is_name(block):
                looks[block.level, own].append(block)
        kept = [heads for heads in looks.values() if _parts(heads, lows)]
        heads = min(kept, key=len, default=[])
        self.at = [block.index for block in heads]
        self.names = [
            "" if LISTED.search(block.text) else block.text.strip(" :") for block in heads
        ]

    def name_of(self, record: Record) -> str:
        """The name of the part that a record stands in; "" above all parts, or where the page has none."""
        before = bisect_right(self.at, record.low) - 1
        return self.names[before] if before >= 0 else ""


def _is_name(block: Block) -> bool:
    if block.dates or block.times or block.side:
        return False
    return 3 < len(block.text) < 90 and not block.text[0].isdigit()


def _parts(heads: list[Block], lows: list[int]) -> bool:
    """Whether most of some equal-looking blocks have a record before the next one, and say whose it is."""
    if not 2 <= len(heads) <= MOST or len({block.text for block in heads}) < 2:
        return False
    ends = [block.index for block in heads[1:]] + [heads[-1].index + 200]
    full = [
        block
        for block, end in zip(heads, ends, strict=True)
        if bisect_left(lows, end) > bisect_left(lows, block.index)
    ]
    naming = sum(not LISTED.search(block.text) for block in full)
    return len(full) >= 0.6 * len(heads) and naming >= 0.7 * len(full) and naming > 1
