"""Lines of a list → which of them call a meeting cancelled, moved or full, and whether they mean a certain day."""

from __future__ import annotations

import re
from functools import lru_cache

from spiders.reading.page import Page
from spiders.reading.record import Record

_STATUS = re.compile(
    r"(?i)\b(cancell?ed|cancell?ation notice|notice of cancell?ation|meeting cancell?ation|no meetings?|not held"
    r"|will not (?:meet|be held|take place|go ahead)|postponed|rescheduled|sold out|fully booked)\b"
)
_STATUS_WORDS = (
    *("cancel", "no meeting", "not held", "will not", "postponed"),
    *("rescheduled", "sold out", "fully booked"),
)
_OF_ALL = re.compile(r"\b(?:are|were|have(?: all)? been) $")
_CONDITION = re.compile(r"(?i)cancell?ation (?:policy|fee|deadline)|\bif\b|\bunless\b")


def changes(page: Page) -> dict[int, str]:
    """Block → the word by which it calls a meeting cancelled, moved, full."""
    told = {block.index: _change(block.text) for block in page.blocks_with(*_STATUS_WORDS)}
    return {index: word for index, word in told.items() if word}


@lru_cache(maxsize=4000)
def _change(text: str) -> str:
    said = _STATUS.search(text) if len(text) < 160 and not _CONDITION.search(text) else None
    return said[1] if said else ""


def is_said_of(record: Record, text: str) -> bool:
    """Whether a line of several dates calls this one cancelled: beside it, before them all, or of all of them."""
    low, high = record.cut or (0, len(text))
    first = record.block.dates[0].start
    return any(
        low <= said.start() < high or said.end() <= first or _OF_ALL.search(text, 0, said.start())
        for said in _STATUS.finditer(text)
    )
