"""An event as known: aware times, a place, people, topics. The one record behind every feed and page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, overload
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, PlainSerializer, TypeAdapter

from catalogue.draft import Evidence


class Status(StrEnum):
    """What became of the event (`docs/decisions.md` says how each looks in every format)."""

    SCHEDULED = "scheduled"
    TENTATIVE = "tentative"
    RESCHEDULED = "rescheduled"
    POSTPONED = "postponed"
    MOVED_ONLINE = "moved-online"
    SOLD_OUT = "sold-out"
    CANCELLED = "cancelled"
    ENDED = "ended"


class Mode(StrEnum):
    """How people attend; never defaulted."""

    IN_PERSON = "in-person"
    ONLINE = "online"
    HYBRID = "hybrid"
    UNKNOWN = "unknown"


class Grade(StrEnum):
    """How far a reading of date words may be published."""

    SURE = "sure"
    NOTED = "noted"
    OPEN = "open"


def _moment_text(value: date | datetime) -> str:
    """RFC 9557: "2027-06-16T09:30:00+01:00[Europe/London]", "2027-06-16" for a day, no offset when floating."""
    text = value.isoformat()
    key = getattr(getattr(value, "tzinfo", None), "key", None)
    return f"{text}[{key}]" if key else text


def _moment_value(value: object) -> object:
    if not isinstance(value, str):
        return value
    if len(value) == 10:
        return date.fromisoformat(value)
    text, _, key = value.rstrip("]").partition("[")
    moment = datetime.fromisoformat(text)
    return moment.astimezone(ZoneInfo(key)) if key else moment


Moment = Annotated[
    datetime | date, PlainSerializer(_moment_text, return_type=str), BeforeValidator(_moment_value)
]
"""A day (a plain date) or an instant: a datetime in its event's own IANA zone; naive only where no zone is known."""


@overload
def day_of(moment: Moment) -> date: ...
@overload
def day_of(moment: None) -> None: ...
def day_of(moment: Moment | None) -> date | None:
    """The calendar day of a day or a moment, in its own zone; None for none."""
    return moment.date() if isinstance(moment, datetime) else moment


