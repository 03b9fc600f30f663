"""Title, time, place, status and price in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from catalogue.listing import Grade, Mode, Moment, Place, Price, Session, Status, Times, TopicMatch
from feeds.words import (
    known_span,
    location_words,
    mode_words,
    moment_words,
    price_lines,
    session_words,
    span_words,
    status_words,
    title_words,
    topic_labels,
    web_address,
    when_words,
)
from tests.feeds.listings import LONDON, NEW_YORK, OPEN, UNDATED, WINTER, instants

MORNING = datetime(2027, 6, 16, 9, 30, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (MORNING, None, "Wednesday 16 June 2027, 09:30 BST"),
        (MORNING, MORNING.replace(hour=16, minute=0), "Wednesday 16 June 2027, 09:30 to 16:00 BST"),
        (
            MORNING,
            MORNING.replace(day=18, hour=16, minute=0),
            "Wednesday 16 June 2027, 09:30 to Friday 18 June 2027, 16:00 BST",
        ),
        (
            datetime(2027, 3, 28, 0, 30, tzinfo=LONDON),
            datetime(2027, 3, 28, 3, 0, tzinfo=LONDON),
            "Sunday 28 March 2027, 00:30 GMT to Sunday 28 March 2027, 03:00 BST",
        ),
        (
            datetime(2027, 3, 16, 9, 0, tzinfo=NEW_YORK),
            None,
            "Tuesday 16 March 2027, 09:00 EDT (America/New_York)",
        ),
        (
            datetime(2027, 3, 16, 9, 0, tzinfo=ZoneInfo("Asia/Dubai")),
            None,
            "Tuesday 16 March 2027, 09:00 UTC+0400 (Asia/Dubai)",
        ),
        (datetime(2027, 3, 16, 9, 0, tzinfo=UTC), None, "Tuesday 16 March 2027, 09:00 UTC"),
        (datetime(2027, 3, 16, 9, 0), None, "Tuesday 16 March 2027, 09:00"),  # noqa: DTZ001
        (date(2027, 3, 2), None, "Tuesday 2 March 2027"),
        (date(2027, 3, 2), date(2027, 3, 2), "Tuesday 2 March 2027"),
        (date(2027, 3, 2), date(2027, 3, 4), "Tuesday 2 March 2027 to Thursday 4 March 2027"),
        (MORNING, date(2027, 6, 16), "Wednesday 16 June 2027, 09:30 BST"),
        (
            MORNING,
            date(2027, 6, 17),
            "Wednesday 16 June 2027, 09:30 BST to Thursday 17 June 2027",
        ),
    ],
)
def test_spans(start: Moment, end: Moment | None, words: str) -> None:
    assert span_words(start, end) == words


def test_a_remark_on_a_reading_gives_the_printed_words() -> None:
    noted = replace(instants(MORNING), grade=Grade.NOTED, text="16  June\n9.30am GMT")
    assert when_words(noted) == (
        "Wednesday 16 June 2027, 09:30 BST (given as “16 June 9.30am GMT”)"
    )


def test_an_open_reading_is_the_printed_words_alone() -> None:
    assert when_words(OPEN.times) == "“03/04/2027”"
    assert when_words(UNDATED.times) == "“autumn 2027 <date to follow>”"
    assert when_words(Times(partial="2027-05")) == "2027-05"
    assert when_words(Times()) == ""


def test_open_readings_have_no_span_for_machines() -> None:
    assert known_span(OPEN.times) == ("", "")
    assert known_span(Times()) == ("", "")
    assert known_span(instants(date(2027, 3, 2))) == ("2027-03-02", "")


def test_session_with_and_without_title() -> None:
    assert session_words(Session(start=date(2027, 3, 2), title=" Day\none ")) == (
        "Tuesday 2 March 2027: Day one"
    )
    assert session_words(Session(start=MORNING)) == moment_words(MORNING)


@pytest.mark.parametrize(
    ("status", "title", "words"),
    [
        (Status.CANCELLED, "Forum", "Cancelled: Forum"),
        (Status.CANCELLED, "CANCELLED: Forum", "CANCELLED: Forum"),
        (Status.POSTPONED, "Forum", "Postponed: Forum"),
        (Status.SOLD_OUT, "Forum", "Sold out: Forum"),
        (Status.SCHEDULED, " A\tB\x0b ", "A B"),
        (Status.SCHEDULED, "\x00", "Untitled event"),
    ],
)
def test_title_prefix_stands_once(status: Status, title: str, words: str) -> None:
    assert title_words(replace(WINTER, title=title, status=status)) == words


def test_status_and_mode() -> None:
    assert status_words(Status.SCHEDULED) == status_words(Status.ENDED) == ""
    assert status_words(Status.MOVED_ONLINE) == "Moved online"
    assert mode_words(Mode.UNKNOWN) == ""
    assert mode_words(Mode.HYBRID) == "In person and online"


@pytest.mark.parametrize(
    ("mode", "words"),
    [(Mode.ONLINE, "Online"), (Mode.HYBRID, "Online"), (Mode.UNKNOWN, ""), (Mode.IN_PERSON, "")],
)
def test_location_of_an_event_without_place(mode: Mode, words: str) -> None:
    assert location_words(replace(WINTER, place=Place(), mode=mode)) == words


@pytest.mark.parametrize(
    ("price", "lines"),
    [
        (None, []),
        (Price(text="", is_free=True), ["Free"]),
        (Price(text=""), []),
        (Price(text="", amount=12.5, currency="GBP"), ["GBP 12.50"]),
        (Price(text="£10", tiers=(("Member", 10.0),)), ["£10", "Member: 10.00"]),
    ],
)
def test_price(price: Price | None, lines: list[str]) -> None:
    assert price_lines(price) == lines


def test_topics_are_those_we_stand_by() -> None:
    topics = (
        TopicMatch(slug="public-order", score=2),
        TopicMatch(slug="gone-topic", score=2),
        TopicMatch(slug="police-reform", score=1, low_confidence=True),
    )
    assert topic_labels(replace(WINTER, topics=topics)) == [
        ("public-order", "Public order & protest"),
        ("gone-topic", "gone-topic"),
    ]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.example/x?y=1&z", True),
        ("HTTP://A.example/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example/", False),
        ("https://a.example/a b", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses(address: str | None, kept: bool) -> None:
    assert web_address(address) == (address if kept else "")
