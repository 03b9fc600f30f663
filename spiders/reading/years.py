"""Dates without a year on a listing page → the year of each: its own lines', the heading's, its neighbour's."""

from __future__ import annotations

import re
from bisect import bisect_left

from spiders.reading.block import Block
from spiders.reading.datelike import weekday_of, weekday_on
from spiders.reading.page import Page, month_first
from spiders.reading.record import Record

_SPAN = re.compile(r"(?<![\d/$.-])(20[0-3]\d) ?[-–/] ?(?:20)?([0-4]\d)(?![\d/-])")
"""Two years of a heading: "Fiscal Year 2026-27"."""
_LISTED = re.compile(r"(?i)\b(?:fiscal|FY|school year|meetings?|schedule|calendar)\b")
"""Words of such a heading, which also may tell of a budget or a term of office."""
TURN = 7
"""The first month that is in the first of them, on pages that write the month first."""
NEAR = 12
"""Blocks within which a date with a year lends it to the next one."""

_YEAR = re.compile(r"(?<![\d/$.-])(20[0-3]\d)(?![\d/]|-\d)")
_MEETINGS = re.compile(
    r"(?i)20\d\d (?:\w+ ){0,3}(?:meetings?|schedule|dates|calendar|hearings|events)\b"
)


def years_of(records: list[Record], page: Page) -> list[str]:
    """The year to add to each record's words; "" where one is written, or none is near.

    Of several that are near, the weekday beside the date decides; without one, the closest line wins.
    """
    if all(record.mark.year is not None for record in records):
        return [""] * len(records)
    lines = page.lines.holding("20")
    spans = month_first(page.hints)
    told = [line for line in lines if _may_tell(page.blocks[line])]
    heads = [(line, year) for line in told if (year := _told(page.blocks[line], spans=spans))]
    out: list[str] = []
    at, head = 0, ""
    last = (-NEAR, "")
    for record in records:
        index = record.block.index
        while at < len(heads) and heads[at][0] <= index:
            head = heads[at][1]
            at += 1
        if record.mark.year is not None:
            last = (index, str(record.mark.year))
            out.append("")
            continue
        out.append(
            _chosen(
                record,
                [
                    _own(record, lines, page),
                    _in_span(head, record),
                    last[1] if index - last[0] < NEAR else "",
                ],
            )
        )
    return out


def _own(record: Record, lines: list[int], page: Page) -> str:
    """The only year that the lines of a record name; of all `lines` with a "20"."""
    inside = lines[bisect_left(lines, record.low) : bisect_left(lines, record.high)]
    return _one_year("\n".join([page.blocks[line].text for line in inside])) if inside else ""


def _one_year(text: str) -> str:
    years = set(_YEAR.findall(text))
    return years.pop() if len(years) == 1 else ""


def _told(block: Block, *, spans: bool) -> str:
    """The only year of a line, or, where `spans` count, the first and the second of a heading such as "2026-27"."""
    listed = spans and block.level and _LISTED.search(block.text)
    span = _SPAN.search(block.text) if listed else None
    follows = span is not None and (int(span[1]) + 1) % 100 == int(span[2])
    return f"{span[1]}-{int(span[1]) + 1}" if span and follows else _one_year(block.text)


def _in_span(years: str, record: Record) -> str:
    """The one of two years in which a date falls; a single year as it is."""
    return years[5:] if record.mark.month < TURN and len(years) > 4 else years[:4]


def _chosen(record: Record, years: list[str]) -> str:
    """The first year in which the date falls on its weekday, the one after a heading's included; else the first."""
    found = [year for year in years if year]
    if not found:
        return ""
    mark = record.mark
    weekday = weekday_of(record.block.text[mark.start : mark.end])
    if weekday is None:
        return found[0]
    for year in (*found, str(int(found[-1]) + 1)):
        if weekday_on(mark._replace(year=int(year))) == weekday:
            return year
    return found[0]


def _may_tell(block: Block) -> bool:
    if block.dates:
        return False
    short = len(block.text) < 60 or (block.level and len(block.text) < 90)
    return bool(short) or (len(block.text) < 200 and bool(_MEETINGS.search(block.text)))
