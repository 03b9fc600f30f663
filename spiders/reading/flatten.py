"""Element tree → runs of visible words, in one walk; navigation is not entered.

It is the busiest code of the reading: it makes no object for an element that changes nothing, and keeps hardly
any element (navigation, and what stands around a title), as each one kept costs more than the look at it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import NamedTuple

from lxml import etree

from spiders.reading.block import PLAIN, Block, Ink, Pieces, rank, words_of
from spiders.reading.boxes import NONE, Box, Node, kinds

MAX_NODES = 100_000
"""Elements that are walked; the largest of 400 saved pages has 3,508."""
_NUMBERS = 2 * MAX_NODES
"""Places on the page that boxes can take: each begins and ends."""
MOST_WORDS = 0.35
"""Share of the page's plain words from which a box is no navigation, side column or news block, whatever its name."""
FEW_RUNS = 4
"""Runs below which navigation is read all the same: hardly anything else is there."""

_BORDER = frozenset(
    """html body p div li ul ol dl dt dd table tr td th tbody thead tfoot caption h1 h2 h3 h4 h5 h6 section
    article header footer main aside nav form fieldset legend blockquote pre address figure figcaption details
    summary center hr button label""".split()
)
_GONE = frozenset(
    """script style noscript template svg iframe select option object video audio canvas head textarea math
    title img input""".split()
)
_STRONG = ("strong", "b")
_LIGHT = ("em", "span", "i", "u", "var", "small", "time")
_STRUCK = ("del", "s", "strike")
_GROUPS = frozenset({"ul", "ol", "table", "dl"})
_CELLS = frozenset({"td", "th"})
_ROWS = frozenset(map(str, range(2, 60)))
"""How far down a cell can reach; the words of `rowspan`."""
_COUNTED = frozenset({"tr", *_CELLS, *_GROUPS})
_DATED = frozenset({"td", "div", "li"})
_WHOLE = frozenset({"html", "body"})
_ASIDE = frozenset({"nav", "footer"})
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_TELLING = frozenset({"nav", "footer", "aside", *_LEVELS})
_ASKED = frozenset({"role", "data-date"})
_ISO = re.compile(r"20\d\d-[01]\d-[0-3]\d(?:[T ][0-2]\d:[0-5]\d[0-9:.Z+-]{0,20})?")


_ROLES = {
    **dict.fromkeys(("table", "grid", "treegrid"), "table"),
    **dict.fromkeys(("cell", "gridcell"), "td"),
    **dict.fromkeys(("columnheader", "rowheader"), "th"),
    "row": "tr",
}
"""Roles of WAI-ARIA by which boxes say that they are a table → the tags of tables."""
_PLAIN_TAGS = ("div", "span", "ul", "li", "section")
_WORDS = etree.XPath("string-length(normalize-space())")
_PLAIN_WORDS = etree.XPath(
    "descendant::text()[normalize-space()][not(parent::a)][not(../parent::a)][not(../../parent::a)]"
    "[not(parent::script)][not(parent::style)]",
    smart_strings=False,
)


class _Skipped(NamedTuple):
    """Navigation that was not entered, and the state of the walk before it."""

    element: etree._Element
    at: int
    node: Node
    box: Box
    ink: Ink
    row: int
    column: int


