"""Bytes, address and hints → a Reading: the Drafts, what the bytes were, richer twins, warnings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from catalogue.collector import at_rest
from catalogue.draft import Draft, Hints
from spiders.reading import (
    feed,
    headline,
    ical,
    json_events,
    jsonld,
    labelled,
    last_resorts,
    microdata,
    microformats,
    prose,
    remnants,
    repeated,
    scripts,
    tribe,
    venue,
)
from spiders.reading.alternates import propose
from spiders.reading.confirming import confirmed
from spiders.reading.datelike import MAX_TEXT, find_dates
from spiders.reading.eventful import is_call, is_event, is_other, reader_of, without_news
from spiders.reading.finishing import enriched, with_keys
from spiders.reading.json_repair import load_all
from spiders.reading.json_values import pages_in, xml_values
from spiders.reading.listing_page import FEW, MANY, is_listing, without_closing
from spiders.reading.merge import merge
from spiders.reading.page import Page, html_page, text_page
from spiders.reading.record import Listed, apart
from spiders.reading.sniff import MAX_BYTES, decode, kind_of

Reader = Callable[[Page], list[Draft]]

READERS: tuple[tuple[str, Reader], ...] = (
    (jsonld.NAME, jsonld.read),
    (microdata.NAME, microdata.read),
    (microformats.NAME, microformats.read),
    (microdata.RDFA, microdata.read_rdfa),
    (remnants.NAME, remnants.read),
    (labelled.NAME, labelled.read),
    (headline.NAME, headline.read),
    (venue.NAME, venue.read),
    (prose.NAME, prose.read),
    (last_resorts.TIME_TAG, last_resorts.read_time_tag),
    (last_resorts.ADDRESS, last_resorts.read_address),
    (last_resorts.OPENGRAPH, last_resorts.read_opengraph),
)
"""The readers of a page, most trusted first: per field, the first one that knows wins."""

_NO_DAY = re.compile(r"(?i)\b(?:20\d\d|tb[acd]|to be (?:announced|confirmed))\b")
"""What a label says of a date that is not settled."""
_MARKUP = frozenset({jsonld.NAME, microdata.NAME, microformats.NAME, microdata.RDFA})
_STARTING = frozenset({remnants.NAME, last_resorts.OPENGRAPH})
"""The readers beside mark-up that give a machine-readable start: such a page is about one event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read.

    Attributes:
        drafts: The events, in the order of the page.
        kind: "ics", "json", "feed", "xml", "html", "text", "pdf" or "empty": what the bytes are.
        reader: The reader that found the events ("jsonld", "labelled", "repeated", …); "" without events.
        alternates: Addresses of richer twins of a page that gives no dates itself; proposed, not fetched.
        warnings: Sentences about the response as a whole.
    """

    drafts: tuple[Draft, ...] = ()
    kind: str = "empty"
    reader: str = ""
    alternates: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@at_rest()
def read(data: bytes, url: str, hints: Hints, content_type: str = "") -> Reading:
    """The events of one response. Never raises on any bytes.

    Args:
        data: The body, decompressed.
        url: Address it came from; relative links are resolved against it.
        hints: What is known of the source.
        content_type: The Content-Type header; only its charset is looked at.
    """
    if len(data) > MAX_BYTES:
        return Reading(warnings=(f"refused: {len(data)} bytes are too many for a page of events",))
    decoded = decode(data, content_type)
    kind = kind_of(decoded.head)
    if kind == "html":
        reading = _read_page(html_page(decoded.source, url, hints))
    elif kind == "text":
        reading = _read_page(text_page(decoded.text, url, hints))
    elif kind == "empty":
        reading = Reading(warnings=("the response is empty",))
    elif kind == "pdf":
        reading = Reading(warnings=("PDF is not read",))
    else:
        drafts, reader, warnings = _read_data(kind, decoded.text, url, hints)
        drafts = enriched([replace(draft, url=draft.url or url) for draft in drafts], hints)
        keyed = with_keys(drafts, url)
        reading = Reading(drafts=tuple(keyed), reader=reader if keyed else "", warnings=warnings)
    return replace(reading, kind=kind, warnings=(*decoded.warnings, *reading.warnings))


def _read_data(
    kind: str, text: str, url: str, hints: Hints
) -> tuple[list[Draft], str, tuple[str, ...]]:
    if kind == "ics":
        drafts, warnings = ical.read_text(text)
        return drafts, ical.NAME, warnings
    if kind == "feed":
        drafts, warnings = feed.read(text, url, hints)
        return drafts, feed.NAME, warnings
    if kind == "xml":
        drafts = json_events.read(xml_values(text.encode()), url, reader=kind)
        return drafts, kind, () if drafts else ("XML without events: no feed",)
    return _read_json(text, url, hints)


def _read_json(text: str, url: str, hints: Hints) -> tuple[list[Draft], str, tuple[str, ...]]:
    values, rung = load_all(text)
    if rung == "refused":
        return [], "", ("JSON that cannot be read",)
    warnings = () if rung == "strict" else (f"JSON read with repair: {rung}",)
    value = values[0] if len(values) == 1 else values
    if tribe.is_tribe(value):
        return tribe.read(value), tribe.NAME, warnings
    drafts = json_events.read(value, url)
    inside = pages_in(value) if not drafts else ""
    if inside:
        page = _read_page(html_page(inside, url, hints))
        if len(page.drafts) > 1:  # a list's pieces; one event's prose says less than its own page
            return list(page.drafts), page.reader, (*warnings, *page.warnings)
    return drafts, json_events.NAME, warnings


def _read_page(page: Page | None) -> Reading:
    if page is None:
        return Reading(warnings=("nothing on the page can be parsed",))
    drafts, reader = _events(_Views(page))
    address = page.address
    keyed = with_keys(drafts, address, page.language)
    warnings = page.warnings + (
        ("a JSON-LD script cannot be read",) if jsonld.refused(page) else ()
    )
    if not keyed and any(len(block.text) > MAX_TEXT and block.dates for block in page.blocks):
        warnings += (f"a paragraph with dates is longer than {MAX_TEXT} characters; not read",)
    if not keyed:
        warnings += _undated(page)
    dated = any(draft.start or draft.date for draft in keyed)
    twins = () if dated else propose(page)
    return Reading(drafts=tuple(keyed), reader=reader, alternates=twins, warnings=warnings)


def _undated(page: Page) -> tuple[str, ...]:
    """A sentence about a label of a date that names no day, "Autumn 2027 (TBC)"; () without one."""
    said = [label.value[:80] for label in page.labels if label.field == "date"]
    return tuple(
        f"no day is given yet, only {words!r}; a page of one event needs one"
        for words in said[:1]
        if _NO_DAY.search(words) and not find_dates(words)
    )


class _Views:
    """What each reader sees of a page; a reader is asked when its view is wanted first, and once."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._seen: dict[str, list[Draft]] = {}

    def of(self, names: frozenset[str]) -> list[tuple[str, list[Draft]]]:
        """(reader, Drafts) of these readers, in the order of `READERS`; those that see nothing are left out."""
        for name, reader in READERS:
            if name in names and name not in self._seen:
                self._seen[name] = reader(self.page)
        return [(n, self._seen[n]) for n, _ in READERS if n in names and self._seen[n]]

    def drafts(self, names: frozenset[str]) -> list[Draft]:
        """The same without the readers' names."""
        return [draft for _, drafts in self.of(names) for draft in drafts]

    @cached_property
    def written(self) -> list[Draft]:
        """The events in the data of its scripts."""
        return scripts.read(self.page)

    def rest(self) -> list[Draft]:
        """What all readers see but those of mark-up."""
        return self.drafts(frozenset(name for name, _ in READERS) - _MARKUP)


