"""Which pages list events, and which are about one event and mention other days."""

from __future__ import annotations

import pytest

from tests.reading.given import reading

NOTICE = (
    "<h1>Harbour Conduct Commission Hearing</h1><p>Tuesday, 15 June 2027, 2:00 p.m.</p><p>Mariners Hall</p>"
    "<p>Released on 11 June 2027</p><p>Reports of 4 May 2027 will be considered.</p>"
)


def test_one_day_with_a_clock_among_days_without() -> None:
    drafts = reading(f"<html><body>{NOTICE}</body></html>").drafts
    assert [draft.date for draft in drafts] == ["Tuesday, 15 June 2027, 2:00 p.m."]


def test_two_days_with_clocks_are_a_list() -> None:
    body = NOTICE + "<p>Tuesday, 22 June 2027, 3:00 p.m.</p>"
    assert len(reading(f"<html><body>{body}</body></html>").drafts) > 1


@pytest.mark.parametrize(
    "dates",
    [
        "<p>The panel meets on 3 March 2027 at 6pm, 9 June 2027, 8 September 2027 and 1 December 2027.</p>",
        "<ul><li>3 March 2027, 6pm</li><li>9 June 2027</li><li>8 September 2027</li></ul>",
        "<ul><li>3 March 2027 at the Old Corn Exchange (6pm)</li><li>9 June 2027 at the Scout Hut, Mill Street</li>"
        "<li>8 September 2027 at Priory Road Sports Ground</li></ul>",
    ],
)
def test_a_list_that_gives_its_clock_once_stays_one(dates: str) -> None:
    drafts = reading(f"<html><body><h1>Harbour Conduct Panel</h1>{dates}</body></html>").drafts
    assert len(drafts) >= 3


CARDS = "".join(
    f"<div><h3>{name}</h3><p>{day} July 2027, {day}pm</p></div>"
    for day, name in ((1, "Quay walk"), (3, "Rope course"), (5, "Tide lecture"))
)


@pytest.mark.parametrize("between", ["", "<h2>Upcoming events</h2>", "<p>Seen these?</p>"])
def test_cards_of_other_events_below(between: str) -> None:
    body = f"<h1>Safer Quays Conference</h1><p>9 June 2027, 10:00 - 16:00</p>{between}{CARDS}"
    drafts = reading(f"<html><body>{body}</body></html>").drafts
    assert [draft.title for draft in drafts] == ["Safer Quays Conference"]


@pytest.mark.parametrize(
    "lines",
    [
        "<p>9 June 2027, 10:00 - 16:00</p><p>Early bird ends 1 May 2027.</p><p>Abstracts are due by 1 March 2027.</p>"
        "<p>Registration closes 2 June 2027 at 5pm.</p>",
        "<h3>Key dates</h3><ul><li>Call for papers opens: 1 February 2027</li><li>Abstracts due: 1 March 2027</li>"
        "<li>Early bird ends: 1 May 2027</li><li>Conference: 9 June 2027</li></ul>",
    ],
)
def test_days_on_which_something_closes(lines: str) -> None:
    body = f"<h1>Safer Quays Conference</h1>{lines}<p>Venue: Mariners Hall</p>"
    drafts = reading(f"<html><body>{body}</body></html>").drafts
    assert [draft.date[:11] for draft in drafts] == ["9 June 2027"]


def test_more_events_below_are_not_the_pages() -> None:
    more = "".join(
        f"<div><h4>Quay walk {day}</h4><p>{day} June 2027, {day % 9 + 1}pm</p></div>"
        for day in range(1, 20)
    )
    body = (
        "<h1>Night Watch Seminar</h1><table><tr><th>Date</th><td>Wednesday 9 June 2027</td></tr>"
        "<tr><th>Time</th><td>1:30pm - 2:30pm</td></tr><tr><th>Location</th><td>Mariners Hall</td></tr></table>"
        f"<h2>More events at Mariners Hall</h2>{more}"
    )
    drafts = reading(f"<html><body>{body}</body></html>").drafts
    assert [(draft.title, draft.time) for draft in drafts] == [
        ("Night Watch Seminar", "1:30pm - 2:30pm")
    ]


