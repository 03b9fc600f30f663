"""Element tree → runs of visible words, in one walk without recursion; navigation is not entered.

It is the busiest code of the reading: it makes no object for an element that changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from lxml import etree

from spiders.reading.found import fold
from spiders.reading.regions import kinds

MAX_NODES = 100_000
"""Elements that are walked; the largest of 400 saved pages has 3,508."""
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
_STRONG = frozenset({"strong", "b"})
_LIGHT = frozenset({"em", "span", "i", "u", "var", "time", "small"})
_GROUPS = frozenset({"ul", "ol", "table", "dl"})
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_TELLING = frozenset({"nav", "footer", "aside", *_LEVELS})
_ISO = re.compile(r"20\d\d-[01]\d-[0-3]\d(?:[T ][0-2]\d:[0-5]\d[0-9:.Z+-]{0,20})?")
_WORDS = etree.XPath("string-length(normalize-space(.))")
_PLAIN_WORDS = etree.XPath(
    ".//text()[normalize-space() and not(ancestor::a or parent::script or parent::style)]",
    smart_strings=False,
)


class Box(NamedTuple):
    """What holds for everything inside a block element.

    Attributes:
        side: Number of the enclosing box beside the event; 0 in none.
        news: Number of the enclosing box of news; 0 in none.
        level: 1 to 6 inside a heading, else 0.
        classes: Class and id words of the nearest box that has any.
        stamp: ISO date that the mark-up gives beside the words; "".
    """

    side: int = 0
    news: int = 0
    level: int = 0
    classes: str = ""
    stamp: str = ""


class Ink(NamedTuple):
    """How words are set: address of the link around them, numbers of the bold and of the light mark around them."""

    link: str | None = None
    bold: int = 0
    light: int = 0


_PLAIN = Ink()


@dataclass(slots=True)
class Run:
    """A block in the making: its words in pieces, each with the way it is set."""

    element: etree._Element
    box: Box
    group: int
    row: int
    column: int
    pieces: list[tuple[str, Ink]]

    def words(self) -> tuple[str, str, bool, tuple[tuple[str, str], ...]]:
        """(words, lead, bold, links): white space folded; the words that one mark sets off at the start; all bold?"""
        pieces = self.pieces
        if len(pieces) == 1:
            piece, ink = pieces[0]
            text = fold(piece)
            lead = text if ink.bold or ink.light else ""
            return text, lead, ink.bold > 0, ((ink.link, text),) if ink.link is not None else ()
        text = fold("".join([piece[0] for piece in pieces]))
        if all(piece[1] is _PLAIN for piece in pieces):
            return text, "", False, ()
        return text, self._lead(), self._bold(), self._links()

    def _lead(self) -> str:
        first = next((ink for text, ink in self.pieces if not text.isspace()), _PLAIN)
        mark = first.bold or first.light
        if not mark:
            return ""
        lead = []
        for text, ink in self.pieces:
            if mark not in (ink.bold, ink.light) and not text.isspace():
                break
            lead.append(text)
        return fold("".join(lead))

    def _bold(self) -> bool:
        return all(ink.bold or text.isspace() for text, ink in self.pieces)

    def _links(self) -> tuple[tuple[str, str], ...]:
        """Addresses with their words, neighbouring pieces of one link joined."""
        linked = [(ink.link, text) for text, ink in self.pieces if ink.link is not None]
        return tuple(
            [
                (address, fold("".join([text for _, text in pieces])))
                for address, pieces in groupby(linked, key=itemgetter(0))
            ]
        )


class _Walk:
    """One pass over the tree; `runs` holds the blocks found, `skipped` the navigation that was not entered.

    Args:
        root: Where to begin.
        kept: Elements that are entered although they look like navigation; None: all of them.
    """

    __slots__ = (
        "box",
        "column",
        "current",
        "cut",
        "element",
        "group",
        "ink",
        "kept",
        "marks",
        "row",
        "rows",
        "runs",
        "skipped",
        "stack",
        "tables",
    )

    def __init__(
        self, root: etree._Element, kept: frozenset[etree._Element] | None = frozenset()
    ) -> None:
        self.kept = kept
        self.runs: list[Run] = []
        self.skipped: list[etree._Element] = []
        self.element, self.box, self.ink = root, Box(), _PLAIN
        self.stack: list[tuple[etree._Element, Box, Ink]] = []
        self.tables: list[tuple[int, int]] = []
        self.marks = self.group = self.rows = self.row = self.column = 0
        self.current: Run | None = None
        self.cut = self._go(root)

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
                text = element.tail
            if text and not (self.current is None and text.isspace()):
                self._add(text)
        return False

    def _add(self, text: str) -> None:
        """Takes the words of a text node; white space alone opens no block."""
        current, ink = self.current, self.ink
        if current is None:
            pieces = [(text, ink)]
            self.current = Run(self.element, self.box, self.group, self.row, self.column, pieces)
            self.runs.append(self.current)
            return
        before, old = current.pieces[-1]
        if old is not ink and _glued(before, text) and old[::2] != ink[::2]:
            text = f" {text}"  # two inline elements that would run together: "Start12 May"
        current.pieces.append((text, ink))

    def enter_box(self, element: etree._Element, tag: str) -> bool:
        """Enters a block element; True for navigation, whose inside is skipped."""
        self.stack.append((self.element, self.box, self.ink))
        self.current = None
        self.element = element
        given = element.items()
        if given or tag in _TELLING:
            return self._stand(element, tag, dict(given))
        return False

    def enter_group(self, element: etree._Element, tag: str) -> bool:
        """Enters a list or a table."""
        self.group += 1
        if tag == "table":
            self.tables.append((self.row, self.column))
            self.row = self.column = 0
        return self.enter_box(element, tag)

    def enter_row(self, element: etree._Element, tag: str) -> bool:
        """Enters a row of a table."""
        self.rows += 1
        self.row, self.column = self.rows, 0
        return self.enter_box(element, tag)

    def enter_cell(self, element: etree._Element, tag: str) -> bool:
        """Enters a cell of a table."""
        self.column += 1
        return self.enter_box(element, tag)

    def enter_mark(self, element: etree._Element, tag: str) -> bool:
        """Enters an inline element that sets its words: a link, bold, a span, a `<time>`."""
        old = self.ink
        self.stack.append((self.element, self.box, old))
        if tag == "a":
            self.ink = Ink(element.get("href") or old.link, old.bold, old.light)
        elif tag in _STRONG:
            self.ink = old if old.bold else Ink(old.link, self._number(), old.light)
        elif not old.light:
            self.ink = Ink(old.link, old.bold, self._number())
        if tag == "time":
            found = _ISO.match(element.get("datetime") or "")
            self.box = self.box._replace(stamp=found[0]) if found else self.box
        return False

    def enter_break(self, _element: etree._Element, _tag: str) -> bool:
        """A `<br>` ends the run."""
        self.current = None
        return False

    def skip(self, _element: etree._Element, _tag: str) -> bool:
        """Scripts, pictures, forms' choices: nothing that is read."""
        return True

    def leave_mark(self, _tag: str) -> None:
        """Leaves an inline element."""
        self.element, self.box, self.ink = self.stack.pop()

    def leave_box(self, tag: str) -> None:
        """Leaves a block element."""
        self.element, self.box, self.ink = self.stack.pop()
        self.current = None
        if tag in _GROUPS:
            self.group += 1
            if tag == "table":
                self.row, self.column = self.tables.pop()

    def _stand(self, element: etree._Element, tag: str, given: dict[str, str]) -> bool:
        """Notes what a block element with attributes, or with a telling tag, says of its inside."""
        old, name = self.box, given.get("id", "")
        names = f"{given.get('class', '')} {name}".strip()
        nav, side, news = kinds(names) if tag not in ("html", "body") else _NO_KINDS
        nav = nav or tag in ("nav", "footer") or given.get("role") == "navigation"
        side = side or tag == "aside"
        if (nav or side) and next(element.iter("h1"), None) is not None:
            nav = side = False
        if nav and self.kept is not None and element not in self.kept:
            self.skipped.append(element)
            return True
        said = (given.get("data-date") or name) if tag in ("td", "div", "li") else ""
        stamp = _ISO.search(said) if said else None
        self.box = Box(
            old.side or (self._number() if side else 0),
            old.news or (self._number() if news else 0),
            _LEVELS.get(tag, old.level),
            names or old.classes,
            stamp[0] if stamp else old.stamp,
        )
        return False

    def _number(self) -> int:
        self.marks += 1
        return self.marks


