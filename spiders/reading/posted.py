"""Blocks and the `<time>` elements of a page: the dates of posting and editing are taken away."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date

from lxml import etree

from spiders.reading import abroad
from spiders.reading.block import Block
from spiders.reading.datelike import Mark
from spiders.reading.found import fold
from spiders.reading.lines import Lines

MOST = 300
"""`<time>` elements of one page that are looked at."""

_POSTED = re.compile(
    r"(?i)(?:^|[\s_-])(?:dt-published|dt-updated|published|updated|modified|entry-date|post-date|datepublished"
    r"|datemodified|datecreated|pubdate)(?:$|[\s_-])"
)

RELEASES = ("immediate release", "press release", "news release", "media release")
_RELEASE = re.compile(
    r"(?i)\bfor immediate release\b|^\W*(?:press|news|media) release(?:\W*$|: (?=\w))"
)
_SIGNED = re.compile(r"(?i)(?:submitted|posted|published|created) by \S.{0,60} on\b")
"""How the line begins that says who wrote a page, and when."""
_HELD = re.compile(
    r"(?i)\b(?:will (?:(?:be )?(?:held|hold|host)(?:ing)?|take place|meet|begin|start)|takes? place|taking place"
    rf"|join us)\b|{abroad.INVITING.pattern}"
)
_HEAD = r"(?:report(?: (?:no\.?|number|of|by|author))?|agenda item(?: no\.?)?) ?:"
_PAPER = re.compile(_HEAD, re.IGNORECASE)
_LINE_OF_PAPER = re.compile(rf"\n{_HEAD}")
NEAR = 3
"""Lines between the parts of a report's head."""
MANY = 3
"""Stamps from which a page is a list of what was posted."""
FEW = 12
"""Dated lines up to which a page may be about one thing."""
HEAD = 60_000
"""Bytes of a page in which its head stands."""
WORDS = 5
"""Words beside a date from which a line speaks of what takes place."""
LONGEST = 60
"""Characters of a line that is nothing but a stamp."""
_PUBLISHED = re.compile(rb"ublished(?:_time)?\\?[\"'][^\d<>]{1,20}(\d{4})-(\d\d)-(\d\d)")
_FIGURES = re.compile(r"[\d/.:, -]{10,24}(?: ?[APap][Mm])?")
"""A line such as "24/11/2026 14:05"."""
_ODD = re.compile(r"\d[:.h][0-5][1-46-9](?!\d)|(?<!\d)0[0-5][:.h]\d\d|(?<!\d)0:\d\d")
"""A minute at which nobody begins, or an hour before dawn."""


def drop_posted(
    blocks: tuple[Block, ...],
    clocks: list[etree._Element],
    source: bytes,
    lines: Lines,
    today: date,
) -> None:
    """Takes the date from the blocks that show when something was posted or edited.

    The microformats `dt-published` and `dt-updated`, WordPress's `entry-date published` and schema.org's
    `datePublished` say so in as many words; the mark-up of an event never carries them. Beside a date in a sentence
    a line is such a stamp too that is nothing but the day on which the page's head says it was published, or has a
    clock at which nobody begins ("18 May 2027 | 11.21"), or is past and in figures ("8/01/2027 14:05"),
    or stands without any clock above the sentence that says on which
    later day something will be held, and at what hour or not before today.

    Args:
        blocks: All blocks of the page.
        clocks: Its `<time>` elements.
        source: The page's source.
        lines: The words of the blocks.
        today: The day of the visit.
    """
    for at in lines.holding("ed by "):
        if blocks[at].dates and _SIGNED.match(blocks[at].text):
            _clear(blocks[at])
    words = {
        fold("".join(element.itertext()))
        for element in clocks[:MOST]
        if _POSTED.search(f"{element.get('class', '')} {element.get('itemprop', '')}")
    }
    shown = {text for text in words if text}
    for block in blocks if shown else ():
        if block.dates:
            _bare(block, shown)
    dated = [block for block in blocks if block.dates]
    bare = [block for block in dated if _is_bare(block)] if 1 < len(dated) <= FEW else []
    days = _published(source) if bare else set()
    held = [block for block in dated if _tells(block) and _HELD.search(block.text)] if bare else []
    timed = [block for block in held if block.times]
    until = None if timed else (today.year, today.month, today.day)
    below = timed or held
    above = [b for b in bare if held and all(_is_above(b, one, blocks, until) for one in below)]
    stamps = [block for block in bare if block in above or _is_stamp(block, days, today)]
    if 0 < len(stamps) < MANY and any(_tells(block) for block in dated if block not in stamps):
        for block in stamps:
            _clear(block)


