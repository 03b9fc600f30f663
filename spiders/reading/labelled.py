"""Labels and their values in any layout → one Draft: the words behind "Date:", "Venue", "Key speakers" and the like."""

from __future__ import annotations

import re
from itertools import takewhile
from urllib.parse import urldefrag

from catalogue.draft import Draft
from spiders.reading.block import Block
from spiders.reading.clocks import is_office
from spiders.reading.description import describe
from spiders.reading.durations import duration_of
from spiders.reading.found import Found
from spiders.reading.label_lists import aims_without_label, items, people
from spiders.reading.labels import Label, Sheet, label_of
from spiders.reading.lines import Lines
from spiders.reading.other_days import CLOSING, PART, is_row_of_closing
from spiders.reading.page import Page
from spiders.reading.postal import CITY_CODE

NAME = "labelled"

_GOES_ON = re.compile(r",\s(?:the|this|an?|our|which|who)\s|\.\s")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]{2} \d{5}\b")
_ADDRESSED = re.compile(r"(?i).{0,9}(?:address|adres)")
_PHONE = re.compile(r"[\d\s()+.-]{7,}")
_MONEY = re.compile(r"(?i)[£€$] ?\d|\bfree\b|no charge|\bTBC\b")
_BOOK_HOST = re.compile(
    r"(?i)eventbrite\.|ticketsource\.|tickettailor\.|outsavvy\.|bookwhen\.|lu\.ma|cvent\.|/register|/registration"
    r"|/book(?:ing)?\b"
)
_BOOK = re.compile(
    r"(?i)\b(?:register|registration|book (?:now|online|here|your|a|tickets?)|book$|booking|buy tickets?|get tickets?"
    r"|tickets?|rsvp|sign up|reserve|secure your place|apply now)\b"
)
_ONLINE_HOST = re.compile(
    r"(?i)zoom\.us/|teams\.microsoft\.com|meet\.google\.com|webex\.com|gotowebinar\.com|youtube\.com/live"
)
_LINK_HINTS = (
    "sign up",
    *"book regist ticket rsvp reserve secure apply eventbrite outsavvy lu.ma cvent zoom teams.".split(),
    *"meet. webex gotoweb youtube".split(),
)
"""Cheap words of links worth a closer look: 97 % of a page's links are not."""
_MAP_LINK = re.compile(r"(?i)[.,;]? \W?(?:view|get|show) (?:a |the )?(?:map|directions)\W*$")
_FULL_STOP = re.compile(r"(?<=[a-z]{4})\.$|(?<=\d)\.$")
"""The end of a sentence, and not of "St." or "Ave."."""
_HOUSE = re.compile(r"(?<![\w-])\d{3,5}(?=[ -]\w)")
MANY_HOUSES = 4
"""House numbers from which an "Address:" is a list of the premises that a meeting deals with."""
MAX_SESSIONS = 60
_TIMED = ("time", "date", "duration")
"""Labels behind which a clock can stand: "Duration: 3 hours (10am - 1pm)"."""


def read(page: Page) -> list[Draft]:
    """One Draft of all that labels say; fields without a label stay empty."""
    sheet = Sheet(page)
    found = Found(NAME)
    _when(sheet, found)
    _place(sheet, found)
    _particulars(sheet, found)
    describe(sheet, found)
    return [found.draft()] if found.values else []


def read_particulars(page: Page) -> list[Draft]:
    """The same of a text that is one event's description: neither when nor where, which are known."""
    found = Found(NAME)
    _particulars(Sheet(page), found)
    return [found.draft()] if found.values else []


def _particulars(sheet: Sheet, found: Found) -> None:
    _lists(sheet, found)
    _one_liners(sheet, found)
    _price(sheet, found)
    _links(sheet, found)


def read_place(page: Page) -> list[Draft]:
    """One Draft of the place that a label gives, and of nothing else."""
    lines = page.blocks_with(*page.words.signs("venue"))
    if not any((label_of(line, page.words) or ("", ""))[0] == "venue" for line in lines):
        return []
    found = Found(NAME)
    _place(Sheet(page), found)
    return [found.draft()] if found.values else []


def _when(sheet: Sheet, found: Found) -> None:
    starts = _dated(sheet, "date") or _dated(sheet, "time")
    if starts is not None:
        words, block = starts
        ends = _dated(sheet, "end")
        if ends is not None and ends[0] != words:
            words = f"{_with_clock(sheet, *starts)} - {_with_clock(sheet, *ends)}"
        found.give("date", words, block.where, block.text)
        sheet.used.add(block.index)
    _sessions(sheet, found)
    for label in sheet.of("duration"):
        found.give("duration", duration_of(sheet.first(label)), sheet.blocks[label.index].where)
    for block in filter(None, (_timed(sheet, label) for label in sheet.of(*_TIMED))):
        told = (block.dates and found.has("sessions")) or (starts and block is starts[1])
        if not told:
            closing = _closing(sheet)
            words = f"{block.time_words()} - {closing}" if closing else block.time_words()
            found.give("time", words, block.where, block.text)
            break


