"""Drupal's add-to-calendar remnants, as university sites carry them: a Visit in, addresses and Pages out.

Half the pages hold the AddToCalendar widget's variables, half the plain text that the AddEvent widget
leaves behind: two wall-clock times in a row, the zone, the title.
"""

from __future__ import annotations

from datetime import date, datetime, time

from samples import wording
from samples.furniture import Page, Visit, chunks, html
from samples.occasion import Occasion

PER_PAGE = 5
FORMAT = "%Y-%m-%d %H:%M:%S"


def address(one: Occasion) -> str:
    """The event's page, below the site's address."""
    return f"research/events/{one.slug}"


def render(visit: Visit) -> dict[str, Page]:
    """The teasers, page by page (Drupal counts from nought), and a page for each event."""
    parts = chunks(visit.occasions, PER_PAGE)
    pages = {
        "research/events" + (f"?page={number}" if number else ""): html(
            visit, "drupal_list.html", ones=ones, next_page=(number + 1) % len(parts)
        )
        for number, ones in enumerate(parts)
    }
    return pages | {
        address(one): html(
            visit,
            "drupal_event.html",
            one=one,
            # By the slug, so that a page keeps its widget when others come and go.
            widget=len(one.slug) % 2 == 0,
            begin=_machine(one.start, time()),
            finish=_machine(one.end or one.start, time(23, 59)),
            dates=_dates(one),
        )
        for one in visit.occasions
    }


def _machine(moment: date | datetime, clock: time) -> str:
    instant = moment if isinstance(moment, datetime) else datetime.combine(moment, clock)
    return instant.strftime(FORMAT)


def _dates(one: Occasion) -> str:
    """As "16 June 2027, 4:00pm to 18 June 2027, 12:00pm", or with the second day left out."""
    first = wording.day_plain(one.first_day)
    last = wording.day_plain(one.last_day)
    if not isinstance(one.start, datetime):
        return first if first == last else f"{first} to {last}"
    words = f"{first}, {wording.clock_colon(one.start)}"
    if isinstance(one.end, datetime):
        until = wording.clock_colon(one.end)
        words += f" to {until}" if first == last else f" to {last}, {until}"
    return words + wording.zone_words(one)