def test_a_list_that_is_headed_more_events_stays_one() -> None:
    more = "".join(f"<li>Quay walk, {day} June 2027, 6pm</li>" for day in range(1, 20))
    drafts = reading(f"<html><body><h2>More events</h2><ul>{more}</ul></body></html>").drafts
    assert len(drafts) == 19


def two(head: str, names: tuple[str, str] = ("Quay Forum", "Rope Lecture")) -> list[str]:
    cards = "".join(
        f"<div><h3>{name}</h3><p>Mariners Hall, {day} June 2027</p><p>About the harbour.</p></div>"
        for day, name in enumerate(names, start=8)
    )
    body = f"<h1>The Northmoor Harbour Trust</h1><p>Who we are.</p>{head}{cards}"
    return [draft.title for draft in reading(f"<html><body>{body}</body></html>").drafts]


@pytest.mark.parametrize("head", ["<h2>Our events in 2027</h2>", "<h2>Upcoming seminars</h2>"])
def test_two_headed_days_below_the_heading_of_a_list(head: str) -> None:
    assert two(head) == ["Quay Forum", "Rope Lecture"]


@pytest.mark.parametrize("head", ["", "<h2>How to take part</h2>"])
def test_two_headed_days_alone_are_no_list(head: str) -> None:
    assert len(two(head)) <= 1


def test_two_headings_alike_are_no_titles() -> None:
    assert len(two("<h2>Our events in 2027</h2>", ("Registration", "Registration"))) <= 1


def test_one_day_and_clock_told_twice_is_one_event() -> None:
    body = "<h1>Night Watch Lecture</h1><p>Quay livestream June 9 at 7pm</p><p>Wednesday, June 9, 2027<br>{}</p>"
    told = [
        len(reading(f"<html><body>{body.format(clock)}</body></html>").drafts)
        for clock in ("7:00 p.m.", "7 pm", "8:30 p.m.")
    ]
    assert told[:2] == [1, 1]
    assert told[2] == 2


def test_news_that_tell_of_one_event() -> None:
    story = (
        "The chief said on 2 November that theft has fallen. A public meeting will be held on "
        "9 December 2027 at 7pm at Northmoor Town Hall."
    )
    body = f"<h1>Chief sets out new plan</h1><p>By News Desk, 3 November 2027</p><p>{story}</p>"
    (draft,) = reading(f"<html><body>{body}</body></html>").drafts
    assert (draft.date, draft.place) == ("9 December 2027 at 7pm", "Northmoor Town Hall")


def test_a_deadline_among_days_is_no_event() -> None:
    body = (
        "<h1>Diploma in custody work</h1><p>Open evenings: 4 May 2027 and 8 June 2027, 5.30pm to 7pm</p>"
        "<p>Applications close 31 July 2027.</p>"
    )
    drafts = reading(f"<html><body>{body}</body></html>").drafts
    assert [draft.date for draft in drafts] == ["4 May 2027", "8 June 2027"]


def test_two_days_in_a_row_are_one_event() -> None:
    body = "<h1>Prevention Forum</h1><p>Monday, 7 June, and Tuesday, 8 June 2027, 10:00 - 16:00<br>Mariners Hall</p>"
    drafts = reading(f"<html><body>{body}</body></html>").drafts
    assert [draft.date for draft in drafts] == [
        "Monday, 7 June, and Tuesday, 8 June 2027, 10:00 - 16:00"
    ]


def test_days_with_a_remark_before_the_sign_of_a_range() -> None:
    days = "<p>Mon 07-06-2027 (All day) to Thu 10-06-2027 (All day)</p>"
    body = f"<h1>Harbour Course</h1>{days}<p>This course, held in Hull from 7-10 June 2027, is for pilots.</p>"
    assert len(reading(f"<html><body>{body}</body></html>").drafts) == 1


