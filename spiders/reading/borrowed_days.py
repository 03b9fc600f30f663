"""Blocks whose words name no day, or half of one → the day that a calendar grid, a month above, a file name lends."""

from __future__ import annotations

import re
from datetime import date
from itertools import groupby, pairwise
from operator import attrgetter
from urllib.parse import unquote

from spiders.reading.block import Block
from spiders.reading.calendars import MONTH, WEEKDAY
from spiders.reading.datelike import DateMark, find_dates, find_times, weekday_of, weekday_on
from spiders.reading.lines import MONTHS, Lines

FEWEST = 20
"""Numbers in order that make a month, or its weeks from Monday to Friday; pagers have no month above."""
WHOLE = 28
"""The same where no weekends are left out."""
WEEKS = 26
"""The first day that can be the last of a month of such weeks."""
OVER = 3
"""From Friday to Monday; and the last day that can be the first of such a month."""
NEAR = 25
"""Blocks between the name of the month and its first day: arrows, weekdays, a filter."""
MOST = 1000
"""Cells below the months that head the columns of a table."""
LAST = 12
"""Blocks behind the last number that can stand in its cell."""

_ABOVE_GRID = re.compile(rf"(?i)(?<![a-z\d])({MONTH}),? (20\d\d)(?!\d)")
_HEAD = re.compile(rf"\n{MONTH}(?:,? 20\d\d)?:?(?=\n|$)")
_MONTH = re.compile(rf"(?i)({MONTH})(?:,? (20\d\d))?:?")
_DAY = re.compile(
    rf"(?i){WEEKDAY},? (\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[:.]\d| ?[ap]\.?m\b| ?[-–] ?\d)"
    r"|\d{1,2}(?:st|nd|rd|th)(?= ?[–—:|-](?! ?\d)|$)|\d{1,2}(?: ?[-–] ?\d{1,2})?(?=: [^\W\d])"
)
"""How a line below a month begins: "Tue 2 – Rural forum", "4th – Panel", "12-13: Conference"."""
_DAYS = re.compile(
    rf"(?i)({WEEKDAY},? )?((?:[12]?\d|3[01])(?:st|nd|rd|th)?(?:,? ?(?:,|&|and) ?\d{{1,2}}(?:st|nd|rd|th)?){{0,8}})"
    r"(\*{0,2}(?: (?:at|@) .{1,20}| ?\(.{1,60}\))?)"
)
"""A cell of a day, and what it says of it: "12", "12 & 26", "12th at 5 pm", "12 (cancelled)"."""
_PAPER = re.compile(r"(?i)[^/?#]{4,200}\.(?:pdf|docx?)(?=[?#]|$)")
_OF_MEETING = ("agenda", "minutes", "notice", "meeting", "packet")
_BETWEEN = (re.compile(r"_|\+"), re.compile(r"[-_+. ]+"))
"""What stands for spaces in a name: in "Agenda_3-16-17" not the hyphen, in "Dec.-10-2019-Agenda" everything."""


