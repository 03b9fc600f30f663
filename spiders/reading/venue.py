"""Postal addresses on the page of one event → one Draft of its place: lines, boxes, sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalogue.draft import Draft
from spiders.reading.block import Block
from spiders.reading.boxes import calling
from spiders.reading.found import Found
from spiders.reading.page import Page
from spiders.reading.postal import CITY_CODE, VENUE, is_contact

NAME = "venue"

_KIND = (
    r"(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Drive|Dr|Lane|Ln|Square|Sq|Place|Pl|Way|Parkway|Pkwy|Crescent"
    r"|Terrace|Gardens|Highway|Hwy|Plaza|Court|Ct|Embankment|Row|Walk|Quay)"
)
_STREET = re.compile(
    r"(?<![\w$£€.:/-])\d{1,5}(?:-\d{1,5})? (?:[NSEW]\.? |North |South |East |West )?"
    rf"(?:[A-Z0-9][\w.'’-]{{0,20}} ){{1,4}}?{_KIND}\b\.?(?: [NSEW]{{1,2}}\b\.?)?"
)
"""House number and street, as they stand inside a sentence."""
_TOWN = r"[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?"
_NO_TOWN = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Please|All|The|This|We|You|If|For|Room|Suite)\b"
)
_TAIL = re.compile(
    r"(?:,? (?:Suite|Ste\.?|Room|Rm\.?|Floor|Unit|\d{1,2}(?:st|nd|rd|th) [Ff]l(?:oor)?\b\.?)(?: [\w-]{1,6}\b)?){0,2}"
    rf"(?:(?:, (?:in )?| in | (?={_TOWN},? [A-Z]{{2}}\b))(?!{_NO_TOWN}){_TOWN}\b"
    r"(?:,? [A-Z]{2}\b\.?| [A-Z][a-z]{3,12}(?= \d{5}))?"
    r"(?:,? \d{5}(?:-\d{4})?\b)?){0,2}(?:,? [A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b)?"
)
"""What may follow a street: suite, town, state, code."""
_NAME_WORD = re.compile(r"(?:[A-Z][\w.'’&-]{0,24},?|of|the|and|for|&|[-–])$")
_ROOMS = frozenset(
    """room hall building library centre center auditorium chamber chambers office offices school church station
    branch community meeting conference board council lecture theatre main""".split()
)
"""Words of a room that a sentence writes small: "the Larch Library community room"."""
_SMALL = frozenset({"of", "the", "and", "for", "&", "-", "–"})
_HELD = re.compile(
    r"(?i)\b(?:held|hold|hosted|tak(?:es?|ing) place|meet(?:s|ing)?|convenes?|gather|join us|located|scheduled)\b"
)
_HOLDING = (
    *("held", "hold", "hosted", "place", "meet", "convene", "gather", "join us", "located"),
    "scheduled",
)
"""Signs of what `_HELD` matches."""
_NO_NAME = re.compile(
    r"(?i)\b(?:agenda|minutes|attachment|download|tickets?|register|book(?:ing)?|will|your|our|click|map|directions"
    r"|view|add to|subscribe|follow|share|free|organi[sz]ed|hosted|sponsor(?:ed|s)?|by)\b|[.?!:;]$|https?:"
)
_TITLE_AT = re.compile(r"\bat (?:the )?([A-Z][^,;|:]{3,70})$")
_NUMBER = re.compile(r"\d{1,5} \w")
_PLACES = ("venue", "location", "address", "where")
_is_place_class = calling(
    rf"(?:^|[\s_-]|(?-i:[a-z](?=[A-Z])))(?:{'|'.join(_PLACES)})(?:$|[\s_-]|(?-i:(?<=[a-z])[A-Z]))"
)
"""Boxes whose words are a place."""
NEAR = 60
"""Blocks below the title in which an address without any word of an event can be its place."""


def read(page: Page) -> list[Draft]:
    """The place of a page that is about one event; [] where no address stands on it."""
    found = Found(NAME)
    _from_lines(page, found)
    _from_boxes(page, found)
    _from_sentence(page, found)
    _from_title(page, found)
    return [found.draft()] if found.values else []


def boxed(blocks: Sequence[Block], classes: list[str]) -> list[int]:
    """The blocks, by number, whose box is called a venue, and whose words can be one; `classes` are those of each."""
    names = set(classes)
    text = "\n".join(names).lower()
    if not any(word in text for word in _PLACES):
        return []
    called = set(filter(_is_place_class, names))
    found = [block for block, name in zip(blocks, classes, strict=True) if name in called]
    plain = [b for b in found if not (b.dates or b.times or 0 < b.level < 3)]
    return [block.index for block in plain if 3 < len(block.text) < 160]


def _from_boxes(page: Page, found: Found) -> None:
    """The words of the first box near the title that is called a venue, and of the next if it is called so too."""
    low = max(page.heading.index, 0)
    near = [b for b in page.blocks[low : low + NEAR] if not (b.side or b.news)]
    lines: list[Block] = []
    for at in boxed(near, [block.classes for block in near]):
        block = page.blocks[at]
        if lines and (at > lines[-1].index + 1 or len(lines) > 2):
            break
        plain = at != page.heading.index and at not in page.label_at
        if plain and not (_NO_NAME.search(block.text) or is_contact(block.text)):
            lines.append(block)
    if lines:
        words = ", ".join(block.text.strip(" ,") for block in lines)
        found.give("place", words, lines[0].where, words, 0.54)


def has_street(words: str) -> bool:
    """Whether the words of a place hold a street or a postal code already."""
    return bool(_STREET.search(words) or CITY_CODE.search(words))


def _from_lines(page: Page, found: Found) -> None:
    """The first postal address in lines of its own, with the name that stands above it."""
    title = max(page.heading.index, 0)
    for block in page.coded:
        near = title < block.index <= title + 4 * NEAR
        if not near or not _is_end(block) or _in_footer(block):
            continue
        lines, named = _upwards(block, page)
        if not lines or not (named or block.index - title <= NEAR):
            continue
        where = page.blocks[block.index - len(lines) + 1].where
        found.give("place", ", ".join(lines), where, confidence=0.58 if named else 0.45)
        return


def _is_end(block: Block) -> bool:
    """Whether a short line ends in a town with its code."""
    if block.side or block.news or block.dates or block.times or not 6 < len(block.text) <= 160:
        return False
    if not CITY_CODE.search(block.text):
        return False
    return not (is_contact(block.text) or _HELD.search(block.text))


def _in_footer(block: Block) -> bool:
    """Whether a block stands in the page's footer, which stays on pages with few words."""
    return block.node is not None and any(
        node.tag == "footer" or "footer" in node.names.lower()
        for node in block.node.around()
        if node.tag not in ("body", "html")
    )


