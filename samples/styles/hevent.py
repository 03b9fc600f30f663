"""h-event microformats, as hand-made charity sites print them: a Visit in, addresses and Pages out."""

from __future__ import annotations

from datetime import date, datetime

from samples import wording
from samples.furniture import Page, Visit, html
from samples.occasion import Occasion


def address(one: Occasion) -> str:
    """The event's page, below the site's address."""
    return f"gatherings/{one.slug}"


def render(visit: Visit) -> dict[str, Page]:
    """The list of gatherings, itself an h-feed, and a page for each."""
    listed = [(one, machine(one.start)) for one in visit.occasions]
    pages = {"gatherings/": html(visit, "hevent_list.html", listed=listed)}
    return pages | {address(one): _event(visit, one) for one in visit.occasions}


def machine(moment: date | datetime) -> str:
    """The moment as microformats like it: "2027-06-16 18:30+0100"."""
    if isinstance(moment, datetime):
        return f"{moment:%Y-%m-%d %H:%M%z}"
    return moment.isoformat()


def _event(visit: Visit, one: Occasion) -> Page:
    end = one.end
    until = wording.clock_dotted(end) if isinstance(end, datetime) else ""
    if one.all_day and one.last_day > one.first_day:
        until = wording.day_british(one.last_day)
    return html(
        visit,
        "hevent_event.html",
        one=one,
        begin=machine(one.start),
        finish=machine(end) if end and until else "",
        until=until,
    )
