"""JSON values, and XML as such values: their type, their words, the instants and the HTML in them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import TypeAlias

from lxml import etree

from spiders.reading.found import fold

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
"""Any value that `json.loads` gives."""

Node: TypeAlias = dict[str, Json]

MAX_PIECES = 200
"""Strings with HTML of one answer that are read."""
MAX_DEPTH = 30
"""Elements of XML within one another that are looked into."""

ENTITY = re.compile(r"(?i)&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,4});")
_MILLIS = re.compile(r"/Date\((\d{9,14})(?:[+-]\d{4})?\)/|(\d{10}|\d{13})$")
_MARKUP = re.compile(r"(?i)<(?:div|li|tr|article|p|h[1-6]|td)\b[^<>]{0,500}>")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def words_of(value: Json) -> str:
    """The words of a string or number; entities resolved once; "" for everything else."""
    if not isinstance(value, str):
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return str(value) if number else ""
    return fold(unescape(value) if "&" in value and ENTITY.search(value) else value)


def listed(value: Json) -> list[Json]:
    """A value as a list; [] for null."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def nodes(value: Json) -> list[Node]:
    """The objects among a value."""
    return [part for part in listed(value) if isinstance(part, dict)]


def moment_of(words: str) -> str:
    """Seconds or milliseconds since 1970 as an ISO instant to the minute in UTC; "" for other words."""
    found = _MILLIS.match(words)
    if not found:
        return ""
    number = int(found[1] or found[2])
    seconds = number // 1000 if number > 99_999_999_999 else number
    moment = _EPOCH + timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:00Z") if 1990 < moment.year < 2100 else ""


def pages_in(value: Json) -> str:
    """The HTML that strings of an answer hold, joined; "" without any."""
    out: list[str] = []
    stack: list[Json] = [value]
    while stack and len(out) < MAX_PIECES:
        item = stack.pop()
        if isinstance(item, str):
            if len(item) > 200 and _MARKUP.search(item):
                out.append(item)
        elif isinstance(item, (dict, list)):
            stack.extend(reversed(list(item.values()) if isinstance(item, dict) else item))
    return "\n".join(out)


def xml_values(source: bytes) -> Json:
    """Elements as objects: children and attributes by their local names, those of one name as a list, others as words.

    Words beside attributes or children are the object's "value". None where nothing can be parsed of the text, which
    is in UTF-8 whatever it declares. Nothing outside it is read: no entities of its own, no definitions.
    """
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return _value(root) if root is not None else None


def _value(element: etree._Element, depth: int = 0) -> Json:
    words = (element.text or "").strip()
    out: dict[str, Json] = {_local(str(name)): value for name, value in element.attrib.items()}
    for child in element if depth < MAX_DEPTH else ():
        if isinstance(child.tag, str):  # an entity that is not resolved has none
            _add(out, _local(child.tag), _value(child, depth + 1))
    if words and out:
        out.setdefault("value", words)
    return out or words


def _add(out: dict[str, Json], name: str, value: Json) -> None:
    known = out.get(name)
    if isinstance(known, list):
        known.append(value)
    else:
        out[name] = value if known is None else [known, value]


def _local(name: str) -> str:
    return name.rpartition("}")[2]
