"""Lists of events without mark-up."""

from __future__ import annotations

from spiders.reading import repeated
from spiders.reading.record import Listed
from tests.reading.given import one, page, reading


def read(body: str) -> list[Listed]:
    return repeated.read(page(body))


def told(body: str) -> list[tuple[str, str, str]]:
    return [(draft.title, draft.date, draft.time) for draft in read(body)]


def test_cards() -> None:
    body = "<h1>Events</h1>" + "".join(
        f"<div class=card><h3><a href='/e/{n}'>{title}</a></h3><p>{n} June 2027</p>"
        f"<p>{n}am</p><p>Town Hall, Leeds</p></div>"
        for n, title in ((3, "Rural Crime Summit"), (4, "Custody Seminar"), (9, "Roads Briefing"))
    )
    assert told(body) == [
        ("Rural Crime Summit", "3 June 2027", "3am"),
        ("Custody Seminar", "4 June 2027", "4am"),
        ("Roads Briefing", "9 June 2027", "9am"),
    ]
    drafts = read(body)
    assert [draft.url for draft in drafts] == [f"https://forum.example/e/{n}" for n in (3, 4, 9)]
    assert {draft.place for draft in drafts} == {"Town Hall, Leeds"}


def test_a_table_of_meetings() -> None:
    body = """<h1>Police and Crime Panel</h1><table><tr><th>Date<th>Time<th>Meeting<th>Venue<th>Papers due</tr>
        <tr><td>3 June 2027<td>10.00am<td>Budget meeting<td>County Hall, room 2<td>20 May 2027</tr>
        <tr><td>8 July 2027<td>2.00pm<td>Annual meeting of the panel<td>Hall, room 3<td>21 June 2027</tr></table>"""
    assert [(d, t) for _, d, t in told(body)] == [
        ("3 June 2027", "10.00am"),
        ("8 July 2027", "2.00pm"),
    ]
    assert [draft.title for draft in read(body)] == [
        "Budget meeting",
        "Annual meeting of the panel",
    ]


def test_year_from_the_heading_and_time_from_the_sentence() -> None:
    body = """<h1>Northmoor Police Board</h1><h2>2027 Meetings</h2>
        <p>All meetings begin at 6:00 pm in the Civic Centre.</p>
        <ul><li>3 June</li><li>8 July</li><li>2 September</li></ul>"""
    assert [(d, t) for _, d, t in told(body)] == [
        ("3 June 2027", "6:00 pm"),
        ("8 July 2027", "6:00 pm"),
        ("2 September 2027", "6:00 pm"),
    ]
    draft = read(body)[0]
    assert draft.title == "Northmoor Police Board"
    assert any("inherited" in warning for warning in draft.warnings)


def test_the_clock_of_one_event_is_not_that_of_others() -> None:
    lines = (
        "<p>4 January 2027 – Harbour panel, 6pm</p><p>18 January 2027 – Audit committee</p>"
        "<p>1 February 2027 – Harbour panel – agenda</p><p>8 March 2027 – minutes</p>"
    )
    assert [time for _, _, time in told(f"<h1>Diary</h1>{lines}")] == ["6pm", "", "6pm", "6pm"]
    cards = (
        "<div><h3>Rural Crime Summit</h3><p>3 June 2027, 9am</p></div>"
        "<div><h3>Custody Seminar</h3><p>4 June 2027</p></div>"
    )
    assert [time for _, _, time in told(f"<h1>Events</h1>{cards}")] == ["9am", ""]


def test_office_hours_are_nobody_s_time() -> None:
    body = "<h1>Board</h1><p>Office hours: Mon-Fri 9am to 5pm</p><ul><li>3 June 2027</li><li>8 July 2027</li></ul>"
    assert {time for _, _, time in told(body)} == {""}


def test_dates_in_one_sentence() -> None:
    body = (
        "<h1>Board of Trustees</h1>"
        "<p>In 2027 the board meets on January 25th, May 9th and July 26th. All meetings begin at 8:00 am.</p>"
    )
    dates = [date for _, date, _ in told(body)]
    assert len(dates) == 3
    assert dates[1].startswith("May 9th")


