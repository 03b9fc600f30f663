"""A Draft whose mark-up gives a description → the Draft with what labels inside that description say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from catalogue.draft import Draft, Evidence, Hints
from spiders.reading import labelled, notices
from spiders.reading.page import html_page, text_page

Field = tuple[str, Any, Evidence]
LONGEST = 40_000
"""Characters of a description that are looked at."""
FIELDS = frozenset(
    "accessibility audience booking_url chairs cpd deadline mode objectives online_url people price".split()
)
"""What calendars, feeds and interfaces have no field for; date, place and status are theirs."""


def enriched(drafts: list[Draft], hints: Hints) -> list[Draft]:
    """The Drafts with the fields of `FIELDS` that only the words of their descriptions give.

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
        views = (*labelled.read_particulars(page), *notices.read_particulars(page))
        known[key] = [
            (name, getattr(view, name), replace(note, where=f"description, {note.where}"))
            for view in views
            for name, note in view.evidence
            if name in FIELDS
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
