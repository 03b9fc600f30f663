"""Decoded text → the one parsed page that all readers share: tree, blocks, title, language, meta values."""

from __future__ import annotations

import re
import sys
from collections.abc import Container, Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urljoin

from lxml import etree

from catalogue.draft import Hints
from spiders.reading.abroad import DAY
from spiders.reading.block import Block
from spiders.reading.blocks import MAX_BLOCKS, blocks_of, line_blocks
from spiders.reading.calendars import ENGLISH, calendar_of
from spiders.reading.flatten import flatten, open_all
from spiders.reading.found import fold
from spiders.reading.json_repair import load_all
from spiders.reading.json_values import Json
from spiders.reading.labels import Label, find_labels, label_of
from spiders.reading.lines import Lines
from spiders.reading.markup_signs import EVENT_SIGNS, signs_in
from spiders.reading.page_title import Heading, find_heading, home_name, host_of
from spiders.reading.postal import CODE
from spiders.reading.posted import drop_papers, drop_posted
from spiders.reading.vocabulary import Vocabulary, vocabulary

FIRST = 12
"""Dated lines of a page without a language that are searched for names of months in another one."""
_WHOLE = re.compile(r"https?://[\w.-]+/[^\s;?#\\]*(?:\?[^\s#]+)?(?:#\S+)?")
"""Absolute addresses with nothing to resolve in them."""
_ROOTED = re.compile(r"(?:/(?!\.)[\w.%~+,-]+)+/?(?:\?[^\s#]+)?")
"""Addresses from the root of the host on, with nothing to resolve in them either."""
_ORIGIN = re.compile(r"https?://[\w.-]+(?=/|$)")
_AMERICAN = ("America/", "US/", "Pacific/Honolulu")
_TOO_DEEP = "tags are nested too deeply"
_TOO_LONG = "a text or an attribute is longer than 10 MB"
_LIMIT = etree.ErrorTypes.ERR_RESOURCE_LIMIT
_LINKS = etree.XPath("//a/@href", smart_strings=False)


_Numbered = tuple[int, etree._Element]


