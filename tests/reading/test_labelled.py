"""Labels and values in any layout."""

from __future__ import annotations

import pytest

from catalogue.draft import Draft
from spiders.reading import labelled
from tests.reading.given import hints, lines, one, page

SPEAKERS = (
    "Dr Amina Okafor, Director, Centre for Rural Safety",
    "Superintendent Joe Lunt, Northmoor Police (Event Chair)",
    "Professor Wilma Teague OBE, University of Eastmere",
)
AIMS = (
    "Understand what drives theft of farm machinery",
    "Examine how forces share intelligence across borders",
    "Discuss the part of volunteers in prevention",
)
AUDIENCE = ("Rural crime teams", "Community safety partnerships", "Parish councils")


def read(body: str) -> Draft:
    drafts = labelled.read(page(f"<h1>Rural Crime Summit</h1>{body}"))
    assert len(drafts) == 1
    return drafts[0]


def listed(items: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


LAYOUTS = {
    "colon": "<p>Date of Event: {date}</p><p>Time of Event: {time}</p>"
    "<p>Place of Event: {place}</p>",
    "strong": "<p><strong>Date</strong> {date}</p><p><strong>Time</strong> {time}</p>"
    "<p><strong>Venue</strong> {place}</p>",
    "next line": "<h3>When?</h3><p>{date}</p><h3>Time</h3><p>{time}</p><h3>Where?</h3><p>{place}</p>",
    "list of terms": "<dl><dt>Date<dd>{date}<dt>Time<dd>{time}<dt>Venue<dd>{place}</dl>",
    "rows": "<table><tr><th>Date<td>{date}<tr><th>Time<td>{time}<tr><th>Venue<td>{place}</table>",
    "columns": "<table><tr><th>Date<th>Time<th>Venue<tr><td>{date}<td>{time}<td>{place}</table>",
    "breaks": "<p>Date: {date}<br>Time: {time}<br>Venue: {place}</p>",
    "one line": "<p>Date: {date} Time: {time} Venue: {place}</p>",
    "divs": "<div><div>Date</div><div>{date}</div><div>Time</div><div>{time}</div>"
    "<div>Location</div><div>{place}</div></div>",
    "items": "<ul><li>Date: {date}<li>Time: {time}<li>Location: {place}</ul>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_date_time_and_place(layout: str) -> None:
    body = LAYOUTS[layout].format(
        date="Thursday 3 June 2027", time="9:30 AM — 1:20 PM BST", place="The Guildhall, York"
    )
    draft = read(body)
    assert (draft.date, draft.time, draft.place) == (
        "Thursday 3 June 2027",
        "9:30 AM — 1:20 PM BST",
        "The Guildhall, York",
    )
    assert {name for name, _ in draft.evidence} >= {"date", "time", "place"}


@pytest.mark.parametrize(
    "heading", ["<h2>{}</h2>", "<p><strong>{}</strong></p>", "<p>{}:</p>", "<div>{}</div>"]
)
def test_lists_below_their_headings(heading: str) -> None:
    draft = read(
        heading.format("Key Speakers")
        + listed(SPEAKERS)
        + heading.format("Objectives")
        + listed(AIMS)
        + heading.format("Who Should Attend?")
        + listed(AUDIENCE)
    )
    assert (draft.people, draft.objectives, draft.audience) == (SPEAKERS, AIMS, AUDIENCE)


def test_a_list_of_aims_without_a_heading() -> None:
    draft = read(
        "<h2>Key Speakers</h2>"
        + listed(SPEAKERS)
        + listed(AIMS)
        + "<h2>Who Should Attend?</h2>"
        + listed(AUDIENCE)
    )
    assert (draft.people, draft.objectives, draft.audience) == (SPEAKERS, AIMS, AUDIENCE)


def test_people_on_several_lines_are_one_line_each() -> None:
    draft = read(
        "<h2>Speakers</h2><div><h3>Dr Amina Okafor</h3><p>Director</p><p>Centre for Rural Safety</p></div>"
        "<div><h3>Joe Lunt</h3><p>Superintendent, Northmoor Police</p></div>"
    )
    assert draft.people == (
        "Dr Amina Okafor, Director, Centre for Rural Safety",
        "Joe Lunt, Superintendent, Northmoor Police",
    )


def test_people_in_one_line() -> None:
    draft = read(
        "<p>Speakers: Amina Okafor (Rural Safety Centre), Joe Lunt (Northmoor Police) and Wilma Teague</p>"
    )
    assert draft.people == (
        "Amina Okafor (Rural Safety Centre)",
        "Joe Lunt (Northmoor Police)",
        "Wilma Teague",
    )


def test_the_chair_has_a_label_of_its_own() -> None:
    draft = read(
        "<p>Chair: Dr Amina Okafor, Centre for Rural Safety</p><p>Speaker: Joe Lunt, Northmoor Police</p>"
    )
    assert draft.chairs == ("Dr Amina Okafor, Centre for Rural Safety",)
    assert draft.people == ("Joe Lunt, Northmoor Police",)


def test_starts_and_ends() -> None:
    draft = read("<p>Starts: 3 June 2027 9:00am</p><p>Ends: 4 June 2027 4:00pm</p>")
    assert draft.date == "3 June 2027 9:00am - 4 June 2027 4:00pm"
    draft = read("<p>Date: 3 June 2027</p><p>Start time: 9.30am</p><p>End time: 4pm</p>")
    assert (draft.date, draft.time) == ("3 June 2027", "9.30am - 4pm")


def test_one_liners_and_links() -> None:
    draft = read(
        "<p>Price: £95 plus VAT, members £75</p><p>CPD: 6 hours</p><p>Booking deadline: 20 May 2027</p>"
        "<p>Organised by: Example Policing Forum</p><p>Category: Rural, Acquisitive crime</p>"
        "<p>Accessibility: Hearing loop in all rooms</p><p>Status: Fully booked</p>"
        "<p><a href='/book/rural'>Register now</a> <a href='https://zoom.us/j/1'>Join</a></p>"
    )
    assert draft.price == "£95 plus VAT, members £75"
    assert (draft.cpd, draft.deadline, draft.organiser) == (
        "6 hours",
        "20 May 2027",
        "Example Policing Forum",
    )
    assert (draft.accessibility, draft.status) == ("Hearing loop in all rooms", "Fully booked")
    assert draft.categories == ("Rural", "Acquisitive crime")
    assert draft.booking_url == "https://forum.example/book/rural"
    assert draft.online_url == "https://zoom.us/j/1"


def test_price_tiers_below_a_heading() -> None:
    draft = read(
        "<h3>Fees</h3><ul><li>Public sector: £120<li>Charities: £60<li>Students: free</ul><p>Lunch is served.</p>"
    )
    assert draft.price == "Public sector: £120; Charities: £60; Students: free"


def test_an_empty_label_takes_no_foreign_value() -> None:
    draft = read("<p>Venue:</p><p>Date: 3 June 2027</p>")
    assert (draft.place, draft.date) == ("", "3 June 2027")


def test_posted_dates_are_no_dates() -> None:
    assert labelled.read(page("<h1>Rural Crime Summit</h1><p>Posted: 3 June 2027</p>")) == []


def test_a_source_may_bring_labels() -> None:
    given = hints(labels=(("wann", "date"), ("held at", "venue")))
    draft = labelled.read(
        page("<h1>Tagung</h1><p>Wann: 3 June 2027</p><p>Held at: Leeds</p>", given=given)
    )[0]
    assert (draft.date, draft.place) == ("3 June 2027", "Leeds")


def test_description_is_the_prose_between() -> None:
    prose = "Machinery worth millions of pounds leaves farms every year, and too little comes back."
    draft = read(
        f"<p>Date: 3 June 2027</p><p>{prose}</p><p>{prose}</p><h2>Related events</h2><p>{prose}</p>"
    )
    assert draft.description == f"{prose}\n\n{prose}"


def test_plain_text() -> None:
    text = (
        "Example Policing Forum\n\nRural Crime: What Works\n(Ended 3rd June 2027)\n\n"
        "Date of Event: Thursday, June 3rd 2027\n\n"
        "Place of Event: Webinar\n\nKey Speakers\n\n"
        + "".join(f"  • {line}\n" for line in SPEAKERS)
        + "\n"
        + "".join(f"  • {line}\n" for line in AIMS)
        + "\nWho Should Attend?\n\n"
        + "".join(f"  • {line}\n" for line in AUDIENCE)
        + "More information\n\nBack to search results\n"
    )
    draft = labelled.read(lines(text))[0]
    assert (draft.date, draft.place) == ("Thursday, June 3rd 2027", "Webinar")
    assert (draft.people, draft.objectives, draft.audience) == (SPEAKERS, AIMS, AUDIENCE)


def test_sessions_below_their_heading() -> None:
    draft = read(
        "<h2>Session dates</h2><ul><li>Thursday 3 June 2027, 9:30 to 12:30</li>"
        "<li>Thursday 10 June 2027, 13:00 to 16:00</li></ul>"
    )
    assert draft.sessions == (
        ("Thursday 3 June 2027, 9:30 to 12:30", ""),
        ("Thursday 10 June 2027, 13:00 to 16:00", ""),
    )
    assert draft.date == "Thursday 3 June 2027, 9:30 to 12:30"


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Organised by Example Policing Forum", "organiser", "Example Policing Forum"),
        ("Hosted by Example Forum, the day will be held in York.", "organiser", "Example Forum"),
        (
            "Chaired by Dr Amina Okafor, Rural Safety Centre",
            "chairs",
            ("Dr Amina Okafor, Rural Safety Centre",),
        ),
        ("Speakers include Amina Okafor; Joe Lunt.", "people", ("Amina Okafor", "Joe Lunt")),
        ("Our speakers include Amina Okafor & Joe Lunt", "people", ("Amina Okafor", "Joe Lunt")),
        ("Led by Amina Okafor, Example Trust", "people", ("Amina Okafor, Example Trust",)),
        ("Facilitated by Amina Okafor", "people", ("Amina Okafor",)),
        ("Presented by Inspector Joe Lunt", "people", ("Inspector Joe Lunt",)),
        ("Presented by Example Forum", "organiser", "Example Forum"),
        ("Organised by Joe Lunt", "organiser", "Joe Lunt"),
    ],
)
def test_labels_without_a_colon(line: str, field: str, value: object) -> None:
    assert getattr(read(f"<p>{line}</p>"), field) == value


