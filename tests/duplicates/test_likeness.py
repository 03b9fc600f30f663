"""Pairs of listings: the cases that are often told wrong, the points, and the vetoes."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.candidates import candidate_of_row
from pipelines.likeness import THRESHOLD, VETO, explain, score, vetoed
from pipelines.rarity import listed
from tests.duplicates.listings import BASE, candidate, row

A = candidate_of_row(BASE)


def points(**changes: object) -> float:
    return score(A, candidate("b", **changes), listed).points


def vetoes(**changes: object) -> tuple[str, ...]:
    return score(A, candidate("b", **changes), listed).vetoes


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"title": "RURAL THEFTS - PROTECTING NORTHSHIRE FARMS"},
        {"title": "Rural Thefts"},
        {"title": "FREE WEBINAR: Rural thefts (sold out)"},
        {"title": "Rural thefst: protecting Northshire farms"},
        {"title": "Harrow Lane Institute: Rural thefts, protecting Northshire farms"},
        {"start": "2027-06-16", "date_only": True},
        {"start": "2027-06-16T08:30Z"},
        {"start": "2027-06-16T09:00"},
        {"organiser": ""},
        {"venue": None},
        {"venue": "Leeds"},
        {"venue": "The Corn Exchange, Call Lane"},
        {"title": "Rural Thefts: Protecting Northshire Farms - livestream", "venue": "Online",
         "mode": "online"},
        {"title": "RESCHEDULED: Rural Thefts: Protecting Northshire Farms",
         "start": "2027-07-14T09:30"},
        {"status": "rescheduled", "start": "2027-07-14T09:30"},
        {"end": "2027-06-17"},
        {"start": "2027-06-15", "end": "2027-06-17"},
    ],
)  # fmt: skip
def test_one_event_told_differently(changes: dict[str, Any]) -> None:
    assert points(**changes) >= THRESHOLD


@pytest.mark.parametrize(
    ("changes", "veto"),
    [
        ({"start": "2027-06-17T09:30"}, "date"),
        ({"start": None}, "date"),
        ({"title": "CANCELLED: Rural Thefts: Protecting Northshire Farms",
          "start": "2027-06-23T09:30"}, "date"),
        ({"title": "RESCHEDULED: Rural fires", "start": "2027-07-14"}, "date"),
        ({"title": "RESCHEDULED: Rural Thefts: Protecting Northshire Farms",
          "start": "2028-06-14"}, "date"),
        ({"start": "2027-06-17", "end": "2027-06-18"}, "date"),
        ({"start": "2027-06-16T13:30"}, "time"),
        ({"venue": "Mechanics Hall, Birmingham"}, "city"),
        ({"venue": "Corn Exchange, London"}, "city"),
        ({"source": "harrowlane.example", "url": "https://harrowlane.example/2",
          "venue": "Mechanics Hall"}, "venue"),
        ({"source": "harrowlane.example", "url": "https://harrowlane.example/2",
          "venue": "Online", "mode": "online"}, "venue"),
    ],
)  # fmt: skip
def test_never_one_event(changes: dict[str, Any], veto: str) -> None:
    assert vetoes(**changes) == (veto,)
    assert points(**changes) == VETO


def test_editions_and_places_of_titles_and_bodies() -> None:
    def pair(one: dict[str, Any], other: dict[str, Any]) -> tuple[str, ...]:
        return score(candidate("a", **one), candidate("b", **other), listed).vetoes

    assert pair({"title": "Farms part 1"}, {"title": "Farms part 2"}) == ("edition",)
    assert pair({"title": "Farms (Leeds)"}, {"title": "Farms (Hull)"}) == ("place",)
    scrutiny = {"title": "Scrutiny meeting", "venue": None}
    assert pair(
        scrutiny | {"organiser": "Kirklees Council"}, scrutiny | {"organiser": "Calderdale Council"}
    ) == ("place",)


def test_leeds_and_london_are_two_stops_of_one_roadshow() -> None:
    assert vetoed(A, candidate(venue="City Rooms, London"), listed)


def test_morning_and_afternoon_are_two_sessions() -> None:
    assert vetoed(A, candidate(start="2027-06-16T14:00"), listed)


def test_ampersand_and_the_word_are_the_same() -> None:
    one = candidate("a", title="Hedges & Ditches: a Guide", venue=None, organiser="")
    other = candidate("b", title="Hedges and Ditches: A Guide", venue=None, organiser="")
    assert score(one, other, listed).parts[0] == ("title 1.00/1.00", 60.0)


def test_with_and_without_subtitle_are_the_same() -> None:
    assert points(title="Rural thefts", venue=None, organiser="") >= THRESHOLD


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Hedge laying for beginners"},
        {"title": "Rural broadband", "venue": None, "organiser": "Another Body"},
        {"venue": "Online", "mode": "online", "title": "Rural fires: protecting Southshire barns"},
    ],
)
def test_other_events_of_the_same_day(changes: dict[str, Any]) -> None:
    assert points(**changes) < THRESHOLD


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Keeping tractors where they belong", "organiser": "", "venue": None},
        {
            "title": "RESCHEDULED: Rural thefts",
            "start": "2027-07-14",
            "organiser": "",
            "venue": None,
        },
        {"start": "2027-04-02"},
        {"mode": "online", "venue": "Zoom", "title": "Rural thefts", "organiser": ""},
    ],
    ids=["retitled", "moved and cut", "day of posting given as the date", "unmarked livestream"],
)
def test_known_misses(changes: dict[str, Any]) -> None:
    """What is one event all the same: told apart, so that nothing false is merged."""
    assert points(**changes) < THRESHOLD


def part(name: str, **changes: object) -> float:
    return dict(score(A, candidate("b", **changes), listed).parts)[name]


def test_every_part_is_told() -> None:
    assert part("start 0 min apart") == 16
    assert part("start 30 min apart", start="2027-06-16T10:00") == 10
    assert part("start 90 min apart", start="2027-06-16T11:00") == -5
    assert part("same day", start="2027-06-16") == 8
    assert part("days overlap", start="2027-06-15", end="2027-06-17") == 4
    assert part("venue") == 14
    assert part("other venue", venue="Mechanics Hall") == -10
    assert part("same town", venue="Leeds") == 8
    assert part("venue not known", venue=None) == 3
    assert part("online against in person", mode="online", venue="Zoom") == -30
    assert part("online against in person", mode="online", venue=None) == -8
    assert part("organiser") == 14
    assert part("organiser in part", organiser="Harrow Rural Trade Union Office") == 5
    assert part("organiser in title", organiser="Farms Club of Northshire") == 6
    assert part("organiser not known", organiser=None) == 5
    assert part("other organiser", organiser="Pond Society") == -4
    assert part("other organiser", organiser="Institute of Ely") == -4
    assert part("address", url=BASE["url"]) == 10
    assert part("same source, other title", source=BASE["source"], title="Rural ponds") == -12


def moved(days: int, **changes: object) -> float:
    """Points of the base listing with one that says it was put off by so many days."""
    start = f"{date(2027, 6, 16) + timedelta(days=days)}T{changes.pop('time', '09:30')}"
    title = f"RESCHEDULED: {changes.pop('title', 'Rural thefts')}"
    return points(**{"title": title, "start": start, "organiser": "", "venue": None} | changes)


def test_a_cut_title_on_another_date_wants_something_that_stayed_as_it_was() -> None:
    assert moved(14) >= THRESHOLD
    assert moved(14, time="14:00") == VETO
    assert moved(14, time="14:00", venue=BASE["venue"]) >= THRESHOLD
    assert moved(14, title="Rural thefts and more of the like", time="14:00") == VETO
    assert round(moved(14) - moved(60)) == 10
    assert moved(121) == VETO


def test_undated_twins_and_booking_numbers() -> None:
    undated = {"start": None, "url": "https://www.eventbrite.com/e/123456789"}
    found = score(candidate("a", **undated), candidate("b", **undated), listed)
    assert dict(found.parts)["no date"] == 0
    assert dict(found.parts)["booking number"] == 20
    one, other = (candidate(name, mode="online", venue="Zoom") for name in "ab")
    online = score(one, other, listed)
    assert dict(online.parts)["both online"] == 6


def test_one_shared_word_proves_little() -> None:
    one = score(candidate("a", title="Thefts"), A, listed).parts[0][1]
    two = score(candidate("a", title="Rural thefts"), A, listed).parts[0][1]
    assert two - one > 12


def test_titles_of_nothing_are_unlike() -> None:
    assert score(candidate("a", title="!"), candidate("b", title="?"), listed).parts[0][1] == 0


def test_an_explanation_names_the_member_and_the_parts() -> None:
    assert explain(A, candidate("zz"), listed) == (
        "104 points with zz: title 1.00/1.00 +60, start 0 min apart +16, venue +14, organiser +14"
    )
    assert explain(A, candidate(start="2027-06-17"), listed) == "never: other date"


FIELDS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(
            ["Rural thefts", "Rural thefts 2027", "Farms", "", "Farms (Hull)"]
        ),
        "start": st.sampled_from([None, "2027-06-16", "2027-06-16T09:30", "2027-06-17T10:00"]),
        "venue": st.sampled_from([None, "Leeds", "Corn Exchange, Leeds", "Online"]),
        "mode": st.sampled_from(["online", "in-person", "hybrid", ""]),
        "organiser": st.sampled_from(["", "Harrow Lane Institute", "Kirklees Council"]),
        "source": st.sampled_from(["a.example", "b.example"]),
    }
)


@settings(deadline=None)  # the first call reads the word lists
@given(FIELDS, FIELDS)
def test_the_order_of_two_makes_no_difference(one: dict[str, Any], other: dict[str, Any]) -> None:
    a, b = candidate_of_row(row("a", **one)), candidate_of_row(row("b", **other))
    assert score(a, b, listed) == score(b, a, listed)


def test_words_that_many_organisers_share_prove_nothing() -> None:
    title = {"title": "Community cohesion and farms", "organiser": "National Institute of Ponds"}
    other = candidate("b", **title | {"organiser": "Northern Community Institute"})
    assert dict(score(candidate("a", **title), other, listed).parts)["other organiser"] == -4
