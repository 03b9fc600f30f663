"""Choices of the filter form."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.filters import Filters
from catalogue.listing import Listing, Mode, Place, TopicMatch
from tests.web.making import make
from web.facets import Facet, facets, summary


def listings() -> list[Listing]:
    drugs, hate = TopicMatch(slug="drugs", score=4.0), TopicMatch(slug="hate-crime", score=4.0)
    return [
        make("a", mode=Mode.ONLINE, topics=(drugs,), audience_groups=("police",)),
        make("b", mode=Mode.IN_PERSON, topics=(drugs, hate), place=Place(region="South East")),
        make("c", topics=(hate,), audience_groups=("police", "health")),
    ]


def counts(facet: Facet) -> dict[str, int]:
    return {one.value: one.count for _, choices in facet.sections for one in choices}


def test_counts_without_filters() -> None:
    topic, audience, region, mode = facets(Filters(), listings())
    assert counts(topic) == {"drugs": 2, "hate-crime": 2}
    assert counts(audience) == {"health": 1, "police": 2}
    assert counts(region) == {"south-east": 1}
    assert counts(mode) == {"in-person": 1, "online": 1, "hybrid": 0}


def test_a_facet_is_counted_under_the_others_only() -> None:
    topic, _, _, mode = facets(Filters(mode=("online",)), listings())
    assert counts(topic) == {"drugs": 1}
    assert counts(mode)["in-person"] == 1


def test_what_is_chosen_stays_to_be_seen() -> None:
    wanted = Filters(topic=("public-policy", "cybercrime"), region=("wales",), audience=("clergy",))
    topic, audience, region, _ = facets(wanted, listings())
    chosen = [one for _, choices in topic.sections for one in choices if one.is_chosen]
    assert [one.label for one in chosen] == ["All of Public policy", "Cybercrime"]
    assert counts(region) == {"wales": 0}
    assert counts(audience) == {"clergy": 0}


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), "All events"),
        (Filters(topic=("drugs",), mode=("online",), free=True), "Drugs & drug crime, Online, Free"),
        (Filters(topic=("public-policy",), free=False), "Public policy, Paid"),
        (Filters(region=("south-east",), cancelled="only"), "South East, Cancelled only"),
        (Filters(from_=date(2027, 3, 1), to=date(2027, 4, 1), q="x"), "from 1 March 2027, to 1 April 2027, “x”"),
        (Filters(source=("civic",), cancelled="omit"), "Civic, Not cancelled"),
    ],
)  # fmt: skip
def test_filters_in_words(filters: Filters, words: str) -> None:
    assert summary(filters) == words
