"""Runs of visible words, or lines of a plain text → the blocks of a page, with the dates and times in them."""

from __future__ import annotations

import re

from spiders.reading import abroad
from spiders.reading.block import Block, once
from spiders.reading.borrowed_days import date_cells, date_lines, date_papers
from spiders.reading.calendars import ENGLISH, Calendar, calendar_of, elsewhere
from spiders.reading.datelike import Dates, find_all, find_dates, find_times
from spiders.reading.found import fold
from spiders.reading.lines import Lines
from spiders.reading.torn_lines import is_glued, is_joined, join_dates, split_lines, unglue

MAX_BLOCKS = 12_000
"""Blocks that are kept; the largest of 400 saved pages has 1,381."""

_COUNT = re.compile(r"(?i)(?:\d{1,2}|no) events?\b")
"""What the head of a day in a calendar says of it: "2 events, 14"."""
_BULLET = re.compile(r"^\s{0,20}(?:[•●▪■◦‣·*✓✔➢→]|[-–—](?=\s))\s{0,5}")
_WIDGET = re.compile(
    r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d"
)  # read by `remnants`
_FIGURES = re.compile(r"[\d/. -]*")
WIDGET_LENGTH = 39
"""Characters of the two instants that a widget leaves."""


def blocks_of(
    runs: list[Block], american: bool, language: str = ""
) -> tuple[tuple[Block, ...], Lines]:
    """The blocks of an HTML page, and their words.

    Args:
        runs: The same as the walk leaves them, each with words; no more than `MAX_BLOCKS` of them are looked at.
        american: Whether 1/2/2027 is the second of January.
        language: BCP 47 tag of the page; "" where it gives none.
    """
    blocks: list[Block] = []
    for block in runs[:MAX_BLOCKS]:
        text = block.text
        if (":" in text or "^" in text) and is_joined(text):
            blocks += map(_bare, _parts(block))
        else:
            blocks.append(block if text[0].isalnum() else _bare(block))
        if len(blocks) >= MAX_BLOCKS:
            break
    lines = Lines([block.text for block in blocks])
    _mark(blocks, lines, american, calendar_of(language))
    joined = date_cells(join_dates(blocks, lines, american))
    lines = lines if len(joined) == len(blocks) else Lines([block.text for block in joined])
    date_lines(joined, lines)
    words = [block.text for block in joined]
    lines = lines if "\n".join(words) == lines.written else Lines(words)
    date_papers(joined, lines, month_first=american)
    return joined, lines


def _parts(block: Block) -> list[Block]:
    """The blocks of the lines that a block stands for; nearly always the block itself."""
    said = (block.text, block.lead)
    lines = split_lines(*said)
    return [block] if lines == (said,) else [block.part(*line) for line in lines]


def _bare(block: Block) -> Block:
    """The block without a bullet; it is an item of a list then."""
    bare = "" if block.text[0].isalnum() else once(fold(_BULLET.sub("", block.text)))
    if bare and bare != block.text:
        block.text, block.tag = bare, "li"
    return block


def _mark(blocks: list[Block], lines: Lines, american: bool, calendar: Calendar = ENGLISH) -> None:
    """Finds the dates and times of the blocks; those of other languages where no date names a month in English."""
    dates, times = find_all(lines, month_first=american, calendar=calendar)
    if calendar is ENGLISH and not _names_month(dates, blocks) and abroad.DAY.search(lines.text):
        dates, times = find_all(lines, month_first=american, calendar=elsewhere())
    glued = {lines.number(at) for at in lines.months if lines.text[at - 1 : at].isdigit()}
    for number, marks in dates.items():
        block = blocks[number]
        text = block.text
        if len(text) >= WIDGET_LENGTH and _WIDGET.search(text):
            times.pop(number, None)
        elif number in glued and is_glued(text, marks[0].start, marks[-1].end):
            block.text = unglue(text)
            block.dates = find_dates(block.text, month_first=american)
            times[number] = [*find_times(block.text, block.dates)]
        else:
            block.dates = tuple(marks)
    for number, clocks in times.items():
        blocks[number].times = tuple(clocks)
    for block in [block for block in blocks if block.stamp and not block.dates]:
        if block.times or (len(block.text) > 5 and not _COUNT.match(block.text)):
            days = find_dates(block.stamp[:10])[:1]
            block.dates = tuple([day._replace(start=0, end=0) for day in days])


def _names_month(dates: Dates, blocks: list[Block]) -> bool:
    """Whether one of the dates is more than figures."""
    return any(
        not _FIGURES.fullmatch(blocks[number].text, mark.start, mark.end)
        for number, marks in dates.items()
        for mark in marks
    )


def line_blocks(text: str, american: bool, *, dated: bool = True) -> tuple[Block, ...]:
    """The blocks of a plain text: one per line, bullets taken off, lists numbered by blank lines.

    Args:
        text: The text.
        american: Whether 1/2/2027 is the second of January.
        dated: Whether dates and times are looked for.
    """
    blocks: list[Block] = []
    group = 0
    for line in text.split("\n", MAX_BLOCKS)[:MAX_BLOCKS]:
        words = fold(line)
        if not words:
            group += 1
            continue
        bare = fold(_BULLET.sub("", line)) or words
        tag = "li" if bare != words else "line"
        blocks.append(Block(text=bare, tag=tag, group=group, index=len(blocks)))
    if dated:
        _mark(blocks, Lines([block.text for block in blocks]), american)
    return tuple(blocks)
