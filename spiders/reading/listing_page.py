"""Records and single views of a page without event mark-up → is it a list of events, or the page of one?"""

from __future__ import annotations

import re
from itertools import takewhile

from spiders.reading.block import Block
from spiders.reading.eventful import without_passing
from spiders.reading.labels import label_of
from spiders.reading.other_days import (
    CLOSING,
    NOISE,
    PART,
    is_given_up,
    is_row_of_closing,
    is_sentence,
    others_from,
)
from spiders.reading.page import Page
from spiders.reading.record import Listed

_LISTING = re.compile(
    r"\b(?:events|meetings|calendar|schedule|agendas|dates|diary|what'?s on|upcoming|webinars|seminars|conferences"
    r"|courses|minutes|archive)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    rf"(?i){_LISTING.pattern}|\b(?:workshops|talks|lectures|hearings)\b|\b(?:upcoming|forthcoming|future|next)\b"
)
"""The same of a heading above headings that each name an event."""
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?")
"""The hour and the minute of "7:00 p.m.", "7pm" and "19:00"."""

_RANGE = re.compile(
    r"(?i)\d ?(?:st|nd|rd|th)? ?(?:-|–|to|&|and) ?(?:[a-z]+day,? )?(\d{1,2})\b(?![:.]\d)"
)
"""The last of several days: "9 – 10 June", "June 9-10", "9th and 10th June"."""

_RULE = re.compile(r"(?i)\b(?:each|every|(?:mon|tues|wednes|thurs|fri|satur|sun)days)\b")
"""What is said of all meetings: "third Wednesday of every month", "Mondays at 6 pm"."""
_NO_START = ("posted", "deadline", "end")
"""Labels of days on which nothing begins."""
FEW = 6
"""Records from which one label alone no longer says that the page is about one event."""
LISTED = 2
"""Other days without a clock and a word of their own that make a list of dates: "3 March at 6pm, 9 June, 8 July"."""
MANY = 24
"""Records from which a few deadlines, or a link to a calendar, among them make no difference."""
CLOSE = 6
"""Blocks below the main heading in which a label of a date speaks of what the heading names."""


def is_listing(page: Page, records: list[Listed]) -> bool:
    """Whether the records that `repeated` found are the page's events."""
    if len(records) < 2 or (page.heading.sure and all(PART.match(r.title) for r in records)):
        return False
    tops = [block.text for block in page.heads if block.level == 1 and not page.heading.sure]
    if any(map(_LISTING.search, (page.heading.text, *tops))):
        return True
    records = _own(page, records)
    if _below_list_head(page, records) or _are_runs(page, records):
        return True
    records = without_closing(records, page)
    if page.heading.sure and len(records) < MANY:
        records = without_passing(records, page)
    if len(records) < 2 or _heads_one(page, records) or _days_of_one(page, records):
        return False
    few = len(records) < FEW
    one = few and (_one_timed_day(page, records) or _one_hour(records))
    if one or _speaks_of_one(page, near=not few):
        return False
    timed = sum(bool(draft.time) for draft in records)
    return len(records) >= 3 or timed >= 2


def _one_hour(records: list[Listed]) -> bool:
    """Whether all records name the same day and clock, however each writes it: one event that is told twice."""
    clocks = [_CLOCK.search(record.time) for record in records]
    hours = {
        (record.dated.day, int(clock[1]) % 12, clock[2] or "00") if clock else None
        for record, clock in zip(records, clocks, strict=True)
    }
    return len(hours) == 1 and None not in hours


def _days_of_one(page: Page, records: list[Listed]) -> bool:
    """Whether a range of days, "9 – 10 June", holds the days of all records, which are then those of one event.

    The range is that of the first record, or of any line where all records are called as the page is.
    """
    ranges = [(records[0].date, records[0].dated.day)]
    if len(page.dated) <= FEW and {record.title for record in records} == {page.heading.text}:
        ranges += [(block.date_words(), block.dates[0][2:4]) for block in page.dated]
    days = {record.dated.day for record in records}
    for words, (month, first) in ranges:
        said = _RANGE.search(words)
        last = int(said[1]) if said else 0
        if all(month == other and first <= day <= last for other, day in days):
            return True
    return False


def _below_list_head(page: Page, records: list[Listed]) -> bool:
    """Whether each date stands below a heading of its event, all of one rank, below one that announces a list."""
    found = takewhile(bool, (_head(page, record) for record in records))
    heads = [head for head in found if head is not None]
    if len(heads) < len(records) or len({head.level for head in heads}) != 1:
        return False
    if len({head.text for head in heads}) < max(2, len({head.index for head in heads})):
        return False
    above = [b for b in page.heads if b.index < heads[0].index and b.level < heads[0].level]
    return bool(above) and len(above[-1].text) < 60 and bool(_AHEAD.search(above[-1].text))


