"""Pages about one event in the layouts that organisers use, read to the end: times, place, title.

The orders and the wordings are those of British conference and council sites (title and date and place on three
lines, date first, everything on one line, prose, labels); names and words are our own.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from catalogue.draft import Hints
from pipelines.normalise import normalise
from tests.reading.given import URL, hints, reading

NAME = "Safer Quays Conference"
HEAD = f"<title>{NAME} | Harbour Law Forum</title>"
PROSE = (
    "<p>Officers, researchers and councillors look at what has been learned from three years of work on the quays, "
    "and at what should follow from it in the towns of the coast.</p>"
)
FOOT = "<footer><p>Harbour Law Forum, 1 Fleet Lane, Kelby KE9 9ZZ. Registered charity.</p></footer>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A body, and what is to be read from it: ISO times to the minute, name and rest of the place, mode, title."""

    body: str
    start: str = "2027-06-09"
    end: str = ""
    name: str = ""
    address: str = ""
    mode: str = ""
    title: str = NAME
    head: str = HEAD


DAY = "2027-06-09"
H1 = f"<h1>{NAME}</h1>"
LAYOUTS = {
    "title, date, times, address": Layout(
        body=f"{H1}<p>Wednesday 9 June 2027</p><p>10:00 - 16:30</p><p>Mariners Hall, 7 Rope Walk, London SE1 2AB</p>",
        start=f"{DAY}T10:00",
        end=f"{DAY}T16:30",
        name="Mariners Hall",
        address="7 Rope Walk, London SE1 2AB",
    ),
    "date before the title, time and place below": Layout(
        body=f"<p>9 June 2027</p>{H1}{PROSE}<p>10am to 4pm, Mariners Hall, Leeds</p>",
        start=f"{DAY}T10:00",
        end=f"{DAY}T16:00",
        name="Mariners Hall",
        address="Leeds",
    ),
    "date in the title": Layout(body=f"<h1>{NAME}, Wednesday 9 June 2027</h1>{PROSE}"),
    "date in front of the title": Layout(body=f"<h1>9 June 2027: {NAME}</h1>{PROSE}"),
    "everything on one line": Layout(
        body=f"{H1}<p>Wednesday 9 June, 10am-4.30pm, Room 12, Mariners Hall</p>{PROSE}",
        start=f"{DAY}T10:00",
        end=f"{DAY}T16:30",
        name="Room 12, Mariners Hall",
    ),
    "town in brackets": Layout(body=f"{H1}<p>9 June, 2027 (London)</p>{PROSE}", name="London"),
    "town alone on a line": Layout(
        body=f"{H1}<p>Wednesday, 9th June 2027</p><p>Leeds</p>{PROSE}", name="Leeds"
    ),
    "taking place": Layout(
        body=f"{H1}<p>Taking place at Mariners Hall, 7 Rope Walk, London SE1 2AB on Wednesday 9 June 2027, this "
        f"conference brings together officers and researchers from all over the coast.</p>{PROSE}",
        name="Mariners Hall",
        address="7 Rope Walk, London SE1 2AB",
    ),
    "event starts at": Layout(
        body=f"{H1}<p>Event starts at 10:00 on 9 June 2027 at Mariners Hall, Leeds</p>{PROSE}",
        start=f"{DAY}T10:00",
        name="Mariners Hall",
        address="Leeds",
    ),
    "a sentence below the description": Layout(
        body=f"{H1}{PROSE * 3}<p>The conference will be held on Wednesday 9 June 2027 from 10am to 4pm at Mariners "
        "Hall in Leeds.</p>",
        start=f"{DAY}T10:00",
        end=f"{DAY}T16:00",
        name="Mariners Hall in Leeds",
    ),
    "the section is the main heading": Layout(
        body=f"<h1>Events</h1><h2>{NAME}</h2><p>9 June 2027</p>{PROSE}"
    ),
    "the title in the head only": Layout(
        body=f"<h1>What's on</h1><div>{NAME}</div><p>9 June 2027</p>{PROSE}",
        head=f"<meta property='og:title' content='{NAME} - Harbour Law Forum'>"
        "<meta property='og:site_name' content='Harbour Law Forum'>",
    ),
    "the title in the trail": Layout(
        body=f"<p><a href='/'>Home</a> » <a href='/events'>Events</a> » {NAME}</p><p>9 June 2027</p>{PROSE}"
    ),
    "the label in the title": Layout(body=f"<h1>Event: {NAME}</h1><p>9 June 2027</p>{PROSE}"),
    "the site as a heading before": Layout(
        body=f"<h1><a href='/'>Harbour Law Forum</a></h1><h1>{NAME}</h1><p>9 June 2027</p>{PROSE}"
    ),
    "days with a clock on both": Layout(
        body=f"{H1}<p>9 June 2027, 4:00pm to 11 June 2027, 12:00pm</p>{PROSE}",
        start=f"{DAY}T16:00",
        end="2027-06-11T12:00",
    ),
    "two days": Layout(
        body=f"{H1}<p>9-10 June 2027</p><p>The Grand Hotel, Brighton</p>{PROSE}",
        end="2027-06-10",
        name="The Grand Hotel",
        address="Brighton",
    ),
    "a webinar": Layout(
        body=f"<h1>Safer Quays Webinar</h1><p>9 June 2027 | 1pm - 2pm | Zoom</p>{PROSE}",
        start=f"{DAY}T13:00",
        end=f"{DAY}T14:00",
        mode="online",
        title="Safer Quays Webinar",
    ),
    "online under a label": Layout(
        body=f"{H1}<p>Date: 9 June 2027</p><p>Time: 12:30 - 13:30</p><p>Location: Microsoft Teams</p>{PROSE}",
        start=f"{DAY}T12:30",
        end=f"{DAY}T13:30",
        mode="online",
    ),
    "a hall and online": Layout(
        body=f"{H1}<p>9 June 2027, 1pm</p><p>Mariners Hall, London and online</p>{PROSE}",
        start=f"{DAY}T13:00",
        name="Mariners Hall",
        address="London",
        mode="hybrid",
    ),
    "arrive before": Layout(
        body=f"{H1}<p>9 June 2027</p><p>10am for 10.30am – 4pm</p>{PROSE}",
        start=f"{DAY}T10:30",
        end=f"{DAY}T16:00",
    ),
    "registration inside the times": Layout(
        body=f"{H1}<p>9 June 2027</p><p>10:00 (registration from 9.30) – 16:00</p>{PROSE}",
        start=f"{DAY}T10:00",
        end=f"{DAY}T16:00",
    ),
    "a length behind the time": Layout(
        body=f"{H1}<p>9 June 2027, 13:00 (90 minutes)</p>{PROSE}",
        start=f"{DAY}T13:00",
        end=f"{DAY}T14:30",
    ),
    "a length under a label": Layout(
        body=f"{H1}<p>Date: 9 June 2027</p><p>Time: 1pm</p><p>Duration: 1 hour</p>{PROSE}",
        start=f"{DAY}T13:00",
        end=f"{DAY}T14:00",
    ),
    "a length on a line of its own": Layout(
        body=f"{H1}<p>9 June 2027, 1pm</p>{PROSE}<ul><li>2 hours 30 minutes</li><li>In person</li></ul>",
        start=f"{DAY}T13:00",
        end=f"{DAY}T15:30",
    ),
    "doors before the lecture": Layout(
        body=f"{H1}<p>Wednesday 9 June 2027. Doors open 6pm, lecture 6.30pm to 7.30pm followed by drinks.</p>{PROSE}",
        start=f"{DAY}T18:30",
        end=f"{DAY}T19:30",
    ),
    "bars between the facts": Layout(
        body=f"{H1}<p>09 Jun 2027 | 10:00-16:00 | Leeds | £95</p>{PROSE}",
        start=f"{DAY}T10:00",
        end=f"{DAY}T16:00",
        name="Leeds",
    ),
    "all labels in one sentence": Layout(
        body=f"{H1}{PROSE}<p>When: Wednesday 9 June 2027 at 10am. Where: Mariners Hall, Leeds. Cost: free.</p>",
        start=f"{DAY}T10:00",
        name="Mariners Hall",
        address="Leeds",
    ),
    "an address in one cell": Layout(
        body=f"{H1}<dl><dt>Starts</dt><dd>9 June 2027 10:00</dd><dt>Ends</dt><dd>9 June 2027 16:30</dd>"
        f"<dt>Where</dt><dd>Mariners Hall<br>7 Rope Walk<br>London<br>SE1 2AB</dd></dl>{PROSE}",
        start=f"{DAY}T10:00",
        end=f"{DAY}T16:30",
        name="Mariners Hall",
        address="7 Rope Walk, London, SE1 2AB",
    ),
    "bold labels and breaks": Layout(
        body=f"{H1}<p><b>When:</b> 9 June 2027, 10am – 4pm<br><b>Where:</b> Mariners Hall, 7 Rope Walk, London SE1 "
        f"2AB<br><b>Cost:</b> Free</p>{PROSE}",
        start=f"{DAY}T10:00",
        end=f"{DAY}T16:00",
        name="Mariners Hall",
        address="7 Rope Walk, London SE1 2AB",
    ),
    "the hall in the title": Layout(
        body=f"<h1>{NAME} at the Mariners Hall</h1><p>9 June 2027</p>{PROSE}",
        name="Mariners Hall",
        title=f"{NAME} at the Mariners Hall",
    ),
}

