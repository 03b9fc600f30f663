"""Records of a listing page → the title of each: its own words where they are good enough, else the group's name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache

from spiders.reading.block import Block
from spiders.reading.datelike import pieces
from spiders.reading.page import Page
from spiders.reading.record import Record

_KINDS = (
    r"meetings?|board|committee|commission|council|hearing|session|workshop|conference|training|seminar"
    r"|webinar|forum|trustees"
    r"|directors|authority|assembly|summit|symposium|lecture|course|class|event|town hall|panel|talks?|debate"
    r"|briefing"
    r"|masterclass|launch|open house|retreat|task force|subcommittee|clinic|round ?table|surgery"
)
_EVENT_WORD = re.compile(rf"\b(?:{_KINDS})\b", re.IGNORECASE)
_ROOM = re.compile(
    r"\b(?:conference|board|council|commission(?:ers'?)?|hearing|training|class|court|event|assembly"
    r"|committee|meeting|town|city"
    r"|county) ?(?:rooms?|cent(?:er|re)|chambers?|hall|calls?|books?|building|members?|packets?|materials?"
    r"|location|complex"
    r"|auditorium)\b|\bchamber of commerce\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b\d{1,5} (?:[NSEW]\.? )?\w{1,20}.{0,60}\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|drive|dr|lane"
    r"|ln|way|plaza|floor"
    r"|suite|hwy)\b|\b(?:room|floor|suite|city hall|building|library|auditorium|chambers|zoom)\b|\b[A-Z]{2} \d{5}\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(?:agenda|minutes|pdf|cancell?ation|notice|packet|video|webcast|register|phone|dial|zoom|webex|passcode"
    r"|call-in|transcript"
    r"|presentation|recording|livestream|book|link)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W{0,3}(?:rescheduled|moved|changed|due to|join|location|where|when|time|date|contact|phone|address"
    r"|cost|posted|status"
    r"|note|next)\b",
    re.IGNORECASE,
)
_EMPTY_WORDS = (
    r"agendas?|minutes?|video|audio|details?|read|more|downloads?|pdf|packet|view|here|notice|draft|approved"
    r"|amended|click|info"
    r"|information|materials?|presentation|summary|documents?|watch|live|recording|transcript|register|rsvp"
    r"|learn|link|html|doc"
    r"|add to calendar|ical|google calendar|outlook|map|attachments?|not available|n/a|tba|tbd|final|revised"
    r"|meeting (?:agendas?|minutes|details|materials|packet|notice|summary|records|notes)|agenda packet"
    r"|accessible|of|the"
    r"|and|for|to|in|on|at|synopsis|cancell?ed|cancellation|rescheduled|postponed|date|time|location"
    r"|no meeting|export|ics|rss"
    r"|full calendar|english|spanish|kb|mb|today|upcoming|past|next|previous|prev|new|events?|all day|edt|est"
    r"|cst|cdt|et|ct"
)
_EMPTY = re.compile(rf"^(?:\W|\d|(?:{_EMPTY_WORDS})(?![a-z])){{0,60}}$", re.IGNORECASE)
_SCHEDULE = re.compile(
    r"\b(?:20\d\d|meetings?|schedules?|calendars?|agendas?|minutes?|dates?|upcoming|past|archives?|events?"
    r"|and|the|for|of|fy"
    r"|fiscal|year|information|materials|notices?|public|documents?|previous|future|next|home|page|welcome"
    r"|news|details|all|list"
    r"|view|month|decisions|navigation|notes|results|contact|search|menu|board|regular|special|monthly|annual"
    r"|about|us)\b|\W|\d",
    re.IGNORECASE,
)
_KIND_ONLY = re.compile(
    r"^(?:\W|\b(?:regular|special|annual|monthly|quarterly|board|public|meetings?|session|working|work"
    r"|hearing|emergency"
    r"|rescheduled|virtual|scheduled|full|executive|closed|open|general|joint|of|the|and|no|quorum"
    r"|organizational|budget|planning"
    r"|committee|commission|retreat|workshop)\b){1,30}$",
    re.IGNORECASE,
)
_TITLE_CLASS = re.compile(r"title|name|summary|subject|headline|committee|body", re.IGNORECASE)
_BODY_WORD = (
    r"(?:Board|Commission|Committee|Council|Authority|Trustees|Directors|Panel|Task Force|Assembly|Forum"
    r"|Conference|Summit|Workshop"
    r"|Seminar|Webinar|Training|Hearing|Court|Advisory Group)"
)
_BODY = re.compile(
    rf"((?:(?:[A-Z][\w'’.&/-]{{0,24}}|# ?\d{{1,3}}|(?<!\d)\d{{1,3}}|of|and|for|the|on|&|-|–) ){{0,7}}{_BODY_WORD}s?"
    r"(?: (?:of|on|for) (?:the )?[A-Z][\w'’-]{1,24}(?:,? (?:and |of |& )?[A-Z][\w'’-]{1,24}){0,4})?)"
)
_BODY_GATE = re.compile(rf"\b{_BODY_WORD}s?\b", re.IGNORECASE)
_ONE_WORD = re.compile(r"Board|Commission|Committee|Council")
_FULL_NAME = re.compile(
    r"\b(?:Board|BOARD|Commission|COMMISSION|Committee|Council) (?:of"
    r"|OF) (?:the )?[A-Z]\w{1,24}(?: and [A-Z]\w{1,24})?"
)
_PLAIN_BODY = re.compile(
    r"^(?:advisory |full |regular |governing )?(?:board|commission|committee|council)s?"
    r"(?: of (?:directors|trustees|commissioners|managers))?(?: meetings?)?$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:the|of|and|for|on|regular|special|next|upcoming|all|these|this|each|\d{4}|-|–|notice of|under|at"
    r"|in) ){1,6}",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s\|\s|\s[-–—]\s")
_EDGE = re.compile(
    r"^(?:at|on|from|by|the|and|of|@)\s|\s(?:at|on|from|for|the|and|of|@)$", re.IGNORECASE
)
_WEEKDAYS = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?s?\b\.?,?", re.IGNORECASE
)
_TICKETS = re.compile(r"\s(?:tickets|registration)$", re.IGNORECASE)
_SIGNS = " ,-–—|:@()[]*•·.;&"
GOOD = 1.9
"""Score from which a record's own words are its title; chosen on 161 saved listing pages."""


