"""Records and single views of a page without event mark-up → is it a list of events, or the page of one?"""

from __future__ import annotations

import re

from catalogue.draft import Draft
from spiders.reading.labels import find_labels
from spiders.reading.page import Page

_LISTING = re.compile(
    r"\b(?:events|meetings|calendar|schedule|agendas|dates|diary|what'?s on|upcoming|webinars|seminars"
    r"|conferences|courses"
    r"|minutes|archive)\b",
    re.IGNORECASE,
)

FEW = 8
"""Records from which one label alone no longer says that the page is about one event."""
CLOSE = 6
"""Blocks below the main heading in which a label of a date speaks of what the heading names."""


def is_listing(page: Page, records: list[Draft], views: list[Draft]) -> bool:
    """Whether the records are the page's events.

    Args:
        page: The page.
        records: What `repeated` found.
        views: What the other readers found, each speaking of one event.
    """
    if len(records) < 2 or any(draft.start for draft in views):
        return False
    if _LISTING.search(page.heading.text):
        return True
    if _speaks_of_one(page, near=len(records) >= FEW):
        return False
    timed = sum(bool(draft.time) for draft in records)
    return len(records) >= 3 or timed >= 2


def _speaks_of_one(page: Page, *, near: bool) -> bool:
    """Whether one label of a date stands on the page, with its value, and outside tables.

    Args:
        page: The page.
        near: Whether it also has to stand close below the main heading, as beside many records it must.
    """
    if near and not page.heading.sure:
        return False
    labels = [
        label
        for label in find_labels(page.blocks, page.words)
        if label.field == "date" and not page.blocks[label.index].side
    ]
    if len(labels) != 1 or page.blocks[labels[0].index].row:
        return False
    return not near or 0 < labels[0].index - page.heading.index <= CLOSE
