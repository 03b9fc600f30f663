"""A ticket seller's pages, whose calendar links are all that machines can read: a Visit in, Pages out.

One link goes to Google (UTC with Z, or whole days with the exclusive end), one to Outlook.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from catalogue.listing import Status
from samples import wording
from samples.furniture import Page, Visit, html, place_words
from samples.occasion import Occasion


def address(one: Occasion) -> str:
    """The event's page, below the site's address."""
    return f"buy/{one.slug}-tickets"


def render(visit: Visit) -> dict[str, Page]:
    """The list of all tickets, and a page for each event."""
    listed = [(one, _line(one)) for one in visit.occasions]
    pages = {"buy/": html(visit, "tickets_list.html", listed=listed)}
    return pages | {address(one): _event(visit, one) for one in visit.occasions}


def _event(visit: Visit, one: Occasion) -> Page:
    return html(
        visit,
        "tickets_event.html",
        one=one,
        line=_line(one),
        tiers=one.price.split("; ") if one.price else [],
        on_sale=one.status not in (Status.SOLD_OUT, Status.CANCELLED),
        google=_google(visit, one),
        outlook=_outlook(visit, one),
    )


def _line(one: Occasion) -> str:
    """As "Tue, 16 Jun 2027 09:30 - 13:20 BST"."""
    words = _day(one.first_day)
    if not isinstance(one.start, datetime):
        return words if one.first_day == one.last_day else f"{words} - {_day(one.last_day)}"
    words += f" {wording.clock_24(one.start)}"
    if isinstance(one.end, datetime):
        day = "" if one.first_day == one.last_day else f"{_day(one.last_day)} "
        words += f" - {day}{wording.clock_24(one.end)}"
    return f"{words} {one.start.tzname()}"


def _day(day: date) -> str:
    return f"{day:%a}, {day.day} {day:%b %Y}"


def _google(visit: Visit, one: Occasion) -> str:
    query = {
        "action": "TEMPLATE",
        "text": visit.title(one),
        "dates": f"{_basic(one.start)}/{_basic(_closing(one))}",
        "location": place_words(one),
        "ctz": one.zone,
    }
    return f"https://calendar.google.com/calendar/render?{urlencode(query)}"


def _outlook(visit: Visit, one: Occasion) -> str:
    query = {
        "path": "/calendar/action/compose",
        "subject": visit.title(one),
        "startdt": one.start.isoformat(),
        "enddt": _closing(one).isoformat(),
        "location": place_words(one),
    }
    if one.all_day:
        query["allday"] = "true"
    return f"https://outlook.live.com/calendar/0/deeplink/compose?{urlencode(query)}"


def _closing(one: Occasion) -> date | datetime:
    """The end as calendars count it: the day after the last one, the start where none is known."""
    end = one.end or one.start
    return end if isinstance(end, datetime) else end + timedelta(days=1)


def _basic(moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{moment:%Y%m%d}"
