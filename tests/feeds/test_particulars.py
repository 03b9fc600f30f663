"""Everything we know, for people, in plain text and HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from catalogue.listing import Listing, Person, Place, Status, Times
from feeds.memo import once_per_listing
from feeds.particulars import html, person_words, plain, summary
from tests.feeds.listings import CANCELLED, EVERY, HOSTILE, SITE, WINTER


@pytest.mark.parametrize(
    "words",
    [
        *("Tuesday 12 January 2027, 10:00 to 12:30 GMT", "Alder Hall", "In person and online"),
        *("Northern Policing Forum", "Ama Okoro", "Tomasz Wilk", "Public order commanders"),
        *("Explain the new notice periods", "From £95 plus VAT", "2 CPD hours", "hearing loop"),
        *("https://north.example/book/1", "Friday 8 January 2027", "conference", "Operations"),
        *("https://meet.example/room/12?key=a,b;c", "North West", "Local government", "Notice"),
    ],
)
def test_every_field_is_there_for_people(words: str) -> None:
    assert words in plain(WINTER, SITE, 1_000)
    assert words in html(WINTER, SITE)


def test_status_comes_first() -> None:
    assert summary(CANCELLED) == "Cancelled. Tuesday 8 December 2026, 13:00 GMT"
    assert plain(CANCELLED, SITE, 0).startswith("Status: Cancelled\nWhen: ")


def test_what_is_unknown_is_not_mentioned() -> None:
    bare = Listing(title="Bare", url="https://a.example/", id="x", times=Times())
    assert summary(bare) == ""
    assert plain(bare, SITE, 100) == (
        "Source: https://a.example/\nMore: https://muster.example/events/x"
    )


def test_prose_takes_the_room_it_is_given() -> None:
    long = replace(WINTER, description="<p>" + "word " * 500 + "</p>")
    assert plain(long, SITE, 60).count("word") == 12
    assert "…" in plain(long, SITE, 60)
    assert "word" not in plain(long, SITE, 0)


def test_language_is_told_when_it_is_not_english() -> None:
    assert "Language" not in html(WINTER, SITE)
    assert "<dt>Language</dt><dd>cy</dd>" in html(replace(WINTER, language="cy"), SITE)


def test_html_is_well_formed_whatever_the_words() -> None:
    for listing in EVERY:
        # nh3 writes br and hr as HTML does; none of the samples has one.
        assert (
            etree.fromstring(f"<div>{html(listing, SITE)}</div>".replace("&nbsp;", " ")) is not None
        )
    assert "<b>tag</b>" not in html(HOSTILE, SITE)


@given(st.text(), st.text())
def test_no_words_get_out_of_their_place(title: str, words: str) -> None:
    listing = Listing(
        title=title, url="", id="x", organiser=words, cpd=words, place=Place(name=words)
    )
    text = html(listing, SITE)
    assert text.count("<dl>") == text.count("</dl>") <= 2
    assert "<script" not in text


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (Person(name="A B", text="As printed"), "As printed"),
        (
            Person(name="A B", rank_or_title="Dr", honours=("OBE",), role="Head", organisation="X"),
            "Dr A B OBE, Head, X",
        ),
        (Person(name="A B"), "A B"),
    ],
)
def test_person(person: Person, words: str) -> None:
    assert person_words(person) == words


def test_words_are_remembered_by_object_and_not_by_equality() -> None:
    calls: list[Listing] = []

    @once_per_listing
    def count(listing: Listing, word: str) -> str:
        calls.append(listing)
        return word

    twin = replace(WINTER, status=Status.SCHEDULED)
    assert twin == WINTER
    assert [count(WINTER, "a"), count(WINTER, "a"), count(twin, "a"), count(WINTER, "b")] == list(
        "aaab"
    )
    assert len(calls) == 3
