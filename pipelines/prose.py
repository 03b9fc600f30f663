"""HTML fragments or plain text in; a safe fragment, text with line breaks, or a short summary out."""

from __future__ import annotations

import html as entities
import re
from functools import cache
from urllib.parse import urljoin, urlsplit

import nh3
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from pipelines.vocabulary import fold, read_table, words_of

LIMIT = 200_000
"""Characters of a description that are read: the longest honest one seen has under 40,000."""

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
_REMOVED = [
    "script", "style", "iframe", "noscript", "form", "nav", "button", "template", "svg", "math", "object",
    "embed", "select", "textarea", "head", "title", "canvas", "audio", "video", "link", "meta", "input",
]  # fmt: skip
_BLOCKS = ["p", "ul", "ol", "li", "h3", "h4", "blockquote"]
_BOXES = [
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "figure",
    "figcaption",
    "address",
    "center",
]
_LEAVES = ["p", "li", "h3", "h4", "a"]

# Controls but tab and newline, zero-width and direction marks, surrogates, non-characters: no reader
# shows them and XML 1.0 forbids most.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--")
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
    text = strip_controls(html[:LIMIT])
    body = _rebuilt(text, base_url) if _TAG.search(text) else _paragraphs(text)
    if not body:  # libxml2 gives up on elements nested 256 deep: then the words alone
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
    text = strip_controls(html[:LIMIT])
    if not _TAG.search(text):
        return entities.unescape(text).strip() if "&" in text else text.strip()
    soup = _soup(text)
    for tag in soup.find_all("br"):
        tag.replace_with("\n")
    for tag in soup.find_all("li"):
        tag.insert(0, "• ")
    for tag in soup.find_all([*_BLOCKS, *_BOXES, *_RENAMED]):
        tag.insert_before("\n" if tag.name == "li" else "\n\n")
        if tag.name != "li":
            tag.insert_after("\n\n")
    lines = (" ".join(line.split()) for line in soup.get_text().split("\n"))
    return strip_controls(_BLANK_LINES.sub("\n\n", "\n".join(lines)).replace("•\n\n", "• ")).strip()


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


def _soup(text: str) -> BeautifulSoup:
    """The parsed fragment without comments and without what is never shown.

    The wrapping element keeps BeautifulSoup from guessing whether the text is an address or XML.
    """
    soup = BeautifulSoup(f"<div>{text}</div>", "lxml")
    for node in soup.find_all(string=lambda value: isinstance(value, PreformattedString)):
        node.extract()
    for tag in soup.find_all(_REMOVED):
        tag.decompose()
    return soup


def _rebuilt(text: str, base_url: str) -> str:
    soup = _soup(text)
    for tag in soup.find_all(_RENAMED.keys()):
        tag.name = _RENAMED[tag.name]
    for cell in soup.find_all(["td", "th"]):
        cell.insert_after(" ")
    for box in soup.find_all(_BOXES):
        _unbox(box)
    for link in soup.find_all("a"):
        _mend_link(link, base_url)
    for leaf in soup.find_all(_LEAVES):
        if not leaf.decomposed and _is_noise(leaf):
            leaf.decompose()
    for tag in soup.find_all(lambda tag: tag.name not in ALLOWED):
        tag.unwrap()
    return _enclosed(soup)


def _enclosed(soup: BeautifulSoup) -> str:
    """The nodes as HTML; words that stand outside every block get a paragraph."""
    parts: list[str] = []
    loose: list[str] = []
    for node in [*soup.children, None]:
        if node is not None and not (isinstance(node, Tag) and node.name in _BLOCKS):
            loose.append(
                str(node) if isinstance(node, Tag) else entities.escape(str(node), quote=False)
            )
            continue
        if "".join(loose).strip():
            parts.append(f"<p>{''.join(loose).strip()}</p>")
        loose.clear()
        parts.append(str(node) if node is not None else "")
    return "".join(parts)


def _unbox(box: Tag) -> None:
    """A box without blocks inside is a paragraph; any other falls away around its blocks."""
    if box.find([*_BLOCKS, *_BOXES]) is None and box.find_parent(["p", "li", "h3", "h4"]) is None:
        box.name = "p"
    else:
        box.insert_before(NavigableString(" "))
        box.unwrap()


def _is_noise(leaf: Tag) -> bool:
    if leaf.name != "a" and leaf.find(["ul", "ol"]) is not None:
        return False
    text = leaf.get_text(" ", strip=True)
    # A link's "Read more" is noise only where the link stands by itself, not in a sentence.
    if leaf.name == "a" and leaf.find_parent(["p", "li", "h3", "h4"]) is not None:
        return not text
    return not text or is_residue(text)


def _mend_link(link: Tag, base_url: str) -> None:
    """Makes the address absolute; a link to anything but a page or a mailbox becomes its words."""
    address = _absolute(str(link.get("href") or ""), base_url)
    if address:
        link["href"] = address
    else:
        link.unwrap()


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
