"""iCalendar (RFC 5545, 7986): the lines C1 to C21 of the publishing checklist."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from catalogue.listing import Listing, Status
from feeds import ical
from feeds.content_lines import Text
from feeds.window import calendar
from tests.feeds.listings import (
    ALL_DAY,
    CANCELLED,
    EVERY,
    FEED,
    HOSTILE,
    LONDON,
    MULTI_DAY,
    OPEN_HOUR,
    OVERSEAS,
    SESSIONS,
    SITE,
    SUMMER,
    TODAY,
    WINTER,
    instants,
)

Strict = Callable[[bytes], list[dict[str, str]]]


def lines_of(*listings: Listing) -> list[str]:
    """Unfolded content lines of a calendar of these listings."""
    data = ical.render(FEED, listings, SITE)
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


def event_of(listing: Listing) -> dict[str, Any]:
    (event,) = Calendar.from_ical(ical.render(FEED, (listing,), SITE)).walk("VEVENT")
    return dict(event)


def uid(listing: Listing, session: str = "") -> str:
    return SITE.uid(listing.id, session)


def test_c1_crlf_utf8_no_mark_no_control(ics_bytes: bytes) -> None:
    assert ics_bytes.startswith(b"BEGIN:VCALENDAR\r\n")
    assert ics_bytes.endswith(b"END:VCALENDAR\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", ics_bytes)
    assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f\x85\u2028]", ics_bytes.decode())
    assert ics_bytes.count(b"BEGIN:VALARM\r\n") == 0


def test_c2_lines_of_75_octets_cut_between_characters(ics_bytes: bytes) -> None:
    for line in ics_bytes.split(b"\r\n"):
        assert len(line) <= 75
        assert line.decode() is not None
        assert (len(line) - len(line.rstrip(b"\\"))) % 2 == 0


def test_c3_head_of_the_calendar(ics_bytes: bytes) -> None:
    head = ics_bytes.partition(b"BEGIN:VTIMEZONE")[0].split(b"\r\n")
    for line in (b"VERSION:2.0", b"PRODID:-//Muster//Events//EN", b"CALSCALE:GREGORIAN"):
        assert head.count(line) == 1


def test_c4_every_event_has_what_clients_match_by(vevents: dict[str, dict[str, Any]]) -> None:
    # Eleven listings: two stay out, one has three sessions.
    assert len(vevents) == len(EVERY) - 2 + 2
    for event in vevents.values():
        for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "LAST-MODIFIED", "SEQUENCE"):
            assert name in event


def test_c4_uid_outlives_title_date_and_address() -> None:
    moved = replace(
        WINTER, title="Other", url="https://south.example/", times=SUMMER.times, sequence=3
    )
    assert event_of(moved)["UID"] == event_of(WINTER)["UID"] == uid(WINTER)


def test_c5_dtstamp_is_the_last_change(vevents: dict[str, dict[str, Any]]) -> None:
    event = vevents[uid(WINTER)]
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == WINTER.modified
    assert event["CREATED"].dt == WINTER.published


def test_c6_sequence_is_the_listings(vevents: dict[str, dict[str, Any]]) -> None:
    assert vevents[uid(WINTER)]["SEQUENCE"] == 2
    assert vevents[uid(SUMMER)]["SEQUENCE"] == 0


def test_c7_days_end_on_the_day_after(vevents: dict[str, dict[str, Any]]) -> None:
    event = vevents[uid(MULTI_DAY)]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 3, 2), date(2027, 3, 5))
    assert "DTEND;VALUE=DATE:20270305" in lines_of(MULTI_DAY)


@pytest.mark.parametrize("listing", [ALL_DAY, CANCELLED, OVERSEAS], ids=["day", "hour", "both"])
def test_c7_unknown_end_has_no_dtend(listing: Listing) -> None:
    times = replace(listing.times, end=None)
    event = event_of(replace(listing, times=times))
    assert "DTEND" not in event
    assert "DURATION" not in event


def test_c7_an_end_that_is_no_end_is_left_out() -> None:
    start = datetime(2027, 2, 1, 9, 0, tzinfo=LONDON)
    listing = replace(WINTER, times=instants(start, start))
    assert "DTEND" not in event_of(listing)


def test_c7_hour_and_day_become_days() -> None:
    start = datetime(2027, 2, 1, 9, 0, tzinfo=LONDON)
    event = event_of(replace(WINTER, times=instants(start, date(2027, 2, 3))))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 2, 1), date(2027, 2, 4))


def test_c8_times_name_their_zone() -> None:
    assert "DTSTART;TZID=Europe/London:20270112T100000" in lines_of(WINTER)
    assert "DTSTART;TZID=Europe/London:20270706T090000" in lines_of(SUMMER)
    assert "DTSTART;TZID=America/New_York:20270316T090000" in lines_of(OVERSEAS)


@pytest.mark.parametrize(
    ("start", "written"),
    [
        (datetime(2027, 1, 12, 10, tzinfo=UTC), "DTSTART:20270112T100000Z"),
        (
            datetime(2027, 1, 12, 10, tzinfo=ZoneInfo("Africa/Casablanca")),
            "DTSTART:20270112T090000Z",
        ),
        (datetime(2027, 10, 31, 1, 30, tzinfo=LONDON, fold=1), "DTSTART:20271031T013000Z"),
        (
            datetime(2027, 10, 31, 1, 30, tzinfo=LONDON),
            "DTSTART;TZID=Europe/London:20271031T013000",
        ),
        (datetime(2027, 3, 28, 1, 30, tzinfo=LONDON), "DTSTART:20270328T013000Z"),
        (datetime(2023, 6, 1, 10, tzinfo=ZoneInfo("Asia/Almaty")), "DTSTART:20230601T040000Z"),
    ],
    ids=["utc", "no yearly rule", "second pass", "first pass", "skipped", "before the rule"],
)
def test_c8_what_a_zone_cannot_say_is_utc(start: datetime, written: str) -> None:
    assert written in lines_of(replace(WINTER, times=instants(start)))


def test_c8_a_time_without_zone_is_a_day() -> None:
    floating = instants(datetime(2027, 2, 1, 9, 0))  # noqa: DTZ001 (no zone is the point)
    event = event_of(replace(WINTER, times=floating))
    assert event["DTSTART"].dt == date(2027, 2, 1)
    assert "09:00" in str(event["DESCRIPTION"])


def test_c9_text_is_escaped(vevents: dict[str, dict[str, Any]], ics_bytes: bytes) -> None:
    assert rb"LOCATION:Alder Hall\, 4 Weir Street\, Netherby\, NB1 2CD" in ics_bytes
    event = vevents[uid(HOSTILE)]
    assert str(event["SUMMARY"]).startswith(
        "Tricky </item> <entry> ]]> & \"q\" 'a' end; of, it\\ C:\\New 🚓"
    )
    assert str(event["LOCATION"]) == "Hall BEGIN:VALARM END:VALARM; room, 2"


@pytest.mark.parametrize(
    ("status", "written", "prefix"),
    [
        (Status.SCHEDULED, "CONFIRMED", ""),
        (Status.TENTATIVE, "TENTATIVE", ""),
        (Status.RESCHEDULED, "CONFIRMED", ""),
        (Status.POSTPONED, "CANCELLED", "Postponed: "),
        (Status.MOVED_ONLINE, "CONFIRMED", ""),
        (Status.SOLD_OUT, "CONFIRMED", "Sold out: "),
        (Status.CANCELLED, "CANCELLED", "Cancelled: "),
        (Status.ENDED, "CONFIRMED", ""),
    ],
)
def test_c10_c11_status_by_the_table(status: Status, written: str, prefix: str) -> None:
    event = event_of(replace(WINTER, status=status))
    assert event["STATUS"] == written
    assert event["SUMMARY"] == prefix + WINTER.title
    assert event["DTSTART"].dt == WINTER.times.start


def test_c10_a_day_whose_hour_is_open_is_tentative(vevents: dict[str, dict[str, Any]]) -> None:
    event = vevents[uid(OPEN_HOUR)]
    assert event["STATUS"] == "TENTATIVE"
    assert event["DTSTART"].dt == date(2027, 4, 20)
    assert "“20 April 2027, 12 to 2”" in str(event["DESCRIPTION"])


def test_c12_plain_words_and_addresses(vevents: dict[str, dict[str, Any]]) -> None:
    event = vevents[uid(WINTER)]
    text = str(event["DESCRIPTION"])
    assert "<" not in text
    assert "review itself (https://north.example/review)" in text
    assert "Join online: https://meet.example/room/12?key=a,b;c" in text
    assert event["URL"] == f"https://muster.example/events/{WINTER.id}"
    assert "ORGANIZER" not in event
    assert event["CONTACT"] == "Northern Policing Forum"
    assert event["CONFERENCE"] == "https://meet.example/room/12?key=a,b;c"
    assert event["CONFERENCE"].params["LABEL"] == "Join online"
    assert event["CATEGORIES"].cats == ["Public order & protest", "Police powers & use of force"]


def test_c12_every_field_stands_in_the_description(vevents: dict[str, dict[str, Any]]) -> None:
    text = str(vevents[uid(WINTER)]["DESCRIPTION"])
    for words in (
        *("10:00 to 12:30 GMT", "Alder Hall", "In person and online", "Northern Policing Forum"),
        *("Chief Superintendent Ama Okoro OBE", "Chair: Tomasz Wilk", "Council safety officers"),
        *("Compare two recent protests", "From £95 plus VAT", "Private sector: 195.00 GBP"),
        *("2 CPD hours", "https://north.example/book/1", "Friday 8 January 2027", "hearing loop"),
        *("conference", "Public order & protest", "Operations", "Netherby Constabulary"),
        *("https://north.example/events/1", "Local government"),
    ):
        assert words in text


def test_c13_no_description_in_html(ics_bytes: bytes) -> None:
    assert b"X-ALT-DESC" not in ics_bytes  # Outlook alone would read it; DESCRIPTION says all


def test_c14_nobody_is_busy(vevents: dict[str, dict[str, Any]]) -> None:
    assert {str(event["TRANSP"]) for event in vevents.values()} == {"TRANSPARENT"}


def test_c15_names_of_the_calendar(ics_bytes: bytes) -> None:
    calendar_ = Calendar.from_ical(ics_bytes)
    assert calendar_["NAME"] == calendar_["X-WR-CALNAME"] == FEED.title
    assert lines_of()[4] == r"X-WR-CALDESC:Events on Public order & protest\, from all sources."
    assert calendar_["X-WR-TIMEZONE"] == "Europe/London"
    assert calendar_["COLOR"] == "navy"
    assert calendar_["SOURCE"] == SITE.feed_url(FEED, "ics")
    assert calendar_["URL"] == "https://muster.example/"


@pytest.mark.parametrize(("ttl", "written"), [(60, "PT1H"), (90, "PT90M"), (360, "PT6H")])
def test_c16_refresh_hints_are_equal(ttl: int, written: str) -> None:
    data = ical.render(FEED, (), replace(SITE, ttl=ttl))
    assert f"REFRESH-INTERVAL;VALUE=DURATION:{written}\r\n".encode() in data
    assert f"X-PUBLISHED-TTL:{written}\r\n".encode() in data


def test_c17_series_are_expanded_and_nobody_is_invited(vevents: dict[str, dict[str, Any]]) -> None:
    for event in vevents.values():
        assert not {"RRULE", "RDATE", "EXDATE", "ATTENDEE"} & set(event)


def test_c17_each_session_is_an_event(vevents: dict[str, dict[str, Any]]) -> None:
    first, second, third = (
        vevents[uid(SESSIONS, key)] for key in ("20270203", "20270203-2", "20270210")
    )
    assert first["SUMMARY"] == "Custody masterclass: Reception"
    assert first["DTEND"].dt == datetime(2027, 2, 3, 11, 0, tzinfo=LONDON)
    assert "DTEND" not in second
    assert third["DTSTART"].dt == date(2027, 2, 10)


def test_c18_no_components_that_no_client_reads(ics_bytes: bytes) -> None:
    kinds = set(re.findall(rb"(?m)^BEGIN:(\w+)", ics_bytes))
    assert kinds == {b"VCALENDAR", b"VTIMEZONE", b"STANDARD", b"DAYLIGHT", b"VEVENT"}


def test_c19_order_does_not_depend_on_the_callers(ics_bytes: bytes) -> None:
    assert ical.render(FEED, tuple(reversed(EVERY)), SITE) == ics_bytes


def test_c20_a_thousand_long_events_stay_below_a_megabyte() -> None:
    start = WINTER.times.start
    assert isinstance(start, datetime)
    many = [
        replace(
            WINTER,
            id=f"00000000-0000-4000-8000-{n:012}",
            times=instants(start + timedelta(hours=n)),
            description="<p>" + "word " * 400 + "</p>",
            people=(),
            objectives=(),
            price=None,
        )
        for n in range(1_000)
    ]
    data = ical.render(FEED, calendar(many, TODAY), SITE)
    assert data.count(b"BEGIN:VEVENT") == 1_000
    assert len(data) < 2 * ical.MAX_BYTES
    assert b"word word" not in data  # all prose has made way
    few = ical.render(FEED, many[:50], SITE)
    assert b"word word" in few


@pytest.mark.parametrize("utc", [False, True])
@pytest.mark.parametrize("listings", [EVERY, ()], ids=["listings", "empty"])
def test_c21_the_strict_linter_finds_nothing(
    strict: Strict, utc: bool, listings: tuple[Listing, ...]
) -> None:
    assert strict(ical.render(FEED, listings, SITE, utc=utc)) == []


@pytest.mark.parametrize("utc", [False, True])
@pytest.mark.parametrize("listing", EVERY, ids=[one.title[:20] for one in EVERY])
def test_vevents_are_those_that_icalendar_writes_whole(listing: Listing, utc: bool) -> None:
    made = ical.render(FEED, (listing,), SITE, utc=utc).replace(b"\r\n ", b"")
    for event in Calendar.from_ical(made).walk("VEVENT"):
        whole = Event()
        for name, value in event.items():
            if name in ("DTSTART", "DTEND", "DTSTAMP", "CREATED", "LAST-MODIFIED"):
                whole.add(name, value.dt)
            elif name in ("SUMMARY", "DESCRIPTION", "LOCATION", "CONTACT"):
                whole[name] = Text(value)  # icalendar's own takes \\N for a line break
            else:
                whole.add(name, value)
        lines = {line for line in whole.content_lines() if line}
        assert lines <= set(made.decode().split("\r\n"))
        assert len(lines) == len(event) + 2
