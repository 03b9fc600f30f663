"""Pages with dates that are about no event, and pages of events that look like them."""

from __future__ import annotations

import pytest

from tests.reading.given import reading

NEWS = "https://forum.example/news/harbour"
PLAIN = "https://forum.example/harbour"
POSTED = '<meta property="article:published_time" content="2027-01-08T09:41:22+00:00">'


def dates(title: str, body: str, url: str = PLAIN, head: str = "") -> list[str]:
    whole = f"<html lang='en-GB'><head>{head}</head><body><h1>{title}</h1>{body}</body></html>"
    return [draft.date or draft.start for draft in reading(whole, url=url).drafts]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Hundreds talk about nets",
            "<p>8 January 2027</p><p>Over 200 people filled Net Hall on Tuesday 5 January 2027, from 9am to 4pm.</p>",
        ),
        (
            "Boat thief jailed",
            "<p>Kit Voss was sentenced on Friday 8 January. He was seen at 6am on 3 March 2026.</p>",
        ),
        (
            "New warden named",
            "<p>Friday 8 January 2027</p><p>Ida Moss will take up the post on 1 March 2027.</p>"
            "<p>She was seen by a panel on 4 January 2027. For interviews call us between 9am and 5pm.</p>",
        ),
        (
            "A night on the quay",
            "<p>On 3 January we sat on the quay from 9pm to 3am. This is it.</p>",
        ),
        ("And the winners are", "<p>8 January 2027</p><p>Thank you to all who came.</p>"),
        ("Letter of the wardens", "<p>Jan 8</p><p>In this letter: the winter rota.</p>"),
        ("Warden visits", "<p>[Image: the warden and her dog, 6 January 2027]</p>"),
    ],
)
def test_news_of_what_is_over(title: str, body: str) -> None:
    assert dates(title, body, NEWS) == []


@pytest.mark.parametrize(
    ("title", "body", "day"),
    [
        (
            "Net conference",
            "<p>8 January 2027</p><p>The conference will be held on 5 May 2027 in Net Hall.</p>",
            "5 May 2027",
        ),
        (
            "Meet your wardens",
            "<p>8 January 2027</p><p>The wardens will be at Net Hall on Saturday 16 January from 11am.</p>",
            "Saturday 16 January from 11am",
        ),
        (
            "Hearing of the nets",
            "<p>The panel will meet on Thursday 14 January 2027 at 10am.</p>"
            "<p>The matter was raised on 9 November 2026.</p>",
            "Thursday 14 January 2027 at 10am",
        ),
        (
            "A vigil for the drowned",
            "<p>A vigil for those lost at sea takes place on Sunday 17 January at 3pm.</p>",
            "Sunday 17 January at 3pm",
        ),
        (
            "The net final",
            "<p>The final is on Thursday 22 April 2027 in Net Hall.</p><p>Nominations closed on 8 January.</p>",
            "Thursday 22 April 2027",
        ),
        (
            "The count",
            "<p>The count of the vote of 6 May 2027 begins at 10am on Friday 7 May 2027 in Net Hall.</p>",
            "10am on Friday 7 May 2027",
        ),
        (
            "Harbour open day",
            "<p>Come and see the boats on Saturday 12 June 2027 between 10am and 4pm. 900 came last year.</p>",
            "Saturday 12 June 2027 between 10am and 4pm",
        ),
    ],
)
def test_news_of_what_is_ahead(title: str, body: str, day: str) -> None:
    assert dates(title, body, NEWS, POSTED) == [day]


@pytest.mark.parametrize(
    ("title", "body", "url"),
    [
        (
            "Trust",
            "<p>5 January 2027</p><p>See the film of it.</p>",
            "https://forum.example/events/9",
        ),
        ("Net lecture", "<p>5 January 2027</p><p>See the film of it.</p>", PLAIN),
        ("Trust", "<p>5 January 2027, 6pm</p><p>See the film of it.</p>", NEWS),
        ("Trust", "<p>Date: 5 January 2027</p><p>See the film of it.</p>", NEWS),
        ("Notice", "<p>The wardens will meet on 5 January 2027 in Net Hall.</p>", NEWS),
    ],
)
def test_a_past_event_stays_one(title: str, body: str, url: str) -> None:
    assert len(dates(title, body, url)) == 1


