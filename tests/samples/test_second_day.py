"""The second day's pages differ from the first day's exactly where the facts say so."""

from __future__ import annotations

import json

import icalendar
import pytest
from lxml import html as lxml_html

from samples import Change, expected_changes
from samples.furniture import Page
from samples.sites import render
from tests.samples.conftest import BASE, TODAY

FIRST = render(TODAY, 1, BASE)
SECOND = render(TODAY, 2, BASE)
CHANGES = {change.after.slug: change for change in expected_changes(TODAY, BASE)}


def own_paths(change: Change) -> list[str]:
    return [url.removeprefix(BASE) for url in change.after.urls]


def text(page: Page) -> str:
    return " ".join(lxml_html.fromstring(page.body).text_content().split())


@pytest.mark.parametrize("slug", CHANGES)
def test_the_pages_of_a_changed_event_change(slug: str) -> None:
    change = CHANGES[slug]
    for path in own_paths(change):
        assert (path in FIRST) == (change.kind != "new")
        assert FIRST.get(path) != SECOND[path]
        assert SECOND[path].status == (410 if change.kind == "withdrawn" else 200)


def test_other_pages_change_only_where_they_name_a_changed_event() -> None:
    titles = {title for change in CHANGES.values() for title in change.after.titles.values()}
    slugs = set(CHANGES)
    for path in FIRST.keys() & SECOND.keys():
        if FIRST[path] == SECOND[path]:
            continue
        both = FIRST[path].body + SECOND[path].body
        named = any(slug.encode() in both for slug in slugs)
        # List pages after the first shift by one when an event comes or goes.
        paged = "page" in path or "?p=" in path or path.endswith(("events/", "events", "whats-on/"))
        assert named or paged or any(title.encode() in both for title in titles), path


def test_withdrawn_events_are_on_no_list() -> None:
    gone = [change.after for change in CHANGES.values() if change.kind == "withdrawn"]
    for one in gone:
        assert one.withdrawn
        for path, page in SECOND.items():
            assert one.title.encode() not in page.body, path


def test_moves_are_told_in_words_where_the_facts_say_so() -> None:
    for slug, told in (
        ("fraud-victims-first", True),
        ("restorative-justice-symposium", True),
        ("trauma-informed-custody", False),
    ):
        for path in own_paths(CHANGES[slug]):
            assert ("New date: this event was first planned for" in text(SECOND[path])) == told
    script = lxml_html.fromstring(
        SECOND["/ashcombe/whats-on/restorative-justice-symposium"].body
    ).xpath("//script/text()")[0]
    event = json.loads(script)["@graph"][1]
    before = CHANGES["restorative-justice-symposium"].before
    assert before
    assert event["previousStartDate"] == before.start.isoformat()
    assert event["eventStatus"].endswith("EventRescheduled")


def test_cancellations_speak_each_site_s_language() -> None:
    debate = SECOND["/ashcombe/whats-on/facial-recognition-debate"].body
    assert b"schema.org/EventCancelled" in debate
    assert "This event has been cancelled" in text(
        SECOND["/civicdiary/e/facial-recognition-debate"]
    )
    diary = icalendar.Calendar.from_ical(SECOND["/fenwick/diary.ics"].body)
    exercise = next(event for event in diary.events if "Flood" in str(event["SUMMARY"]))
    assert (exercise["STATUS"], exercise["SEQUENCE"]) == ("CANCELLED", 1)
    api = (
        json.loads(SECOND["/thorley/wp-json/tribe/events/v1/events"].body)["events"]
        + json.loads(SECOND["/thorley/wp-json/tribe/events/v1/events?page=2"].body)["events"]
    )
    assert any(event["title"] == "Cancelled: Romance Scams and Loneliness" for event in api)


def test_sold_out_venue_price_and_speaker_are_printed() -> None:
    for path, words in (
        ("/silverbridge/research/events/prison-health-workshop", "SOLD OUT - Workshop"),
        ("/kestrel/training/cyber-first-responder.html", "Sold out"),
        ("/thorley/event/town-centre-summit/", "Kennet Wharf Centre"),
        ("/ashcombe/whats-on/evidence-based-policing-conference", "£210; £100"),
        ("/lanternhouse/gatherings/modern-slavery-safe-houses", "Folake Adeyemi"),
    ):
        assert words not in text(FIRST[path])
        assert words in text(SECOND[path])
