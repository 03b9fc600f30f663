"""HTML of a description in; safe HTML for feeds, or plain text with its links spelled out, out.

The pipelines have cleaned the HTML already. It is cleaned again here because a feed carries it into the
readers of strangers: one hole in an older version or an editor's paste must not get that far.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import nh3

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "code", "dd", "dl", "dt", "em", "h2", "h3", "h4", "h5"),
    *("h6", "hr", "i", "li", "ol", "p", "pre", "q", "s", "small", "strong", "sub", "sup", "table"),
    *("tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes=_SCHEMES,
    link_rel=None,
    url_relative="deny",  # a feed is read far from the page that an address was relative to
)
_BLOCKS = (
    *("blockquote", "dd", "dl", "dt", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre"),
    *("table", "tr", "ul"),
)
_BREAKS = {**dict.fromkeys(_BLOCKS, "\n\n"), "br": "\n", "td": " ", "th": " "}
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')  # slash, name, attributes
_PARAGRAPHS = re.compile(r"(?:<p>[^<>&]*</p>)+")
_HREF = re.compile(r' href="([^"]*)"')
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# NEL, LS and PS are line ends to some readers of iCalendar and to none of XML.
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_GAPS = re.compile(r"\n{3,}")


def legal(text: str) -> str:
    """Text that XML 1.0 and iCalendar can carry: control characters gone, every line end a newline."""
    if text.isprintable():  # true of most lines, and told much sooner
        return text
    return _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """The same as `legal`, on one line and with single blanks."""
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text  # true of most, and told much sooner
    return " ".join(legal(text).split())


def safe_html(html: str) -> str:
    """The same words without anything that runs, loads or frames."""
    if _is_plain(html):
        return html  # the cleaner would find nothing to do, but takes five times as long to say so
    return _CLEANER.clean(legal(html))


def plain_text(safe: str) -> str:
    """The words alone: paragraphs apart, items behind hyphens, addresses of links in brackets.

    Args:
        safe: What `safe_html` gave: its regular way of writing is what makes a pattern enough here.
    """
    if _is_plain(safe):
        paragraphs = [" ".join(words.split()) for words in safe[3:-4].split("</p><p>")]
        return "\n\n".join([words for words in paragraphs if words])
    first, *rest = _TAG.split(safe)
    words, link = [_said(first)], ("", 0)
    for at in range(0, len(rest), 4):
        close, name, attributes, text = rest[at : at + 4]
        if name != "a":
            words.append("\n- " if name == "li" and not close else _BREAKS.get(name, ""))
        elif close:
            words.append(_address(link[0], "".join(words[link[1] :])))
        else:
            found = _HREF.search(attributes)
            link = (unescape(found[1]) if found else "", len(words))
        words.append(_said(text))
    lines = [" ".join(line.split()) for line in "".join(words).split("\n")]
    plain = "\n".join(lines).strip()
    return _GAPS.sub("\n\n", plain) if "\n\n\n" in plain else plain


@lru_cache(maxsize=8)  # asked twice of every description
def _is_plain(html: str) -> bool:
    """Whether it is paragraphs of words and nothing else."""
    return bool(_PARAGRAPHS.fullmatch(html)) and html.isprintable()


def _said(text: str) -> str:
    if "&" not in text and text.isprintable():
        return text
    return legal(unescape(text)).replace("\n", " ")


def _address(href: str, words: str) -> str:
    """The address behind the words of a link, unless they are it."""
    address = legal(href).removeprefix("mailto:").removeprefix("tel:")
    return "" if address in words else f" ({address})"


def cut(text: str, room: int) -> str:
    """The text, or its beginning up to the end of a word and an ellipsis where it is longer than `room`."""
    if len(text) <= room:
        return text
    head = text[: max(room - 1, 0)]
    is_whole = text[len(head)].isspace() or head[-1:].isspace()
    kept = head if is_whole or " " not in head else head.rpartition(" ")[0]
    return kept.rstrip(" \n,;:") + "…"
