"""Catalogues of courses, cards and days: what names a run of a course, and what on such a page is no event."""

from __future__ import annotations

from tests.reading.given import reading

RUNS = """<table><thead><tr><th>Start date</th><th>End date</th><th>Time</th><th>Venue</th><th>Price</th>
<th>Availability</th></tr></thead><tbody>
<tr><td>12/02/2027</td><td>12/02/2027</td><td>09:30 - 16:30</td><td>Leeds</td><td>£245.00</td><td>6 places</td></tr>
<tr><td>09/03/2027</td><td>10/03/2027</td><td>09:30 - 16:30</td><td>Bristol</td><td>£245.00</td><td>9 places</td></tr>
</tbody></table>"""


def told(body: str) -> list[tuple[str, str, str]]:
    """(title, date, place) of everything on such a page."""
    found = reading(f"<html lang='en-GB'><body>{body}</body></html>").drafts
    return [(draft.title, draft.date, draft.place) for draft in found]


def test_runs_of_a_course_are_named_by_the_heading_of_their_table() -> None:
    courses = "".join(
        f"<div><h3><a href='/c/{at}'>{name}</a></h3><p>CT10{at}</p>{RUNS}</div>"
        for at, name in enumerate(("Disclosure in Practice", "Interviewing Witnesses"))
    )
    titles = [title for title, _, _ in told(f"<h1>Course dates</h1>{courses}")]
    assert titles == ["Disclosure in Practice"] * 2 + ["Interviewing Witnesses"] * 2


def test_a_heading_that_only_says_dates_gives_way_to_the_one_above_it() -> None:
    titles = {title for title, _, _ in told(f"<h1>Disclosure in Practice</h1><h2>Dates</h2>{RUNS}")}
    assert titles == {"Disclosure in Practice"}


def test_a_table_that_may_name_its_rows_is_left_alone() -> None:
    named = RUNS.replace("Price", "Speaker").replace("£245.00", "The road to recovery")
    assert "Dates in spring" not in {
        title for title, _, _ in told(f"<h2>Dates in spring</h2>{named}")
    }


def test_several_hours_of_a_day_each_above_a_heading() -> None:
    day = "<div><div>{}</div><div>{}</div>{}</div>"
    item = "<div><div>{}</div><h3>{}</h3><div>Larkfield Hall</div></div>"
    first = item.format("9:00 AM", "Breakfast briefing") + item.format(
        "5:45 PM", "Open data evening"
    )
    body = day.format("Feb 14", "Sunday", first)
    body += day.format("Feb 16", "Tuesday", item.format("1:00 PM", "Lunch and learn"))
    found = reading(f"<html lang='en'><body><h1>Circle</h1>{body}</body></html>").drafts
    assert [(draft.title, draft.time) for draft in found] == [
        ("Breakfast briefing", "9:00 AM"),
        ("Open data evening", "5:45 PM"),
        ("Lunch and learn", "1:00 PM"),
    ]


def test_headings_below_dates_name_them_whatever_heads_the_list() -> None:
    cards = "".join(
        f"<a href='/e/{day}'><p>{day} March 2027</p><h3>{name}</h3></a>"
        for day, name in (
            (3, "Drones and borders"),
            (9, "Prisons and tools"),
            (12, "Cells and doors"),
        )
    )
    titles = [
        title
        for title, _, _ in told(f"<h1>Larkfield</h1><section><h2>Coming up</h2>{cards}</section>")
    ]
    assert titles == ["Drones and borders", "Prisons and tools", "Cells and doors"]


def test_news_below_its_heading_and_closing_days_are_no_events() -> None:
    cards = "".join(
        f"<li><h3>{name}</h3><p>{day} March 2027, 6pm</p></li>"
        for day, name in ((3, "A talk on locks"), (9, "A talk on keys"))
    )
    posts = "<div><p>2 January 2027</p><h3>Five lessons</h3></div><div><p>4 January 2027</p><h3>Two</h3></div>"
    closing = "<p>Closed 24 December 2026 to 4 January 2027.</p><p>Book before 1 March 2027.</p>"
    found = told(f"<h1>Our events</h1><ul>{cards}</ul>{closing}<h2>Insights</h2>{posts}")
    assert [title for title, _, _ in found] == ["A talk on locks", "A talk on keys"]


def test_opening_hours_by_weekday_are_no_hours_of_an_exhibition() -> None:
    hours = (
        "<dl><dt>Tuesday to Saturday</dt><dd>10am–5pm</dd><dt>Sunday</dt><dd>12noon–4pm</dd></dl>"
    )
    shows = "".join(
        f"<li><h2>{name}</h2><p>{days} 2027</p></li>"
        for days, name in (
            ("3 – 9 March", "Locks and keys"),
            ("4 – 30 April", "Lamps of the beat"),
            ("2 – 8 May", "Boots"),
        )
    )
    found = reading(
        f"<html lang='en'><body><h1>What is on</h1><ul>{shows}</ul>{hours}</body></html>"
    )
    assert [(draft.title, draft.time) for draft in found.drafts] == [
        ("Locks and keys", ""),
        ("Lamps of the beat", ""),
        ("Boots", ""),
    ]


def test_a_place_of_no_known_word_stands_where_the_others_have_theirs() -> None:
    cards = "".join(
        f"<li><p>{day} March 2027</p><h3>{name}</h3><p class='where'>{place}</p></li>"
        for day, name, place in (
            (3, "Drones and borders", "Hotel Linden, Vienna"),
            (9, "Prisons and tools", "Palais des Foires, Liège"),
            (12, "Cells and doors", "Congress Centre, Rotterdam"),
            (13, "Rules and roads", "Please join us"),
        )
    )
    places = [place for _, _, place in told(f"<h1>Larkfield</h1><ul>{cards}</ul>")]
    assert places[1:] == ["Palais des Foires, Liège", "Congress Centre, Rotterdam", ""]


def test_facts_of_an_event_in_a_column_of_their_own() -> None:
    facts = "<p>3 February 2027</p><p>18:00 – 19:30</p><p>Larkfield House, 2 Glen Road, Larkfield LK1 5XX</p>"
    body = f"<main><h1>Who pays for prevention?</h1><aside>{facts}</aside><p>A talk with friends.</p></main>"
    assert [place for _, _, place in told(body)] == [
        "Larkfield House, 2 Glen Road, Larkfield LK1 5XX"
    ]
