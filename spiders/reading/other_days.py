"""Lines with a date → whether the day is another thing's: that of posting, of a deadline, of what is over."""

from __future__ import annotations

import re

from spiders.reading import abroad
from spiders.reading.block import Block
from spiders.reading.datelike import DateMark
from spiders.reading.page import Page

NOISE = re.compile(
    r"(?i)\b(?:posted|published|updated|modified|approved|adopted|minutes|deadline|registration (?:opens?|closes?|will)"
    r"|clos(?:es|ing)|book by|register by|rsvp by|early bird|copyright|last reviewed|submitted|accessed"
    r"|established|pursuant|notifications?"
    r"|signed|founded|since|elected|version|issued|retrieved|comments? on)\b|©|\.pdf\b|\.docx?\b"
)
CLOSING = re.compile(
    r"(?i)\b(?:early[ -]?bird|deadlines?|closing dates?|(?:calls?|abstracts?|papers?|applications?|nominations?"
    r"|submissions?|proposals?|bids?|tenders?|entries) (?:\w+ ){0,3}(?:due|by|clos\w+|open\w*)|call for (?:papers"
    r"|abstracts|speakers|proposals)|(?:registrations?|bookings?|tickets?) (?:\w+ ){0,2}(?:clos|open|end)\w*|(?:book"
    r"|register|apply|rsvp|submit) (?:\w+ ){0,3}by)\b"
)
"""Words beside a day on which something about the event opens or closes, and not the event itself."""
_SAID_BEFORE = re.compile(
    r"(?i)\b(?:posted|published|updated|modified|reviewed|approved|adopted|accessed|issued|released|received|deadline"
    r"|release date|by|before|until|no later than)(?: (?:at )?(?:noon|midnight"
    r"|\d[\d:.]{0,4} ?[ap]m))?(?: on| by)?\W{0,3}$|\b(?:registrations?|bookings?|applications?|nominations?|entries"
    r"|submissions|consultation|survey|tickets? sales?) (?:[\w-]+ ){0,4}(?:open|close|end)(?:s|d|ed)?\b[^.;!?|]{0,20}$"
    r"|\b(?:will (?:be )?(?:closed?|shut)|reopens?)\b[^.;!?|]{0,50}$"
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


def is_other_day(block: Block, page: Page) -> bool:
    """Whether a line says that its day is over, or one of posting or of a deadline.

    By words before the day, by a label in the line or the one before, or by the author whom it names.
    """
    if _ENDED.search(block.text) or closes_on(block, block.dates[0]):
        return True
    if page.abroad and abroad.NOISE.search(block.text):
        return True
    return page.is_labelled(block, _OTHER_DAYS) or _BYLINE.match(block.text) is not None