def test_a_day_heading_above_timed_items() -> None:
    body = """<h1>Programme</h1><section><h2>3 June 2027</h2>
        <ul><li>9am Roads workshop</li><li>11am Custody workshop</li>
        <li>2pm Rural workshop</li></ul></section>
        <section><h2>4 June 2027</h2><ul><li>9am Closing session</li></ul></section>"""
    assert [(title, time) for title, _, time in told(body)][:3] == [
        ("Roads workshop", "9am"),
        ("Custody workshop", "11am"),
        ("Rural workshop", "2pm"),
    ]


def test_flat_runs_are_cut_between_the_dates() -> None:
    body = (
        "<h1>Diary</h1><div>"
        + "".join(
            f"<h3>{title}</h3><p>{n} June 2027, 10am</p><p>Come along.</p>"
            for n, title in ((3, "Rural Summit"), (4, "Custody Seminar"))
        )
        + "</div>"
    )
    assert [title for title, _, _ in told(body)] == ["Rural Summit", "Custody Seminar"]


def test_posted_dates_and_news_are_no_records() -> None:
    body = (
        "<h1>Board</h1><ul><li>Posted 3 May 2027</li><li>Minutes approved on 4 May 2027</li></ul>"
    )
    assert read(body) == []


def test_moved_meetings_stand_on_their_new_day() -> None:
    body = "<h1>Board</h1><ul><li>3 June 2027 rescheduled to 10 June 2027, 6pm</li><li>8 July 2027, 6pm</li></ul>"
    assert told(body)[0][1].startswith("10 June 2027")


def test_the_day_a_meeting_was_moved_from_takes_no_other_with_it() -> None:
    body = "<h1>Police Board</h1><p>2027: 9 March, 16 March (moved from 12 March for the fair), 13 April, 11 May</p>"
    assert [date for _, date, _ in told(body)] == [
        f"{day} 2027" for day in ("9 March", "16 March", "13 April", "11 May")
    ]


def test_cancelled_records() -> None:
    body = "<h1>Board</h1><ul><li>3 June 2027 - CANCELLED</li><li>8 July 2027</li></ul>"
    assert [draft.status for draft in read(body)] == ["CANCELLED", ""]


def test_kinds_of_meeting_get_the_name_in_front() -> None:
    body = (
        "<h1>Northmoor Police Board</h1><ul><li>3 June 2027 Special meeting</li>"
        "<li>8 July 2027 Annual meeting</li></ul>"
    )
    assert [draft.title for draft in read(body)] == [
        "Northmoor Police Board: Special meeting",
        "Northmoor Police Board: Annual meeting",
    ]


def test_nothing_dated() -> None:
    assert read("<h1>About us</h1><p>We are a board.</p>") == []


def test_calendar_cells_take_their_day_from_the_mark_up() -> None:
    body = "<h1>Calendar</h1><table><tr>" + "".join(
        f"<td data-date='2027-06-0{n}'><span>{n}</span><div>Roads workshop {n}am</div></td>"
        for n in (3, 4, 5)
    )
    assert [(date, time) for _, date, time in told(body + "</tr></table>")] == [
        (f"2027-06-0{n}", f"{n}am") for n in (3, 4, 5)
    ]


def test_the_place_for_all() -> None:
    body = """<h1>Police Board</h1><p>All meetings begin at 6.30pm in the Council Chamber, Town Hall, Devizes SN10 1BQ,
        unless another time is given below.</p><ul><li>3 June 2027</li><li>8 July 2027</li></ul>"""
    assert {(draft.place, draft.time) for draft in read(body)} == {
        ("Council Chamber, Town Hall, Devizes SN10 1BQ", "6.30pm")
    }


def test_ticket_links_and_full_names() -> None:
    body = (
        "<h1>All tickets</h1><ul><li>"
        "<a href='/a'>Stalking Seminar Tickets, Tue, 8 Dec 2026 09:30 - 16:30 GMT | Doors</a>"
    )
    body += "<li><a href='/b'>Custody Seminar Tickets, Wed, 9 Dec 2026 09:30 - 16:30 GMT | Doors</a></ul>"
    assert [draft.title for draft in read(body)] == ["Stalking Seminar", "Custody Seminar"]
    body = (
        "<h1>Northmoor Library</h1><h2>Board Meetings</h2><p>Board of Trustees</p><ul>"
        "<li>3 June 2027<li>8 July 2027</ul>"
    )
    assert {draft.title for draft in read(body)} == {"Northmoor Library: Board of Trustees"}


