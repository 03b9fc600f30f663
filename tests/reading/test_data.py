"""Feeds and JSON answers."""

from __future__ import annotations

import json

import pytest

from catalogue.draft import Draft
from tests.reading.given import one, reading

RSS = """<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0" xmlns:ev="http://purl.org/rss/1.0/modules/event/"><channel>
<title>Example Forum</title>{items}</channel></rss>"""


def item(inner: str) -> str:
    return RSS.format(
        items=f"<item><title>Café debate on policing</title><link>https://forum.example/e/1</link>"
        f"{inner}</item>"
    )


def test_event_fields_of_a_feed() -> None:
    draft = one(
        item(
            "<guid>e1</guid><ev:startdate>2027-06-03T09:30:00+01:00</ev:startdate>"
            "<ev:enddate>2027-06-03T16:00:00+01:00</ev:enddate>"
            "<ev:location>The Guildhall, York</ev:location>"
            "<ev:organizer>Example Forum</ev:organizer><category>Rural</category>"
            "<description>&lt;p&gt;Speakers: Amina Okafor; Joe Lunt&lt;/p&gt;&lt;p&gt;Price: £5&lt;/p&gt;</description>"
        )
    )
    assert (draft.title, draft.start, draft.end) == (
        "Café debate on policing",
        "2027-06-03T09:30:00+01:00",
        "2027-06-03T16:00:00+01:00",
    )
    assert (draft.place, draft.organiser, draft.source_key) == (
        "The Guildhall, York",
        "Example Forum",
        "e1",
    )
    assert draft.people == ("Amina Okafor", "Joe Lunt")
    assert (draft.price, draft.categories) == ("£5", ("Rural",))


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("We meet on 3 June 2027 at 10am; the next day at 2pm.", "10am"),
        ("<p>Thursday 3 June, <b>10am to noon</b></p>", "10am to noon"),
        ("Thursday 3 June at 10am, not 3 June at 11am as first said.", ""),
        ("Book by 1 June at 5pm. Doors open an hour before.", ""),
    ],
)
def test_a_clock_that_only_the_description_gives(words: str, time: str) -> None:
    draft = one(json.dumps({"title": "Board", "startDate": "2027-06-03", "description": words}))
    assert (draft.start, draft.time) == ("2027-06-03", time)


def test_a_whole_day_placeholder() -> None:
    draft = one(
        item(
            "<ev:startdate>2027-06-03T00:00</ev:startdate><ev:enddate>2027-06-04T23:59</ev:enddate>"
        )
    )
    assert (draft.start, draft.end, draft.all_day) == ("2027-06-03", "2027-06-04", True)


@pytest.mark.parametrize(
    "inner",
    [
        "<description>&lt;p&gt;Date: 3 June 2027&lt;/p&gt;&lt;p&gt;Time: 10am&lt;/p&gt;</description>",
        "<description>&lt;p&gt;3 June 2027, 10am&lt;/p&gt;</description>",
        "<pubDate>3 June 2027 10am to 4pm</pubDate>",
    ],
)
def test_words_that_carry_a_date(inner: str) -> None:
    assert "3 June 2027" in one(item(inner)).date


def test_news_is_no_event() -> None:
    read = reading(
        item(
            "<pubDate>Thu, 03 Jun 2027 10:00:00 GMT</pubDate><description>Forces have cut theft.</description>"
        )
    )
    assert (read.drafts, read.kind) == ((), "feed")


XML = """<?xml version="1.0" encoding="utf-16"?>{head}<m:meetings xmlns:m="urn:example"><m:meeting id="b7">
<m:name>Harbour Watch Committee</m:name><start><date format="iso">2027-06-03</date></start>
<m:description>The committee meets on Thursday, 3 June 2027 at 9.30am; papers are due on 1 June at noon.</m:description>
<link>https://forum.example/e/7</link></m:meeting><m:meeting><m:name>Quay Board</m:name>
<start>2027-06-04T14:00</start><m:description>{inner}</m:description></m:meeting></m:meetings>"""


def test_meetings_in_the_xml_of_some_system() -> None:
    read = reading(XML.format(head="", inner="<![CDATA[<p>Open to all.</p>]]>"))
    first, second = read.drafts
    assert (read.kind, read.reader, first.title, first.start) == (
        "xml",
        "xml",
        "Harbour Watch Committee",
        "2027-06-03",
    )
    assert (first.time, first.url) == ("9.30am", "https://forum.example/e/7")
    assert (second.start, second.time, second.description) == (
        "2027-06-04T14:00:00",
        "",
        "<p>Open to all.</p>",
    )


