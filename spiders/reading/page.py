"""Decoded text → the one parsed page that all readers share: tree, blocks, title, language, meta values."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from lxml import etree

from catalogue.draft import Hints
from spiders.reading.block import BOLD_LINE, Block
from spiders.reading.datelike import DateMark, TimeMark, find_dates, find_times
from spiders.reading.flatten import Run, everything, flatten
from spiders.reading.found import fold
from spiders.reading.grids import date_cells
from spiders.reading.headings import Heading, find_heading
from spiders.reading.joining import join_dates
from spiders.reading.splitting import split_lines
from spiders.reading.vocabulary import Vocabulary, vocabulary

MAX_BLOCKS = 12_000
"""Blocks that are kept; the largest of 400 saved pages has 1,381."""

_BULLET = re.compile(r"^\s{0,20}(?:[•●▪■◦‣·*✓✔➢→]|[-–—](?=\s))\s{0,5}")
_WHOLE = re.compile(r"https?://[\w.-]+/[\w/-]*")
"""Absolute addresses with nothing to resolve in them."""
_AMERICAN = ("America/", "US/", "Pacific/Honolulu")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as the readers see it.

    Attributes:
        text: The decoded source, for cheap gates on raw words.
        url: Address that was asked for.
        hints: What is known beforehand.
        root: Root element; None for plain text.
        meta: First content of every named meta element, names in lower case.
        language: BCP 47 tag of the root element; "" when not given.
        blocks: Visible blocks without navigation, numbered from 0.
        heading: The title, where it stands, and how sure that is.
        words: Labels and word lists, the source's own included.
        warnings: What the parse had to leave out.
    """

    text: str
    url: str
    hints: Hints
    root: etree._Element | None
    meta: dict[str, str]
    language: str
    blocks: tuple[Block, ...]
    heading: Heading
    words: Vocabulary
    warnings: tuple[str, ...] = ()

    def join(self, address: str) -> str:
        """An address of the page made absolute; "" for script and fragment addresses."""
        address = address.strip()
        if not address or address.startswith(("#", "javascript:", "data:")):
            return ""
        if _WHOLE.fullmatch(address):
            return address
        try:
            return urljoin(self.url, address)
        except ValueError:
            return ""

    @property
    def address(self) -> str:
        """The canonical address of the page, where it names one on the same host, else `url`."""
        if self.root is None:
            return self.url
        for link in self.root.iter("link"):
            if (link.get("rel") or "").lower() == "canonical":
                found = self.join(link.get("href") or "")
                if found and _host(found) == _host(self.url) and _more_than_home(found, self.url):
                    return found
        return self.url


def month_first(hints: Hints) -> bool:
    """Whether 1/2/2027 is the second of January: the locale says so, or an American zone."""
    return hints.locale.endswith("-US") or (hints.zone or "").startswith(_AMERICAN)


def html_page(text: str, url: str, hints: Hints) -> Page | None:
    """The page of an HTML source; None when nothing of it can be parsed."""
    root = _parse(text)
    if root is None:
        return None
    runs, cut = flatten(root)
    meta = _meta(root)
    american = month_first(hints)
    blocks = _blocks(runs[:MAX_BLOCKS], american)
    if not any(block.dates for block in blocks):
        whole = _blocks(everything(root)[0][:MAX_BLOCKS], american)
        blocks = whole if any(block.dates for block in whole) else blocks
    words = vocabulary(hints.labels)
    warnings = (
        ("page is larger than a page of events; read in part",)
        if cut or len(runs) > MAX_BLOCKS
        else ()
    )
    return Page(
        text=text,
        url=url,
        hints=hints,
        root=root,
        meta=meta,
        language=fold(
            root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
        ),
        blocks=blocks,
        heading=find_heading(blocks, _titles(root, meta), url, words),
        words=words,
        warnings=warnings,
    )


def text_page(text: str, url: str, hints: Hints) -> Page:
    """The page of a plain text: one block per line, bullets taken off, lists numbered by blank lines."""
    blocks = _line_blocks(text, month_first(hints))
    words = vocabulary(hints.labels)
    return Page(
        text=text,
        url=url,
        hints=hints,
        root=None,
        meta={},
        language="",
        blocks=blocks,
        heading=find_heading(blocks, (), url, words),
        words=words,
    )


def _line_blocks(text: str, american: bool) -> tuple[Block, ...]:
    blocks: list[Block] = []
    group = 0
    for line in text.split("\n", MAX_BLOCKS)[:MAX_BLOCKS]:
        words = fold(line)
        if not words:
            group += 1
            continue
        bare = fold(_BULLET.sub("", line)) or words
        dates, times = _marks(bare, american)
        blocks.append(
            Block(
                index=len(blocks),
                text=bare,
                tag="li" if bare != words else "line",
                group=group,
                dates=dates,
                times=times,
            )
        )
    return tuple(blocks)


def _parse(text: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def _meta(root: etree._Element) -> dict[str, str]:
    out: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or ""
        content = fold(element.get("content") or "")
        if name and content:
            out.setdefault(name.lower(), content)
    return out


def _titles(root: etree._Element, meta: dict[str, str]) -> tuple[str, ...]:
    """og:title, `<title>` and the site's name, "" where missing."""
    head = next(root.iter("title"), None)
    title = fold(head.text or "") if head is not None else ""
    return meta.get("og:title", ""), title, meta.get("og:site_name", "")


def _blocks(runs: list[Run], american: bool) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for run in runs:
        text, lead, bold, links = run.words()
        for line in split_lines(text, lead):
            blocks.append(_block(run, len(blocks), (*line, bold, links), american))
    return date_cells(join_dates(blocks, american))


def _block(
    run: Run, index: int, words: tuple[str, str, bool, tuple[tuple[str, str], ...]], american: bool
) -> Block:
    text, lead, bold, links = words
    box = run.box
    bare = text if text[0].isalnum() else fold(_BULLET.sub("", text)) or text
    dates, times = _marks(bare, american)
    if not dates and box.stamp and (times or len(bare) > 5):
        dates = find_dates(box.stamp[:10])[:1]
        dates = tuple(replace(mark, start=0, end=0) for mark in dates)
    return Block(
        index=index,
        text=bare,
        tag=str(run.element.tag) if bare == text else "li",
        level=box.level or (BOLD_LINE if bold and len(text) <= 70 else 0),
        group=run.group,
        row=run.row,
        column=run.column,
        lead=lead,
        links=links,
        side=box.side > 0,
        news=box.news > 0,
        classes=box.classes,
        dates=dates,
        times=times,
        element=run.element,
        stamp=box.stamp,
    )


def _marks(text: str, american: bool) -> tuple[tuple[DateMark, ...], tuple[TimeMark, ...]]:
    if not _DIGIT.search(text):
        low = text.lower()
        if "noon" not in low and "mid" not in low:
            return (), ()
    if _WIDGET.search(text):
        return (), ()
    dates = find_dates(text, month_first=american)
    return dates, find_times(text, dates)


_WIDGET = re.compile(
    r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d"
)  # read by `remnants`
_DIGIT = re.compile(r"\d")


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _more_than_home(found: str, url: str) -> bool:
    """A canonical that points every page at the home page is a fault of the template."""
    return urlsplit(found).path.strip("/") != "" or urlsplit(url).path.strip("/") == ""
