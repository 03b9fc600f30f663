"""Blocks and the `<time>` elements of a page → the blocks without the dates of posting and editing."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

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


def without_posted(blocks: tuple[Block, ...], root: etree._Element, text: str) -> tuple[Block, ...]:
    """The blocks; those that show when something was posted or edited lose the date.

    The microformats `dt-published` and `dt-updated`, WordPress's `entry-date published` and schema.org's
    `datePublished` say so in as many words; the mark-up of an event never carries them.

    Args:
        blocks: All blocks of the page.
        root: Its root element.
        text: Its source, for a cheap look at whether there is any `<time>`.
    """
    if "<time" not in text:
        return blocks
    words = {
        fold("".join(element.itertext()))
        for element in islice(root.iter("time"), MOST)
        if _POSTED.search(f"{element.get('class', '')} {element.get('itemprop', '')}")
    }
    shown = {text for text in words if text}
    if not shown:
        return blocks
    return tuple(_bare(block, shown) if block.dates else block for block in blocks)


def without_papers(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks; "Date:" in the head of a report, beside "Report:" or "Agenda item:", loses the paper's day."""
    heads = [block.index for block in blocks if len(block.text) < 90 and _PAPER.match(block.text)]
    if not heads:
        return blocks
    return tuple(
        replace(block, dates=(), times=(), stamp="") if _is_dated(block, heads) else block
        for block in blocks
    )


def _is_dated(block: Block, heads: list[int]) -> bool:
    """Whether a block is the "Date:" of one of these heads."""
    said = bool(block.dates) and block.text[:5].lower() == "date:"
    return said and any(abs(block.index - at) <= NEAR for at in heads)


def _bare(block: Block, shown: set[str]) -> Block:
    """A block without the marks that lie inside the words of such elements."""
    spans = [(low, low + len(words)) for words in shown if (low := block.text.find(words)) >= 0]
    if not spans:
        return block

    def stays(mark: Mark) -> bool:
        return not any(low <= mark.start and mark.end <= high for low, high in spans)

    return replace(
        block,
        dates=tuple(mark for mark in block.dates if stays(mark)),
        times=tuple(mark for mark in block.times if stays(mark)),
        stamp="",
    )
