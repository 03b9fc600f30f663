"""Runs of visible words, or lines of a plain text → the blocks of a page, with the dates and times in them."""

from __future__ import annotations

import re
from dataclasses import replace

from spiders.reading.block import BOLD_LINE, Block
from spiders.reading.datelike import DateMark, TimeMark, find_dates, find_times
from spiders.reading.flatten import Run
from spiders.reading.found import fold
from spiders.reading.grids import date_cells
from spiders.reading.joining import join_dates
from spiders.reading.papers import date_papers
from spiders.reading.splitting import split_lines

MAX_BLOCKS = 12_000
"""Blocks that are kept; the largest of 400 saved pages has 1,381."""

_BULLET = re.compile(r"^\s{0,20}(?:[•●▪■◦‣·*✓✔➢→]|[-–—](?=\s))\s{0,5}")
_WIDGET = re.compile(
    r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d"
)  # read by `remnants`
WIDGET_LENGTH = 39
"""Characters of the two instants that a widget leaves."""
_DIGIT = re.compile(r"\d")


def blocks_of(runs: list[Run], american: bool) -> tuple[Block, ...]:
    """The blocks of an HTML page.

    Args:
        runs: Its visible words; no more than `MAX_BLOCKS` of them are looked at.
        american: Whether 1/2/2027 is the second of January.
    """
    blocks: list[Block] = []
    for run in runs[:MAX_BLOCKS]:
        text, lead, bold, links = run.words()
        for line in split_lines(text, lead):
            blocks.append(_block(run, len(blocks), (*line, bold, links), american))
        if len(blocks) >= MAX_BLOCKS:
            break
    return date_papers(date_cells(join_dates(blocks, american)), month_first=american)


def _block(
    run: Run, index: int, words: tuple[str, str, bool, tuple[tuple[str, str], ...]], american: bool
) -> Block:
    text, lead, bold, links = words
    box = run.box
    bare = text if text[0].isalnum() else fold(_BULLET.sub("", text)) or text
    dates, times = _marks(bare, american)
    if not dates and box.stamp and (times or len(bare) > 5):
        dates = find_dates(box.stamp[:10])[:1]
        dates = tuple(replace(mark, start=0, end=0) for mark in dates)
    return Block(
        index=index,
        text=bare,
        tag=str(run.element.tag) if bare == text else "li",
        level=box.level or (BOLD_LINE if bold and len(text) <= 70 else 0),
        group=run.group,
        row=run.row,
        column=run.column,
        lead=lead,
        links=links,
        side=box.side > 0,
        news=box.news > 0,
        classes=box.classes,
        dates=dates,
        times=times,
        element=run.element,
        stamp=box.stamp,
    )


def _marks(text: str, american: bool) -> tuple[tuple[DateMark, ...], tuple[TimeMark, ...]]:
    if not _DIGIT.search(text):
        low = text.lower()
        if "noon" not in low and "mid" not in low:
            return (), ()
    if len(text) >= WIDGET_LENGTH and _WIDGET.search(text):
        return (), ()
    dates = find_dates(text, month_first=american)
    return dates, find_times(text, dates)


def line_blocks(text: str, american: bool) -> tuple[Block, ...]:
    """The blocks of a plain text: one per line, bullets taken off, lists numbered by blank lines."""
    blocks: list[Block] = []
    group = 0
    for line in text.split("\n", MAX_BLOCKS)[:MAX_BLOCKS]:
        words = fold(line)
        if not words:
            group += 1
            continue
        bare = fold(_BULLET.sub("", line)) or words
        dates, times = _marks(bare, american)
        blocks.append(
            Block(
                index=len(blocks),
                text=bare,
                tag="li" if bare != words else "line",
                group=group,
                dates=dates,
                times=times,
            )
        )
    return tuple(blocks)