def _events(views: _Views) -> tuple[Sequence[Draft | Listed], str]:
    """(events, reader): many from mark-up, many records, or one merged event."""
    page, marked = views.page, [v for v in views.of(_MARKUP) if len(v[1]) < 2 or _dated(v[1])]
    name, events = max(marked, key=lambda view: _dated(view[1]), default=("", []))
    if len(events) > 1:
        events = confirmed(page, events)
        return enriched(_many(views, events), page.hints), name
    singles = [drafts[0] for _, drafts in marked]
    lone: list[Listed] = []
    none, other = (not singles and is_other(page)), (not singles and is_call(page))
    if not (singles or none or page.hints.single):
        # One for every dated line: just these are shown.
        if FEW <= len(page.dated) <= len(views.written):
            return enriched(views.written, page.hints), scripts.NAME
        sure = page.heading.sure and page.hints.single is not False
        records = repeated.read(page, lone=not sure)
        if _lists(views, records):
            if len(views.written) >= max(2, len(records)):
                return enriched(views.written, page.hints), scripts.NAME
            records = without_closing(records, page) or records
            return apart(_placed(records, page)), repeated.NAME
        lone = records if len(records) == 1 and not page.heading.sure else []
        other = other or (not records and repeated.lists_other(page))
    merged = without_news([*singles, *views.rest(), *(record.draft() for record in lone)], page)
    passing = other and not merged.start and reader_of(merged, "date") != labelled.NAME
    if none or passing or not is_event(page, merged):
        written = views.written if not marked else []
        return enriched(written, page.hints), scripts.NAME if written else ""
    return [merged], name or _reader_of(merged)


def _lists(views: _Views, records: list[Listed]) -> bool:
    """Whether the records are the page's events: a machine-readable start beside a few of them speaks of one."""
    if views.page.hints.single is False:
        return True
    if not is_listing(views.page, records):
        return False
    return len(records) >= MANY or not any(view.start for view in views.drafts(_STARTING))


def _placed(records: list[Listed], page: Page) -> list[Listed]:
    """Records without any place get the one that a label of the page gives for all."""
    said = [] if any(record.place for record in records) else labelled.read_place(page)
    for draft in said[:1]:
        note = next(note for name, note in draft.evidence if name == "place")
        more = (("place", replace(note, confidence=0.4)),)
        for record in records:
            record.place, record.more = draft.place, more
    return records


def _dated(drafts: list[Draft]) -> int:
    return sum(bool(draft.start or draft.date) for draft in drafts)


def _many(views: _Views, events: list[Draft]) -> list[Draft]:
    """Several marked-up events; the one that the page is about is merged with the page's words."""
    page = views.page
    bare = (replace(event, evidence=(), warnings=()) for event in events)
    first = next(bare)
    if all(other == first for other in bare):
        return [merge([events[0], *views.rest()], page)]
    main = _main(page, events)
    if main is None:
        return events
    return [merge([event, *views.rest()], page) if event is main else event for event in events]


def _main(page: Page, events: list[Draft]) -> Draft | None:
    """The one event whose title is the page's main heading."""
    heads = {_squeezed("".join(map(str, h1.itertext()))) for h1 in page.headings}
    named = [event for event in events if event.title and _squeezed(event.title) in heads]
    if len(named) != 1 or page.heading.where != "h1":
        return None
    return named[0] if _squeezed(named[0].title) == _squeezed(page.heading.text) else None


def _squeezed(words: str) -> str:
    return re.sub(r"\W", "", words.lower())


def _reader_of(draft: Draft) -> str:
    return next(
        (note.reader for name, note in draft.evidence if name in ("start", "date")), labelled.NAME
    )
