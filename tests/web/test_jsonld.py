"""JSON inside a script element."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.listing import Mode, Place, Price, Status
from tests.web.making import make
from web.jsonld import event_data, script_text

PAGE = "https://muster.example/events/1"


@given(st.dictionaries(st.text(max_size=9), st.text(max_size=60), max_size=4))
def test_any_text_survives_and_none_closes_the_element(data: dict[str, str]) -> None:
    text = str(script_text(data))
    assert json.loads(text) == data
    assert not set(text) & set("<>&\u2028\u2029")


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (Status.SCHEDULED, "EventScheduled"),
        (Status.SOLD_OUT, "EventScheduled"),
        (Status.CANCELLED, "EventCancelled"),
        (Status.POSTPONED, "EventPostponed"),
        (Status.RESCHEDULED, "EventRescheduled"),
        (Status.MOVED_ONLINE, "EventMovedOnline"),
    ],
)
def test_status(status: Status, name: str) -> None:
    data = event_data(make("x", status=status), PAGE)
    assert data["eventStatus"] == f"https://schema.org/{name}"
    assert "previousStartDate" not in data


@pytest.mark.parametrize(
    ("mode", "kinds"),
    [
        (Mode.UNKNOWN, ["Place"]),
        (Mode.IN_PERSON, ["Place"]),
        (Mode.ONLINE, ["VirtualLocation"]),
        (Mode.HYBRID, ["VirtualLocation", "Place"]),
    ],
)
def test_mode_is_never_defaulted(mode: Mode, kinds: list[str]) -> None:
    data = event_data(make("x", mode=mode, place=Place(town="Leeds")), PAGE)
    assert [one["@type"] for one in data["location"]] == kinds
    assert ("eventAttendanceMode" in data) is (mode is not Mode.UNKNOWN)


def test_sold_out_offer() -> None:
    price = Price(text="£5", amount=5.0, currency="GBP")
    data = event_data(make("x", price=price, status=Status.SOLD_OUT), PAGE)
    assert data["offers"]["availability"] == "https://schema.org/SoldOut"
    assert "offers" not in event_data(make("x", price=Price(text="Ask us")), PAGE)
