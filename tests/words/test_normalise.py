"""Whole Drafts become Listings, and Listings the rows of `muster read`."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.draft import Draft, Evidence, Hints
from catalogue.listing import (
    Listing,
    Mode,
    Place,
    Status,
    Times,
    listing_from_data,
    listing_to_data,
)
from pipelines.normalise import accepted, answer_read, canonical_url, keyed, normalise

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
HINTS = Hints(
    now=datetime(2023, 10, 1, tzinfo=UTC),
    zone="Europe/London",
    source="harrow",
    organiser="Harrow Policy Desk",
)
EVIDENCE = Evidence(reader="labelled", where="line 9", text="Webinar")

DRAFT = Draft(
    title="County Lines: Closing the Gaps (Ended 21st Nov 2023)",
    url="https://harrow.example/events/county-lines/?utm_source=mail&id=4#top",
    date="Tuesday, November 21st 2023",
    time="9:30 AM — 1:20 PM GMT",
    place="Webinar",
    people=(
        "Professor Ada Bell OBE, Professor Emeritus at the Department of Crime Science, Harrow University",
        "Tom Okafor, Director at the Westmarch Policing College and former Commander of Westmarch Police (Chair)",
        "Detective Inspector Lena Blyth, Cyber Crime Unit Manager at West Midlands Police",
    ),
    audience=("Who should attend?", "Police Service", "Prison and Probation Services", "Third Sector Practitioners"),
    objectives=("Review the state of county lines", "Review the state of county lines", "Examine what works"),
    price="Members £95; non-members £145",
    cpd="4 CPD hours",
    booking_url="/book/4",
    deadline="Book by 14 November 2023",
    description="<p>This timely symposium asks what works.</p><p>Back to search results</p><script>x()</script>",
    image="javascript:alert(1)",
    language="en_GB",
    evidence=(("place", EVIDENCE),),
    warnings=("the page gives two titles",),
)  # fmt: skip


def test_a_whole_draft() -> None:
    listing = normalise(DRAFT, HINTS)
    assert listing.title == "County Lines: Closing the Gaps"
    assert listing.url == listing.source_key == "https://harrow.example/events/county-lines/?id=4"
    assert (listing.status, listing.mode, listing.place) == (Status.ENDED, Mode.ONLINE, Place())
    assert isinstance(listing.times.start, datetime)
    assert listing.times.start.isoformat() == "2023-11-21T09:30:00+00:00"
    assert (listing.source, listing.organiser, listing.format) == (
        "harrow",
        "Harrow Policy Desk",
        "conference",
    )
    assert listing.audience == (
        "Police Service",
        "Prison and Probation Services",
        "Third Sector Practitioners",
    )
    assert listing.audience_groups == ("police-forces", "prisons", "probation", "charities")
    assert listing.objectives == ("Review the state of county lines", "Examine what works")
    assert listing.description == "<p>This timely symposium asks what works.</p>"
    assert (listing.cpd, listing.deadline, listing.language) == (
        "4 CPD hours",
        date(2023, 11, 14),
        "en-GB",
    )
    assert (listing.booking_url, listing.image) == ("https://harrow.example/book/4", None)
    assert listing.evidence == (("place", EVIDENCE),)
    assert listing.warnings[0] == "the page gives two titles"
    assert accepted(listing) is None


def test_people_of_a_whole_draft() -> None:
    people = normalise(DRAFT, HINTS).people
    assert [(p.name, p.role, p.organisation, p.is_chair) for p in people] == [
        ("Ada Bell", "Professor Emeritus", "Department of Crime Science, Harrow University", False),
        ("Tom Okafor", "Director", "Westmarch Policing College", True),
        ("Lena Blyth", "Cyber Crime Unit Manager", "West Midlands Police", False),
    ]


def test_a_listing_survives_the_store() -> None:
    listing = normalise(DRAFT, HINTS)
    assert listing_from_data(json.loads(json.dumps(listing_to_data(listing)))) == listing


def test_what_moved_online_has_left_its_venue() -> None:
    draft = replace(
        DRAFT,
        title="County Lines (now online)",
        place="York Racecourse, York",
        status="EventScheduled",
    )
    listing = normalise(draft, HINTS)
    assert (listing.status, listing.mode, listing.place) == (
        Status.MOVED_ONLINE,
        Mode.ONLINE,
        Place(),
    )


def test_the_row_of_the_filter() -> None:
    (row,) = answer_read([DRAFT], HINTS)
    assert row["title"] == "County Lines: Closing the Gaps"
    assert (row["start"], row["end"]) == ("2023-11-21T09:30:00+00:00", "2023-11-21T13:20:00+00:00")
    assert (row["all_day"], row["zone"], row["status"]) == (False, "Europe/London", "ended")
    assert row["place"] == {
        **dict.fromkeys(("address", "town", "postcode", "region", "force")),
        "name": "Webinar",
        "mode": "online",
    }
    assert row["price"] == {
        "text": "Members £95; non-members £145", "is_free": False, "amount": 95.0, "currency": "GBP",
        "tiers": [["Members", 95.0], ["non-members", 145.0]],
    }  # fmt: skip
    assert row["booking"] == {"url": "https://harrow.example/book/4", "deadline": "2023-11-14"}
    assert row["evidence"] == {"place": ["labelled", "line 9", "Webinar", 1.0]}
    assert row["people"][1]["event_role"] == "chair"
    assert json.loads(json.dumps(row)) == row


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Harrow.Example/a?b=1&utm_medium=x#c", "https://harrow.example/a?b=1"),
        ("http://harrow.example:80", "http://harrow.example/"),
        ("https://harrow.example:8443/a", "https://harrow.example:8443/a"),
        ("https://harrow.example/a?q=%20b&empty=", "https://harrow.example/a?q=%20b&empty="),
        ("https://harrow.example/a?fbclid=1", "https://harrow.example/a"),
        ("https://[::1]/a", "https://[::1]/a"),
        ("mailto:a@harrow.example", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https://[", ""),
        ("http://harrow.example:port/", ""),
        ("", ""),
    ],
)
def test_canonical_addresses(url: str, expected: str) -> None:
    assert canonical_url(url) == expected
    assert canonical_url(expected) == expected


def test_drafts_of_one_address_are_told_apart_whatever_their_order() -> None:
    page = "https://harrow.example/events/"
    drafts = [
        Draft(title="Knife crime", url=page, start="2027-05-01"),
        Draft(title="Rural crime", url=page, start="2027-05-01"),
        Draft(title="Rural crime", url=page, start="2027-06-01"),
        Draft(title="Stalking", url=page, source_key="uid-7"),
        Draft(title="Fraud", url="https://harrow.example/events/fraud"),
    ]
    keys = [draft.source_key for draft in keyed(drafts)]
    assert keys == [
        f"{page}#knife-crime",
        f"{page}#rural-crime#2027-05-01",
        f"{page}#rural-crime#2027-06-01",
        "uid-7",
        "https://harrow.example/events/fraud",
    ]
    assert [draft.source_key for draft in keyed(drafts[::-1])] == keys[::-1]


@pytest.mark.parametrize(
    ("listing", "reason"),
    [
        (Listing(title="", url="https://harrow.example/"), "no title"),
        (Listing(title="Forum", url=""), "no link"),
        (Listing(title="Forum", url="https://harrow.example/"), "no date"),
        (
            Listing(title="Forum", url="https://harrow.example/", times=Times(partial="2027-05")),
            None,
        ),
        (
            Listing(
                title="Forum", url="https://harrow.example/", times=Times(start=date(2027, 5, 1))
            ),
            None,
        ),
    ],
)
def test_what_can_be_published(listing: Listing, reason: str | None) -> None:
    assert accepted(listing) == reason


TEXT_FIELDS = [f.name for f in fields(Draft) if f.type == "str" and f.name != "title"]
LINE_FIELDS = ["people", "chairs", "audience", "objectives", "categories", "rdates", "exdates"]


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries(
        {"title": st.text(max_size=80)},
        optional={name: st.text(max_size=80) for name in TEXT_FIELDS},
    ),
    st.fixed_dictionaries(
        {},
        optional={
            name: st.lists(st.text(max_size=60), max_size=3).map(tuple) for name in LINE_FIELDS
        },
    ),
)
def test_no_draft_raises(words: dict[str, str], lines: dict[str, tuple[str, ...]]) -> None:
    draft = replace(Draft(title=""), **words, **lines)  # type: ignore[arg-type]  # names drawn at random
    (row,) = answer_read([draft], HINTS)
    assert json.loads(json.dumps(row)) == row
    listing = normalise(draft, HINTS)
    assert listing_from_data(listing_to_data(listing)).title == listing.title


@pytest.mark.skipif(
    not (SHARED / "seed/policing-insight-event.txt").exists(),
    reason="the shared seed page is not here",
)
def test_the_seed_page() -> None:
    text = (SHARED / "seed/policing-insight-event.txt").read_text("utf-8")
    speakers, _, audience = text.partition("Key Speakers")[2].partition("Who Should Attend?")
    bullets = [
        line.strip(" •\t") for line in speakers.split("\n\n\n")[0].splitlines() if "•" in line
    ]
    draft = Draft(
        title="Tackling Serious and Organised Crime: Keeping Pace with an Escalating Challenge",
        url="https://seed.example/soc",
        status="(Ended 21st Nov 2023)",
        date="Tuesday, November 21st 2023",
        time="9:30 AM — 1:20 PM GMT",
        place="Webinar",
        people=tuple(bullets),
        audience=tuple(line.strip(" •\t") for line in audience.splitlines() if "•" in line),
        description=text,
    )
    listing = normalise(draft, HINTS)
    assert len(listing.people) == 8
    assert all(person.role and person.organisation for person in listing.people)
    assert [person.name for person in listing.people if person.is_chair] == ["Parm Sandhu"]
    assert len(listing.audience) == 32
    assert all(
        normalise(replace(draft, audience=(line,)), HINTS).audience_groups
        for line in listing.audience
    )
    assert (listing.mode, listing.status, listing.place) == (Mode.ONLINE, Status.ENDED, Place())
