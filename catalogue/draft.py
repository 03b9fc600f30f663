"""What a page said, in its own words: reading makes Drafts, the pipelines decide what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from catalogue.frozen import maker


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where one field of a Draft comes from.

    Attributes:
        reader: Name of the reader in `spiders.reading.READERS`, such as "jsonld" or "labelled".
        where: Place on the page: "script 2 startDate", "line 14", "VEVENT 3 DTSTART".
        text: The exact text found there, at most 500 characters of it.
        confidence: From 0 (a guess) to 1 (said in so many words).
    """

    reader: str
    where: str
    text: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What is known of a page before it is read; from the source file or from the caller.

    Attributes:
        now: Aware time of fetching: the reference for dates without a year.
        zone: IANA zone in which the source writes its times; None when nobody has said.
        locale: BCP 47 tag; settles the order of day and month ("en-GB": day first).
        source: Name of the source file; "" for a page read by hand.
        organiser: Name to assume when the page gives none; "" for aggregators.
        labels: Extra labels of the site, (label in lower case, field), such as ("held at", "venue").
        single: True for a page that is known to be about one event, whatever else it mentions (a source's
            `follow` addresses), False for one that is known to list events; None where nobody knows.
    """

    now: datetime
    zone: str | None = None
    locale: str = "en-GB"
    source: str = ""
    organiser: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    single: bool | None = None


def locale_of(zone: str | None) -> str:
    """The locale to assume where only the zone is known: month first in the United States, day first elsewhere."""
    return "en-US" if zone in _MONTH_FIRST or (zone or "").startswith("US/") else "en-GB"


_MONTH_FIRST = frozenset(
    f"America/{city}"
    for city in """Adak Anchorage Boise Chicago Denver Detroit Indianapolis
    Juneau Los_Angeles Menominee New_York Nome Phoenix""".split()
) | {"Pacific/Honolulu"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One event as found: raw words, nothing interpreted, nothing invented; "" and () mean not given.

    Attributes:
        title: Words of the title, entities resolved, white space folded.
        url: Absolute address of the event's own page; the page's address where it has none.
        source_key: What makes two visits see the same thing: UID plus RECURRENCE-ID, else the
            platform's identifier, else the canonical address of the detail page.
        start: Machine-readable start as written in mark-up ("2025-06-16T09:30:00+01:00", "20250616").
        end: Machine-readable end as written; a plain date means the last day, inclusive.
        date: Visible words that carry the date ("Tuesday, November 21st 2023"); they may hold times.
        time: Visible words that carry the clock times ("9:30 AM - 1:20 PM GMT").
        zone: Zone as found beside the times: a TZID, an IANA or Windows name; "" when not given.
        all_day: What the mark-up says; None when it says nothing.
        duration: ISO 8601 duration in place of an end ("PT2H").
        sessions: (start, end) words of several sessions of this one event, machine-readable or not.
        rrule: RFC 5545 RRULE value; `rdates` and `exdates` go with it, written like `start`.
        status: Words or identifiers that tell the status ("EventCancelled", "CANCELLED", "Ended 21st Nov").
        place: Name of the venue, or the only words about the place ("Webinar").
        address: Postal address in one line; `town` and `postcode` when mark-up gives them apart.
        mode: Words or identifier of the attendance mode ("OnlineEventAttendanceMode", "Online").
        people: Lines about speakers, one person each, as printed.
        chairs: Lines about people who stand under a chair's label.
        audience: Lines of "Who should attend", as printed.
        objectives: Lines of aims, outcomes, topics covered.
        price: Words about the price, all tiers; joined by "; " when several.
        deadline: Words about the booking deadline.
        description: HTML fragment or plain text of the description, uncleaned.
        categories: Categories and tags the site itself gives.
        language: BCP 47 tag of the page; "" when not given.
        series: Identifier of the series the site itself gives (a superEvent's @id, an UID).
        modified: When the source says it changed, as written (LAST-MODIFIED, dateModified).
        evidence: (field name, Evidence) for every field that is given.
        warnings: Sentences about contradictions and repairs, for people.
    """

    title: str
    url: str = ""
    source_key: str = ""
    start: str = ""
    end: str = ""
    date: str = ""
    time: str = ""
    zone: str = ""
    all_day: bool | None = None
    duration: str = ""
    sessions: tuple[tuple[str, str], ...] = ()
    rrule: str = ""
    rdates: tuple[str, ...] = ()
    exdates: tuple[str, ...] = ()
    status: str = ""
    place: str = ""
    address: str = ""
    town: str = ""
    postcode: str = ""
    mode: str = ""
    online_url: str = ""
    organiser: str = ""
    people: tuple[str, ...] = ()
    chairs: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    price: str = ""
    cpd: str = ""
    booking_url: str = ""
    deadline: str = ""
    accessibility: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    image: str = ""
    language: str = ""
    series: str = ""
    modified: str = ""
    evidence: tuple[tuple[str, Evidence], ...] = field(default=())
    warnings: tuple[str, ...] = ()


make_draft = maker(Draft)
make_evidence = maker(Evidence)
"""As `Draft(…)` and `Evidence(…)`, for readers of pages with hundreds of events."""
