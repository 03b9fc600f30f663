"""Repeated records without mark-up, as small aggregators build them: a Visit in, addresses and Pages out.

The list shows a card per event; its page has a bare line with day and hour below the title, then a
bare line with the place, and no label anywhere.
"""

from __future__ import annotations

from samples import wording
from samples.furniture import Page, Visit, chunks, html
from samples.occasion import Occasion

PER_PAGE = 10
# Days within which a date without a year cannot be taken for another year's.
NEAR = 100


def address(one: Occasion) -> str:
    """The event's page, below the site's address."""
    return f"e/{one.slug}"


def render(visit: Visit) -> dict[str, Page]:
    """The cards, page by page, and a page for each event."""
    parts = chunks(visit.occasions, PER_PAGE)
    pages = {}
    for number, ones in enumerate(parts, 1):
        path = "e/" + (f"?p={number}" if number > 1 else "")
        cards = [(one, _day(visit, one)) for one in ones]
        further = number + 1 if number < len(parts) else 0
        pages[path] = html(visit, "cards_list.html", cards=cards, further=further)
    return pages | {
        address(one): html(visit, "cards_event.html", one=one) for one in visit.occasions
    }


def _day(visit: Visit, one: Occasion) -> str:
    """As "Tue 16 June", with the year where it would not be plain."""
    far = abs((one.first_day - visit.today).days) > NEAR
    words = f"{one.first_day:%a} {one.first_day.day} {one.first_day:%B}"
    if one.last_day > one.first_day:
        return wording.days_british(one.first_day, one.last_day)
    return words + (f" {one.first_day:%Y}" if far else "")
