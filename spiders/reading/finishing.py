"""Drafts of one response → as they leave the room: with what their descriptions say, a key, an address, a language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any

from catalogue.draft import Draft, Evidence, Hints, make_draft
from spiders.reading import labelled, prose
from spiders.reading.page import html_page, text_page
from spiders.reading.record import Listed

Event = Draft | Listed
_WORD = re.compile(r"[^\W_]+")
_TOLD_BY: tuple[Callable[[Event], str], ...] = (
    lambda event: event.title,
    lambda event: event.place,
    lambda event: f"{event.start or event.date} {event.time}",
)
"""What tells events with one key apart, most telling first."""
Field = tuple[str, Any, Evidence]
LONGEST = 40_000
"""Characters of a description that are looked at."""
_FIELDS = frozenset(
    "accessibility audience booking_url chairs cpd deadline mode objectives online_url people price".split()
)
"""What calendars, feeds and interfaces have no field for; date, place and status are theirs."""


def enriched(drafts: list[Draft], hints: Hints) -> list[Draft]:
    """The Drafts with the fields of `_FIELDS` that only the words of their descriptions give.

    Many events of one page may have the same description, which is read once.
    """
    known: dict[tuple[str, str], list[Field]] = {}
    return [_with_fields(draft, _said(draft, hints, known)) for draft in drafts]


def _said(draft: Draft, hints: Hints, known: dict[tuple[str, str], list[Field]]) -> list[Field]:
    """(name, value, evidence) of what a description says."""
    text = draft.description
    if not text or len(text) > LONGEST:
        return []
    html = "<" in text
    key = (text, draft.url if html else "")
    if key not in known:
        page = html_page(f"<html><body>{text}</body></html>", draft.url, hints) if html else None
        page = page or text_page(text, draft.url, hints, timeless=True)
        views = (*labelled.read_particulars(page), *prose.read_particulars(page))
        known[key] = [
            (name, getattr(view, name), replace(note, where=f"description, {note.where}"))
            for view in views
            for name, note in view.evidence
            if name in _FIELDS
        ]
    return known[key]


def _with_fields(draft: Draft, said: list[Field]) -> Draft:
    values: dict[str, Any] = {}
    evidence: list[tuple[str, Evidence]] = []
    for name, value, note in said:
        if name not in values and not getattr(draft, name):
            values[name] = value
            evidence.append((name, note))
    return replace(draft, evidence=(*draft.evidence, *evidence), **values) if values else draft


def with_keys(events: Sequence[Event], address: str, language: str = "") -> list[Draft]:
    """Every event as a Draft with a `source_key` that no other one of the page has, an address and a language.

    A key that the source gives stays where it is unique. Else the address of the event's own page; several on
    one address are told apart by title, then place, then date and time. Of those alike in all that the first stays.

    Args:
        events: All events of one page.
        address: Canonical address of the page.
        language: BCP 47 tag of the page, for Drafts without one of their own.
    """
    keys = [event.source_key or event.url or address for event in events]
    if len(events) > 1:
        keys = [
            f"{key}#{_slug(event.title)}" if key == address and not event.source_key else key
            for key, event in zip(keys, events, strict=True)
        ]
    alike = _alike(keys, range(len(keys)))
    for told in _TOLD_BY:
        for number in alike:
            words = _slug(told(events[number]))
            if words and not keys[number].endswith(words):
                keys[number] += f"~{words}"
        alike = _alike(keys, alike)
    first: dict[str, Event] = {}
    for key, event in zip(keys, events, strict=True):
        first.setdefault(key, event)
    return [
        event.draft(key, event.url or address, language)
        if isinstance(event, Listed)
        else _made(event, key, event.url or address, language)
        for key, event in first.items()
    ]


_NAMES = tuple(field.name for field in fields(Draft))
_VALUES = attrgetter(*_NAMES)
_KEY, _URL, _LANGUAGE = map(_NAMES.index, ("source_key", "url", "language"))


def _made(event: Draft, key: str, url: str, language: str) -> Draft:
    """What `dataclasses.replace` makes, in a third of its time."""
    values: list[Any] = [*_VALUES(event)]
    values[_KEY], values[_URL], values[_LANGUAGE] = key, url, event.language or language
    return make_draft(*values)


@lru_cache(maxsize=4000)
def _slug(text: str) -> str:
    """Words in lower case joined by hyphens, at most 80 characters."""
    return "-".join(_WORD.findall(text.lower()))[:80]


def _alike(keys: list[str], numbers: Sequence[int]) -> Sequence[int]:
    """Those of some keys, all by their numbers, that stand there more than once."""
    counts = Counter([keys[number] for number in numbers])
    return [number for number in numbers if counts[keys[number]] > 1]
