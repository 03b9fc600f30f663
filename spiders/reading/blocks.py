"""Runs of visible words, or lines of a plain text → the blocks of a page, with the dates and times in them."""

from __future__ import annotations

import re

from spiders.reading.block import BOLD_LINE, Block
from spiders.reading.datelike import can_tell, find_all, find_dates
from spiders.reading.found import fold
from spiders.reading.grids import date_cells
from spiders.reading.joining import join_dates
from spiders.reading.papers import date_papers
from spiders.reading.runs import Run
from spiders.reading.splitting import split_lines

MAX_BLOCKS = 12_000
"""Blocks that are kept; the largest of 400 saved pages has 1,381."""

_BULLET = re.compile(r"^\s{0,20}(?:[•●▪■◦‣·*✓✔➢→]|[-–—](?=\s))\s{0,5}")
_WIDGET = re.compile(
    r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d"
)  # read by `remnants`
WIDGET_LENGTH = 39
"""Characters of the two instants that a widget leaves."""


def blocks_of(runs: list[Run], american: bool) -> tuple[Block, ...]:
    """The blocks of an HTML page.

    Args:
        runs: Its visible words; no more than `MAX_BLOCKS` of them are looked at.
        american: Whether 1/2/2027 is the second of January.
    """
    blocks: list[Block] = []
    dated: list[str] = []  # of every block the words in which there may be dates
    for run in runs[:MAX_BLOCKS]:
        text, lead, bold, links = run.words()
        telling = can_tell(text)
        for line, own_lead in split_lines(text, lead, glued=telling):
            blocks.append(_block(run, line, (own_lead, bold, links)))
            dated.append(blocks[-1].text if telling else "")
        if len(blocks) >= MAX_BLOCKS:
            break
    _mark(blocks, dated, american)
    return date_papers(date_cells(join_dates(blocks, american)), month_first=american)


def _block(run: Run, text: str, said: tuple[str, bool, tuple[tuple[str, str], ...]]) -> Block:
    """One line of a run, without its dates; `said` are lead, whether it is bold, and links."""
    box, (lead, bold, links) = run.box, said
    tag, bare = run.node.tag, text
    if not text[0].isalnum():
        bare = fold(_BULLET.sub("", text)) or text
        tag = tag if bare == text else "li"
    return Block(
        bare,
        tag,
        box.level or (BOLD_LINE if bold and len(text) <= 70 else 0),
        run.group,
        run.row,
        run.column,
        lead,
        links,
        box.side > 0,
        box.news < 0,
        box.classes,
        run.node,
        run.at,
        box.stamp,
    )


def _mark(blocks: list[Block], dated: list[str], american: bool) -> None:
    """Finds the dates and times of the blocks, in their words or ""."""
    dates, times = find_all(dated, month_first=american)
    for number, marks in dates.items():
        text = blocks[number].text
        if len(text) >= WIDGET_LENGTH and _WIDGET.search(text):
            times.pop(number, None)
        else:
            blocks[number].dates = tuple(marks)
    for number, clocks in times.items():
        blocks[number].times = tuple(clocks)
    for block in blocks:
        if block.stamp and not block.dates and (block.times or len(block.text) > 5):
            days = find_dates(block.stamp[:10])[:1]
            block.dates = tuple([day._replace(start=0, end=0) for day in days])


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
        blocks.append(Block(bare, tag, group=group, index=len(blocks)))
    if dated:
        _mark(blocks, [block.text for block in blocks], american)
    return tuple(blocks)