def test_a_venue_and_the_address_below_it_are_one_place() -> None:
    body = "<h1>Meetings</h1><ul>" + "".join(
        f"<li><p>{n} June 2027, 6pm</p><p>Venue: Moot Hall</p><p>14 Mill Lane, Anytown</p></li>"
        for n in (3, 4, 9)
    )
    assert {draft.place for draft in read(body)} == {"Moot Hall, 14 Mill Lane, Anytown"}


def test_a_list_beside_an_event_does_not_make_a_list_of_it() -> None:
    own = (
        "<h1>Custody Seminar</h1><p>Date: 3 June 2027</p><p>Time: 6pm</p><p>For custody staff.</p>"
    )
    beside = "".join(
        f"<li><a href='/e/{n}'>Roads Briefing</a> <span>{n} July 2027, 5pm</span></li>"
        for n in range(1, 12)
    )
    draft = one(f"{own}<h2>More of ours</h2><ul>{beside}</ul>")
    assert (draft.title, draft.date) == ("Custody Seminar", "3 June 2027")


def test_a_bold_line_below_bare_dates_opens_the_next_group() -> None:
    group = "<p><b>{} Committee</b></p><p><b>First Monday at {}</b></p><div>{} June 2027</div><div>{} July 2027</div>"
    body = (
        "<h1>Dates</h1><div>"
        + group.format("Custody", "2pm", 3, 4)
        + group.format("Roads", "9am", 7, 8)
        + "</div>"
    )
    assert told(body) == [
        ("Custody Committee", "3 June 2027", "2pm"),
        ("Custody Committee", "4 July 2027", "2pm"),
        ("Roads Committee", "7 June 2027", "9am"),
        ("Roads Committee", "8 July 2027", "9am"),
    ]


def test_a_clock_that_was_changed() -> None:
    body = "<h1>Board</h1><ul><li>3 June 2027, 10am (time changed to 1:30pm)</li><li>4 June 2027, 10am</li></ul>"
    assert [(date, time) for _, date, time in told(body)] == [
        ("3 June 2027", "1:30pm"),
        ("4 June 2027, 10am", "10am"),
    ]


def test_a_date_over_two_lines_of_one_cell() -> None:
    row = "<tr><td>{}<br>June<td>6pm<td>Town Hall</tr>"
    body = "<h1>Forum 2027</h1><table>" + "".join(row.format(day) for day in (3, 10, 17))
    assert [date for _, date, _ in told(body)] == ["3 June 2027", "10 June 2027", "17 June 2027"]


def test_a_column_of_dates_for_every_body() -> None:
    body = """<h1>Northmoor Port</h1><table><tr><th>Safety Committee Meetings:<th>Harbour Board Meetings:</tr>
        <tr><td>3 June 2027<td>3 June 2027</tr><tr><td>8 July 2027<td>9 July 2027</tr></table>"""
    assert [(title, date) for title, date, _ in told(body)] == [
        ("Safety Committee Meetings", "3 June 2027"),
        ("Harbour Board Meetings", "3 June 2027"),
        ("Safety Committee Meetings", "8 July 2027"),
        ("Harbour Board Meetings", "9 July 2027"),
    ]


def test_two_places_at_one_time_are_two_events() -> None:
    row = "<li><h3>Public hearing</h3><p>{} June 2027, 6pm</p><p>{} Town Hall</p></li>"
    rows = "".join(row.format(*each) for each in ((3, "Leeds"), (3, "York"), (4, "Leeds")))
    places = [draft.place for draft in read(f"<h1>Hearings</h1><ul>{rows}</ul>")]
    assert places == ["Leeds Town Hall", "York Town Hall", "Leeds Town Hall"]


