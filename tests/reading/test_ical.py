"""Calendars: every VEVENT is a Draft, whatever is broken around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.draft import Draft
from spiders.reading import ical
from tests.reading.given import one, reading


def calendar(*events: str, head: str = "", end: str = "END:VCALENDAR\n") -> str:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{body}{end}"


def event(lines: str, head: str = "") -> Draft:
    return one(calendar(lines, head=head))


FULL = """UID:7@forum.example
RECURRENCE-ID;TZID=Europe/London:20270603T093000
SUMMARY:Rural Crime\\, a Summit
DTSTART;TZID=GMT Standard Time:20270603T093000
DTEND;TZID=GMT Standard Time:20270603T160000
RRULE:FREQ=WEEKLY;COUNT=3
RDATE;TZID=Europe/London:20270701T093000,20270708T093000
EXDATE;TZID=Europe/London:20270610T093000
STATUS:TENTATIVE
LOCATION:The Guildhall\\, York
URL:https://forum.example/events/7
ORGANIZER;CN=Example Policing Forum:mailto:x@forum.example
DESCRIPTION:Theft of machinery.\\nAll
  welcome.
CATEGORIES:Rural,Theft
LAST-MODIFIED:20270101T000000Z
ATTENDEE;CN=Private Person:mailto:private@forum.example
BEGIN:VALARM
DESCRIPTION:Reminder
END:VALARM"""


def test_every_property() -> None:
    draft = event(FULL)
    assert draft.title == "Rural Crime, a Summit"
    assert (draft.start, draft.end, draft.zone) == (
        "20270603T093000",
        "20270603T160000",
        "Europe/London",
    )
    assert draft.source_key == "7@forum.example 20270603T093000"
    assert draft.series == "7@forum.example"
    assert draft.rrule == "FREQ=WEEKLY;COUNT=3"
    assert draft.rdates == ("20270701T093000", "20270708T093000")
    assert draft.exdates == ("20270610T093000",)
    assert (draft.status, draft.place, draft.url) == (
        "TENTATIVE",
        "The Guildhall, York",
        "https://forum.example/events/7",
    )
    assert (draft.organiser, draft.categories) == ("Example Policing Forum", ("Rural", "Theft"))
    assert draft.description == "Theft of machinery.\nAll welcome."
    assert "Private" not in repr(draft)


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        ("DTSTART;VALUE=DATE:20270603\nDTEND;VALUE=DATE:20270606", "20270603", "20270605"),
        ("DTSTART;VALUE=DATE:20270603\nDTEND;VALUE=DATE:20270604", "20270603", ""),
        ("DTSTART;VALUE=DATE:20270603\nDTEND;VALUE=DATE:20270603", "20270603", ""),
        ("DTSTART:20270603T000000\nDTEND:20270605T000000", "20270603", "20270604"),
    ],
)
def test_whole_days_end_on_their_last_day(lines: str, start: str, end: str) -> None:
    draft = event(f"SUMMARY:x\n{lines}")
    assert (draft.start, draft.end, draft.all_day) == (start, end, True)
    assert "True" not in {note.text for _, note in draft.evidence}


@pytest.mark.parametrize(
    "lines",
    [
        "DTSTART:20270603T090000\nDTEND:20270602T090000",
        "DTSTART:20270603T090000\nDTEND;VALUE=DATE:20270604",
        "DTSTART;VALUE=DATE:20270603\nDTEND:20270603T100000",
        "DTSTART;VALUE=DATE:20270603\nDTEND;VALUE=DATE:20270601",
    ],
)
def test_doubtful_ends_are_dropped_and_told(lines: str) -> None:
    draft = event(f"SUMMARY:x\n{lines}")
    assert draft.end == ""
    assert draft.warnings


def test_duration_in_place_of_an_end() -> None:
    assert event("SUMMARY:x\nDTSTART:20270603T090000Z\nDURATION:PT2H").duration == "PT2H"


def test_zones() -> None:
    head = "X-WR-TIMEZONE:Europe/London\n"
    assert event("SUMMARY:x\nDTSTART:20270603T090000Z", head).zone == "Europe/London"
    assert (
        event(
            "SUMMARY:x\nDTSTART;TZID=/freeassociation.sourceforge.net/Europe/Paris:20270603T090000"
        ).zone
        == "Europe/Paris"
    )
    draft = event("SUMMARY:x\nDTSTART;TZID=Custom:20270603T090000", head)
    assert draft.zone == "Europe/London"
    assert "Custom" in draft.warnings[0]
    assert event("SUMMARY:x\nDTSTART:20270603T090000").zone == ""


def test_a_calendar_cut_short_loses_its_last_event_only() -> None:
    text = (
        calendar("UID:1\nSUMMARY:a\nDTSTART:20270603T090000")
        + "BEGIN:VEVENT\nUID:2\nSUMMARY:b\nDTSTART:20270604T090000\nDTE"
    )
    read = reading(text.replace("END:VCALENDAR\n", ""))
    assert [draft.title for draft in read.drafts] == ["a"]
    assert any("cut short" in warning for warning in read.warnings)


def test_broken_lines_cost_themselves_only() -> None:
    draft = event("SUMMARY:x\nno colon here\nX-BAD;Y:z\nDTSTART:20270603T090000")
    assert draft.start == "20270603T090000"
    assert "2 broken lines" in draft.warnings[0]


def test_a_zone_block_with_two_names_is_no_matter() -> None:
    zone = "BEGIN:VTIMEZONE\nTZID:Europe/London\nTZID:Europe/London\nEND:VTIMEZONE\n"
    assert (
        event("SUMMARY:x\nDTSTART;TZID=Europe/London:20270603T090000", zone).zone == "Europe/London"
    )


def test_templates_cancelled_methods_and_missing_starts() -> None:
    draft = event(
        "SUMMARY:x\nLOCATION:#_LOCATIONNAME\\, #_LOCATIONTOWN\nDTSTART:20270603T090000",
        "METHOD:CANCEL\n",
    )
    assert (draft.place, draft.status) == ("", "CANCELLED")
    assert event("SUMMARY:x").warnings == ("VEVENT 1 has no start",)


def test_events_without_uid_have_keys_of_their_own() -> None:
    read = reading(
        calendar("SUMMARY:a\nDTSTART:20270603T090000", "SUMMARY:a\nDTSTART:20270604T090000")
    )
    assert len({draft.source_key for draft in read.drafts}) == 2


@given(st.text(alphabet='BEGIN:VEVENT\nDTSTART;=0123456789TZ ,"\\', max_size=300))
def test_never_raises(text: str) -> None:
    drafts, warnings = ical.read_text(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n{text}")
    assert drafts or warnings
