"""Links to agendas and minutes without a date in their words → the date in the name of the file, as a stamp."""

from __future__ import annotations

import re
from urllib.parse import unquote

from spiders.reading.block import Block
from spiders.reading.datelike import DateMark, find_dates
from spiders.reading.lines import Lines

_PAPER = re.compile(r"[^/?#]{4,200}\.(?:pdf|docx?)(?=[?#]|$)", re.IGNORECASE)
_OF_MEETING = ("agenda", "minutes", "notice", "meeting", "packet")
_BETWEEN = (re.compile(r"_|\+"), re.compile(r"[-_+. ]+"))
"""What stands for spaces in a name: in "Agenda_3-16-17" not the hyphen, in "Dec.-10-2019-Agenda" everything."""


def date_papers(blocks: tuple[Block, ...], lines: Lines, *, month_first: bool) -> None:
    """On a page whose only dates are those of papers, gives the undated ones the date of their file.

    Args:
        blocks: All blocks of the page.
        lines: Their words.
        month_first: Whether 1/2/2027 is the second of January.
    """
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