def test_a_title_that_names_an_event_makes_a_sentence_do() -> None:
    body = "<p>We are back on 11 March 2027 in Net Hall.</p>"
    assert dates("Harbour conference", body) == ["11 March 2027"]
    for title in ("Harbour council", "The harbour", "On harbour conferences"):
        assert dates(title, body) == []


def test_the_time_of_publication_makes_an_article() -> None:
    body = "<p>5 January 2027</p><p>Thank you to all who came.</p>"
    assert len(dates("Net lecture", body)) == 1
    assert dates("Net lecture", body, head=POSTED) == []


@pytest.mark.parametrize(
    "body",
    [
        "<dl><dt>Approval date<dd>4 May 2026<dt>Review date<dd>4 May 2028</dl>",
        "<p>Date of request: 2 March 2027</p><p>Date of response: 9 April 2027</p>",
        "<dl><dt>Inspection dates<dd>3 to 14 August 2027<dt>Report published<dd>7 November 2027</dl>",
        "<dl><dt>Closing date<dd>4 March 2027, noon<dt>Contract start date<dd>1 May 2027</dl>",
        "<dl><dt>Application validated<dd>6 March 2027<dt>Target decision date<dd>5 May 2027</dl>",
        "<p>The quay will be closed to all from 8am on Monday 11 March 2027 until 6pm on Friday 22 March 2027.</p>",
        "<p>The reading room will close at 5pm on 8 March 2027 and reopen at 9am on Monday 4 May 2027.</p>",
        "<p>Contract type: fixed</p><p>Closing date: 6 March 2027</p><p>Tests will be held on 14 March 2027.</p>",
        "<p>Proposals due: 11 March 2027 at 2pm</p><p>Results are released at 10am on Thursday 11 May 2027.</p>",
        "<p>This survey closes on 12 March 2027.</p>",
        "<ul><li>Location: Quay<li>Fees: £90</ul><p>Applications for this year close on 31 July 2027.</p>",
    ],
)
def test_days_of_papers_and_of_what_closes(body: str) -> None:
    assert dates("Lone working", body) == []


def test_guidance_that_tells_of_what_is_new() -> None:
    body = (
        "<p>From 25 May 2027 you must not fish here at night. The rules were made on 3 December 2026.</p>"
        "<h2>Updates</h2><p>8 January 2027</p><p>Added a map.</p><p>14 December 2026</p><p>First draft.</p>"
    )
    assert dates("Fishing near the quay", body, "https://forum.example/guidance/fishing") == []


def test_opening_hours() -> None:
    rows = "<tr><td>Monday 4 March 2027<td>9am to 1pm<tr><td>Tuesday 5 March 2027<td>Closed"
    assert dates("Easter opening hours", f"<table><tr><th>Day<th>Desk{rows}</table>") == []


