"""Lines with a date → whether the day is another thing's: that of posting, of a deadline, of what is over."""

from __future__ import annotations

import re

from spiders.reading import abroad
from spiders.reading.block import Block
from spiders.reading.datelike import DateMark
from spiders.reading.page import Page

NOISE = re.compile(
    r"(?i)\b(?:posted|published|updated|modified|approved|adopted|minutes|deadline|registration (?:opens?|closes?|will)"
    r"|clos(?:es|ing)|book by|register by|rsvp by|early bird|copyright|last (?:reviewed|update)|submitted|accessed"
    r"|established|pursuant|notifications?"
    r"|signed|founded|since|elected|version|issued|retrieved|comments? on)\b|©|\.pdf\b|\.docx?\b"
)
EVENTS = (
    r"events?|meetings?|hearings?|webinars?|seminars?|conferences?|workshops?|calendar|diary|whats-on|what-s-on"
    r"|agendas?|minutes"
)
KIND = re.compile(
    rf"(?i)\b(?:{EVENTS}|lectures?|talks?|training|sessions?|summit|symposium|congress|awards?|ceremony|festival|fair"
    r"|open day|evening|drop-?in|round-?table|a\.?g\.?m|annual general|masterclass|briefing|inquest|parade|exhibition"
    r"|concert|dinner|reception|debate|launch)\b"
)
"""Words for one kind of event or other."""
CLOSING = re.compile(
    r"(?i)\b(?:early[ -]?bird|deadlines?|closing dates?|(?:calls?|abstracts?|papers?|applications?|nominations?"
    r"|submissions?|proposals?|bids?|tenders?|entries) (?:[\w-]+ ){0,6}(?:due|by|clos\w+|open\w*)|call for (?:papers"
    r"|abstracts|speakers|proposals)|(?:registrations?|bookings?|tickets?) (?:\w+ ){0,2}(?:clos|open|end)\w*|(?:book"
    r"|register|apply|rsvp|submit) (?:\w+ ){0,3}by)\b"
)
"""Words beside a day on which something about the event opens or closes, and not the event itself."""
_SAID_BEFORE = re.compile(
    r"(?i)\b(?:posted|published|updated|modified|reviewed|approved|adopted|accessed|issued|released|received|deadline"
    r"|last update|release date|by|before|until|no later than)(?: (?:at )?(?:noon|midnight"
    r"|\d[\d:.]{0,4} ?[ap]m))?(?: on| by)?\W{0,3}$|\b(?:registrations?|bookings?|applications?|nominations?|entries"
    r"|submissions|consultation|survey|tickets? sales?) (?:[\w-]+ ){0,6}(?:open|close|end|from)(?:s|d|ed)?\b"
    r"[^.;!?|]{0,20}$"
    r"|\b(?:will (?:be )?(?:closed?|shut)|reopens?|in (?:place|force)|into (?:force|effect))\b[^.;!?|]{0,50}$"
    r"|\b(?:appointed|elected|founded|joined|born)(?: \w+){0,3} on\W{0,3}$|\(to $"
    r"|\b(?:due(?: on)?|as of|effective|with effect from)\W{0,3}$"
)
"""Words before a day that is one of posting, the last for something, or the one on which registration begins."""
_BYLINE = re.compile(r"(?:By|BY|Written by|Author:?) (?:the )?[A-Z]")
"""How the line of a news story begins that names its author, and its day."""
_OTHER_DAYS = ("posted", "deadline")
"""Labels of days that are not the event's."""
_OTHERS = re.compile(
    r"(?i)\W{0,3}(?:(?:more|other|further|related|similar|recommended) (?:upcoming )?(?:events|meetings|dates|courses)"
    r"|you (?:may|might) (?:also )?(?:like|be interested)|also in this series|more like this)\b"
)
"""Headings of what is not the page's own event."""
PART = re.compile(
    r"(?i)(?:session|day|part|module|week|class|lesson) (?:\d{1,2}|one|two|three|four)\b"
)
"""How a line begins that tells of a part of an event: "Session 1", "Day two"."""
_MILESTONES = re.compile(
    r"(?i)\W{0,3}(?:(?:key|important) (?:dates|deadlines|milestones)|timeline|time ?table|deadlines|what happens next"
    r"|next steps|closing dates?)\b.{0,20}$"
)
"""Headings above the steps of something that takes months."""
REACH = 14
"""Blocks below such a heading that are looked at."""
_CALLED = re.compile(r"([^\W\d_].{0,50}?)\s?:\s?$")
"""What stands before a day and a colon."""
_PLANNED = re.compile(
    r"(?i)\b(?:originally|previously|(?:was|were|had been) (?:due|meant|to)\b)[^.;!?]{0,40}$|\binstead of\W{0,3}$"
)
_GIVEN_UP = re.compile(
    r"(?i)[^.;!?]{0,30}\b(?:has|have|had|was|is) (?:now |been ){0,2}(?:re-?scheduled|postponed|cancell?ed"
    r"|moved|changed)\b"
)
"""What stands before, and behind, a day on which an event was to be."""
_SAYS_DAY = re.compile(r"(?i).*\b(?:dates?|days?|next|also|on|first|second|when)$|next\b")
"""Words before a day that speak of days: "Next date", "Also on"."""
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_ENDED = re.compile(r"(?i)\b(?:ended|finished|has passed)\b")


