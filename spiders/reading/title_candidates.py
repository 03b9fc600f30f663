"""Words inside a record of a listing page → how well they would do as its title."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter

from spiders.reading.block import BOLD_LINE, Block
from spiders.reading.datelike import Mark, TimeMark, in_order
from spiders.reading.record import Record

_KINDS = (
    r"meetings?|board|committee|commission|council|hearing|session|workshop|conference|training|seminar|webinar|forum"
    r"|trustees|directors|authority|assembly|summit|symposium|lecture|course|class|event(?! ?:)|town hall|panel"
    r"|talks?|debate|briefing|masterclass|launch|open house|retreat|task force|subcommittee|clinic|round ?table|surgery"
)
EVENT_WORD = re.compile(rf"(?i)\b(?:{_KINDS})\b")
_KIND = re.compile(
    r"(?i)(?:(?:free|live|online|virtual|evening|[a-z]+ day) )?(?:webinar|seminar|conference|workshop|training|course"
    r"|lecture|class|talk|masterclass|briefing|event|debate|launch|panel|symposium|summit|round ?table|open house)s?"
)
"""Words that only say what kind of event it is."""
ROOM = re.compile(
    r"(?i)\b(?:conference|board|council|commission(?:ers'?)?|hearing|training|class|court|event|assembly|committee"
    r"|meeting|town|city|county) ?(?:rooms?|cent(?:er|re)|chambers?|hall|calls?|books?|building|members?|packets?"
    r"|materials?|location|complex|auditorium)\b|\bchamber of commerce\b"
)
_ADDRESS = re.compile(
    r"(?i)\b\d{1,5} (?:[NSEW]\.? )?\w{1,20}.{0,60}\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|drive|dr|lane"
    r"|ln|way|plaza|floor|suite|hwy)\b"
    r"|\b(?:room|floor|suite|city hall|building|library|auditorium|chambers|zoom|(?-i:[A-Z]{2} \d{5}))\b"
)
DOCUMENT = re.compile(
    r"(?i)\b(?:agenda|minutes|pdf|cancell?ation|notice|packet|video|webcast|register|phone|dial|zoom|webex|passcode"
    r"|call-in|transcript|presentation|record(?:ing|ed)|livestream|link|book(?! (?:sale|club|group|fair|launch|signing"
    r"|talk|festival)))\b"
)
_LABEL = re.compile(
    r"(?i)\W{0,3}(?:rescheduled|moved|changed|due to|join|(?:(?:meeting|hearing) )?(?:location|venue)|where|when|time"
    r"|date|contact|phone|address|cost|posted|status|note|next|meeting id|passcode|dial|one tap|click|replaces"
    r"|please)\b"
)
_EMPTY_WORDS = (
    r"agendas?|minutes?|video|audio|details?|read|more|downloads?|pdf|packet|view|here|notice|draft|approved|amended"
    r"|click|info|information|materials?|presentation|summary|documents?|watch|live|recording|transcript|register|rsvp"
    r"|book|see|learn|link|html|docx?|xlsx?|pptx?|add to calendar|ical|google calendar|outlook|map|attachments?"
    r"|not available|n/a|tba|tbd|final|revised|meeting (?:agendas?|minutes|details|materials|packet|notice|summary"
    r"|records|notes)|agenda packet|accessible|of|the|and|for|to|in|on|at|synopsis|cancell?ed|cancellation|rescheduled"
    r"|postponed|date|time|location|no meetings?(?: (?:in |for )?this \w+)?"
    r"|export|ics|rss|starts?|ends?|begins?|finish(?:es)?|full calendar|english"
    r"|spanish|kb|mb|today|upcoming|past|next|previous|prev|new|events?|all[ -]day|edt|est|cst|cdt|et|ct|changed?"
    r"|no quorum|meeting (?:cancell?ed|postponed|rescheduled|notice|changed?)|meetings?|(?:mon|tues?|wed(?:nes)?"
    r"|thur?s?|fri|sat(?:ur)?|sun)(?:day)?s?|join (?:the )?meeting|click here to join (?:the )?meeting|join on the web"
    r"|meeting options|(?:microsoft )?teams|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|from|until|through|in person|online|virtual"
    r"|hybrid|session only|fully booked|sold out|(?:places?|spaces?|seats?|tickets?) (?:left|remaining|available)"
)
_EMPTY = re.compile(rf"(?i)^(?:\W|\d|(?:{_EMPTY_WORDS})(?![a-z])){{0,60}}$")
_TITLE_CLASS = re.compile(r"(?i)title|name|summary|subject|headline|committee|body")
_TEXT_CLASS = re.compile(r"(?i)excerpt|descr|teaser|intro")
"""Boxes of the words below a title, whatever else they are called: "summary-excerpt"."""
_CUT = re.compile(
    r"\s\|\s|\s[-–—]\s|(?:(?<=[Mm]eeting)|(?<=[Hh]earing)|(?<=[Ss]ession)), (?=(?:[^,|]{3,40}, )?\d{1,5} [A-Z])"
)
"""Between two stretches: a sign with space around, or the comma between what takes place and its address."""
_EDGE = re.compile(
    r"(?i)^(?:at|on|from|by|(?-i:the)|and|of|@)\s|\s(?:at|on|from|for|the|and|of|is|@)$"
    r"|\s(?:will|shall)(?: (?:next|again|be|meet|hold|held|convene|take place)){0,3}$"
)
_WEEKDAYS = re.compile(
    r"(?i)\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?s?\b\.?,?"
)
TICKETS = re.compile(r"(?i)\s(?:tickets|registration)$")
REMARK = re.compile(r"(?i)\b(?:due to|because of|in observance|will (?:be|not)|please)\b|[£€] ?\d")
"""Words of a remark on a meeting, and what it costs; not its name."""
PERSON = re.compile(
    r"\w, (?:[A-Z]\w{1,20} ){0,2}(?:Vice[ -])?(?:Chair(?:man|woman|person)?|Treasurer|Secretary|President|Member)\b"
    r"|^(?:[A-Z][\w.'’-]{1,20} ){2,4}\([^()]*\b(?:Universit\w+|College|School|Institute)\b"
)
"""A name with an office or an affiliation behind it."""
CLOSED = re.compile(
    r"(?i)(?!.*\b(?:due|because|meets?|meeting)\b)(?:.{0,40}\b)?holiday(?:s|,? observed)?$|closed$"
    r"|.{0,40}\b(?:offices?|hall|library|board|council|school)s? (?:is |are |will be )?closed\b"
)
"""Days without events, which calendars list among them."""
_PAPER = re.compile(
    r"(?i)\.(?:pdf|docx?|xlsx?|pptx?|mp[34])(?:[?#]|$)|/(?:file|document|download)s?/"
)
"""Addresses of papers: their words name an enclosure, not the event."""
_STREET = re.compile(r"\(?\d{1,5} (?:[NSEW]\.? |North |South |East |West )?[A-Z]\w{1,20}")
_ALL_DAY = re.compile(r"(?i)^all[ -]day\b[\s:–-]{1,3}")
"""In the place of a clock before a name."""
SIGNS = " ,-–—|:@()[]*•·.;&"


Stretches = tuple[str, ...] | None


def stretches(block: Block) -> tuple[str, ...]:
    """The words of a block that are neither date nor clock nor weekday, in stretches."""
    if block.stretches is None:
        marked = block.dates or block.times
        block.stretches = _between_marks(block) if marked else _whole(block.text)
    return block.stretches


@lru_cache(maxsize=4000)
def _whole(text: str) -> tuple[str, ...]:
    bare = closed(_ALL_DAY.sub("", text.strip(SIGNS)))
    return (bare,) if bare else ()


def _between_marks(block: Block) -> tuple[str, ...]:
    text, dated = block.text, bool(block.dates and block.dates[-1].end)
    out: tuple[str, ...] = ()
    at = 0
    marks = in_order(block.dates, block.times)
    if block.links and (block.times or len(block.links) > 1):
        marks = _with_links(block, marks)
    for mark in marks:
        start, end = mark[0], mark[1]
        if start - at > 3:
            out += _cut(text[at:start], dated)
        at = end if end > at else at
    return out + _cut(text[at:], dated) if len(text) - at > 3 else out


def _with_links(block: Block, marks: list[Mark]) -> list[Mark]:
    """The dates and clocks of a line, and where a link in it begins or ends: its words are a stretch of their own."""
    edges: list[Mark] = []
    at = 0
    for _, words in block.links:
        found = block.text.find(words, at)
        if found >= 0:
            at = found + len(words)
            apart = not block.text[at : at + 1].isalnum()  # "<a>B</a>oard" is one word
            edges += [TimeMark(found, found), TimeMark(at, at)] if apart else ()
    return sorted([*marks, *edges], key=itemgetter(0, 1)) if edges else marks


@lru_cache(maxsize=4000)
def _cut(piece: str, dated: bool) -> tuple[str, ...]:
    """The stretches of what stands between two dates or clocks: mostly the same words, or none, line after line."""
    out = []
    parts = _CUT.split(_WEEKDAYS.sub(" ", piece) if dated else piece)
    for number, part in enumerate(parts, start=1):
        cut = part if number < len(parts) else _EDGE.sub("", part.strip(SIGNS))
        bare = TICKETS.sub("", cut.strip(SIGNS)).strip(SIGNS)
        if len(bare) > 3:
            out.append(closed(bare))
    return tuple(out)


def closed(words: str) -> str:
    """Words whose closing bracket was cut at the edge, with the bracket: "Support group (monthly" is none."""
    at = words.rfind("(")
    return f"{words})" if at >= 0 and ")" not in words[at:] and at > 0 else words


@lru_cache(maxsize=4000)
def is_empty(words: str) -> bool:
    """Whether words can never be a title: "Agenda", "Read more", a date."""
    return len(words) < 4 or words[0] == "©" or bool(_EMPTY.match(words))


@lru_cache(maxsize=4000)
def worth(words: str) -> float | None:
    """What the words alone say about a candidate title; None when they can never be one."""
    if is_empty(words):
        return None
    score = 1.0
    if _KIND.fullmatch(words):
        score -= 0.1  # the words beside it say more
    else:
        score += 2 * bool(EVENT_WORD.search(ROOM.sub(" ", words))) or words[:6].lower() == "event:"
    if _ADDRESS.search(words):
        score -= 2.5
    if len(words) > 100:
        score -= 2.5
    if DOCUMENT.search(words):
        score -= 2.0
    if words.endswith(":") or _LABEL.match(words) or REMARK.search(words) or PERSON.search(words):
        score -= 2.5
    return score


def own_title(
    record: Record, lines: tuple[Block, ...], blocks: tuple[Block, ...]
) -> tuple[str, float, int]:
    """(words, score, block) of the best candidate in the first `lines` of a record; ("", 0, -1) without one."""
    best, best_score, at = "", 0.0, -1
    several = record.high - record.low > 1
    for block in lines:
        words, score = _best_of(stretches(block)) if len(block.text) <= 300 else ("", 0.0)
        if not words:
            continue
        standing = _standing(block)
        if score + standing + 1.0 > best_score:
            standing -= against(record, block, blocks) if several else 0.0
            standing += record.item and block.heading and block.index == record.low
            if score + standing > best_score:
                best, best_score, at = words, score + standing, block.index
    return best, best_score, at


@lru_cache(maxsize=4000)
def _best_of(found: tuple[str, ...]) -> tuple[str, float]:
    """The stretch of a line that is worth most, with its worth; "" where none can be a title."""
    scored = [(words, score) for words in found if (score := worth(words)) is not None]
    words, score = max(scored, key=lambda one: one[1], default=("", 0.0))
    return _once(words), score


def _once(words: str) -> str:
    """A name without its own tooltip, where the two have run together."""
    half = len(words) // 2
    return words[:half] if 6 <= half <= 120 and words[:half] * 2 == words else words


def against(record: Record, block: Block, blocks: tuple[Block, ...]) -> float:
    """What speaks against a block: it stands far down, is the link to a paper, or the name above a street."""
    low = 0.05 * min(10, block.index - record.low)
    if not block.dates and block is not record.block and block.linked:
        low += 2.5 * all(_PAPER.search(address) for address, _ in block.links)
    below = block.index + 1
    if below < record.high and not block.heading and not block.dates:
        street = not blocks[below].dates and _STREET.match(blocks[below].text)
        low += 2.5 * bool(street)  # "12 October 2026" is no number of a house
    return low


@lru_cache(maxsize=4000)
def _names_title(classes: str) -> bool:
    named = len(classes) < 200 and _TITLE_CLASS.search(classes)
    return bool(named) and not _TEXT_CLASS.search(classes)


def _standing(block: Block) -> float:
    level = block.level
    score = (3.0 if level < BOLD_LINE else 0.7) if level else 0.0
    if block.links:
        score += 1.2
    if _names_title(block.classes):
        score += 2.0
    if block.dates and not 0 < level < BOLD_LINE:
        return score + 0.3
    return score + 0.6 if block.times else score