@pytest.mark.parametrize("url", ["http://[x/news/1", "http://forum.example:bad/events/", ""])
def test_an_address_that_is_none(url: str) -> None:
    assert len(dates("Net lecture", "<p>5 May 2027</p>", url)) == 1


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Harbour fund",
            "<p>Opens: 4 February 2027</p><p>Grants of up to 500 pounds for nets.</p>",
        ),
        ("Notice about a neighbour", "<p>Release from custody: 1 February 2027</p>"),
        (
            "Apply for a berth",
            "<h2>Key dates</h2><ul><li>1 February 2027: forms go out</li><li>1 March 2027: offers sent</li></ul>",
        ),
        (
            "Call for papers: nets",
            "<h2>Timeline</h2><ul><li>Decisions: 1 March 2027</li><li>Full texts: 30 June 2027, 5pm</li></ul>",
        ),
        (
            "MSc Net Studies",
            "<dl><dt>Start date</dt><dd>27 September 2027</dd><dt>Duration</dt><dd>1 year full time</dd></dl>",
        ),
        ("Net rules", "<p>The rules have been in force since 9am on Friday 5 February 2027.</p>"),
    ],
)
def test_days_that_are_called_else(title: str, body: str) -> None:
    assert dates(title, body) == []


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("<p>Next date: 9 June 2027</p>", "9 June 2027"),
        ("<p>Doors: 9 June 2027</p><p>Harbour lecture: 10 June 2027</p>", "10 June 2027"),
        ("<h2>Key dates</h2><p>Net day: 9 June 2027</p>", "9 June 2027"),
        ("<p>9-10 June 2027, York</p><h2>Day one: Wednesday 9 June</h2>", "9-10 June 2027"),
        (
            "<table><tr><td>Registration opens</td><td>1 February 2027</td></tr><tr><td>Early bird ends</td>"
            "<td>1 March 2027</td></tr><tr><td>Net day</td><td>9 June 2027</td></tr></table>",
            "9 June 2027",
        ),
        (
            "<p>We meet on 16 June 2027. The meeting planned for 9 June has been rescheduled.</p>",
            "16 June 2027",
        ),
    ],
)
def test_days_that_are_called_the_event_s(body: str, day: str) -> None:
    assert dates("Net makers", body) == [day]


def test_a_story_may_give_the_minute_of_its_day() -> None:
    body = "<p>8/01/2027 14:05</p><p>A boat was hit in Quay Lane on 6 January. Call us.</p>"
    assert dates("Appeal after a hit boat", body, NEWS) == []
    assert dates("Net talk", body, "https://forum.example/events/9") != []


@pytest.mark.parametrize(
    ("title", "body", "url"),
    [
        ("Annual review 2026", "<p>3 May 2026: a new boat</p><p>9 June 2026: a net</p>", PLAIN),
        ("Hall hire", "<p>From 1 March 2027</p><p>Evening: 6pm - 10pm</p>", PLAIN),
        ("Net mending policy", "<p>In effect: 1 June 2026</p><p>Review: 1 June 2028</p>", PLAIN),
        (
            "Our history",
            "<h3>12 May 1987</h3><p>A flat.</p><h3>3 June 2001</h3><p>A hut.</p>",
            PLAIN,
        ),
        (
            "Dr Ida Moss",
            "<ul><li>Keynote, York, 12 September 2026</li><li>Nets, Hull, 4 May 2026</li></ul>",
            "https://forum.example/staff/ida-moss",
        ),
        ("Net warden", "<p>Starts at 8am on 11 May 2027.</p>", "https://forum.example/jobs/7"),
        (
            "What nets cost",
            "<p>Date: 9 October 2026</p><p>Paper 14</p>",
            "https://forum.example/publications/nets",
        ),
        ("Renew", "<p>Fees are due on 1 October 2027.</p>", PLAIN),
        (
            "Tell us about nets",
            "<dl><dt>Consultation opened</dt><dd>9 January 2027</dd><dt>Consultation closes</dt>"
            "<dd>5 February 2027 at 5pm</dd><dt>Date modified</dt><dd>2027-01-09</dd></dl>",
            PLAIN,
        ),
    ],
)
def test_pages_of_other_things(title: str, body: str, url: str) -> None:
    assert dates(title, body, url) == []


@pytest.mark.parametrize("title", ["Annual review launch", "Policy conference", "Net hire: a talk"])
def test_events_about_such_things(title: str) -> None:
    assert dates(title, "<p>9 June 2027, 6pm</p>") == ["9 June 2027, 6pm"]


def test_the_hours_of_an_office_are_no_start() -> None:
    body = "<p>9 June 2027</p><h3>Hours</h3><p>Monday - Friday<br>8am - 4.30pm</p>"
    whole = f"<html lang='en-GB'><body><h1>Net talk</h1>{body}</body></html>"
    assert [draft.time for draft in reading(whole, url=PLAIN).drafts] == [""]
