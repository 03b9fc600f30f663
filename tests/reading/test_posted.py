"""Dates of posting and editing that the mark-up itself names."""

from __future__ import annotations

import pytest

from tests.reading.given import one, page, reading


@pytest.mark.parametrize(
    "mark",
    [
        "class='dt-published'",
        "class='entry-date published'",
        "class='post updated'",
        "itemprop='datePublished'",
    ],
)
def test_a_posted_date_is_none(mark: str) -> None:
    body = f"<p>From the editors <time {mark} datetime='2027-05-04'>4 May 2027</time></p>"
    assert page(body).blocks[0].dates == ()


def test_the_event_s_date_in_the_same_line_stays() -> None:
    body = (
        "<h1>Night Watch Seminar</h1><p>9 June 2027, 6pm, by the editors "
        "<time class='published' datetime='2027-05-04'>4 May 2027</time></p>"
    )
    assert one(body).date == "9 June 2027, 6pm"


def test_a_time_without_such_a_name_is_the_event_s() -> None:
    body = "<h1>Night Watch Seminar</h1><p><time class='start' datetime='2027-06-09'>9 June 2027</time></p>"
    assert one(body).date == "9 June 2027"


def test_a_note_of_a_feed_is_no_event() -> None:
    note = (
        "<article class='h-entry'><p class='p-summary'>The quays were quiet tonight.</p>"
        "<time class='dt-published' datetime='2027-05-04T20:26:41'>2027-05-04T20:26:41</time> "
        "<time class='dt-updated' datetime='2027-05-06T10:31:30+00:00'>2027-05-06T10:31:30+00:00</time>"
        "<span class='p-location h-card'><a class='p-name' href='/kelby'>Kelby</a></span></article>"
    )
    assert reading(f"<html><body>{note}</body></html>").drafts == ()


def test_the_day_that_the_head_calls_that_of_publication() -> None:
    head = '<meta property="article:published_time" content="2027-04-28T08:00:00+00:00">'
    told = "<p>The harbour watch invites all to an open evening on 9 May 2027 at 7pm in the Pier Hall.</p>"
    given = page(f"<h1>Open evening</h1><p>28 April 2027</p>{told}", head)
    assert [block.dates[0].day for block in given.dated] == [9]
    alone = page("<h1>Open evening</h1><p>28 April 2027</p><p>9 May 2027</p>", head)
    assert [block.dates[0].day for block in alone.dated] == [28, 9]  # nothing tells which it is


def test_a_minute_at_which_nobody_begins() -> None:
    told = "<p>The harbour watch invites all to an open evening on 9 May 2027 at 7pm in the Pier Hall.</p>"
    given = page(f"<p>28 April 2027 | 11.21am</p><h1>Open evening</h1>{told}")
    assert [block.dates[0].day for block in given.dated] == [9]
    given = page(f"<p>28 April 2027 | 11.20am</p><h1>Open evening</h1>{told}")
    assert [block.dates[0].day for block in given.dated] == [28, 9]
