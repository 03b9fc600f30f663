"""Calendars drawn as a month of numbered cells."""

from __future__ import annotations

from spiders.reading import repeated
from tests.reading.given import page


def grid(days: list[int], month: str, events: dict[int, str]) -> str:
    """A table of weeks; `events` by the place of their cell."""
    cells = [f"<td>{day}{events.get(at, '')}</td>" for at, day in enumerate(days)]
    weeks = ["<tr>" + "".join(cells[at : at + 7]) + "</tr>" for at in range(0, len(cells), 7)]
    return f"<table><tr><td>«<td>{month}<td>»</tr>{''.join(weeks)}</table>"


def told(body: str) -> list[tuple[str, str, str]]:
    drafts = repeated.read(page(f"<h1>Calendar</h1>{body}"))
    return [(draft.title, draft.date, draft.time) for draft in drafts]


def event(title: str, time: str) -> str:
    return f"<ul><li><a href='/e'>{title}</a></li></ul><p>Time: {time}</p>"


def test_the_day_comes_from_the_cell_and_the_month_from_above() -> None:
    events = {2: event("Custody Committee", "3.30pm"), 5: event("Roads Seminar", "9am")}
    assert told(grid(list(range(1, 32)), "October 2027", events)) == [
        ("Custody Committee", "2027-10-03", "3.30pm"),
        ("Roads Seminar", "2027-10-06", "9am"),
    ]


def test_days_of_the_neighbouring_months() -> None:
    days = [29, 30, *range(1, 32), 1, 2]
    events = {
        0: event("Custody Committee", "2pm"),
        9: event("Roads Seminar", "9am"),
        34: event("Rural Forum", "9am"),
    }
    dates = [date for _, date, _ in told(grid(days, "January 2027", events))]
    assert dates == ["2026-12-29", "2027-01-08", "2027-02-02"]


def test_two_months_each_with_its_name() -> None:
    first = grid(list(range(1, 31)), "June 2027", {3: event("Custody Committee", "2pm")})
    second = grid(list(range(1, 32)), "July 2027", {4: event("Roads Seminar", "9am")})
    assert [date for _, date, _ in told(first + second)] == ["2027-06-04", "2027-07-05"]


def test_numbers_without_a_month_are_a_pager() -> None:
    links = "".join(
        f"<li><a href='?p={n}'>{n}</a></li><li>Roads Seminar</li>" for n in range(1, 40)
    )
    assert told(f"<ul>{links}</ul>") == []


def test_a_day_that_the_month_lacks() -> None:
    events = {29: event("Custody Committee", "2pm")}
    assert told(grid(list(range(1, 32)), "February 2027", events)) == []
