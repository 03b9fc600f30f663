"""Microdata, as training providers' shops print it: a Visit goes in, addresses and Pages come out.

A course of several sessions has only its first in the mark-up; the others stand in the text. The
quirk "utc" puts the UTC time into the mark-up without saying so.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from catalogue.listing import Mode, Status
from samples import wording
from samples.furniture import Page, Visit, chunks, html
from samples.occasion import Occasion

PER_PAGE = 6
STATUS = {Status.CANCELLED: "EventCancelled", Status.RESCHEDULED: "EventRescheduled"}
MODE = {Mode.IN_PERSON: "Offline", Mode.ONLINE: "Online", Mode.HYBRID: "Mixed"}


def address(one: Occasion) -> str:
    """The event's page, below the site's address."""
    return f"training/{one.slug}.html"


def render(visit: Visit) -> dict[str, Page]:
    """The programme, page by page, and a page for each event."""
    parts = chunks(visit.occasions, PER_PAGE)
    pages = {
        "training/" + (f"?p={number}" if number > 1 else ""): html(
            visit, "microdata_list.html", ones=ones, number=number, pages=len(parts)
        )
        for number, ones in enumerate(parts, 1)
    }
    return pages | {address(one): _event(visit, one) for one in visit.occasions}


def _event(visit: Visit, one: Occasion) -> Page:
    first = one.sessions[0] if one.sessions else (one.start, one.end)
    return html(
        visit,
        "microdata_event.html",
        one=one,
        begin=_both(first[0], one),
        finish=_both(first[1], one) if first[1] else None,
        sessions=[f"{_words(start)} to {wording.clock_24(end)}" for start, end in one.sessions],
        status=STATUS.get(one.status, "EventScheduled"),
        mode=MODE.get(one.mode, ""),
        amount=wording.money(one.price),
    )


def _both(moment: date | datetime, one: Occasion) -> tuple[str, str]:
    """The moment for machines (without an offset) and for people."""
    if isinstance(moment, datetime):
        shown = moment.astimezone(UTC) if "utc" in one.quirks else moment
        return shown.strftime("%Y-%m-%dT%H:%M"), _words(moment)
    return moment.isoformat(), wording.day_british(moment)


def _words(moment: datetime) -> str:
    return f"{moment:%A} {moment.day} {moment:%B %Y}, {moment:%H:%M}"
