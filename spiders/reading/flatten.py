"""Element tree → blocks of visible words, in one walk without recursion; navigation is left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from spiders.reading.found import fold

MAX_NODES = 100_000
"""Elements that are walked; the largest of 400 saved pages has 3,508."""

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
_STRONG, _LIGHT = (
    frozenset({"strong", "b"}),
    frozenset({"em", "span", "i", "u", "var", "time", "small"}),
)
_NAV = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|footer|breadcrumbs?|cookies?|social|share|sharing"
    r"|skip|masthead|topbar"
    r"|toolbar|pagination|pager|translate|mega-?menu|dropdown|copyright|modal|popup)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"(?:^|[\s_-])(?:sidebar|related|widget-area|recent|similar|upcoming-events|more-events|comments?|recommended"
    r"|newsletter)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"(?:^|[\s_-])(?:news|blog|tweet|twitter|posted|post-date|post-meta|entry-date|entry-meta|byline|archives?|press"
    r"|timestamp|published|updated|modified)(?:$|[\s_-])",
    re.IGNORECASE,
)
_GROUPS = frozenset({"ul", "ol", "table", "dl"})
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_TELLING = frozenset({"nav", "footer", "aside"})
_TELLTALE = frozenset(
    re.findall(
        r"\S+",
        """nav navbar navigation menu submenu footer breadcrumb breadcrumbs cookie cookies social share sharing skip
        masthead topbar toolbar pagination pager translate megamenu dropdown copyright modal popup sidebar related
        widget recent similar upcoming more comment comments recommended newsletter news blog tweet twitter posted
        post entry byline archive archives press timestamp published updated modified""",
    )
)
"""Words without which none of the three patterns above matches; nearly all names have none of them."""
_ISO = re.compile(r"20\d\d-[01]\d-[0-3]\d(?:[T ][0-2]\d:[0-5]\d[0-9:.Z+-]{0,20})?")


class Region(NamedTuple):
    """Where the walk stands: numbers of the enclosing navigation, side and news boxes (0: in none)."""

    nav: int = 0
    side: int = 0
    news: int = 0


_NOWHERE = Region()


class _State(NamedTuple):
    region: Region = _NOWHERE
    level: int = 0
    link: str | None = None
    bold: int = 0
    light: int = 0
    classes: str = ""
    stamp: str = ""


_Piece = tuple[str, str | None, int, int]
"""Words, address of the link around them, numbers of the bold and of the light mark around them."""


@dataclass(slots=True)
class Run:
    """A block in the making."""

    element: etree._Element
    state: _State
    group: int
    row: int
    column: int
    pieces: list[_Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words so far, white space folded."""
        if len(self.pieces) == 1:
            return fold(self.pieces[0][0])
        return fold("".join([piece[0] for piece in self.pieces]))

    @property
    def lead(self) -> str:
        """The words that one inline element sets off at the start."""
        first = next((piece for piece in self.pieces if not piece[0].isspace()), None)
        if first is None or not (first[2] or first[3]):
            return ""
        mark = first[2] or first[3]
        lead = []
        for text, _, bold, light in self.pieces:
            if mark not in (bold, light) and not text.isspace():
                break
            lead.append(text)
        return fold("".join(lead))

    @property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return all(piece[2] or piece[0].isspace() for piece in self.pieces)

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Addresses with their words, neighbouring pieces of one link joined."""
        out: list[tuple[str, str]] = []
        for text, link, _, _ in self.pieces:
            if link is None:
                continue
            if out and out[-1][0] == link:
                out[-1] = (link, out[-1][1] + text)
            else:
                out.append((link, text))
        return tuple([(address, fold(words)) for address, words in out])


class _Walk:  # slotted: its attributes are looked up a million times
    """One pass over the tree; `runs` holds the blocks found.

    It is the busiest code of the reading: it makes no object for an element that changes nothing.
    """

    __slots__ = (
        "blocks",
        "column",
        "current",
        "group",
        "marks",
        "row",
        "rows",
        "runs",
        "stack",
        "state",
        "tables",
    )

    def __init__(self, root: etree._Element) -> None:
        self.runs: list[Run] = []
        self.stack: list[_State] = []
        self.state = _State()
        self.blocks = [root]
        self.marks = 0
        self.group = self.rows = self.row = self.column = 0
        self.tables: list[tuple[int, int]] = []
        self.current: Run | None = None

    def start(self, element: etree._Element, tag: str) -> None:
        """Enters an element."""
        self.stack.append(self.state)
        if tag in _BORDER:
            self._border(element, tag)
        elif tag == "br":
            self.current = None
        else:
            self._inline(element, tag)
        text = element.text
        if text and not (self.current is None and text.isspace()):
            self.add(text)

    def end(self, element: etree._Element, tag: str) -> None:
        """Leaves an element."""
        self.state = self.stack.pop()
        if tag in _BORDER:
            self.current = None
            if len(self.blocks) > 1:
                self.blocks.pop()
            if tag in _GROUPS:
                self.group += 1
                if tag == "table" and self.tables:
                    self.row, self.column = self.tables.pop()
        self.after(element)

    def after(self, element: etree._Element) -> None:
        """Takes the words behind an element."""
        text = element.tail
        if text and not (self.current is None and text.isspace()):
            self.add(text)

    def add(self, text: str) -> None:
        """Takes the words of a text node; white space alone opens no block."""
        state, current = self.state, self.current
        if current is None:
            current = Run(self.blocks[-1], state, self.group, self.row, self.column)
            self.current = current
            self.runs.append(current)
        pieces = current.pieces
        if pieces and _glued(pieces[-1], text, state):
            text = " " + text
        pieces.append((text, state.link, state.bold, state.light))

    def _border(self, element: etree._Element, tag: str) -> None:
        self.current = None
        self.blocks.append(element)
        if tag in _GROUPS:
            self.group += 1
            if tag == "table":
                self.tables.append((self.row, self.column))
                self.row = self.column = 0
        elif tag == "tr":
            self.rows += 1
            self.row, self.column = self.rows, 0
        elif tag in ("td", "th"):
            self.column += 1
        given = element.items()
        level = _LEVELS.get(tag, 0)
        if given or level or tag in _TELLING:
            self.state = self._standing(element, tag, dict(given), level)
        elif tag not in ("body", "html"):
            self.marks += 1

    def _standing(
        self, element: etree._Element, tag: str, given: dict[str, str], level: int
    ) -> _State:
        """The state inside a block element that has attributes, or a tag that says something."""
        old, name = self.state, given.get("id", "")
        names = f"{given.get('class', '')} {name}".strip()
        region = self._region(element, tag, names, given.get("role", ""))
        stamp = ""
        if tag in ("td", "div", "li"):
            found = _ISO.search(given.get("data-date") or name)
            stamp = found[0] if found else ""
        return _State(
            region,
            level or old.level,
            old.link,
            old.bold,
            old.light,
            names or old.classes,
            stamp or old.stamp,
        )

    def _inline(self, element: etree._Element, tag: str) -> None:
        self.marks += 1
        old = self.state
        if tag == "a":
            link = element.get("href") or old.link
            self.state = _State(old[0], old[1], link, old[3], old[4], old[5], old[6])
        elif tag in _STRONG:
            if not old.bold:
                self.state = _State(old[0], old[1], old[2], self.marks, old[4], old[5], old[6])
        elif tag in _LIGHT and (tag == "time" or not old.light):
            found = _ISO.match(element.get("datetime") or "") if tag == "time" else None
            stamp = found[0] if found else old.stamp
            light = old.light or self.marks
            self.state = _State(old[0], old[1], old[2], old[3], light, old[5], stamp)

    def _region(self, element: etree._Element, tag: str, names: str, role: str) -> Region:
        region, kinds = self.state.region, _kinds(names)
        if tag in ("body", "html"):
            return region
        self.marks += 1
        nav = tag in ("nav", "footer") or kinds[0] or role == "navigation"
        side = tag == "aside" or kinds[1]
        if not (nav or side or kinds[2]):
            return region
        if ((nav and not region.nav) or (side and not region.side)) and _holds_title(element):
            nav = side = False
        return Region(
            nav=region.nav or (self.marks if nav else 0),
            side=region.side or (self.marks if side else 0),
            news=region.news or (self.marks if kinds[2] else 0),
        )


def flatten(root: etree._Element) -> tuple[list[Run], bool]:
    """All runs of a tree, regions settled, and whether the walk was cut short at `MAX_NODES`."""
    walk = _Walk(root)
    walker = etree.iterwalk(root, events=("start", "end"))
    cut = False
    nodes = 0
    for event, element in walker:
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag in _GONE:
            if event == "start":
                walker.skip_subtree()
            else:
                walk.after(element)
        elif event == "start":
            nodes += 1
            if nodes > MAX_NODES:
                cut = True
                break
            walk.start(element, tag)
        else:
            walk.end(element, tag)
    return _settled(walk.runs), cut


def without_navigation(runs: list[Run]) -> list[Run]:
    """The runs outside navigation; all of them where hardly any are."""
    out = [run for run in runs if not run.state.region.nav]
    return out if len(out) >= 4 else runs


def _settled(runs: list[Run]) -> list[Run]:
    """A "navigation", "side" or "news" box that holds most plain words of the page is none."""
    plain: Counter[tuple[str, int]] = Counter()
    total = 0
    for run in runs:
        words = sum([len(piece[0]) for piece in run.pieces if piece[1] is None])
        total += words
        region = run.state.region
        if region is _NOWHERE:
            continue
        for name, number in zip(Region._fields, region, strict=True):
            if number:
                plain[name, number] += words
    false = {key for key, words in plain.items() if words > 0.35 * total}
    for run in runs if false else ():
        numbers = [
            0 if (name, number) in false else number
            for name, number in zip(Region._fields, run.state.region, strict=True)
        ]
        run.state = run.state._replace(region=Region(*numbers))
    return runs


@lru_cache(maxsize=20_000)
def _kinds(names: str) -> tuple[bool, bool, bool]:
    parts = names.lower().replace("-", " ").replace("_", " ").split()
    if len(names) > 300 or _TELLTALE.isdisjoint(parts):
        return False, False, False
    return bool(_NAV.search(names)), bool(_SIDE.search(names)), bool(_NEWS.search(names))


def _holds_title(element: etree._Element) -> bool:
    return next(element.iter("h1"), None) is not None


def _glued(before: _Piece, text: str, state: _State) -> bool:
    """Whether two inline elements would run their words together ("Start12 May")."""
    if not (before[0][-1:].isalnum() and text[:1].isalnum()):
        return False
    return before[3] != state.light or before[1] != state.link