def test_a_day_with_a_table_of_times() -> None:
    row = "<tr><th>{}<td>{}</tr>"
    timed = (
        "<table>" + row.format("9am", "Custody Committee") + row.format("2pm", "Roads Committee")
    )
    body = f"<h1>Meetings</h1><div><p>On 3 June 2027 there will be:</p>{timed}</table></div>"
    assert [(title, time) for title, _, time in told(body)] == [
        ("Custody Committee", "9am"),
        ("Roads Committee", "2pm"),
    ]


def test_minutes_into_a_lesson_are_no_times_of_day() -> None:
    rows = "".join(f"<tr><td>00:{at:02d}<td>{at}. Part of the lesson</tr>" for at in (0, 5, 10, 20))
    body = f"<h1>Lesson</h1><div><p>Built on 3 June 2027</p><table>{rows}</table></div>"
    assert len(read(body)) == 1


def test_words_before_the_day_that_end_in_a_town_are_the_place() -> None:
    cards = "".join(
        f"<div><h3>{name}</h3><p>{place}, {day} June 2027</p><p>About the harbour.</p></div>"
        for day, name, place in (
            (8, "Quay Forum", "Mariners, Quay Square, London"),
            (9, "Rope Lecture", "Tides, York"),
            (10, "Watch Seminar", "Ropes, Nowhere in Particular"),
        )
    )
    drafts = reading(f"<html><body><h1>Our events</h1>{cards}</body></html>").drafts
    assert [draft.place for draft in drafts] == ["Mariners, Quay Square, London", "Tides, York", ""]


def test_a_line_with_the_title_and_an_at_sign_gives_the_place() -> None:
    cards = "".join(
        f"<article><h3>{name}</h3><div>Jun {day} @ 6:00 pm – 8:00 pm</div>"
        f"<p>{name} @ {place}</p><p>About the harbour.</p></article>"
        for day, name, place in (
            (8, "Quay Forum", "Mariners | York | United Kingdom"),
            (9, "Rope Lecture", "St Elmo | Northmoor"),
        )
    )
    drafts = reading(f"<html><body><h1>Harbour talks</h1>{cards}</body></html>").drafts
    assert [(draft.title, draft.place) for draft in drafts] == [
        ("Quay Forum", "Mariners, York, United Kingdom"),
        ("Rope Lecture", "St Elmo, Northmoor"),
    ]


def test_a_clock_told_of_one_event_is_no_other_s() -> None:
    first = "<h3>Harbour watch</h3><p>12 May 2027</p><p>Doors for all<br>9.30am to 4pm</p>"
    rows = f"{first}<h3>Night shifts</h3><p>3 June 2027, 10am to noon</p><h3>Quay safety</h3><p>9 July 2027</p>"
    found = reading(f"<html><body><h1>Upcoming training</h1>{rows}</body></html>").drafts
    assert [(draft.title, draft.time) for draft in found] == [
        ("Harbour watch", "9.30am to 4pm"),
        ("Night shifts", "10am to noon"),
        ("Quay safety", ""),
    ]


def test_what_kind_an_event_is_and_its_town_are_no_title() -> None:
    rows = "".join(
        f"<div><p>{day} Feb 2027</p><a href='/{day}'>{title}</a><p>{line}</p></div>"
        for day, title, line in (
            (2, "Prisons in crisis", "Webinar · 10:00 · £9"),
            (4, "Rural watch", "London · 9am"),
        )
    )
    assert [(found.title, found.place) for found in read(f"<h1>Next events</h1>{rows}")] == [
        ("Prisons in crisis", "Webinar"),
        ("Rural watch", "London"),
    ]


def test_one_of_several_days_of_a_line_is_cancelled() -> None:
    def dead(line: str) -> list[str]:
        found = read(f"<h1>Harbour Panel</h1><h2>2027 meetings</h2><p>{line}</p>")
        return [record.date for record in found if record.status]

    days = "3 May 2027 • 7 June 2027 • 5 July 2027"
    assert dead(f"{days} (cancelled)") == ["5 July 2027"]
    assert dead(days.replace(" • 5", " (cancelled) • 5")) == ["7 June 2027"]
    assert len(dead(f"Cancelled: {days}")) == len(dead(f"{days} are cancelled")) == 3