def test_starts_and_ends_below_a_bare_date() -> None:
    draft = one("<h1>Night watch</h1><p>3 June 2027</p><ul><li>Starts: 9:30 AM<li>Ends: 1 PM</ul>")
    assert (draft.date, draft.time) == ("3 June 2027", "9:30 AM - 1 PM")


def test_numbered_sessions_are_parts_of_one_event() -> None:
    days = "<br>".join(f"Session {n}: {n} June 2027, {n + 8}am to noon" for n in (1, 2, 3))
    draft = one(f"<h1>Harbour watch masterclass</h1><p>{days}</p><p>You attend all three.</p>")
    assert (draft.title, draft.date) == ("Harbour watch masterclass", "1 June 2027, 9am to noon")
    assert [day for day, _ in draft.sessions] == [
        "1 June 2027, 9am to noon",
        "2 June 2027, 10am to noon",
        "3 June 2027, 11am to noon",
    ]


def test_starts_and_ends_each_with_a_day_and_a_clock_below() -> None:
    boxes = (
        "<div>Starts<br>Mon 7 June 2027<br>08:30</div><div>Ends<br>Tue 8 June 2027<br>16:00</div>"
    )
    draft = one(f"<h1>Harbour summit</h1>{boxes}")
    assert draft.date == "Mon 7 June 2027 08:30 - Tue 8 June 2027 16:00"