def _are_runs(page: Page, records: list[Listed]) -> bool:
    """Whether one event takes place again and again: on other days, each with its place, under the page's name."""
    places = {record.place for record in records}
    alike = page.heading.sure and {record.title for record in records} == {page.heading.text}
    apart = len({record.dated.day for record in records}) == len(records)
    return alike and apart and len(places) > 1 and "" not in places


def _head(page: Page, record: Listed) -> Block | None:
    """The heading at most two blocks above a record's date that is its title."""
    at = _index(record)
    for block in page.blocks[max(0, at - 2) : at]:
        if block.level and block.text.lower() == record.title.lower():
            return block
    return None


def _own(page: Page, records: list[Listed]) -> list[Listed]:
    """The records above a heading such as "More events", where a main heading and a record stand above it."""
    if not page.heading.sure:
        return records
    low, stop = page.heading.index - 2, others_from(page)
    return [record for record in records if low <= _index(record) < stop] or records


def without_closing(records: list[Listed], page: Page) -> list[Listed]:
    """The records less those of days on which something closes; among very many these make no difference."""
    return [r for r in records if not _closes(r, page)] if len(records) < MANY else records


def _closes(record: Listed, page: Page) -> bool:
    """Whether the line of the date tells of a deadline, "Early bird until 1 May", or its label of an end."""
    block = record.dated.block
    said = len(block.text) < 200 and bool(CLOSING.search(block.text))
    return (
        said
        or is_row_of_closing(block, page)
        or is_given_up(block, record.dated.nth)
        or page.is_labelled(block, _NO_START)
    )


def _heads_one(page: Page, records: list[Listed]) -> bool:
    """Whether the main heading is the title of the record below it, while all others have titles of their own.

    So it is where an event's page ends in cards of other events. A list of one body's meetings names them all alike.
    """
    title = page.heading.text.lower()
    own = [record for record in records if record.title.lower() == title]
    near = [record for record in own if 0 < _index(record) - page.heading.index <= CLOSE]
    if not (page.heading.sure and len(own) == len(near) == 1 and len(records) > 1):
        return False
    head, dated = page.blocks[page.heading.index], near[0].dated.block
    if head.row and (head.group, head.row) == (dated.group, dated.row):
        return False  # a cell of the first row
    tops = {block.text.lower() for block in page.heads if block.level == 1}
    # Else each has such a heading.
    return sum(record.title.lower() in tops for record in records) < 2


def _index(record: Listed) -> int:
    """The block that gives the record's date."""
    return record.dated.block.index


def _one_timed_day(page: Page, records: list[Listed]) -> bool:
    """Whether a single day has clock times of its own while other days are only mentioned.

    Of 36 saved pages with so few records the seven for which this holds are about one event; the dates beside
    it are those of a press release, of documents, of what changes later.
    """
    timed = [record for record in records if record.own_clock]
    days = [record.dated.day for record in records]
    own = {record.dated.day for record in timed}
    clocks = {record.time.lower() for record in timed}
    if len(own) != 1 or not (len(timed) == 1 or len(set(days)) > 1 or len(clocks) == 1):
        return False
    lines = {_index(record) for record in timed}
    others = [r for r, day in zip(records, days, strict=True) if day not in own]
    return sum(_is_listed(page, _index(other), lines) for other in others) < LISTED


def _is_listed(page: Page, index: int, lines: set[int]) -> bool:
    """Whether a day without a clock is an item of a list: that of a clock, or hardly a word beside it."""
    block = page.blocks[index]
    if index in lines:
        return not is_sentence(block)
    if block.tag == "li" and any(page.blocks[line].group == block.group for line in lines):
        return True
    return len(block.rest.split()) <= 2 and not NOISE.search(block.text)


def _speaks_of_one(page: Page, *, near: bool) -> bool:
    """Whether one label of a date stands on the page, with its value, and outside tables.

    Args:
        page: The page.
        near: Whether it also has to stand close below the main heading, as beside many records it must.
    """
    if near and not (page.heading.sure and _dated_below(page)):  # before all labels are looked for
        return False
    dated = [label for label in page.labels if label.field == "date"]
    own = [label for label in dated if not page.blocks[label.index].side]
    labels = [label for label in own if not _RULE.search(label.value)]
    if len(labels) != 1 or page.blocks[labels[0].index].row:
        return False
    return not near or 0 < labels[0].index - page.heading.index <= CLOSE


def _dated_below(page: Page) -> bool:
    """Whether a label of a date stands close below the main heading."""
    low = page.heading.index + 1
    found = (label_of(block, page.words) for block in page.blocks[low : low + CLOSE])
    return any(label is not None and label[0] == "date" for label in found)
