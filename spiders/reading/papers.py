"""Links to agendas and minutes without a date in their words → the date in the name of the file, as a stamp."""

from __future__ import annotations

import re
from urllib.parse import unquote

from spiders.reading.block import Block
from spiders.reading.datelike import DateMark, find_dates

_PAPER = re.compile(r"[^/?#]{4,200}\.(?:pdf|docx?)(?=[?#]|$)", re.IGNORECASE)
_OF_MEETING = re.compile(r"agenda|minutes|notice|meeting|packet", re.IGNORECASE)
_BETWEEN = (re.compile(r"_|\+"), re.compile(r"[-_+. ]+"))
"""What stands for spaces in a name: in "Agenda_3-16-17" not the hyphen, in "Dec.-10-2019-Agenda" everything."""


def date_papers(blocks: tuple[Block, ...], *, month_first: bool) -> tuple[Block, ...]:
    """The same blocks; on a page whose only dates are those of papers, the undated ones get the date of their file."""
    if any(block.dates and not block.linked for block in blocks):
        return blocks
    for block in blocks:
        if block.dates or not block.linked or not _OF_MEETING.search(block.text):
            continue
        for address, _ in block.links:
            mark = _date_in(address, month_first)
            if mark is not None:
                block.dates = (mark,)
                block.stamp = f"{mark.year}-{mark.month:02d}-{mark.day:02d}"
                break
    return blocks


def _date_in(address: str, month_first: bool) -> DateMark | None:
    """The date, with its year, in the file name of an address; of no width, as it is no word of the block."""
    name = _PAPER.search(unquote(address))
    for between in _BETWEEN if name else ():
        marks = find_dates(between.sub(" ", name[0] if name else ""), month_first=month_first)
        if marks and marks[0].year:
            return marks[0]._replace(start=0, end=0)
    return None
