"""Element tree → runs of visible words, in one walk without recursion; navigation is not entered.

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

from spiders.reading.block import Block
from spiders.reading.node import Box, Node
from spiders.reading.regions import kinds
from spiders.reading.runs import PLAIN, Ink

MAX_NODES = 100_000
"""Elements that are walked; the largest of 400 saved pages has 3,508."""
_NUMBERS = 2 * MAX_NODES
"""Places on the page that boxes can take: each begins and ends."""
MOST_WORDS = 0.35
"""Share of the page's plain words from which a box is no navigation, side column or news block, whatever its name."""
FEW_RUNS = 4
"""Runs below which navigation is read all the same: hardly anything else is there."""

_BORDER = frozenset(
    re.findall(
        r"\S+",
        """html body p div li ul ol dl dt dd table tr td th tbody thead tfoot caption h1 h2 h3 h4 h5 h6 section
        article header footer main aside nav form fieldset legend blockquote pre address figure figcaption details
        summary center hr button label""",
    )
)
_GONE = frozenset(
    re.findall(
        r"\S+",
        """script style noscript template svg iframe select option object video audio canvas head textarea math
        title""",
    )
)
_STRONG = ("strong", "b")
_LIGHT = ("em", "span", "i", "u", "var", "small")
_GROUPS = ("ul", "ol", "table", "dl")
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_TELLING = frozenset({"nav", "footer", "aside", *_LEVELS})
_ISO = re.compile(r"20\d\d-[01]\d-[0-3]\d(?:[T ][0-2]\d:[0-5]\d[0-9:.Z+-]{0,20})?")


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

    Args:
        root: Where to begin.
        titles: The headings of the first rank: what holds one is no navigation.

    Attributes:
        runs: The blocks found, in order.
        skipped: The navigation that was not entered.
        cut: Whether the walk was cut short at `MAX_NODES`.
    """

    __slots__ = (
        "at",
        "box",
        "column",
        "current",
        "cut",
        "everything",
        "group",
        "ink",
        "inks",
        "marks",
        "node",
        "opened",
        "plain",
        "row",
        "rows",
        "runs",
        "skipped",
        "tables",
        "titled",
    )

    def __init__(self, root: etree._Element, titles: Iterable[etree._Element] = ()) -> None:
        self.everything = False
        self.titled = _around(titles)
        self.opened: etree._Element | None = None
        self.runs: list[Block] = []
        self.skipped: list[_Skipped] = []
        self.box, self.ink = Box(), PLAIN
        self.node = Node(None, "", "", self.box, 0)
        self.inks: list[Ink] = []
        self.tables: list[tuple[int, int]] = []
        self.at = self.plain = self.marks = self.group = self.rows = self.row = self.column = 0
        self.current: Block | None = None
        self.cut = self._go(root)
        for node in self.node.around():
            node.high = self.at + 1

    def open(self, boxes: list[_Skipped]) -> None:
        """Reads navigation after all; its words come where they stand."""
        known = {box.at for box in boxes}
        self.skipped = [box for box in self.skipped if box.at not in known]
        for box in boxes:
            self.opened, self.at, self.node, self.box, self.ink, self.row, self.column = box
            self.current = None
            self._go(box.element)
        self.runs.sort(key=attrgetter("at"))

    def _go(self, root: etree._Element) -> bool:
        """Walks; whether it was cut short at `MAX_NODES`."""
        nodes, enter, leave = 0, _ENTER.get, _LEAVE.get
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag: str = element.tag  # type: ignore[assignment]  # the parser drops all that is no element
            if event == "start":
                nodes += 1
                if nodes > MAX_NODES:
                    return True
                entering = enter(tag)
                if entering is not None and entering(self, element, tag):
                    walker.skip_subtree()
                    continue
                text = element.text
            else:
                leaving = leave(tag)
                if leaving is not None:
                    leaving(self, tag)
                if element is root:
                    break
                text = element.tail
            if text and not (self.current is None and text.isspace()):
                self._add(text)
        return False

    def _add(self, text: str) -> None:
        """Takes the words of a text node; white space alone opens no block."""
        current, ink = self.current, self.ink
        if not ink.link:
            self.plain += len(text)
        if current is None:
            pieces = [(text, ink)]
            self.current = Block(
                self.node, self.at, self.box, self.group, self.row, self.column, pieces
            )
            self.runs.append(self.current)
            return
        before, old = current.pieces[-1]
        if old is not ink and _glued(before, text) and old[::2] != ink[::2]:
            text = f" {text}"  # two inline elements that would run together: "Start12 May"
        current.pieces.append((text, ink))

    def enter_box(self, element: etree._Element, tag: str) -> bool:
        """Enters a block element; True for navigation, whose inside is skipped."""
        self.current = None
        names, own = element.get("class", ""), element.get("id", "")
        if own:
            names = f"{names} {own}"
        names, skipped = names.strip(), False
        if names or tag in _TELLING or element.keys():
            skipped = self._stand(element, tag, (names, own))
        self.at += 1
        self.node = Node(self.node, tag, names, self.box, self.at)
        return skipped

    def _stand(self, element: etree._Element, tag: str, called: tuple[str, str]) -> bool:
        """Notes what a block element with attributes or a telling tag says of its inside; True for navigation."""
        (names, own), old = called, self.box
        nav, side, news = kinds(names) if tag not in _WHOLE else _NO_KINDS
        if nav or side or tag in _TELLING or element.get("role") == "navigation":
            nav = nav or tag in _ASIDE or element.get("role") == "navigation"
            side = side or tag == "aside"
            if (nav or side) and element in self.titled:
                nav = side = False
            if nav and not self.everything and element is not self.opened:
                self._skip(element)
                return True
        said = (element.get("data-date") or own) if tag in _CELLS else ""
        stamp = _ISO.search(said) if "20" in said else None
        self.box = Box(
            old.side or (self.at if side else 0),
            old.news or (-self.at if news else 0),
            _LEVELS.get(tag, old.level),
            names or old.classes,
            stamp[0] if stamp else old.stamp,
        )
        return False

    def _skip(self, element: etree._Element) -> None:
        """Leaves navigation out, with a note of where it stands and more numbers than there are boxes in it.

        Navigation may be opened later, and in it other navigation, which then needs numbers within these.
        """
        state = (self.at, self.node, self.box, self.ink, self.row, self.column)
        self.skipped.append(_Skipped(element, *state))
        self.at += _NUMBERS if self.opened is not None else _NUMBERS**2

    def leave_box(self, _tag: str) -> None:
        """Leaves a block element."""
        self.current = None
        self.at += 1
        self.node.high = self.at
        self.node = node = self.node.parent or self.node
        self.box = node.box

    def enter_group(self, element: etree._Element, tag: str) -> bool:
        """Enters a list or a table."""
        self.group += 1
        if tag == "table":
            self.tables.append((self.row, self.column))
            self.row = self.column = 0
        return self.enter_box(element, tag)

    def leave_group(self, tag: str) -> None:
        """Leaves a list or a table."""
        self.leave_box(tag)
        self.group += 1
        if tag == "table":
            self.row, self.column = self.tables.pop()

    def enter_row(self, element: etree._Element, tag: str) -> bool:
        """Enters a row of a table."""
        self.rows += 1
        self.row, self.column = self.rows, 0
        return self.enter_box(element, tag)

    def enter_cell(self, element: etree._Element, tag: str) -> bool:
        """Enters a cell of a table."""
        self.column += 1
        return self.enter_box(element, tag)

    def enter_link(self, element: etree._Element, _tag: str) -> None:
        """Enters a link."""
        old = self.ink
        self.inks.append(old)
        address = element.get("href")
        if address:
            self.ink = Ink(address, old.bold, old.light)

    def enter_strong(self, _element: etree._Element, _tag: str) -> None:
        """Enters bold words."""
        old = self.ink
        self.inks.append(old)
        if not old.bold:
            self.marks += 1
            self.ink = Ink(old.link, self.marks, old.light)

    def enter_light(self, _element: etree._Element, _tag: str) -> None:
        """Enters words that are set off in another way."""
        old = self.ink
        self.inks.append(old)
        if not old.light:
            self.marks += 1
            self.ink = Ink(old.link, old.bold, self.marks)

    def leave_mark(self, _tag: str) -> None:
        """Leaves an inline element."""
        self.ink = self.inks.pop()

    def enter_time(self, element: etree._Element, tag: str) -> None:
        """Enters a `<time>`."""
        self.enter_light(element, tag)
        found = _ISO.match(element.get("datetime", ""))
        if found:
            old = self.box
            self.box = Box(old.side, old.news, old.level, old.classes, found[0])

    def leave_time(self, tag: str) -> None:
        """Leaves a `<time>`."""
        self.leave_mark(tag)
        self.box = self.node.box

    def enter_break(self, _element: etree._Element, _tag: str) -> None:
        """A `<br>` ends the run."""
        self.current = None

    def skip(self, _element: etree._Element, _tag: str) -> bool:
        """Scripts, pictures, forms' choices: nothing that is read."""
        return True