def test_xml_opens_nothing_outside_itself() -> None:
    head = "<!DOCTYPE m [<!ENTITY a SYSTEM 'file:///etc/hostname'><!ENTITY b '&a;&a;&a;&a;'>]>"
    read = reading(XML.format(head=head, inner="Open to &b; &a; all"))
    assert [draft.title for draft in read.drafts] == ["Harbour Watch Committee", "Quay Board"]
    assert read.drafts[1].description.startswith("Open to")
    assert reading("<?xml version='1.0'?>" + "<a>" * 5_000).drafts == ()


def test_site_xml_is_no_feed() -> None:
    read = reading(
        "<?xml version='1.0'?><urlset><url><loc>https://forum.example/</loc></url></urlset>"
    )
    assert read.drafts == ()
    assert read.warnings


def test_entity_bombs_are_refused() -> None:
    entities = '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
    item_of_bombs = "<rss><channel><item><title>&b;</title></item></channel></rss>"
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>{item_of_bombs}'
    assert reading(bomb).drafts == ()


TRIBE = {
    "id": 7,
    "global_id": "forum.example?id=7",
    "url": "https://forum.example/event/rural",
    "title": "Rural &#8211; Summit",
    "description": "<p>Theft.</p>",
    "all_day": False,
    "start_date": "2027-06-03 09:30:00",
    "end_date": "2027-06-03 16:00:00",
    "start_date_details": {},
    "utc_start_date": "2027-06-03 08:30:00",
    "timezone": "Europe/London",
    "cost": "£95",
    "venue": {"venue": "The Guildhall", "city": "York", "zip": "YO1 9QL"},
    "organizer": [{"organizer": "Example Forum"}],
    "categories": [{"name": "Rural"}],
    "tags": [],
    "website": "https://forum.example/book",
    "image": False,
}


def answer(**changes: object) -> Draft:
    return one(json.dumps({"events": [{**TRIBE, **changes}]}))


def test_tribe() -> None:
    draft = answer()
    assert (draft.title, draft.start, draft.end) == (
        "Rural – Summit",
        "2027-06-03T09:30:00",
        "2027-06-03T16:00:00",
    )
    assert (draft.zone, draft.place, draft.town, draft.postcode) == (
        "Europe/London",
        "The Guildhall",
        "York",
        "YO1 9QL",
    )
    assert (draft.price, draft.organiser, draft.categories) == ("£95", "Example Forum", ("Rural",))
    assert draft.source_key == "forum.example?id=7"


def test_tribe_traps() -> None:
    draft = answer(
        timezone="UTC+0", utc_start_date="2027-06-03 09:30:00", end_date="2067-02-26 00:00:00"
    )
    assert (draft.zone, draft.end) == ("", "")
    assert len(draft.warnings) == 2
    draft = answer(all_day=True, start_date="2027-06-03 00:00:00", end_date="2027-06-04 23:59:59")
    assert (draft.start, draft.end, draft.all_day) == ("2027-06-03", "2027-06-04", True)
    assert answer(event_status="canceled").status == "canceled"
    assert one(json.dumps(TRIBE)).title == "Rural – Summit"


@pytest.mark.parametrize(
    ("value", "start", "zone"),
    [
        (
            {
                "items": [
                    {
                        "summary": "A",
                        "start": {
                            "dateTime": "2027-06-03T09:30:00+01:00",
                            "timeZone": "Europe/London",
                        },
                    }
                ]
            },
            "2027-06-03T09:30:00+01:00",
            "Europe/London",
        ),
        (
            {
                "events": [
                    {
                        "name": {"text": "A"},
                        "start": {
                            "timezone": "Europe/London",
                            "local": "2027-06-03T09:30:00",
                            "utc": "2027-06-03T08:30:00Z",
                        },
                    }
                ]
            },
            "2027-06-03T09:30:00",
            "Europe/London",
        ),
        (
            {
                "website": {"timeZone": "Europe/London"},
                "upcoming": [{"title": "A", "startDate": 1811925000588}],
            },
            "2027-06-02T08:30:00Z",
            "Europe/London",
        ),
        (
            [{"EventBodyName": "A", "EventDate": "2027-06-03T00:00:00", "EventTime": "2:30 PM"}],
            "2027-06-03",
            "",
        ),
        (
            [{"Title": "A", "Start": "2027-06-03T18:00:00", "End": "2027-06-03T23:59:59"}],
            "2027-06-03T18:00:00",
            "",
        ),
    ],
)
def test_json_of_any_shape(value: object, start: str, zone: str) -> None:
    draft = reading(json.dumps(value)).drafts[0]
    assert (draft.title, draft.start, draft.zone, draft.end) == ("A", start, zone, "")


