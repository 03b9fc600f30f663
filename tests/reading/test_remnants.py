"""What calendar buttons leave behind."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest

from catalogue.draft import Draft
from spiders.reading import remnants
from spiders.reading.remnants import american
from tests.reading.given import one, page

CALENDAR = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Rural Crime Summit\nDTSTART;TZID=Europe/London:20270603T093000\n"
    "DTEND;TZID=Europe/London:20270603T160000\nLOCATION:The Guildhall\\, York\nEND:VEVENT\nEND:VCALENDAR"
)


def read(body: str) -> Draft:
    drafts = remnants.read(page(f"<h1>Rural Crime Summit</h1>{body}"))
    assert len(drafts) == 1
    return drafts[0]


def test_drupal_text() -> None:
    draft = read(
        "<p>16 June 2026, 9:00am to 4:00pm</p><p>Add to Calendar 2026-06-16 09:00:00 2026-06-16 16:00:00 Europe/London"
        " Rural Crime Summit A day on theft. The Guildhall, York</p>"
    )
    assert (draft.start, draft.end, draft.zone) == (
        "2026-06-16T09:00:00",
        "2026-06-16T16:00:00",
        "Europe/London",
    )
    assert draft.title == "Rural Crime Summit"


def test_drupal_text_is_confirmed_by_the_visible_line() -> None:
    draft = one(
        "<h1>Rural Crime Summit</h1><p>16 June 2026, 9:00am to 4:00pm</p><p>Add to Calendar 2026-06-16 09:00:00"
        " 2026-06-16 16:00:00 Europe/London Rural Crime Summit Theft York</p>"
    )
    assert (draft.start, draft.date) == ("2026-06-16T09:00:00", "16 June 2026, 9:00am to 4:00pm")


def test_a_day_s_text_without_zone() -> None:
    draft = read(
        "<div><span>2027-06-03 09:00:00</span> <span>2027-06-04 12:00:00</span> <span>Rural Crime Summit</span></div>"
    )
    assert (draft.start, draft.end, draft.zone) == (
        "2027-06-03T09:00:00",
        "2027-06-04T12:00:00",
        "",
    )


@pytest.mark.parametrize(
    ("address", "start", "end"),
    [
        (
            "https://calendar.google.com/calendar/render?action=TEMPLATE&amp;dates=20270603T093000/20270603T160000&amp;ctz=Europe/London",
            "20270603T093000",
            "20270603T160000",
        ),
        (
            "https://www.google.com/calendar/event?dates=20270603T083000Z%2F20270603T150000Z",
            "20270603T083000Z",
            "20270603T150000Z",
        ),
        (
            "https://calendar.google.com/calendar/r/eventedit?text=x&#038;dates=20270603/20270605",
            "20270603",
            "20270604",
        ),
        ("https://calendar.google.com/calendar/render?dates=20270603/20270604", "20270603", ""),
        (
            "https://outlook.live.com/calendar/0/deeplink/compose?startdt=2027-06-03T09:30:00&amp;enddt=2027-06-03T16:00:00",
            "2027-06-03T09:30:00",
            "2027-06-03T16:00:00",
        ),
        (
            "https://calendar.yahoo.com/?v=60&amp;st=20270603T093000&amp;et=20270603T160000",
            "2027-06-03T09:30:00",
            "2027-06-03T16:00:00",
        ),
        (
            "https://www.addevent.com/dir/?start=06/03/2027 09:30 "
            "AM&amp;end=06/03/2027 04:00 PM&amp;timezone=Europe/London",
            "2027-06-03T09:30:00",
            "2027-06-03T16:00:00",
        ),
    ],
)
def test_links(address: str, start: str, end: str) -> None:
    draft = read(f"<a href='{address}'>Add to calendar</a>")
    assert (draft.start, draft.end) == (start, end)


def test_a_link_s_place_and_zone() -> None:
    address = "https://calendar.google.com/calendar/render?dates=20270603T093000/20270603T160000&ctz=Europe/London&location=York%2C+Hall"
    draft = read(f"<a href='{address}'>Google</a>")
    assert (draft.zone, draft.place) == ("Europe/London", "York, Hall")


def test_of_two_links_the_one_that_the_page_shows_wins() -> None:
    draft = read(
        "<p>The summit opens at 10am.</p>"
        "<a href='https://outlook.live.com/calendar/0/deeplink/compose?startdt=2027-06-03T09:00:00&enddt=2027-06-03T14:30:00'>O</a>"
        "<a href='https://calendar.google.com/calendar/render?dates=20270603T100000/20270603T153000'>G</a>"
    )
    assert draft.start == "20270603T100000"


def test_classes() -> None:
    draft = read(
        "<span class='addtocalendar'><var class='atc_event'><var class='atc_date_start'>2027-06-03 10:00:00</var>"
        "<var class='atc_date_end'>2027-06-03 12:30:00</var><var class='atc_timezone'>Europe/London</var>"
        "<var class='atc_location'>Town Hall, Leeds</var></var></span>"
    )
    assert (draft.start, draft.end, draft.zone, draft.place) == (
        "2027-06-03T10:00:00",
        "2027-06-03T12:30:00",
        "Europe/London",
        "Town Hall, Leeds",
    )
    draft = read(
        "<div class='addeventatc'><span class='start'>06/03/2027 09:00 AM</span>"
        "<span class='location'>York</span></div>"
    )
    assert (draft.start, draft.place) == ("2027-06-03T09:00:00", "York")


@pytest.mark.parametrize(
    "address",
    [
        "data:text/calendar;charset=utf8," + quote(CALENDAR),
        "data:text/calendar;base64," + base64.b64encode(CALENDAR.encode()).decode(),
    ],
)
def test_data_addresses(address: str) -> None:
    draft = read(f"<a download='e.ics' href='{address}'>Apple</a>")
    assert (draft.start, draft.zone, draft.place) == (
        "20270603T093000",
        "Europe/London",
        "The Guildhall, York",
    )


def test_a_calendar_in_a_script() -> None:
    text = CALENDAR.replace("\n", "\\r\\n")
    assert read(f"<script>var ics = '{text}';</script>").start == "20270603T093000"


def test_many_widgets_belong_to_a_list() -> None:
    links = "".join(
        f"<a href='https://calendar.google.com/calendar/render?dates=202706{n:02d}'>x</a>"
        for n in range(1, 20)
    )
    assert remnants.read(page(links)) == []


def test_american_order() -> None:
    assert american("05/08/2027 09:00 PM") == "2027-05-08T21:00:00"
    assert american("05/08/2027", day_first=True) == "2027-08-05"
    assert american("12/05/2027 12:00 AM") == "2027-12-05T00:00:00"
    assert american("20/05/2027") == american("soon") == ""


def test_a_whole_day_as_widgets_write_it() -> None:
    draft = read(
        "<div>Add to Calendar <span>2027-06-03 00:00:00</span> <span>2027-06-03 23:59:00</span>"
        " <span>Europe/London</span> <span>Rural Crime Summit</span> <span>1 Hall Street, York YO1 9QL</span></div>"
    )
    assert (draft.start, draft.end, draft.all_day) == ("2027-06-03", "", True)
    assert draft.place == "1 Hall Street, York YO1 9QL"