def test_the_programme_of_a_day_is_no_list_of_events() -> None:
    items = (
        "<p>9.30am-9.45am Welcome</p><p>9.45am-10.15am Ann Lee, Harbour law</p><p>4.30pm Close</p>"
    )
    day = "<h1>Answers to new threats</h1><p>Hull, Mariners Hall, 15 June 2027</p>"
    drafts = reading(f"<html><body>{day}<h2>Programme</h2>{items}</body></html>").drafts
    assert [draft.time for draft in drafts] == ["9.30am-9.45am"]


def test_events_that_each_have_a_heading_of_the_first_rank_are_a_list() -> None:
    cards = "".join(
        f"<article><h1><a href='/{day}'>{name}</a></h1><ul><li>{day} June 2027<li>7:00 PM</ul></article>"
        for day, name in ((3, "Herring supper"), (10, "Lantern walk"), (17, "Rope clinic"))
    )
    drafts = reading(f"<html><body>{cards}</body></html>").drafts
    assert [draft.title for draft in drafts] == ["Herring supper", "Lantern walk", "Rope clinic"]


def test_a_rule_under_a_label_speaks_of_all_dates() -> None:
    folds = "<details><summary>2027 Meetings</summary><p>Jan. 20 | <a href='a'>Papers</a></p><p>March 17 | "
    folds += "<a href='b'>Papers</a></p><p>May 19 | <a href='c'>Papers</a></p></details>"
    rule = "<p><b>When:</b> Third Wednesday of every other month, 6:30 PM</p>"
    found = reading(f"<html><body><h1>Harbour Panel</h1>{rule}{folds}</body></html>").drafts
    assert [draft.time for draft in found] == ["6:30 PM"] * 3


def test_a_kind_of_page_as_main_heading_says_that_it_is_a_list() -> None:
    cards = "<div><span>9 June 2027</span> <a href='/1'>Harbour awards</a></div>"
    cards += "<div><span>10 June 2027</span> <a href='/2'>Open day of the tide mill</a></div>"
    body = f"<html><body><h1>News and events</h1>{cards}<p>© 2026 Harbour Institute, 2pm</p></body></html>"
    assert [draft.title for draft in reading(body).drafts] == [
        "Harbour awards",
        "Open day of the tide mill",
    ]


def test_the_bold_cell_of_a_tables_first_row_is_no_main_heading() -> None:
    rows = "".join(
        f"<tr><td><b>{topic}</b></td><td>{venue}</td><td>{day:02d}/02/2027</td><td>19:30</td></tr>"
        for topic, venue, day in (
            ("Is a curfew ever fair?", "The Copper Kettle (Saltmere)", 2),
            ("Who owns the quay?", "Priory Tavern (Ledbrook)", 9),
            ("What do we owe strangers?", "Mariners Hall (Saltmere)", 16),
            ("Can a crowd be wise?", "The Copper Kettle (Saltmere)", 23),
        )
    )
    head = "<tr><th>Topic</th><th>Venue</th><th>Date</th><th>Time</th></tr>"
    top = '<title>Thinkers of Saltmere - Topics</title></head><body><h1><a href="/">Thinkers of Saltmere</a></h1>'
    drafts = reading(
        f"<html><head>{top}<h2>Topics</h2><table>{head}{rows}</table></body></html>"
    ).drafts
    assert [draft.title for draft in drafts] == [
        "Is a curfew ever fair?",
        "Who owns the quay?",
        "What do we owe strangers?",
        "Can a crowd be wise?",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "NO MEETING",
        "(Holiday – no meeting)",
        "no meetings this month",
        "Meeting Cancellation",
        "Not held",
        "will not meet",
    ],
)
def test_a_day_without_its_meeting_is_told_and_keeps_the_lists_name(words: str) -> None:
    days = ("January 12, 2027", f"February 9, 2027 {words}", "March 9, 2027")
    items = "".join(f"<li>{day}</li>" for day in days)
    body = f"<h1>Harbour Planning Board Meetings</h1><p>All start at 6 p.m.</p><ul>{items}</ul>"
    drafts = reading(f"<html><body>{body}</body></html>").drafts
    assert [bool(draft.status) for draft in drafts] == [False, True, False]
    assert len({draft.title for draft in drafts}) == 1
