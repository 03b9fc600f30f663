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
    "heading", ["News", "Press releases", "Vacancies", "Tenders", "Disclosure log", "Our blog"]
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
