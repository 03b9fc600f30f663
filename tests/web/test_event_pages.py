"""One event: its page, its JSON-LD and its calendar file."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from icalendar import Calendar
from sqlalchemy import update

from catalogue import tables
from catalogue.events import Revision, add_alias, add_revision, next_seq
from catalogue.listing import Grade, Listing, Mode, Session, Status, Times
from catalogue.sources import SourceRow, remember
from tests.web.making import NOW, at, event_id, full, make, open_store, site, sure


def json_ld(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def page_of(folder: Path, listing: Listing) -> str:
    with site(folder, listing) as client:
        answer = client.get(f"/events/{listing.id}")
    assert answer.status_code == 200
    return answer.text


def test_every_field_is_on_the_page(tmp_path: Path) -> None:
    page = page_of(tmp_path, full())
    for words in (
        "Custody &amp; care &lt;conference&gt;</h1>",
        "Northmoor Policing Institute",
        "Wednesday 10 March 2027, 09:30",
        "Assembly Rooms",
        "1 Market Street, Northmoor NM1 1AA",
        "In person and online",
        "North West",
        "https://join.example/1",
        "£95 or £45 for charities",
        "5 hours",
        "Monday 8 March 2027",
        "https://book.example/custody",
        "Chief Constable Amara Okonjo QPM",
        ">Chair<",
        "Lead for custody, Northmoor Police",
        ">Keynote<",
        "Custody sergeants &amp; nurses",
        "Understand the &lt;new&gt; duty",
        "Hearing loop in the main hall.",
        "Opening &amp; welcome",
        'href="/topics/police-powers"',
        "(perhaps)",
        "“custody” in the title",
        ">Northmoor</a>",
        "Time and speakers from <a",
        "Venue from <a",
        "/events/" + full().id + ".ics",
    ):
        assert words in page, words
    assert "alert(1)" not in page
    assert "<h4" not in page


def test_source_titles_are_used_where_known(tmp_path: Path) -> None:
    listing = full()
    with open_store(tmp_path, listing) as store, store.begin() as tx:
        remember(
            tx, SourceRow(name="civic", title="The Civic Forum", home="https://civic.example/")
        )
    assert ">The Civic Forum</a>" in page_of(tmp_path, listing)


def test_bare_event_says_what_is_missing(tmp_path: Path) -> None:
    page = page_of(tmp_path, make("Bare", Times()))
    assert "Date to be announced" in page
    assert "The source does not say." in page
    assert "Add to calendar" not in page
    assert "Speakers" not in page
    data = json_ld(page)
    assert "startDate" not in data
    assert "eventAttendanceMode" not in data
    assert "location" not in data


def test_cancelled_keeps_its_date_and_loses_its_booking(tmp_path: Path) -> None:
    listing = make("Off", status=Status.CANCELLED, booking_url="https://book.example/off")
    page = page_of(tmp_path, listing)
    data = json_ld(page)
    assert "<strong>Cancelled.</strong> The organiser has cancelled this event." in page
    assert "<title>Cancelled: Off" in page
    assert "https://book.example/off" not in page
    assert data["eventStatus"] == "https://schema.org/EventCancelled"
    assert data["startDate"] == "2027-03-10T09:30:00+00:00"


def test_past_event_has_ended_unless_it_was_cancelled(tmp_path: Path) -> None:
    ended = make("Ended", sure(date(2027, 2, 1)))
    assert "already taken place" in page_of(tmp_path, ended)
    cancelled = make("Never", sure(date(2027, 2, 1)), status=Status.CANCELLED)
    assert "already taken place" not in page_of(tmp_path, cancelled)


def test_noted_reading_shows_the_words_of_the_source(tmp_path: Path) -> None:
    times = Times(
        start=at(14, 10, month=7),
        zone="Europe/London",
        grade=Grade.NOTED,
        why=("zone-season", "no-such-flag"),
        text="14 July, 10am GMT",
    )
    page = page_of(tmp_path, make("Noted", times))
    assert "Wednesday 14 July 2027, 10:00</time> BST" in page
    assert "The printed time zone does not fit the season" in page
    assert "<q>14 July, 10am GMT</q>" in page


def test_open_reading_is_no_fact(tmp_path: Path) -> None:
    times = Times(
        start=date(2027, 4, 3), grade=Grade.OPEN, why=("order-ambiguous",), text="03/04/27"
    )
    page = page_of(tmp_path, make("Open", times))
    assert "The source says: “03/04/27”" in page
    assert "Day and month could be read either way round." in page
    assert "April" not in page
    assert "startDate" not in json_ld(page)


def test_open_hour_leaves_the_day_a_fact(tmp_path: Path) -> None:
    times = Times(
        start=at(10, 19), grade=Grade.OPEN, why=("doors-only",), text="10 March, doors 7pm"
    )
    listing = make("Doors", times)
    page = page_of(tmp_path, listing)
    assert ">Wednesday 10 March 2027</time>" in page
    assert "The source says: “10 March, doors 7pm”" in page
    assert "We cannot tell the time for certain." in page
    assert json_ld(page)["startDate"] == "2027-03-10"
    with site(tmp_path) as client:
        listed, month = client.get("/").text, client.get("/month/2027-03").text
    assert "“10 March, doors 7pm”" in listed
    assert "Day to be confirmed" not in listed
    assert "Doors</a>" in month.partition("</table>")[0]


def test_sessions_are_listed(tmp_path: Path) -> None:
    sessions = tuple(Session(start=at(d, 18), end=at(d, 20), title=f"Part {d}") for d in (8, 15))
    times = sure(at(8, 18), at(15, 20), sessions=sessions)
    page = page_of(tmp_path, make("Evenings", times))
    assert "2 sessions:" in page
    assert "Part 15: <time" in page
    assert "18:00</time> to <time" in page
    assert "(first of 2 sessions)" in page


def test_history_is_told_newest_first(tmp_path: Path) -> None:
    listing = make("Moved", status=Status.RESCHEDULED)
    moved = Revision(
        at=datetime(2027, 3, 2, 8, tzinfo=UTC),
        kind="moved",
        changes={"start": ("Tue 9 Mar 2027, 09:30 GMT", "Wed 10 Mar 2027, 09:30 GMT"), "venue_x": ("A", "")},
        source="northmoor",
    )  # fmt: skip
    with open_store(tmp_path, listing) as store, store.begin() as tx:
        new = Revision(at=NOW, kind="new", changes={"title": ("", "x")}, source="northmoor")
        add_revision(tx, listing.id, new)
        add_revision(tx, listing.id, moved)
    page = page_of(tmp_path, listing)
    assert page.index("Moved to another time") < page.index("First listed here")
    assert "<del>A</del>" in page
    assert "no longer given" in page
    assert json_ld(page)["previousStartDate"] == "2027-03-09"


def test_json_ld_cannot_leave_its_element(tmp_path: Path) -> None:
    title = "</script><script>alert(1)</script>\u2028&amp;"
    page = page_of(tmp_path, make(title))
    assert page.count("</script>") == 1
    assert json_ld(page)["name"] == title


def test_json_ld_names_mode_place_and_people(tmp_path: Path) -> None:
    data = json_ld(page_of(tmp_path, full()))
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [one["@type"] for one in data["location"]] == ["VirtualLocation", "Place"]
    assert data["location"][1]["address"]["postalCode"] == "NM1 1AA"
    assert data["performer"][0]["name"] == "Amara Okonjo"
    assert data["offers"] == {
        "@type": "Offer",
        "price": 45.0,
        "priceCurrency": "GBP",
        "url": "https://book.example/custody",
    }
    assert data["isAccessibleForFree"] is False
    assert data["about"] == ["police-powers"]


def test_only_online_events_carry_the_script_for_the_readers_zone(tmp_path: Path) -> None:
    online = page_of(tmp_path, make("Online", mode=Mode.ONLINE))
    assert 'data-event-zone="Europe/London"' in online
    assert "/static/viewer-zone.js" in online
    there = page_of(tmp_path, make("There", mode=Mode.IN_PERSON))
    assert "viewer-zone" not in there
    day = page_of(tmp_path, make("Day", sure(date(2027, 3, 9)), mode=Mode.ONLINE))
    assert "viewer-zone" not in day


def test_calendar_file_holds_this_event_alone(tmp_path: Path) -> None:
    listing = full()
    with site(tmp_path, listing, make("Another")) as client:
        answer = client.get(f"/events/{listing.id}.ics")
        again = client.get(
            f"/events/{listing.id}.ics", headers={"if-none-match": answer.headers["etag"]}
        )
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment;")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(one["UID"]) for one in events] == [f"{listing.id}@muster.example"]
    assert again.status_code == 304


def test_event_without_a_date_has_no_calendar_file(tmp_path: Path) -> None:
    listing = make("Bare", Times())
    with site(tmp_path, listing) as client:
        assert client.get(f"/events/{listing.id}.ics").status_code == 404


def test_absorbed_id_leads_to_the_kept_one(tmp_path: Path) -> None:
    kept, old = make("Kept"), event_id("old")
    with open_store(tmp_path, kept) as store, store.begin() as tx:
        add_alias(tx, old, kept.id, NOW)
    with site(tmp_path) as client:
        page, calendar = client.get(f"/events/{old}"), client.get(f"/events/{old}.ics")
    assert (page.status_code, page.headers["location"]) == (301, f"/events/{kept.id}")
    assert (calendar.status_code, calendar.headers["location"]) == (301, f"/events/{kept.id}.ics")


def test_unknown_event_is_a_page_that_leads_on(tmp_path: Path) -> None:
    with site(tmp_path) as client:
        answer = client.get("/events/nobody")
    assert answer.status_code == 404
    assert "Page not found" in answer.text
    assert 'href="/topics"' in answer.text


def test_hidden_event_is_nowhere(tmp_path: Path) -> None:
    listing = make("Hidden")
    with open_store(tmp_path, listing, make("Shown")) as store, store.begin() as tx:
        tx.execute(
            update(tables.event)
            .where(tables.event.c.id == listing.id)
            .values(hidden=True, seq=next_seq(tx))
        )
    with site(tmp_path) as client:
        assert client.get(f"/events/{listing.id}").status_code == 404
        assert client.get(f"/events/{listing.id}.ics").status_code == 404
        assert "Hidden" not in client.get("/").text


def test_only_web_addresses_become_links(tmp_path: Path) -> None:
    bad = "javascript:alert(1)//https://a.example"
    listing = make("Bad", mode=Mode.ONLINE, url=bad, booking_url=bad, online_url=bad)
    with open_store(tmp_path, listing) as store, store.begin() as tx:
        remember(tx, SourceRow(name="northmoor", title="Northmoor", home=bad))
    page = page_of(tmp_path, listing)
    assert "javascript:" not in page
    assert "<li>Northmoor</li>" in page
    with site(tmp_path) as client:
        assert "javascript:" not in client.get("/sources").text
