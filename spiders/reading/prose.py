"""Lines and sentences of a page → one Draft of what they say in passing: status, date, place, price, audience."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter

from catalogue.draft import Draft
from spiders.reading import abroad
from spiders.reading.block import Block
from spiders.reading.calendars import MONTH, WEEKDAY
from spiders.reading.changes import read_changes
from spiders.reading.datelike import MAX_TEXT
from spiders.reading.durations import duration_of
from spiders.reading.found import Found
from spiders.reading.other_days import NOISE, closes_on, is_given_up, is_sentence
from spiders.reading.page import Page
from spiders.reading.persons import names_person

NAME = "prose"

_EVENTISH = re.compile(
    r"(?i)\b(?:will (?:be )?(?:held|hold|take place|meet|convene|launch|run|start|begin|host|return|join)|tak(?:es?"
    r"|ing) place|is scheduled|scheduled (?:for|on)|join us|hosting|convenes?|has been scheduled|held (?:on|at|in|from"
    r"|every|[a-z]{3,6}days?)|(?:event|conference|meeting|webinar) (?:on|starts?|begins?|planned for)|(?:evening|day"
    r"|session|lecture|talk|seminar|workshop|course|ceremony|dinner|launch) (?:starts?|begins?)|(?:event|conference"
    r"|summit|symposium) from|will be at|meet (?:at|on)|invit(?:es?|ed) (?:you|(?:\w+ ){1,4}to)\b"
    r"|next (?:\w+ ){0,3}(?:meeting|event|seminar|session|conference|hearing)"
    r"|(?:is|are|will be) (?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    rf"|\b(?:is|are) on (?:{MONTH} \d|\d\d? (?:and \d\d? )?{MONTH})"
    rf"|\b(?:conference|congress|summit|symposium), (?:{WEEKDAY},? )?(?:{MONTH} \d|\d\d?(?:[-–]\d\d?)? {MONTH})"
)
NOISY = 0.2
"""Weight of a sentence that tells when something was published, decided, closes; no title beside it makes it more."""
NEXT = 14
"""Characters between words of taking place and their day ("will be held on Tuesday, "): what follows says no more."""
BESIDE = 10
"""Characters between a day and its clock: ", between "."""
_VENUES = (
    r"(?:Theatre|Hall|Room|House|Building|Library|Hotel|Centre|Center|Auditorium|University|College|Church"
    r"|Museum|Chamber|Exchange|Stadium|Suite|Inn|(?<!Supreme )(?<!High )(?<!Crown )Court|[Cc]ampus)s?(?![\w’'])"
)
_OF_VENUES = (
    "theatre hall room house building library hotel cent auditorium university college church museum chamber campus"
    " exchange stadium suite inn court"
).split()
_MORE = r"(?:(?:,| in| at| of) (?:the )?[A-Z0-9][\w’'-]{0,24}(?: [A-Z][\w’'-]{0,24}){0,3}){0,3}"
_AT = re.compile(
    r"\b(?:tak(?:es?|ing) place (?:in|at)|(?:be )?held (?:in|at)|hosted at|join us (?:in|at)|venue is|at"
    r"|in|on(?= the\b)) (?:the )?"
    rf"([A-Z0-9][\w’'&.-]{{0,24}} (?:(?:[A-Z0-9][\w’'&.-]{{0,24}}|of|and|for) ){{0,4}}?{_VENUES}{_MORE})"
)
_AT_ADDRESS = re.compile(
    r"\b(?:at|in|along to) (?!\d{1,2}(?:[:.]\d\d)? ?[ap]m)"
    r"((?:the )?[A-Z0-9][^.;!?]{3,110}? [A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
    r"(?: and online)?)"
)
_AT_NAME = re.compile(
    r"\b(?:tak(?:es?|ing) place|held|hosted|\d ?[ap]m) (?:at|in) (?:the )?"
    rf"(?!(?:{MONTH}|{WEEKDAY})\b)"
    r"([A-Z][\w’'&-]{0,24}(?:(?:,| (?:of|and|the|for|on))? [A-Z][\w’'&-]{0,24}){0,8})(?= on | from | between |[.;]|$)"
)
"""A place by any name, where words of taking place stand right before it and nothing but the day behind it."""
_AIMED = re.compile(
    r"(?i)(?:\b(?:aimed at|suitable for|designed for|is for|of interest to|open to)\s"
    r"|\b(?=(?:all|everyone) (?:(?:are|is) )?welcome\b))([^.;]{6,220})"
)
_CHAIRED = re.compile(r"\b(?:is|be) (?:chaired|moderated|hosted) by ((?:the )?[A-Z][^.;!?]{4,160})")
_FREE = re.compile(
    r"(?i)\b(?:free (?:event|entry|admission|of charge|to attend|webinar|tickets?|online|seminar|conference)"
    r"|(?:attendance|admission|entry|event|registration|webinar|tickets?|lecture|seminar) (?:is|are) free|no charge)\b"
)
_COST = re.compile(
    r"(?i)[£€$] ?\d[\d,]{0,8}(?:\.\d\d)?(?: ?\(?(?:\+|plus|ex|excl?|inc|incl)\.? ?VAT\)?)?"
)
_COST_WORD = re.compile(
    r"(?i)\b(?:tickets?|cost|price|fees?|delegate|members?|per person|rate|attend)\b"
)
_DEADLINE = re.compile(
    r"(?i)\b((?:register|book(?:ed)?|apply|rsvp|bookings? (?:close|must be made)"
    r"|registration closes)\b[^.!?]{0,80}\bby\b(?=[^.!?]{0,40}(?:\d|day\b|noon))[^.!?]{0,60}|"
    r"(?:registrations?|bookings?) (?:will )?(?:closes?|ends?)\b[^.!?]{0,60})"
)
_ACCESS = re.compile(
    r"(?i)\b(?:wheelchairs?|step[- ]free|(?:hearing|induction) loop|accessible (?:toilet|entrance|venue|parking)"
    r"|live captions?|captioning|BSL|sign language|(?:lift|level|disabled) access"
    r"|access(?:ibility)? (?:needs|requirements))\b"
)
_MODE = re.compile(
    r"(?i)\b(in[- ](?:person|the room) (?:and|or|&) online|online (?:and|or|&) in[- ]person|hybrid event|hybrid meeting"
    r"|(?:takes? place|held|hosted) online|(?<=\d[ap]m, )online)\b"
)
_STOP = re.compile(
    r"(?<![ap]\.m)(?<!\b[A-Z])(?<!\b(?:St|Dr|Mr|Ms|No|Rd))(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Ave"
    r"|Mrs))(?<!\bSept)\. (?=[A-Z\d(“\"])"
)
"""The end of a sentence: no full stop of "a.m.", of a month, of a name."""
_CPD = re.compile(
    r"(?i)\b(\d{1,2}(?:\.\d)? (?:CPD|hours? of CPD|CPD hours?)[^.!?]{0,40}|CPD[ -](?:certified|accredited)[^.!?]{0,40})"
)


def read(page: Page) -> list[Draft]:
    """What sentences say; last in the order, with low confidence."""
    found = Found(NAME)
    read_changes(page, found)
    _date(page, found)
    _duration(page, found)
    _give(found, [*_passing(page), *_access(page), *_places(page), *_prices(page)])
    return [found.draft()] if found.values else []


def read_particulars(page: Page) -> list[Draft]:
    """The same of a text that is one event's description: neither when nor where, which are known."""
    found = Found(NAME)
    _give(found, [*_passing(page), *_access(page), *_prices(page)])
    return [found.draft()] if found.values else []


