"""Records of a listing page → the title of each: its own words where they are good enough, else the group's name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cached_property, lru_cache

from spiders.reading.block import BOLD_LINE, Block
from spiders.reading.candidates import DOCUMENT, EVENT_WORD, REMARK, ROOM, SIGNS, own_title, worth
from spiders.reading.headings import is_generic
from spiders.reading.page import Page
from spiders.reading.parts import Parts
from spiders.reading.record import Record

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
    r"|committee|commission|retreat|workshop|mtg|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*"
    r"|oct\w*|nov\w*|dec\w*|20\d\d)\b){1,30}$",
    re.IGNORECASE,
)
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
_BODY_CAPITAL, _BODY_LIKE = re.compile(_BODY_WORD), re.compile(_BODY_WORD.lower())
"""Without edges, and with a set of first letters, they are searched for in a tenth of the time."""
_ONE_WORD = re.compile(r"Board|Commission|Committee|Council", re.IGNORECASE)
_MEETINGS = re.compile(r"(?<=\w) (?:meetings?|hearings?)$", re.IGNORECASE)
_FULL_NAME = re.compile(
    r"\b(?:Board|BOARD|Commission|COMMISSION|Committee|Council) (?:of"
    r"|OF) (?:the )?[A-Z]\w{1,24}(?: (?:and )?[A-Z][a-z]\w{1,24}){0,2}"
)
_PLAIN_BODY = re.compile(
    r"^(?:advisory |full |regular |governing )?(?:board|commission|committee|council)s?"
    r"(?: of (?:directors|trustees|commissioners|managers))?(?: meetings?)?$",
    re.IGNORECASE,
)
_SHORT_BODY = re.compile(r"\b(?:Board|BOARD)$")
_LEAD = re.compile(
    r"^(?:(?:the|of|and|for|on|regular|special|next|upcoming|all|these|this|each|\d{4}|-|–|notice of|under|at"
    r"|in) ){1,6}",
    re.IGNORECASE,
)
_HEAD_CLASS = re.compile(
    r"(?:^|[\s_-])(?:(?:tab|accordion|toggle|panel|section|collapse|card|group|list)[\s_-]{0,2}"
    r"(?:title|heading|header|label|caption)|accordion-(?:button|trigger)|caption)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Boxes that head a part of a page without being a heading: tabs, folds, panels; folds of CSS alone are labels."""
REACH = 250
"""Blocks below a heading in which it still names the records; a table of 40 rows has about as many."""
_ENDS = re.compile(r"^(?:of|and|for|the|&)(?: |$)|(?:^|[ ,])(?:of|and|for|the|&)$", re.IGNORECASE)
_PARTS = re.compile(r"\s+[|–—»•·-]\s+|\s*\|\s*|\s+::\s+")
_TAIL = re.compile(
    r"(?: (?:Meetings?|Schedules?|Agendas?|Minutes|January|February|March|April|May|June|July|August"
    r"|September|October|November|December))+$"
)
"""Words behind the name of a body that are none of it: "Board of Trustees Meeting March"."""
_LISTS = re.compile(
    r"\b(?:meetings|meeting \w+|hearings|times|schedules?|agendas?|minutes|dates)\b", re.IGNORECASE
)
"""Words of a heading that says what a page lists, and is no name to put in front."""
_ABOVE = re.compile(
    r"\b(?:City|Town|Village|County|Parish) (?:Council|Board|Commission)\b|\bCourt\b"
)
"""Bodies that running text names because they appoint, approve or fund the one whose page it is."""
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_WORD = re.compile(r"\w+")
_PAPERS_OF = re.compile(
    r"^(?:meetings?|minutes|agendas?)(?:(?:,| and| &) (?:meetings?|minutes|agendas?)){0,3} (?:of|for) (?:the )?",
    re.IGNORECASE,
)
GOOD = 1.9
"""Score from which a record's own words are its title; chosen on 161 saved listing pages."""


def _folds(block: Block) -> bool:
    return block.tag == "label" or _heads_a_part(block.classes)


@lru_cache(maxsize=4000)
def _heads_a_part(classes: str) -> bool:
    return bool(_HEAD_CLASS.search(classes[:200]))


def _words_before(record: Record) -> str:
    """The words of a line before its date."""
    return record.mention.block.text[: record.mention.mark.start].strip(SIGNS)


