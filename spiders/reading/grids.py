"""Calendar grids: a month above, a number in every cell → the day of what stands in a cell, as a stamp of its block."""

from __future__ import annotations

import re
from datetime import date

from spiders.reading.block import Block
from spiders.reading.calendars import MONTH
from spiders.reading.datelike import DateMark
from spiders.reading.lines import MONTHS

FEWEST = 28
"""Numbers in order that make a month; a pager has fewer, and no month above it."""
NEAR = 25
"""Blocks between the name of the month and its first day: arrows, weekdays, a filter."""

LAST = 12
"""Blocks behind the last number that can stand in its cell."""
_MONTH = re.compile(rf"(?<![a-z\d])({MONTH}),? (20\d\d)(?!\d)", re.IGNORECASE)


def date_cells(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same blocks; those in the cells of a month get the day as their `stamp`, and a date of no width."""
    numbers = [block for block in blocks if len(block.text) < 3 and block.text.isdigit()]
    if len(numbers) < FEWEST:
        return blocks
    months = [
        (block.index, int(found[2]) * 12 + MONTHS.index(found[1][:3].lower()))
        for block in blocks
        if len(block.text) < 60 and not block.dates
        for found in [_MONTH.search(block.text)]
        if found
    ]
    runs = _runs(numbers, [at for at, _ in months])
    for run in (run for run in runs if len(run) >= FEWEST):
        above = [month for at, month in months if 0 < run[0].index - at <= NEAR]
        if above:
            _stamp(blocks, run, above[-1])
    return blocks


def _runs(numbers: list[Block], heads: list[int]) -> list[list[Block]]:
    """Numbers that count on, each one more than the last, or 1 at the turn of a month that no name announces."""
    runs: list[list[Block]] = []
    for block in numbers:
        last = runs[-1][-1] if runs else None
        day, before = int(block.text), int(last.text) if last else 0
        turn = day == 1 and before >= FEWEST and last is not None
        named = turn and any(last.index < at < block.index for at in heads if last)
        if last and (day == before + 1 or (turn and not named)):
            runs[-1].append(block)
        elif 1 <= day <= 31:
            runs.append([block])
    return runs


def _stamp(blocks: tuple[Block, ...], run: list[Block], month: int) -> None:
    """Gives the blocks between two numbers the day of the first; in a table only those in its own cell."""
    month -= int(run[0].text) > 1  # days of the month before lead the grid
    for number, block in enumerate(run):
        day = int(block.text)
        month += number > 0 and day == 1
        stop = run[number + 1].index if number + 1 < len(run) else block.index + 1 + LAST
        try:
            stamp = date(month // 12, month % 12 + 1, day)
        except ValueError:
            return
        for other in blocks[block.index + 1 : stop]:
            if (other.row, other.column) != (block.row, block.column) or other.heading:
                break
            if not other.dates and (other.times or len(other.text) > 5):
                other.stamp = stamp.isoformat()
                other.dates = (DateMark(0, 0, stamp.month, day, stamp.year),)
