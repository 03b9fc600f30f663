"""Records and single views of a page without event mark-up → is it a list of events, or the page of one?"""

from __future__ import annotations

import re

from catalogue.draft import Draft
from spiders.reading.page import Page

_LISTING = re.compile(
    r"\b(?:events|meetings|calendar|schedule|agendas|dates|diary|what'?s on|upcoming|webinars|seminars"
    r"|conferences|courses"
    r"|minutes|archive|programme of)\b",
    re.IGNORECASE,
)


def is_listing(page: Page, records: list[Draft], views: list[Draft]) -> bool:
    """Whether the records are the page's events.

    Args:
        page: The page.
        records: What `repeated` found.
        views: What the other readers found, each speaking of one event.
    """
    if len(records) < 2:
        return False
    if any(draft.start for draft in views):
        return False
    labelled = next(
        (
            d
            for d in views
            for name, note in d.evidence
            if name == "date" and note.reader == "labelled"
        ),
        None,
    )
    timed = sum(bool(draft.time) for draft in records)
    named = bool(_LISTING.search(page.heading.text))
    if labelled is not None and not named and _labels(page) == 1:
        return False
    return named or len(records) >= 3 or timed >= 2


def _labels(page: Page) -> int:
    """How many labels of a date the page has: an event's own page has one."""
    return sum(
        bool(re.match(r"(?:date|when|date and time|time)\s?:", block.text, re.IGNORECASE))
        for block in page.blocks
    )
