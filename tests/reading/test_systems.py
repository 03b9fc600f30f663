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
}


@pytest.mark.parametrize("layout", SYSTEMS.values(), ids=SYSTEMS.keys())
def test_a_system_s_page(layout: Layout) -> None:
    check(layout, hints())
