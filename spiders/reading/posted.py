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
