"""h-event and hCalendar mark-up → one Draft per event; only behind the class names, for it is rare and slow."""

from __future__ import annotations

from typing import Any, TypeAlias

import mf2py
from lxml import etree

from catalogue.draft import Draft
from spiders.reading.found import Found, fold
from spiders.reading.page import Page

NAME = "microformats"
MAX_TEXT = 300_000
"""Characters of the events' own mark-up that are parsed; the parser takes some seconds for a million."""
MAX_EVENTS = 1000
Properties: TypeAlias = dict[str, list[Any]]
"""Names with their values, as mf2py gives them."""

_PLAIN = (
    ("duration", "duration"),
    ("status", "status"),
    ("organiser", "organizer"),
    ("organiser", "organiser"),
    ("price", "price"),
    ("modified", "updated"),
    ("source_key", "uid"),
)
_POSTAL = ("street-address", "locality", "region", "postal-code")
_NAMED = etree.XPath("//*[contains(@class, 'h-event') or contains(@class, 'vevent')]")


def read(page: Page) -> list[Draft]:
    """The events of a page that carries the class `h-event` or `vevent`."""
    if page.root is None or page.signs.isdisjoint(("hevent", "vevent")):
        return []
    source = _fragments(page.root)
    parsed = mf2py.parse(doc=source, url=page.url or None, html_parser="lxml") if source else {}
    events = _events(parsed.get("items", []))
    return [_draft(item, page, number) for number, item in enumerate(events, start=1)]


def _fragments(root: etree._Element) -> str:
    """The source of the outermost event elements: the parser is slow, and the rest of the page is not its business."""
    out: list[str] = []
    last: etree._Element | None = None
    size = 0
    for element in _NAMED(root):
        if last is not None and last in element.iterancestors():
            continue
        last = element
        out.append(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
        size += len(out[-1])
        if size > MAX_TEXT:
            break
    return "".join(out)


def _events(items: list[Any]) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    stack = list(reversed(items))
    while stack and len(out) < MAX_EVENTS:
        item = stack.pop()
        if not isinstance(item, dict):
            continue
        if "h-event" in item.get("type", []):
            out.append(item)
            continue
        nested = [part for values in item.get("properties", {}).values() for part in values]
        stack.extend(reversed([*nested, *item.get("children", [])]))
    return out


def _draft(item: dict[str, Any], page: Page, number: int) -> Draft:
    properties: Properties = item.get("properties", {})
    found = Found(NAME, f"h-event {number} ")
    for key in ("name", "summary"):
        found.give("title", _words(properties.get(key)), key)
    for field in ("start", "end"):
        found.give_moment(field, _words(properties.get(field)), f"dt-{field}", 0.8)
    for field, key in _PLAIN:
        found.give(field, _words(properties.get(key)), key)
    for field, key in (("url", "url"), ("image", "photo")):
        found.give(field, page.join(_words(properties.get(key))), key)
    _location(properties.get("location", []), found)
    for field, key in (("categories", "category"), ("people", "speaker")):
        listed = [_words([part]) for part in properties.get(key, [])]
        found.give(field, tuple(words for words in listed if words), key)
    for key in ("content", "description", "summary"):
        found.give("description", _html(properties.get(key)), key)
    return found.draft()


def _location(values: list[Any], found: Found) -> None:
    for value in values:
        inner: Properties = value.get("properties", {}) if isinstance(value, dict) else {}
        found.give("place", _words(inner.get("name")) or _words([value]), "location")
        parts = [_words(inner.get(key)) for key in _POSTAL]
        found.give("address", ", ".join(part for part in parts if part), "location")
        found.give("town", _words(inner.get("locality")), "location")
        found.give("postcode", _words(inner.get("postal-code")), "location")


def _words(values: list[Any] | None) -> str:
    for value in values or []:
        if isinstance(value, dict):
            words = value.get("value") or _words(value.get("properties", {}).get("name"))
        else:
            words = value
        if words:
            return fold(str(words))
    return ""


def _html(values: list[Any] | None) -> str:
    for value in values or []:
        words = value.get("html") or value.get("value") if isinstance(value, dict) else value
        if words:
            return str(words).strip()
    return ""
