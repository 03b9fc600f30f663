"""Microdata (`itemscope`) and RDFa (`typeof`) of schema.org → one Draft for every event item."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from catalogue.draft import Draft
from spiders.reading.found import fold
from spiders.reading.json_values import Json, Node
from spiders.reading.markup_signs import EVENT_SIGNS
from spiders.reading.page import Page
from spiders.reading.schema import MAX_EVENTS, draft_of, is_event

NAME = "microdata"
RDFA = "rdfa"
_BY_ADDRESS = {
    **dict.fromkeys(("a", "link", "area"), "href"),
    **dict.fromkeys(("img", "source", "iframe"), "src"),
}
_BY_VALUE = {"meta": "content", "time": "datetime", "data": "value", "meter": "value"}
MAX_ELEMENTS = 3000
"""Elements of one item that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dialect:
    """The attributes of an item's kind and of a property, what a source with an event has, and its elements."""

    kind: str
    property: str
    sign: re.Pattern[bytes]
    items: etree.XPath


def _dialect(kind: str, name: str) -> _Dialect:
    # The kind in one attribute, after its name, which the engine finds fast.
    sign = re.compile(rf"{kind}=[^>]{{0,300}}?(?:{'|'.join(EVENT_SIGNS)})".encode())
    return _Dialect(kind=kind, property=name, sign=sign, items=etree.XPath(f"//@{kind}/.."))


_MICRODATA = _dialect("itemtype", "itemprop")
_RDFA = _dialect("typeof", "property")


def read(page: Page) -> list[Draft]:
    """The events of `itemscope` items; sub-events stay inside theirs."""
    return _drafts(page, _MICRODATA, NAME)


def read_rdfa(page: Page) -> list[Draft]:
    """The events of `typeof` items."""
    return _drafts(page, _RDFA, RDFA)


def _drafts(page: Page, dialect: _Dialect, reader: str) -> list[Draft]:
    out: list[Draft] = []
    told = dialect.kind in page.signs and dialect.sign.search(page.source)
    if page.root is None or not told:
        return []
    for element in dialect.items(page.root):
        kind = element.get(dialect.kind)
        if not kind or not is_event({"@type": [*kind.split()]}) or _inside_event(element, dialect):
            continue
        node = _item(element, dialect)
        out.append(draft_of(node, page, reader, f"item {len(out) + 1}"))
        if len(out) >= MAX_EVENTS:
            break
    return [draft for draft in out if draft.title or draft.start]


def _inside_event(element: etree._Element, dialect: _Dialect) -> bool:
    if not element.get(dialect.property):
        return False
    for above in element.iterancestors():
        kind = above.get(dialect.kind)
        if kind:
            return is_event({"@type": [*kind.split()]})
    return False


def _item(element: etree._Element, dialect: _Dialect, depth: int = 0) -> Node:
    """Properties of one item; a repeated property keeps its different values, in order."""
    node: Node = {"@type": [*(element.get(dialect.kind) or "").split()]}
    identifier = element.get("itemid") or element.get("resource") or element.get("about")
    if identifier:
        node["@id"] = identifier
    stack = list(reversed(element))
    budget = MAX_ELEMENTS
    while stack and budget:
        child = stack.pop()
        budget -= 1
        names = child.get(dialect.property)
        nested = child.get(dialect.kind) is not None
        if names:
            value = _item(child, dialect, depth + 1) if nested and depth < 6 else _value(child)
            for name in names.split():
                _add(node, name.split(":")[-1].rsplit("/", 1)[-1], value)
        if not nested:
            stack.extend(reversed(child))
    return node


def _value(element: etree._Element) -> str:
    tag = str(element.tag)
    given = element.get("content") or element.get(_BY_VALUE.get(tag, "content"))
    if given:
        return fold(given)
    address = element.get(_BY_ADDRESS[tag]) if tag in _BY_ADDRESS else None
    words = fold(" ".join(str(part) for part in element.itertext()))
    name = element.get("itemprop") or element.get("property") or ""
    if address and ("url" in name.lower() or name in ("image", "sameAs", "photo") or not words):
        return address
    return words


def _add(node: Node, name: str, value: Json) -> None:
    if value in ("", None):
        return
    old = node.get(name)
    if old is None:
        node[name] = value
    elif isinstance(old, list):
        if value not in old:
            old.append(value)
    elif old != value:
        node[name] = [old, value]
