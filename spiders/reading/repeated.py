"""Records that repeat on a page without event mark-up → one Draft each: date, time, title, place, link."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from catalogue.draft import Draft
from spiders.reading.block import Block
from spiders.reading.datelike import TimeMark
from spiders.reading.found import Found
from spiders.reading.naming import Names, stretches, worth
from spiders.reading.page import Page
from spiders.reading.segments import Record, records_of

NAME = "repeated"
MAX_DRAFTS = 1500

_YEAR = re.compile(r"(?<![\d/$.-])(20[0-3]\d)(?![\d/]|-\d)")
_MEETINGS = re.compile(
    r"20\d\d (?:\w+ ){0,3}(?:meetings?|schedule|dates|calendar|hearings|events)\b", re.IGNORECASE
)
_NOT_START = re.compile(
    r"(?:\bby|before|until|later than|prior to|deadline|closed?s?(?: at)?|doors(?: open)?(?: at)?"
    r"|registration(?: at| opens)?"
    r"|check.?in|arrive)\W{0,3}(?:\w+\W{1,3}){0,2}$",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:office|business|opening|visitor|library) hours|\bhours(?: of operation)? ?:|\bopen\b(?! to| meeting)"
    r"|\bmon(?:day)?s? ?(?:-|–|to|thru|through) ?(?:thu|fri|sat|sun)|\b(?:parking|deadline|filing)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:all|each|every|unless|otherwise|generally|usually|typically|regular(?:ly)?)\b",
    re.IGNORECASE,
)
_MEET = re.compile(
    r"\b(?:meetings?|meets?|begins?|starts?|held|convenes?|takes? place|sessions?|scheduled|hearings?|events?)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"^\W{0,3}(?:when|time|meeting time|start time)\b"
    r"|\b(?:1st|2nd|3rd|4th|first|second|third|fourth|last|every|each)\b.{0,40}\b(?:mon|tues|wednes|thurs|fri)day",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"\b(cancell?ed|cancell?ation notice|no meeting|postponed|rescheduled|sold out|fully booked)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"cancell?ation (?:policy|fee|deadline)|\bif\b|\bunless\b", re.IGNORECASE)
_OTHER_HEAD = re.compile(r"deadline|filing|minutes|agenda|testing|submi|due", re.IGNORECASE)
_PLACE = re.compile(
    r"\b\d{1,5} (?:[NSEW]\.? )?\w{1,20}.{0,60}\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|drive|dr|lane"
    r"|ln|way|plaza|floor"
    r"|suite|hwy|square)\b|\b(?:room|city hall|town hall|building|library|auditorium|chambers?|zoom|online"
    r"|webinar|virtual|hotel"
    r"|centre|theatre|university|college|guildhall)\b|\b[A-Z]{2} \d{5}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"\b(?:agenda|minutes|pdf|notice|packet|video|transcript|recording|register|download)\b",
    re.IGNORECASE,
)
_ALL_AT = re.compile(
    r"\b(?:meetings|sessions|events|hearings)\b[^.]{0,60}?\b(?:held|take place|located"
    r"|meet)\b[^.]{0,30}?\b(?:at|in) (?:the )?([A-Z0-9][^.;]{4,140})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The words of a time, where they stand, and how they came to a record ("own", "rule", "peer")."""

    words: str
    block: Block
    source: str


def read(page: Page) -> list[Draft]:
    """The records of a page; fewer than two are no list, but are given all the same for the merge to weigh."""
    records = records_of(page.blocks)[:MAX_DRAFTS]
    records = _without_news(records, page)
    if not records:
        return []
    years = _years(records, page)
    clocks = _clocks(records, page)
    names = Names(page, records)
    shared_place = _shared_place(page)
    out: list[Draft] = []
    seen: set[tuple[str, ...]] = set()
    for number, record in enumerate(records):
        draft = _draft(page, record, names, (years[number], clocks[number], shared_place))
        key = (draft.date, draft.time, draft.title.lower())
        if key not in seen:
            seen.add(key)
            out.append(draft)
    return _timed_first(out)


def _draft(
    page: Page,
    record: Record,
    names: Names,
    given: tuple[str, Clock | None, tuple[str, Block] | None],
) -> Draft:
    year, clock, shared_place = given
    found = Found(NAME)
    block = record.mention.block
    title, confidence, at = names.title_of(record)
    found.give(
        "title",
        title,
        page.blocks[at].where if at >= 0 else "heading of the list",
        confidence=confidence,
    )
    found.give("date", _date_words(record, year), block.where, block.text, 0.6 if year else 0.9)
    if year:
        found.warn(f"year {year} taken from the list's heading")
    if clock is not None:
        found.give(
            "time",
            clock.words,
            clock.block.where,
            clock.block.text,
            0.9 if clock.source == "own" else 0.6,
        )
        if clock.source != "own":
            found.warn("time inherited from another line")
    _place(page, record, title, found)
    if shared_place is not None:
        found.give("place", shared_place[0], shared_place[1].where, confidence=0.4)
    _link(page, record, at, found)
    _status(page, record, found)
    return found.draft()


