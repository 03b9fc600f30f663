"""Bare date lines, sentences, and last resorts."""

from __future__ import annotations

import pytest

from spiders.reading import headline, last_resorts, prose
from spiders.reading.alternates import propose, richer_twins
from tests.reading.given import URL, hints, one, page, reading

HEAD = "<h1>Rural Crime Summit</h1>"


@pytest.mark.parametrize(
    ("body", "date", "time", "place"),
    [
        (
            "<p>Thursday 3 June 2027</p><p>9.30am to 4pm</p><p>The Guildhall, York</p>",
            "Thursday 3 June 2027",
            "9.30am to 4pm",
            "The Guildhall, York",
        ),
        (
            "<p>3 June 2027, 10:00 - 16:00, Town Hall, Leeds</p>",
            "3 June 2027, 10:00 - 16:00",
            "10:00 - 16:00",
            "Town Hall, Leeds",
        ),
        ("<p>24 October, 2027 (London)</p>", "24 October, 2027", "", "London"),
        (
            "<p>Join us.</p><h3>June 3 @ 9:30 am - 4:00 pm</h3>",
            "June 3 @ 9:30 am - 4:00 pm",
            "9:30 am - 4:00 pm",
            "",
        ),
        (
            "<p>10am</p><p>3 June 2027</p><p>12 Castle Street, York YO1 9QL</p>",
            "3 June 2027",
            "10am",
            "12 Castle Street, York YO1 9QL",
        ),
    ],
)
def test_bare_lines(body: str, date: str, time: str, place: str) -> None:
    (draft,) = headline.read(page(HEAD + body))
    assert (draft.date, draft.time, draft.place) == (date, time, place)


def test_posted_and_ended_lines_give_way() -> None:
    body = (
        "<p>(Ended 1st May 2027)</p><p>Posted:</p><p>2 May 2027</p>"
        "<p>Published on 4 May 2027</p><p>Thursday 3 June 2027</p>"
    )
    assert headline.read(page(HEAD + body))[0].date == "Thursday 3 June 2027"
    assert headline.read(page(HEAD + "<p>Ended 1st May 2027</p>")) == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("<p>(Ended 21st May 2027)</p>", "Ended 21st May 2027"),
        ("<p>This event has passed.</p>", "This event has passed."),
        ("<p>Sold out</p>", "Sold out"),
        (
            "<p>We are sorry that the seminar has been postponed until the autumn.</p>",
            "seminar has been postponed until the autumn",
        ),
        ("<p>Our cancellation policy: cancelled places are refunded.</p>", ""),
        ("<p>If the event is cancelled you will be told.</p>", ""),
        ("<p>Understanding why cases are cancelled</p>", ""),
    ],
)
def test_status(body: str, status: str) -> None:
    assert next((draft.status for draft in prose.read(page(HEAD + body))), "") == status


def test_status_in_the_title() -> None:
    assert one("<h1>CANCELLED: Rural Crime Summit</h1><p>3 June 2027</p>").status == "CANCELLED"


def test_sentences() -> None:
    body = (
        "<p>The forum was founded on 1 May 1999. The summit will take place at "
        "the Corn Exchange in Leeds on 3 June 2027,"
        " and it is aimed at rural crime teams and parish councils.</p>"
        "<p>Attendance is free and counts for 6 CPD hours. Please register by 20 May 2027.</p>"
    )
    (draft,) = prose.read(page(HEAD + body))
    assert draft.date == "3 June 2027"
    assert draft.place in ("Corn Exchange in Leeds", "")
    assert draft.audience == ("rural crime teams and parish councils",)
    assert draft.price == "Attendance is free"
    assert draft.cpd.startswith("6 CPD hours")
    assert "20 May 2027" in draft.deadline


def test_sentences_about_access_and_welcome() -> None:
    body = (
        "<p>Tea is served at noon. The hall has a hearing loop and step-free access. Bring a coat.</p>"
        "<p>Everyone is welcome.</p><p>Places must be booked by 20 May 2027.</p>"
    )
    (draft,) = prose.read(page(HEAD + body))
    assert draft.accessibility == "The hall has a hearing loop and step-free access."
    assert draft.audience == ("Everyone is welcome",)
    assert draft.deadline.endswith("booked by 20 May 2027")