def test_a_place_without_the_link_to_its_map() -> None:
    body = "<h1>Harbour Panel</h1><p>Date: 9 June 2027</p><p>Venue: Mariners Hall, Hull. View directions</p>"
    assert one(body).place == "Mariners Hall, Hull"


def test_a_clock_behind_the_length() -> None:
    body = "<h1>Harbour law</h1><p>Next date: 9 June 2027</p><p>Duration: 3 hours (10.00am - 1.00pm)</p>"
    draft = one(body)
    assert (draft.date, draft.time) == ("9 June 2027", "10.00am - 1.00pm")


def test_an_address_below_a_speaker_is_nobody() -> None:
    body = (
        "<h1>Harbour lecture</h1><p>Delivered by Sir Ivo Penhale QPM</p><p>9 June 2027</p>"
        "<p>18.00 for 18.30 – 20.00, followed by a reception</p><p>Great Hall, 12 Fell Lane, Hull HU1 1AA</p>"
    )
    draft = one(body)
    assert draft.people == ("Sir Ivo Penhale QPM",)
    assert draft.time == "18.30 – 20.00"


def test_rows_of_a_price_table_keep_whom_they_are_for() -> None:
    rows = "".join(
        f"<tr><td>{who}</td><td>{cost}</td></tr>"
        for who, cost in (("Public sector", "£90"), ("Charities", "£45"))
    )
    assert read(f"<h2>Fees</h2><table>{rows}</table>").price == "Public sector £90; Charities £45"


@pytest.mark.parametrize(
    ("body", "people"),
    [
        (
            "<p>Discussant: Joe Lunt (Northmoor Police)</p>",
            "Discussant: Joe Lunt (Northmoor Police)",
        ),
        ("<h3>Facilitator</h3><p>Joe Lunt</p>", "Facilitator: Joe Lunt"),
        ("<h3>Instructors</h3><p>Joe Lunt</p>", "Joe Lunt"),
    ],
)
def test_a_label_gives_its_part_to_those_it_names(body: str, people: str) -> None:
    assert read(body).people == (people,)


def test_a_peer_with_a_seat_chairs() -> None:
    assert read("<p>Chair: Baroness Okafor of Eastmere</p>").chairs == (
        "Baroness Okafor of Eastmere",
    )


def test_a_line_that_is_marked_as_the_labels_are_ends_a_value() -> None:
    rows = (("Date", "3 June 2027"), ("Location", "Beacon House"), ("Campus", "Northmoor"))
    body = "".join(
        f"<div><div class=label>{label}</div><div class=item>{value}</div></div>"
        for label, value in rows
    )
    assert read(f"<h1>Custody seminar</h1>{body}").place == "Beacon House"


def test_the_title_behind_event() -> None:
    body = "<h1>Calendar</h1><div>Event:</div><div>Police Cadet Day</div><div>Starts:</div><div>04-May-27 09:00</div>"
    assert one(body).title == "Police Cadet Day"
