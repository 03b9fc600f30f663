"""Blocks, `<title>`, og:title → the title of the page, the block it stands in, and how it was chosen."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from spiders.reading.block import BOLD_LINE, Block
from spiders.reading.found import fold, words_in
from spiders.reading.vocabulary import Vocabulary

_KINDS = r"(?:events?|seminars?|conferences?|webinars?|workshops?|lectures?|talks?|training|courses?|meetings?|news)"
_GENERIC = re.compile(
    r"(?i)^\W*(?:events?|(?:event|meeting|hearing|course) details?|home|welcome|calendar|news|what'?s on|details"
    r"|meetings?|upcoming events?|conferences?|webinars?|search|menu|past events?|page not found|about|training"
    r"|courses?|back to .{1,40}|skip to .{1,30}|loading.{0,5}"
    rf"|upcoming {_KINDS}|{_KINDS}(?:,? (?:and|&) {_KINDS}){{1,2}}"
    r"|our events|all events|diary|agenda(?: (?:and|&) (?:draft )?minutes)?|when (?:and|&) where|where (?:and|&) when"
    r"|meeting documents|(?:event|meeting|webinar|course) registration"
    r"|register(?: now| here| (?:for|to (?:join|attend)) (?:this|the|our) (?:event|webinar|meeting|course))?"
    r"|book now|share|speakers?|overview|programme)\W*$"
)
_MARKS = re.compile(
    r"(?i)\s*\((?:ended|finished|past|cancell?ed|postponed|sold out)[^)]{0,40}\)\s*$"
)
_TITLE = r"(?:(?:event|course|seminar|webinar) (?:title|name)|title)\s?:\s?"
_LABEL = re.compile(
    rf"(?i)^(?:event\s?:\s?|{_TITLE}"
    r"|(?:register|registration|booking|book|tickets|sign up)(?: now| here| your (?:place|ticket))? for:? (?=[A-Z]))"
    r"(?=\S)"
)
"""Words before a title that are none of its own."""
_TITLE_ALONE = re.compile(
    r"(?i)(?:(?:event|course|seminar|webinar|meeting) (?:title|name)|title|topic)\s?:?|event\s?:"
)
_SERIES = re.compile(r"(?i)\bseries(?:,? \(?20\d\d\S{0,8})?$")
"""How a main heading ends that names what all pages of a series have in common."""
_TITLE_LABEL = re.compile(rf"(?i){_TITLE}(?=\S)")
PARTS = re.compile(r"\s+[|–—»•·-]\s+|\s*\|\s*|\s+::\s+")
"""What stands between the parts of a document's title."""
_LETTERS = re.compile(r"[A-Za-z]+")
_SIGNS = re.compile(r"\W+")
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
"""A host, which some print as the name of their site."""
MAX_TITLE = 260
_RANKS = {1: 3.0, 2: 1.0, 3: 0.4}
_LIKE = 3.0
"""What the rank of a heading weighs, and that it says what the head of the page says."""
NEAR = 6
"""Blocks above a date in which its title stands."""
LABEL = 18
"""Characters of the longest label of a title that stands alone."""
HEAD = 12
"""Blocks among which the link to the site's first page stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The title of a page.

    Attributes:
        text: The words, without the site's name; "" when the page has none.
        index: Its block, or -1 when it stands in the head only.
        where: "h1", "og:title", "title", "line 3".
        sure: Whether a heading of the page says it.
    """

    text: str = ""
    index: int = -1
    where: str = ""
    sure: bool = False


def is_generic(text: str) -> bool:
    """Whether the words name a kind of page ("Events", "Search") rather than an event."""
    return bool(_GENERIC.match(text))