ASK = "<p>The public is invited to attend and to speak; speakers are asked to give their names to the clerk.</p>"
NIGHT = {"start": f"{DAY}T18:00", "title": "Harbor Commission Meeting"}
AMERICAN = {
    "a table of labels in pairs": Layout(
        body="<h1>City of Port Ames - Meeting of Harbor Board on 6/9/2027 at 6:00 PM</h1><table><tr><td>Meeting Name:"
        "</td><td>Harbor Board</td><td>Agenda status:</td><td>Final</td></tr><tr><td>Meeting date/time:</td><td>"
        "6/9/2027 6:00 PM</td><td>Minutes status:</td><td>Draft</td></tr><tr><td>Meeting location:</td><td>Council "
        "Chambers, City Hall</td></tr></table>",
        start=f"{DAY}T18:00",
        name="Council Chambers",
        address="City Hall",
        title="City of Port Ames - Meeting of Harbor Board",
    ),
    "location and address apart": Layout(
        body="<h1>Harbor Commission Meeting</h1><h2>Event Details</h2><ul><li><b>Date:</b> June 9, 2027</li><li><b>"
        "Time:</b> 6:00 PM - 8:00 PM</li><li><b>Location:</b> City Hall</li><li><b>Address:</b> 1 Civic Plaza<br>"
        "Port Ames, OH 44101</li><li><b>Contact:</b> (555) 010-2222</li></ul>",
        end=f"{DAY}T20:00",
        name="City Hall",
        address="1 Civic Plaza, Port Ames, OH 44101",
        **NIGHT,
    ),
    "a notice": Layout(
        body="<h1>NOTICE OF PUBLIC MEETING</h1><p>NOTICE IS HEREBY GIVEN that the Port Ames Harbor Commission will "
        "hold a regular meeting on Wednesday, June 9, 2027 at 6:00 p.m. at City Hall, 1 Civic Plaza, Port Ames, OH "
        f"44101.</p>{ASK}",
        start=f"{DAY}T18:00",
        name="City Hall",
        address="1 Civic Plaza, Port Ames, OH 44101",
        title="Port Ames Harbor Commission: NOTICE OF PUBLIC MEETING",
    ),
    "capitals throughout": Layout(
        body="<h1>HARBOR COMMISSION MEETING</h1><p>WEDNESDAY, JUNE 9, 2027</p><p>6:00 P.M.</p><p>CITY HALL COUNCIL "
        f"CHAMBERS</p><p>1 CIVIC PLAZA, PORT AMES, OHIO 44101</p>{ASK}",
        start=f"{DAY}T18:00",
        name="CITY HALL COUNCIL CHAMBERS",
        address="1 CIVIC PLAZA, PORT AMES, OHIO 44101",
        title="HARBOR COMMISSION MEETING",
    ),
    "the words of a map's link": Layout(
        body="<h1>Harbor Commission Meeting</h1><h2>June 9 @ 6:00 pm - 8:00 pm</h2><h3>Venue</h3><ul><li>City Hall"
        "</li><li>1 Civic Plaza<br>Port Ames, OH 44101 United States <a href='https://maps.google.com/maps?q=x'>+ "
        f"Google Map</a></li></ul><h3>Organizer</h3><ul><li>Clerk</li></ul>{ASK}",
        end=f"{DAY}T20:00",
        name="City Hall",
        address="1 Civic Plaza, Port Ames, OH 44101 United States",
        **NIGHT,
    ),
    "the next meeting in a sentence": Layout(
        body="<h1>Harbor Commission Meeting</h1><p>The next meeting of the Harbor Commission will be Wednesday, June "
        f"9th at 6 PM in the Larch Library community room, 14 Mill Road.</p>{ASK}",
        name="Larch Library community room",
        address="14 Mill Road",
        **NIGHT,
    ),
    "a press release": Layout(
        body="<p>FOR IMMEDIATE RELEASE</p><p>May 20, 2027</p><h1>Port Ames to hold hearing on harbor police</h1><p>"
        "The Harbor Commission will hold a public hearing at 6 p.m. on Wednesday, June 9, at the Larch Library, 14 "
        f"Mill Road, Port Ames.</p>{ASK}",
        start=f"{DAY}T18:00",
        name="Larch Library",
        address="14 Mill Road, Port Ames",
        title="Port Ames to hold hearing on harbor police",
    ),
    "minutes below the next meeting": Layout(
        body="<h1>Harbor Commission Meeting</h1><h2>Next meeting</h2><p>June 9, 2027 6:00 PM</p><p>City Hall</p><h2>"
        "Past meetings</h2><ul><li><a href='m.pdf'>Minutes May 12, 2027</a></li><li><a href='n.pdf'>Minutes April 14, "
        "2027</a></li></ul>",
        name="City Hall",
        **NIGHT,
    ),
}


@pytest.mark.parametrize("layout", AMERICAN.values(), ids=AMERICAN.keys())
def test_american_layout(layout: Layout) -> None:
    check(layout, hints("America/Chicago", "en-US"))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_layout(layout: Layout) -> None:
    check(layout, hints())


def check(layout: Layout, given: Hints) -> None:
    """Reads a layout and compares what came out with what it says."""
    text = f"<html lang='en-GB'><head>{layout.head}</head><body>{layout.body}{FOOT}</body></html>"
    drafts = reading(text, given, f"{URL}/safer-quays-conference").drafts
    assert len(drafts) == 1
    event = normalise(drafts[0], given)
    start, end = event.times.start, event.times.end
    assert start is not None
    assert start.isoformat().startswith(layout.start)
    assert (end.isoformat() if end else "").startswith(layout.end)
    assert bool(end) == bool(layout.end)
    assert (event.place.name or "", event.place.address or "") == (layout.name, layout.address)
    assert event.title == layout.title
    assert not layout.mode or str(event.mode) == layout.mode
