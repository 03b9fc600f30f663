"""HTML of a description in; safe HTML for feeds, or plain text with its links spelled out, out.

The pipelines have cleaned the HTML already. It is cleaned again here because a feed carries it into the
readers of strangers: one hole in an older version or an editor's paste must not get that far.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "code", "dd", "dl", "dt", "em", "h2", "h3", "h4", "h5"),
    *("h6", "hr", "i", "li", "ol", "p", "pre", "q", "s", "small", "strong", "sub", "sup", "table"),
    *("tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_BLOCKS = {
    *("blockquote", "dd", "dl", "dt", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre"),
    *("table", "tr", "ul"),
}
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# NEL, LS and PS are line ends to some readers of iCalendar and to none of XML.
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_GAPS = re.compile(r"\n{3,}")


def legal(text: str) -> str:
    """Text that XML 1.0 and iCalendar can carry: control characters gone, every line end a newline."""
    return _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text))


def safe_html(html: str) -> str:
    """The same words without anything that runs, loads or frames."""
    return nh3.clean(
        legal(html),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def plain_text(html: str) -> str:
    """The words alone: paragraphs apart, items behind hyphens, addresses of links in brackets."""
    reader = _Reader()
    reader.feed(safe_html(html))
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Collects the words of safe HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._link = ""
        self._start = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.words.append("\n")
        elif tag == "li":
            self.words.append("\n- ")
        elif tag in _BLOCKS:
            self.words.append("\n\n")
        elif tag == "a":
            self._link, self._start = dict(attrs).get("href") or "", len(self.words)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.words.append("\n\n")
        elif tag in ("td", "th"):
            self.words.append(" ")
        elif tag == "a" and self._link:
            address = self._link.removeprefix("mailto:").removeprefix("tel:")
            if address not in "".join(self.words[self._start :]):
                self.words.append(f" ({address})")
            self._link = ""

    def handle_data(self, data: str) -> None:
        self.words.append(data.replace("\n", " "))


def cut(text: str, room: int) -> str:
    """The text, or its beginning up to the end of a word and an ellipsis where it is longer than `room`."""
    if len(text) <= room:
        return text
    head = text[: max(room - 1, 0)]
    is_whole = text[len(head)].isspace() or head[-1:].isspace()
    kept = head if is_whole or " " not in head else head.rpartition(" ")[0]
    return kept.rstrip(" \n,;:") + "…"
