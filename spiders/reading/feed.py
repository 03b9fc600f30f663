"""RSS or Atom bytes → one Draft per item that carries event dates, in event fields or in its words."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, TypeAlias

import feedparser

from catalogue.draft import Draft, Hints
from spiders.reading import labelled
from spiders.reading.block import Block
from spiders.reading.datelike import find_dates, find_times, phrase
from spiders.reading.found import Found, fold
from spiders.reading.page import Page, html_page, month_first
from spiders.reading.stamps import is_stamp

NAME = "feed"
Entry: TypeAlias = dict[str, Any]
"""One entry as feedparser gives it."""

MAX_ITEMS = 500
"""Items of a feed that are read; feedparser needs 0.3 ms for an empty one."""
MAX_TEXT = 3_000_000

_STARTS = tuple(
    "ev_startdate startdate xcal_dtstart dtstart events_startdate start_date eventstart".split()
)
_ENDS = tuple("ev_enddate enddate xcal_dtend dtend events_enddate end_date eventend".split())
_PLACES = ("ev_location", "xcal_location", "events_location", "location", "venue")
_ORGANISERS = ("ev_organizer", "xcal_organizer", "organizer")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ITEM_END = re.compile(r"(?i)</(?:item|entry)>")
_TAG = re.compile(r"<[^<>]{0,200}>")
_RANGE = re.compile(r"(?i)[-–—]|\bto\b|\buntil\b")


def read(text: str, url: str, hints: Hints) -> tuple[list[Draft], tuple[str, ...]]:
    """The events of a feed and warnings; XML without entries gives nothing, and nothing in a feed is fetched."""
    if not re.search(r"<(?:rss|feed|rdf:RDF|channel)[\s>]", text[:4000]):
        return [], ("XML without entries: no feed",)
    text, warnings = _bounded(text)
    data = _DECLARATION.sub('<?xml version="1.0" encoding="utf-8"?>', text)
    parsed = feedparser.parse(
        data.encode("utf-8", "replace"),
        response_headers={"content-type": "application/xml; charset=utf-8"},
    )
    if parsed.bozo and not parsed.entries:
        warnings += ("feed is not well-formed and holds no entries",)
    entries = enumerate(parsed.entries[:MAX_ITEMS], start=1)
    drafts = [_draft(entry, number, url, hints) for number, entry in entries]
    return [draft for draft in drafts if draft is not None], warnings


def _bounded(text: str) -> tuple[str, tuple[str, ...]]:
    """The text up to its last item that is read, and a warning when that is not all."""
    ends = [found.end() for found in islice(_ITEM_END.finditer(text), MAX_ITEMS + 1)]
    if len(ends) <= MAX_ITEMS and len(text) <= MAX_TEXT:
        return text, ()
    stop = min(ends[MAX_ITEMS - 1] if len(ends) > MAX_ITEMS else len(text), MAX_TEXT)
    return text[:stop], ("feed is longer than a feed of events; read in part",)


def _draft(entry: Entry, number: int, url: str, hints: Hints) -> Draft | None:
    """The Draft of an entry; None where nothing in it says when."""
    found = Found(NAME, f"item {number} ")
    found.give("title", fold(_TAG.sub("", _words(entry, "title"))), "title")
    body = _body(entry)
    page = html_page(f"<html><body>{body}</body></html>", url, hints) if body else None
    _times(entry, found)
    if not found.has("start", "date"):
        _from_words(entry, page, found, hints)
    if not found.has("start", "date"):
        return None
    link = _words(entry, "link")
    found.give("url", link if link.startswith("http") else "", "link")
    found.give("source_key", _words(entry, "id") or link, "guid")
    for field, names in (("place", _PLACES), ("organiser", _ORGANISERS)):
        for name in names:
            found.give(field, _words(entry, name), name)
    found.give("description", body, "description")
    tags = [fold(str(tag.get("term") or "")) for tag in entry.get("tags", [])]
    found.give("categories", tuple(dict.fromkeys(tag for tag in tags if tag)), "category")
    found.give("modified", _words(entry, "updated"), "updated")
    return found.draft()


def _times(entry: Entry, found: Found) -> None:
    for field, names in (("start", _STARTS), ("end", _ENDS)):
        for name in names:
            found.give_moment(field, _words(entry, name), name)
    start, end = found.values.get("start", ""), found.values.get("end", "")
    if start[11:16] == "00:00" and end[11:16] == "23:59":
        for field, value in (("start", start[:10]), ("end", end[:10])):
            found.drop(field)
            found.give(field, value, field, f"{start} to {end}")
        found.give("all_day", True, "start", f"{start} to {end}", 0.7)


def _from_words(entry: Entry, page: Page | None, found: Found, hints: Hints) -> None:
    """Date words of a title, of a publication date that is a range, or of labelled and bare lines of the text."""
    published = _words(entry, "published")
    marks = len(find_dates(published)) + len(find_times(published))
    if _RANGE.search(published) and marks > 1 and not is_stamp(published):
        found.give("date", published, "pubDate")
    title = found.values.get("title", "")
    dates = find_dates(title, month_first=month_first(hints))
    if dates:
        said = phrase(title, dates, find_times(title, dates))
        found.give("date", said, "title", confidence=0.8)
    if page is None:
        return
    for draft in labelled.read(page)[:1]:
        found.give("date", draft.date, "description", confidence=0.9)
        found.give("time", draft.time if draft.date else "", "description", confidence=0.9)
    line = next((block for block in page.blocks[:12] if _bare(block)), None)
    if line is not None:
        found.give("date", line.date_words(), "description", line.text, 0.7)


def _bare(block: Block) -> bool:
    return bool(block.dates) and len(block.text) < 120 and len(block.rest) < 24


def _body(entry: Entry) -> str:
    content = entry.get("content") or []
    longest = max((str(part.get("value") or "") for part in content), key=len, default="")
    summary = str(entry.get("summary") or "")
    return longest if len(longest) > len(summary) else summary


def _words(entry: Entry, name: str) -> str:
    value = entry[name] if name in entry.keys() else ""  # noqa: SIM118 – `in` and `get` guess other keys
    return fold(value) if isinstance(value, str) else ""
