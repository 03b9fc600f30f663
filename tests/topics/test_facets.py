"""The facets beside the topics: format, audience, mode, cost, jurisdiction, region, each with its evidence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.draft import Evidence
from catalogue.listing import Listing, Mode, Place, Price
from pipelines.facets import NAMES, Facet, facet_values, facets_of, facets_of_listing
from pipelines.topics import classify


def told(title: str, text: str = "") -> dict[str, Any]:
    return facet_values(facets_of({}, title, text))


@pytest.mark.parametrize(
    ("title", "mode"),
    [
        ("Online policy conference on housing", "online"),
        ("Online safety conference", None),
        ("Online child abuse: a seminar", None),
        ("A webinar on knives", "online"),
        ("Virtual roundtable", "online"),
        ("Briefing, live online", "online"),
        ("Forum via Microsoft Teams", "online"),
        ("Hybrid conference", "hybrid"),
        ("Hybrid warfare", None),
        ("Seminar, in person and online", "hybrid"),
        ("In-person training", "in-person"),
        ("Conference", None),
    ],
)
def test_a_mode_is_read_and_never_assumed(title: str, mode: str | None) -> None:
    assert told(title)["mode"] == mode


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("A free half-day webinar", "free"),
        ("Free to attend, places are limited", "free"),
        ("Free speech on campus: a debate", None),
        ("Drug-free futures", None),
        ("Tickets from £45.00; free event for members", "paid"),
        ("No charge for students", "free"),
        ("It costs the economy £37 billion a year", None),
        ("A fund of £200m; fees of £1,200m were paid", None),
        ("£95 plus VAT", "paid"),
        ("Delegate fee: £1,250.00", "paid"),
    ],
)
def test_a_cost_is_read_from_words_about_the_event(text: str, cost: str | None) -> None:
    assert told("Title", text)["cost"] == cost


def test_several_nations_or_regions_are_none() -> None:
    assert told("Policing in Wales")["region"] == "Wales"
    assert told("From Scotland to Wales")["region"] is None
    assert told("Housing", "In Yorkshire and the Humber")["region"] == "Yorkshire and the Humber"
    assert told("Trade with South East Asia")["region"] is None
    assert told("The north east of town")["region"] is None


def test_a_rows_facets_come_with_their_evidence() -> None:
    answer = classify(
        {
            "title": "Free online forum on rural crime",
            "summary": "For Scotland.",
            "audience": ["Police officers", "Academics"],
        }
    )
    assert list(answer["facets"]) == list(NAMES)
    assert answer["evidence"] == {
        "format": {"zone": "title", "words": "forum"},
        "audience": {"zone": "audience", "words": "Police officers"},
        "mode": {"zone": "title", "words": "online forum"},
        "cost": {"zone": "title", "words": "Free online forum"},
        "jurisdiction": {"zone": "description", "words": "Scotland"},
        "region": {"zone": "description", "words": "Scotland"},
    }


def test_groups_that_are_one_are_told_once() -> None:
    lines = ["Multi-Agency Safeguarding Hubs", "MASH"]
    found = facets_of({"audience": lines}, "", "")
    assert [(one.name, one.words) for one in found] == [("audience", lines[0])]


def test_a_listings_facets_come_from_its_fields() -> None:
    listing = Listing(
        title="Rural crime forum",
        url="https://harrowgate.example/rural",
        mode=Mode.HYBRID,
        place=Place(name="Guildhall", town="York", region="Yorkshire and the Humber"),
        price=Price(text="£40 plus VAT", is_free=False, amount=40.0),
        audience=("Farmers",),
        description="<p>A free webinar follows.</p>",
        evidence=(
            ("mode", Evidence(reader="labelled", where="line 4", text="Guildhall and Zoom")),
        ),
    )
    found = facets_of_listing(listing)
    assert Facet(name="mode", value="hybrid", zone="place", words="Guildhall and Zoom") in found
    assert Facet(name="cost", value="paid", zone="price", words="£40 plus VAT") in found
    assert (found[-1].value, found[-1].words) == ("Yorkshire and the Humber", "Guildhall, York")


def test_a_bare_listing_has_the_facets_of_its_words() -> None:
    listing = Listing(
        title="Forum", url="https://a.example/", description="<p>Free webinar in Wales</p>"
    )
    assert facet_values(facets_of_listing(listing)) == {
        "format": "forum",
        "audience": [],
        "mode": "online",
        "cost": "free",
        "jurisdiction": "England and Wales",
        "region": "Wales",
    }


@settings(deadline=None)  # the first call reads the word lists
@given(st.text(max_size=300), st.text(max_size=300), st.lists(st.text(max_size=60), max_size=3))
def test_every_value_has_words(title: str, text: str, lines: list[str]) -> None:
    for one in facets_of({"audience": lines}, title, text):
        assert one.name in NAMES
        assert one.words