def _around(titles: Iterable[etree._Element]) -> set[etree._Element]:
    """The elements that hold one of these, and these; each is looked at once, however deep they stand."""
    around: set[etree._Element] = set()
    for title in titles:
        above: etree._Element | None = title
        while above is not None and above not in around:
            around.add(above)
            above = above.getparent()
    return around


_WHOLE = frozenset({"html", "body"})
_ASIDE = frozenset({"nav", "footer"})
_CELLS = frozenset({"td", "div", "li"})
_NO_KINDS = (False, False, False)
_ENTER: dict[str, Callable[[Walk, etree._Element, str], bool | None]] = {
    **dict.fromkeys(_BORDER, Walk.enter_box),
    **dict.fromkeys(_GROUPS, Walk.enter_group),
    **dict.fromkeys(("td", "th"), Walk.enter_cell),
    "tr": Walk.enter_row,
    "a": Walk.enter_link,
    "time": Walk.enter_time,
    **dict.fromkeys(_STRONG, Walk.enter_strong),
    **dict.fromkeys(_LIGHT, Walk.enter_light),
    **dict.fromkeys(_GONE, Walk.skip),
    "br": Walk.enter_break,
}
_LEAVE: dict[str, Callable[[Walk, str], None]] = {
    **dict.fromkeys(_BORDER, Walk.leave_box),
    **dict.fromkeys(_GROUPS, Walk.leave_group),
    **dict.fromkeys((*_STRONG, *_LIGHT, "a"), Walk.leave_mark),
    "time": Walk.leave_time,
}


def flatten(root: etree._Element, titles: Iterable[etree._Element] = ()) -> Walk:
    """A walk outside navigation, of which nothing holds one of the page's titles.

    What looks like navigation but holds most plain words of the page is read; so is all of it where hardly
    anything else is there.
    """
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


def _glued(before: str, text: str) -> bool:
    return before[-1:].isalnum() and text[:1].isalnum()


def _settle(walk: Walk) -> None:
    """A "side" or "news" box that holds most plain words of the page is none."""
    sides: Counter[int] = Counter()
    for run in walk.runs:
        if run.box.side or run.box.news:
            words = sum([len(text) for text, ink in run.pieces if not ink.link])
            sides[run.box.side] += words
            sides[run.box.news] += words
    most = MOST_WORDS * walk.plain
    false = {number for number, words in sides.items() if number and words > most}
    for run in walk.runs if false else ():
        old = run.box
        side, news = (0 if number in false else number for number in (old.side, old.news))
        run.box = Box(side, news, old.level, old.classes, old.stamp)
