"""The order and the groups of the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from catalogue.listing import Grade, Listing, Times
from tests.web.making import TODAY, at, make, sure
from web.agenda import agenda, in_order


def outline(*listings: Listing) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    return [
        (group.heading, [(day.heading, [one.title for one in day.listings]) for day in group.days])
        for group in agenda(listings, TODAY)
    ]


def test_groups_and_their_order() -> None:
    month = make("Some day in April", Times(partial="2027-04"))
    doubtful = make("Doubtful", Times(start=date(2027, 3, 20), grade=Grade.OPEN))
    found = outline(
        make("Autumn", Times(partial="2027-autumn")),
        make("Nobody knows", Times()),
        month,
        doubtful,
        make("Late", sure(at(10, 14))),
        make("Early", sure(at(10, 9))),
        make("All day", sure(date(2027, 3, 10))),
        make("Running", sure(date(2027, 3, 1), date(2027, 3, 9))),
        make("April", sure(at(2, 9, month=4))),
    )
    assert found == [
        ("Already under way", [("Monday 1 March", ["Running"])]),
        (
            "March 2027",
            [
                ("Wednesday 10 March", ["All day", "Early", "Late"]),
                ("Day to be confirmed", ["Doubtful"]),
            ],
        ),
        (
            "April 2027",
            [("Friday 2 April", ["April"]), ("Day to be confirmed", ["Some day in April"])],
        ),
        ("Date to be announced", [("No date yet", ["Autumn", "Nobody knows"])]),
    ]


def test_past_event_is_not_under_way() -> None:
    assert outline(make("Past", sure(date(2027, 3, 1)))) == [
        ("March 2027", [("Monday 1 March", ["Past"])])
    ]


def test_month_that_is_half_over_stays_with_the_present() -> None:
    winter = make("March some time", Times(partial="2027-02"))
    assert outline(winter)[0][0] == "March 2027"


@given(st.permutations([make(str(n), sure(at(1 + n % 7, 9 + n % 3))) for n in range(12)]))
def test_order_does_not_depend_on_arrival(listings: list[Listing]) -> None:
    assert in_order(listings, TODAY) == in_order(sorted(listings, key=lambda one: one.id), TODAY)
    assert sum(len(day.listings) for group in agenda(listings, TODAY) for day in group.days) == 12


def test_pinned_events_come_first_up_to_their_last_day() -> None:
    early = make("Early", sure(at(10, 9)))
    pinned = replace(make("Pinned", sure(at(20, 9))), pinned=TODAY)
    over = replace(make("Over", sure(at(15, 9))), pinned=TODAY - timedelta(days=1))
    found = outline(early, pinned, over)
    assert found[0] == ("Chosen by the editors", [("Saturday 20 March", ["Pinned"])])
    assert [heading for heading, _ in found[1:]] == ["March 2027"]
    assert [one.title for one in in_order([early, pinned, over], TODAY)] == [
        *("Pinned", "Early", "Over"),
    ]
