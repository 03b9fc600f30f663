"""Pages about one event as content systems and event plug-ins print them, read to the end: times, place, title.

The orders of the facts are those of the systems' own templates; names and words are our own.
"""

from __future__ import annotations

import pytest

from tests.reading.given import hints
from tests.reading.test_layouts import DAY, NAME, PROSE, Layout, check

H1 = f"<h1>{NAME}</h1>"
SPAN = {"start": f"{DAY}T18:00", "end": f"{DAY}T20:00"}

SYSTEMS = {
    "a stamp of who wrote the page": Layout(
        body=f"<div>Submitted by webteam on Mon, 10/05/2027 - 11:20</div>{H1}<p>Wednesday, 9 June, 2027 - 18:00 to "
        f"20:00</p>{PROSE}<h2>Other events</h2><h3>Choir</h3><p>Friday 2 July 2027, 19:30</p>",
        **SPAN,
    ),
    "the day of publication under a label beside a sentence": Layout(
        body=f"{H1}<dl><dt>Published</dt><dd>2 March 2027</dd><dt>Last updated</dt><dd>20 March 2027</dd></dl><p>The "
        "meeting will take place on 9 June 2027 from 6pm to 8pm at 10 Rope Walk, London SE1 2AB.</p><p>To watch, "
        "write to the clerk by 1 June 2027.</p>",
        **SPAN,
        name="10 Rope Walk",
        address="London SE1 2AB",
    ),
    "a bare day of publication above a sentence": Layout(
        body=f"{H1}<p>21 May 2027</p><p>Residents are invited to ask what they like.</p><p>The meeting will be held "
        "between 6pm and 8pm on Wednesday 9 June at Mariners Hall, 7 Rope Walk, Leeds LS2 0ZZ.</p>",
        **SPAN,
        name="Mariners Hall",
        address="7 Rope Walk, Leeds LS2 0ZZ",
    ),
    "a notice that is dated": Layout(
        body="<h1>Notice of Annual Harbour Meeting</h1><p>NOTICE IS HEREBY GIVEN that the Annual Harbour Meeting will "
        "be held on <b>Wednesday 9th June 2027</b> at <b>6.00pm</b>.</p><p>Signed: A. Lee, Clerk<br>Dated: 1 May "
        "2027</p>",
        start=f"{DAY}T18:00",
        title="Notice of Annual Harbour Meeting",
    ),
    "start and end in a table": Layout(
        body=f"{H1}<table><tr><td><b>Starts:</b></td><td>18:00 9 June 2027</td></tr><tr><td><b>Ends:</b></td><td>"
        f"20:00 9 June 2027</td></tr><tr><td><b>What is it:</b></td><td>Symposium</td></tr></table>{PROSE}",
        **SPAN,
    ),
    "a finish date and hours": Layout(
        body=f"{H1}<p>Start Date: 09-Jun-2027</p><p>Finish Date: 11-Jun-2027</p><p>Times: 09:00-17:00</p>{PROSE}",
        start=f"{DAY}T09:00",
        end="2027-06-11T17:00",
    ),
    "start and end dates in one line": Layout(
        body=f"{H1}<p>start date: June 9, 2027 end date: June 11, 2027</p>{PROSE}",
        end="2027-06-11",
    ),
    "two clocks without a dash": Layout(
        body=f"{H1}<ul><li>Wednesday, June 9, 2027</li><li><time>6:00 PM</time> <span> </span><time>8:00 PM</time>"
        f"</li></ul>{PROSE}",
        **SPAN,
    ),
    "a clock, and via what": Layout(
        body=f"{H1}<p>Wednesday 9 June 2027, 6pm-8pm via Zoom</p>{PROSE}", **SPAN, mode="online"
    ),
    "till late": Layout(
        body=f"{H1}<p>9 June 2027</p><p>18:00 to late The Rope Store, Cardiff</p>{PROSE}",
        start=f"{DAY}T18:00",
        name="The Rope Store",
        address="Cardiff",
    ),
    "emoji for labels": Layout(
        body=f"{H1}<p>📅 Wednesday 9 June 2027</p><p>⏰ 6pm – 8pm</p><p>📍 Rope Store, Copper Lane, Kelby</p><p>🎫 Free"
        ", but please book</p><p>Voting takes place on Thursday 1 July 2027.</p>",
        **SPAN,
        name="Rope Store",
        address="Copper Lane, Kelby",
    ),
    "the names of icons for labels": Layout(
        body=f"{H1}<p><span>calendar_today</span> Wednesday 9 June 2027, 6pm - 8pm</p><p><span>location_on</span> Rope "
        f"Store</p>{PROSE}",
        **SPAN,
        name="Rope Store",
    ),
    "boxes called a location": Layout(
        body=f"{H1}<p>Wednesday, June 9, 2027 6:00pm to 8:00pm</p><div class='about_location'><p class="
        "'about_location__name'><a href='/p/1'>Learning Commons</a></p><p class='about_location__address'><a href='/m'>"
        f"College Way, Kelby</a></p></div>{PROSE}",
        **SPAN,
        name="Learning Commons",
        address="College Way, Kelby",
    ),
    "a heading in a box called a venue": Layout(
        body=f"{H1}<h2>9 June 2027 @ 6:00 pm - 8:00 pm</h2>{PROSE}<div class='event-venue__name'><h3>Online via Zoom"
        "</h3></div>",
        **SPAN,
        mode="online",
    ),
    "headings of one rank for the day and the place": Layout(
        body=f"{H1}<h3>9th – 11th June 2027</h3><h3>University of Kelby</h3><h2>Key dates</h2><ul><li>Call opens: 1 "
        "December 2026</li><li>Abstracts due: 28 February 2027</li><li>Early bird ends: 15 May 2027</li></ul>",
        end="2027-06-11",
        name="University of Kelby",
    ),
    "a programme above the facts": Layout(
        body=f"{H1}<p>Elections to all harbour boards take place on 7 May 2027.</p><h3>Programme</h3><p>10:00 "
        "Registration<br>10:30 Welcome<br>12:40 Lunch<br>15:00 Close</p><p>Date: Wednesday 9 June 2027</p><p>Venue: "
        "Rope Store, Kelby</p>",
        start=f"{DAY}T10:30",
        name="Rope Store",
        address="Kelby",
    ),
    "the hours of each day": Layout(
        body=f"<div>9-10 JUNE 2027 HALL 4, MARINERS CENTRE, LEEDS</div>{H1}<h2>Opening times</h2><p>Wednesday 9 June: "
        "09:30 - 17:00</p><p>Thursday 10 June: 09:30 - 16:00</p>",
        start=f"{DAY}T09:30",
        end="2027-06-10T16:00",
        name="HALL 4",
        address="MARINERS CENTRE, LEEDS",
    ),
    "a hall of any name in a sentence": Layout(
        body=f"{H1}<p>The forum invites you to its conference, which takes place at the <b>Wharf of Steel, Sheffield"
        "</b> on <b>Wednesday 9 June 2027</b>, 6pm to 8pm.</p>",
        **SPAN,
        name="Wharf of Steel",
        address="Sheffield",
    ),
    "a sentence without a year": Layout(
        body=f"{H1}<p>The evening begins at 6.30pm on Wednesday 9 June in the Moot Court, Law Building.</p>",
        start=f"{DAY}T18:30",
        name="Moot Court",
        address="Law Building",
    ),
    "a form of registration": Layout(
        head="<title>Webinar Registration</title>",
        body="<h1>Webinar Registration</h1><label>Topic</label><div>Safer Quays Conference</div><label>Time</label>"
        "<div>Jun 9, 2027 06:00 PM in London</div>",
        start=f"{DAY}T18:00",
        name="London",
    ),
    "the name of a meeting in a cell": Layout(
        head="<title>City of Port Ames - Meeting of Safer Quays Conference on 9/6/2027</title>",
        body=f"<table><tr><td>Meeting Name:</td><td>{NAME}</td></tr><tr><td>Meeting date/time:</td><td>9 June 2027 "
        "6:00 PM</td></tr></table>",
        start=f"{DAY}T18:00",
    ),
    "a series above its lecture": Layout(
        head="",
        body=f"<h1>Research seminar series 2026/27</h1><h2>{NAME}</h2><p>Date: 9 June 2027</p><p>Time: 6-8pm</p>",
        **SPAN,
    ),
    "a surgery told twice": Layout(
        body=f"{H1}<div><span>Wed, 9 June</span> <span>18:00-20:00</span></div><p>Come along to Mariners Hall, 7 Rope "
        "Walk, Leeds LS2 0ZZ on Wednesday 9 June 2027 between 6pm and 8pm to meet us.</p>",
        **SPAN,
        name="Mariners Hall",
        address="7 Rope Walk, Leeds LS2 0ZZ",
    ),
    "a clock before the day and one behind it": Layout(
        body=f"{H1}<p>When: From 6:00 pm on Wednesday, 9 June 2027 to 8:00 pm</p><p>Meet at: Rope Square bandstand</p>",
        start=f"{DAY}T18:00",
        name="Rope Square bandstand",
    ),
    "a hall behind the clock of a sentence": Layout(
        body=f"{H1}<p>The conference will take place on Wednesday 9 June at 6pm at the Old Malt Store, Market Place, "
        "Kelby. Tea will be served from 5.30pm.</p>",
        start=f"{DAY}T18:00",
        name="Old Malt Store",
        address="Market Place, Kelby",
    ),
    "registration before the welcome": Layout(
        body=f"{H1}<p>Wednesday, 9 June 2027</p><p>Mariners Hall, Leeds</p><h2>Agenda</h2><p>08:45 Registration</p><p>"
        "09:30 Welcome</p><p>16:00 Close of conference</p>",
        start=f"{DAY}T09:30",
        name="Mariners Hall",
        address="Leeds",
    ),
    "a street without a number": Layout(
        body=f"{H1}<p>Wednesday 9 June 2027, 6pm-8pm</p><p>Scout Hut, Fern Lane, Kelby</p>{PROSE}",
        **SPAN,
        name="Scout Hut",
        address="Fern Lane, Kelby",
    ),
}


@pytest.mark.parametrize("layout", SYSTEMS.values(), ids=SYSTEMS.keys())
def test_a_system_s_page(layout: Layout) -> None:
    check(layout, hints())
