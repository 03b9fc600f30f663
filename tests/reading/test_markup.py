"""Event mark-up: JSON-LD, microdata, RDFa, h-event, hCalendar."""

from __future__ import annotations

import json

import pytest

from spiders.reading import jsonld, microdata, microformats
from tests.reading.given import page

EVENT = {
    "@context": "https://schema.org",
    "@type": "BusinessEvent",
    "@id": "https://forum.example/events/7#event",
    "name": "Rural Crime &amp; Justice Summit",
    "url": "/events/7",
    "startDate": "2027-06-03T09:30:00+01:00",
    "endDate": "2027-06-03T16:00:00+01:00",
    "eventStatus": "https://schema.org/EventScheduled",
    "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
    "location": {
        "@type": "Place",
        "name": "The Guildhall",
        "address": {
            "streetAddress": "1 Coney Street",
            "addressLocality": "York",
            "postalCode": "YO1 9QL",
        },
    },
    "organizer": {"@type": "Organization", "name": "Example Policing Forum"},
    "performer": [
        {
            "name": "Amina Okafor",
            "jobTitle": "Director",
            "worksFor": {"name": "Rural Safety Centre"},
        }
    ],
    "offers": [{"price": "95", "priceCurrency": "GBP", "url": "https://forum.example/book"}],
    "description": "<p>Theft of machinery.</p>",
    "image": {"url": "/rural.jpg"},
    "inLanguage": "en-GB",
    "keywords": "rural crime, theft",
    "superEvent": {"@id": "https://forum.example/series/rural"},
}


def script(*values: object) -> str:
    return "".join(
        f"<script type='application/ld+json'>{value if isinstance(value, str) else json.dumps(value)}</script>"
        for value in values
    )


def test_jsonld_gives_every_field() -> None:
    (draft,) = jsonld.read(page("<h1>x</h1>" + script(EVENT)))
    assert draft.title == "Rural Crime & Justice Summit"
    assert (draft.start, draft.end) == (EVENT["startDate"], EVENT["endDate"])
    assert draft.url == "https://forum.example/events/7"
    assert draft.source_key == EVENT["@id"]
    assert (draft.place, draft.address) == ("The Guildhall", "1 Coney Street, York, YO1 9QL")
    assert (draft.town, draft.postcode) == ("York", "YO1 9QL")
    assert draft.people == ("Amina Okafor, Director, Rural Safety Centre",)
    assert (draft.price, draft.booking_url) == ("95 GBP", "https://forum.example/book")
    assert draft.status.endswith("EventScheduled")
    assert draft.mode.endswith("OfflineEventAttendanceMode")
    assert (draft.organiser, draft.language) == ("Example Policing Forum", "en-GB")
    assert draft.categories == ("rural crime", "theft")
    assert draft.image == "https://forum.example/rural.jpg"
    assert draft.series == "https://forum.example/series/rural"
    assert draft.description == "<p>Theft of machinery.</p>"
    assert {name for name, _ in draft.evidence} >= {"title", "start", "place", "price"}


@pytest.mark.parametrize(
    "value",
    [
        {"@graph": [{"@type": "WebPage"}, EVENT]},
        [[EVENT]],
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": EVENT}]},
        {"@type": "Place", "name": "The Guildhall", "event": [EVENT]},
        {"@type": "WebPage", "mainEntity": EVENT},
    ],
)
def test_jsonld_is_walked(value: object) -> None:
    assert [draft.start for draft in jsonld.read(page(script(value)))] == [EVENT["startDate"]]


def test_a_broken_script_does_not_cost_its_siblings() -> None:
    made = page(script('{"@type": "Event", "name": "cut', "", EVENT))
    assert len(jsonld.read(made)) == 1
    assert jsonld.refused(made)


def test_references_are_followed() -> None:
    event = {**EVENT, "location": {"@id": "#hall"}}
    hall = {"@type": "Place", "@id": "#hall", "name": "Corn Exchange"}
    assert jsonld.read(page(script({"@graph": [event, hall]})))[0].place == "Corn Exchange"


def test_places_virtual_and_listed() -> None:
    event = {
        **EVENT,
        "location": [
            {"@type": "VirtualLocation", "url": "https://zoom.us/j/1"},
            {"@type": "Place", "name": "York"},
        ],
    }
    draft = jsonld.read(page(script(event)))[0]
    assert (draft.place, draft.online_url) == ("York", "https://zoom.us/j/1")
    assert jsonld.read(page(script({**EVENT, "location": "Leeds"})))[0].place == "Leeds"


