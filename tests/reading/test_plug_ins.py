"""Lists as calendar plug-ins and content systems print them."""

from __future__ import annotations

from spiders.reading import repeated
from tests.reading.given import one, page, reading


def test_inline_boxes_within_one_another_do_not_run_together() -> None:
    item = (
        "<div><a href='/{0}'><span><em>{0}</em><em>may</em><em>Sat</em></span> <span><span>{1}</span>"
        "<span><em>6:00 pm</em></span></span></a></div>"
    )
    body = item.format(8, "Harbour Committee") + item.format(15, "Quay Commission")
    found = repeated.read(page(f"<h1>Events</h1><p>May 2027</p>{body}"))
    assert [(draft.title, draft.time) for draft in found] == [
        ("Harbour Committee", "6:00 pm"),
        ("Quay Commission", "6:00 pm"),
    ]


def test_words_for_narrow_and_for_wide_screens_are_read_once() -> None:
    item = "<li><span>{0} Committee</span> <span>{0} Committee</span><br>{1} May 2027</li>"
    body = item.format("Harbour", 8) + item.format("Fishing", 9)
    found = repeated.read(page(f"<h1>Events</h1><ul>{body}</ul>"))
    assert [draft.title for draft in found] == ["Harbour Committee", "Fishing Committee"]


def test_the_place_behind_the_sign_in_a_title() -> None:
    item = "<li><b>{0} @ {1}</b><br>{2} May 2027 @ 7pm</li>"
    body = item.format("Quay Walk", "Rope Yard", 8) + item.format("Old Songs", "Net Loft", 9)
    found = repeated.read(page(f"<h1>Events</h1><ul>{body}</ul>"))
    assert [draft.place for draft in found] == ["Rope Yard", "Net Loft"]


def test_a_column_of_ends_with_day_and_clock() -> None:
    row = "<tr><td>{0}</td><td>5/{1}/2027 9:00 AM</td><td>5/{1}/2027 4:00 PM</td></tr>"
    head = "<tr><th>Title</th><th>Start Time</th><th>End Time</th></tr>"
    body = row.format("Harbour hearing", 13) + row.format("Quay hearing", 20)
    found = repeated.read(page(f"<h1>Hearings</h1><table>{head}{body}</table>"))
    assert [draft.date for draft in found] == [
        "5/13/2027 9:00 AM - 5/13/2027 4:00 PM",
        "5/20/2027 9:00 AM - 5/20/2027 4:00 PM",
    ]


def test_a_box_called_a_place_in_one_word() -> None:
    item = "<li><a href='/{1}'>{0}</a><div>{1} May 2027</div><div class='fsLocation'>Net Loft</div></li>"
    body = item.format("Quay Walk", 8) + item.format("Old Songs", 9)
    found = repeated.read(page(f"<h1>Events</h1><ul>{body}</ul>"))
    assert [draft.place for draft in found] == ["Net Loft", "Net Loft"]


def test_links_in_a_line_are_stretches_of_their_own() -> None:
    item = (
        "<li><a href='/{0}'><span>{0}:30 PM</span> <span>{1}</span></a> <span>Room 12</span></li>"
    )
    days = [
        f"<h3>Tuesday, May {day}, 2027</h3><ul>{item.format(3, 'Site Council')}{item.format(5, 'Net Makers')}</ul>"
        for day in (4, 11)
    ]
    found = repeated.read(page(f"<h1>Calendar</h1>{''.join(days)}"))
    assert [draft.title for draft in found] == ["Site Council", "Net Makers"] * 2


def test_the_words_below_a_title_are_not_it() -> None:
    item = (
        "<div><div class='summary-title'><a href='/{0}'>{0}</a></div><time>May {1}, 2027</time>"
        "<div class='summary-excerpt'><p>A talk by our members, with time for questions.</p></div></div>"
    )
    body = item.format("Civic Lunch", 8) + item.format("Rope Night", 15) + item.format("Fair", 20)
    found = repeated.read(page(f"<h1>Events</h1>{body}"))
    assert [draft.title for draft in found] == ["Civic Lunch", "Rope Night", "Fair"]


def test_a_sale_of_books_is_no_paper() -> None:
    item = "<div><h3><a href='/{0}'>{0}</a></h3><p>May {1}, 2027, 10am</p></div>"
    body = item.format("Friends Book Sale", 8) + item.format("Know Your Rights", 15)
    found = repeated.read(page(f"<h1>Events</h1>{body}"))
    assert [draft.title for draft in found] == ["Friends Book Sale", "Know Your Rights"]


def test_a_day_above_events_that_name_it_again() -> None:
    item = "<div class='row'><div><a href='/{0}'>{0}</a></div><div>May {1}, 2027, {2}pm</div></div>"
    body = (
        f"<h2>Tuesday, May 4</h2>{item.format('Chess Club', 4, 4)}{item.format('Net Class', 4, 6)}"
        f"<h2>Wednesday, May 5</h2>{item.format('Library Commission', 5, 6)}"
    )
    found = repeated.read(page(f"<h1>Events</h1>{body}"))
    assert [draft.title for draft in found] == ["Chess Club", "Net Class", "Library Commission"]


