"""Lines of a page → what they say became of the event: the words of its status, and the day it was moved to."""

from __future__ import annotations

import re

from spiders.reading.block import Block
from spiders.reading.found import Found
from spiders.reading.other_days import is_given_up
from spiders.reading.page import Page

NEW_DAY = 0.95
"""Confidence of the day that an event was moved to: it goes before the day that the page still shows."""
NEAR = 12
"""Blocks around the title in which a line speaks of the event itself."""

_PAST = (
    r"(?:cancell?ed|called off|withdrawn|postponed|re-?scheduled|sold out|fully (?:booked|subscribed)|passed|ended"
    r"|finished|moved (?:to an? )?online|moved to (?:zoom|(?:ms |microsoft )?teams)|taken place)"
)
_ONLINE = r"now (?:(?:being |to be |be )?(?:held |taking place |take place )?)?(?:fully )?(?:online|virtual)"
_NOUN = (
    r"(?:event|meeting|webinar|conference|seminar|course|session|briefing|workshop|lecture|talk|hearing|summit"
    r"|symposium|forum|class|it|tickets)"
)
_BRIDGE = r"(?: (?:planned|scheduled|due|on|at|of|originally|for)\b(?:[^.;:]|:\d|\.(?=m\b|,| [a-z\d])){0,160}?)?"
"""Between the meeting and what became of it: "scheduled for Tuesday, June 9, at 8:30 a.m. at the Terminal, "."""
_STATUS = re.compile(
    r"(?i)\(((?:ended|finished|cancell?ed|called off|postponed|sold out|past)\b[^()]{0,40})\)"
    rf"|^\W{{0,3}}((?:this {_NOUN} (?:has been|is|was|has) (?:now )?|event |now )?"
    r"(?:cancell?ed|called off|postponed|rescheduled|sold out|fully booked|passed|ended|finished|closed|moved online)\b"
    r".{0,80})$"
    rf"|\b({_NOUN}{_BRIDGE} (?:has|is|was|have|are) (?:now |already |sadly |unfortunately )?(?:been )?(?:now )?"
    rf"{_PAST}\b[^.!]{{0,80}})"
    rf"|(?:\b{_NOUN}{_BRIDGE} (?:is|will|has) |^\W{{0,3}}(?:please note:? )?)({_ONLINE})\b"
    r"|^\W{0,3}(past event)\W{0,3}$"
)
_WORDS = (
    r"(cancell?ed|called off|postponed|rescheduled|sold out|fully booked|moved online|now online)"
)
_IN_TITLE = re.compile(rf"(?i)^\W{{0,3}}{_WORDS}\b\W|[-–:|(\[]\s?{_WORDS}\W{{0,3}}$")
_CONDITION = re.compile(
    r"(?i)polic(?:y|ies)|\bif (?:the|this|an?|it|you)\b|may be|unless|could be|in the event|\bonce\b|\bnot\b"
)
_MOVED = re.compile(
    rf"(?i)(?:\b{_NOUN}{_BRIDGE} (?:has |is |was )?(?:now )?(?:been )?|^\W{{0,3}}(?:please note:? )?(?:now )?)"
    r"(?:(moved|re-?scheduled|postponed|put back|brought forward|changed) (?:from [^.;]{3,40}? )?(?:to|for|until)\b"
    r"|new date\b)|[.!:] (?:the |its |our )?new date (?:is|will be)\b"
)
_SIGNS = (
    *("cancel", "called off", "withdrawn", "postponed", "schedul", "sold out", "fully", "passed"),
    *("ended", "finished", "moved", "taken place", "closed", "now ", "past event"),
    *("put back", "brought forward", "changed", "new date"),
)
"""Without one of these a line tells of no change."""
REACH = 30
"""Characters between "moved to" and the new date: "the new date of Thursday"."""


def read_changes(page: Page, found: Found) -> None:
    """Gives `status`, and `date` where a line names the day that the event was moved to."""
    first = max(2 * NEAR, page.heading.index + NEAR + 1)
    near = [block for block in page.blocks_with(*_SIGNS, first=first) if _is_near(block, page)]
    if any(_moved(block, found) for block in near):
        return
    title = page.heading.text
    said = _IN_TITLE.search(title)
    if said:
        found.give("status", said[1] or said[2], page.heading.where, title)
        return
    for block in near:
        words = _status(block.text)
        if words:
            found.give("status", words, block.where, block.text, 0.8)
            return


def _is_near(block: Block, page: Page) -> bool:
    near = abs(block.index - page.heading.index) <= NEAR or block.index < 2 * NEAR
    return near and not block.side and len(block.text) <= 700


def _status(text: str) -> str:
    said = _STATUS.search(text)
    if said is None or _CONDITION.search(text[max(0, said.start() - 40) : said.end() + 30]):
        return ""
    return next(group for group in said.groups() if group)


def _moved(block: Block, found: Found) -> bool:
    """Takes status and date of a line that says "moved to 12 June"."""
    said = _MOVED.search(block.text) if block.dates else None
    if said is None or _CONDITION.search(block.text[max(0, said.start() - 40) : said.end()]):
        return False
    ahead = (n for n, mark in enumerate(block.dates) if 0 <= mark.start - said.end() <= REACH)
    nth = next((n for n in ahead if not is_given_up(block, n)), None)
    if nth is None:
        return False
    day = block.date_words(nth)
    found.give("status", f"{said[1] or 'moved'} to {day}", block.where, block.text, 0.8)
    found.give("date", day, block.where, block.text, NEW_DAY)
    return True