def find_heading(
    blocks: tuple[Block, ...], titles: tuple[str, ...], url: str, words: Vocabulary
) -> Heading:
    """The title of a page.

    Args:
        blocks: Visible blocks.
        titles: og:title, `<title>` and the site's name; () for plain text.
        url: Address of the page, whose host names the site.
        words: Labels, for headings that announce a field.
    """
    social, tag, name = titles if titles else ("", "", "")
    host, inner = host_of(url)
    site = _Site(host, _SIGNS.sub("", host), words_in(name))
    social, tag = _without_site(social, site), _without_site(tag, site)
    reference = words_in(social) | words_in(tag)
    best = _best_heading(blocks, reference, words)
    if best is not None and _is_below_part(best, blocks, titles[1] if titles else ""):
        return _said(best, f"h{best.level}", sure=True)
    common = best is not None and best.level == 1 and inner and _is_site(best.text, site)
    if best is not None and (common or _SERIES.search(best.text)):
        nearer = _above_date(blocks, best, words)
        if nearer is not None and (common or nearer.index == best.index + 1):
            return _said(nearer, f"h{nearer.level}", sure=True)
        if common and any(text and not _names_site(text, site) for text in (social, tag)):
            best = None
    if best is not None and (best.level == 1 or _likeness(best.text, reference) >= 0.6):
        return _said(best, f"h{best.level}", sure=True)
    found = _labelled(blocks) or _from_head(blocks, best, social, tag)
    return found or _first_line(blocks, words) or Heading(text=social or tag, where="title")


def _is_below_part(best: Block, blocks: tuple[Block, ...], tag: str) -> bool:
    """Whether a heading stands right below "Calendar" or "Event details", as the document too is called, undated."""
    above = blocks[max(0, best.index - 2) : best.index] if best.level > 1 else ()
    part = next((block.text for block in above if block.level == 1 and is_generic(block.text)), "")
    return bool(part) and PARTS.split(tag)[0] == part and not any(b.dates for b in above)


def _from_head(
    blocks: tuple[Block, ...], best: Block | None, social: str, tag: str
) -> Heading | None:
    """The title that the head gives, else the best heading, of which nothing makes sure.

    A lone word beside a heading is the part of the site.
    """
    for text, where in ((social, "og:title"), (tag, "title")):
        if text and not is_generic(text) and (" " in text or best is None):
            return _in_blocks(text, where, blocks)
    return _said(best, f"h{best.level}", sure=False) if best is not None else None


def _labelled(blocks: tuple[Block, ...]) -> Heading | None:
    """The words behind a label of their own, "Title: Night Watch Seminar", in its line or the next one."""
    for block in blocks:
        text = block.text
        if ":" in text[:24] and _TITLE_LABEL.match(text):
            found = block
        elif len(text) < LABEL and text[0] in "CEMSTWcemstw" and _TITLE_ALONE.fullmatch(text):
            if block.tag == "label":  # of a form: "Title", "First name"
                continue
            found = blocks[min(block.index + 1, len(blocks) - 1)]
        else:
            continue
        if 3 < len(found.text) < MAX_TITLE and not found.side and found.text[-1] != ":":
            return _said(found, f"line {found.index + 1}", sure=True)
    return None


def home_name(blocks: tuple[Block, ...], url: str) -> str:
    """The words of the link to the site's first page, where the page opens with one; "" where it does not."""
    for block in blocks[:HEAD]:
        if block.linked and len(block.links) == 1:
            address, words = block.links[0]
            home = address.rstrip("/")
            if not home or (home in url and home.count("/") == 2):
                return "" if is_generic(words) else words
    return ""


class _Site(NamedTuple):
    """What is known of a site: its host, the same without signs, the words of its name."""

    host: str
    squeezed: str
    words: frozenset[str]


@lru_cache(maxsize=500)
def host_of(url: str) -> tuple[str, bool]:
    """The host of an address without "www.", and whether more than the host stands in it; ("", False) for none."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www."), parts.path.strip("/") != ""
    except ValueError:
        return "", False


def _without_site(text: str, site: _Site) -> str:
    """A document title less the parts that name the site."""
    parts = [part.strip() for part in PARTS.split(fold(unescape(text))) if part.strip()]
    kept = [part for part in parts if not _names_site(part, site)]
    if not kept:
        return parts[0] if parts else ""
    if len(kept) == len(parts) > 1 and len(kept[0]) <= 8:
        kept = kept[:2]
    return max(kept[:2], key=len) if len(kept[0]) < 12 else kept[0]


@lru_cache(maxsize=2000)
def _names_site(part: str, site: _Site) -> bool:
    """Whether a part of a title names the site; its pages have the part in common."""
    if site.words and words_in(part) <= site.words:
        return True
    squeezed = _SIGNS.sub("", part.lower())
    initials = _initials(part)
    if (len(squeezed) > 3 and squeezed in site.squeezed) or is_generic(part):
        return True
    short = len(initials) == 2 and initials == site.host.split(".")[0]
    return short or (len(initials) > 2 and initials in site.squeezed)


def _is_site(text: str, site: _Site) -> bool:
    """Whether a main heading is the site's name."""
    if site.words and words_in(text) <= site.words:
        return True
    squeezed = _SIGNS.sub("", text.lower())
    return squeezed in site.squeezed or _initials(text) == site.host.split(".")[0]


