"""HTML fragments or plain text in; a safe fragment, text with line breaks, or a short summary out."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from urllib.parse import urljoin, urlsplit

import nh3
from bs4 import BeautifulSoup
from bs4.element import PreformattedString, Tag

from pipelines.vocabulary import fold, read_table, words_of

LIMIT = 100_000
"""Characters of a description that are read: eight times the longest of 10,474 drafts of sample pages."""

DEEPEST = 60
"""Nested elements that are told apart; below them only the words count."""

ALLOWED = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "h3", "h4", "blockquote"}
_SCHEMES = {"http", "https", "mailto"}
_RENAMED = {
    "h1": "h3",
    "h2": "h3",
    "h5": "h4",
    "h6": "h4",
    "b": "strong",
    "i": "em",
    "tr": "p",
    "dt": "p",
    "dd": "p",
}
_REMOVED = frozenset(
    """script style iframe noscript form nav button template svg math object embed select textarea title canvas audio
    video link meta input""".split()
)
_LISTS = frozenset(("ul", "ol", "li", "blockquote"))
_LEAVES = frozenset(("p", "h3", "h4"))
_INLINE = frozenset(("strong", "em", "a"))
_CELLS = frozenset(("td", "th"))
_BOXES = frozenset(
    """div section article header footer main aside figure figcaption address center body html table dl pre hr
    fieldset details summary""".split()
)
_EDGES = _BOXES | _LISTS | _LEAVES | frozenset(_RENAMED) - {"b", "i", "li"}
_ANY_TAG = re.compile(r"<[^<>]*>")
_EDGE_BREAKS = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")

# Controls but tab and newline, zero-width and direction marks, surrogates, non-characters: no reader
# shows them and XML 1.0 forbids most.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--")
_ESCAPED = re.compile(
    r"&lt;/(?:p|div|ul|li|strong|a|span|h[1-6]|em|b|i)&gt;|&lt;br ?/?&gt;", re.IGNORECASE
)
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_SENTENCE_END = re.compile(r"[.!?…][\"')\]]?(?=\s)")


@cache
def _residue() -> tuple[frozenset[str], tuple[str, ...]]:
    table = read_table("residue.toml")
    lines = frozenset(fold(line) for line in words_of(table, "lines", "residue.toml"))
    return lines, tuple(fold(line) for line in words_of(table, "beginnings", "residue.toml"))


def strip_controls(text: str) -> str:
    """The text without characters that no reader shows: controls, direction marks, lone surrogates."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_residue(text: str) -> bool:
    """Whether a line belongs to the page and not to the description: a share link, a cookie banner."""
    if len(text) > 400:
        return False
    folded = fold(text)
    lines, beginnings = _residue()
    return folded in lines or folded.startswith(beginnings)


def clean(html: str, base_url: str) -> str:
    """A description that may be shown anywhere.

    Args:
        html: HTML fragment or plain text, however hostile; read up to `LIMIT` characters.
        base_url: Address of the page, to which relative links belong.

    Returns:
        A fragment with the tags of `ALLOWED` only and http, https and mailto links; "" when nothing is left.
    """
    text = _source(html)
    body = _rebuilt(text, base_url) if _TAG.search(text) else _paragraphs(text)
    if not body:  # where no block could be told: the words alone
        body = _paragraphs(nh3.clean(text, tags=set()))
    safe = nh3.clean(
        body,
        tags=ALLOWED,
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel="noopener nofollow",
    )
    return strip_controls(safe).strip()


def plain(html: str) -> str:
    """The text of a fragment: a line for each paragraph or item, a blank line between paragraphs."""
    text = _source(html)
    if not _TAG.search(text):
        return entities.unescape(text).strip() if "&" in text else text.strip()
    words = "".join(_words(_parsed(text)))
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return strip_controls(_BLANK_LINES.sub("\n\n", "\n".join(lines)).replace("•\n\n", "• ")).strip()


def _source(html: str) -> str:
    """The fragment itself; HTML that a feed escaped once too often is HTML again."""
    text = strip_controls(html[:LIMIT])
    if "&lt;" in text and not _TAG.search(text) and _ESCAPED.search(text):
        return strip_controls(entities.unescape(text))
    return text


def summary(html: str, limit: int) -> str:
    """The beginning of a description on one line, at most `limit` characters, cut after a sentence or a word."""
    text = " ".join(plain(html).split())
    if len(text) <= limit:
        return text
    if limit < 2:
        return ""
    head = text[:limit]
    ends = [match.end() for match in _SENTENCE_END.finditer(head)]
    if ends and ends[-1] >= limit // 2:
        return head[: ends[-1]]
    whole = head if head[-1] == " " else head[:-1].rsplit(" ", 1)[0]
    return whole.rstrip(" ,;:–—-") + "…"


