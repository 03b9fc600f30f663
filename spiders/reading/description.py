"""Paragraphs of a page that belong to no other field → the description, without menus, cookies and other events."""

from __future__ import annotations

import re

from spiders.reading.block import Block
from spiders.reading.found import Found
from spiders.reading.labels import Sheet

MAX_DESCRIPTION = 12_000
LONG = 70
"""Characters of a paragraph that is prose by its length; a shorter one has to be a sentence between such."""

_FURNITURE = (
    *("cookie", "privacy policy", "privacy notice", "all rights reserved", "©", "javascript"),
    *("your browser", "enter your email", "subscribe", " log in", "submitting this form"),
    *("terms of use", "terms and conditions", "newsletter ", "newsletter.", "mailing list"),
)
"""What a paragraph that is none of the event's speaks of."""
_ABOUT_OTHERS = re.compile(
    r"(?i)about (?:us\b|our\b|the (?:speakers?|presenters?|organi[sz]ers?|authors?|hosts?|chair|venue|society|charity"
    r"|company|forum|network|association|institute)\b)"
)
_ABOUT_NAME = re.compile(r"[Aa]bout (?:the )?([A-Z].{2,80})$")
_SENTENCE = re.compile(r"[A-Z“\"'].{18,}[.!?]”?$")


def describe(sheet: Sheet, found: Found) -> None:
    """Gives the paragraphs below the title, with the short sentences between them."""
    out: list[Block] = []
    size, skipping = 0, False
    for block in sheet.blocks[max(0, sheet.page.heading.index + 1) :]:
        if block.heading:
            if out and sheet.page.words.stop.match(block.text):
                break
            skipping = _about_others(block.text, sheet.page.heading.text)
        if skipping or not _belongs(block, sheet, begun=bool(out)):
            continue
        out.append(block)
        size += len(block.text)
        if size > MAX_DESCRIPTION:
            break
    while out and len(out[-1].text) < LONG:
        out.pop()
    if out:
        words, last = "\n\n".join(block.text for block in out), out[-1].index + 1
        found.give("description", words, f"{out[0].where} to {last}", out[0].text)


def _about_others(heading: str, title: str) -> bool:
    """Whether a heading opens what is said of the speakers, the venue, the organiser, and not of the event."""
    if _ABOUT_OTHERS.match(heading):
        return True
    named = _ABOUT_NAME.match(heading)
    return named is not None and named[1].lower() not in title.lower()


def _belongs(block: Block, sheet: Sheet, *, begun: bool) -> bool:
    """Whether a block is prose of the event: long enough, or a sentence of its own behind such prose."""
    short = len(block.text) < LONG
    if short and not (begun and _is_sentence(block)):
        return False
    if block.side or block.tag == "li" or block.index in sheet.used or block.linked:
        return False
    label = sheet.fields.get(block.index)
    if label is not None and (short or label not in ("about", "title")):
        return False
    linked = sum(len(words) for _, words in block.links)
    if linked >= 0.5 * len(block.text):
        return False
    text = block.text.lower()
    return not any(sign in text for sign in _FURNITURE)


def _is_sentence(block: Block) -> bool:
    plain = block.tag == "p" and not (block.level or block.dates or block.times or block.links)
    return plain and bool(_SENTENCE.match(block.text))