def _upwards(block: Block, page: Page) -> tuple[list[str], bool]:
    """(lines, whether a name stands first) of an address, read upwards from its last line.

    ([], False) where the lines above say that somebody can be written to there.
    """
    lines, named = [block.text.strip(" ,")], False
    street = bool(_NUMBER.search(CITY_CODE.sub("", block.text)))
    at = block.index - 1
    while at > page.heading.index and len(lines) < 4 and not named:
        above = page.blocks[at]
        if not _goes_on(above, page):
            break
        named = street and above.text[0].isupper() and _is_name(above, lines)
        if street and not named:
            break
        street = True
        lines.insert(0, above.text.strip(" ,"))
        at -= 1
    before = page.blocks[max(0, at - 1) : at + 1]
    if any(is_contact(line.text) for line in before if len(line.text) < 60):
        return [], False
    numbered = any(_NUMBER.search(CITY_CODE.sub("", line)) for line in lines)
    return (lines, named) if named or numbered else ([], False)


def _is_name(block: Block, lines: list[str]) -> bool:
    """Whether a line above a street names the venue; above a street without a number it has to stand out."""
    return bool(block.level or _NUMBER.search(lines[0]) or VENUE.search(block.text))


def _goes_on(block: Block, page: Page) -> bool:
    """Whether a line can belong to an address that stands below it."""
    if block.side or block.news or block.dates or block.times or not 2 < len(block.text) < 100:
        return False
    if _NO_NAME.search(block.text) or is_contact(block.text):
        return False
    return block.index not in page.label_at


def _from_sentence(page: Page, found: Found) -> None:
    """The street that a sentence of taking place names, with the capitalised words before it."""
    for block in page.blocks_with(*_HOLDING):
        if block.side or block.news or not 30 < len(block.text) < 1500:
            continue
        street = _STREET.search(block.text) if _HELD.search(block.text) else None
        if street is None or is_contact(block.text[max(0, street.start() - 80) : street.start()]):
            continue
        tail = _TAIL.match(block.text, street.end())
        address = block.text[street.start() : tail.end() if tail else street.end()].strip(" ,")
        address = re.sub(r"(?<=\w{5})\.$|(?<=Road)\.$", "", address)
        name = _name_before(block.text[max(0, street.start() - 110) : street.start()])
        field = "place" if name else "address"
        words = f"{name}, {address}" if name else address
        found.give(field, words, block.where, block.text, 0.52 if block.dates else 0.46)
        return


def _name_before(text: str) -> str:
    """The capitalised words at the end of a text: "…, 11th floor of City Hall, " → "City Hall"."""
    bare = re.sub(r"(?:,| at| located at| -| –|\()?\s*$", "", text, count=1)
    kept: list[str] = []
    for word in reversed(bare.split()):
        room = word.lower() in _ROOMS and len(kept) < 3
        if not (room or _NAME_WORD.match(word)) or (word.endswith(",") and len(kept) > 5):
            break
        kept.insert(0, word)
    while kept and (kept[0] in _SMALL or kept[0].rstrip(",") in ("The", "At", "In")):
        kept.pop(0)
    name = " ".join(kept).strip(" ,-–")
    return name if 3 < len(name) < 100 and " " in name else ""


def _from_title(page: Page, found: Found) -> None:
    """The building that a title ends in: "Night Watch Seminar at the Mariners Hall"."""
    said = _TITLE_AT.search(page.heading.text)
    if said and VENUE.search(said[1]):
        found.give("place", said[1], page.heading.where, page.heading.text, 0.4)