def stretches(block: Block) -> tuple[str, ...]:
    """The words of a block that are neither date nor clock nor weekday, in stretches."""
    if not block.dates and not block.times:
        bare = block.text.strip(_SIGNS)
        return (bare,) if bare else ()
    out = []
    for piece in pieces(block.text, block.dates, block.times):
        for part in _CUT.split(_WEEKDAYS.sub(" ", piece) if block.dates else piece):
            bare = _TICKETS.sub("", _EDGE.sub("", part.strip(_SIGNS))).strip(_SIGNS)
            if len(bare) > 3:
                out.append(bare)
    return tuple(out)


@lru_cache(maxsize=4000)
def worth(words: str) -> float | None:
    """What the words alone say about a candidate title; None when they can never be one."""
    if len(words) < 4 or _EMPTY.match(words):
        return None
    score = 1.0
    if _EVENT_WORD.search(_ROOM.sub(" ", words)):
        score += 2
    if _ADDRESS.search(words):
        score -= 2.5
    if len(words) > 100:
        score -= 2.5
    if _DOCUMENT.search(words):
        score -= 2.0
    if words.endswith(":") or _LABEL.match(words):
        score -= 2.5
    return score


def own_title(record: Record, blocks: tuple[Block, ...]) -> tuple[str, float, int]:
    """(words, score, block) of the best candidate inside a record; ("", 0, -1) without one."""
    best, best_score, at = "", 0.0, -1
    if record.kind == "sentence":
        return best, best_score, at
    for block in blocks[record.low : min(record.high, record.low + 30)]:
        if len(block.text) > 300:
            continue
        for words in stretches(block):
            score = worth(words)
            if score is None:
                continue
            score += _standing(block) - 0.05 * min(10, block.index - record.low)
            if score > best_score:
                best, best_score, at = words, score, block.index
    return best, best_score, at


def _standing(block: Block) -> float:
    score = 3.0 * block.heading + 1.2 * bool(block.links) + 0.7 * (block.level == 7)
    score += 2.0 * bool(_TITLE_CLASS.search(block.classes)) if len(block.classes) < 200 else 0.0
    if block.dates and not block.heading:
        score += 0.3
    elif block.times:
        score += 0.6
    return score