def others_from(page: Page) -> int:
    """The first block below the main heading that announces other events; the number of blocks without one."""
    below = page.blocks[page.heading.index + 1 :]
    return next((b.index for b in below if b.level and _OTHERS.match(b.text)), len(page.blocks))


def is_sentence(block: Block) -> bool:
    """Whether a dated block is a sentence rather than a line: `prose` weighs those by their words."""
    return block.text.endswith((".", "!")) and not block.heading and len(block.rest.split()) > 3


def closes_on(block: Block, day: DateMark) -> bool:
    """Whether the words before a day say that something else opens, closes or was posted on it."""
    return _SAID_BEFORE.search(block.text[max(0, day.start - 60) : day.start]) is not None


def is_called_else(block: Block, page: Page) -> bool:
    """Whether words before a day, or a heading such as "Key dates" above it, call it something else than an event's.

    "Release from custody: 1 December"; but not "Doors: 1 December", "Lecture: 1 December", nor what the title names.
    """
    before = block.text[: block.dates[0].start].rstrip() if block.dates else ""
    called = _CALLED.match(before) if before.endswith(":") else None
    if called is not None and not page.words.field_of(called[1]):
        return not _names_event(called[1], page)
    above = page.blocks[max(page.heading.index + 1, block.index - REACH, 0) : block.index]
    head = next((line for line in reversed(above) if line.level), None)
    if head is None or not _MILESTONES.match(head.text):
        return False
    row = page.blocks[block.index - 1].text if block.row else ""
    return not _names_event(f"{row} {block.text}", page)


def _names_event(words: str, page: Page) -> bool:
    """Whether words speak of an event, of a part of one, or of what the title names."""
    if KIND.search(words) or PART.match(words) or _SAYS_DAY.match(words):
        return True
    return not set(_LONG_WORD.findall(words.lower())).isdisjoint(
        _LONG_WORD.findall(page.heading.text.lower())
    )


def is_row_of_closing(block: Block, page: Page) -> bool:
    """Whether the cell before a day's says that something closes, or opens: "Registration opens"."""
    before = page.blocks[block.index - 1]
    return bool(block.row) and before.row == block.row and bool(CLOSING.search(before.text[:120]))


def is_given_up(block: Block, nth: int) -> bool:
    """Whether a line of several days says of one that it was planned and holds no longer."""
    if len(block.dates) < 2:
        return False
    day = block.dates[nth]
    before = block.text[max(0, day.start - 60) : day.start]
    return bool(_PLANNED.search(before) or _GIVEN_UP.match(block.text, day.end, day.end + 70))


def is_other_day(block: Block, page: Page) -> bool:
    """Whether a line says that its day is over, or one of posting or of a deadline.

    By words before the day, by a label in the line or the one before, or by the author whom it names.
    """
    if (
        is_row_of_closing(block, page)
        or _ENDED.search(block.text)
        or closes_on(block, block.dates[0])
    ):
        return True
    if page.abroad and abroad.NOISE.search(block.text):
        return True
    return page.is_labelled(block, _OTHER_DAYS) or _BYLINE.match(block.text) is not None
