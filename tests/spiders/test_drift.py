"""Faults that befall most events of a source at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.listing import Listing, Mode, Place, Status, Times
from spiders.drift import FEWEST, Pair, drift

NINE = datetime(2027, 6, 7, 9, 30, tzinfo=UTC)


def known(number: int) -> Listing:
    start = NINE + timedelta(days=number)
    return Listing(
        title=f"Seminar {number}",
        url=f"https://larkfield.example/{number}",
        times=Times(start=start),
        mode=Mode.IN_PERSON,
        place=Place(name="Guild Hall"),
    )


def at(listing: Listing, start: datetime | date | None) -> Listing:
    return replace(listing, times=replace(listing.times, start=start))


def changed(kind: str, listing: Listing) -> Listing:
    start = listing.times.start
    assert isinstance(start, datetime)
    return {
        "clock": at(listing, start.date()),
        "date": at(listing, None),
        "hour": at(listing, start - timedelta(hours=1)),
        "day": at(listing, NINE - timedelta(days=30)),
        "title": replace(listing, title="Larkfield Trust"),
        "status": replace(at(listing, start.date()), status=Status.CANCELLED),
        "place": replace(listing, place=Place(), mode=Mode.UNKNOWN),
        "week": at(listing, start + timedelta(days=7)),
        "online": replace(listing, place=Place(), mode=Mode.ONLINE),
        "text": replace(listing, description="New words."),
    }[kind]


def pairs(kind: str, number: int = 8) -> list[Pair]:
    return [(known(index), changed(kind, known(index))) for index in range(number)]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("clock", "lost their clock time at once, such as “Seminar 0”."),
        ("date", "lost their clock time"),
        ("hour", "moved by the same hours"),
        ("day", "moved to the same day"),
        ("title", "changed to the same title at once, such as “Larkfield Trust”."),
        ("place", "lost their place"),
    ],
)
def test_what_befalls_most_events_at_once_is_a_fault(kind: str, words: str) -> None:
    assert f"8 of 8 listings {words}" in drift(pairs(kind), 8)
    assert f"8 of 16 listings {words}" in drift(pairs(kind), 16), "half of what was found"
    assert not drift(pairs(kind), 17), "less than half of what was found"
    assert not drift(pairs(kind, FEWEST - 1), FEWEST), "few events change by chance"


@pytest.mark.parametrize(
    ("kind", "fewest"),
    [("clock", 2), ("date", 2), ("title", 2), ("place", 3), ("hour", 5), ("day", 5)],
)
def test_of_a_small_source_all_must_change_as_no_organiser_would(kind: str, fewest: int) -> None:
    for number in range(1, FEWEST + 1):
        assert bool(drift(pairs(kind, number), number)) == (number >= fewest)
        assert not drift(pairs(kind, number), number + 1) or number == FEWEST


@pytest.mark.parametrize("kind", ["week", "online", "text", "status"])
def test_what_organisers_do_is_no_fault(kind: str) -> None:
    assert not drift(pairs(kind), 8)


def test_events_that_move_each_by_itself_are_news() -> None:
    moved = [
        (known(index), at(known(index), NINE + timedelta(days=index, hours=index + 1)))
        for index in range(8)
    ]
    assert not drift(moved, 8)
    assert not drift([], 0)


def test_one_course_on_many_days_may_have_a_new_name() -> None:
    days = [known(index) for index in range(8)]
    one_name = [replace(each, title="First aid") for each in days]
    renamed = [(before, replace(before, title="First aid at work")) for before in one_name]
    assert not drift(renamed, 8)


MOMENTS = st.none() | st.dates() | st.datetimes(timezones=st.just(UTC))
LISTINGS = st.builds(
    Listing,
    title=st.text(max_size=5),
    url=st.just("https://larkfield.example/"),
    times=st.builds(Times, start=MOMENTS),
    status=st.sampled_from(Status),
    mode=st.sampled_from(Mode),
)


@given(st.lists(st.tuples(LISTINGS, LISTINGS), max_size=12), st.integers(0, 20))
def test_any_change_is_judged(some: list[Pair], found: int) -> None:
    said = drift(some, found)
    assert not said or len(some) >= 2
    assert not drift([(before, before) for before, _ in some], found)
