"""The heading of a page about one event, and where its date stands → the event's title, with the name that it lacks."""

from __future__ import annotations

import re

from spiders.reading.block import Block
from spiders.reading.datelike import find_dates, find_times, pieces
from spiders.reading.found import words_in
from spiders.reading.page import Page, month_first
from spiders.reading.page_title import HOST, is_generic
from spiders.reading.public_bodies import bodies_in, body_of, has_event_word, is_kind, trim
from spiders.reading.title_candidates import TICKETS, stretches, worth

_NOTICE = re.compile(r"(?i)\b(?:notice|press release|news release|media (?:advisory|release))\b")
_MEETING = re.compile(r"(?i)\bmeetings?\b")
_GOVERNED = re.compile(
    r"\b(?:governed|overseen|run|managed|led) by (?:its|an?|the)(?: own| same)? "
    r"((?:Board|Council|Committee|Commission)(?: of [A-Z][a-z]{3,20})?)\b"
)
_EDGE = re.compile(
    r"(?i)^(?:[\s,|:;–—@•·()-]|(?:on|to|at|and|until)\b){1,12}|(?:[\s,|:;–—@•·(-]|(?<=[\s,(])(?:on|from|at|the|(?:mon"
    r"|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?)){1,12}$"
)
_CUTS = re.compile(r"\s+[|–—»•·:-]{1,2}\s+|\s*\|\s*")


def full_title(page: Page, title: str, dated: Block | None) -> str:
    """The title of the page's event.

    A heading that names only a kind ("Board meeting") gets the name of who holds it in front; one that names only
    a body ("Harbour Authority") while the date is that of a meeting gets the board behind; the heading of a notice
    gives way to the heading that carries the date, which stands in the block `dated`.
    """
    title = undated(title, page)
    if dated is not None and _NOTICE.search(title) and not bodies_in(title):
        own = _name_at(page, dated)
        if own:
            return own
    if is_kind(title):
        holder = _holder(page, title, dated)
        return f"{holder}: {title}" if holder else title
    if dated is None or has_event_word(title) or not _is_meeting(page, dated):
        return title
    body = _governing(page) or body_of(page, dated.index)
    return f"{title}: {body}" if body and not words_in(body) <= words_in(title) else title


def undated(title: str, page: Page) -> str:
    """A title without the full date, and the clock, that its author put at one of its ends.

    "Night Watch Seminar – 9 June 2027, 6pm" is called Night Watch Seminar; "Annual Conference 2027" keeps its year,
    and a title of which hardly a word would stay is left as it is.
    """
    dates = find_dates(title, month_first=month_first(page.hints))
    if not dates:
        return title
    rest = [_EDGE.sub("", piece) for piece in pieces(title, dates, find_times(title, dates))]
    rest = [TICKETS.sub("", piece) for piece in rest]
    rest = [piece for piece in rest if piece]
    whole = len(rest) == 1 and len(rest[0]) > 7 and " " in rest[0] and not is_kind(rest[0])
    return rest[0] if whole else title


def _is_meeting(page: Page, dated: Block) -> bool:
    """Whether the line of the date, or the heading over it, speaks of a meeting."""
    if _MEETING.search(dated.text):
        return True
    above = page.blocks[max(0, dated.index - 3) : dated.index]
    return any(_MEETING.search(block.text) for block in above if len(block.text) < 80)


def _name_at(page: Page, dated: Block) -> str:
    """What the line of the date names, or else the short line above it: "Roads Panel (9 June 2027, 2pm)"."""
    for block in (dated, page.blocks[max(0, dated.index - 1)]):
        if len(block.text) < 160 and not block.linked:
            for words in stretches(block):
                if (worth(words) or 0) >= 3 and not _NOTICE.search(words):
                    return words
    return ""


def _governing(page: Page) -> str:
    """The board that a sentence says governs the body of the page."""
    for block in page.blocks:
        said = _GOVERNED.search(block.text) if "ed by " in block.text[:3000] else None
        if said:
            return said[1]
    return ""


def _holder(page: Page, title: str, dated: Block | None) -> str:
    """Who holds the event: the body that the date's sentence names, the rest of the document's title, the site."""
    said = bodies_in(dated.text)[:1] if dated is not None else []
    names = [*said, *_other_parts(page.title, title), page.meta.get("og:site_name", "")]
    own = words_in(title)
    telling = [name for name in names if len(words_in(name) - own) > 1]
    good = [name for name in telling if not is_kind(name) and not is_generic(name)]
    body = [name for name in good if has_event_word(name)]
    return next(iter([*body, *good]), "")


def _other_parts(head: str, title: str) -> list[str]:
    """The parts of a document's title that are neither the page's heading nor a date nor a host."""
    text = head[:300]
    at = text.lower().find(title.lower())
    rest = f"{text[:at]} | {text[at + len(title) :]}" if at >= 0 else text
    dates = find_dates(rest)
    bare = " | ".join(pieces(rest, dates, find_times(rest, dates)))
    parts = (trim(part) for part in _CUTS.split(bare))
    return [part for part in parts if len(part) > 3 and not HOST.fullmatch(part)]