class LinkedData(NamedTuple):
    """One JSON-LD script: its number, its text, its values, the rung that read them."""

    number: int
    text: str
    values: list[Json]
    rung: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Page:
    """A page as the readers see it.

    Not slotted: all but the attributes is worked out when a reader first asks for it, and kept. A page whose
    mark-up says everything is never taken apart into blocks.

    Attributes:
        source: The source in UTF-8, for cheap gates on raw words: a search in bytes takes half the time.
        url: Address that was asked for.
        hints: What is known beforehand.
        root: Root element; None for plain text.
        deep: Why the parser gave up: tags are nested too deeply, or a single text is too long; "".
        timeless: Whether nobody will ask when: dates are then not looked for in plain text.
    """

    source: bytes
    url: str
    hints: Hints
    root: etree._Element | None
    deep: str = ""
    timeless: bool = False

    @property
    def text(self) -> str:
        """The source as text, made anew each time: few readers of few pages ask for it."""
        return self.source.decode("utf-8", "replace")

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Visible blocks without navigation, numbered from 0."""
        return self._laid_out[0]

    @property
    def visible(self) -> str:
        """The words of all blocks, a line each: for looking once over the page instead of once over every block."""
        return self.lines.written

    @cached_property
    def lines(self) -> Lines:
        """The same, for finding the blocks that hold some word."""
        return self._laid_out[2] or Lines([block.text for block in self.blocks])

    def blocks_with(self, *signs: str, first: int = sys.maxsize) -> list[Block]:
        """The blocks, of so many first ones, in which one of some words, in small letters, stands; to be read then."""
        return [self.blocks[line] for line in self.lines.holding(*signs, first=first)]

    @cached_property
    def dated(self) -> tuple[Block, ...]:
        """The blocks that carry a date."""
        return tuple([block for block in self.blocks if block.dates])

    @cached_property
    def coded(self) -> list[Block]:
        """The blocks in which a postal code may stand."""
        return [self.blocks[line] for line in self.lines.matching(CODE)]

    @cached_property
    def timed(self) -> tuple[Block, ...]:
        """The blocks with a clock time."""
        return tuple([block for block in self.blocks if block.times])

    @cached_property
    def heads(self) -> tuple[Block, ...]:
        """The headings without a date."""
        found = [block for block in self.blocks if block.level and not block.dates]
        return tuple([block for block in found if block.heading])

    @cached_property
    def heading(self) -> Heading:
        """The title, where it stands, and how sure that is."""
        site = self.meta.get("og:site_name", "") or home_name(self.blocks, self.url)
        titles = (self.meta.get("og:title", ""), self.title, site)
        return find_heading(
            self.blocks, titles if self.root is not None else (), self.url, self.words
        )

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """Every label of the blocks, in order."""
        return find_labels(self.blocks, self.words, self.lines)

    @cached_property
    def label_at(self) -> dict[int, Label]:
        """The same by the numbers of their blocks."""
        return {label.index: label for label in self.labels}

    def is_labelled(self, block: Block, fields: Container[str]) -> bool:
        """Whether the label in a line, or alone on the line before, is one of these fields."""
        begun = block.dates and block.dates[0].start == 0  # with the date, and no label before it
        label = None if begun else label_of(block, self.words)
        if label is not None and label[0] in fields:
            return True
        above = self.blocks[block.index - 1] if block.index else block
        return self.words.field_of(above.text) in fields

    @cached_property
    def words(self) -> Vocabulary:
        """Labels and word lists, the source's own included."""
        return vocabulary(self.hints.labels)

    @cached_property
    def meta(self) -> dict[str, str]:
        """First content of every named meta element, names in lower case."""
        out: dict[str, str] = {}
        for element in self.head["meta"]:
            name = element.get("property") or element.get("name")
            content = fold(element.get("content") or "") if name else ""
            if name and content:
                out.setdefault(name.lower(), content)
        return out

    @cached_property
    def title(self) -> str:
        """Words of the `<title>`; "" without one."""
        return next((fold(item.text or "") for item in self.head["title"]), "")

    @cached_property
    def head(self) -> dict[str, list[etree._Element]]:
        """The elements "meta", "link" and "title" of the head, in order.

        A stray tag in a head ends it early, and the parser puts the rest into the body, where they stand outermost.
        """
        found: dict[str, list[etree._Element]] = {"meta": [], "link": [], "title": []}
        for part in self.root if self.root is not None else ():
            outer = part.iter if part.tag == "head" else part.iterchildren
            for element in outer(*found):
                found[str(element.tag)].append(element)
        return found

    @property
    def headings(self) -> list[etree._Element]:
        """The elements of the first rank, wherever they stand."""
        return self._in_order["h1"]

    def links_with(self, *signs: str) -> list[str]:
        """The links, those in navigation too, whose address holds one of some words."""
        links = _LINKS(self.root) if self.root is not None else []
        return [link for link in links if any(sign in link for sign in signs)]

    @cached_property
    def signs(self) -> frozenset[str]:
        """What `signs_in` finds in the source."""
        return signs_in(self.source)

    @cached_property
    def linked_data(self) -> list[LinkedData]:
        """Every JSON-LD script that has a text, in order; [] where none has a sign of an event."""
        texts = [(number, text) for number, script in self._scripts[0] if (text := script.text)]
        if not any(sign in text for _, text in texts for sign in EVENT_SIGNS):
            return []
        return [LinkedData(number, text, *load_all(text)) for number, text in texts]

    @property
    def scripts(self) -> Iterator[tuple[int, str]]:
        """(number, text) of the scripts that have a text and are no JSON-LD."""
        for number, script in self._scripts[1]:
            if text := script.text:
                yield number, text

    @cached_property
    def _scripts(self) -> tuple[list[_Numbered], list[_Numbered]]:
        """The scripts by their numbers: those of JSON-LD, and the others."""
        linked: list[_Numbered] = []
        others: list[_Numbered] = []
        for number, script in enumerate(self._in_order["script"], start=1):
            kind = script.get("type")
            (linked if kind and "ld+json" in kind.lower() else others).append((number, script))
        return linked, others

    @property
    def clocks(self) -> list[etree._Element]:
        """The `<time>` elements, in order."""
        return self._in_order["time"]

    @cached_property
    def _in_order(self) -> dict[str, list[etree._Element]]:
        """The elements that readers ask for wherever they stand, by their tags: one way through the tree finds all."""
        found: dict[str, list[etree._Element]] = {"h1": [], "script": [], "time": []}
        for element in self.root.iter("h1", "script", "time") if self.root is not None else ():
            found[str(element.tag)].append(element)
        return found

    @property
    def language(self) -> str:
        """BCP 47 tag of the root element; "" when not given."""
        if self.root is None:
            return ""
        names = ("lang", "{http://www.w3.org/XML/1998/namespace}lang")
        return next((fold(said) for name in names if (said := self.root.get(name))), "")

    @cached_property
    def abroad(self) -> bool:
        """Whether the page is in one of the other languages whose dates are known: it says so, or names a month."""
        if self.language or not self.dated:
            return calendar_of(self.language) is not ENGLISH
        return any(DAY.search(block.text.lower()) for block in self.dated[:FIRST])

    @property
    def warnings(self) -> tuple[str, ...]:
        """What had to be left out of the tree, and of the blocks where they were asked for."""
        cut = "_laid_out" in self.__dict__ and self._laid_out[1]
        said = (f"{self.deep}; read in part",) if self.deep else ()
        return (*said, "page is larger than a page of events; read in part") if cut else said

    @cached_property
    def _laid_out(self) -> tuple[tuple[Block, ...], bool, Lines | None]:
        """The blocks, whether some had to be left out, and their words where they are at hand."""
        american = month_first(self.hints)
        if self.root is None:
            return line_blocks(self.text, american, dated=not self.timeless), False, None
        if b"line-through" in self.source:
            _strike(self.root)
        walk = flatten(self.root, self.headings)
        blocks, lines = blocks_of(walk.runs, american, self.language)
        if walk.skipped and not any(block.dates for block in blocks):
            open_all(walk)
            copies = [copy(run) for run in walk.runs]  # those read so far keep their numbers
            whole, all_lines = blocks_of(copies, american, self.language)
            if any(block.dates for block in whole):
                blocks, lines = whole, all_lines
        drop_posted(blocks, self.clocks, self.source, lines, self.hints.now.date())
        drop_papers(blocks, lines)
        return blocks, walk.cut or len(walk.runs) > MAX_BLOCKS, lines

    def join(self, address: str) -> str:
        """An address of the page made absolute; "" for script and fragment addresses."""
        if _WHOLE.fullmatch(address):
            return address
        address = address.strip()
        if not address or address.startswith(("#", "javascript:", "data:")):
            return ""
        if self._origin and _ROOTED.fullmatch(address):
            return self._origin + address
        try:
            return urljoin(self.url, address)
        except ValueError:
            return ""

    @cached_property
    def _origin(self) -> str:
        """Scheme and host of the page; "" where its address is none of the web."""
        found = _ORIGIN.match(self.url)
        return found[0] if found else ""

    @property
    def address(self) -> str:
        """The canonical address of the page, where it names one on the same host, else `url`."""
        for link in self.head["link"]:
            if (link.get("rel") or "").lower() == "canonical":
                found = self.join(link.get("href") or "")
                if found and _is_canonical(host_of(found), host_of(self.url)):
                    return found
        return self.url


