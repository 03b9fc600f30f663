"""Blocks and the `<time>` elements of a page: the dates of posting and editing are taken away."""

from __future__ import annotations

import re

from lxml import etree

from spiders.reading.block import Block
from spiders.reading.datelike import Mark
from spiders.reading.found import fold

MOST = 300
"""`<time>` elements of one page that are looked at."""

_POSTED = re.compile(
    r"(?:^|[\s_-])(?:dt-published|dt-updated|published|updated|modified|entry-date|post-date|datepublished"
    r"|datemodified|datecreated|pubdate)(?:$|[\s_-])",
    re.IGNORECASE,
)

_PAPER = re.compile(
    r"(?:report(?: (?:no\.?|number|of|by|author))?|agenda item(?: no\.?)?) ?:", re.IGNORECASE
)
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


def drop_papers(blocks: tuple[Block, ...]) -> None:
    """Takes the paper's day from "Date:" in the head of a report, beside "Report:" or "Agenda item:"."""
    heads = [
        block.index
        for block in blocks
        if block.text[0] in "RrAa" and len(block.text) < 90 and _PAPER.match(block.text)
    ]
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