def test_sessions_and_courses() -> None:
    part = {"@type": "Event", "startDate": "2027-06-03T09:30", "endDate": "2027-06-03T12:00"}
    (draft,) = jsonld.read(
        page(script({**EVENT, "subEvent": [part, {**part, "startDate": "2027-06-10T09:30"}]}))
    )
    assert [start for start, _ in draft.sessions] == ["2027-06-03T09:30:00", "2027-06-10T09:30:00"]
    course = {
        "@type": "Course",
        "name": "Custody Basics",
        "hasCourseInstance": [{"@type": "CourseInstance", "startDate": "2027-05-01"}],
    }
    (draft,) = jsonld.read(page(script(course)))
    assert (draft.title, draft.start) == ("Custody Basics", "2027-05-01")


def test_doubtful_ends() -> None:
    draft = jsonld.read(page(script({**EVENT, "endDate": "2027-06-02T10:00"})))[0]
    assert draft.end == ""
    assert "before" in draft.warnings[0]
    draft = jsonld.read(
        page(
            script(
                {**EVENT, "startDate": "2027-6-3T10-10-00-00", "endDate": "2027-6-3T23-23-50-00"}
            )
        )
    )[0]
    assert (draft.start, draft.end) == ("2027-06-03T10:00", "")


def test_words_for_a_start_are_date_words() -> None:
    draft = jsonld.read(page(script({**EVENT, "startDate": "3 June 2027"})))[0]
    assert (draft.start, draft.date) == ("", "3 June 2027")


def test_no_events_in_other_things() -> None:
    assert (
        jsonld.read(
            page(
                script(
                    {"@type": "PublicationEvent", "startDate": "2027-01-01"}, {"@type": "Article"}
                )
            )
        )
        == []
    )


def test_sold_out_and_free() -> None:
    offers = [{"price": 0, "availability": "https://schema.org/SoldOut"}]
    draft = jsonld.read(page(script({**EVENT, "offers": offers})))[0]
    assert draft.status == "SoldOut"
    assert draft.price == "0"
    event = {key: value for key, value in EVENT.items() if key != "offers"} | {
        "isAccessibleForFree": True
    }
    assert jsonld.read(page(script(event)))[0].price == "free"


MICRODATA = """<div itemscope itemtype="https://schema.org/Event"><h1 itemprop="name">Rural Crime Summit</h1>
<time itemprop="startDate" datetime="2027-06-03T09:30">3 June</time><meta itemprop="endDate" content="2027-06-03T16:00">
<meta itemprop="startDate" content="2027-06-03T09:30"><a itemprop="url" href="/events/7">more</a>
<div itemprop="location" itemscope itemtype="https://schema.org/Place"><span itemprop="name">The Guildhall</span>
<div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress">
<span itemprop="addressLocality">York</span></div></div>
<div itemprop="subEvent" itemscope itemtype="https://schema.org/Event">
<meta itemprop="startDate" content="2027-06-03T10:00"></div>
</div>"""


@pytest.mark.parametrize("rdfa", [False, True])
def test_microdata_and_rdfa(rdfa: bool) -> None:
    body = MICRODATA
    if rdfa:
        body = body.replace('itemscope itemtype="https://schema.org/', 'typeof="schema:').replace(
            "itemprop=", "property="
        )
    (draft,) = microdata.read_rdfa(page(body)) if rdfa else microdata.read(page(body))
    assert (draft.title, draft.start, draft.end) == (
        "Rural Crime Summit",
        "2027-06-03T09:30:00",
        "2027-06-03T16:00:00",
    )
    assert (draft.place, draft.town, draft.url) == (
        "The Guildhall",
        "York",
        "https://forum.example/events/7",
    )
    assert len(draft.sessions) == 1


def test_h_event() -> None:
    body = """<div class="h-event"><h1 class="p-name">Rural Crime Summit</h1>
        <time class="dt-start" datetime="2027-06-03 9:30">x</time>
        <time class="dt-end" datetime="2027-06-03T16:00:00+0100">y</time><a class="u-url" href="/events/7">z</a>
        <div class="p-location h-card"><span class="p-name">The Guildhall</span>
        <span class="p-locality">York</span></div>
        <div class="e-content"><p>Theft of machinery.</p></div><a class="p-category">Rural</a></div>"""
    (draft,) = microformats.read(page(body))
    assert (draft.title, draft.start, draft.end) == (
        "Rural Crime Summit",
        "2027-06-03T09:30:00",
        "2027-06-03T16:00:00+01:00",
    )
    assert (draft.place, draft.town, draft.url) == (
        "The Guildhall",
        "York",
        "https://forum.example/events/7",
    )
    assert draft.categories == ("Rural",)
    assert "<p>Theft" in draft.description


def test_hcalendar_and_the_gate() -> None:
    body = '<p class="vevent"><span class="summary">Surgery</span><abbr class="dtstart" title="2027-06-03">x</abbr></p>'
    assert [draft.start for draft in microformats.read(page(body))] == ["2027-06-03"]
    assert microformats.read(page("<p>vevent</p>")) == []
