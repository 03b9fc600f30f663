"""The list, topics' lists and months, asked for as a browser does."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from catalogue.listing import Grade, Mode, Place, Status, Times, TopicMatch
from tests.web.making import at, full, make, open_store, site, sure
from web.list_pages import PAGE_SIZE


def test_list_shows_what_is_coming_under_its_days(tmp_path: Path) -> None:
    past = make("Long gone", sure(date(2027, 3, 1)))
    with site(tmp_path, make("Coming"), past) as client:
        page = client.get("/")
    assert page.status_code == 200
    assert "Coming" in page.text
    assert "Long gone" not in page.text
    assert "<strong>1 event</strong> coming up" in page.text
    assert '<time datetime="2027-03-10">' in page.text
    assert "09:30 to 13:00 GMT" in page.text
    assert "March 2027" in page.text


def test_event_that_is_still_on_comes_first(tmp_path: Path) -> None:
    running = make("Running", sure(date(2027, 3, 1), date(2027, 3, 5)))
    with site(tmp_path, make("Next"), running) as client:
        text = client.get("/").text
    assert text.index("Already under way") < text.index("Running") < text.index("Next")


def test_topic_group_widens_and_filters_narrow(tmp_path: Path) -> None:
    online = make("Online one", mode=Mode.ONLINE, topics=(TopicMatch(slug="drugs", score=4.0),))
    other = make("Other one", topics=(TopicMatch(slug="drugs", score=4.0),))
    with site(tmp_path, online, other) as client:
        both = client.get("/?topic=policing-criminal-justice").text
        one = client.get("/?topic=drugs&mode=online").text
    assert "<strong>2 events</strong>" in both
    assert "<strong>1 event</strong> for Drugs &amp; drug crime, Online" in one
    assert "Other one" not in one


def test_form_of_blank_fields_is_the_whole_list(tmp_path: Path) -> None:
    with site(tmp_path, make("Here")) as client:
        page = client.get("/?q=&topic=&audience=&region=&mode=&free=&from=")
    assert "Here" in page.text
    assert 'rel="canonical" href="https://muster.example/"' in page.text


def test_form_keeps_filters_that_have_no_field(tmp_path: Path) -> None:
    with site(tmp_path, make("Here")) as client:
        text = client.get("/?cancelled=omit&to=2027-12-31&mode=online").text
    assert '<input type="hidden" name="cancelled" value="omit">' in text
    assert '<input type="hidden" name="to" value="2027-12-31">' in text
    assert 'type="hidden" name="mode"' not in text
    assert '<option value="online" selected>' in text


def test_subscribe_links_follow_exactly_the_filter(tmp_path: Path) -> None:
    with site(tmp_path, full()) as client:
        text = client.get("/?mode=hybrid&topic=police-powers").text
    query = "topic=police-powers&amp;mode=hybrid"
    assert f'href="/feeds/events.rss?{query}"' in text
    assert f'href="webcal://muster.example/feeds/events.ics?{query}"' in text
    assert f"https://muster.example/feeds/events.ics?{query}</code>" in text
    assert (
        "calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fmuster.example%2Ffeeds%2Fevents.ics%3F"
        in text
    )


@pytest.mark.parametrize(
    ("query", "valid"),
    [
        ("colour=blue", "topic, audience, region"),
        ("mode=telepathy", "in-person, online, hybrid"),
        ("topic=gardening", "neighbourhood-policing"),
        ("free=perhaps", "yes or no"),
        ("from=tomorrow", "2027-03-31"),
        ("page=0", "number from 1"),
        ("page=two", "number from 1"),
    ],
)
def test_unknown_filter_is_refused_with_what_is_valid(
    tmp_path: Path, query: str, valid: str
) -> None:
    with site(tmp_path, make("Here")) as client:
        page = client.get(f"/?{query}")
    assert page.status_code == 400
    assert valid in page.text
    assert "Here" not in page.text
    assert page.headers["cache-control"] == "no-store"


def test_every_event_is_reached_by_following_the_pages(tmp_path: Path) -> None:
    listings = [make(f"Event {n:03}", sure(at(10 + n % 20, 9))) for n in range(2 * PAGE_SIZE + 5)]
    seen: set[str] = set()
    with site(tmp_path, *listings) as client:
        path, pages = "/", 0
        while path:
            text = client.get(path).text
            seen |= set(re.findall(r">(Event \d{3})</a>", text))
            following = re.search(r'rel="next" href="([^"]+)"', text)
            path = "/" + following[1].lstrip(".") if following else ""
            pages += 1
        assert client.get("/?page=4").status_code == 404
        assert 'rel="prev" href="."' in client.get("/?page=2").text
    assert pages == 3
    assert len(seen) == len(listings)


def test_empty_catalogue_and_empty_result_say_so(tmp_path: Path) -> None:
    with site(tmp_path) as client:
        assert "catalogue is still empty" in client.get("/").text
    with site(tmp_path, make("Past", sure(date(2027, 1, 1)))) as client:
        assert "Past events are in the" in client.get("/").text
        assert "fits all of these filters" in client.get("/?q=zebra").text


def test_from_in_the_past_shows_the_past(tmp_path: Path) -> None:
    with site(tmp_path, make("Past", sure(date(2026, 1, 9)))) as client:
        text = client.get("/?from=2026-01-01").text
    assert "Past</a>" in text
    assert 'href="/month/2026-01?from=2026-01-01"' in text
    assert ">Ended<" in text


def test_hostile_titles_stay_text(tmp_path: Path) -> None:
    nasty = '"><script>alert(1)</script>{{ 7*7 }}'
    listing = make(nasty, organiser="<b>bold</b>", place=Place(name="<img src=x>"))
    with site(tmp_path, listing) as client:
        text = client.get("/").text + client.get("/month/2027-03").text
        search = client.get("/", params={"q": nasty}).text
    assert "<script>alert" not in text + search
    assert "<b>bold" not in text
    assert "<img" not in text
    assert "{{ 7*7 }}" in text


def test_a_new_event_appears_without_restart(tmp_path: Path) -> None:
    with site(tmp_path, make("First")) as client:
        assert "Second" not in client.get("/").text
        with open_store(tmp_path, make("Second")):
            assert "Second" in client.get("/").text


def test_d1_topic_page_has_its_own_feeds(tmp_path: Path) -> None:
    with site(tmp_path, full(), make("Elsewhere")) as client:
        page = client.get("/topics/police-powers")
        assert client.get("/topics/gardening").status_code == 404
        assert client.get("/topics/drugs?mode=online").status_code == 400
        empty = client.get("/topics/drugs").text
    assert "Elsewhere" not in page.text
    pattern = r'<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)">'
    alternates = re.findall(pattern, page.text)
    assert [kind for kind, _, _ in alternates] == [
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "text/calendar",
    ]
    assert len({title for _, title, _ in alternates}) == 4
    assert all(href.startswith("/feeds/topics/police-powers.") for _, _, href in alternates)
    assert "Nothing is announced on this topic" in empty


def test_month_is_a_real_table(tmp_path: Path) -> None:
    three = make("Three days", sure(date(2027, 3, 2), date(2027, 3, 4)))
    gone = make("Called off", status=Status.CANCELLED)
    with site(tmp_path, three, gone) as client:
        text = client.get("/month/2027-03").text
    assert "<caption>Events in March 2027</caption>" in text
    assert text.count('<th scope="col">') == 7
    assert [f"day {n} of 3" in text for n in (1, 2, 3)] == [True] * 3
    assert text.count('aria-current="date"') == 1
    assert "Called off" in text
    assert ">Cancelled<" in text
    assert 'rel="prev" href="/month/2027-02"' in text
    assert 'rel="next" href="/month/2027-04"' in text


def test_month_without_an_event_and_what_is_no_month(tmp_path: Path) -> None:
    with site(tmp_path, make("Here")) as client:
        assert "Nothing is announced for June 2027" in client.get("/month/2027-06").text
        for wrong in ("2027-13", "27-03", "9999-12", "0000-01", "2027-3", "x"):
            assert client.get(f"/month/{wrong}").status_code == 404
        assert "March 2027" in client.get("/month").text
        assert client.get("/month?mode=bad").status_code == 400
        filtered = client.get("/month/2027-03?mode=online").text
    assert 'href="/month/2027-04?mode=online"' in filtered
    assert "Here</a>" not in filtered


def test_open_date_stands_in_no_cell_of_the_month(tmp_path: Path) -> None:
    doubtful = make("Doubtful", Times(start=date(2027, 3, 4), grade=Grade.OPEN, text="04/03/27"))
    with site(tmp_path, doubtful) as client:
        month, listed = client.get("/month/2027-03").text, client.get("/").text
    assert month.partition("</table>")[0].count("Doubtful") == 0
    assert "Day to be confirmed" in month
    assert "“04/03/27”" in listed
