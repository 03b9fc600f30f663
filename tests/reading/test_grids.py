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


def test_weeks_from_monday_to_friday() -> None:
    weeks = [
        list(range(monday, monday + 5)) for monday in (1, 8, 15, 22)
    ]  # February 2027 begins on a Monday
    cells = {
        4: "<p><a href='/a'>Custody Committee, 10.00 am</a></p>",
        17: "<p>Roads Panel, 2pm</p>",
    }
    rows = ["".join(f"<td><p>{day}</p>{cells.get(day, '')}</td>" for day in week) for week in weeks]
    links = (
        "<ul><li><a href='?m=1'>January 2027</a></li><li><a href='?m=3'>March 2027</a></li></ul>"
    )
    assert told(
        f"<p>Meetings in February 2027</p>{links}<table><tr>{'<tr>'.join(rows)}</table>"
    ) == [
        ("Custody Committee", "2027-02-04", "10.00 am"),
        ("Roads Panel", "2027-02-17", "2pm"),
    ]


def test_months_head_the_rows_and_bodies_the_columns() -> None:
    body = (
        "<h2>Dates for 2027</h2><table><tr><th>Month</th><th>Harbour Board</th><th>Audit Committee</th></tr>"
        "<tr><td>January</td><td>11</td><td>4th</td></tr><tr><td>February</td><td>8</td><td>none</td></tr></table>"
    )
    assert [(title, date) for title, date, _ in told(body)] == [
        ("Harbour Board", "January 11 2027"),
        ("Audit Committee", "January 4th 2027"),
        ("Harbour Board", "February 8 2027"),
    ]


def test_the_day_that_a_calendar_was_turned_to_is_no_event() -> None:
    chosen = "<div class='bar__datepicker'><button>Now – <time>December 31</time></button></div>"
    item = "<li><h3><a href='/{0}'>{0}</a></h3><p>{1} 2027, 6pm</p></li>"
    items = item.format("Quay Walk", "4 May") + item.format("Rope Fair", "5 June")
    assert [title for title, _, _ in told(f"{chosen}<ul>{items}</ul>")] == [
        "Quay Walk",
        "Rope Fair",
    ]


def test_every_heading_in_a_cell_is_an_event() -> None:
    days = [f"<td><div>{day}</div>" for day in range(1, 31)]
    days[11] += (
        "<h3><a href='/a'>Foot Patrol Fridays</a></h3><h3><a href='/b'>Night of the Museum</a></h3>"
    )
    weeks = "".join(f"<tr>{''.join(days[at : at + 7])}</tr>" for at in range(0, 30, 7))
    assert told(f"<p>June 2027</p><table>{weeks}</table>") == [
        ("Foot Patrol Fridays", "2027-06-12", ""),
        ("Night of the Museum", "2027-06-12", ""),
    ]