def _own_names(records: list[Record]) -> bool:
    """Whether each record is an item of a plain list, "Name, date", whose name none of its fellows has."""
    if len(records) < 3 or any(
        record.high - record.low > 1 or record.mention.block.tag != "li" for record in records
    ):
        return False
    before = [line.mention.block.text[: line.mention.mark.start].rstrip() for line in records]
    told = all(words.endswith((",", "-", "–", ":")) and worth(words[:-1]) for words in before)
    return told and len({words.lower() for words in before}) == len(records)


def _heads(blocks: tuple[Block, ...]) -> list[tuple[int, int, str]]:
    """The headings that name a body: block, the block at which a heading of its own rank ends its part, words."""
    out: list[tuple[int, int, str]] = []
    ends: dict[int, int] = {}
    for block in reversed(blocks):
        if block.level <= 1 and (not _folds(block) or block.linked):
            continue
        if block.dates or len(block.text) >= 120:
            continue
        like = _BODY_LIKE.search(block.text.lower())
        if not (like or block.heading) or REMARK.search(block.text):
            continue
        rank = block.level if block.heading else BOLD_LINE
        words = trim(block.text) if like and _BODY_GATE.search(ROOM.sub(" ", block.text)) else ""
        if 3 < len(words) < 110:
            end = min((at for level, at in ends.items() if level <= rank), default=len(blocks))
            out.append((block.index, end, words))
        if block.heading:
            ends[block.level] = block.index
    return out[::-1]


class Names:
    """Names for records that have none of their own.

    Args:
        page: The page.
        records: All its records.
    """

    def __init__(self, page: Page, records: list[Record]) -> None:
        self.page = page
        self.blocks = page.blocks
        self.records = records
        self.site = trim(page.heading.text)
        self.bodies: dict[str, str] = {}
        self.fronts: dict[str, str] = {}
        self.listed = _own_names(records)

    @cached_property
    def organisation(self) -> str:
        """Whose site it is."""
        return _organisation(self.page)

    @cached_property
    def base(self) -> str:
        """What the page's records are called where nothing says more."""
        low = min(record.low for record in self.records)
        best = body_of(self.page, low, self.site)
        return best or self.site or self.organisation or self.page.heading.text

    @cached_property
    def heads(self) -> list[tuple[int, int, str]]:
        """The headings that name a body."""
        return _heads(self.blocks)

    @cached_property
    def parts(self) -> Parts:
        """The parts of the page."""
        return Parts(self.page.blocks, self.records)

    def title_of(self, record: Record) -> tuple[str, float, int]:
        """(title, confidence, block or -1) of a record."""
        if self.listed:
            return _words_before(record), 0.7, record.mention.block.index
        own, score, at = own_title(record, self.blocks)
        if score >= 0.9:
            own = _without_paper(own)
        if own and score >= GOOD and not _is_kind_only(own):
            return own, min(1.0, 0.5 + 0.1 * score), at
        head = (trim(record.body) if record.body else "") or self._head(record.low)
        if head not in self.bodies:
            self.bodies[head] = self._full(head or self.base)
        body = self.bodies[head]
        if not own or score < GOOD:
            name = self._named_after(body, self.parts.name_of(record), own)
            return name, 0.5 if name else 0.0, -1
        if body and own.lower() in body.lower():
            return self._in_front(body), 0.6, -1
        if _words(body) <= _words(own):
            return own, 0.6, at
        return f"{self._in_front(body).removesuffix(' meeting')}: {own}", 0.6, at

    def _named_after(self, body: str, part: str, own: str) -> str:
        """The body and the part of the page that a record stands in; its own words where there is no body."""
        name = self._in_front(body) or own
        if not part or _words(part) <= _words(name):
            return name
        return f"{name}: {part}" if name and not _words(name) <= _words(part) else part

    def _full(self, name: str) -> str:
        bare = _bare(name)
        if _ONE_WORD.fullmatch(bare) and bare.lower() in self.base.lower():
            name, bare = self.base, _bare(self.base)
        kind = " meeting" if bare != name else ""
        return _SHORT_BODY.sub(lambda found: _in_full(found[0], self.page), bare) + kind

    def _in_front(self, body: str) -> str:
        """A body whose plain name many have, with the name of the page or of the site in front."""
        if body not in self.fronts:
            self.fronts[body] = self._fronted(body)
        return self.fronts[body]

    def _fronted(self, body: str) -> str:
        bare = _bare(body)
        if not _PLAIN_BODY.match(bare):
            return body
        name = f"{bare} meeting" if _ONE_WORD.fullmatch(bare) else body
        for longer in (self.site, self.base, self.organisation):
            if _LISTS.search(longer) or _PLAIN_BODY.match(longer):
                continue
            if longer and _bare(longer) != bare:
                return longer if bare.lower() in longer.lower() else f"{longer}: {name}"
        return bare

    def _head(self, low: int) -> str:
        """The words of the nearest heading above that names a body and still holds at a block; "" without one."""
        for number in range(bisect_left(self.heads, (low,)) - 1, -1, -1):
            index, end, words = self.heads[number]
            if low - index >= REACH:
                return ""
            if low < end:
                return words
        return ""