def test_a_start_and_an_end_in_one_line_are_one_date() -> None:
    cards = "".join(
        f"<div><div>{name}</div><div>Starts: 2027-03-{day} 09:00 Ends: 2027-03-{day + 1} 16:00</div>"
        f"<div>{place}</div></div>"
        for name, day, place in (
            ("Quay forum", 11, "Mariners Hall"),
            ("Night watch", 17, "Harbour Church"),
        )
    )
    assert [
        (found.title, found.date, found.place) for found in read(f"<h1>Events</h1>{cards}")
    ] == [
        ("Quay forum", "2027-03-11 09:00 Ends: 2027-03-12 16:00", "Mariners Hall"),
        ("Night watch", "2027-03-17 09:00 Ends: 2027-03-18 16:00", "Harbour Church"),
    ]


def test_a_box_that_is_called_a_venue_holds_the_place() -> None:
    places = {"Quayside": "Old Smokehouse (map)", "Moorland": "Beacon", "Riverside": "Gannet Rock"}
    cards = "".join(
        f"<div><h3><a href='/{day}'>{name} seminar</a></h3><p>{day} June 2027, 2pm</p>{box.format(place)}</div>"
        for day, (name, place), box in zip(
            (3, 8, 9),
            places.items(),
            (
                "<p class='card__venue'>{}</p>",
                "<div class='venue'>{}</div>",
                "<p class='event-location'>{}</p>",
            ),
            strict=True,
        )
    )
    found = [draft.place for draft in read(f"<h1>Seminars</h1>{cards}")]
    assert found == ["Old Smokehouse", "Beacon", "Gannet Rock"]


def test_a_clock_behind_the_day_of_posting_is_no_start() -> None:
    rows = "".join(
        f"<tr><td>{day} June 2027 — Posted {day - 2} June 2027 2:52 PM<p><a href='/{day}'>Harbour Board meeting</a>"
        "</p><td>Minutes</tr>"
        for day in (9, 16)
    )
    found = told(f"<h1>Agendas</h1><table>{rows}</table>")
    assert [(date, time) for _, date, time in found] == [("9 June 2027", ""), ("16 June 2027", "")]


def test_links_above_timed_lines_of_a_day_are_titles() -> None:
    items = (
        "<div><a href='/1'>Dockside recital</a></div><div>9:30am - 11am</div><div>Quay House</div>"
    )
    items += "<div><a href='/2'>Careers fair</a></div><div>12pm - 4pm</div><div>Sail Loft</div>"
    found = told(f"<h1>Calendar</h1><h3>Thursday 3 June 2027</h3><div>{items}</div>")
    assert [(title, time) for title, _, time in found] == [
        ("Dockside recital", "9:30am - 11am"),
        ("Careers fair", "12pm - 4pm"),
    ]


def test_the_head_of_a_column_before_that_of_the_dates_names_the_titles() -> None:
    rows = "<tr><th>Course<th>Dates<th>Time</tr><tr><td>Knots for novices<td>2 June 2027<td>9:30 - 12:30</tr>"
    rows += "<tr><td>Tides explained<td>3 June 2027<br>10 June 2027<td>13:00 - 16:00</tr>"
    found = told(f"<h1>Training calendar</h1><table>{rows}</table>")
    assert [title for title, _, _ in found] == ["Knots for novices"] + ["Tides explained"] * 2


def test_a_term_above_its_date_names_it() -> None:
    body = "<h1>Public meetings</h1><dl>" + "".join(
        f"<dt>{name}</dt><dd>{day} June 2027, 10am</dd><dd>County Hall</dd>"
        for day, name in ((3, "Crime Panel"), (8, "Ethics Committee"), (9, "Audit Committee"))
    )
    assert [title for title, _, _ in told(body)] == [
        "Crime Panel",
        "Ethics Committee",
        "Audit Committee",
    ]