_NO_KINDS = (False, False, False)
_ENTER: dict[str, Callable[[_Walk, etree._Element, str], bool]] = {
    **dict.fromkeys(_BORDER, _Walk.enter_box),
    **dict.fromkeys(_GROUPS, _Walk.enter_group),
    **dict.fromkeys(("td", "th"), _Walk.enter_cell),
    **dict.fromkeys(_STRONG | _LIGHT | {"a"}, _Walk.enter_mark),
    **dict.fromkeys(_GONE, _Walk.skip),
    "tr": _Walk.enter_row,
    "br": _Walk.enter_break,
}
_LEAVE: dict[str, Callable[[_Walk, str], None]] = {
    **dict.fromkeys(_BORDER, _Walk.leave_box),
    **dict.fromkeys(_STRONG | _LIGHT | {"a"}, _Walk.leave_mark),
}


def flatten(root: etree._Element) -> tuple[list[Run], bool]:
    """The runs outside navigation, and whether the walk was cut short at `MAX_NODES`.

    What looks like navigation but holds most plain words of the page is read; so is all of it where hardly
    anything else is there.
    """
    walk = _Walk(root)
    if walk.skipped:
        false = _false_navigation(walk)
        walk = _Walk(root, false) if false else walk
    if len(walk.runs) < FEW_RUNS:
        return everything(root)
    return _settled(walk.runs), walk.cut


def everything(root: etree._Element) -> tuple[list[Run], bool]:
    """All runs, navigation too, and whether the walk was cut short at `MAX_NODES`."""
    walk = _Walk(root, None)
    return _settled(walk.runs), walk.cut


def _false_navigation(walk: _Walk) -> frozenset[etree._Element]:
    """Of what was skipped: the boxes that hold most plain words of the page."""
    plain = sum([_plain(run) for run in walk.runs])
    most = plain * MOST_WORDS / (1 - MOST_WORDS)
    large = [element for element in walk.skipped if _WORDS(element) > most]
    return frozenset([box for box in large if sum(map(len, _PLAIN_WORDS(box))) > most])


def _glued(before: str, text: str) -> bool:
    return before[-1:].isalnum() and text[:1].isalnum()


def _plain(run: Run) -> int:
    """Characters of a run outside links."""
    return sum([len(text) for text, ink in run.pieces if ink.link is None])


def _settled(runs: list[Run]) -> list[Run]:
    """A "side" or "news" box that holds most plain words of the page is none."""
    sides: Counter[int] = Counter()
    for run in runs:
        if run.box.side or run.box.news:
            words = _plain(run)
            sides[run.box.side] += words
            sides[run.box.news] += words
    most = MOST_WORDS * sum([_plain(run) for run in runs]) if sides else 0
    false = {number for number, words in sides.items() if number and words > most}
    for run in runs if false else ():
        side, news = run.box.side, run.box.news
        run.box = run.box._replace(
            side=0 if side in false else side, news=0 if news in false else news
        )
    return runs
