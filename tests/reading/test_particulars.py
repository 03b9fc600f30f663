"""What labels inside a description say goes to the fields that calendars and feeds do not have."""

from __future__ import annotations

import json

import pytest

from catalogue.draft import Draft
from spiders.reading.finishing import enriched
from tests.reading.given import hints, reading

HTML = (
    "<p>Theft of farm machinery is rising, and this afternoon brings together those who can stop it.</p>"
    "<h3>Speakers</h3><ul><li>Amina Okafor, Rural Safety Centre</li><li>Joe Lunt, Northmoor Police</li></ul>"
    "<h3>Who should attend</h3><ul><li>Rural crime teams</li><li>Parish councils</li></ul>"
    "<p>Price: £15</p><p>Date: 9 September 2027</p>"
)
PEOPLE = ("Amina Okafor, Rural Safety Centre", "Joe Lunt, Northmoor Police")


def test_labels_in_a_description() -> None:
    (draft,) = enriched([Draft(title="Summit", start="2027-06-03", description=HTML)], hints())
    assert (draft.people, draft.audience, draft.price) == (
        PEOPLE,
        ("Rural crime teams", "Parish councils"),
        "£15",
    )
    assert (draft.start, draft.date) == ("2027-06-03", "")
    assert dict(draft.evidence)["people"].where.startswith("description")


def test_plain_lines_in_a_description() -> None:
    text = "Theft is rising.\nSpeaker: Amina Okafor\\, Rural Safety Centre\nPrice: £15".replace(
        "\\", ""
    )
    (draft,) = enriched([Draft(title="Summit", description=text)], hints())
    assert (draft.people, draft.price) == (("Amina Okafor, Rural Safety Centre",), "£15")


def test_what_the_mark_up_says_stays() -> None:
    draft = Draft(title="Summit", price="£20", description="Price: £15")
    assert enriched([draft], hints())[0] is draft
    assert enriched([Draft(title="Summit")], hints())[0].people == ()


def test_interfaces_feeds_and_calendars_are_enriched() -> None:
    tribe = {
        "events": [
            {
                "title": "S",
                "start_date": "2027-06-03 09:30:00",
                "utc_start_date": "x",
                "description": HTML,
            }
        ]
    }
    lines = "SUMMARY:S\nDTSTART:20270603\nDESCRIPTION:Price: £15"
    calendar = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR"
    assert reading(json.dumps(tribe)).drafts[0].people == PEOPLE
    assert reading(calendar).drafts[0].price == "£15"


@pytest.mark.parametrize("text", ["<", "<<p", "a" * 50_000, "<p>", "\x01<b>"])
def test_odd_descriptions(text: str) -> None:
    assert enriched([Draft(title="S", description=text)], hints())[0].title == "S"