@lru_cache(maxsize=4000)
def _without_paper(own: str) -> str:
    """A record's own words; of a paper the name of what it is about, if any: "Agenda of the Roads Panel"."""
    if not DOCUMENT.search(own):
        return own
    shorter = _ENDS.sub("", " ".join(DOCUMENT.sub(" ", own).split())).strip(SIGNS)
    return shorter if EVENT_WORD.search(shorter) and worth(shorter) is not None else ""


@lru_cache(maxsize=4000)
def _is_kind_only(words: str) -> bool:
    return bool(_KIND_ONLY.match(words))


def is_kind(words: str) -> bool:
    """Whether a title names a kind of meeting and nobody who holds it: "Board meeting", "Regular Session"."""
    bare = trim(words)
    return bool(_KIND_ONLY.match(bare)) or not _named(bare)


def has_event_word(words: str) -> bool:
    """Whether words say meeting, hearing, conference …, and not only of a room."""
    return bool(EVENT_WORD.search(ROOM.sub(" ", words)))


def bodies_in(text: str) -> list[str]:
    """The boards, committees, conferences that a text names in capitals."""
    if len(text) > 2000 or not _BODY_CAPITAL.search(text) or not _BODY_GATE.search(text):
        return []
    found = (
        _TAIL.sub("", _LEAD.sub("", name)).strip() for name in _BODY.findall(ROOM.sub(" | ", text))
    )
    return [name for name in found if 4 < len(name) < 90]


def body_of(page: Page, low: int, site: str = "") -> str:
    """The body whose meetings a page tells of: from its title, else the commonest capitalised phrase near block `low`.

    Args:
        page: The page.
        low: Block of the date, or of the first one.
        site: The page's title without "meetings" and the like; "" where it names no body.
    """
    if 3 < len(site) < 110 and _BODY_GATE.search(site):  # outweighs whatever else there is
        return _in_full(site, page) if _ONE_WORD.fullmatch(site) else site
    scored = [(site, 5.0)] if site else []
    counts: Counter[str] = Counter()
    where: dict[str, int] = {}
    for block in page.blocks[max(0, low - 80) : low + 150]:
        for name in bodies_in(block.text) if block.level or not block.linked else ():
            counts[name] += 1
            where.setdefault(name, block.index)
    above = {name for name in counts if _ABOVE.search(name)}
    heads = " ".join(block.text for block in page.blocks if block.level) if above else ""
    for name, count in counts.items():
        if name in above and name not in heads:
            continue
        near = 1.2 if low - 15 <= where[name] <= low + 1 else 0.0
        scored.append((name, (2.2 if " " in name else 0.8) + 0.25 * min(count, 6) + near))
    best = _heaviest(scored)
    return _in_full(best, page) if _ONE_WORD.fullmatch(best) else best


def _in_full(word: str, page: Page) -> str:
    """The full name of "Board" on the page: "Board of Directors"."""
    counts = Counter(
        _TAIL.sub("", found[0])
        for found in _FULL_NAME.finditer(page.visible)
        if found[0].lower().startswith(word.lower())
    )
    return counts.most_common(1)[0][0] if counts else word


def _organisation(page: Page) -> str:
    """Whose site it is: og:site_name, else the last part of `<title>` that is not the page's own heading."""
    parts = _PARTS.split(page.title)
    own = page.heading.text.lower()
    other = [part for part in parts if part.lower() not in own and not is_generic(part)]
    name = page.meta.get("og:site_name", "") or (other[-1] if len(parts) > 1 and other else "")
    return name if 2 < len(name) < 60 and _named(name) and not _HOST.fullmatch(name) else ""


def _bare(name: str) -> str:
    """A plain "Board Meetings" names the "Board"."""
    bare = _MEETINGS.sub("", name)
    return bare if _PLAIN_BODY.match(bare) else name


@lru_cache(maxsize=4000)
def _words(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in _WORD.findall(text.lower()))


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


@lru_cache(maxsize=4000)
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
    words = _PAPERS_OF.sub("", " ".join(words.split()).strip(" ,-–—|:@()[]*•·"))
    return words.strip(" ,")
