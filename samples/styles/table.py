"""A council's table of meetings without any mark-up: a Visit goes in, one Page of rows comes out.

The hour and the place are told once, above the table; a row says only what differs.
"""

from __future__ import annotations

from datetime import datetime

from catalogue.listing import Status
from samples import wording
from samples.furniture import Page, Visit, html
from samples.occasion import Occasion

USUAL_HOUR = "6.30pm"


def address(one: Occasion) -> str:  # noqa: ARG001  # all styles are asked alike
    """The one page that holds all meetings."""
    return "meetings/"


def render(visit: Visit) -> dict[str, Page]:
    """The table, and the page of papers its rows link to."""
    rows = [(_day(one), visit.title(one), _remark(one), one.slug) for one in visit.occasions]
    papers = {
        f"papers/{one.slug}.html": html(visit, "about.html", heading="Agenda and papers")
        for one in visit.occasions
    }
    page = html(visit, "table_list.html", rows=rows, usual=USUAL_HOUR, hall=_hall(visit))
    return papers | {"meetings/": page}


def _hall(visit: Visit) -> str:
    """The place of the meetings, which all rows share."""
    venue = next(one.venue for one in visit.occasions if one.venue)
    return f"{venue.name}, {venue.address}"


def _day(one: Occasion) -> str:
    """As "Tuesday 16 June 2027", with the hour after it where it is not the usual one."""
    words = wording.day_british(one.first_day)
    if isinstance(one.start, datetime) and wording.clock_dotted(one.start) != USUAL_HOUR:
        words += f", {wording.clock_dotted(one.start)}"
    return words


def _remark(one: Occasion) -> str:
    return "CANCELLED" if one.status is Status.CANCELLED else ""
