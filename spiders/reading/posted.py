"""Blocks and the `<time>` elements of a page: the dates of posting and editing are taken away."""

from __future__ import annotations

import re

from lxml import etree

from spiders.reading.block import Block
from spiders.reading.datelike import Mark
from spiders.reading.found import fold
from spiders.reading.lines import Lines

MOST = 300
"""`<time>` elements of one page that are looked at."""

_POSTED = re.compile(
    r"(?:^|[\s_-])(?:dt-published|dt-updated|published|updated|modified|entry-date|post-date|datepublished"
    r"|datemodified|datecreated|pubdate)(?:$|[\s_-])",
    re.IGNORECASE,
)

_HEAD = r"(?:report(?: (?:no\.?|number|of|by|author))?|agenda item(?: no\.?)?) ?:"
_PAPER = re.compile(_HEAD, re.IGNORECASE)
_LINE_OF_PAPER = re.compile(rf"\n{_HEAD}")
NEAR = 3
"""Lines between the parts of a report's head."""


def drop_posted(blocks: tuple[Block, ...], clocks: list[etree._Element]) -> None:
    """Takes the date from the blocks that show when something was posted or edited.

    The microformats `dt-published` and `dt-updated`, WordPress's `entry-date published` and schema.org's
    `datePublished` say so in as many words; the mark-up of an event never carries them.

    Args:
        blocks: All blocks of the page.
        clocks: Its `<time>` elements.
    """
    words = {
        fold("".join(element.itertext()))
        for element in clocks[:MOST]
        if _POSTED.search(f"{element.get('class', '')} {element.get('itemprop', '')}")
    }
    shown = {text for text in words if text}
    for block in blocks if shown else ():
        if block.dates:
            _bare(block, shown)


def drop_papers(blocks: tuple[Block, ...], lines: Lines) -> None:
    """Takes the paper's day from "Date:" in the head of a report, beside "Report:" or "Agenda item:"."""
    begun = [blocks[at] for at in lines.beginning(_LINE_OF_PAPER)] if blocks else []
    heads = [b.index for b in begun if len(b.text) < 90 and _PAPER.match(b.text)]
    for block in blocks if heads else ():
        if _is_dated(block, heads):
            block.dates, block.times, block.stamp = (), (), ""


def _is_dated(block: Block, heads: list[int]) -> bool:
    """Whether a block is the "Date:" of one of these heads."""
    said = bool(block.dates) and block.text[:5].lower() == "date:"
    return said and any(abs(block.index - at) <= NEAR for at in heads)


def _bare(block: Block, shown: set[str]) -> None:
    """Takes from a block the marks that lie inside the words of such elements."""
    spans = [(low, low + len(words)) for words in shown if (low := block.text.find(words)) >= 0]

    def stays(mark: Mark) -> bool:
        return not any(low <= mark.start and mark.end <= high for low, high in spans)

    if spans:
        block.dates = tuple(mark for mark in block.dates if stays(mark))
        block.times = tuple(mark for mark in block.times if stays(mark))
        block.stamp = ""