def test_an_item_of_the_whole_day_stands_beside_timed_ones() -> None:
    body = (
        "<h1>County calendar 2027</h1><h3>Mon, June 7</h3><p>9am <a href='/1'>Board of Works</a></p>"
        "<p>1pm <a href='/2'>Harbour Board</a></p><h3>Tue, June 8</h3><p>All day <a href='/3'>Staff training</a></p>"
        "<p>5pm <a href='/4'>Library Board</a></p>"
    )
    assert told(body)[2:] == [
        ("Staff training", "Tue, June 8 2027", ""),
        ("Library Board", "Tue, June 8 2027", "5pm"),
    ]


def test_what_takes_place_and_its_address_are_parted() -> None:
    rows = "".join(
        f"<li>{day} June 2027, 10am - Regular meeting, 200 Ferry St.</li>" for day in (3, 10, 17)
    )
    drafts = read(f"<h1>Harbour Board</h1><ul>{rows}</ul>")
    assert {(draft.title, draft.place) for draft in drafts} == {
        ("Harbour Board: Regular meeting", "200 Ferry St")
    }


def test_a_day_and_hour_to_another_is_one_event() -> None:
    rows = (
        "<div><p>Wed, 09/06/2027 - 13:00</p><p><a href='/1'>The future of probation</a></p></div>"
        "<div><p><span>Thu, 10/06/2027 - 09:30</span> to <span>Fri, 11/06/2027 - 16:00</span></p>"
        "<p><a href='/2'>Desistance symposium</a></p></div>"
    )
    assert [(title, date) for title, date, _ in told(f"<h1>Events</h1>{rows}")] == [
        ("The future of probation", "Wed, 09/06/2027 - 13:00"),
        ("Desistance symposium", "Thu, 10/06/2027 - 09:30 to Fri, 11/06/2027 - 16:00"),
    ]


def test_a_programme_of_two_days_is_one_event() -> None:
    body = (
        "<h1>Harbour conference</h1><h2>Day 1: 8 June 2027</h2><p>09:00 Registration</p><p>10:00 Opening address</p>"
        "<p>13:00 Lunch</p><h2>Day 2: 9 June 2027</h2><p>09:30 Workshops</p><p>12:30 Close</p>"
    )
    assert len(read(body)) == 2


def test_places_left_and_prices_name_nothing() -> None:
    rows = "".join(
        f"<li>{day} June 2027, 10am (12 places left)</li><li>{day + 1} June 2027, 2pm, full day, £195</li>"
        for day in (3, 10)
    )
    assert {title for title, _, _ in told(f"<h1>Prevent awareness</h1><ul>{rows}</ul>")} == {
        "Prevent awareness"
    }


def test_the_day_in_the_heading_is_that_of_the_line_below() -> None:
    body = (
        "<h1>Special Harbour Board - 9 June</h1><p>The board will meet Wednesday, 9 June 2027, at 9 a.m. in the Board "
        "Room, 300 Kiln Avenue, to hear candidates.</p><p>The next regular meeting is Friday, 11 June, at 6 p.m.</p>"
    )
    found = read(body)
    assert [(one.title, one.time) for one in found][1] == ("The next regular meeting", "6 p.m.")
    assert len(found) == 2
    assert found[0].place == "Board Room, 300 Kiln Avenue"


def test_a_place_in_brackets_is_no_part_of_the_title() -> None:
    row = "<li>{} May 2027 6:00 PM {} Board (Room 5)</li>"
    listed = read(f"<ul>{row.format(12, 'Ethics')}{row.format(19, 'Roads')}</ul>")
    assert [(event.title, event.place) for event in listed] == [
        ("Ethics Board", "Room 5"),
        ("Roads Board", "Room 5"),
    ]


def test_an_open_session_is_no_opening_hour() -> None:
    draft = one(
        "<h1>Night Watch Board</h1><p>The Board interviews the finalists.</p><p><b>12 May 2027</b><br>"
        "2:00 PM – 5:00 PM (open session begins at 2:00 PM)<br>Moot Hall</p>"
    )
    assert draft.time.startswith("2:00 PM")


