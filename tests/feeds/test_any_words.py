"""Whatever a page says, every format stays whole and says it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree

from catalogue.listing import Grade, Listing, Mode, Moment, Person, Place, Session, Status, Times
from feeds.formats import FORMATS
from feeds.occurrences import occurrences
from feeds.self_check import findings
from feeds.words import title_words
from tests.feeds.listings import FEED, LONDON, NEW_YORK, SITE

_WORDS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=[]), max_size=40),
    st.sampled_from(["]]>", "</item>", "<!--", "\\", "\r\nEND:VEVENT", "\x00", "\ud800", "&#0;"]),
)
_INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2036, 1, 1))  # noqa: DTZ001 (zones follow)
_ZONES = st.sampled_from([LONDON, NEW_YORK, UTC, None])
_MOMENTS: st.SearchStrategy[Moment] = st.one_of(
    st.dates(date(2020, 1, 1), date(2036, 1, 1)),
    st.builds(lambda at, zone: at.replace(microsecond=0, tzinfo=zone), _INSTANTS, _ZONES),
)
_SESSIONS = st.builds(Session, start=_MOMENTS, end=st.none() | _MOMENTS, title=_WORDS)
_TIMES = st.builds(
    Times,
    start=st.none() | _MOMENTS,
    end=st.none() | _MOMENTS,
    grade=st.sampled_from(Grade),
    why=st.sampled_from([(), ("time-tbc",), ("order-ambiguous",)]),
    sessions=st.lists(_SESSIONS, max_size=3).map(tuple),
    text=_WORDS,
)
_STAMP = datetime(2026, 11, 1, tzinfo=UTC)
_LISTINGS = st.builds(
    Listing,
    title=_WORDS,
    url=_WORDS,
    id=st.uuids().map(str),
    times=_TIMES,
    status=st.sampled_from(Status),
    mode=st.sampled_from(Mode),
    place=st.builds(Place, name=_WORDS, town=st.none() | _WORDS),
    organiser=_WORDS,
    people=st.lists(st.builds(Person, name=_WORDS, text=_WORDS), max_size=2).map(tuple),
    objectives=st.lists(_WORDS, max_size=2).map(tuple),
    description=_WORDS,
    online_url=_WORDS.map(lambda words: "https://a.example/" + words),
    series=_WORDS,
    language=_WORDS,
    modified=st.just(_STAMP),
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_LISTINGS, max_size=3, unique_by=lambda one: one.id))
def test_every_format_stays_whole(listings: list[Listing]) -> None:
    made = {ext: form.render(FEED, listings, SITE) for ext, form in FORMATS.items()}
    assert {ext: findings(ext, data) for ext, data in made.items()} == dict.fromkeys(made, ())
    assert len(list(etree.fromstring(made["rss"]).iter("item"))) == len(listings)
    assert len(json.loads(made["json"])["items"]) == len(listings)
    events = Calendar.from_ical(made["ics"]).walk("VEVENT")
    wanted = [(one, title_words(one)) for one in listings for _ in occurrences(one)]
    assert len(events) == len(wanted)
    assert all(str(event["SUMMARY"]) for event in events)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_LISTINGS)
def test_no_end_is_before_its_start_and_bytes_are_stable(listing: Listing) -> None:
    for ext, form in FORMATS.items():
        assert form.render(FEED, [listing], SITE) == form.render(FEED, [replace(listing)], SITE), (
            ext
        )
    for event in Calendar.from_ical(FORMATS["ics"].render(FEED, [listing], SITE)).walk("VEVENT"):
        if "DTEND" in event:
            start, end = event.decoded("DTSTART"), event.decoded("DTEND")
            assert end - start > timedelta(0)