def _date_words(record: Record, year: str) -> str:
    """The words of the record's date; a year from elsewhere stands right behind day and month."""
    block, mark = record.mention.block, record.mention.mark
    day = block.text[mark.start : mark.end].strip(" ,;")
    whole = day if record.cut is not None else block.date_words(record.mention.nth)
    return whole.replace(day, f"{day} {year}", 1) if year else whole


def _without_news(records: list[Record], page: Page) -> list[Record]:
    """Drops records of news blocks, unless nothing else is left."""
    own = [
        record
        for record in records
        if not page.blocks[record.mention.block.index].news and not record.mention.block.side
    ]
    return own or records


def _timed_first(drafts: list[Draft]) -> list[Draft]:
    """The same words of a day with and without a clock are two views of one event."""
    timed = {draft.date for draft in drafts if draft.time}
    return [draft for draft in drafts if draft.time or draft.date not in timed]


def _years(records: list[Record], page: Page) -> list[str]:
    """The year to add to each record's words: its blocks', the heading's above, its neighbour's; "" when written."""
    context = [
        (block.index, years.pop())
        for block in page.blocks
        if _may_tell_year(block) and len(years := set(_YEAR.findall(block.text))) == 1
    ]
    out: list[str] = []
    at, current = 0, ""
    last: tuple[int, str] | None = None
    for record in records:
        index = record.mention.block.index
        while at < len(context) and context[at][0] <= index:
            current = context[at][1]
            at += 1
        mark = record.mention.mark
        if mark.year is not None:
            last = (index, str(mark.year))
            out.append("")
            continue
        own = {
            year
            for block in page.blocks[record.low : record.high]
            for year in _YEAR.findall(block.text)
        }
        if len(own) == 1:
            out.append(own.pop())
        elif current:
            out.append(current)
        else:
            out.append(last[1] if last is not None and index - last[0] < 12 else "")
    return out


def _may_tell_year(block: Block) -> bool:
    if "20" not in block.text or block.dates:
        return False
    short = len(block.text) < 60 or (block.level and len(block.text) < 90)
    return bool(short) or (len(block.text) < 200 and bool(_MEETINGS.search(block.text)))


def _clocks(records: list[Record], page: Page) -> list[Clock | None]:
    """The time of each record: its own, else that of the best rule of the page, else the one its fellows agree on."""
    own = [_own_clock(record, page) for record in records]
    if all(clock is not None for clock in own):
        return own
    rules = _rules(records, page)
    if rules:
        dated = sorted({record.mention.block.index for record in records})
        return [
            clock or _ruled(record, rules, dated)
            for record, clock in zip(records, own, strict=True)
        ]
    words = Counter(clock.words for clock in own if clock is not None)
    if len(words) == 1 and len(records) > 1:
        peer = next(clock for clock in own if clock is not None)
        agreed = Clock(words=peer.words, block=peer.block, source="peer")
        return [clock or agreed for clock in own]
    return own


def _own_clock(record: Record, page: Page) -> Clock | None:
    block, mark = record.mention.block, record.mention.mark
    if record.cut is not None:
        inside = [t for t in block.times if record.cut[0] <= t.start and t.end <= record.cut[1]]
        behind = inside or [t for t in block.times if t.start >= mark.end][:1]
        return Clock(words=_words(block, behind[0]), block=block, source="own") if behind else None
    if record.low <= block.index < record.high and block.times:
        after = [t for t in block.times if t.start >= mark.end - 1]
        return Clock(
            words=_words(block, (after or list(block.times))[0]), block=block, source="own"
        )
    for other in page.blocks[record.low : record.high]:
        if other is block or not other.times or (_OFFICE.search(other.text) and not other.dates):
            continue
        for time in other.times:
            if not _NOT_START.search(other.text[max(0, time.start - 40) : time.start]):
                return Clock(words=_words(other, time), block=other, source="own")
    return None


def _words(block: Block, time: TimeMark) -> str:
    """The words of a clock time, with the one that ends its range."""
    end = time.end
    for mark in block.times:
        if mark.start >= end and re.fullmatch(
            r"\s?(?:-|–|—|to|until|till)\s?", block.text[end : mark.start]
        ):
            end = mark.end
    return block.text[time.start : end].strip(" ,;")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    index: int
    score: int
    clock: Clock


