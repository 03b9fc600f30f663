"""Dated records of a page that are no events: news, papers, vacancies, tenders, answers to requests."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from spiders.reading.block import Block
from spiders.reading.datelike import MAX_TEXT
from spiders.reading.page import Page
from spiders.reading.record import Record, insides

FEWEST = 0.6
"""Share of a group's records whose links lead to news, from which the group is news."""

_OTHER = re.compile(
    r"(?i)\b(?:news|newsroom|insights|podcasts?|press releases?|media releases?|in the media|blogs?|articles|stories"
    r"|publications?|vacanc(?:y|ies)|jobs|careers|tenders?|bids|rfps?|disclosure logs?|freedom of information|foi"
    r"|annual reports?|latest posts|recent posts|appeals|search results|(?:office|opening|holiday) (?:hours|times)"
    r"|circulars?|advisories|bulletins|gazettes?|ordinances|by-?laws"
    r"|closures|faqs?|frequently asked|timetables?|decision (?:notices?|records?|logs?)"
    r"|(?:bin|waste|refuse|recycling) collections?)\b"
)
_HEADS_OTHER = re.compile(
    r"(?i)(?:(?:our|the|more|from|in|latest|recent|related) ){0,3}(?:news|insights|blogs?|articles|press releases"
    r"|publications|vacancies|podcasts|resources|media)(?: (?:and|&) \w{4,12}| articles| stories| posts)?"
)
"""Headings of what is no event even on a page that lists events."""
_EVENTS = re.compile(
    r"(?i)\b(?:events?|meetings?|calendar|diary|hearings?|agendas?|minutes|sessions?|schedules?|dates|what.?s on"
    r"|conferences?|seminars?|webinars?|workshops?|training|courses?|board|committees?|commission|council|panel)\b"
)
_NEWS_PATH = re.compile(
    r"(?im)/(?:news|blogs?|press-releases?|posts?|articles?|stories)(?:/|$|\?)(?!.*\.(?:pdf|docx?)$)"
)
_EARLIER = re.compile(
    r"\bto (?:approve|confirm|agree|sign|receive|adopt|consider|note)\b.{0,60}\bminutes of\b"
    r"|\bminutes\b.{0,200}\b(?:correct|true|accurate) (?:\w+ ){0,3}record\b",
    re.IGNORECASE,
)
_ITEM = re.compile(
    rf"(?i){_EARLIER.pattern}|\bminutes of (?:the |our )?(?:[\w-]+ ){{0,4}}meetings?\b"
    r"|\bdate (?:and time )?of (?:the )?next meeting\b"
)
_ITEM_WORDS = ("minutes of", "record", "next meeting")
"""One of them stands in every such item."""
HEADED = 3
"""Blocks below the main heading in which a page gives the day of its one meeting."""


def without_earlier(records: list[Record], page: Page) -> list[Record]:
    """The records less those dated by an item of an agenda: "To approve the minutes of the meeting held on 3 May".

    Below a heading with the meeting's own day and hour, "Minutes of the meeting held on" and "Date of the next
    meeting" are such items too; elsewhere they may be all that a page lists.
    """
    said = [block for block in page.blocks_with(*_ITEM_WORDS) if block.dates]
    item = _ITEM if said and _headed(records, page) else _EARLIER
    gone = {block.index for block in said if item.search(block.text[:MAX_TEXT])}
    return [record for record in records if record.block.index not in gone] if gone else records


def _headed(records: list[Record], page: Page) -> bool:
    """Whether a day with its hour stands right below the main heading, or in it."""
    below = [r.block for r in records[:2] if r.block.times]
    return any(0 <= block.index - page.heading.index <= HEADED for block in below)


def without_other(records: list[Record], page: Page) -> list[Record]:
    """The records, in order, that no heading and no address of theirs calls something else than events.

    What no heading is above is headed by the title of the page.
    """
    title = page.heading.text
    if _EVENTS.search(title):
        return _not_news(records, page)
    inside = insides(records)
    heads = [b for b in page.heads if b.index not in inside]
    at = [block.index for block in heads]
    other = bool(_OTHER.search(title)) and not _is_of_one(page, inside)

    @cache
    def called(above: int) -> bool | None:
        return _calls(heads[above].text if above >= 0 else "", other=other)

    told = [(record, called(bisect_right(at, record.low) - 1)) for record in records]
    unsure = [record for record, events in told if events is None]
    news = bool(unsure) and _leads_to_news(unsure, page.blocks)
    return [record for record, events in told if events or (events is None and not news)]


def _not_news(records: list[Record], page: Page) -> list[Record]:
    """The records less those below a heading that is no more than "Latest news"; all where these are all."""
    other = {block.index for block in page.heads if _HEADS_OTHER.fullmatch(block.text)}
    if not other:
        return records
    inside = insides(records)
    at = [block.index for block in page.heads if block.index not in inside]
    above = [bisect_right(at, record.low) - 1 for record in records]
    own = [r for r, n in zip(records, above, strict=True) if n < 0 or at[n] not in other]
    return own or records


def _is_of_one(page: Page, inside: set[int]) -> bool:
    """Whether the main heading stands inside a record, and is of its rank not the only one that does."""
    tops = {block.index for block in page.heads if block.level == 1} & inside
    return len(tops) > 1 and page.heading.index in tops


def _calls(name: str, *, other: bool) -> bool | None:
    """Whether a heading calls what is below it events; None where neither it nor the title (`other`) says so."""
    if _EVENTS.search(name):
        return True
    return False if other or _OTHER.search(name) else None


def _leads_to_news(records: list[Record], blocks: tuple[Block, ...]) -> bool:
    linked = news = 0
    for left, record in zip(range(len(records) - 1, -1, -1), records, strict=True):
        addresses = [
            address[:500]
            for block in blocks[record.low : min(record.high, record.low + 8)]
            for address, _ in block.links
        ]
        linked += bool(addresses)
        news += bool(addresses) and bool(_NEWS_PATH.search("\n".join(addresses)))
        if news + left < FEWEST * len(records):
            return False
    return linked > 2