class Walk:
    """One pass over the tree.

    It goes down by calling itself: the parser lets no page nest more than 256 elements, which takes half of the
    depth that Python allows.

    Args:
        root: Where to begin.
        titles: The headings of the first rank: what holds one is no navigation.

    Attributes:
        runs: The blocks found, in order, with their words.
        sides: Characters outside links in the boxes of `Box.side` and `Box.news`, by their numbers.
        skipped: The navigation that was not entered.
        in_roles: Whether boxes are the rows of a table by their roles.
        cut: Whether the walk was cut short at `MAX_NODES`.
        gone: Those of the words of the block at work that are struck out, by number.
    """

    def __init__(self, root: etree._Element, titles: Iterable[etree._Element] = ()) -> None:
        self.everything = self.cut = self.in_roles = False
        self.titled = _around(titles)
        self.opened: etree._Element | None = None
        self.runs: list[Block] = []
        self.skipped: list[_Skipped] = []
        self.sides: Counter[int] = Counter()
        self.pieces: Pieces = []
        self.gone: set[int] = set()
        self.box, self.ink = Box(), PLAIN
        self.begun = self.box
        self.node = Node(None, "", "", 0)
        self.tables: list[tuple[int, int, dict[int, int]]] = []
        self.spans: dict[int, int] = {}
        self.at = self.plain = self.marks = self.group = self.rows = self.row = self.column = 0
        self._read(root)
        self.node.high = self.at + 1

    def open(self, boxes: list[_Skipped]) -> None:
        """Reads navigation after all; its words come where they stand."""
        known = {box.at for box in boxes}
        self.skipped = [box for box in self.skipped if box.at not in known]
        for box in boxes:
            self.opened, self.at, self.node, self.box, self.ink, self.row, self.column = box
            self._read(box.element)
        self.runs.sort(key=attrgetter("at"))

    def _read(self, element: etree._Element) -> None:
        """Reads an element and what is in it, up to `MAX_NODES` elements."""
        self.nodes = 0
        tag = str(element.tag)
        (_READERS.get(tag) or Walk.inside)(self, element, tag)
        self._end_run()

    def inside(self, element: etree._Element, _tag: str) -> None:
        """Reads what is in an element."""
        text = element.text
        if text and (self.pieces or not text.isspace()):
            self._add(text)
        for child in element if len(element) else ():
            self.nodes += 1
            if self.nodes > MAX_NODES:
                self.cut = True
                return
            tag: str = child.tag  # type: ignore[assignment]  # the parser drops all that is no element
            (_READERS.get(tag) or Walk.inside)(self, child, tag)
            text = child.tail
            if text and (self.pieces or not text.isspace()):
                self._add(text)

    def _add(self, text: str) -> None:
        """Takes the words of a text node; white space alone opens no block."""
        pieces, ink = self.pieces, self.ink
        if not ink[0]:
            self.plain += len(text)
        if not pieces:
            self.begun = self.box
        else:
            before, old = pieces[-1]
            if old is not ink and _glued(before, text) and old[::2] != ink[::2]:
                text = f" {text}"  # two inline elements that would run together: "Start12 May"
        pieces.append((text, ink))

    def _end_run(self) -> None:
        """Makes a block of the words since the last border, if there are any."""
        if not self.pieces:
            return
        pieces, box = self.pieces, self.begun
        self.pieces = []
        if self.gone:
            pieces, self.gone = _standing(pieces, self.gone), set()
        if box.side or box.news:
            words = sum([len(text) for text, ink in pieces if not ink[0]])
            self.sides[box.side] += words
            self.sides[box.news] += words
        text, lead, bold, links = words_of(pieces)
        if text:
            node, at, group, row, column = self.node, self.at, self.group, self.row, self.column
            tag, level = node.tag, rank(box, text, bold)
            run = Block(
                node, at, box, group, row, column, text, tag, level, bold, lead, links, box.stamp
            )
            self.runs.append(run)

    def block(self, element: etree._Element, tag: str) -> None:
        """Reads a block element; navigation is noted only."""
        if self.pieces:  # seldom
            self._end_run()
        names, own, telling = "", "", tag in _TELLING
        for name, value in element.items():
            if name == "class":
                names = value
            elif name == "id":
                own = value
            telling |= name in _ASKED
        names = f"{names} {own}".strip() if own else names.strip()
        if tag in _COUNTED:
            self._count(tag, element.get("rowspan"))
        node, box = self.node, self.box
        special = telling or "20" in own or kinds(names) is not NONE
        if not special or self._stand(element, tag, names):
            self.at += 1
            self.node = Node(node, tag, names, self.at)
            self.inside(element, tag)
            self._end_run()
            self.at += 1
            self.node.high = self.at
            self.node, self.box = node, box
        if tag in _GROUPS:
            self._end(tag)

    def _stand(self, element: etree._Element, tag: str, names: str) -> bool:
        """Notes what a block element says of its inside; False for navigation, which is left out."""
        old = self.box
        nav, side, news = kinds(names) if tag not in _WHOLE else NONE
        role = element.get("role")
        nav = nav or tag in _ASIDE or role == "navigation"
        self.in_roles |= role == "row" and tag in _PLAIN_TAGS
        side = side or tag == "aside"
        if (nav or side) and element in self.titled:
            nav = side = False
        if nav and not self.everything and element is not self.opened:
            self._skip(element)
            return False
        said = (element.get("data-date") or element.get("id") or "") if tag in _DATED else ""
        stamp = _ISO.search(said)
        self.box = Box(
            old.side or (self.at if side else 0),
            old.news or (-self.at if news else 0),
            _LEVELS.get(tag, old.level),
            stamp[0] if stamp else old.stamp,
        )
        return True

    def _skip(self, element: etree._Element) -> None:
        """Leaves navigation out, with a note of where it stands and more numbers than there are boxes in it.

        Navigation may be opened later, and in it other navigation, which then needs numbers within these.
        """
        state = (self.at, self.node, self.box, self.ink, self.row, self.column)
        self.skipped.append(_Skipped(element, *state))
        self.at += _NUMBERS if self.opened is not None else _NUMBERS**2

    def _count(self, tag: str, rows: str | None) -> None:
        """Counts the lists and tables, the rows, and the cells of a row."""
        if tag in _CELLS:
            self.column += 1
            while self.column in self.spans:  # a cell of a row above reaches down to here
                self.column += 1
            if rows in _ROWS:
                self.spans[self.column] = int(rows or "")
        elif tag == "tr":
            self.rows += 1
            self.row, self.column = self.rows, 0
            if self.spans:
                self.spans = {at: left - 1 for at, left in self.spans.items() if left > 1}
        else:
            self.group += 1
            if tag == "table":
                self.tables.append((self.row, self.column, self.spans))
                self.row, self.column, self.spans = 0, 0, {}

    def _end(self, tag: str) -> None:
        """Ends a list or a table; what stands around a table is in its own row again."""
        self.group += 1
        if tag == "table":
            self.row, self.column, self.spans = self.tables.pop()

    def link(self, element: etree._Element, tag: str) -> None:
        """Reads a link; one without an address, which scripts make, as words that are set off."""
        address = element.get("href")
        if not address:
            self.light(element, tag)
            return
        _, bold, light = old = self.ink
        self.ink = (address, bold, light)
        self.inside(element, tag)
        self.ink = old

    def strong(self, element: etree._Element, tag: str) -> None:
        """Reads bold words."""
        address, bold, light = old = self.ink
        if not bold:
            self.marks += 1
            self.ink = (address, self.marks, light)
        self.inside(element, tag)
        self.ink = old

    def light(self, element: etree._Element, tag: str) -> None:
        """Reads words that are set off in another way, a `<time>` among them."""
        address, bold, _ = old = self.ink
        self.marks += 1
        self.ink = (address, bold, self.marks)
        box = self.box
        stamp = _ISO.match(element.get("datetime", "")) if tag == "time" else None
        if stamp:
            self.box = Box(box.side, box.news, box.level, stamp[0])
        self.inside(element, tag)
        self.ink, self.box = old, box

    def struck(self, element: etree._Element, tag: str) -> None:
        """Reads words that are struck out."""
        pieces, first = self.pieces, len(self.pieces)
        self.inside(element, tag)
        if self.pieces is pieces:
            self.gone.update(range(first, len(pieces)))

    def end_line(self, _element: etree._Element, _tag: str) -> None:
        """A `<br>` ends the run."""
        self._end_run()

    def skip(self, _element: etree._Element, _tag: str) -> None:
        """Scripts, pictures, forms' choices: nothing that is read."""


