"""The things the facts tell of: sites, venues, speakers, events with real dates, stories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from catalogue.listing import Mode, Status

LONDON = "Europe/London"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One fictional organiser or aggregator.

    Attributes:
        style: A key of `samples.sites.STYLES`.
        role: As in a source file.
        programme: Path of its list of events, below the site's address.
        news: (headline, days ago), for the furniture of its pages.
    """

    name: str
    title: str
    style: str
    role: str
    programme: str
    tagline: str
    colour: str
    news: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """Where people meet."""

    name: str
    street: str
    town: str
    postcode: str

    @property
    def address(self) -> str:
        """Street, town and postcode in one line."""
        return f"{self.street}, {self.town} {self.postcode}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A fictional person; fields that do not apply are ""."""

    rank: str
    name: str
    honours: str
    role: str
    organisation: str

    @property
    def full_name(self) -> str:
        """Rank or title, name and honours: "Professor Ada Fenn OBE"."""
        return " ".join(part for part in (self.rank, self.name, self.honours) if part)

    @property
    def line(self) -> str:
        """The person as speakers' lists print one."""
        return ", ".join(part for part in (self.full_name, self.role, self.organisation) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A news story that is no event, though days are named in it."""

    slug: str
    title: str
    posted: date
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One event with its dates worked out for a given day.

    Attributes:
        slug: Names the event in addresses and in `second_day`.
        sites: Names of the sites that list it, the organiser's own first.
        titles: Site → title, where a site words it differently.
        start: Aware instant, or a plain date for all-day events.
        end: Aware instant, last day inclusive, or None where nobody says.
        zone: IANA name in which the times are printed.
        sessions: (start, end) of each, where one event has several.
        previous: The start before it was moved; None unless the sites say that it moved.
        series: Slug shared by repeated dates of one title; "" for single events.
        rule: RRULE value on the first of a series that a calendar repeats, with its `skipped` starts.
        quirks: What a style should get wrong about this event, such as "utc" or "broken-json".
        omit: Site → fields that this site leaves out ("time").
        mark: What the sites put before the title to tell the status ("CANCELLED: "); they then say
            nothing of it elsewhere, as many do.
        withdrawn: Gone from the sites: its pages answer 410.
    """

    slug: str
    sites: tuple[str, ...]
    organiser: str
    title: str
    titles: Mapping[str, str]
    start: date | datetime
    end: date | datetime | None
    description: tuple[str, ...]
    topics: tuple[str, ...]
    zone: str = LONDON
    sessions: tuple[tuple[datetime, datetime], ...] = ()
    venue: Venue | None = None
    online: bool = False
    price: str = ""
    speakers: tuple[Speaker, ...] = ()
    chair: Speaker | None = None
    audience: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    cpd: int = 0
    deadline: date | None = None
    status: Status = Status.SCHEDULED
    previous: date | datetime | None = None
    series: str = ""
    rule: str = ""
    skipped: tuple[datetime, ...] = ()
    quirks: frozenset[str] = frozenset()
    omit: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mark: str = ""
    withdrawn: bool = False

    @property
    def all_day(self) -> bool:
        """Whether only days are known."""
        return not isinstance(self.start, datetime)

    @property
    def mode(self) -> Mode:
        """How people attend."""
        if self.venue:
            return Mode.HYBRID if self.online else Mode.IN_PERSON
        return Mode.ONLINE if self.online else Mode.UNKNOWN

    @property
    def free(self) -> bool | None:
        """Whether it costs nothing; None where no price is given."""
        return self.price.lower().startswith("free") if self.price else None

    @property
    def first_day(self) -> date:
        """The day it starts, in its own zone."""
        return self.start.date() if isinstance(self.start, datetime) else self.start

    @property
    def last_day(self) -> date:
        """The day it ends, in its own zone; the first day where no end is known."""
        end = self.end or self.start
        return end.date() if isinstance(end, datetime) else end

    def title_on(self, site: str) -> str:
        """The title as this site words it, its mark included."""
        return self.mark + self.titles.get(site, self.title)

    def shows(self, name: str, site: str) -> bool:
        """Whether this site prints the field `name`."""
        return name not in self.omit.get(site, ())

    def ended(self, today: date) -> bool:
        """Whether its last day lies before `today`."""
        return self.last_day < today
