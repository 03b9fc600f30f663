"""The date line of a page about one event → the place that stands in it, or in lines beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spiders.reading import abroad
from spiders.reading.block import Block
from spiders.reading.datelike import in_order
from spiders.reading.found import Found
from spiders.reading.other_days import NOISE
from spiders.reading.page import Page
from spiders.reading.postal import ADDRESS, CITY_CODE, MAP_LINK, VENUE, is_contact
from spiders.reading.title_candidates import EVENT_WORD

_PRICE = re.compile(r"(?i)[£$€]\s?\d|^free$")
_BEFORE_PLACE = re.compile(
    r"^(?:(?:at|in|on|via|GMT|BST|onwards?|prompt|daily|each day|(?:un)?till? late|to late)\b[\s,]*)+"
)
"""Words between a clock and a place: "7pm till late, The Guildhall", "9.30am via Zoom"."""
_STREET_CUT = re.compile(r"^\d.{3,40}\b(?:St|Ave|Rd|Blvd|Dr|Ln|Sq)\.$")
"""An address that ends in the full stop of "St."."""
_IN_NATION = re.compile(
    r"(?:[A-Z][\w'’-]{1,20},? ){1,5}(?:Scotland|England|Wales|Northern Ireland|Ireland|UK|United Kingdom"
    r"|Austria|Belgium|Denmark|Estonia|Finland|France|Germany|Greece|Italy|Lithuania|Malta|Netherlands|Norway"
    r"|Poland|Portugal|Spain|Sweden|Switzerland)"
)
_MODES = re.compile(
    r"(?i)(?:\b(?:hybrid|face.to.face|in.person|online|virtual(?:ly)?|and|or|&|event)\b[\s,&+/|-]*){2,5}"
)
"""How people attend, where no place is named; "Online" alone may be all that a page says."""
_NO_PLACE = re.compile(
    r"(?i)\b(?:agenda|minutes|packet|attachment|pdf|download|materials|tickets?|eventbrite|notice|video|hosted|funded"
    r"|by|will|is|our|your|join|with|book|register|add to)\b"
)


def give_place(best: Block, page: Page, found: Found) -> None:
    """Gives the place in the line of the date, in one of the lines around it, or beside another mention of the day."""
    if _in_line(best, page, found):
        return
    for block in beside(best, page, 1, 2, 3, -1, 4, -2, 5, 6):
        at = block.index
        labelled = at == page.heading.index or at in page.label_at
        if not labelled and _place_like(block, page, best):
            lines = [rest_of_line(block, page) if block.times else block.text]
            lines.extend(_lines_below(page.blocks[at + 1 : at + 3], lines[0]))
            lines[:0] = _lines_above(page, block)
            found.give("place", MAP_LINK.sub("", ", ".join(lines)), block.where, confidence=0.55)
            return
    day = best.dates[0].month_day
    same = [b for b in page.dated if not b.side and any(mark.month_day == day for mark in b.dates)]
    for block in same:
        if _in_line(block, page, found):
            return


def beside(block: Block, page: Page, *steps: int) -> Iterator[Block]:
    """The blocks so many steps below one, or above it, as far as the page reaches."""
    for at in (block.index + step for step in steps):
        if 0 <= at < len(page.blocks):
            yield page.blocks[at]


def _in_line(block: Block, page: Page, found: Found) -> bool:
    """Gives the place that stands in a dated line, behind the date or before it."""
    tail = rest_of_line(block, page) or _start_of_line(block, page)
    if not tail or len(block.text) > 200 or block.linked or NOISE.search(tail):
        return False
    found.give("place", tail, block.where, block.text, 0.6)
    return True


def _lines_above(page: Page, block: Block) -> list[str]:
    """The lines of an address above one, in the same box: a venue's name may name no building."""
    out: list[str] = []
    for above in page.blocks[max(0, block.index - 4) : block.index][::-1]:
        same = above.node is block.node and block.node is not None and above.level == block.level
        if not same or above.dates or above.times or len(above.text) >= 70 or above.links:
            break
        if above.index in page.label_at or _NO_PLACE.search(above.text):
            break
        out.insert(0, above.text)
    return out


