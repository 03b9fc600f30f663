"""A course that takes place again and again: every day with a place of its own is an event of its own."""

from __future__ import annotations

import pytest

from tests.reading.given import reading

NAME = "Mentoring in custody"
ABOUT = "<p>A course for staff who support new colleagues.</p>"


def events(body: str) -> list[tuple[str, str, str]]:
    """(title, date, place) of every event of a page of that name."""
    found = reading(
        f"<html lang='en'><body><main><h1>{NAME}</h1>{ABOUT}{body}</main></body></html>"
    )
    return [(draft.title, draft.date, draft.place) for draft in found.drafts]


@pytest.mark.parametrize(
    "dates",
    [
        "<p><strong>Dates:</strong> 12 May 2027, London; 9 June 2027, Leeds</p><p>Cost: £210</p>",
        "<h3>Dates</h3><p>London: 12 May 2027</p><p>Leeds: 9 June 2027</p>",
        "<table><tr><th>Dates</th><th>Venue</th></tr><tr><td>12 May 2027</td><td>London</td></tr>"
        "<tr><td>9 June 2027</td><td>Leeds</td></tr></table>",
    ],
)
def test_every_run_has_its_day_and_its_place(dates: str) -> None:
    assert events(dates) == [(NAME, "12 May 2027", "London"), (NAME, "9 June 2027", "Leeds")]


def test_days_without_places_stay_the_days_of_one() -> None:
    assert len(events("<p>Dates: 12 May 2027; 13 May 2027</p>")) == 1
    assert len(events("<p>Dates: 12 May 2027, London; 9 June 2027, London</p>")) == 1