@pytest.mark.parametrize(
    ("chair", "chairs"),
    [
        ("Commander Sal Reed", ("Commander Sal Reed",)),
        ("Dr Amina Okafor, Director, Quay Trust", ("Dr Amina Okafor, Director, Quay Trust",)),
        ("the Quay Trust", ()),
        ("members of the board in turn", ()),
    ],
)
def test_a_sentence_names_the_chair_and_another_the_price(
    chair: str, chairs: tuple[str, ...]
) -> None:
    body = (
        f"<p>The day will be chaired by {chair}. Members pay £45; others pay £95. Bring a coat.</p>"
    )
    (draft,) = prose.read(page(HEAD + body))
    assert (draft.chairs, draft.price) == (chairs, "Members pay £45; others pay £95.")


def test_sums_in_billions_are_no_price() -> None:
    body = "<p>Crime costs the country £37 billion a year, at a price paid by members of the public.</p>"
    assert [draft.price for draft in prose.read(page(HEAD + body))] in ([], [""])


def test_time_tag_opengraph_and_address() -> None:
    made = page(
        HEAD + "<time datetime='2027-06-03T09:00+00:00'>soon</time>",
        "<meta property='og:image' content='/a.jpg'>",
    )
    assert last_resorts.read_time_tag(made)[0].date == "2027-06-03"
    assert last_resorts.read_opengraph(made)[0].image == "https://forum.example/a.jpg"
    two = page("<time datetime='2027-06-03'>a</time><time datetime='2027-06-04'>b</time>")
    assert last_resorts.read_time_tag(two) == []


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("/events/202706030930/", "2027-06-03 09:30"),
        ("/2027/06/03/summit", "2027-06-03"),
        ("/events/summit-3rd-june-2027", "3rd june 2027"),
        ("/events/summit", ""),
    ],
)
def test_dates_in_addresses(path: str, date: str) -> None:
    made = page("<p>x</p>", url=f"https://forum.example{path}")
    assert next((draft.date for draft in last_resorts.read_address(made)), "") == date


def test_alternates_are_proposed() -> None:
    made = page(
        "<a href='?ical=1'>iCal</a><a href='webcal://forum.example/all.ics'>Subscribe</a>"
        "<iframe src='https://calendar.google.com/calendar/embed?src=team%40forum.example'></iframe>",
        "<link rel=alternate type='text/calendar' href='/feed.ics'>"
        "<link rel='https://api.w.org/' href='/wp-json/tribe/events/v1/'>",
    )
    assert propose(made) == (
        "https://forum.example/feed.ics",
        "https://forum.example/wp-json/tribe/events/v1/events/",
        "https://forum.example/events/roads?ical=1",
        "https://forum.example/all.ics",
        "https://calendar.google.com/calendar/ical/team%40forum.example/public/basic.ics",
    )
    assert propose(page("<a href='/about'>About</a>")) == ()


def test_a_page_with_dates_names_its_twins_only_when_asked() -> None:
    link = (
        "<html><body><h1>Night Watch Seminar</h1>{}<a href='/all.ics'>Subscribe</a></body></html>"
    )
    twin = ("https://forum.example/all.ics",)
    assert reading(link.format("")).alternates == twin
    dated = link.format("<p>3 June 2027, 6pm</p>")
    assert reading(dated).alternates == ()
    assert richer_twins(dated.encode(), URL, hints()) == twin
    assert richer_twins(b'{"a": "all.ics"}', URL, hints()) == ()


def test_a_sentence_is_no_date_line() -> None:
    body = "<p>Residents and their councillors may send us written views until 9 June 2027.</p>"
    assert headline.read(page(HEAD + body)) == []
    assert headline.read(page(HEAD + "<p>The doors open on 3 June 2027.</p>")) != []


