"""Read facts.toml: a day goes in, the sample organisers' events with real dates come out.

The facts are dated by their distance from `today`, so that the sites never grow old. An event that
would fall on a Saturday or Sunday moves to the Monday after it, unless it names its weekday.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from catalogue.errors import ReadError
from catalogue.listing import Mode, Status

FACTS = Path(__file__).with_name("facts.toml")
LONDON = "Europe/London"
NEEDED = frozenset({"slug", "sites", "title", "description", "topics"})
WHEN = frozenset({"in", "at", "days", "weekday", "zone", "sessions", "repeat", "stops", "deadline"})
WHO = frozenset({"organiser", "speakers", "chair", "audience", "objectives", "cpd"})
HOW = frozenset({"titles", "place", "online", "price", "status", "mark", "quirks", "omit"})
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


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


@cache
def load_facts() -> dict[str, Any]:
    """The facts file as plain values; treat it as read-only.

    Raises:
        ReadError: An event lacks a key or has an unknown one.
    """
    with FACTS.open("rb") as file:
        facts = tomllib.load(file)
    for row in facts["event"]:
        check_event(row)
    return facts


def check_event(row: Mapping[str, object]) -> None:
    """See that a row of the table `event` has all the keys it needs and none that is unknown.

    Raises:
        ReadError: It has not; the message names the event and the keys.
    """
    wrong = sorted(NEEDED - set(row)) or sorted(set(row) - NEEDED - WHEN - WHO - HOW)
    if wrong:
        raise ReadError(
            f"event {row.get('slug', '?')!r} lacks or misspells {', '.join(map(repr, wrong))}; "
            "correct the facts file",
            url=str(FACTS),
        )


def sites() -> tuple[Site, ...]:
    """All sample sites in the order of the file."""
    return tuple(
        Site(name=name, **(row | {"news": tuple((text, days) for text, days in row["news"])}))
        for name, row in load_facts()["sites"].items()
    )


def occasions(today: date) -> tuple[Occasion, ...]:
    """Every event of the facts file as it stands before any second-day change, in the file's order."""
    return tuple(found for row in load_facts()["event"] for found in _unfold(row, today))


def day_for(today: date, offset: int, weekday: str = "") -> date:
    """The day `offset` days from `today`, moved on to `weekday`, else from a weekend to Monday."""
    day = today + timedelta(days=offset)
    if weekday:
        return day + timedelta(days=(WEEKDAYS.index(weekday) - day.weekday()) % 7)
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def moments(
    day: date, at: str, days: int, zone: str
) -> tuple[date | datetime, date | datetime | None]:
    """Start and end of `at` ("09:30-13:20", "18:00", "" for all day) over `days` days from `day`."""
    last = day + timedelta(days=days - 1)
    if not at:
        return day, last
    first, _, until = at.partition("-")
    return _instant(day, first, zone), _instant(last, until, zone) if until else None


def person(key: str) -> Speaker:
    """The fictional person of the table `people` under `key`."""
    rank, name, honours, role, organisation = load_facts()["people"][key].split("|")
    return Speaker(rank=rank, name=name, honours=honours, role=role, organisation=organisation)


def venue(key: str) -> Venue:
    """The venue of the table `places` under `key`."""
    name, street, town, postcode = load_facts()["places"][key].split("|")
    return Venue(name=name, street=street, town=town, postcode=postcode)


def _instant(day: date, clock: str, zone: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone))


def _unfold(row: dict[str, Any], today: date) -> Iterator[Occasion]:
    """One row of the file: one event, the dates of a series, or the stops of a roadshow."""
    if "stops" in row:
        for stop in row["stops"]:
            one = _occasion({**row, **stop}, today)
            town = one.venue.town.lower() if one.venue else "online"
            yield replace(one, slug=f"{one.slug}-{town.replace(' ', '-')}", series=row["slug"])
    elif "repeat" in row:
        yield from _series(_occasion(row, today), row["repeat"])
    else:
        yield _occasion(row, today)


def _occasion(row: dict[str, Any], today: date) -> Occasion:
    zone = row.get("zone", LONDON)
    day = day_for(today, row["in"], row.get("weekday", ""))
    start, end = moments(day, row.get("at", ""), row.get("days", 1), zone)
    sessions = tuple(_session(day, text, zone) for text in row.get("sessions", ()))
    if sessions:
        start, end = sessions[0][0], sessions[-1][1]
    own = load_facts()["sites"][row["sites"][0]]
    return Occasion(
        slug=row["slug"],
        sites=tuple(row["sites"]),
        organiser=row.get("organiser", own["title"]),
        title=row["title"],
        titles=row.get("titles", {}),
        start=start,
        end=end,
        zone=zone,
        sessions=sessions,
        status=Status(row.get("status", "scheduled")),
        mark=row.get("mark", ""),
        quirks=frozenset(row.get("quirks", ())),
        omit={site: tuple(names) for site, names in row.get("omit", {}).items()},
        **_particulars(row, day),
    )


def _particulars(row: dict[str, Any], day: date) -> dict[str, Any]:
    """What does not hang on the clock."""
    audiences = load_facts()["audiences"]
    known: list[str] = row.get("audience", [])
    return {
        "description": tuple(row["description"].strip().split("\n\n")),
        "topics": tuple(row["topics"]),
        "venue": venue(row["place"]) if "place" in row else None,
        "online": row.get("online", False),
        "price": row.get("price", ""),
        "speakers": tuple(person(key) for key in row.get("speakers", ())),
        "chair": person(row["chair"]) if "chair" in row else None,
        "audience": tuple(line for key in known for line in audiences.get(key, [key])),
        "objectives": tuple(row.get("objectives", ())),
        "cpd": row.get("cpd", 0),
        "deadline": day - timedelta(days=row["deadline"]) if "deadline" in row else None,
    }


def _session(day: date, text: str, zone: str) -> tuple[datetime, datetime]:
    """Read "7 10:00-12:00": ten to noon, seven days after the first day."""
    offset, _, clocks = text.partition(" ")
    first, _, last = clocks.partition("-")
    on = day + timedelta(days=int(offset))
    return _instant(on, first, zone), _instant(on, last, zone)


def _series(first: Occasion, repeat: dict[str, Any]) -> Iterator[Occasion]:
    """The dates of a series; the first carries the rule that a calendar would write."""
    skip: list[int] = repeat.get("skip", [])
    days = [first.first_day + timedelta(days=repeat["every"] * n) for n in range(repeat["count"])]
    dated = [_on_day(first, day) for day in days]
    skipped = tuple(one.start for n, one in enumerate(dated) if n in skip)
    for number, one in enumerate(dated):
        if number in skip:
            continue
        rule = f"FREQ=WEEKLY;INTERVAL={repeat['every'] // 7};COUNT={repeat['count']}"
        yield replace(
            one,
            slug=f"{first.slug}-{number + 1}",
            series=first.slug,
            rule="" if number else rule,
            skipped=() if number else tuple(s for s in skipped if isinstance(s, datetime)),
        )


def _on_day(one: Occasion, day: date) -> Occasion:
    """The same event, at the same wall time, starting on `day`."""
    # Aware datetimes of one zone add days on the wall clock, so nine o'clock stays nine o'clock.
    by = day - one.first_day
    return replace(one, start=one.start + by, end=one.end and one.end + by)