def _sessions(sheet: Sheet, found: Found) -> None:
    """Two or more lines below "Session dates", or "Session 1: …" and on, each a date with hardly a word more."""
    for label in sheet.of("date", "time"):
        lines = _run(sheet.blocks, label.index + 1) if not label.value else []
        if len(lines) > 1:
            break
    else:
        lines = [block for block in sheet.page.dated if PART.match(block.text)]
    if len(lines) > 1:
        pairs = tuple((block.date_words(), "") for block in lines[:MAX_SESSIONS])
        found.give("sessions", pairs, lines[0].where, "; ".join(words for words, _ in pairs))


def _run(blocks: tuple[Block, ...], first: int) -> list[Block]:
    """The blocks from one on that are dates with hardly a word more."""
    stop = first + MAX_SESSIONS
    return [*takewhile(lambda b: bool(b.dates) and len(b.rest) <= 12, blocks[first:stop])]


def _dated(sheet: Sheet, field: str) -> tuple[str, Block] | None:
    """(date words, block) of the first label of a field whose value carries a date."""
    for label in sheet.of(field):
        for block in sheet.lines(label):
            closing = CLOSING.search(block.text) or is_row_of_closing(block, sheet.page)
            if block.dates and not closing:
                return block.date_words(), block
    return None


def _with_clock(sheet: Sheet, words: str, block: Block) -> str:
    """Date words with the clock of the line below them, where their own line has none."""
    for below in sheet.blocks[block.index + 1 : block.index + 2] if not block.times else ():
        bare = below.times and not below.dates and len(below.rest) < 4
        if bare and below.index not in sheet.fields:
            return f"{words} {below.time_words()}"
    return words


def _timed(sheet: Sheet, label: Label) -> Block | None:
    for block in sheet.lines(label, 3):
        if is_office(block.text):
            return None
        if block.times and not (block.dates and label.field == "time" and len(block.text) > 100):
            return block
    return None


def _closing(sheet: Sheet) -> str:
    """The clock time behind "End time:"."""
    lines = (block for label in sheet.of("end_time", "end") for block in sheet.lines(label, 2))
    return next((block.time_words() for block in lines if block.times and not block.dates), "")


def _place(sheet: Sheet, found: Found) -> None:
    for label in sheet.of("venue", side=True):
        lines = _place_lines(sheet, label)
        if lines and len(_HOUSE.findall(" ".join(lines))) < MANY_HOUSES:
            side = sheet.blocks[label.index].side
            text = ", ".join(_MAP_LINK.sub("", line).strip(" ,") for line in lines)
            text = _FULL_STOP.sub("", text)
            found.give("place", text, sheet.blocks[label.index].where, text, 0.6 if side else 1.0)
            _address(sheet, label, found)
            return


def _address(sheet: Sheet, venue: Label, found: Found) -> None:
    """The value of "Address:" that stands beside a venue under a label of its own."""
    for label in sheet.of("venue"):
        if label.index > venue.index and _ADDRESSED.match(sheet.blocks[label.index].text):
            lines = _place_lines(sheet, label)
            if lines and re.search(r"\d", lines[0]) and lines[0] not in found.values["place"]:
                text = ", ".join(line.strip(" ,") for line in lines)
                found.give("address", text, sheet.blocks[label.index].where, text)
            return


def _place_lines(sheet: Sheet, label: Label) -> list[str]:
    own = sheet.blocks[label.index]
    if label.value:
        if len(label.value) > 240:
            return []
        sheet.used.add(label.index)
        following = sheet.blocks[label.index + 1 : label.index + 2]
        more = following and _continues(label.value, own, following[0])
        return [label.value, following[0].text] if more else [label.value]
    out: list[str] = []
    first: Block | None = None
    for block in sheet.after(label, 6) or _named_below(sheet, own):
        if not _place_line(block, own, first):
            break
        first = first or block
        out.append(block.text)
        sheet.used.add(block.index)
        if _POSTCODE.search(block.text):
            break
    return out


def _continues(value: str, own: Block, below: Block) -> bool:
    """Whether the line below a place goes on with it: after a comma, a postcode alone, a town in the same box."""
    if value.endswith(",") or _POSTCODE.fullmatch(below.text):
        return True
    same = own.node is not None and below.node is own.node
    return same and len(below.text) < 70 and CITY_CODE.search(below.text) is not None


