"""What is compared of a row and of a listing."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.listing import Listing, Mode, Place, Status, Times
from pipelines.candidates import candidate_of, candidate_of_row, fullness
from tests.duplicates.listings import BASE, candidate, row

LONDON = ZoneInfo("Europe/London")
DAY = date(2027, 6, 16).toordinal()


LISTING = Listing(
    title=BASE["title"],
    url=BASE["url"],
    source=BASE["source"],
    organiser=BASE["organiser"],
    times=Times(start=datetime(2027, 6, 16, 9, 30, tzinfo=LONDON)),
    place=Place(name="Corn Exchange", town="Leeds"),
    mode=Mode.IN_PERSON,
)


def test_a_listing_and_its_row_are_compared_alike() -> None:
    one, other = candidate_of(LISTING, "organiser"), candidate_of_row(BASE)
    for field in ("title", "source", "url", "first_day", "last_day", "minute", "words", "towns"):
        assert getattr(one, field) == getattr(other, field), field
    for field in ("venue", "organiser", "mode", "moved", "edition"):
        assert getattr(one, field) == getattr(other, field), field
    assert (one.key, one.role) == (BASE["url"], "organiser")


@pytest.mark.parametrize(
    ("start", "minute"),
    [
        ("2027-06-16T09:30", 570),
        ("2027-06-16T09:30:00+01:00", 570),
        ("2027-06-16T08:30Z", 570),
        ("2027-06-16", None),
        (" 2027-06-16 ", None),
    ],
)
def test_starts_are_london_wall_time(start: str, minute: int | None) -> None:
    one = candidate(start=start)
    assert (one.first_day, one.last_day, one.minute) == (DAY, DAY, minute)


def test_the_clock_of_a_date_only_row_is_not_believed() -> None:
    assert candidate(start="2027-06-16T00:00", date_only=True).minute is None


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("2027-06-18", DAY + 2),
        ("2027-06-18T16:00", DAY + 2),
        ("2027-06-15", DAY),
        ("2037-06-15", DAY),
        ("soon", DAY),
        (None, DAY),
    ],
)
def test_the_last_day(end: str | None, last: int) -> None:
    assert candidate(end=end).last_day == last


def test_a_listing_of_days_ends_on_its_last_day() -> None:
    one = candidate_of(
        replace(LISTING, times=Times(start=date(2027, 6, 16), end=date(2027, 6, 17)))
    )
    assert (one.first_day, one.last_day, one.minute) == (DAY, DAY + 1, None)


@pytest.mark.parametrize("start", [None, "", "autumn", "2027-13-01", 5, "9999-12-31T23:59-12:00"])
def test_an_unreadable_start_is_no_start_or_harmless(start: object) -> None:
    one = candidate(start=start)
    assert one.first_day is None or one.first_day == date.max.toordinal()


def test_the_venue_without_its_town() -> None:
    assert candidate().venue == {"corn"} | {"exchange"}
    assert [sorted(town.own) for town in candidate().towns] == [["leeds"]]
    assert candidate(venue=None).has_venue is False
    assert candidate(venue="Zoom").venue == frozenset()


def test_the_town_of_a_listing_comes_before_that_of_its_venue() -> None:
    one = candidate_of(replace(LISTING, place=Place(name="York Hall", town="London")))
    assert all("london" in town.own for town in one.towns)


def test_organisers_have_their_initials_and_local_bodies_their_place() -> None:
    assert "hli" in candidate().organiser
    assert candidate(organiser="Kirklees Council").areas
    assert not candidate(organiser="Leeds Thinkers", title="Farms").areas


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://www.a.example/x/", "a.example/x"),
        ("https://A.example/x?utm_source=n&id=3#top", "a.example/x?id=3"),
        ("https://a.example/x?b=2&a=1", "a.example/x?a=1&b=2"),
        ("https://a.example/", ""),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_addresses_are_compared_without_what_makes_no_difference(url: str, canonical: str) -> None:
    assert candidate(url=url).url == canonical


def test_booking_numbers_of_ticket_sites() -> None:
    one = candidate(url="https://www.eventbrite.co.uk/e/farms-tickets-123456789")
    other = candidate(url="https://www.eventbrite.com/e/123456789?aff=diary")
    assert one.ticket == other.ticket != ""
    assert candidate(url="https://www.eventbrite.com/d/uk/farms").ticket == ""
    assert candidate(url="https://a.example/e/123456789").ticket == ""


def test_moved_by_status_or_by_title() -> None:
    assert candidate_of(replace(LISTING, status=Status.RESCHEDULED)).moved
    assert candidate(status="postponed").moved
    assert candidate(title="POSTPONED: Farms").moved
    assert not candidate_of(replace(LISTING, status=Status.CANCELLED)).moved


def test_inperson_is_read_and_nonsense_is_unknown() -> None:
    assert candidate(mode="inperson").mode == "in-person"
    assert candidate(mode="telepathy").mode == candidate(mode=None).mode == "unknown"


def test_the_fullest_come_first() -> None:
    bare = candidate("c", start="2027-06-16", venue=None, organiser="")
    assert sorted([bare, candidate_of_row(BASE)], key=fullness)[0].key == "a"
    ranked = sorted([candidate("x", role="news"), candidate("y", role="organiser")], key=fullness)
    assert [one.key for one in ranked] == ["y", "x"]


JSON = st.none() | st.booleans() | st.integers() | st.text(max_size=40)


@settings(deadline=None)  # the first call reads the word lists
@given(st.dictionaries(st.sampled_from(sorted(row())), JSON))
def test_no_row_is_too_strange(values: dict[str, Any]) -> None:
    one = candidate_of_row(values)
    assert fullness(one) == fullness(candidate_of_row(dict(values)))
