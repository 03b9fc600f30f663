"""The heading "February 2027" and lines such as "Tue 2 – Rural forum", "4th – Panel" → the lines with their dates."""

from __future__ import annotations

import re
from datetime import date

from spiders.reading.block import Block
from spiders.reading.calendars import MONTH, WEEKDAY
from spiders.reading.datelike import find_dates, find_times, weekday_of
from spiders.reading.lines import MONTHS, Lines

_HEAD = re.compile(rf"\n{MONTH}(?:,? 20\d\d)?:?(?=\n|$)")
_MONTH = re.compile(rf"({MONTH})(?:,? (20\d\d))?:?", re.IGNORECASE)
_DAY = re.compile(
    rf"{WEEKDAY},? (\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[:.]\d| ?[ap]\.?m\b| ?[-–] ?\d)"
    r"|\d{1,2}(?:st|nd|rd|th)(?= ?[–—:|-](?! ?\d)|$)",
    re.IGNORECASE,
)


def date_lines(blocks: tuple[Block, ...], lines: Lines) -> None:
    """Writes month and year behind the day, where the calendar agrees, down to the next heading of that rank.

    Months without a year make a calendar where several are headings; the year is then told like that of any list.

    Args:
        blocks: All blocks of the page.
        lines: Their words.
    """
    begun = [blocks[at] for at in lines.beginning(_HEAD)] if blocks else ()
    heads = [(head, said) for head in begun if head.level and (said := _MONTH.fullmatch(head.text))]
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


def _is_day(day: re.Match[str], month: re.Match[str]) -> bool:
    """Whether that day of the month is that day of the week, where both it and the year are told."""
    weekday = weekday_of(day[0])
    if weekday is None or not month[2]:
        return True
    number = MONTHS.index(month[1][:3].lower()) + 1
    try:
        return date(int(month[2]), number, int(day[1])).weekday() == weekday
    except ValueError:
        return False
