"""What event platforms are known to get wrong, each as a page of our own, read to the end.

The table is that of the design: EventON, Modern Events Calendar, My Calendar, Outsavvy, Eventbrite, Drupal-like
microdata, course catalogues, Squarespace, Legistar.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from catalogue.listing import Listing
from pipelines.normalise import normalise
from tests.reading.given import hints, reading

NAME = "Night Watch Briefing"
DAY = "2027-06-09"


def script(value: object) -> str:
    """A JSON-LD script; a string is taken as it is written."""
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


def event(**fields: object) -> dict[str, object]:
    """An Event of schema.org."""
    return {"@context": "https://schema.org", "@type": "Event", "name": NAME, **fields}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A page, and what is right: start and end to the minute, status, a word of a warning."""

    page: str
    start: str
    end: str = ""
    status: str = "scheduled"
    told: str = ""


def shown(words: str, title: str = NAME) -> str:
    """A heading with the words that visitors see below it."""
    return f"<h1>{title}</h1><p>{words}</p>"


FAULTS = {
    "EventON: the hour twice, a filled-in end, a comma too many": Fault(
        page=shown("9 Jun 2027 6:30 pm - 8:00 pm")
        + script(
            '{"@type":"Event","name":"Night Watch Briefing","startDate":"2027-6-9T18-18-30-00+0:00",'
            '"endDate":"2027-6-9T23-23-50-00+0:00",}'
        ),
        start=f"{DAY}T18:30",
        end=f"{DAY}T20:00",
        told="hour twice",
    ),
    "EventON: a constant offset in microdata": Fault(
        page="<div itemscope itemtype='http://schema.org/Event'><h1 itemprop='name'>Night Watch Briefing</h1>"
        "<meta itemprop='startDate' content='2027-6-9T18:30+0:00'><meta itemprop='endDate' "
        "content='2027-6-9T23:50+0:00'></div><p>9 June 2027, 6:30 pm</p>",
        start=f"{DAY}T18:30",
        told="wall time is kept",
    ),
    "Modern Events Calendar: the day alone, a stray escape, the title says cancelled": Fault(
        page=shown("Jun 09 2027 6:30 pm - 8:00 pm", f"{NAME} – Cancelled")
        + script(
            '{"@type":"Event","eventStatus":"https://schema.org/EventScheduled","name":"Night Watch\\\' Briefing – '
            'Cancelled","startDate":"2027-06-09","endDate":"2027-06-09"}'
        ),
        start=f"{DAY}T18:30",
        end=f"{DAY}T20:00",
        status="cancelled",
        told="EventScheduled",
    ),
    "My Calendar: the offset of summer abroad in a British winter": Fault(
        page=shown("13 January 2027, 6:30pm – 8pm")
        + script(event(startDate="2027-01-13T18:30:00+02:00", endDate="2027-01-13T20:00:00+02:00")),
        start="2027-01-13T18:30",
        end="2027-01-13T20:00",
        told="wall time is kept",
    ),
    "My Calendar: a whole day that ends 59 seconds into the next": Fault(
        page=shown("13 January 2027")
        + script(event(startDate="2027-01-13T00:00:00+02:00", endDate="2027-01-14T00:00:59+02:00")),
        start="2027-01-13",
    ),
    "Outsavvy: seconds twice": Fault(
        page=shown("9 June 2027, 12:30pm")
        + script(event(startDate=f"{DAY}T12:30:00:00+01:00", endDate=f"{DAY}T14:30:00:00+01:00")),
        start=f"{DAY}T12:30",
        end=f"{DAY}T14:30",
        told="seconds too many",
    ),
    "Eventbrite: a series as one event of eight months": Fault(
        page=shown("Several dates")
        + script(event(startDate=f"{DAY}T12:30:00+0100", endDate="2028-02-09T14:30:00+0000")),
        start=f"{DAY}T12:30",
        end="2028-02-09T14:30",
        told="series",
    ),
    "Drupal: UTC without Z, a property three times": Fault(
        page="<div itemscope itemtype='http://schema.org/Event'><h1 itemprop='name'>Night Watch Briefing</h1>"
        + f"<span itemprop='startDate' content='{DAY}T17:30:00'>9 June 2027 - 6:30pm</span>"
        + f"<span itemprop='startDate' content='{DAY}T17:30:00'></span>" * 2
        + f"<span itemprop='endDate' content='{DAY}T19:00:00'>8:00pm</span></div>",
        start=f"{DAY}T18:30",
        end=f"{DAY}T20:00",
        told="UTC written without Z",
    ),
    "the end before the start": Fault(
        page=shown("9 June 2027")
        + script(event(startDate=f"{DAY}T12:30:00+01:00", endDate="2027-06-08T14:30:00+01:00")),
        start=f"{DAY}T12:30",
        told="before start",
    ),
    "the day alone, while the page shows a clock": Fault(
        page=shown("Wednesday 9 June, 18.30 to 20.00") + script(event(startDate=DAY)),
        start=f"{DAY}T18:30",
        end=f"{DAY}T20:00",
    ),
    "another clock on the page": Fault(
        page=shown("Wednesday 9 June 2027, 6pm") + script(event(startDate=f"{DAY}T19:15:00+01:00")),
        start=f"{DAY}T19:15",
        told="the page prints 18:00",
    ),
    "GMT in summer": Fault(
        page=shown("Wednesday 9 June 2027, 6pm GMT")
        + script(event(startDate=f"{DAY}T18:00:00+00:00")),
        start=f"{DAY}T18:00",
        told="wall time is kept",
    ),
    "the title says that it moved online": Fault(
        page=shown("9 June 2027, 6pm", f"NOW ONLINE: {NAME}")
        + script(
            event(
                startDate=f"{DAY}T18:00:00+01:00",
                eventStatus="EventScheduled",
                location={"@type": "Place", "name": "Mariners Hall"},
            )
        ),
        start=f"{DAY}T18:00",
        status="moved-online",
        told="NOW ONLINE",
    ),
    "Squarespace: thousandths of noise": Fault(
        page=json.dumps(
            {
                "upcoming": [
                    {
                        "id": "a1",
                        "title": NAME,
                        "startDate": 1812562200588,
                        "endDate": 1812567600588,
                        "location": {"mapLat": 40.7207559, "mapLng": -74.0007613},
                    }
                ],
                "website": {"timeZone": "Europe/London"},
            }
        ),
        start=f"{DAY}T18:30",
        end=f"{DAY}T20:00",
    ),
    "Legistar: midnight, and the clock beside it": Fault(
        page=json.dumps(
            [
                {
                    "EventId": 7,
                    "EventBodyName": NAME,
                    "EventDate": f"{DAY}T00:00:00",
                    "EventTime": "6:30 PM",
                    "EventLocation": "Mariners Hall",
                }
            ]
        ),
        start=f"{DAY}T18:30",
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_fault(fault: Fault) -> None:
    text = fault.page if fault.page[0] in "{[" else f"<html><body>{fault.page}</body></html>"
    drafts = reading(text, hints()).drafts
    assert len(drafts) == 1
    listing = normalise(drafts[0], hints())
    assert _minutes(listing) == (fault.start, fault.end)
    assert str(listing.status) == fault.status
    assert fault.told in " ".join(listing.warnings)


def _minutes(listing: Listing) -> tuple[str, str]:
    start, end = (
        moment.isoformat()[:16] if moment else ""
        for moment in (listing.times.start, listing.times.end)
    )
    return start, end


def test_no_venue_from_a_default_marker() -> None:
    draft = reading(FAULTS["Squarespace: thousandths of noise"].page).drafts[0]
    assert (draft.place, draft.address) == ("", "")


def test_courses_have_one_event_for_each_instance() -> None:
    course = {
        "@type": "Course",
        "name": "Custody Course",
        "hasCourseInstance": [
            {"@type": "CourseInstance", "startDate": f"2027-{month}-09", "courseMode": mode}
            for month, mode in (("06", "online"), ("09", "onsite"))
        ],
    }
    drafts = reading(f"<html><body>{script(course)}</body></html>").drafts
    modes = [str(normalise(draft, hints()).mode) for draft in drafts]
    assert [draft.title for draft in drafts] == ["Custody Course"] * 2
    assert modes == ["online", "in-person"]