def _lines_below(blocks: tuple[Block, ...], first: str) -> list[str]:
    """The lines that go on with an address, up to the one with the postal code."""
    out: list[str] = []
    for block in blocks:
        done = CITY_CODE.search(out[-1] if out else first)
        if done or block.dates or len(block.text) >= 70 or is_contact(block.text):
            break
        if ADDRESS.search(block.text):
            out.append(block.text)
    return out


def rest_of_line(block: Block, page: Page) -> str:
    """The words behind the last date or time of a line ("…, The Guildhall, York").

    A few words that name no building, street or town are a place only behind a sign: "12 May 2027 Ann Lee" names
    who wrote, "12 May 2027 (May Day)" the day.
    """
    last = max(mark.end for mark in in_order(block.dates, block.times))
    behind_it = block.text[last:].lstrip()
    tail = behind_it.strip(" ,-–—|()@·•.;")
    tail = _BEFORE_PLACE.sub("", tail)
    parts = [part for part in re.split(r"\s*[|·•]\s*", tail) if not _PRICE.search(part)]
    tail = ", ".join(parts)
    if not 3 < len(tail) < 120 or not tail[0].isupper() or _MODES.fullmatch(tail):
        return ""
    if _NO_PLACE.search(tail) or tail.endswith("time"):
        return ""
    if VENUE.search(tail) or ADDRESS.search(tail) or _named(tail, page):
        return tail
    apart = not behind_it.startswith((tail[:3], "(")) or _ends_in_town(tail, page)
    return tail if apart and len(tail.split()) <= 6 else ""


def _start_of_line(block: Block, page: Page) -> str:
    """The words before the first date or time of a line that end in a well-known town ("The Guildhall, York, 9 June").

    Of words that also name an event the town alone is a place.
    """
    first = min(mark.start for mark in in_order(block.dates, block.times))
    head = block.text[:first].strip(" ,-–—|()@·•:") if first else ""
    if not 3 < len(head) < 120 or not head[0].isupper() or _NO_PLACE.search(head):
        return ""
    town = head.rsplit(",", 1)[-1].strip()
    if town.lower() not in page.words.towns:
        parted = block.text[:first].rstrip().endswith("|")
        named = parted and town.rsplit(" ", 1)[-1].lower() in page.words.towns
        named = named or ("," in head and _named(town, page))
        return head if named and not EVENT_WORD.search(head) else ""
    return town if EVENT_WORD.search(head) else head


def _ends_in_town(words: str, page: Page) -> bool:
    """Whether words end in a well-known town, or in a nation behind the name of one: "Perth, Scotland"."""
    return (
        _IN_NATION.fullmatch(words) is not None
        or words.rsplit(",", 1)[-1].strip().lower() in page.words.towns
    )


def _named(words: str, page: Page) -> bool:
    """Whether words of a page in another language name a building or a street."""
    return page.abroad and ":" not in words and abroad.NAMED.search(words) is not None


def _place_like(block: Block, page: Page, best: Block) -> bool:
    """Whether a line names a building, a street, or ends in a town; a heading only of the rank of the date.

    In a side column only where the date stands in it too.
    """
    text = block.text if not block.times else rest_of_line(block, page)
    if (
        block.box.side not in (0, best.box.side)
        or block.dates
        or block.linked
        or not 3 < len(text) <= 120
    ):
        return False
    if block.heading and block.level < 4 and block.level != best.level:
        return False
    closed = text.endswith((".", "?", "!", ":")) and not _STREET_CUT.search(text)
    if closed or _NO_PLACE.search(text) or not text[0].isalnum():
        return False
    built = VENUE.search(text) or ADDRESS.search(text)
    return bool(built) or _ends_in_town(text, page) or _named(text, page)
