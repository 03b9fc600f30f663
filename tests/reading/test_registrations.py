"""Pages of registration platforms and of police bodies: hours of several days, zones, ways to attend, form titles."""

from __future__ import annotations

import pytest

from tests.reading.given import one, reading


def test_each_day_with_its_hours_in_the_next_line() -> None:
    draft = one(
        "<h1>Investigation: a refresher</h1><div>10 Mar 2027 - 11 Mar 2027</div><div>Foundry Court, Leeds</div>"
        "<ul><li><h5>Day 1</h5><div>Wed 10 Mar 2027</div><div>09:30 - 17:00 GMT</div></li>"
        "<li><h5>Day 2</h5><div>Thu 11 Mar 2027</div><div>09:00 - 15:30 GMT</div></li></ul>"
    )
    assert [words for words, _ in draft.sessions] == [
        "Wed 10 Mar 2027 09:30 - 17:00 GMT",
        "Thu 11 Mar 2027 09:00 - 15:30 GMT",
    ]
    assert draft.time == "09:30 - 17:00 GMT"


@pytest.mark.parametrize("hours", ["1000-1630hrs", "1000hrs to 1630hrs"])
def test_hours_as_the_police_write_them(hours: str) -> None:
    draft = one(
        f"<h1>Disclosure day</h1><p>23 March 2027</p><p>{hours}</p><p>Foundry Court, Leeds</p>"
    )
    assert draft.time == hours


def test_a_place_behind_hours_that_are_those_of_every_day() -> None:
    draft = one(
        "<h1>A course on files</h1><p>10–11 March 2027, 0930-1630hrs daily, Foundry Court, Leeds</p>"
    )
    assert draft.place == "Foundry Court, Leeds"


def test_a_range_of_days_with_hours_in_brackets_and_its_zone() -> None:
    draft = one(
        "<h1>Winter school on policing</h1>"
        "<div>from Wednesday 20 January 2027 (09:30) to Friday 22 January 2027 (16:00)</div><div>Europe/Brussels</div>"
    )
    assert draft.date == "Wednesday 20 January 2027 (09:30) to Friday 22 January 2027 (16:00"
    assert draft.zone == "Europe/Brussels"


def test_how_people_attend_is_no_place() -> None:
    draft = one(
        "<h1>Is prison working?</h1><p>Tuesday, 9 February 2027 | 18:30 - 20:00 GMT | In person and online</p>"
        "<p>The Mill, 14 Little Dean Street, Larkfield LK1 3XX</p>"
    )
    assert draft.place == "The Mill, 14 Little Dean Street, Larkfield LK1 3XX"


def test_a_town_with_its_nation_is_a_place() -> None:
    draft = one("<h1>Policy Camp 2027</h1><p>February 25th – 26th, 2027</p><p>Perth, Scotland</p>")
    assert draft.place == "Perth, Scotland"


def test_the_title_of_a_form_that_only_says_register() -> None:
    draft = one(
        "<h1>Register for this webinar</h1><div>Title</div><div>Bail reform in practice</div>"
        "<div>Date & Time</div><div>Feb 18, 2027 01:00 PM</div><form><label>Title</label><label>Name</label></form>"
    )
    assert draft.title == "Bail reform in practice"


def test_ticket_types_sold_until_a_day_are_no_events() -> None:
    tickets = (
        "<table><tr><th>Ticket type</th><th>Price</th><th>Available until</th></tr>"
        "<tr><td>Early bird</td><td>€90</td><td>15 Jan 2027</td></tr>"
        "<tr><td>Standard</td><td>€120</td><td>8 Mar 2027</td></tr></table>"
    )
    draft = one(f"<h1>Mental Health Day</h1><p>Wed, 10 Mar 2027, 9:00 AM - 4:30 PM</p>{tickets}")
    assert draft.date.startswith("Wed, 10 Mar 2027")


def test_drop_ins_in_a_table_are_not_named_by_their_venue() -> None:
    rows = "".join(
        f"<tr><td>{area}</td><td>{day} 2027</td><td>2pm – 4pm</td><td>{venue}</td></tr>"
        for area, day, venue in (
            ("Eastmarsh", "Sat 9 Jan", "Market Cross"),
            ("Eastmarsh", "Wed 20 Jan", "Eastmarsh Library"),
            ("Netherby", "Thu 14 Jan", "Leisure Centre foyer"),
        )
    )
    head = "<tr><th>Area</th><th>Date</th><th>Time</th><th>Venue</th></tr>"
    found = reading(
        f"<html lang='en'><body><h1>Community drop-ins</h1><table>{head}{rows}</table></body></html>"
    )
    assert {draft.title for draft in found.drafts} == {"Community drop-ins"}


def test_runs_in_a_list_are_named_by_the_link_above_it() -> None:
    cards = "".join(
        f"<div><h3><a href='/c/{name[:3]}'>{name}</a></h3><ul>"
        "<li>Mon 8 Feb 2027 <span>09:30 – 16:00</span> <span>Leeds</span> £195</li>"
        "<li>Wed 10 Mar 2027 <span>09:30 – 16:00</span> <span>Bristol</span> £195</li></ul></div>"
        for name in ("Managing Volunteers Well", "Report Writing that Works")
    )
    found = reading(f"<html lang='en'><body><h1>Our courses</h1>{cards}</body></html>")
    titles = [draft.title for draft in found.drafts]
    assert titles == ["Managing Volunteers Well"] * 2 + ["Report Writing that Works"] * 2
    assert [draft.place for draft in found.drafts] == ["Leeds", "Bristol"] * 2


def test_showings_are_named_by_the_link_above_their_days() -> None:
    shows = "".join(
        f"<article><a href='/s/{name[:3]}'>{name}</a><div>Old Gaol, Saltby</div><div>"
        "<div><div>Sat 6 Feb 2027 at 7:30pm</div><div>£8.00</div></div>"
        "<div><div>Sun 7 Feb 2027 at 3:00pm</div><div>£8.00</div></div></div></article>"
        for name in ("Cells by candlelight", "Family detective day")
    )
    found = reading(f"<html lang='en'><body><h1>Old Gaol, Saltby</h1>{shows}</body></html>")
    titles = [draft.title for draft in found.drafts]
    assert [title.removeprefix("Old Gaol, Saltby: ") for title in titles] == (
        ["Cells by candlelight"] * 2 + ["Family detective day"] * 2
    )


def test_the_afternoon_does_not_begin_at_noon() -> None:
    draft = one("<h1>Prison reform</h1><p>Afternoon, Thursday, 4th February 2027</p><p>Online</p>")
    assert (draft.date, draft.time) == ("Thursday, 4th February 2027", "")
    assert one("<h1>Prison reform</h1><p>4 February 2027, noon</p>").time == "noon"