def date_cells(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same blocks; those in the cells of a month get the day as their `stamp`, and a date of no width."""
    numbers = [block for block in blocks if len(block.text) < 3 and block.text.isdigit()]
    if len(numbers) < FEWEST:
        return blocks
    months = [
        (block.index, int(found[2]) * 12 + _number(found[1]) - 1)
        for block in blocks
        if len(block.text) < 60 and not block.dates and not block.links
        for found in [_ABOVE_GRID.search(block.text)]
        if found
    ]
    runs = _runs(numbers, [at for at, _ in months])
    for run in (run for run in runs if _is_month(run)):
        above = [month for at, month in months if 0 < run[0].index - at <= NEAR]
        if above:
            _stamp(blocks, run, above[-1])
    return blocks


def _runs(numbers: list[Block], heads: list[int]) -> list[list[Block]]:
    """Numbers that count on, by one or over a weekend, or anew at the turn of a month that no name announces."""
    runs: list[list[Block]] = []
    for block in numbers:
        last = runs[-1][-1] if runs else None
        day, before = int(block.text), int(last.text) if last else 0
        turn = day <= OVER < WEEKS <= before
        named = turn and any(last.index < at < block.index for at in heads if last)
        if last and (day - before in (1, OVER) or (turn and not named)):
            runs[-1].append(block)
        elif 1 <= day <= 31:
            runs.append([block])
    return runs


def _is_month(run: list[Block]) -> bool:
    """Whether numbers are the days of a month, all of them or those of four weeks from Monday to Friday."""
    days = [int(block.text) for block in run]
    gaps = sum(two - one == OVER for one, two in pairwise(days))
    return len(run) >= (FEWEST if gaps > 2 else WHOLE)


def _stamp(blocks: tuple[Block, ...], run: list[Block], month: int) -> None:
    """Gives the blocks between two numbers the day of the first; in a table only those in its own cell."""
    month -= int(run[0].text) > OVER  # days of the month before lead the grid
    for number, block in enumerate(run):
        day = int(block.text)
        month += number > 0 and day < int(run[number - 1].text)
        stop = run[number + 1].index if number + 1 < len(run) else block.index + 1 + LAST
        try:
            stamp = date(month // 12, month % 12 + 1, day)
        except ValueError:
            return
        for other in blocks[block.index + 1 : stop]:
            if (other.row, other.column) != (block.row, block.column) or (
                other.heading and not block.row
            ):
                break
            if not other.dates and (other.times or len(other.text) > 5):
                other.stamp = stamp.isoformat()
                other.dates = (DateMark(0, 0, stamp.month, day, stamp.year),)


def date_lines(blocks: tuple[Block, ...], lines: Lines) -> None:
    """Below headings such as "February 2027" writes month and year behind the day of lines such as "Tue 2 – Forum".

    It does the same for the cells of a row that a month heads. Else only where the calendar agrees, and down to the
    next heading of that rank. Months without a year make a calendar where several are headings; the year is then
    told like that of any list.
    """
    begun = [blocks[at] for at in lines.beginning(_HEAD)] if blocks else ()
    heads = [(head, said) for head in begun if head.level and (said := _MONTH.fullmatch(head.text))]
    for head in begun:
        if head.row and head.column == 1:
            _date_row(head, blocks)
    _date_columns([head for head in begun if head.column > 1], blocks)
    for head, month in heads:
        for block in blocks[head.index + 1 :] if month[2] or len(heads) > 1 else ():
            if 0 < block.level <= head.level:
                break
            day = None if block.dates else _DAY.match(block.text)
            if day and _is_day(day, month):
                words = " ".join([day[0], *filter(None, month.groups())])
                words += block.text[day.end() :]
                block.text, block.dates = words, find_dates(words)
                block.times = find_times(words, block.dates)


def _date_row(head: Block, blocks: tuple[Block, ...]) -> None:
    """Writes the month that heads rows of a table before the numbers of their days: "March | 8 | 22".

    Below the first one those are rows that it reaches down to, or whose own first cell is empty.
    """
    month = _MONTH.fullmatch(head.text)
    columns: set[int] = set()
    for block in blocks[head.index + 1 :] if month else ():
        if block.group != head.group or (block.row != head.row and block.column <= 1):
            return
        day = None if block.dates else _DAYS.fullmatch(block.text)
        if month and day and (block.row == head.row or block.column in columns):
            columns.add(block.column)
            _date_cell(block, day, month)


def _date_cell(cell: Block, day: re.Match[str], month: re.Match[str]) -> None:
    year = f", {month[2]}" if month[2] else ""
    cell.text = f"{day[1] or ''}{month[1]} {day[2]}{year}{day[3]}"
    cell.dates = find_dates(cell.text)


def _date_columns(heads: list[Block], blocks: tuple[Block, ...]) -> None:
    """Writes the months that head columns of a table before the days below them, in rows that begin with a name."""
    for row, same in groupby(heads, attrgetter("row")):
        first, *others = same
        matches = ((head.column, _MONTH.fullmatch(head.text)) for head in (first, *others))
        months = {column: said for column, said in matches if said}
        stop = first.index + MOST if row and len(months) > 1 else first.index
        inside = [cell for cell in blocks[first.index : stop] if cell.group == first.group]
        for _, cells in groupby(inside, attrgetter("row")):
            _date_named([*cells], months)


def _date_named(cells: list[Block], months: dict[int, re.Match[str]]) -> None:
    """The same for one row, if it begins with a name."""
    name = cells[0]
    if name.column != 1 or name.dates or _DAYS.fullmatch(name.text):
        return
    for cell in cells[1:]:
        day = None if cell.dates else _DAYS.fullmatch(cell.text)
        if day and cell.column in months:
            _date_cell(cell, day, months[cell.column])


def _is_day(day: re.Match[str], month: re.Match[str]) -> bool:
    """Whether that day of the month is that day of the week, where both it and the year are told."""
    weekday = weekday_of(day[0])
    if weekday is None or not month[2]:
        return True
    return weekday_on(DateMark(0, 0, _number(month[1]), int(day[1]), int(month[2]))) == weekday


def date_papers(blocks: tuple[Block, ...], lines: Lines, *, month_first: bool) -> None:
    """On a page whose only dates are those of papers, gives the undated ones the date of their file."""
    if any(block.dates and not block.linked for block in blocks):
        return
    for block in [blocks[at] for at in lines.holding(*_OF_MEETING)]:
        if block.dates or not block.linked:
            continue
        for address, _ in block.links:
            mark = _date_in(address, month_first)
            if mark is not None:
                block.dates = (mark,)
                block.stamp = f"{mark.year}-{mark.month:02d}-{mark.day:02d}"
                break


def _date_in(address: str, month_first: bool) -> DateMark | None:
    """The date, with its year, in the file name of an address; of no width, as it is no word of the block."""
    name = _PAPER.search(unquote(address))
    for between in _BETWEEN if name else ():
        marks = find_dates(between.sub(" ", name[0] if name else ""), month_first=month_first)
        if marks and marks[0].year:
            return marks[0]._replace(start=0, end=0)
    return None


def _number(month: str) -> int:
    return MONTHS.index(month[:3].lower()) + 1
