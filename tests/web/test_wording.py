"""Words for what the catalogue holds."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from catalogue.events import Revision
from catalogue.listing import Listing, Mode, Place, Price, Provenance, Reason, Status, TopicMatch
from catalogue.runs import Run, RunState
from tests.web.making import NOW, TODAY, make, sure
from web import wording


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.SCHEDULED])
def test_every_status_is_told_in_words(status: Status) -> None:
    found = wording.state(make("x", status=status), TODAY)
    assert found is not None
    assert found.label
    assert found.sentence.endswith(".")


def test_scheduled_needs_no_words_until_it_is_over() -> None:
    assert wording.state(make("x"), TODAY) is None
    over = wording.state(make("x", sure(date(2027, 3, 2))), TODAY)
    assert over is not None
    assert over.label == "Ended"
    assert wording.state(make("x", sure(TODAY)), TODAY) is None


@pytest.mark.parametrize(
    ("place", "mode", "words"),
    [
        (Place(), Mode.UNKNOWN, ""),
        (Place(), Mode.IN_PERSON, "In person"),
        (Place(name="Guild House", town="Leeds"), Mode.IN_PERSON, "Guild House, Leeds"),
        (Place(name="Leeds Town Hall", town="Leeds"), Mode.UNKNOWN, "Leeds Town Hall"),
        (Place(address="1 High Street"), Mode.UNKNOWN, "1 High Street"),
        (Place(region="Wales"), Mode.UNKNOWN, "Wales"),
        (Place(name="Webinar"), Mode.ONLINE, "Online"),
        (Place(), Mode.HYBRID, "In person and online"),
        (Place(town="Leeds"), Mode.HYBRID, "Leeds (in person and online)"),
    ],
)
def test_where(place: Place, mode: Mode, words: str) -> None:
    assert wording.where(make("x", place=place, mode=mode)) == words


@pytest.mark.parametrize(
    ("price", "words"),
    [
        (None, ""),
        (Price(text="Free to members and to everyone else", is_free=True), "Free"),
        (Price(text="£95"), "£95"),
        (Price(text="£95 for members of the association, £195 for all others"), ""),
    ],
)
def test_price_tag(price: Price | None, words: str) -> None:
    assert wording.price_tag(make("x", price=price)) == words


def test_provenance() -> None:
    one = Provenance(
        source="civic", source_key="1", url="https://civic.example/", seen=NOW, fields=("times", "place", "people")
    )  # fmt: skip
    assert wording.provenance_words(one, is_alone=False) == "Time, venue and speakers from"
    bare = Provenance(source="civic-forum", source_key="1", url="https://civic.example/", seen=NOW)
    assert wording.provenance_words(bare, is_alone=False) == "Also listed by"
    assert wording.provenance_words(one, is_alone=True) == ""
    assert wording.source_title("civic", {"civic": "The Civic Forum"}) == "The Civic Forum"
    assert wording.source_title("civic-forum", {}) == "Civic forum"


@pytest.mark.parametrize(
    ("price", "words", "tiers"),
    [
        (Price(text="60 GBP"), "£60", []),
        (Price(text="1250.50 EUR"), "€1,250.50", []),
        (Price(text="80 CHF"), "CHF 80", []),
        (Price(text="0 GBP", is_free=True), "Free. 0 GBP", []),
        (Price(text="Free to attend", is_free=True), "Free to attend", []),
        (
            Price(text="£280; £180 for members", tiers=(("", 280.0), ("members", 180.0))),
            "£280; £180 for members",
            [],
        ),
        (
            Price(text="From £90", currency="GBP", tiers=(("Early", 90.0), ("Late", 120.5))),
            "From £90",
            ["Late: £120.50"],
        ),
        (Price(text="", tiers=(("Day", 5.0),)), "", ["Day: 5"]),
    ],
)  # fmt: skip
def test_prices(price: Price, words: str, tiers: list[str]) -> None:
    assert wording.price_words(price) == words
    assert wording.price_tiers(price) == tiers


def test_revision_with_long_and_unknown_values() -> None:
    revision = Revision(
        at=NOW, kind="text", changes={"description": ("x" * 900, ""), "new_field": ("a\nb", "c")}, source="s"
    )  # fmt: skip
    first, second = wording.change_words(revision)
    assert first == ("description", "", "")
    assert second == ("new field", "a b", "c")
    assert wording.revision_words(revision) == "Details changed"
    assert (
        wording.revision_words(Revision(at=NOW, kind="odd-kind", changes={}, source="s"))
        == "Odd kind"
    )


def test_long_values_are_rewritten_or_added() -> None:
    pairs = {"people": ("x" * 200, "y" * 200), "description": ("", "y" * 200)}
    revision = Revision(at=NOW, kind="text", changes=pairs, source="s")
    assert [one[1:] for one in wording.change_words(revision)] == [("", "rewritten"), ("", "added")]


def test_reasons_name_phrase_and_place_once() -> None:
    why = tuple(
        Reason(phrase="custody", zone=zone, weight=1.0) for zone in ("title", "title", "rest")
    )
    words = wording.reason_words(TopicMatch(slug="police-powers", score=3.0, why=why))
    assert words == "“custody” in the title, “custody” in the text"


@pytest.mark.parametrize("state", RunState)
def test_every_run_state_has_words(state: RunState) -> None:
    run = Run(
        id=1, source="s", started=NOW, finished=None, state=state, reason="", stats={}, settled=None
    )
    words, tone = wording.run_words(run)
    assert words
    assert tone in {"good", "note", "stop"}


def test_no_run_yet() -> None:
    assert wording.run_words(None) == ("Not visited yet", "note")


def test_counting_and_labels() -> None:
    assert [wording.count(n, "event") for n in (0, 1, 1200)] == [
        "0 events",
        "1 event",
        "1,200 events",
    ]
    assert wording.topic_label("drugs") == "Drugs & drug crime"
    assert wording.topic_label("retired-topic") == "Retired topic"


def test_state_of_an_event_with_a_time_only() -> None:
    listing: Listing = make("x", sure(datetime(2027, 3, 3, 9)))  # noqa: DTZ001 (floating)
    assert wording.state(listing, TODAY) is None
