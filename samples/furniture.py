"""The parts every sample page shares: a template and its values go in, a Page comes out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from catalogue.listing import Mode, Status
from samples import wording
from samples.occasion import Occasion, Site

TEMPLATES = Path(__file__).with_name("templates")
STATUS_WORDS = {
    Status.CANCELLED: "This event has been cancelled",
    Status.SOLD_OUT: "Sold out",
    Status.POSTPONED: "This event has been postponed",
    Status.MOVED_ONLINE: "This event has moved online",
    Status.RESCHEDULED: "New date",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the server answers for one address."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """All that a style needs to draw one site on one day.

    Attributes:
        base: Absolute address of the site without its last slash.
        occasions: The events the site lists, soonest first.
        origins: Slug → address of the event's page at its own organiser.
    """

    site: Site
    today: date
    base: str
    occasions: tuple[Occasion, ...]
    origins: Mapping[str, str]

    def title(self, one: Occasion) -> str:
        """The title as this site words it."""
        return one.title_on(self.site.name)

    def related(self, one: Occasion) -> tuple[Occasion, ...]:
        """Two other events of the site, for the box below the page."""
        at = self.occasions.index(one)
        around = self.occasions[at + 1 : at + 3] or self.occasions[:2]
        return tuple(other for other in around if other is not one)


def status_words(one: Occasion) -> str:
    """What a site prints above an event that does not go ahead as planned; "" otherwise."""
    words = "" if one.mark else STATUS_WORDS.get(one.status, "")
    if one.status is Status.RESCHEDULED and one.previous and not one.mark:
        words = f"New date: this event was first planned for {wording.day_british(one.previous)}"
    return words


def place_words(one: Occasion, online: str = "Online") -> str:
    """The place in one line: venue and address, the word for online, or both."""
    at = f"{one.venue.name}, {one.venue.address}" if one.venue else ""
    if one.mode is Mode.HYBRID:
        return f"{at} and {online.lower()}"
    return at or (online if one.online else "")


def html(visit: Visit, template: str, **values: object) -> Page:
    """A whole page of the site: the template's block inside nav, news, cookie notice and footer."""
    text = (
        _environment()
        .get_template(template)
        .render(visit=visit, site=visit.site, news=_news(visit), **values)
    )
    return Page(body=text.encode())


def script_json(value: object) -> str:
    """JSON for a script element; the three signs that end or upset one are escaped, as WordPress does."""
    text = json.dumps(value, indent=1, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def chunks(ones: tuple[Occasion, ...], size: int) -> list[tuple[Occasion, ...]]:
    """The events cut into list pages; one empty page where there are none."""
    return [ones[at : at + size] for at in range(0, len(ones), size)] or [()]


def _news(visit: Visit) -> list[tuple[str, str]]:
    """Headlines with the day they were posted, which is no event's day."""
    dated = ((text, visit.today - timedelta(days=days)) for text, days in visit.site.news)
    return [(text, f"Posted {day.day} {day:%B}") for text, day in dated]


@cache
def _environment() -> Environment:
    room = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    room.globals.update(
        words=wording, place_words=place_words, status_words=status_words, script_json=script_json
    )
    return room
