"""Words of a page → the boards, committees, conferences that they name, and whose meetings the page tells of."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from spiders.reading.page import Page
from spiders.reading.title_candidates import EVENT_WORD, ROOM

_SCHEDULE = re.compile(
    r"(?i)\b(?:20\d\d|meetings?|schedules?|calendars?|agendas?|minutes?|dates?|upcoming|past|archives?|events?|and|the"
    r"|for|of|fy|fiscal|year|information|materials|notices?|public|documents?|previous|future|next|home|page|welcome"
    r"|news|details|all|list|view|month|decisions|navigation|notes|results|contact|search|menu|board|regular|special"
    r"|monthly|annual|about|us)\b|\W|\d"
)
_KIND_ONLY = re.compile(
    r"(?i)^(?:\W|\b(?:regular|special|annual|monthly|quarterly|board|public|meetings?|session|working|work|hearing"
    r"|emergency|rescheduled|virtual|scheduled|full|executive|closed|open|general|joint|of|the|and|no|quorum"
    r"|organizational|budget|planning|committee|commission|retreat|workshop|mtg|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may"
    r"|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*|20\d\d)\b){1,30}$"
)
_BODY_WORD = (
    r"(?:Board|Commission|Committee|Council|Authority|Trustees|Directors|Panel|Task Force|Assembly|Forum|Conference"
    r"|Summit|Workshop|Seminar|Webinar|Training|Hearing|Court|Advisory Group)"
)
_BODY = re.compile(
    rf"((?:(?:[A-Z][\w'’.&/-]{{0,24}}|# ?\d{{1,3}}|(?<!\d)\d{{1,3}}|of|and|for|the|on|&|-|–) ){{0,7}}{_BODY_WORD}s?"
    r"(?: (?:of|on|for) (?:the )?[A-Z][\w'’-]{1,24}(?:,? (?:and |of |& )?[A-Z][\w'’-]{1,24}){0,4})?)"
)
BODY_GATE = re.compile(rf"(?i)\b{_BODY_WORD}s?\b")
_BODY_CAPITAL, BODY_LIKE = re.compile(_BODY_WORD), re.compile(_BODY_WORD.lower())
"""Without edges, and with a set of first letters, they are searched for in a tenth of the time."""
ONE_WORD = re.compile(r"(?i)Board|Commission|Committee|Council")
_FULL_NAME = re.compile(
    r"(?:Board|BOARD|Commission|COMMISSION|Committee|Council) (?:of"
    r"|OF) (?:the )?[A-Z]\w{1,24}(?: (?:and )?[A-Z][a-z]\w{1,24}){0,2}"
)
_LEAD = re.compile(
    r"(?i)^(?:(?:the|of|and|for|on|regular|special|next|upcoming|all|these|this|each|\d{4}|-|–|notice of|under|at"
    r"|in) ){1,6}"
)
_TAIL = re.compile(
    r"(?: (?:Meetings?|Schedules?|Agendas?|Minutes|January|February|March|April|May|June|July|August"
    r"|September|October|November|December))+$"
)
"""Words behind the name of a body that are none of it: "Board of Trustees Meeting March"."""
_ABOVE = re.compile(
    r"\b(?:City|Town|Village|County|Parish) (?:Council|Board|Commission)\b|\bCourt\b"
)
"""Bodies that running text names because they appoint, approve or fund the one whose page it is."""
_YEARS = re.compile(
    r"(?i)(?:,? ?\b(?:fiscal|school|calendar) year |\bFY ?)?\b(?:19|20)\d\d(?: ?[-–/] ?\d{2,4})?\b"
)
_PAPERS = re.compile(
    r"(?i)\b(?:meetings?|hearings?)? ?(?:(?:and|&|of) )?(?:schedules?|calendars?|agendas?|minutes|dates?|archives?"
    r"|notices?|materials?|documents|information|times)(?: ?(?:,|and|&) ?(?:agendas?|minutes|materials|archives?"
    r"|notices?)){0,4} ?:? ?$"
)
_WHICH = re.compile(r"(?i)^\W{0,3}(?:upcoming|past|previous|future|next|archived?|remaining)\b")
_PAPERS_OF = re.compile(
    r"(?i)^(?:meetings?|minutes|agendas?)(?:(?:,| and| &) (?:meetings?|minutes|agendas?)){0,3} (?:of|for) (?:the )?"
)


@lru_cache(maxsize=4000)
def is_kind_only(words: str) -> bool:
    """Whether words say no more than what kind of meeting it is."""
    return bool(_KIND_ONLY.match(words))


def is_kind(words: str) -> bool:
    """Whether a title names a kind of meeting and nobody who holds it: "Board meeting", "Regular Session"."""
    bare = trim(words)
    return is_kind_only(bare) or not named(bare)


def has_event_word(words: str) -> bool:
    """Whether words say meeting, hearing, conference …, and not only of a room."""
    return bool(EVENT_WORD.search(ROOM.sub(" ", words)))


@lru_cache(maxsize=4000)
def trim(words: str) -> str:
    """A heading without year, "meetings", "schedule" at its edges."""
    words = " ".join(_YEARS.sub(" ", words).split()).strip(" :")
    words = _WHICH.sub(" ", _PAPERS.sub(" ", words))
    return _PAPERS_OF.sub("", " ".join(words.split()).strip(" ,-–—|:@()[]*•·")).strip(" ,")


@lru_cache(maxsize=4000)
def bodies_in(text: str) -> tuple[str, ...]:
    """The boards, committees, conferences that a text names in capitals."""
    if len(text) > 2000 or not BODY_GATE.search(text):
        return ()
    found = (
        _TAIL.sub("", _LEAD.sub("", name)).strip() for name in _BODY.findall(ROOM.sub(" | ", text))
    )
    return tuple([name for name in found if 4 < len(name) < 90])


def body_of(page: Page, low: int, site: str = "") -> str:
    """The body whose meetings a page tells of: from its title, else the commonest capitalised phrase near block `low`.

    Args:
        page: The page.
        low: Block of the date, or of the first one.
        site: The page's title without "meetings" and the like; "" where it names no body.
    """
    if 3 < len(site) < 110 and BODY_GATE.search(site):  # outweighs whatever else there is
        return in_full(site, page)
    scored = [(site, 5.0)] if site else []
    counts: Counter[str] = Counter()
    where: dict[str, int] = {}
    for block in page.blocks[max(0, low - 80) : low + 150]:
        if not _BODY_CAPITAL.search(block.text) or (block.linked and not block.level):
            continue
        for name in bodies_in(block.text):
            counts[name] += 1
            where.setdefault(name, block.index)
    above = {name for name in counts if _ABOVE.search(name)}
    heads = " ".join(block.text for block in page.blocks if block.level) if above else ""
    for name, count in counts.items():
        if name in above and name not in heads:
            continue
        near = 1.2 if low - 15 <= where[name] <= low + 1 else 0.0
        scored.append((name, (2.2 if " " in name else 0.8) + 0.25 * min(count, 6) + near))
    return in_full(_heaviest(scored), page)


def in_full(word: str, page: Page) -> str:
    """A body's name; of "Board" alone the full name on the page: "Board of Directors"."""
    if not ONE_WORD.fullmatch(word):
        return word
    text = page.visible
    counts = Counter(
        _TAIL.sub("", found[0])
        for found in _FULL_NAME.finditer(text)
        if found[0].lower().startswith(word.lower())
        and not text[found.start() - 1 : found.start()].isalnum()
    )
    return counts.most_common(1)[0][0] if counts else word


def _heaviest(scored: list[tuple[str, float]]) -> str:
    best, best_score = "", 0.0
    for name, score in scored:
        gate = bool(BODY_GATE.search(name))
        if not 3 < len(name) < 110 or not (gate or named(name)):
            continue
        total = score if gate else score - 3.0
        if total > best_score:
            best, best_score = name, total
    return best


def named(words: str) -> bool:
    """Whether words hold more than what every list of meetings says."""
    return len(_SCHEDULE.sub("", words)) > 3
