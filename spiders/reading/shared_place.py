"""A listing page → the place that one sentence gives for all its meetings, or the line that gives their hour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice, takewhile

from spiders.reading.block import Block
from spiders.reading.labels import label_of
from spiders.reading.page import Page
from spiders.reading.place_beside import rest_of_line

LONGEST = 1500
"""Characters of a paragraph that is looked at; rules about meetings are shorter."""
SHORT = 120
"""Characters of a line that gives an hour and a place and is no sentence."""
MOST = 8
"""Verbs of one paragraph that are looked behind."""

_VERB = re.compile(
    r"(?:held|hosted|conducted|located|takes? place|taking place|meets?|convenes?|begins?|starts?|commences?"
    r"|holds? (?:\w+ ){0,3}meetings)\b"
)
_PASSIVE = re.compile(
    r"\b(?:are|is|be|usually|generally|typically|normally|currently) (?:being )?$"
)
"""In front of verbs that say something else without it: "is located", "usually hosted"."""
_LIKE = "held host conduct locat tak meet conven begin start commenc hold".split()
"""One of these is in every one of the verbs."""
_NEEDY = frozenset({"hosted", "conducted", "located"})
_SUBJECT = re.compile(
    r"(?i)\b(?:meetings|sessions|events|hearings|seminars|classes|workshops|board|commission|committee|council"
    r"|authority|trustees|panel|assembly|forum|society|group|club|meets)\b"
)
_EVERY = re.compile(
    r"(?i)\b(?:all|each|every|unless|otherwise|generally|usually|typically|regular|following dates)\b"
)
_ONE = re.compile(
    r"(?i)\b(?:next|special|emergency|annual|cancell?ed|previous|last) (?:\w+ ){0,2}meeting\b"
)
_AT = re.compile(r"\b(?:at|in) (?:the )?(?=[A-Z0-9]|lower level|offices? of)")
_NO_PLACE_AHEAD = re.compile(
    r"(?i)\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\b|[ap]\.? ?m\b|o'clock)|noon\b|midday\b|\d{1,2}:\d\d|20\d\d\b|person\b"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b|accordance|addition"
    r"|[^,.]{0,40}\b(?:specified|listed|indicated|below|above|same)\b"
)
_SHORT = "".join(
    rf"(?<!\b{word})" for word in r"St Ave Rd Dr Ln Blvd Ste Fl Rm Bldg Ct Pl Sq \w".split()
)
"""A full stop behind one of these ends no sentence."""
_END = re.compile(
    rf"(?i)[;!?:]|{_SHORT}\.(?!\d| \d{{2,5}} (?:[NSEW]\.? )?[A-Z])| \((?!\d)"
    r"|,?\s(?:on|from|beginning|starting|commencing|unless|except|and (?:begin|start|are|is|typically|will)|every|each"
    r"|which|when|with|to|for|usually|until)\s"
    r"|,?\s(?:at|@)\s(?!\d{1,5} (?![ap]\.?m\b|o'clock)[A-Z]|the |our |its )|\.?$"
)
_LINK_WORDS = re.compile(r",? (?:located )?at (?=\d{1,5} (?![AP]M\b)[A-Z])")
_REAL = re.compile(
    r"(?i)\b\d{1,5} (?:[NSEW]\.? |North |South |East |West )?[A-Z]\w|\b(?:room|hall|headquarters|hq|station|building"
    r"|library|offices?|auditorium|chambers?|zoom|online|webinar|hotel|cent(?:er|re)|theatre|university|college|annexe?"
    r"|guildhall|school|church|court|courthouse|museum|boardroom|house|park|floor|plaza|bank|pavilion|campus|tower)\b"
)


def shared_place(page: Page) -> tuple[str, Block] | None:
    """The first sentence such as "Meetings are held at the Guildhall, 12 High Street"; None without one."""
    for block in page.blocks_with("at ", "in "):
        if not 20 < len(block.text) < LONGEST or block.side:
            continue
        words = _said(block.text)
        if words and (not block.dates or _EVERY.search(block.text)):
            return words, block
    return None


def place_beside_hour(line: Block, page: Page) -> tuple[str, Block] | None:
    """The place in a line that gives the hour of several meetings, or behind its label in a line beside it."""
    words = _said(line.text) if len(line.text) < LONGEST else ""
    if not words and len(line.text) < SHORT:
        words = rest_of_line(line, page)
        words = words.rstrip(" :") if _REAL.search(words) else ""
    if words:
        return words, line
    above, below = page.blocks[max(0, line.index - 2) : line.index], page.blocks[line.index + 1 :]
    near = [takewhile(_is_undated, above[::-1]), takewhile(_is_undated, below[:2])]
    for block in chain.from_iterable(near):
        label = label_of(block, page.words) if len(block.text) < SHORT else None
        if label is not None and label[0] == "venue" and label[1]:
            return label[1], block
    return None


def _is_undated(block: Block) -> bool:
    return not block.dates


@lru_cache(maxsize=4000)
def _said(text: str) -> str:
    for start, end in islice(_verbs(text.lower()), MOST):
        before = text[max(0, start - 160) : end]
        sentence = before[before.rfind(". ") + 1 :]
        if _ONE.search(sentence) or not _SUBJECT.search(sentence):
            continue
        words = _place_in(text[end : end + 320])
        if words:
            return words
    return ""


def _verbs(low: str) -> Iterator[tuple[int, int]]:
    """Where the verbs of a text in lower case stand."""
    for verb in _VERB.finditer(low) if any(map(low.__contains__, _LIKE)) else ():
        start, end = verb.span()
        whole = not (start and low[start - 1].isalnum())
        if whole and (verb[0] not in _NEEDY or _PASSIVE.search(low, max(0, start - 30), start)):
            yield start, end


def _place_in(text: str) -> str:
    """The place in the words behind "held" or "meets": it follows "at" or "in" and is no clock and no date."""
    for found in list(_AT.finditer(text[:160]))[:6]:
        rest = text[found.end() :]
        if _NO_PLACE_AHEAD.match(rest):
            continue
        stop = _END.search(rest, 3)
        words = _LINK_WORDS.sub(", ", rest[: stop.start()] if stop else rest[:160]).strip(" ,.")
        if 4 < len(words) < 180 and _REAL.search(words):
            return words
    return ""
