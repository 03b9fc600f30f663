"""All sample sites of one day: `render` takes the day and gives every address with its Page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Protocol

from samples.facts import occasions, sites
from samples.furniture import Page, Visit, html
from samples.occasion import Occasion
from samples.second_day import on_day
from samples.styles import (
    calendar,
    cards,
    drupal,
    hevent,
    jsonld,
    labelled,
    microdata,
    prose,
    rss,
    table,
    tickets,
    tribe,
)


class Style(Protocol):
    """What every module of `samples.styles` offers."""

    def address(self, one: Occasion) -> str:
        """The event's page, below the site's address."""

    def render(self, visit: Visit) -> dict[str, Page]:
        """Every page of the site."""


STYLES: Mapping[str, Style] = {
    "calendar": calendar,
    "cards": cards,
    "drupal": drupal,
    "hevent": hevent,
    "jsonld": jsonld,
    "labelled": labelled,
    "microdata": microdata,
    "prose": prose,
    "rss": rss,
    "table": table,
    "tickets": tickets,
    "tribe": tribe,
}
ROBOTS = Page(body=b"User-agent: *\nDisallow: /*/book/\nAllow: /\n", content_type="text/plain")


def render(today: date, day: int, base: str) -> dict[str, Page]:
    """Every address (path and query) of the server with what it answers.

    Args:
        today: The day the facts are dated from; the same on both days.
        day: 1, or 2 for the sites after the changes of the table `second_day`.
        base: Address of the server without a path ("http://127.0.0.1:8009").
    """
    ones = on_day(occasions(today), day)
    pages = {"/robots.txt": ROBOTS}
    for visit in visits(ones, today, base):
        gone = [one for one in ones if one.withdrawn and visit.site.name in one.sites]
        for path, page in _site_pages(visit, gone).items():
            pages[f"/{visit.site.name}/{path}"] = page
    return pages


def visits(ones: tuple[Occasion, ...], today: date, base: str) -> list[Visit]:
    """One Visit per site, with the events that it lists, soonest first."""
    shown = defaultdict(list)
    for one in sorted((one for one in ones if not one.withdrawn), key=_order):
        for name in one.sites:
            shown[name].append(one)
    origins = addresses(ones, base)
    return [
        Visit(
            site=site,
            today=today,
            base=f"{base}/{site.name}",
            occasions=tuple(shown[site.name]),
            origins={slug: found[0] for slug, found in origins.items()},
        )
        for site in sites()
    ]


def addresses(ones: tuple[Occasion, ...], base: str) -> dict[str, tuple[str, ...]]:
    """Slug → the event's address at each of its sites, in the order of `Occasion.sites`."""
    styles = {site.name: STYLES[site.style] for site in sites()}
    return {
        one.slug: tuple(f"{base}/{name}/{styles[name].address(one)}" for name in one.sites)
        for one in ones
    }


def _order(one: Occasion) -> tuple[str, str]:
    return one.first_day.isoformat(), one.slug


def _site_pages(visit: Visit, gone: list[Occasion]) -> dict[str, Page]:
    style = STYLES[visit.site.style]
    removed = html(visit, "gone.html").body
    pages = {
        "": html(visit, "about.html", heading=visit.site.title),
        "about/": html(visit, "about.html", heading="About us"),
        "cookies/": html(visit, "about.html", heading="Cookies"),
    }
    pages |= {style.address(one): Page(body=removed, status=410) for one in gone}
    return pages | style.render(visit)