def month_first(hints: Hints) -> bool:
    """Whether 1/2/2027 is the second of January: the locale says so, or an American zone."""
    return hints.locale.endswith("-US") or (hints.zone or "").startswith(_AMERICAN)


def html_page(source: str | bytes, url: str, hints: Hints) -> Page | None:
    """The page of an HTML source; None when nothing of it can be parsed.

    Args:
        source: The source, as text or in UTF-8.
        url: Address that was asked for.
        hints: What is known beforehand.
    """
    coded = source if isinstance(source, bytes) else source.encode("utf-8", "replace")
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root = etree.fromstring(coded, parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        root = None
    if root is None:
        return None
    last = parser.error_log.last_error
    deep = ""
    if last is not None and last.type == _LIMIT:
        deep = _TOO_DEEP if "depth" in last.message else _TOO_LONG
    return Page(source=coded, url=url, hints=hints, root=root, deep=deep)


def text_page(text: str, url: str, hints: Hints, *, timeless: bool = False) -> Page:
    """The page of a plain text; `timeless` where nobody will ask when."""
    coded = text.encode("utf-8", "replace")
    return Page(source=coded, url=url, hints=hints, root=None, timeless=timeless)


def _strike(root: etree._Element) -> None:
    """Makes struck-out words of those that a style strikes out."""
    for element in root.iter("span", "u", "em", "font"):
        if "line-through" in (element.get("style") or ""):
            element.tag = "s"


def _is_canonical(found: tuple[str, bool], own: tuple[str, bool]) -> bool:
    """A canonical that points every page at the home page is a fault of the template."""
    return found[0] == own[0] and (found[1] or not own[1])
