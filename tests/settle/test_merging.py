"""Whose field wins, when several sources list one event."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from catalogue.listing import Listing, Place, Status
from catalogue.members import Member
from catalogue.runs import Sighting
from pipelines.merging import merge_members
from tests.settle.test_settle import NOW, START, at, seen

ROLES = {
    "harrowgate": "organiser",
    "tickets": "ticketing",
    "insight": "aggregator",
    "daily": "news",
}
DAY = START.date()


def member(listing: Listing, fetched: datetime = NOW) -> Member:
    sighting = Sighting(
        id=1,
        run_id=1,
        source=listing.source,
        source_key=listing.source_key,
        url=listing.url,
        seen=fetched,
        hash="",
        listing=listing,
    )
    return Member(sighting=sighting, event_id="e", first_seen=NOW, last_seen=fetched)


def merged(*listings: Listing) -> Listing:
    return merge_members([member(one) for one in listings], ROLES)


def of(source: str, key: str = "a", **changes: object) -> Listing:
    return seen(source, key, **changes)


def test_a_timed_start_beats_a_bare_date_whoever_gives_it() -> None:
    event = merged(of("harrowgate", times=at(DAY)), of("daily", times=at(START)))
    assert event.times.start == START
    [winner] = [one.source for one in event.provenance if "times" in one.fields]
    assert winner == "daily"


def test_of_two_days_the_better_source_is_believed_and_a_marked_move_more() -> None:
    later = at(START + timedelta(days=7))
    assert merged(of("daily", times=later), of("harrowgate")).times.start == START
    moved = of("daily", times=later, status=Status.RESCHEDULED)
    assert merged(moved, of("harrowgate")).times == later


def test_of_equal_sources_the_one_that_changed_last_has_the_day() -> None:
    later = at(START + timedelta(days=7))
    stale = member(of("insight"), NOW)
    fresh = member(of("insight", key="b", times=later), NOW + timedelta(days=1))
    assert merge_members([stale, fresh], ROLES).times == later
    assert merge_members([fresh, stale], ROLES).times == later


def test_the_fullest_place_wins_unless_it_is_in_another_town() -> None:
    full = Place(name="Guildhall", address="1 High Street", town="York", postcode="YO1 9QN")
    town = Place(town="York")
    other = Place(name="Guildhall", address="1 High Street", town="Hull", postcode="HU1 2AA")
    assert merged(of("harrowgate", place=town), of("daily", place=full)).place == full
    assert merged(of("harrowgate", place=town), of("daily", place=other)).place == town


def test_title_price_and_booking_come_from_the_best_source_that_gives_them() -> None:
    event = merged(
        of(
            "daily", title="Gangs: police plan day", cpd="3 hours", booking_url="https://d.example/"
        ),
        of("tickets", booking_url="https://t.example/", cpd=None),
        of("harrowgate", booking_url=None, cpd=None),
    )
    assert event.title == seen().title
    assert (event.booking_url, event.cpd) == ("https://t.example/", "3 hours")
    fields = {one.source: one.fields for one in event.provenance}
    assert "cpd" in fields["daily"]
    assert "booking_url" in fields["tickets"]
    assert "title" in fields["harrowgate"]


def test_audiences_of_all_are_put_together() -> None:
    one, other = of("harrowgate", audience=("Officers",)), of("daily", audience=("Analysts",))
    assert merged(other, one).audience == ("Officers", "Analysts")


def test_the_date_of_a_day_is_kept_as_a_day() -> None:
    assert merged(of("harrowgate", times=at(date(2027, 7, 1)))).times.all_day
