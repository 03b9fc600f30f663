"""A stretch of visible words between two block borders: the unit that all text readers look at; how it is set."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Self

from spiders.reading.boxes import NOWHERE, Box, Node
from spiders.reading.datelike import DateMark, TimeMark, dashed, phrase, remainder
from spiders.reading.found import fold

Links = tuple[tuple[str, str], ...]


Ink = tuple[str, int, int]
"""How words are set: address of the link around them, numbers of the bold and of the light mark around them.

A plain tuple, as a page makes thousands of them.
"""
PLAIN: Ink = ("", 0, 0)
Pieces = list[tuple[str, Ink]]

BOLD_LINE = 7
"""Level of a short line that is bold throughout: below every heading, above plain text (0)."""
LONGEST_BOLD = 70
"""Characters of such a line."""

TIME_LINE = 80
"""Characters of a line of times alone that is handed over as a whole."""
_WHERE = re.compile(r"block (\d+) <")


def index_of(where: str) -> int:
    """The index of the block that evidence names ("block 12 <p>" is 11); -1 where it names none."""
    found = _WHERE.match(where)
    return int(found[1]) - 1 if found else -1


def rank(box: Box, text: str, bold: bool) -> int:
    """The level of a line: of the heading around it, or of a short line that is bold throughout; else 0."""
    return box.level or (BOLD_LINE if bold and len(text) <= LONGEST_BOLD else 0)


@dataclass(slots=True, eq=False)
class Block:
    """One heading, paragraph, list item, cell, or line between two `<br>`.

    Not frozen, as a page has thousands of them and a frozen one takes three times as long to make; nobody
    changes it once the page is whole. Two blocks are the same only when they are one.

    Attributes:
        node: The block element around the words; None in plain text.
        at: Its place on the page, as `Node.low` and `Node.high` count places.
        box: What holds for everything in its surroundings.
        group: Number shared by the items of one list or table.
        row: Number of the table row; 0 outside tables.
        column: Number of the cell in its row, from 1.
        text: Words, white space folded.
        tag: Nearest block element ("p", "li", "td", "dt", "h2", …); "line" in plain text.
        level: 1 to 6 for headings, `BOLD_LINE`, or 0.
        bold: Whether all words are bold.
        lead: Words at the start that are set off by bold or a span; "" when none are.
        links: (address as written, words) of the links inside.
        index: Position among the page's blocks, from 0.
        dates: Dates in the text; one of no width at 0 where only `stamp` gives the day.
        times: Clock times in the text.
        stamp: ISO date that the mark-up gives beside the words (`<time datetime>`, `data-date`); "".
        stretches: What `title_candidates.stretches` found in it, kept for the next reader; None before.
    """

    node: Node | None = None
    at: int = 0
    box: Box = NOWHERE
    group: int = 0
    row: int = 0
    column: int = 0
    text: str = ""
    tag: str = "line"
    level: int = 0
    bold: bool = False
    lead: str = ""
    links: Links = ()
    stamp: str = ""
    index: int = 0
    dates: tuple[DateMark, ...] = ()
    times: tuple[TimeMark, ...] = ()
    _rest: str | None = None
    stretches: tuple[str, ...] | None = None

    def part(self, text: str, lead: str) -> Self:
        """One of the lines that the block stands for."""
        return replace(self, text=text, lead=lead, level=rank(self.box, text, self.bold))

    @property
    def classes(self) -> str:
        """Class and id words of the nearest box that has any, for names such as "venue"."""
        return self.node.classes if self.node else ""

    @property
    def side(self) -> bool:
        """Whether it stands beside the event: a side column, related events, news."""
        return self.box.side > 0

    @property
    def news(self) -> bool:
        """Whether its box calls itself news, blog, posted."""
        return self.box.news < 0

    @property
    def heading(self) -> bool:
        """Whether it is a real heading, not only a bold line."""
        return 0 < self.level < BOLD_LINE

    @property
    def linked(self) -> bool:
        """Whether it is nothing but links."""
        links = self.links
        if len(links) < 2:
            return bool(links) and len(links[0][1]) >= len(self.text) - 3
        return sum([len(words) for _, words in links]) >= len(self.text) - 3

    @property
    def where(self) -> str:
        """Place on the page, for evidence."""
        return f"block {self.index + 1} <{self.tag}>"

    @property
    def rest(self) -> str:
        """The words that are neither date nor time nor connecting words."""
        if self._rest is None:
            self._rest = remainder(self.text, self.dates, self.times)
        return self._rest

    def date_words(self, nth: int = 0) -> str:
        """Words of the nth date, with the times and range partner close to it."""
        if self.dates[nth].end == 0:
            return self.stamp[:10]
        return phrase(self.text, self.dates, self.times, nth)

    def time_words(self) -> str:
        """Words of the first clock time, or range of two; the line up to its last time where it has more.

        "10am for 10.30am – 4pm" and "Doors 6pm, starts 6.30pm" are told apart in `pipelines.when`, by their words;
        "6:00 PM 7:30 PM", between which only the style of the page draws a dash, gets the dash.
        """
        first, last = self.times[0], self.times[-1]
        low = max((mark.end for mark in self.dates), default=0)
        if last is not first and first.start >= low and last.end - low <= TIME_LINE:
            return dashed(self.text, self.times, low, last.end).strip(" ,;.:|–-")
        return self.text[first.start : first.end].strip(" ,;")


def words_of(pieces: Pieces) -> tuple[str, str, bool, Links]:
    """(words, lead, bold, links): white space folded; the words that one mark sets off at the start; all bold?"""
    if len(pieces) > 1 and pieces[-1][0].isspace() and not pieces[-1][1][0]:
        pieces.pop()
    piece, (link, bold, light) = pieces[0]
    mark = bold or light
    if len(pieces) == 1:
        text = fold(piece)
        return text, text if mark else "", bold > 0, ((link, text),) if link else ()
    text = once(fold("".join([piece for piece, _ in pieces])))
    whole = bold > 0 and all(mark or text.isspace() for text, (_, mark, _) in pieces)
    linked = [(address, text) for text, (address, _, _) in pieces if address]
    return text, _lead(pieces, mark) if mark else "", whole, _joined(linked) if linked else ()


def once(text: str) -> str:
    """Words that are written twice, for narrow screens and for wide ones, once."""
    half = len(text) // 2
    twice = half > 9 and text[half] == " " and text[:half] == text[half + 1 :]
    return text[:half] if twice else text


def _lead(pieces: Pieces, mark: int) -> str:
    lead = []
    for text, (_, bold, light) in pieces:
        if mark not in (bold, light) and not text.isspace():
            break
        lead.append(text)
    return fold("".join(lead))


def _joined(linked: list[tuple[str, str]]) -> Links:
    """Addresses with their words, neighbouring pieces of one link joined."""
    if len({address for address, _ in linked}) == 1:
        return ((linked[0][0], fold("".join([text for _, text in linked]))),)
    links = groupby(linked, key=itemgetter(0))
    return tuple([(link, fold("".join([text for _, text in pieces]))) for link, pieces in links])