def test_months_head_the_columns_of_bodies() -> None:
    head = "<tr><th>Board</th><th>Time</th><th>February 2027</th><th>March 2027</th></tr>"
    rows = "<tr><td>Ethics Panel</td><td>6:30 PM</td><td>9</td><td>9</td></tr>"
    rows += "<tr><td>Roads Board</td><td>8:00 AM</td><td>17</td><td>-</td></tr>"
    listed = read(f"<h1>Meeting calendar</h1><table>{head}{rows}</table>")
    assert [(event.title, event.date, event.time) for event in listed] == [
        ("Ethics Panel", "February 9, 2027", "6:30 PM"),
        ("Ethics Panel", "March 9, 2027", "6:30 PM"),
        ("Roads Board", "February 17, 2027", "8:00 AM"),
    ]


def test_a_sentence_in_an_item_names_no_other_event() -> None:
    item = (
        "<article><div><span>May</span> <span>{0}</span></div><h3><a href='/n{0}'>{1}</a></h3><p>{0} May 2027, 5 PM</p>"
        "<p>The office presents the report that the session of 1 October 2026 took.</p></article>"
    )
    listed = read(item.format(12, "Quarterly meeting") + item.format(19, "Complaints clinic"))
    assert [(event.title, event.time) for event in listed] == [
        ("Quarterly meeting", "5 PM"),
        ("Complaints clinic", "5 PM"),
    ]


def test_bold_words_before_an_hour_name_the_dates_below() -> None:
    listed = read(
        "<h1>Public meetings</h1><p><b>Regular Harbour Board Meetings</b> – 4:00 PM</p><ul><li>12 May 2027</li>"
        "<li>9 June 2027</li></ul><p><b>Safety Committee Meetings</b> – 3:00 PM</p><ul><li>19 May 2027</li>"
        "<li>16 June 2027</li></ul>"
    )
    assert [(event.title.removesuffix(" Meetings"), event.time) for event in listed] == [
        ("Regular Harbour Board", "4:00 PM"),
        ("Regular Harbour Board", "4:00 PM"),
        ("Safety Committee", "3:00 PM"),
        ("Safety Committee", "3:00 PM"),
    ]


def test_the_venue_and_the_address_in_boxes_side_by_side() -> None:
    body = "<h1>Events</h1>" + "".join(
        f"<article><h3>{title}</h3><p>{day} June 2027</p><div class=location>Schwartz Centre, Carrow</div>"
        f"<div class=venue>{room}</div></article>"
        for day, title, room in (
            (3, "Custody Seminar", "Great Hall"),
            (9, "Roads Briefing", "Black Box"),
        )
    )
    places = [draft.place for draft in read(body)]
    assert places == ["Schwartz Centre, Carrow, Great Hall", "Schwartz Centre, Carrow, Black Box"]


def test_doors_are_the_start_where_nothing_else_is_told() -> None:
    rows = (
        (3, "Doors 7.30pm / £8"),
        (9, "Doors 6pm, talk 7pm / £4"),
        (15, "6.30pm doors, 7.15pm start"),
    )
    body = "<h1>Events</h1>" + "".join(
        f"<article><h3>Night talk number {day}</h3><p>{day} June 2027</p><p>{line}</p></article>"
        for day, line in rows
    )
    assert [draft.time for draft in read(body)] == ["7.30pm", "7pm", "7.15pm"]


def test_a_label_before_the_place_makes_no_rule_for_all() -> None:
    body = "<h1>What's on</h1>" + "".join(
        f"<div><a href='/{day}'>{title}</a><br><em>{day} May 2027</em><br><small>Event:{line}</small></div><hr>"
        for day, title, line in (
            (3, "Cells tour", "Great Hall, every Thursday at 2pm"),
            (9, "Sculpture of the street", "Great Hall"),
            (15, "Harps and horns", "Concert Hall at 7.30pm"),
        )
    )
    assert [draft.time for draft in read(body)] == ["2pm", "", "7.30pm"]


def test_a_telephone_number_is_no_place() -> None:
    rows = "".join(
        f"<article><h3>Book club number {day}</h3><p>{day} June 2027, 6pm</p>"
        "<p>Tickets from the desk or on 01632 960120</p></article>"
        for day in (3, 9)
    )
    assert {draft.place for draft in read(f"<h1>Events</h1>{rows}")} == {""}
