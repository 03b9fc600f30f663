"""Starts in UTC, and the words that the page's source gives beside the same titles."""

from __future__ import annotations

import json

import pytest

from pipelines.when import draft_times
from tests.reading.given import hints, reading


def calendar(offset: str, shown: str) -> str:
    """A month view: two events in JSON-LD, and tooltips that show what visitors see."""
    events = [
        {"@type": "Event", "name": name, "startDate": f"2027-06-0{day}T19:00:00{offset}"}
        for day, name in ((8, "Roads / Quays Forum"), (9, "Night Watch Briefing"))
    ]
    tips = "".join(
        f"<td data-tip='{json.dumps({'title': name, 'shown': f'June {day} @ {shown}'}).replace('/', chr(92) + '/')}'>"
        f"<h3><a href='/e/{day}'>{name}</a></h3></td>"
        for day, name in ((8, "Roads / Quays Forum"), (9, "Night Watch Briefing"))
    )
    return (
        "<html><body><h1>Events for June 2027</h1>"
        f"<script type='application/ld+json'>{json.dumps(events)}</script>"
        f"<table><tr>{tips}</tr></table></body></html>"
    )


@pytest.mark.parametrize(
    ("offset", "shown", "hour"),
    [
        ("+00:00", "7:00 pm - 9:00 pm", 19),
        ("Z", "8:00 pm - 9:00 pm", 20),
        ("+00:00", "", 20),
        ("+01:00", "7:00 pm", 19),
        ("", "7:00 pm", 19),
        ("", "8:00 pm", 20),
    ],
)
def test_wall_time_that_people_see(offset: str, shown: str, hour: int) -> None:
    drafts = reading(calendar(offset, shown), hints()).drafts
    assert len(drafts) == 2
    for draft in drafts:
        times, _ = draft_times(draft, hints())
        assert times.start is not None
        assert getattr(times.start, "hour", None) == hour


def test_a_clock_beside_a_day_alone() -> None:
    text = calendar("", "7:00 pm - 9:00 pm").replace("T19:00:00", "")
    for draft in reading(text, hints()).drafts:
        times, _ = draft_times(draft, hints())
        assert (getattr(times.start, "hour", None), getattr(times.end, "hour", None)) == (19, 21)


@pytest.mark.parametrize("start", ["2027-6-8T1:00Z", "20270608T190000Z", "2027-06-08T19", "soon"])
def test_odd_starts_are_left(start: str) -> None:
    text = calendar("", "7:00 pm").replace("2027-06-08T19:00:00", start)
    assert len(reading(text, hints()).drafts) >= 1


def test_words_of_another_day_say_nothing() -> None:
    text = calendar("+00:00", "7:00 pm").replace("June 8 @", "June 5 @")
    first = reading(text, hints()).drafts[0]
    assert first.date == ""


def test_evidence_names_the_source() -> None:
    first = reading(calendar("+00:00", "7:00 pm - 9:00 pm"), hints()).drafts[0]
    note = dict(first.evidence)["date"]
    assert (note.reader, note.text) == ("beside", "June 8 @ 7:00 pm - 9:00 pm")


def test_data_of_scripts_are_no_words_that_people_see() -> None:
    state = '<script>window.state = {"name": "Night Watch Briefing", "at": "2027-06-09T19:00:00Z"}'
    text = calendar("Z", "").replace("<table>", f"{state}</script><table>")
    assert [draft.date for draft in reading(text, hints()).drafts] == ["", ""]