@pytest.mark.parametrize(
    ("sentence", "place", "mode"),
    [
        (
            "The event takes place on 3 June 2027, at Lace Forum, 33 Stoney Street, York YO1 9QL.",
            "Lace Forum, 33 Stoney Street, York YO1 9QL",
            "",
        ),
        ("The event will take place on 3 June 2027, from 9am to 1pm, online.", "", "online"),
        (
            "Join us on 3 June 2027 at 6pm in the Great Hall, University of Northmoor. It is free.",
            "Great Hall, University of Northmoor",
            "",
        ),
        (
            "Join us at the Friary Rooms in York on 3 June 2027 from 6.30pm.",
            "Friary Rooms in York",
            "",
        ),
        ("Join us at Policing Innovation Week on 3 June 2027 from 6.30pm.", "", ""),
        (
            "Join us in the room or online on 3 June 2027 for a day of talks.",
            "",
            "in the room or online",
        ),
    ],
)
def test_places_and_modes_of_sentences(sentence: str, place: str, mode: str) -> None:
    (draft,) = prose.read(page(HEAD + f"<p>{sentence}</p>"))
    assert (draft.place, draft.mode) == (place, mode)


def test_a_clock_that_speaks_for_the_page() -> None:
    draft = one(
        "<h1>Rural Crime Summit</h1><p>3 June 2027</p>"
        + "<p>Words.</p>" * 8
        + "<p>The day starts at 9.30am.</p>"
    )
    assert draft.time == "9.30am"
    assert draft.warnings == ("time inherited from another line",)


def test_a_year_that_the_page_gives_elsewhere() -> None:
    body = "<html><body><h1>Rural Crime Summit</h1><p>3 June, 10am</p></body></html>"
    (draft,) = reading(body, url="https://forum.example/events/summit-3-june-2026").drafts
    assert draft.date == "3 June 2026, 10am"
    assert any("year 2026" in warning for warning in draft.warnings)


def test_the_json_behind_a_squarespace_collection() -> None:
    made = page(
        "<article class='eventlist-event'>Forum</article>",
        head="<script src='https://static.squarespace.example/a.js'></script>",
    )
    assert propose(made) == ("https://forum.example/events/roads?format=json",)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("12 May 2027 Ada Fell", ""),
        ("12 May 2027 (Harbour Day)", ""),
        ("12 May 2027, Mariners", "Mariners"),
        ("12 May 2027 | Mariners", "Mariners"),
        ("12 May 2027 Mariners Hall", "Mariners Hall"),
        ("12 May 2027 York", "York"),
    ],
)
def test_words_right_behind_a_date_are_a_place_only_when_they_look_it(
    line: str, place: str
) -> None:
    assert one(f"<h1>Harbour Conduct Seminar</h1><p>{line}</p>").place == place


@pytest.mark.parametrize("heading", ["When & where", "Where and when", "Meeting documents"])
def test_headings_that_name_a_part_of_a_page_are_no_title(heading: str) -> None:
    draft = one(
        f"<html><head><title>Event details | Quays and Ropes</title></head><body><h1>{heading}</h1>"
        "<ul><li><b>Date:</b> 12 May 2027</li><li><b>Time:</b> 6pm</li></ul></body></html>"
    )
    assert draft.title == "Quays and Ropes"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (
            "Mariners Corner, Quay Square, London, 12-13 May 2027",
            "Mariners Corner, Quay Square, London",
        ),
        ("York, 12 May 2027", "York"),
        ("Annual Harbour Conference, York, 12 May 2027", "York"),
        ("Ropes and Tides, 12 May 2027", ""),
        ("Policing in York: 12 May 2027", ""),
    ],
)
def test_words_before_a_date_are_a_place_when_they_end_in_a_town(line: str, place: str) -> None:
    assert one(f"<h1>Harbour Conduct Forum</h1><p>{line}</p>").place == place


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        (
            "The forum will take place on Wednesday 12 May 2027 on the University of Northmoor campus.",
            "University of Northmoor campus",
        ),
        (
            "It will be held on 12 May 2027 at the College of Ropes and Tides Library.",
            "College of Ropes and Tides Library",
        ),
    ],
)
def test_venues_with_small_words_in_their_name(sentence: str, place: str) -> None:
    assert one(f"<h1>Harbour Conduct Forum</h1><p>{sentence}</p>").place == place


@pytest.mark.parametrize("heading", ["Seminars & events", "Upcoming seminars", "News and events"])
def test_headings_that_name_kinds_give_way_to_the_event(heading: str) -> None:
    draft = one(
        f"<h1>{heading}</h1><h3>Night Watch at Sea - Monday 7 June 2027</h3>"
        "<p><b>Date:</b> 7 June 2027</p><p><b>Time:</b> 6-8pm</p>"
    )
    assert draft.title == "Night Watch at Sea"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ropes and Tides is the theme of the annual harbour conference, Sept. 11-15 at the Mariners Hotel.",
        "Hundreds of harbour masters will be attending the event from September 11 to September 15.",
        "Papers are invited to the harbour symposium, 11-15 September, for which fares are paid.",
    ],
)
def test_sentences_that_date_a_conference(sentence: str) -> None:
    draft = one(f"<h1>Northmoor hosts harbour masters</h1><p>{sentence}</p>")
    assert draft.date.startswith(("Sept. 11-15", "September 11 to", "11-15 September"))