def _initials(words: str) -> str:
    return "".join([word[0] for word in _LETTERS.findall(words)]).lower()


def _above_date(blocks: tuple[Block, ...], best: Block, words: Vocabulary) -> Block | None:
    """The last heading, or line in bold, between the site's name and the first date below it."""
    dated = next((block.index for block in blocks[best.index + 1 :] if block.dates), 0)
    low = max(best.index + 1, dated - NEAR)
    for block in reversed(blocks[low:dated]):
        good = block.level > 0 and 7 < len(block.text) < MAX_TITLE and not block.side
        if good and not (block.linked or is_generic(block.text) or words.field_of(block.text)):
            return block
    return None


def _best_heading(
    blocks: tuple[Block, ...], reference: frozenset[str], words: Vocabulary
) -> Block | None:
    best, best_score = None, -math.inf
    for block in [block for block in blocks if 0 < block.level <= 3 and not block.side]:
        score = _RANKS[block.level] - 0.004 * block.index
        if score + _LIKE > best_score:
            score += _LIKE * _likeness(block.text, reference)
            if score > best_score and _may_head(block, words):
                best, best_score = block, score
    return best


def _may_head(block: Block, words: Vocabulary) -> bool:
    """Whether a heading may be a title: no label, no "Events", no "Related events", no bare date."""
    text = block.text
    if not 3 < len(text) < MAX_TITLE or words.field_of(text) or is_generic(text):
        return False
    stops = block.level > 1 and words.stop.match(text)
    return not (stops or (block.dates and len(block.rest) < 4))


def _likeness(text: str, reference: frozenset[str]) -> float:
    own = words_in(text)
    return len(own & reference) / max(len(own), 3) if reference else 0.0


def _said(block: Block, where: str, *, sure: bool) -> Heading:
    return Heading(text=_bare(block.text), index=block.index, where=where, sure=sure)


def _bare(text: str) -> str:
    """A heading without "(Ended)" behind it and without the label "Event:" before it."""
    return _LABEL.sub("", _MARKS.sub("", text), count=1)


def _in_blocks(text: str, where: str, blocks: tuple[Block, ...]) -> Heading:
    own = words_in(text)
    word = max(own, key=len, default="")
    for block in [block for block in blocks if len(block.text) < MAX_TITLE]:
        alike = len(own) > 2 and word in block.text.lower() and words_in(block.text) == own
        if alike or block.text == text:
            return _said(block, where, sure=False)
    return Heading(text=_bare(text), where=where)


def _first_line(blocks: tuple[Block, ...], words: Vocabulary) -> Heading | None:
    """Without headings: the last title-like line before the first line with a date, else the first one."""
    chosen: Block | None = None
    for block in blocks[:40]:
        if block.dates:
            if chosen is not None:
                break
            if len(block.rest) < 12:
                continue
        if not _title_like(block, words):
            continue
        if chosen is not None and len(block.text) > 160:
            break
        chosen = block
    return _said(chosen, f"line {chosen.index + 1}", sure=False) if chosen is not None else None


def _title_like(block: Block, words: Vocabulary) -> bool:
    text = block.text
    if not 12 < len(text) < 200 or text[0] == "©" or text[-1] in ".:?" or is_generic(text):
        return False
    plain = block.tag != "li" and not block.side and (not block.linked or block.level == BOLD_LINE)
    return plain and not words.field_of(text.split(":", 1)[0])