def _is_above(
    block: Block, told: Block, blocks: tuple[Block, ...], until: tuple[int, int, int] | None
) -> bool:
    """Whether a bare day, with no clock in the lines around it, stands above a later one.

    Where `until` is a day, the bare one is not behind it and the other not before it.
    """
    mark, other = block.dates[0], told.dates[0]
    near = blocks[max(0, block.index - 1) : block.index + 3]
    if mark.year is None or any(line.times for line in near if line is not told):
        return False
    first = (mark.year, mark.month, mark.day)
    later = (other.year or mark.year, other.month, other.day)
    apart = first < later if until is None else first <= until <= later and first < later
    return block.index < told.index and apart


def _clear(block: Block) -> None:
    block.dates, block.times, block.stamp = (), (), ""


def _is_bare(block: Block) -> bool:
    """Whether a line is nothing but a date, perhaps with a clock."""
    return len(block.text) <= LONGEST and len(block.dates) == 1 and len(block.rest) <= 3


def _tells(block: Block) -> bool:
    """Whether a dated line beside no other event speaks of what takes place."""
    return not block.side and len(block.rest.split()) > WORDS


def _published(source: bytes) -> set[tuple[int, ...]]:
    """The days that the head of a page, or its JSON-LD, calls those of its publication."""
    days, at = set(), source.find(b"ublished", 0, HEAD)
    for _ in range(MANY):
        found = _PUBLISHED.match(source, at) if at >= 0 else None
        if found:
            days.add(tuple(map(int, found.groups())))
        at = source.find(b"ublished", at + 1, HEAD) if at >= 0 else at
    return days


def _is_stamp(block: Block, days: Container[tuple[int | None, ...]], today: date) -> bool:
    """Whether a bare date is one of these days, stands beside a clock at which nobody begins, or is a minute gone by.

    Such a minute is written in figures alone.
    """
    mark = block.dates[0]
    day = (mark.year, mark.month, mark.day)
    figures = block.times and mark.year and _FIGURES.fullmatch(block.text)
    if figures and day <= (today.year, today.month, today.day):
        return True
    odd = len(block.times) == 1 and _ODD.search(block.text, *block.times[0]) and mark.year
    return bool(odd) or day in days


def is_release(line: Block) -> bool:
    """Whether a line says "For immediate release", "Press Release: Harbour Trust" and the like, as `RELEASES` do."""
    return len(line.text) < 80 and _RELEASE.search(line.text) is not None


def releases_on(line: Block, block: Block) -> bool:
    """Whether a date is that of a release: near such a line without a clock, or right above the one with a source."""
    if not block.times:
        return abs(line.index - block.index) <= 2
    return line.index == block.index + 1 and not line.text.endswith(
        ("release", "RELEASE", "Release")
    )


def drop_papers(blocks: tuple[Block, ...], lines: Lines) -> None:
    """Takes the paper's day from "Date:" in the head of a report, beside "Report:" or "Agenda item:"."""
    begun = [blocks[at] for at in lines.beginning(_LINE_OF_PAPER)] if blocks else []
    heads = [b.index for b in begun if len(b.text) < 90 and _PAPER.match(b.text)]
    for block in blocks if heads else ():
        if _is_dated(block, heads):
            _clear(block)


def _is_dated(block: Block, heads: list[int]) -> bool:
    """Whether a block is the "Date:" of one of these heads."""
    said = bool(block.dates) and block.text[:5].lower() == "date:"
    return said and any(abs(block.index - at) <= NEAR for at in heads)


def _bare(block: Block, shown: set[str]) -> None:
    """Takes from a block the marks that lie inside the words of such elements."""
    spans = [(low, low + len(words)) for words in shown if (low := block.text.find(words)) >= 0]

    def stays(mark: Mark) -> bool:
        return not any(low <= mark.start and mark.end <= high for low, high in spans)

    if spans:
        block.dates = tuple(mark for mark in block.dates if stays(mark))
        block.times = tuple(mark for mark in block.times if stays(mark))
        block.stamp = ""
