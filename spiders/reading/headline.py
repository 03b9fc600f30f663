"""Bare date lines near the title → one Draft with the date, the clock and the place that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from catalogue.draft import Draft
from spiders.reading import abroad
from spiders.reading.block import Block
from spiders.reading.candidates import EVENT_WORD
from spiders.reading.clocks import is_elses, starts
from spiders.reading.datelike import DateMark, in_order
from spiders.reading.durations import duration_behind
from spiders.reading.found import Found
from spiders.reading.page import Page
from spiders.reading.postal import CITY_CODE, is_contact
from spiders.reading.posted import RELEASES, is_release, releases_on

NAME = "headline"
MOST = 60
"""Proposals per page: a page with more is a list."""

NOISE = re.compile(
    r"\b(?:posted|published|updated|modified|approved|adopted|minutes|deadline|registration (?:opens?|closes?|will)"
    r"|clos(?:es|ing)|book by|register by|rsvp by|early bird|copyright|last reviewed|submitted|accessed"
    r"|established|pursuant|notifications?"
    r"|signed|founded|since|elected|version|issued|retrieved|comments? on)\b|©|\.pdf\b|\.docx?\b",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"\b(?:early[ -]?bird|deadlines?|(?:calls?|abstracts?|papers?|applications?|nominations?|submissions?|proposals?"
    r"|bids?|tenders?|entries) (?:\w+ ){0,3}(?:due|by|clos\w+|open\w*)|call for (?:papers|abstracts|speakers|proposals)"
    r"|(?:registrations?|bookings?|tickets?) (?:\w+ ){0,2}(?:clos|open|end)\w*|(?:book|register|apply|rsvp"
    r"|submit) (?:\w+ ){0,3}by)\b",
    re.IGNORECASE,
)
"""Words beside a day on which something about the event opens or closes, and not the event itself."""
_PRICE = re.compile(r"[£$€]\s?\d|^free$", re.IGNORECASE)
_SAID_BEFORE = re.compile(
    r"\b(?:posted|published|updated|modified|reviewed|approved|adopted|accessed|issued|released|deadline"
    r"|release date)(?: on| by)?\W{0,3}$"
    r"|\b(?:by|before|no later than)(?: (?:noon|midnight|\d[\d:.]{0,4} ?[ap]m))?(?: on)?\W{0,3}$"
    r"|\b(?:registrations?|bookings?|applications?|tickets? sales?) (?:will )?(?:open|close|end)s?\b[^.;!?|]{0,20}$",
    re.IGNORECASE,
)
"""Words before a day that is one of posting, the last for something, or the one on which registration begins."""
_BYLINE = re.compile(r"(?:By|BY|Written by|Author:?) (?:the )?[A-Z]")
"""How the line of a news story begins that names its author, and its day."""
_OTHER_DAYS = ("posted", "deadline")
"""Labels of days that are not the event's."""
_ARRIVAL = re.compile(r"(?:registration|arrivals?|doors|coffee|tea|check)\b", re.IGNORECASE)
_ENDED = re.compile(r"\b(?:ended|finished|has passed)\b", re.IGNORECASE)
_VENUES = (
    "Theatre|Hall|Guildhall|Exchange|Pavilion|Barracks|Headquarters|HQ|Room|Building|Library|Hotel|Campus|Court|Museum"
    "|Church|Police Station|Fire Station"
    "|Auditorium|Stadium|Suite|Chambers?|Centre|Center|House|University|College|Online|Zoom|Webinar|Virtual"
)
VENUE = re.compile(rf"\b(?:{_VENUES}|{_VENUES.upper()})\b")
_ADDRESS = re.compile(
    r"\b\d{1,5} (?:[NSEW]\.? )?[A-Z0-9][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){0,3} (?:St|Street|Ave|Avenue|Rd|Road|Blvd"
    r"|Drive|Dr|Lane|Ln|Square|Sq|Place|Way|Parkway|Crescent|Terrace|Gardens|Highway)\b|\b[A-Z]{2} \d{5}\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|, [A-Z][\w'’-]{1,20} (?:Street|Road|Lane|Avenue)\b"
    r"|^[A-Z][\w .'’-]{2,30}, (?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI"
    r"|S[CD]|T[NX]|UT|V[AT]|W[AIVY])$"
)
"""A street with its number, or behind a comma; a postal code; an American town with its state."""
_MAP = re.compile(r"\s*\(?\b(?:view |see |show )?(?:on )?(?:google )?maps?\)?$", re.IGNORECASE)
"""The words of a link to a map behind an address."""
_BEFORE_PLACE = re.compile(
    r"^(?:(?:at|in|on|via|GMT|BST|onwards?|prompt|(?:un)?till? late|to late)\b[\s,]*)+"
)
"""Words between a clock and a place: "7pm till late, The Guildhall", "9.30am via Zoom"."""
_STREET_CUT = re.compile(r"^\d.{3,40}\b(?:St|Ave|Rd|Blvd|Dr|Ln|Sq)\.$")
"""An address that ends in the full stop of "St."."""
_SAYS_WHEN = re.compile(
    r"\b(?:starts?|begins?|at|from|held|meets?|every|all meetings|time)\b", re.IGNORECASE
)
_NO_PLACE = re.compile(
    r"\b(?:agenda|minutes|packet|attachment|pdf|download|materials|tickets?|eventbrite|notice|video|hosted|funded|by"
    r"|will|is|our|your|join|with|book|register|add to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Words that may be the event's date: their block, their weight, the day they name."""

    words: str
    block: Block
    weight: float
    day: tuple[int, int]


def read(page: Page) -> list[Draft]:
    """The best bare date line of a page, with its clock and its place."""
    best = choose(list(proposals(page)))
    if best is None:
        return []
    found = Found(NAME)
    confidence = min(1.0, max(0.1, best.weight / 4.5))
    found.give("date", best.words, best.block.where, best.block.text, confidence)
    days = _days(best, page)
    if days:
        pairs = tuple((block.date_words(), "") for block in days)
        told = "; ".join(words for words, _ in pairs)
        found.give("sessions", pairs, days[0].where, told, confidence)
    clock = _clock(best, page)
    if clock is not None:
        found.give("time", clock.time_words(), clock.where, clock.text, confidence)
        lasts = duration_behind(clock.text, clock.times[0].end)
        found.give("duration", lasts, clock.where, clock.text, confidence)
    _place(best, page, found)
    return [found.draft()]


def _days(best: Proposal, page: Page) -> list[Block]:
    """Neighbouring lines that give each day of several its own hours, the first of them that of the event."""
    timed = [b for b in page.dated if b.times and len(b.dates) == 1 and len(b.rest) <= 20]
    at = next((n for n, b in enumerate(timed) if b.dates[0][2:4] == best.day), len(timed))
    days = timed[at : at + 1]
    for block in timed[at + 1 :]:
        (before,), (mark,) = days[-1].dates, block.dates
        if block.index > days[-1].index + 1 or (mark.month, mark.day) != (
            before.month,
            before.day + 1,
        ):
            break
        days.append(block)
    return days if len(days) > 1 else []


def proposals(page: Page) -> Iterator[Proposal]:
    """Every line of the page that is little more than a date, weighed by where it stands."""
    count = 0
    title = page.heading.index
    releases = [line for line in page.blocks_with(*RELEASES) if is_release(line)]
    for block in page.dated:
        if len(block.text) > 200 or _ENDED.search(block.text) or is_sentence(block):
            continue
        if _is_posted(page, block):
            continue
        if any(releases_on(line, block) for line in releases):
            continue
        before = block.text[max(0, block.dates[0].start - 30) : block.dates[0].start]
        if _SAID_BEFORE.search(before):
            continue
        weight = _weight(block, title)
        if weight <= -1:
            continue
        count += 1
        if count > MOST:
            return
        mark = block.dates[0]
        yield Proposal(
            words=block.date_words(), block=block, weight=weight, day=(mark.month, mark.day)
        )


def is_sentence(block: Block) -> bool:
    """Whether a dated block is a sentence rather than a line: `notices` weighs those by their words."""
    return block.text.endswith((".", "!")) and not block.heading and len(block.rest.split()) > 3


def choose(found: list[Proposal]) -> Proposal | None:
    """The heaviest proposal, helped by others that name the same day."""
    days: dict[tuple[int, int], list[Proposal]] = {}
    for proposal in found:
        days.setdefault(proposal.day, []).append(proposal)
    best: tuple[float, int] | None = None
    chosen: Proposal | None = None
    for same in days.values():
        same.sort(key=lambda proposal: (-proposal.weight, proposal.block.index))
        votes = sum(0.3 * max(0.0, min(other.weight, 3.0)) for other in same[1:4])
        key = (same[0].weight + min(1.4, votes), -same[0].block.index)
        if best is None or key > best:
            best, chosen = key, same[0]
    return chosen


def _weight(block: Block, title: int) -> float:
    if block.index == title:
        return 3.2
    left = block.rest
    near = abs(block.index - title) if title >= 0 else block.index
    weight = 4.0 if near <= 6 and block.index > title - 3 else 2.9 if near <= 14 else 2.3
    if len(left) > 3:
        weight -= 0.8 if len(left) <= 30 else 1.5 if len(left) <= 60 else 2.2
    weight += (
        0.3 * block.heading + 0.3 * bool(block.times) + 0.2 * any(mark.year for mark in block.dates)
    )
    weight -= (
        2.2 * (block.side or block.news) + 2.0 * bool(NOISE.search(block.text)) + 1.0 * block.linked
    )
    return weight


def _is_posted(page: Page, block: Block) -> bool:
    """Whether a date is that of a deadline or of the page, by a label in its line or the one before, or an author."""
    if page.abroad and abroad.NOISE.search(block.text):
        return True
    return page.is_labelled(block, _OTHER_DAYS) or _BYLINE.match(block.text) is not None


def _clock(best: Proposal, page: Page) -> Block | None:
    """The line whose clock belongs to the day: its own, one beside it, another mention of the day."""
    if best.block.times:
        return best.block
    for step in (1, 2, -1, 3, 4, -2, 5):
        at = best.block.index + step
        if not 0 <= at < len(page.blocks):
            continue
        block = page.blocks[at]
        short = len(block.text) <= 110 and len(block.rest) <= 45
        if not (block.times and short) or block.dates or NOISE.search(block.text):
            continue
        if not is_elses(block, best.block.dates[0], page):
            return _opening(block, page, upwards=step < 0)
    for block in page.dated:
        same = any((mark.month, mark.day) == best.day for mark in block.dates)
        if (
            same
            and block.times
            and len(block.text) < 300
            and not NOISE.search(block.text)
            and not block.side
        ):
            return block
    return None


def _opening(block: Block, page: Page, *, upwards: bool) -> Block:
    """The line of a programme with which it begins, but for arrivals: "8.45 Registration" above "9.30 Welcome"."""
    above = page.blocks[: block.index][::-1] if upwards else ()
    first = [block, *takewhile(_is_item, above)][-1]
    below = page.blocks[first.index : first.index + 3]
    return next((b for b in takewhile(_is_item, below) if not _ARRIVAL.match(b.rest)), first)


def _is_item(block: Block) -> bool:
    return bool(block.times) and not block.dates


def inherited_clock(page: Page, day: DateMark | None) -> Block | None:
    """The line whose clock speaks for a day without one: it says when things start, or is the page's only time."""
    seen: list[tuple[bool, int, Block]] = []
    for block in page.blocks:
        if (
            not block.times
            or block.side
            or block.news
            or NOISE.search(block.text[:80])
            or is_elses(block, day, page)
            or next(starts(block), None) is None
        ):
            continue
        at = block.times[0].start
        said = _SAYS_WHEN.search(block.text[max(0, at - 60) : at])
        seen.append((said is None, abs(block.index - max(0, page.heading.index)), block))
    words = {block.time_words().lower() for _, _, block in seen}
    if not seen or (len(words) > 1 and all(silent for silent, _, _ in seen)):
        return None
    return min(seen, key=lambda item: item[:2])[2]


def _place(best: Proposal, page: Page, found: Found) -> None:
    if _place_in_line(best.block, page, found):
        return
    for step in (1, 2, 3, -1, 4, -2, 5, 6):
        at = best.block.index + step
        if not 0 <= at < len(page.blocks) or at == page.heading.index:
            continue
        block = page.blocks[at]
        if _place_like(block, page, best.block.level) and at not in page.label_at:
            lines = [_rest_of_line(block, page) if block.times else block.text]
            lines.extend(_lines_below(page.blocks[at + 1 : at + 3], lines[0]))
            lines[:0] = _lines_above(page, block)
            found.give("place", _MAP.sub("", ", ".join(lines)), block.where, confidence=0.55)
            return
    same = [b for b in page.dated if any(mark[2:4] == best.day for mark in b.dates) and not b.side]
    for block in same:
        if _place_in_line(block, page, found):
            return


def _place_in_line(block: Block, page: Page, found: Found) -> bool:
    """Gives the place that stands in a dated line, behind the date or before it."""
    tail = _rest_of_line(block, page) or _start_of_line(block, page)
    if not tail or len(block.text) > 200 or block.linked or NOISE.search(tail):
        return False
    found.give("place", tail, block.where, block.text, 0.6)
    return True


def _lines_above(page: Page, block: Block) -> list[str]:
    """The lines of an address above one, in the same box: a venue's name may name no building."""
    out: list[str] = []
    for above in page.blocks[max(0, block.index - 4) : block.index][::-1]:
        same = above.node is block.node and block.node is not None and not above.level
        if not same or above.dates or above.times or len(above.text) >= 70 or above.links:
            break
        if above.index in page.label_at or _NO_PLACE.search(above.text):
            break
        out.insert(0, above.text)
    return out


def _lines_below(blocks: tuple[Block, ...], first: str) -> list[str]:
    """The lines that go on with an address, up to the one with the postal code."""
    out: list[str] = []
    for block in blocks:
        done = CITY_CODE.search(out[-1] if out else first)
        if done or block.dates or len(block.text) >= 70 or is_contact(block.text):
            break
        if _ADDRESS.search(block.text):
            out.append(block.text)
    return out


def _rest_of_line(block: Block, page: Page) -> str:
    """The words behind the last date or time of a line ("…, The Guildhall, York").

    A few words that name no building, street or town are a place only behind a sign: "12 May 2027 Ann Lee" names
    who wrote, "12 May 2027 (May Day)" the day.
    """
    last = max(mark.end for mark in in_order(block.dates, block.times))
    behind_it = block.text[last:].lstrip()
    tail = behind_it.strip(" ,-–—|()@·•.;")
    tail = _BEFORE_PLACE.sub("", tail)
    parts = [part for part in re.split(r"\s*[|·•]\s*", tail) if not _PRICE.search(part)]
    tail = ", ".join(parts)
    if not 3 < len(tail) < 120 or not tail[0].isupper():
        return ""
    if _NO_PLACE.search(tail) or tail.endswith("time"):
        return ""
    if VENUE.search(tail) or _ADDRESS.search(tail) or _named(tail, page):
        return tail
    apart = (
        not behind_it.startswith((tail[:3], "("))
        or tail.rsplit(",", 1)[-1].strip().lower() in page.words.towns
    )
    return tail if apart and len(tail.split()) <= 6 else ""


def _start_of_line(block: Block, page: Page) -> str:
    """The words before the first date or time of a line that end in a well-known town ("The Guildhall, York, 9 June").

    Of words that also name an event the town alone is a place.
    """
    first = min(mark.start for mark in in_order(block.dates, block.times))
    head = block.text[:first].strip(" ,-–—|()@·•:") if first else ""
    if not 3 < len(head) < 120 or not head[0].isupper() or _NO_PLACE.search(head):
        return ""
    town = head.rsplit(",", 1)[-1].strip()
    if town.lower() not in page.words.towns:
        parted = block.text[:first].rstrip().endswith("|")
        named = parted and town.rsplit(" ", 1)[-1].lower() in page.words.towns
        named = named or ("," in head and _named(town, page))
        return head if named and not EVENT_WORD.search(head) else ""
    return town if EVENT_WORD.search(head) else head


def _named(words: str, page: Page) -> bool:
    """Whether words of a page in another language name a building or a street."""
    return page.abroad and ":" not in words and abroad.NAMED.search(words) is not None


def _place_like(block: Block, page: Page, level: int) -> bool:
    """Whether a line names a building, a street, or ends in a town; a heading only of the rank of the date."""
    text = block.text if not block.times else _rest_of_line(block, page)
    if (
        block.side
        or block.dates
        or block.linked
        or (block.heading and block.level < 4 and block.level != level)
        or not 3 < len(text) <= 120
    ):
        return False
    closed = text.endswith((".", "?", "!", ":")) and not _STREET_CUT.search(text)
    if closed or _NO_PLACE.search(text) or not text[0].isalnum():
        return False
    town = text.rsplit(",", 1)[-1].strip().lower()
    return (
        any(way.search(text) for way in (VENUE, _ADDRESS))
        or town in page.words.towns
        or _named(text, page)
    )