def _parsed(text: str) -> BeautifulSoup:
    """The parsed fragment.

    The wrapping element keeps BeautifulSoup from guessing whether the text is an address or XML.
    """
    return BeautifulSoup(f"<div>{text}</div>", "lxml")


def _words(tag: Tag, depth: int = 0) -> Iterator[str]:
    """Text with the line breaks that blocks make. Nothing is moved in the tree: that costs its length each time."""
    if depth > DEEPEST:
        yield tag.get_text(" ")
        return
    for node in tag.children:
        if not isinstance(node, Tag):
            yield "" if isinstance(node, PreformattedString) else str(node).replace("\n", " ")
        elif node.name not in _REMOVED:
            before, after = _breaks(node.name)
            yield before
            yield from _words(node, depth + 1)
            yield after


def _breaks(name: str) -> tuple[str, str]:
    """What stands before and behind an element in plain text."""
    if name == "br":
        return "\n", ""
    if name == "li":
        return "\n• ", ""
    if name in _CELLS:
        return "", " "
    return ("\n\n", "\n\n") if name in _EDGES else ("", "")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Rebuilt HTML, and whether it stands by itself or runs on in a line."""

    html: str
    is_block: bool


def _rebuilt(text: str, base_url: str) -> str:
    return "".join(piece.html for piece in _standing(_pieces(_parsed(text), base_url)))


def _pieces(tag: Tag, base_url: str, depth: int = 0) -> list[_Piece]:
    """The children of an element in allowed tags only."""
    if depth > DEEPEST:
        return [_Piece(entities.escape(tag.get_text(" "), quote=False), False)]
    found: list[_Piece] = []
    for node in tag.children:
        if isinstance(node, Tag):
            found += _element(node, base_url, depth + 1)
        elif not isinstance(node, PreformattedString):
            found.append(_Piece(entities.escape(str(node), quote=False), False))
    return found


def _element(tag: Tag, base_url: str, depth: int) -> list[_Piece]:
    name = _RENAMED.get(tag.name, tag.name)
    if name in _REMOVED:
        return []
    if name == "br":
        return [_Piece("<br>", False)]
    inner = _pieces(tag, base_url, depth)
    if name in _LISTS:
        return _block(name, inner)
    if name in _LEAVES or name in _BOXES:
        return _standing(inner, name if name in _LEAVES else "p")
    if name in _INLINE and not any(piece.is_block for piece in inner):
        return _inline(tag, name, "".join(piece.html for piece in inner), base_url)
    return [*inner, _Piece(" ", False)] if name in _CELLS else inner


def _block(name: str, inner: list[_Piece]) -> list[_Piece]:
    """A list, an item or a quotation; what is empty or belongs to the page falls away."""
    html = "".join(piece.html for piece in inner).strip()
    if not _text_of(html) or (name == "li" and is_residue(_text_of(html))):
        return []
    return [_Piece(f"<{name}>{html}</{name}>", True)]


def _standing(inner: list[_Piece], name: str = "p") -> list[_Piece]:
    """Blocks as they are; what runs on between them becomes a paragraph, or a heading."""
    found: list[_Piece] = []
    for is_block, run in groupby(inner, key=lambda piece: piece.is_block):
        if is_block:
            found += run
            continue
        html = _EDGE_BREAKS.sub("", "".join(piece.html for piece in run)).strip()
        text = _text_of(html)
        if text and not is_residue(text):
            found.append(_Piece(f"<{name}>{html}</{name}>", True))
    return found


def _inline(tag: Tag, name: str, html: str, base_url: str) -> list[_Piece]:
    """A link becomes absolute; a link to anything but a page or a mailbox becomes its words."""
    if not html.strip():
        return [_Piece(html, False)]
    if name != "a":
        return [_Piece(f"<{name}>{html}</{name}>", False)]
    address = _absolute(str(tag.get("href") or ""), base_url)
    return [_Piece(f'<a href="{entities.escape(address)}">{html}</a>' if address else html, False)]


def _text_of(html: str) -> str:
    """The words of rebuilt HTML, enough of them to tell what they are."""
    return entities.unescape(_ANY_TAG.sub(" ", html[:2000])).strip()


def _absolute(href: str, base_url: str) -> str:
    if not href.strip() or href.strip().startswith("#"):
        return ""
    try:
        address = urljoin(base_url, href.strip())
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme == "mailto" or (parts.scheme in _SCHEMES and parts.netloc):
        return address
    return ""


def _paragraphs(text: str) -> str:
    """Plain text as paragraphs; entities that a feed left in it are resolved once."""
    text = entities.unescape(text)
    blocks = (block.strip() for block in _BLANK_LINES.split(text))
    kept = []
    for block in blocks:
        lines = [
            entities.escape(" ".join(line.split()))
            for line in block.split("\n")
            if not is_residue(line)
        ]
        if any(lines):
            kept.append("<p>" + "<br>".join(line for line in lines if line) + "</p>")
    return "".join(kept)