class Names:
    """Names for records that have none of their own.

    Args:
        page: The page.
        records: All its records.
    """

    def __init__(self, page: Page, records: list[Record]) -> None:
        self.page = page
        self.low = min(record.low for record in records)
        self.site = trim(page.heading.text)
        self.base = self._best() or self.site or page.heading.text
        self.heads = [
            block
            for block in page.blocks
            if block.level > 1
            and not block.dates
            and len(block.text) < 120
            and _BODY_GATE.search(_ROOM.sub(" ", block.text))
        ]
        self.at = [block.index for block in self.heads]

    def title_of(self, record: Record) -> tuple[str, float, int]:
        """(title, confidence, block or -1) of a record."""
        own, score, at = own_title(record, self.page.blocks)
        if own and _DOCUMENT.search(own) and score >= 0.9:
            shorter = " ".join(_DOCUMENT.sub(" ", own).split()).strip(_SIGNS)
            own = shorter if _EVENT_WORD.search(shorter) and worth(shorter) is not None else ""
        if not own or score < GOOD:
            name = self._group(record)
            return (name or own, 0.5, -1) if name or own else ("", 0.0, -1)
        if _KIND_ONLY.match(own):
            name = self._group(record)
            if name and own.lower() in name.lower():
                return name, 0.6, -1
            return (f"{name}: {own}" if name else own), 0.6, at
        return own, min(1.0, 0.5 + 0.1 * score), at

    def _group(self, record: Record) -> str:
        """The body named by the heading above, else by the page; a plain "Board" gets the site's name in front."""
        before = bisect_left(self.at, record.low) - 1
        name = self.base
        if before >= 0 and record.low - self.at[before] < 60:
            words = trim(self.heads[before].text)
            name = words if 3 < len(words) < 110 else name
        if re.fullmatch(
            r"(?:board|commission|committee|council)(?: meetings?)?", name, re.IGNORECASE
        ):
            name = self.base if name.split()[0].lower() in self.base.lower() else name
        if not _PLAIN_BODY.match(name):
            return name
        for longer in (self.site, self.base):
            if longer and longer != name and not _PLAIN_BODY.match(longer):
                return longer if name.lower() in longer.lower() else f"{longer}: {name}"
        return name

    def _best(self) -> str:
        """The body's name: from the title, headings, or the commonest capitalised phrase near the list."""
        scored = [(self.site, 5.0)] if self.site else []
        counts: Counter[str] = Counter()
        where: dict[str, int] = {}
        for block in self.page.blocks[max(0, self.low - 80) : self.low + 150]:
            if (
                len(block.text) > 2000
                or (block.linked and not block.level)
                or not _BODY_GATE.search(block.text)
            ):
                continue
            for found in _BODY.findall(_ROOM.sub(" | ", block.text)):
                name = _LEAD.sub("", found).strip()
                if 4 < len(name) < 90:
                    counts[name] += 1
                    where.setdefault(name, block.index)
        for name, count in counts.items():
            near = 1.2 if self.low - 15 <= where[name] <= self.low + 1 else 0.0
            scored.append((name, (2.2 if " " in name else 0.8) + 0.25 * min(count, 6) + near))
        best = _heaviest(scored)
        return self._in_full(best) if _ONE_WORD.fullmatch(best) else best

    def _in_full(self, word: str) -> str:
        """The full name of "Board" on the page: "Board of Directors"."""
        counts = Counter(
            found[0]
            for block in self.page.blocks
            if word.lower() in block.text.lower()
            for found in _FULL_NAME.finditer(block.text)
            if found[0].lower().startswith(word.lower())
        )
        return counts.most_common(1)[0][0] if counts else word


def _heaviest(scored: list[tuple[str, float]]) -> str:
    best, best_score = "", 0.0
    for name, score in scored:
        gate = bool(_BODY_GATE.search(name))
        if not 3 < len(name) < 110 or not (gate or _named(name)):
            continue
        total = score if gate else score - 3.0
        if total > best_score:
            best, best_score = name, total
    return best


def _named(words: str) -> bool:
    return len(_SCHEDULE.sub("", words)) > 3


def trim(words: str) -> str:
    """A heading without year, "meetings", "schedule" at its edges."""
    words = re.sub(r"\b(?:19|20)\d\d(?: ?[-–/] ?\d{2,4})?\b", " ", words)
    words = re.sub(
        r"\b(?:meetings?|hearings?)? ?(?:(?:and|&|of) )?(?:schedules?|calendars?|agendas?|minutes|dates?"
        r"|archives?|notices?|materials?"
        r"|documents|information|times)(?: ?(?:,|and|&) ?(?:agendas?|minutes|materials|archives?"
        r"|notices?)){0,4} ?:? ?$",
        " ",
        " ".join(words.split()).strip(" :"),
        flags=re.IGNORECASE,
    )
    words = re.sub(
        r"^\W{0,3}(?:upcoming|past|previous|future|next|archived?|remaining)\b",
        " ",
        words,
        flags=re.IGNORECASE,
    )
    return " ".join(words.split()).strip(" ,-–—|:@()[]*•·")
