"""The filter grammar: what it reads, refuses, and lets pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import pytest

from catalogue.errors import FilterError
from catalogue.filters import Filters, matches, parse_filters, query_string, slugify
from catalogue.listing import Listing, Mode, Place, Price, Status, Times, TopicMatch

START = datetime(2027, 6, 16, 9, 30, tzinfo=ZoneInfo("Europe/London"))
LISTING = Listing(
    title="Tackling county lines",
    url="https://harrowgate.example/lines",
    source="harrowgate",
    times=Times(start=START, zone="Europe/London"),
    mode=Mode.ONLINE,
    place=Place(town="Leeds", region="Yorkshire and the Humber", force="West Yorkshire Police"),
    organiser="Harrowgate Policy Forum",
    price=Price(text="Free", is_free=True),
    audience_groups=("police-forces",),
    format="webinar",
    topics=(TopicMatch(slug="organised-crime", score=5),),
    id="e1",
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("topic=organised-crime", True),
        ("topic=policing-criminal-justice", True),
        ("topic=public-policy", False),
        ("topic=drugs", False),
        ("topic=drugs&topic=organised-crime", True),
        ("topic=drugs,organised-crime", True),
        ("audience=police-forces&mode=online", True),
        ("mode=in-person", False),
        ("region=yorkshire-and-the-humber", True),
        ("force=west-yorkshire-police", True),
        ("format=webinar", True),
        ("status=cancelled", False),
        ("source=harrowgate", True),
        ("organiser=harrowgate-policy-forum", True),
        ("free=yes", True),
        ("free=no", False),
        ("from=2027-06-16", True),
        ("from=2027-06-17", False),
        ("to=2027-06-15", False),
        ("q=county+leeds", True),
        ("q=county+york", False),
        ("cancelled=only", False),
        ("cancelled=omit", True),
        ("topic=", True),
    ],
)
def test_one_listing_against_a_query(query: str, expected: bool) -> None:
    pairs = [tuple(part.replace("+", " ").split("=")) for part in query.split("&")]
    assert matches(parse_filters(pairs), LISTING) is expected  # type: ignore[arg-type]  # pairs of two


def test_cancelled_has_three_modes() -> None:
    called_off = replace(LISTING, status=Status.CANCELLED)
    answers = [
        [matches(Filters(cancelled=wish), one) for one in (LISTING, called_off)]
        for wish in ("mark", "omit", "only")
    ]
    assert answers == [[True, True], [True, False], [False, True]]


def test_a_listing_without_a_day_passes_no_day_filter() -> None:
    undated = replace(LISTING, times=Times(partial="2027-05"))
    assert matches(Filters(), undated)
    assert not matches(Filters(from_=date(2027, 1, 1)), undated)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("colour", "blue", "Valid filters: topic, audience"),
        ("topic", "gardening", "Valid values: policing-criminal-justice"),
        ("mode", "telepathy", "in-person, online, hybrid"),
        ("free", "perhaps", "yes or no"),
        ("from", "31/03/2027", "2027-03-31"),
        ("cancelled", "hide", "mark or omit or only"),
        ("organiser", "a b!", "lower case with hyphens"),
        ("q", "x" * 300, "200 characters"),
    ],
)
def test_what_nobody_knows_is_an_error_that_lists_what_is_valid(
    name: str, value: str, says: str
) -> None:
    with pytest.raises(FilterError, match=says):
        parse_filters([(name, value)])


def test_the_canonical_address_reads_back_equal() -> None:
    pairs = [
        ("q", "safe & sound"),
        ("topic", "drugs"),
        ("free", "no"),
        ("to", "2027-05-01"),
        ("cancelled", "omit"),
    ]
    filters = parse_filters(pairs)
    query = query_string(filters)
    assert query == "topic=drugs&free=no&cancelled=omit&to=2027-05-01&q=safe+%26+sound"
    assert parse_filters(parse_qsl(query)) == filters
    assert query_string(Filters()) == ""


def test_slugs() -> None:
    assert slugify("Avon & Somerset Constabulary") == "avon-and-somerset-constabulary"
    assert slugify(None) == ""
