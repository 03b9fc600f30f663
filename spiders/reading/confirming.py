"""Events whose mark-up leaves the clock open → the words beside their titles in the page's source, which people see.

WordPress writes `+00:00` behind the wall time where nobody has set the site's zone, others write UTC without Z or the
day alone; the same page prints "1 October @ 7:00 pm". `pipelines.when` decides; this module only finds the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from html import unescape

from catalogue.draft import Draft, Evidence
from spiders.reading.datelike import find_dates, find_times, phrase
from spiders.reading.found import fold
from spiders.reading.page import Page, month_first

NAME = "beside"
MOST = 12
"""Mentions of a title's longest plain part that are looked at."""
MOST_EVENTS = 200
LONGEST = 2_000_000
"""Events, and bytes of a page's source, from which nothing is looked for: the search would take too long."""
REACH = 900
"""Characters of source behind a title in which its date stands."""
NEAR = 320
"""Characters in which most such dates stand."""
BEHIND = 160
"""Characters behind the date in which its clock time and the end of its range stand."""

_OPEN = re.compile(
    r"(?i)\d{4}-(\d\d)-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]00:?00)?)?"
)
"""Starts that say no zone of their own: in UTC, floating, a day alone."""
_PLAIN = re.compile(r"(?:[^\W\x80-\u024f]|[ .,:()!?-])+")
"""Signs that nobody writes an entity for, accented letters left out."""
CODED = 8
"""Characters that a sign takes at most where it is written as an entity."""
_TAGS = re.compile(r"<[^<>]{0,2000}>|\\u[0-9a-f]{4}|[{}\"]")


def confirmed(page: Page, events: list[Draft]) -> list[Draft]:
    """The same events; those with an open clock have the date and time words that stand beside their titles."""
    if len(events) > MOST_EVENTS or len(page.source) > LONGEST:
        return events
    unsure = [event for event in events if not event.date and _OPEN.fullmatch(event.start)]
    titles = {event.title for event in unsure if len(unescape(event.title)) > 3}
    if not titles:
        return events
    source = _without_scripts(page.source).decode("utf-8", "replace")
    behind = {title: [*_behind(unescape(title), source)] for title in titles}
    american = month_first(page.hints)
    return [e if e.date else _with_words(e, behind.get(e.title, []), american) for e in events]


def _with_words(event: Draft, behind: list[str], american: bool) -> Draft:
    """The event with the date and clock behind the first mention of its title that has its day first."""
    start = _OPEN.fullmatch(event.start)
    if start is None:
        return event
    day = int(start[1]), int(start[2])
    found = (_first(text, american) for text in behind if str(day[1]) in text)
    words = next((words for first, words in found if first == day and words), "")
    if not words:
        return event
    note = Evidence(reader=NAME, where="source beside the title", text=words, confidence=0.7)
    return replace(event, date=words, evidence=(*event.evidence, ("date", note)))


def _behind(title: str, text: str) -> Iterator[str]:
    """The source behind each mention of a title, `REACH` characters of it."""
    core = max(_PLAIN.findall(title), key=len, default="")
    before, core, behind = title.partition(core or title)
    at = 0
    for _ in range(MOST):
        at = text.find(core, at)
        if at < 0:
            return
        begin, at = max(0, at - CODED * len(before)), at + len(core)
        near = text[at : at + REACH]
        if "&" in near or "\\" in near:
            near = _resolved(text[at : at + 4 * REACH])[:REACH]
        if near.startswith(behind) and _resolved(text[begin : at - len(core)]).endswith(before):
            yield near[len(behind) :]


@lru_cache(maxsize=500)
def _first(source: str, american: bool) -> tuple[tuple[int, int] | None, str]:
    """The first (month, day) of a piece of source, with its words and clock; "" without a clock."""
    text = fold(_TAGS.sub(" ", source))
    near = text[:NEAR]
    dates = find_dates(near, month_first=american)
    if not dates or dates[0].end > NEAR - BEHIND:
        dates = find_dates(text, month_first=american)
        near = text[: dates[0].end + BEHIND] if dates else ""
        dates = tuple([mark for mark in dates if mark.end <= len(near)])
    if not dates:
        return None, ""
    times = find_times(near, dates)
    words = phrase(near, dates, times) if times else ""
    clock = bool(find_times(words, find_dates(words)))
    return dates[0].month_day, words if clock else ""


def _resolved(text: str) -> str:
    return unescape(text).replace("\\/", "/")


def _without_scripts(source: bytes) -> bytes:
    """The source less its scripts: nobody sees the instants in the data that a page draws itself from."""
    return b" ".join([part.partition(b"<script")[0] for part in source.split(b"</script")])
