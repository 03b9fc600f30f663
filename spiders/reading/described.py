"""A Draft whose mark-up gives a description → the Draft with what labels inside that description say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from catalogue.draft import Draft, Evidence, Hints
from spiders.reading import labelled, notices
from spiders.reading.page import html_page, text_page

LONGEST = 40_000
"""Characters of a description that are looked at."""
FIELDS = frozenset(
    {
        "accessibility",
        "audience",
        "booking_url",
        "chairs",
        "cpd",
        "deadline",
        "mode",
        "objectives",
        "online_url",
        "people",
        "price",
    }
)
"""What calendars, feeds and interfaces have no field for; date, place and status are theirs."""


def enriched(draft: Draft, hints: Hints) -> Draft:
    """The Draft with the fields of `FIELDS` that only the words of its description give."""
    text = draft.description
    if not text or len(text) > LONGEST:
        return draft
    page = html_page(f"<html><body>{text}</body></html>", draft.url, hints) if "<" in text else None
    page = page or text_page(text, draft.url, hints)
    values: dict[str, Any] = {}
    evidence: list[tuple[str, Evidence]] = []
    for view in (*labelled.read_particulars(page), *notices.read_particulars(page)):
        for name, note in view.evidence:
            if name in FIELDS and name not in values and not getattr(draft, name):
                values[name] = getattr(view, name)
                evidence.append((name, replace(note, where=f"description, {note.where}")))
    if not values:
        return draft
    return replace(draft, evidence=(*draft.evidence, *evidence), **values)
