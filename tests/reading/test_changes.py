"""What lines and titles say became of an event, read to the end."""

from __future__ import annotations

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from pipelines.normalise import normalise
from tests.reading.given import hints, one, reading

TITLE = "Night Watch Briefing"
DAY = "2027-06-09"


def told(title: str, line: str) -> tuple[str, str]:
    """(status, first day) of a page with this title and this line."""
    draft = one(f"<h1>{title}</h1><p>9 June 2027, 6pm</p><p>Mariners Hall, London</p><p>{line}</p>")
    event = normalise(draft, hints())
    assert event.times.start is not None
    return str(event.status), event.times.start.isoformat()[:10]


@pytest.mark.parametrize(
    ("title", "line", "status"),
    [
        (TITLE, "This event has been called off.", "cancelled"),
        (TITLE, "Called off", "cancelled"),
        (
            TITLE,
            "We regret that the seminar planned for 9 June has been cancelled.",
            "cancelled",
        ),
        (
            TITLE,
            "The meeting of the Watch scheduled for Wednesday, 9 June, at 6:30 p.m. at the Hall, has been CANCELLED.",
            "cancelled",
        ),
        (TITLE, "Event Postponed", "postponed"),
        (TITLE, "Please note: now online.", "moved-online"),
        (TITLE, "This briefing is now online via Zoom.", "moved-online"),
        (TITLE, "The lecture will now be held online.", "moved-online"),
        (TITLE, "(Ended 9th June 2027)", "ended"),
        (f"NOW ONLINE: {TITLE}", "", "moved-online"),
        (f"Called off: {TITLE}", "", "cancelled"),
        (f"{TITLE} [POSTPONED]", "", "postponed"),
        (f"{TITLE} - SOLD OUT", "", "sold-out"),
        (TITLE, "The briefing is NOT cancelled.", "scheduled"),
        (TITLE, "Places that are cancelled a week before are not refunded.", "scheduled"),
        (TITLE, "If the event is cancelled, all fees are refunded.", "scheduled"),
        (TITLE, "Cancellation policy", "scheduled"),
        (TITLE, "Registration is closed", "scheduled"),
        ("Noise-cancelling headphones for custody", "", "scheduled"),
        ("Understanding cancellation rights", "", "scheduled"),
    ],
)
def test_status(title: str, line: str, status: str) -> None:
    assert told(title, line) == (status, DAY)


@pytest.mark.parametrize(
    "line",
    [
        "This briefing has moved to 16 June 2027.",
        "This event has been moved from 9 June to 16 June 2027",
        "The event has been rescheduled for Wednesday 16 June.",
        "New date: 16 June 2027 (before: 9 June 2027)",
        "Please note: moved to the new date of Wednesday 16 June 2027",
        "UPDATE: This event has been put off. The new date is 16 June 2027.",
    ],
)
def test_the_day_it_was_moved_to(line: str) -> None:
    assert told(TITLE, line) == ("rescheduled", "2027-06-16")


@pytest.mark.parametrize(
    "line",
    [
        "The office moved to 16 June Street in 2019.",
        "The event may be moved to 16 June 2027.",
        "If it is moved to 16 June 2027, you will be told.",
    ],
)
def test_other_moves(line: str) -> None:
    assert told(TITLE, line) == ("scheduled", DAY)


@any_of(st.text(alphabet="event has been moved to 16 June2027 now online.,:(!", max_size=200))
def test_never_raises(text: str) -> None:
    assert one(f"<h1>{TITLE}</h1><p>Date: 9 June 2027</p><p>{text.replace('<', '')}</p>").title


def test_struck_out_words_give_way_to_those_beside_them() -> None:
    rows = (
        "<li><del>3 June 2027</del> 10 June 2027, 6pm</li><li>17 June 2027, <s>5pm</s> 7pm</li>"
        "<li><s>24 June 2027</s> CANCELLED</li>"
    )
    page = f"<html><body><h1>Harbour Board meetings</h1><ul>{rows}</ul></body></html>"
    drafts = reading(page).drafts
    assert [(draft.date, draft.time) for draft in drafts[:2]] == [
        ("10 June 2027, 6pm", "6pm"),
        ("17 June 2027, 7pm", "7pm"),
    ]
    assert [(draft.date, draft.status.lower()) for draft in drafts[2:]] == [
        ("24 June 2027", "cancelled")
    ]


def test_a_style_strikes_words_out_too() -> None:
    struck = "<span style='text-decoration: line-through'>3 June 2027</span>"
    assert one(f"<h1>Night Watch</h1><p>{struck} 9 June 2027, 6pm</p>").date == "9 June 2027, 6pm"
