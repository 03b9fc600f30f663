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
from spiders.reading.stamps import is_stamp, mend

NAME = "feed"
Entry: TypeAlias = dict[str, Any]
"""One entry as feedparser gives it."""

MAX_ITEMS = 500
"""Items of a feed that are read; feedparser needs 0.3 ms for an empty one."""
MAX_TEXT = 3_000_000

_STARTS = (
    "ev_startdate",
    "startdate",
    "xcal_dtstart",
    "dtstart",
    "events_startdate",
    "start_date",
    "eventstart",
)
_ENDS = ("ev_enddate", "enddate", "xcal_dtend", "dtend", "events_enddate", "end_date", "eventend")
_PLACES = ("ev_location", "xcal_location", "events_location", "location", "venue")
_ORGANISERS = ("ev_organizer", "xcal_organizer", "organizer")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ITEM_END = re.compile(r"</(?:item|entry)>", re.IGNORECASE)
_RANGE = re.compile(r"[-–—]|\bto\b|\buntil\b", re.IGNORECASE)


def read(text: str, url: str, hints: Hints) -> tuple[list[Draft], tuple[str, ...]]:
    """The events of a feed and warnings; site XML without entries gives nothing.

    Args:
        text: The decoded feed; it is parsed as given and nothing in it is fetched.
        url: Address of the feed.
        hints: What is known beforehand.
    """
    if not re.search(r"<(?:rss|feed|rdf:RDF|channel)[\s>]", text[:4000]):
        return [], ("XML without entries: no feed",)
    text, warnings = _bounded(text)
    data = _DECLARATION.sub('<?xml version="1.0" encoding="utf-8"?>', text).encode(
        "utf-8", "replace"
    )
    parsed = feedparser.parse(
        data, response_headers={"content-type": "application/xml; charset=utf-8"}
    )
    drafts = []
    for number, entry in enumerate(parsed.entries[:MAX_ITEMS], start=1):
        draft = _draft(entry, number, url, hints)
        if draft is not None:
            drafts.append(draft)
    if parsed.bozo and not parsed.entries:
        warnings += ("feed is not well-formed and holds no entries",)
    return drafts, warnings


def _bounded(text: str) -> tuple[str, tuple[str, ...]]:
    """The text up to its last item that is read, and a warning when that is not all."""
    ends = [found.end() for found in islice(_ITEM_END.finditer(text), MAX_ITEMS + 1)]
    if len(ends) <= MAX_ITEMS and len(text) <= MAX_TEXT:
        return text, ()
    stop = min(ends[MAX_ITEMS - 1] if len(ends) > MAX_ITEMS else len(text), MAX_TEXT)
    return text[:stop], ("feed is longer than a feed of events; read in part",)


def _draft(entry: Entry, number: int, url: str, hints: Hints) -> Draft | None:
    found = Found(NAME)
    where = f"item {number}"
    found.give(
        "title", fold(re.sub(r"<[^<>]{0,200}>", "", _words(entry, "title"))), f"{where} title"
    )
    body = _body(entry)
    page = html_page(f"<html><body>{body}</body></html>", url, hints) if body else None
    _times(entry, found, where)
    if not found.has("start", "date"):
        _from_words(entry, page, found, where, hints)
    if not found.has("start", "date"):
        return None
    link = _words(entry, "link")
    found.give("url", link if link.startswith("http") else "", f"{where} link")
    found.give("source_key", _words(entry, "id") or link, f"{where} guid")
    for field, names in (("place", _PLACES), ("organiser", _ORGANISERS)):
        found.give(
            field,
            next((words for name in names if (words := _words(entry, name))), ""),
            f"{where} {names[0]}",
        )
    found.give("description", body, f"{where} description")
    tags = [fold(str(tag.get("term") or "")) for tag in entry.get("tags", [])]
    found.give("categories", tuple(dict.fromkeys(tag for tag in tags if tag)), f"{where} category")
    found.give("modified", _words(entry, "updated"), f"{where} updated")
    return found.draft()


def _times(entry: Entry, found: Found, where: str) -> None:
    for field, names in (("start", _STARTS), ("end", _ENDS)):
        for name in names:
            raw = _words(entry, name)
            stamp, _ = mend(raw)
            if is_stamp(stamp):
                found.give(field, stamp, f"{where} {name}", raw)
            elif raw and field == "start":
                found.give("date", raw, f"{where} {name}")
    start, end = found.values.get("start", ""), found.values.get("end", "")
    if start[11:16] == "00:00" and end[11:16] == "23:59":
        for field, value in (("start", start[:10]), ("end", end[:10])):
            found.drop(field)
            found.give(field, value, f"{where} {field}", f"{start} to {end}")
        found.give("all_day", True, where, f"{start} to {end}", 0.7)


def _from_words(entry: Entry, page: Page | None, found: Found, where: str, hints: Hints) -> None:
    """Date words of a title, of a publication date that is a range, or of labelled and bare lines of the text."""
    published = _words(entry, "published")
    if (
        _RANGE.search(published)
        and len(find_dates(published)) + len(find_times(published)) > 1
        and not is_stamp(published)
    ):
        found.give("date", published, f"{where} pubDate")
    title = found.values.get("title", "")
    dates = find_dates(title, month_first=month_first(hints))
    if dates:
        found.give(
            "date", phrase(title, dates, find_times(title, dates)), f"{where} title", confidence=0.8
        )
    if page is None:
        return
    said = next((draft for draft in labelled.read(page)), None)
    if said is not None and said.date:
        found.give("date", said.date, f"{where} description", confidence=0.9)
        found.give("time", said.time, f"{where} description", confidence=0.9)
    line = next((block for block in page.blocks[:12] if _bare(block)), None)
    if line is not None:
        found.give("date", line.date_words(), f"{where} description", line.text, 0.7)


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
