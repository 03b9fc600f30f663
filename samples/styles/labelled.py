"""Labels and values, as bespoke conference sites print them: a Visit goes in, addresses and Pages come out.

"Date of Event:", "Time of Event:", "Place of Event:", a heading "Key Speakers", a list of aims without
any heading, "Who Should Attend?", and search results on numbered pages.
"""

from __future__ import annotations

from datetime import datetime

from samples import wording
from samples.furniture import Page, Visit, chunks, html
from samples.occasion import Occasion

PER_PAGE = 8


def address(one: Occasion) -> str:
    """The event's page, below the site's address."""
    return f"events/{one.slug}/"


def render(visit: Visit) -> dict[str, Page]:
    """The search results, page by page, and a page for each event."""
    parts = chunks(visit.occasions, PER_PAGE)
    pages: dict[str, Page] = {}
    for number, ones in enumerate(parts, 1):
        query = f"?page={number}" if number > 1 else ""
        pages[f"events/{query}"] = html(
            visit,
            "labelled_list.html",
            ones=ones,
            number=number,
            pages=len(parts),
            total=len(visit.occasions),
        )
    booking = html(visit, "about.html", heading="Book your place")
    pages |= {f"{address(one)}book/": booking for one in visit.occasions}
    return pages | {address(one): _event(visit, one) for one in visit.occasions}


def _event(visit: Visit, one: Occasion) -> Page:
    return html(
        visit,
        "labelled_event.html",
        one=one,
        ended=one.ended(visit.today),
        dates=_dates(one),
        times=_times(one) if one.shows("time", visit.site.name) else "",
        sessions=[_session(start, end) for start, end in one.sessions],
        people=_people(one),
    )


def _dates(one: Occasion) -> str:
    first = wording.day_month_first(one.first_day)
    if one.first_day == one.last_day:
        return first
    return f"{first} — {wording.day_month_first(one.last_day)}"


def _times(one: Occasion) -> str:
    """As "9:30 AM — 1:20 PM GMT": the zone as its people say it on that day."""
    if not isinstance(one.start, datetime) or one.sessions:
        return ""
    words = wording.clock_capitals(one.start)
    if isinstance(one.end, datetime):
        words += f" — {wording.clock_capitals(one.end)}"
    return words + (wording.zone_words(one) or f" {one.start.tzname()}")


def _session(start: datetime, end: datetime) -> str:
    clocks = f"{wording.clock_capitals(start)} — {wording.clock_capitals(end)}"
    return f"{wording.day_month_first(start)}, {clocks}"


def _people(one: Occasion) -> list[str]:
    lines = [speaker.line for speaker in one.speakers]
    return lines + ([f"{one.chair.line} (Event Chair)"] if one.chair else [])