def _give(found: Found, said: list[_Said]) -> None:
    for words, block, field, confidence in sorted(said, key=lambda one: one[1].index):
        found.give(field, words, block.where, block.text, confidence)


def _duration(page: Page, found: Found) -> None:
    """The one line of the page that is wholly a length of time: "2 hours 30 minutes"."""
    short = [b for b in page.blocks_with("hour", "hr", "min") if len(b.text) < 40 and not b.side]
    lines = [b for b in short if b.text[0].isdigit() and duration_of(b.text)]
    if len(lines) == 1:
        found.give("duration", duration_of(lines[0].text), lines[0].where, lines[0].text, 0.5)


def _date(page: Page, found: Found) -> None:
    """The date of the sentence that speaks most like an invitation."""
    weighed: list[tuple[float, int, Block, int]] = []
    for block in page.dated:
        short = len(block.text) < 60 and not is_sentence(block)
        if short or len(block.text) > MAX_TEXT or block.side or block.news:
            continue
        for nth in range(min(4, len(block.dates))):
            said = _sentence_weight(block, nth, page.abroad)
            near = 0 < block.index - page.heading.index <= 8
            weight = said - 0.25 * nth + 0.3 * (said > NOISY) * (near + _is_timed(block, nth))
            if weight > 0.4:
                weighed.append((weight, -block.index, block, nth))
    if weighed:
        weight, _, block, nth = max(weighed, key=itemgetter(0, 1))
        found.give("date", block.date_words(nth), block.where, block.text, min(0.6, weight / 3))


def _is_timed(block: Block, nth: int) -> bool:
    """Whether a clock time stands right beside a date."""
    mark = block.dates[nth]
    gaps = (max(time.start - mark.end, mark.start - time.end) for time in block.times)
    return any(0 <= gap < BESIDE for gap in gaps)


def invites(words: str, *, elsewhere: bool) -> bool:
    """Whether words speak of what takes place; `elsewhere` where the page is not in English."""
    return bool(_EVENTISH.search(words) or (elsewhere and abroad.INVITING.search(words)))


