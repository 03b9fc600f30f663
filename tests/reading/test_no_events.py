"""Lists with dates that are no events."""

from __future__ import annotations

import pytest

from tests.reading.given import reading


def listed(heading: str, path: str = "/x", head: str = "") -> int:
    rows = "".join(
        f"<li><h3><a href='{path}/{day}'>Story number {day}</a></h3><p>{day} June 2027</p></li>"
        for day in (3, 10, 17, 24)
    )
    body = f"<h1>{heading}</h1>{head}<ul>{rows}</ul>"
    return len(reading(f"<html><body>{body}</body></html>").drafts)


@pytest.mark.parametrize(
    "heading",
    [
        "News",
        "Press releases",
        "Vacancies",
        "Tenders",
        "Disclosure log",
        "Our blog",
        "Search results",
        "Decision notices",
        "Bin collections",
        "Circulars and advisories",
    ],
)
def test_what_the_title_calls_something_else(heading: str) -> None:
    assert listed(heading) == 0


def test_what_a_heading_calls_news() -> None:
    assert listed("Welcome to Northmoor", head="<h2>Latest news</h2>") == 0


def test_links_that_lead_to_news() -> None:
    assert listed("Welcome to Northmoor", "/news") == 0
    assert listed("Welcome to Northmoor", "/whats-on") == 4


def test_events_among_news_and_news_of_events_stay() -> None:
    assert listed("News", head="<h2>Upcoming events</h2>") == 4
    assert listed("Events", "/news") == 4
    assert listed("News and events") == 4


@pytest.mark.parametrize(
    ("head", "events"), [("Date answered", 0), ("Closing date", 0), ("Date", 3)]
)
def test_a_column_that_never_holds_events(head: str, events: int) -> None:
    rows = "".join(f"<tr><td>Matter {day}<td>{day} June 2027</tr>" for day in (3, 10, 17))
    table = f"<table><tr><th>Subject<th>{head}</tr>{rows}</table>"
    read = reading(f"<html><body><h1>Northmoor Police Board</h1>{table}</body></html>")
    assert len([draft for draft in read.drafts if read.reader == "repeated"]) == events


AGENDA = (
    "<h1>Agenda and minutes</h1><h2>Northmoor Harbour Panel - Tuesday, 15 June 2027 10.30 am</h2>"
    "<p><span>Venue:</span> Council Chamber, Quay Road, Northmoor</p><table><tr><th>No.</th><th>Item</th></tr>"
    "<tr><td>1</td><td><p>Apologies</p><p>Councillor Ada Fell joined the meeting at 11.15am.</p></td></tr>"
    "<tr><td>2</td><td><p>Minutes</p><p>{}</p></td></tr></table>"
)


@pytest.mark.parametrize(
    "item",
    [
        "To approve the minutes of the meeting held on 30 April 2027 as a correct record.",
        "The minutes of the meeting held on 30 April 2027 were agreed as a true record of that meeting.",
        "To confirm the public minutes of the meetings of 30 April 2027 and 7 May 2027.",
    ],
)
def test_the_minutes_of_an_earlier_meeting_on_an_agenda(item: str) -> None:
    drafts = reading(f"<html><body>{AGENDA.format(item)}</body></html>").drafts
    assert [(draft.title, draft.date) for draft in drafts] == [
        ("Northmoor Harbour Panel", "Tuesday, 15 June 2027 10.30 am")
    ]


@pytest.mark.parametrize(
    "item",
    [
        "Minutes of the last meeting held on 30 April 2027 at 2 pm",
        "Date of the next meeting: 30 July 2027 at 2 pm",
    ],
)
def test_items_of_an_agenda_below_the_meeting_s_own_day(item: str) -> None:
    head = "<h1>Northmoor Harbour Panel</h1><h2>Tuesday, 15 June 2027 at 10.30 am</h2>"
    body = f"{head}<table><tr><td>1.<td>Apologies</tr><tr><td>2.<td>{item}</tr></table>"
    drafts = reading(f"<html><body>{body}</body></html>").drafts
    assert [draft.date for draft in drafts] == ["Tuesday, 15 June 2027 at 10.30 am"]


def test_minutes_that_a_page_lists_are_its_meetings() -> None:
    rows = "".join(
        f"<li><a href='/m{day}.pdf'>Confirmed minutes of the meeting of {day} June 2027</a></li>"
        for day in (3, 10, 17)
    )
    body = f"<h1>Harbour Panel: minutes</h1><ul>{rows}</ul>"
    assert len(reading(f"<html><body>{body}</body></html>").drafts) == 3


@pytest.mark.parametrize(
    "rows",
    [
        "<dt>Salary</dt><dd>£34,100</dd><dt>Closing date</dt><dd>15 June 2027, 23:59</dd><dt>Start date</dt>"
        "<dd>1 August 2027</dd>",
        "<dt>Closing date:</dt><dd>5pm, 11 June 2027</dd><dt>Interviews: 24 June 2027, London</dt>",
    ],
)
def test_a_vacancy_is_no_event(rows: str) -> None:
    assert (
        reading(f"<html><body><h1>Harbour analyst</h1><dl>{rows}</dl></body></html>").drafts == ()
    )


def test_a_course_on_interviews_is_an_event() -> None:
    facts = "<p>Date: 9 June 2027</p><p>Time: 6pm</p><p>Booking deadline: 1 June 2027</p>"
    body = f"<h1>Interviews with witnesses</h1>{facts}<p>Interviews are hard: a workshop.</p>"
    assert len(reading(f"<html><body>{body}</body></html>").drafts) == 1
