"""Events that mark-up gives in UTC → the words beside their titles in the page's source, which say what people see.

WordPress writes `+00:00` behind the wall time where nobody has set the site's zone; the same page prints
"1 October @ 7:00 pm". `pipelines.when` decides between the two; this module only finds the words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from catalogue.draft import Draft, Evidence
from spiders.reading.datelike import find_dates, find_times, phrase
from spiders.reading.found import fold
from spiders.reading.page import Page, month_first

NAME = "beside"
MOST = 12
"""Mentions of a title that are looked at."""
MOST_EVENTS = 200
LONGEST = 2_000_000
"""Events, and characters of a page's source, from which nothing is looked for: the search would take too long."""
REACH = 900
"""Characters of source behind a title in which its date stands."""

_ZERO = re.compile(r"(?:Z|[+-]00:?00)$")
_TAGS = re.compile(r"<[^<>]{0,2000}>|\\u[0-9a-f]{4}|[{}\"]")


def confirmed(page: Page, events: list[Draft]) -> list[Draft]:
    """The same events; those that start in UTC with the date and time words that stand beside their titles."""
    if len(events) > MOST_EVENTS or len(page.text) > LONGEST:
        return events
    if not any(_ZERO.search(event.start) for event in events):
        return events
    source = unescape(_without_jsonld(page.text)).replace("\\/", "/")
    return [
        _with_words(event, source, page) if _ZERO.search(event.start) and not event.date else event
        for event in events
    ]


def _without_jsonld(text: str) -> str:
    parts = []
    for part in text.split("</script"):
        at = part.find("<script")
        parts.append(part[:at] if at >= 0 and "ld+json" in part[at : at + 300] else part)
    return " ".join(parts)


def _with_words(event: Draft, source: str, page: Page) -> Draft:
    title = unescape(event.title)
    at = source.find(title) if len(title) > 3 else -1
    for _ in range(MOST):
        if at < 0:
            break
        words = _date_in(source[at + len(title) : at + len(title) + REACH], event, page)
        if words:
            note = Evidence(
                reader=NAME, where="source beside the title", text=words, confidence=0.7
            )
            return replace(event, date=words, evidence=(*event.evidence, ("date", note)))
        at = source.find(title, at + len(title))
    return event


def _date_in(source: str, event: Draft, page: Page) -> str:
    """The first date with a clock time, when it is the day of the event; else ""."""
    text = fold(_TAGS.sub(" ", source))
    dates = find_dates(text, month_first=month_first(page.hints))
    if not dates or (dates[0].month, dates[0].day) != (
        int(event.start[5:7]),
        int(event.start[8:10]),
    ):
        return ""
    words = phrase(text, dates, find_times(text, dates))
    return words if find_times(words, find_dates(words)) else ""
