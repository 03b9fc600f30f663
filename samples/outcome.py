"""What a harvest of the sample sites must find: a day goes in, the events and their changes come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from catalogue.listing import Mode, Status
from samples.facts import occasions
from samples.occasion import Occasion
from samples.second_day import changes, on_day
from samples.sites import addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One event as the facts have it.

    Attributes:
        slug: Its name in facts.toml.
        title: The organiser's title, without marks of status.
        titles: Site → title as printed there, marks included.
        sites: The sites that list it, the organiser's own first.
        urls: Its address at each of them, in the same order.
        start: Aware instant in `zone`, or the day.
        end: Aware instant, last day (the first again for a single day), or None: not told.
        sessions: (start, end) of each, where there are several.
        status: As the sites tell it; CANCELLED where they have withdrawn the page.
        free: None where no price is given.
        speakers: Names without rank and honours; the chair apart.
        series: The same for all dates of a series or a roadshow; "" for single events.
        ended: Whether its last day lies before the day of the facts.
        withdrawn: Its pages answer 410 and no list holds it.
    """

    slug: str
    title: str
    titles: Mapping[str, str]
    organiser: str
    sites: tuple[str, ...]
    urls: tuple[str, ...]
    start: date | datetime
    end: date | datetime | None
    zone: str
    all_day: bool
    sessions: tuple[tuple[datetime, datetime], ...]
    status: Status
    mode: Mode
    venue: str | None
    town: str | None
    postcode: str | None
    price: str
    free: bool | None
    speakers: tuple[str, ...]
    chair: str | None
    audience: tuple[str, ...]
    objectives: tuple[str, ...]
    cpd: int
    deadline: date | None
    topics: tuple[str, ...]
    series: str
    ended: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the second day does to one event; `before` is None for new ones.

    `kind` is moved, cancelled, sold-out, withdrawn, new, venue, price or speaker.
    """

    kind: str
    before: Expected | None
    after: Expected


def expected(today: date, day: int = 1, base: str = "") -> tuple[Expected, ...]:
    """Every event that the sites tell on day 1 or 2, in the order of the facts; withdrawn ones too.

    Args:
        today: The day the facts are dated from.
        day: 1 or 2.
        base: Address of the server without a path, for `urls`.
    """
    ones = on_day(occasions(today), day)
    urls = addresses(ones, base)
    return tuple(_expected(one, urls[one.slug], today) for one in ones)


def expected_changes(today: date, base: str = "") -> tuple[Change, ...]:
    """What differs on the second day, in the order of the table `second_day`."""
    before = {one.slug: one for one in expected(today, 1, base)}
    after = {one.slug: one for one in expected(today, 2, base)}
    return tuple(
        Change(kind=row["kind"], before=before.get(row["slug"]), after=after[row["slug"]])
        for row in changes()
    )


def _expected(one: Occasion, urls: tuple[str, ...], today: date) -> Expected:
    place = one.venue
    return Expected(
        slug=one.slug,
        title=one.title,
        titles={site: one.title_on(site) for site in one.sites},
        organiser=one.organiser,
        sites=one.sites,
        urls=urls,
        start=one.start,
        end=one.end,
        zone=one.zone,
        all_day=one.all_day,
        sessions=one.sessions,
        status=Status.CANCELLED if one.withdrawn else one.status,
        mode=one.mode,
        venue=place.name if place else None,
        town=place.town if place else None,
        postcode=place.postcode if place else None,
        price=one.price,
        free=one.free,
        speakers=tuple(speaker.name for speaker in one.speakers),
        chair=one.chair.name if one.chair else None,
        audience=one.audience,
        objectives=one.objectives,
        cpd=one.cpd,
        deadline=one.deadline,
        topics=one.topics,
        series=one.series,
        ended=one.ended(today),
        withdrawn=one.withdrawn,
    )