def _rules(records: list[Record], page: Page) -> list[_Rule]:
    """Lines whose time speaks for all: "All meetings begin at 6pm", "Wednesdays at 6pm" above the list."""
    owned = {
        index
        for record in records
        for index in range(record.low, min(record.high, record.low + 200))
    }
    out = []
    for block in page.blocks:
        if not block.times or len(block.text) > 1500:
            continue
        score = (
            _rule_score(block, block.index in owned) if not _under_other_head(block, page) else 0
        )
        times = [
            time
            for time in block.times
            if not _NOT_START.search(block.text[max(0, time.start - 40) : time.start])
        ]
        if score < 1 or not times:
            continue
        meet = _MEET.search(block.text)
        behind = [time for time in times if meet and time.start > meet.start()]
        words = _words(block, (behind or times)[0])
        out.append(
            _Rule(
                index=block.index, score=score, clock=Clock(words=words, block=block, source="rule")
            )
        )
    return out[:200]


def _under_other_head(block: Block, page: Page) -> bool:
    """Whether the line stands in a column headed deadline, minutes, testing: its time is not the meetings'."""
    if not block.row or not block.index:
        return False
    before = page.blocks[block.index - 1]
    same = (before.row, before.column) == (block.row, block.column)
    return same and bool(_OTHER_HEAD.search(before.text))


def _rule_score(block: Block, owned: bool) -> int:
    meet = _MEET.search(block.text)
    score = 3 if meet and _ALL.search(block.text) else 2 if meet or _WHEN.search(block.text) else 0
    if score < 3 and (block.dates or owned or _OFFICE.search(block.text)):
        return 0
    return score or (1 if len(block.text) < 90 else 0)


def _ruled(record: Record, rules: list[_Rule], dated: list[int]) -> Clock | None:
    best, best_score = None, -9.0
    index = record.mention.block.index
    for rule in rules:
        between = (
            sum(1 for other in dated if min(rule.index, index) < other < max(rule.index, index))
            if rule.score == 1
            else 0
        )
        if rule.index < index:
            if rule.score == 1 and index - rule.index > 40 and between > 12:
                continue
            score = rule.score - 0.02 * min(index - rule.index, 60)
        else:
            if rule.score == 1 and between > 15:
                continue
            score = rule.score - 1.2 - 0.02 * min(rule.index - index, 60)
        if score > best_score:
            best, best_score = rule.clock, score
    return best


def _place(page: Page, record: Record, title: str, found: Found) -> None:
    if record.kind == "sentence":
        return
    for block in page.blocks[record.low : min(record.high, record.low + 15)]:
        for words in stretches(block) if len(block.text) < 250 else ():
            if words != title and _PLACE.search(words) and not _NO_PLACE.search(words):
                found.give("place", words, block.where, block.text, 0.6)
                return


def _shared_place(page: Page) -> tuple[str, Block] | None:
    """The place of a sentence that speaks for all ("All meetings are held at the Town Hall")."""
    for block in page.blocks:
        if len(block.text) < 1500 and not block.side:
            said = _ALL_AT.search(block.text)
            if (said and not block.text[said.start(1) : said.start(1) + 1].isdigit()) or (
                said and _PLACE.search(said[1])
            ):
                return re.split(r"\s(?:at|on|from|beginning|unless|and begin)\s", said[1])[0].strip(
                    " ,"
                ), block
    return None


def _link(page: Page, record: Record, title_at: int, found: Found) -> None:
    """The address behind the title, else the first link of the record that is no document."""
    order = [page.blocks[title_at]] if title_at >= 0 else []
    order.extend(page.blocks[record.low : min(record.high, record.low + 20)])
    if record.kind == "sentence":
        return
    for block in order:
        for address, words in block.links:
            joined = page.join(address)
            documents = re.search(
                r"\.(?:pdf|docx?|ics|jpe?g|png|mp[34])(?:\?|$)", address, re.IGNORECASE
            )
            if (
                joined.startswith("http")
                and not documents
                and (block.index == title_at or worth(words) is not None)
            ):
                found.give("url", joined, block.where, words)
                return


def _status(page: Page, record: Record, found: Found) -> None:
    for block in page.blocks[record.low : min(record.high, record.low + 15)]:
        if len(block.text) < 160 and not _CONDITION.search(block.text):
            said = _STATUS.search(block.text)
            if said:
                found.give("status", said[1], block.where, block.text, 0.8)
                return