def test_json_words_and_places() -> None:
    value = {
        "meetings": [
            {
                "name": "A",
                "Meeting Date": "3 June 2027",
                "Meeting Time": "4:00 PM",
                "location": {"name": "Hall", "city": "York"},
                "status": "Cancelled",
                "url": "/m/1",
                "id": 4,
            }
        ]
    }
    draft = one(json.dumps(value))
    assert (draft.date, draft.time, draft.start) == ("3 June 2027", "4:00 PM", "")
    assert (draft.place, draft.address, draft.status) == ("Hall", "York", "Cancelled")
    assert (draft.url, draft.source_key) == ("https://forum.example/m/1", "4")


def test_json_without_events() -> None:
    assert reading('{"name": "Site", "published": "2027-01-01"}').drafts == ()
    assert reading('{"broken').warnings == ("JSON that cannot be read",)


def test_midnight_is_no_time() -> None:
    draft = one('{"items": [{"title": "Committee 10:00 a.m.", "start": "2027-06-03T00:00:00"}]}')
    assert (draft.start, draft.time) == ("2027-06-03", "10:00 a.m.")


def test_a_stored_post_of_the_events_calendar() -> None:
    post = {
        "post_type": "tribe_events",
        "post_title": "A",
        "ID": 7,
        "meta_input": {
            "_EventStartDate": ["2027-06-03 09:30:00"],
            "_EventTimezone": ["Europe/London"],
        },
    }
    draft = one(json.dumps(post))
    assert (draft.title, draft.start, draft.zone) == ("A", "2027-06-03T09:30:00", "Europe/London")


def test_a_feed_too_long_is_read_in_part() -> None:
    items = "<item><title>3 June 2027</title></item>" * 600
    made = reading(f"<rss><channel>{items}</channel></rss>")
    assert any("read in part" in warning for warning in made.warnings)


def test_the_wall_clock_that_platforms_call_utc() -> None:
    clerk = {
        "eventName": "Roads Committee",
        "startDateTime": "2027-06-03T17:30:00Z",
        "publishedFiles": [],
    }
    draft = one(json.dumps({"value": [clerk]}))
    assert draft.start == "2027-06-03T17:30:00"
    assert any("wall clock" in warning for warning in draft.warnings)
    eventon = {"event_title": "Custody day", "event_start_unix": "1812016800"}
    assert one(json.dumps({"eventList": [eventon]})).start == "2027-06-03T10:00:00"


def test_midnight_in_words_and_a_clock_beside_it() -> None:
    row = {
        "title": "Panel",
        "meetingDate": "2027-06-03T00:00:00-05:00",
        "meetingTime": "1:00 p.m.",
    }
    draft = one(json.dumps({"value": [row]}))
    assert (draft.date, draft.time) == ("2027-06-03", "1:00 p.m.")
    assert one(json.dumps({"title": "Panel", "start": "6/3/2027 12:00:00 AM"})).time == ""


def test_holidays_and_numbered_venues() -> None:
    rows = [
        {"title": "Bank holiday", "start": "2027-05-31"},
        {"title": "2027-06-03 Panel", "start": "2027-06-03", "venue": 153},
    ]
    draft = one(json.dumps({"value": rows}))
    assert (draft.title, draft.place) == ("Panel", "")


def test_pages_inside_json() -> None:
    cards = "".join(
        f"<div class='card'><h3>{title}</h3><p>{day} June 2027, 10am</p><p>Guildhall, High Street</p></div>"
        for day, title in ((3, "Rural crime seminar"), (4, "Custody seminar"))
    )
    answer = reading(json.dumps([{"command": "insert", "data": cards}]))
    assert [draft.title for draft in answer.drafts] == ["Rural crime seminar", "Custody seminar"]
    assert answer.kind == "json"


def test_one_event_at_several_times() -> None:
    times = [
        {"event_instance": {"id": 7, "start": f"2027-06-0{day}T18:00:00+01:00"}} for day in (3, 4)
    ]
    event = {
        "id": 5,
        "title": "Custody seminar",
        "location_name": "Guildhall",
        "event_instances": times,
    }
    drafts = reading(json.dumps({"events": [{"event": event}]})).drafts
    assert [(draft.title, draft.start[:10], draft.place) for draft in drafts] == [
        ("Custody seminar", "2027-06-03", "Guildhall"),
        ("Custody seminar", "2027-06-04", "Guildhall"),
    ]


def test_the_description_of_one_event_is_no_list() -> None:
    prose = "<div><p>Date: 3 June 2027</p><p>Venue: Guildhall</p></div>" * 5
    assert reading(json.dumps({"description": prose})).drafts == ()


def test_a_status_in_the_place_of_the_hour() -> None:
    meetings = [
        {"Name": "Harbour Audit Committee", "Meeting Date": "6/3/2027", "Meeting Time": hour}
        for hour in ("Canceled", "9:00 AM")
    ]
    drafts = reading(json.dumps(meetings)).drafts
    assert [(draft.status, draft.time) for draft in drafts] == [("Canceled", ""), ("", "9:00 AM")]