def month(cell: str, events: dict[int, str]) -> str:
    """A month of 31 cells, each with its date."""
    cells = (
        f"<td>{cell.format(day, f'{day:02}')}{events.get(day, '')}</td>" for day in range(1, 32)
    )
    return f"<h1>Calendar</h1><p>May 2027</p><table><tr>{''.join(cells)}</tr></table>"


def test_days_on_which_nothing_is_are_none_of_a_calendar_of_all_days() -> None:
    events = {5: "<p>6 pm</p><h3><a href='/a'>Harbour Board</a></h3>"}
    twice = month("<div><span>{0}</span> <span>May {0}, 2027</span></div>", events)
    assert [draft.title for draft in repeated.read(page(twice))] == ["Harbour Board"]
    counted = "<div id='day-2027-05-{1}'><h3>0 events, <time>{0}</time></h3></div>"
    assert repeated.read(page(month(counted, {}))) == []


def test_marked_up_events_without_dates_leave_the_page_to_other_readers() -> None:
    item = "<li class='vevent'><b class='summary'>{0}</b><br>{1} May 2027, 6pm</li>"
    body = item.format("Harbour Board", 4) + item.format("Quay Panel", 5)
    found = reading(f"<html><body><h1>Meetings</h1><ul>{body}</ul></body></html>")
    assert [(draft.title, draft.time) for draft in found.drafts] == [
        ("Harbour Board", "6pm"),
        ("Quay Panel", "6pm"),
    ]


def test_rows_of_a_day_below_a_row_that_names_it() -> None:
    day = "<tr><th colspan='2'><a>May {0}, 2027</a><a>{1}</a></th></tr>"
    row = "<tr><td>{0}</td><td><a href='/{1}'>{1}</a></td></tr>"
    body = (
        f"<table>{day.format(4, 'Tuesday')}{row.format('7:00pm', 'Township Board')}{day.format(5, 'Wednesday')}"
        f"{row.format('all-day', 'Brush Pickup')}{row.format('6:00pm', 'Zoning Board')}"
        f"{day.format(6, 'Thursday')}{row.format('7:30pm', 'Rope Makers')}</table>"
    )
    found = repeated.read(page(f"<h1>Calendar</h1>{body}"))
    assert [(draft.title, draft.time) for draft in found] == [
        ("Township Board", "7:00pm"),
        ("Brush Pickup", ""),
        ("Zoning Board", "6:00pm"),
        ("Rope Makers", "7:30pm"),
    ]


def test_folds_that_are_called_panels_name_the_body() -> None:
    fold = (
        "<div class='CollapsiblePanelTab'>{0}</div><table><tr><td>May {1}, 2027</td><td>Watch</td></tr>"
        "<tr><td>June {1}, 2027</td><td>Watch</td></tr></table>"
    )
    body = fold.format("Board of Supervisors", 4) + fold.format("Airport Commission", 5)
    found = repeated.read(page(f"<h1>Archive</h1>{body}"))
    assert [draft.title for draft in found] == ["Board of Supervisors"] * 2 + [
        "Airport Commission"
    ] * 2


def test_the_first_day_of_a_search_is_no_event() -> None:
    item = "<li><h2><a href='/{0}'>{0}</a></h2><p>{1} May 2027, 6pm</p></li>"
    items = item.format("Quay Walk", 8) + item.format("Rope Fair", 9) + item.format("Net Day", 10)
    found = repeated.read(
        page(f"<h1>Events</h1><p>Showing events from 1 May 2027</p><ul>{items}</ul>")
    )
    assert [draft.title for draft in found] == ["Quay Walk", "Rope Fair", "Net Day"]


def test_a_notice_names_other_days() -> None:
    found = reading(
        "<html><body><h1>Notice of Public Hearing</h1><p>The Quay Board will hold a public hearing on May 12, 2027 at "
        "6:45 PM in the Town Hall, on a plan filed March 15, 2027.</p><p>Comments are due by noon on May 11, "
        "2027.</p></body></html>"
    ).drafts
    assert len(found) == 1
    assert "6:45 PM" in found[0].date


def test_the_day_of_another_event_below_is_not_taken() -> None:
    draft = one(
        "<h1>Have your say on policing</h1><div><span>12th May 2027</span> <span>6:00 pm - 8:00 pm</span> <span>Quay "
        "Leisure Centre, Mill Road, Leeds</span></div><p>Residents ask.</p><h2>Other events</h2><div><h3><a href='/y'>"
        "Youth panel</a></h3><span>19th May 2027</span></div>"
    )
    assert draft.date.startswith("12th May 2027")