def stamp(moment: Moment | None) -> str | None:
    """RFC 3339 with offset, or a plain day; None for none."""
    return None if moment is None else moment.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One of several printed times of an event; `end` None where the page gives none."""

    start: Moment
    end: Moment | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When, as read from the words of the page.

    Attributes:
        start: First day or first instant; None when the words do not carry it.
        end: Last day (inclusive) or closing instant; None when the page gives none.
        zone: IANA name that holds for the start; None for days and for unknown zones.
        grade: What publishing goes by; OPEN readings are shown in words, never as a fact.
        certain: The reader's own yes or no.
        partial: A start known only in part: "2027-05", "2027-autumn", "2027-Q3", "2027-W19", "T10:00".
        sessions: All printed times where there are several, the first included.
        rrule: RFC 5545 recurrence of the words or the calendar.
        why: Flags that explain doubts: "year-inferred", "weekday-mismatch", "zone-season", …
        via: Which layer answered: "iso", "memo", "shape", "grammar", "words", "dateparser".
        text: The words themselves.
    """

    start: Moment | None = None
    end: Moment | None = None
    zone: str | None = None
    grade: Grade = Grade.OPEN
    certain: bool = False
    partial: str | None = None
    sessions: tuple[Session, ...] = ()
    rrule: str | None = None
    why: tuple[str, ...] = ()
    via: str = ""
    text: str = ""

    @property
    def all_day(self) -> bool:
        """Whether only days are known."""
        return self.start is not None and not isinstance(self.start, datetime)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A speaker or chair; `text` is the line as printed."""

    name: str
    honours: tuple[str, ...] = ()
    rank_or_title: str | None = None
    role: str | None = None
    organisation: str | None = None
    event_role: str | None = None
    is_chair: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where; `region` is a nation or an English region, `force` a police-force area; None when unknown."""

    name: str | None = None
    address: str | None = None
    town: str | None = None
    postcode: str | None = None
    region: str | None = None
    force: str | None = None

    @property
    def line(self) -> str:
        """Name, address, town and postcode on one line, nothing twice; "" where none is known."""
        line = ""
        for part in (self.name, self.address, self.town, self.postcode):
            if part and part.casefold() not in line.casefold():
                line += f", {part}" if line else part
        return line


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What it costs: the words, whether it is free, the lowest amount, and (label, amount) tiers."""

    text: str
    is_free: bool | None = None
    amount: float | None = None
    currency: str | None = None
    tiers: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a topic was given: the phrase, the zone of the listing it stands in, and its weight there."""

    phrase: str
    zone: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMatch:
    """One topic with its score and reasons; `low_confidence` topics are shown but not syndicated."""

    slug: str
    score: float
    why: tuple[Reason, ...] = ()
    low_confidence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """One source that lists the event, and the fields that were taken from it."""

    source: str
    source_key: str
    url: str
    seen: datetime
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One event as we know it.

    A sighting (one source's view) has no `id`, `sequence`, `published`, `modified`, `topics`; they are
    given when `pipelines.settle` turns accepted sightings into the event that we publish.

    Attributes:
        title: Plain text, without status marks.
        url: Absolute address of the best source's page.
        audience: Lines as printed; `audience_groups` are their normalised slugs.
        description: Sanitised HTML, absolute links only; "" when the page gives none.
        format: conference, webinar, training, …; None when no word says so.
        deadline: Last day or instant for booking.
        id: Public id (uuid), minted once.
        sequence: RFC 5545 SEQUENCE; rises on a change of time, place or status only.
        published: Aware instant of our first publication; `modified` of the last change.
        series: Shared by events that repeat.
        curated: Fields that an editor decided, "topics" among them.
        pinned: Last day on which it is shown first; None when no editor pinned it.
        evidence: (field, Evidence), as the Draft gave it.
    """

    title: str
    url: str
    source: str = ""
    source_key: str = ""
    times: Times = Times()
    status: Status = Status.SCHEDULED
    mode: Mode = Mode.UNKNOWN
    place: Place = Place()
    online_url: str | None = None
    organiser: str | None = None
    people: tuple[Person, ...] = ()
    audience: tuple[str, ...] = ()
    audience_groups: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    price: Price | None = None
    cpd: str | None = None
    booking_url: str | None = None
    deadline: Moment | None = None
    accessibility: str | None = None
    description: str = ""
    categories: tuple[str, ...] = ()
    image: str | None = None
    language: str | None = None
    format: str | None = None
    series: str | None = None
    topics: tuple[TopicMatch, ...] = ()
    id: str = ""
    sequence: int = 0
    published: datetime | None = None
    modified: datetime | None = None
    provenance: tuple[Provenance, ...] = ()
    curated: tuple[str, ...] = ()
    pinned: date | None = None
    evidence: tuple[tuple[str, Evidence], ...] = ()
    warnings: tuple[str, ...] = ()


@cache
def _adapter() -> TypeAdapter[Listing]:
    return TypeAdapter(Listing)


def listing_to_data(listing: Listing) -> dict[str, Any]:
    """The listing as plain JSON values; `listing_from_data` gives it back equal."""
    data: dict[str, Any] = _adapter().dump_python(listing, mode="json", exclude_defaults=True)
    return data


def person_to_data(person: Person) -> dict[str, Any]:
    """A person as plain JSON values, as filters and feeds tell of one."""
    return {
        "name": person.name,
        "honours": list(person.honours),
        "rank_or_title": person.rank_or_title,
        "role": person.role,
        "organisation": person.organisation,
        "event_role": person.event_role,
        "is_chair": person.is_chair,
    }


def listing_from_data(data: dict[str, Any]) -> Listing:
    """The listing that `listing_to_data` wrote.

    Raises:
        pydantic.ValidationError: `data` is not such a record.
    """
    return _adapter().validate_python(data)


def listing_from_json(text: str) -> Listing:
    """The listing of the JSON text that a store holds; `listing_from_data` of the same, sooner.

    Raises:
        pydantic.ValidationError: The text is not such a record.
    """
    return _reader()(text)


@cache
def _reader() -> Callable[[str], Listing]:
    return _adapter().validator.validate_json