def test_what_was_said_at_a_conference_is_no_event() -> None:
    body = "<h1>Quays are safer</h1><p>Ropes are safer, the harbour master told the annual meeting, 11 May 2027.</p>"
    assert reading(f"<html><body>{body}</body></html>").drafts == ()


@pytest.mark.parametrize("line", ["Release Date: May 6, 2027", "Released on 6 May 2027"])
def test_the_day_of_a_release_is_not_the_event_s(line: str) -> None:
    body = (
        f"<h1>Public invited to the Harbour Symposium</h1><p>{line}</p><p>The trust invites the public to attend"
        " a symposium being held on May 27, 2027 from 9:00 a.m. to 1:30 p.m. at the Mariners Hall.</p>"
    )
    draft = one(body)
    assert draft.date.startswith("May 27, 2027")


def test_the_stamp_above_the_source_of_a_press_release() -> None:
    body = (
        "<h1>Harbour Conference 2027: postponed</h1><p>Monday, 15 March 2027, 2:15 pm<br>Press Release: Harbour Trust"
        "</p><p>The trust today decided to postpone the conference.</p>"
    )
    assert headline.read(page(body)) == []
    event = "<h1>Harbour Conference</h1><p>PRESS RELEASE</p><p>Thursday 3 June 2027, 6pm</p>"
    assert headline.read(page(event))[0].date == "Thursday 3 June 2027, 6pm"


@pytest.mark.parametrize("end", ["", " (view map)", " View on map"])
def test_the_lines_of_one_box_are_one_address(end: str) -> None:
    lines = f"Northmoor Community Hub<br>Mill Lane<br>Northmoor NM1 1AA{end}"
    cells = "".join(f"<tr><td><td>{cell}</tr>" for cell in ("25 March 2027", "18:00", lines))
    draft = one(f"<h1>Scrutiny panel</h1><table>{cells}</table>")
    assert draft.place == "Northmoor Community Hub, Mill Lane, Northmoor NM1 1AA"


def test_each_day_with_its_own_hours() -> None:
    days = "<p>Wednesday 9 June: 10:00 - 17:00</p><p>Thursday 10 June: 10:00 - 16:00</p>"
    draft = one(
        f"<h2>Harbour Expo 2027</h2><p>Quayside London | 9 – 10 June 2027</p><h3>Hours</h3>{days}"
    )
    assert [day for day, _ in draft.sessions] == [
        "Wednesday 9 June: 10:00 - 17:00",
        "Thursday 10 June: 10:00 - 16:00",
    ]
    assert draft.place == "Quayside London"


def test_until_when_something_lasts_is_no_start() -> None:
    body = (
        "<h1>Harbour Inquiry Workshop</h1><h3>8 – 10 June 2027</h3><p>This course will be a practical workshop.</p>"
        "<p>Please note that the Wednesday evening session may extend beyond 9pm.</p>"
    )
    assert one(body).time == ""


def test_a_sentence_of_taking_place_whatever_follows_its_day() -> None:
    held = "The Annual Harbour Meeting will be held on Tuesday, June 8th, pursuant to the Harbour Act, Chapter 39."
    assert one(f"<h1>Annual Harbour Meeting</h1><p>{held}</p>").date == "Tuesday, June 8th"
    hosting = "On June 8th from 6:30 pm to 8:30 pm we are hosting a dialogue on the role of the watch in the harbour."
    assert one(f"<h1>Harbour Dialogue</h1><p>Join us this year. {hosting}</p>").date.startswith(
        "June 8th"
    )


def test_an_address_that_ends_in_a_full_stop() -> None:
    body = "<h1>Harbour Dialogue</h1><p>Tuesday, June 8, 2027, 7pm<br>534 S. Second St.</p>"
    assert one(body).place == "534 S. Second St."