def _sentence_weight(block: Block, nth: int, elsewhere: bool) -> float:
    """How much the sentence of a date speaks like an invitation; `elsewhere` where the page is not in English."""
    text, mark = block.text, block.dates[nth]
    if closes_on(block, mark) or is_given_up(block, nth):
        return NOISY
    low = max(mark.start - 160, 0)
    before = [stop.end() for stop in _STOP.finditer(text, low, mark.start)]
    behind = _STOP.search(text, mark.end, mark.start + 60)
    begin = before[-1] if before else low
    sentence = text[begin : behind.start() if behind else mark.start + 60]
    inviting = _EVENTISH.search(sentence)
    if elsewhere:
        timed = any(0 <= time.start - mark.end < NEXT for time in block.times)
        inviting = inviting or abroad.INVITING.search(sentence)
        inviting = inviting or (abroad.AT.search(sentence) if timed else None)
    noise = NOISE.search(sentence) or (abroad.NOISE.search(sentence) if elsewhere else None)
    at = mark.start - begin
    legal = noise is not None and inviting is not None and noise[0].lower() == "pursuant"
    if (
        noise
        and not legal
        and not (inviting and 0 <= at - inviting.end() < NEXT and noise.start() > at)
    ):
        return 0.9 if inviting else NOISY
    return 1.6 if inviting else 0.8


_PASSING = (
    ("audience", _AIMED, "aimed at|suitable|designed|is for|interest|open to| welcome|everyone"),
    ("chairs", _CHAIRED, "chaired by|moderated by|hosted by"),
    ("deadline", _DEADLINE, "regist|book|apply|rsvp"),
    ("cpd", _CPD, "cpd"),
    ("mode", _MODE, "online|hybrid"),
)
"""(field, words that give it, signs without one of which a line says nothing of the kind)."""
_Said = tuple[str | tuple[str, ...], Block, str, float]
"""(words, where, field, confidence)."""


def _passing(page: Page) -> Iterator[_Said]:
    """What sentences say of each field but place and price, the first of each."""
    for field, pattern, signs in _PASSING:
        for block in page.blocks_with(*signs.split("|")):
            words = _words(block, pattern)
            if words and (field != "chairs" or names_person(words, page.words)):
                yield (words,) if field in ("audience", "chairs") else words, block, field, 0.5
                break


def _access(page: Page) -> Iterator[_Said]:
    """The first sentence about who can get in, see and hear."""
    for block in page.blocks_with("wheelchair", "step-free", "hearing loop", "access", "caption"):
        plain = not (block.side or block.linked) and len(block.text) <= 1200
        said = _ACCESS.search(block.text) if plain else None
        if said:
            yield sentence(block.text, said.start())[:300], block, "accessibility", 0.5
            return


def _places(page: Page) -> Iterator[_Said]:
    """The first place with a postcode, and the first without, in sentences of taking place."""
    named = page.blocks_with(*_OF_VENUES)
    told = page.blocks_with("place ", "held ", "hosted ", "m at ")
    ways = [(_AT_ADDRESS, 0.5, page.coded), (_AT_NAME, 0.36, told), (_AT, 0.35, named)]
    if page.abroad:
        ways.append((abroad.AT, 0.34, [*page.blocks]))
    for pattern, confidence, blocks in ways:
        for block in blocks:
            words = _words(block, pattern)
            if words and (_holds(block) or (page.abroad and abroad.INVITING.search(block.text))):
                yield words, block, "place", confidence
                break


def _words(block: Block, pattern: re.Pattern[str]) -> str:
    """What a line beside no other event says in words that a pattern knows; ""."""
    said = pattern.search(block.text) if not block.side and len(block.text) < 3000 else None
    return said[1].strip(" ,") if said else ""


def _holds(block: Block) -> bool:
    """Whether a place in a line is that of the event: it has a date, or words of an invitation."""
    return bool(block.dates or _EVENTISH.search(block.text))


def _prices(page: Page) -> Iterator[_Said]:
    """The first price, or the first word of no price."""
    for block in page.blocks_with("£", "€", "$", "free", "no charge"):
        if not block.side and 1 < len(block.text) <= 1200:
            words, confidence = _price(block.text)
            if words:
                yield words, block, "price", confidence
                return


def _price(text: str) -> tuple[str, float]:
    cost = _COST.search(text)
    large = cost and re.match(r"\s?(?:million|billion|bn|m|k)\b", text[cost.end() : cost.end() + 9])
    if cost and not large and (len(text) < 120 or _COST_WORD.search(text)):
        said = sentence(text, cost.start())
        return (said if len(said) < 160 else cost[0]), 0.5
    if text.lower().strip(" .!") in ("free", "free event", "free entry"):
        return text, 1.0
    free = _FREE.search(text)
    return free[0] if free else "", 0.5


def sentence(text: str, at: int) -> str:
    """The sentence of a text that holds a place in it."""
    before = [stop.end() for stop in _STOP.finditer(text, 0, at)]
    behind = _STOP.search(text, at)
    return text[before[-1] if before else 0 : behind.start() + 1 if behind else None]