def _around(titles: Iterable[etree._Element]) -> set[etree._Element]:
    """The elements that hold one of these, and these; each is looked at once, however deep they stand."""
    around: set[etree._Element] = set()
    for title in titles:
        above: etree._Element | None = title
        while above is not None and above not in around:
            around.add(above)
            above = above.getparent()
    return around


_READERS: dict[str, Callable[[Walk, etree._Element, str], None]] = {
    **dict.fromkeys(_BORDER, Walk.block),
    "a": Walk.link,
    **dict.fromkeys(_STRONG, Walk.strong),
    **dict.fromkeys(_LIGHT, Walk.light),
    **dict.fromkeys(_STRUCK, Walk.struck),
    **dict.fromkeys(_GONE, Walk.skip),
    "br": Walk.end_line,
}


def as_tables(root: etree._Element) -> None:
    """Makes tables of boxes that are such by their roles."""
    for element in root.iter(*_PLAIN_TAGS):
        role = element.get("role")
        if role in _ROLES:
            element.tag = _ROLES[role]


def flatten(root: etree._Element, titles: Iterable[etree._Element] = ()) -> Walk:
    """A walk outside navigation, of which nothing holds one of the page's titles.

    What looks like navigation but holds most plain words of the page is read; so is all of it where hardly
    anything else is there.
    """
    walk = Walk(root, titles)
    if walk.in_roles:
        as_tables(root)
        walk = Walk(root, titles)
    walk.open(_false_navigation(walk))
    if len(walk.runs) < FEW_RUNS:
        open_all(walk)
    _settle(walk)
    return walk


def open_all(walk: Walk) -> None:
    """Reads all navigation too."""
    walk.everything = True
    walk.open(walk.skipped)
    _settle(walk)


def _false_navigation(walk: Walk) -> list[_Skipped]:
    """Of what was skipped: the boxes that hold most plain words of the page."""
    most = walk.plain * MOST_WORDS / (1 - MOST_WORDS)
    large = [box for box in walk.skipped if _WORDS(box.element) > most]
    return [box for box in large if sum(map(len, _PLAIN_WORDS(box.element))) > most]


def _standing(pieces: Pieces, gone: set[int]) -> Pieces:
    """The words that are not struck out; all where these give no new day, hour or price, but "Cancelled" or nothing."""
    kept = [piece for number, piece in enumerate(pieces) if number not in gone]
    return kept if any(char.isdigit() for text, _ in kept for char in text) else pieces


def _glued(before: str, text: str) -> bool:
    return before[-1:].isalnum() and text[:1].isalnum()


def _settle(walk: Walk) -> None:
    """A "side" or "news" box that holds most plain words of the page is none."""
    most = MOST_WORDS * walk.plain
    false = {number for number, words in walk.sides.items() if number and words > most}
    for run in walk.runs if false else ():
        old = run.box
        side, news = (0 if number in false else number for number in (old.side, old.news))
        run.box = Box(side, news, old.level, old.stamp)