def _named_below(sheet: Sheet, own: Block) -> list[Block]:
    """A venue's name in a heading of the same level right below the heading "Location", and the lines below it."""
    below = sheet.blocks[own.index + 1 : own.index + 7]
    named = own.heading and below and below[0].level == own.level
    if not named or below[0].index in sheet.fields:
        return []
    stop = next((i for i, block in enumerate(below[1:], start=1) if block.heading), len(below))
    return list(below[:stop])


def _place_line(block: Block, own: Block, first: Block | None) -> bool:
    """Whether a block goes on with a place; a second line has to look like an address line."""
    if block.dates or block.times or len(block.text) > 170 or _PHONE.fullmatch(block.text):
        return False
    if first is not None:
        cell = own.tag in ("td", "th", "dt") and block.node is not first.node  # another one
        if cell or len(block.text) > 90 or block.linked or block.heading:
            return False
        plain = own.level == 0 and block.tag == own.tag == "p"
        if plain and not _POSTCODE.search(block.text):
            return len(block.text) < 60 and not block.text.endswith((".", "?", "!", ":"))
    return not (block.text.endswith((".", "!", "?")) and len(block.text) > 50)


def _lists(sheet: Sheet, found: Found) -> None:
    for field, name in (("speakers", "people"), ("chair", "chairs")):
        lines: list[str] = []
        where = ""
        for label in sheet.of(field):
            new = people(sheet, label)
            where = where or (sheet.blocks[label.index].where if new else "")
            lines.extend(line for line in new if line not in lines)
        found.give(name, tuple(lines), where)
    for field in ("audience", "objectives"):
        for label in sheet.of(field):
            lines_of, used = items(sheet, label)
            if lines_of:
                found.give(field, lines_of, sheet.blocks[label.index].where)
                sheet.used |= used | {label.index}
                break
    if not found.has("objectives"):
        aims = aims_without_label(sheet)
        words = tuple(block.text for block in aims)
        found.give("objectives", words, aims[0].where if aims else "", confidence=0.8)
        sheet.used.update(block.index for block in aims)


def _one_liners(sheet: Sheet, found: Found) -> None:
    for field in ("organiser", "deadline", "status", "cpd", "accessibility", "mode"):
        for label in sheet.of(field):
            words = sheet.first(label)
            if words and not label.value:
                sheet.used.update(block.index for block in sheet.after(label, 1))
            if field == "organiser":
                words = _GOES_ON.split(words)[0]
            if words and not (field == "organiser" and len(words) > 120):
                found.give(field, words, sheet.blocks[label.index].where)
                break
    tags = [part for label in sheet.of("category") for part in _tags(sheet.first(label, 160))]
    found.give("categories", tuple(dict.fromkeys(tags)), "labels of categories")


def _tags(words: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;|]", words) if 1 < len(part.strip()) < 60]


def _price(sheet: Sheet, found: Found) -> None:
    for label in sheet.of("price"):
        own = sheet.blocks[label.index]
        if label.value and (_MONEY.search(label.value) or len(label.value) < 60):
            found.give("price", label.value, own.where)
            return
        tiers = _tiers(sheet.after(label, 16))
        if tiers:
            found.give("price", "; ".join(tiers), own.where)
            return


def _tiers(blocks: list[Block]) -> list[str]:
    """The lines and rows with an amount, each with the cell before it: "Charity" and "£195"."""
    tiers: list[str] = []
    before: Block | None = None
    for block in blocks:
        if _MONEY.search(block.text):
            named = before is not None and block.row and block.row == before.row
            tiers.append(
                f"{before.text} {block.text}"[:200] if named and before else block.text[:200]
            )
        elif tiers and not block.row:
            break
        before = block
    return tiers[:8]


def _links(sheet: Sheet, found: Found) -> None:
    best, score = "", 0.0
    for block, address, words in _telling_links(sheet):
        if _ONLINE_HOST.search(address):
            found.give("online_url", sheet.page.join(address), block.where, words)
            continue
        points = 2.0 * bool(_BOOK.search(words)) + 1.5 * bool(_BOOK_HOST.search(address))
        points -= 1.5 * block.side
        joined = sheet.page.join(address) if points > score else ""
        if joined.startswith("http") and not _same_page(joined, sheet.page.url):
            best, score = joined, points
            found.drop("booking_url")
            found.give("booking_url", best, block.where, words or address, min(1.0, points / 3))


def _telling_links(sheet: Sheet) -> list[tuple[Block, str, str]]:
    """(block, address, words) of the links that hold one of `_LINK_HINTS`."""
    links = [(block, *link) for block in sheet.blocks for link in block.links]
    lines = [f"{words} {address}".replace("\n", " ") for _, address, words in links]
    return [links[at] for at in Lines(lines).holding(*_LINK_HINTS)] if links else []


def _same_page(address: str, url: str) -> bool:
    return urldefrag(address).url == urldefrag(url).url
