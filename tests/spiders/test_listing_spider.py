"""Visits to a site that changes: what is fetched again, what is read, what is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from catalogue import runs, tables
from catalogue.config import Config
from catalogue.draft import Draft
from catalogue.runs import RunState
from catalogue.store import Store
from pipelines.settle import settle
from spiders.crawl import CrawlSummary, crawl
from spiders.listing_spider import Kind, ListingSpider
from spiders.loader import spider_class
from spiders.reading import Reading
from spiders.source import Source
from tests.spiders.site import Answer, Site, page, serve
from tests.spiders.sources import (
    ALLOW,
    FOLLOW,
    config_in,
    event,
    event_page,
    listing_page,
    site_of,
    write_source,
)

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
BASE = "https://larkfield.example"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return config_in(tmp_path)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve(site_of(["Hate crime forum", "Night economy day", "Stop and search"])) as made:
        yield made


def visit(config: Config, site: Site, more: str = FOLLOW + ALLOW) -> CrawlSummary:
    """Crawl the site once and settle what came of it."""
    assert config.sources is not None
    write_source(config.sources, "larkfield", f"{site.base}/events/", more)
    site.asked.clear()
    site.headers.clear()
    (summary,) = crawl(["larkfield"], config)
    store = Store.open(config.database_url)
    settle(store, datetime.now(UTC))
    store.close()
    return summary


def test_unchanged_pages_are_neither_sent_nor_read_again(config: Config, site: Site) -> None:
    first = visit(config, site)
    assert (first.pages, first.listings, first.changed) == (4, 3, 3)
    again = visit(config, site)
    assert again.state is RunState.ACCEPTED
    assert (again.pages, again.listings, again.changed) == (4, 3, 0)
    assert again.stats["pages_unchanged"] == 3
    asked = [headers.get("If-None-Match") for path, headers in site.headers if "/events/s" in path]
    assert asked == ['"/events/stop-and-search"']


def test_the_same_bytes_without_a_validator_are_not_read_again(config: Config, site: Site) -> None:
    path = "/events/stop-and-search"
    site.answers[path] = replace(site.answers[path], headers={})
    visit(config, site)
    again = visit(config, site)
    assert (again.listings, again.stats["pages_unchanged"]) == (3, 3)


def test_a_changed_page_is_read(config: Config, site: Site) -> None:
    visit(config, site)
    site.answers["/events/stop-and-search"] = event_page("Stop and search: new evidence")
    again = visit(config, site)
    assert (again.listings, again.changed) == (3, 1)


def test_a_page_that_is_gone_is_a_sign_and_one_that_is_missing_none(
    config: Config, site: Site
) -> None:
    visit(config, site)
    site.answers["/events/stop-and-search"] = page("gone", status=410)
    del site.answers["/events/night-economy-day"]
    site.answers["/events/"] = listing_page(["/events/hate-crime-forum"])
    again = visit(config, site)
    assert (again.state, again.problems) == (RunState.ACCEPTED, ())
    assert (again.stats["pages_gone"], again.stats["pages_vanished"]) == (1, 1)
    store = Store.open(config.database_url)
    with store.read() as tx:
        assert runs.gone_pages(tx, again.run_id) == [f"{site.base}/events/stop-and-search"]
    store.close()


def test_a_page_that_went_while_the_reader_was_renewed_is_still_asked_for(
    config: Config, site: Site
) -> None:
    visit(config, site)
    store = Store.open(config.database_url)
    with store.begin() as tx:
        tx.execute(tables.page.update().values(reader_version="an older one"))
    store.close()
    site.answers["/events/stop-and-search"] = page("gone", status=410)
    site.answers["/events/"] = listing_page(
        ["/events/hate-crime-forum", "/events/night-economy-day"]
    )
    assert visit(config, site).stats["pages_gone"] == 1


def test_listing_pages_are_turned_and_each_page_is_asked_for_once(
    config: Config, site: Site
) -> None:
    site.answers["/events/"] = listing_page(["/events/hate-crime-forum"], "/events/?page=2")
    site.answers["/events/?page=2"] = listing_page(
        ["/events/hate-crime-forum", "/events/night-economy-day"], "/events/?page=3"
    )
    site.answers["/events/?page=3"] = listing_page(["/events/stop-and-search"], "/events/")
    done = visit(config, site)
    assert done.listings == 3
    assert set(site.asked.values()) == {1}


def test_the_budget_of_a_visit_is_kept(config: Config, site: Site) -> None:
    done = visit(config, site, FOLLOW + ALLOW + "pages = 3\n")
    assert (done.pages, done.listings, done.stats["pages_left"]) == (3, 2, 1)
    names = {path for path in site.asked if path != "/robots.txt"}
    again = visit(config, site, FOLLOW + ALLOW + "pages = 3\n")
    assert again.listings == 3  # the third one is new to it, and one of the others still listed
    assert len(names | {path for path in site.asked if path != "/robots.txt"}) == 4


def test_a_zero_after_listings_is_set_aside_and_nothing_changes(config: Config, site: Site) -> None:
    visit(config, site)
    site.answers["/events/"] = page("<h1>Events</h1><p>We have moved.</p>")
    for path in list(site.answers):
        if path != "/events/":
            del site.answers[path]
    again = visit(config, site)
    assert again.state is RunState.ASIDE
    assert "No listings on 1 page, where the last visits brought 3" in again.reason


def test_the_delay_that_robots_txt_asks_for_is_kept(config: Config, site: Site) -> None:
    site.answers["/robots.txt"] = Answer(
        body=b"User-agent: *\nCrawl-delay: 0.4\n", content_type="text/plain"
    )
    visit(config, site)
    times = [at for path, at in site.times if path != "/robots.txt"]
    gaps = [after - before for before, after in pairwise(times)]
    assert min(gaps) > 0.25  # 0.4 less the jitter of 30 %


def test_a_short_wait_is_waited(config: Config, site: Site) -> None:
    path = "/events/stop-and-search"
    busy = page("busy", status=429, headers={"Retry-After": "2"}, then=site.answers[path])
    site.answers[path] = busy
    done = visit(config, site)
    assert (done.state, done.listings, done.problems) == (RunState.ACCEPTED, 3, ())
    first, second = (at for asked, at in site.times if asked == path)
    assert second - first > 1.9


def test_a_catalogue_that_takes_no_listings_fails_the_run(config: Config, site: Site) -> None:
    visit(config, site)
    store = Store.open(config.database_url)
    with store.begin() as tx:
        tx.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON sighting BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    store.close()
    site.answers["/events/stop-and-search"] = event_page("Stop and search: new evidence")
    again = visit(config, site)
    assert again.state is RunState.FAILED
    assert "listings could not be written to the catalogue" in again.reason


def test_a_bad_name_in_the_source_file_is_never_reached(config: Config, site: Site) -> None:
    done = visit(config, site, FOLLOW)  # no `allow`: the loopback is closed
    assert done.state is RunState.FAILED
    assert "not a public address" in done.reason
    assert sum(site.asked.values()) == 0


SOURCE = Source.model_validate(
    {
        "name": "larkfield",
        "title": "Larkfield Trust",
        "home": BASE,
        "start": f"{BASE}/events/",
        "follow": "/events/[a-z0-9-]+$",
        "zone": "Europe/London",
        "labels": {"held at": "venue"},
    }
)


class _Canned(spider_class(SOURCE)):  # type: ignore[misc]  # a class made at run time
    """A spider that reads what the test put into the page as JSON."""

    def read_page(self, response: Response) -> Reading:
        rows = json.loads(response.css("body::attr(data-drafts)").get() or "null")
        if rows is None:
            raise ValueError("nonsense")
        drafts = tuple(Draft(title=title, url=url, date=day) for title, url, day in rows)
        alternates = tuple(response.css("link::attr(href)").getall())
        return Reading(
            drafts=drafts, kind="html", reader="canned", alternates=alternates, warnings=()
        )


@pytest.fixture
def spider(store: Store) -> ListingSpider:
    made: ListingSpider = _Canned.from_crawler(get_crawler(_Canned), store=store, now=NOW)
    made.frontier.take_listings(SOURCE.start)
    return made


def take(
    spider: ListingSpider,
    url: str,
    body: str,
    kind: Kind = Kind.DETAIL,
    status: int = 200,
) -> tuple[list[str], list[str]]:
    """Titles of the Drafts and addresses of the requests that one answer gives."""
    response = HtmlResponse(url, body=body.encode(), status=status, encoding="utf-8")
    found = list(spider.parse(response, kind=kind, asked=url))
    titles = [one.title for one in found if isinstance(one, Draft)]
    return titles, [one.url for one in found if isinstance(one, Request)]


def body(drafts: list[tuple[str, str, str]], inner: str = "") -> str:
    data = json.dumps(drafts).replace('"', "&quot;")
    return f'<html><body data-drafts="{data}">{inner}</body></html>'


ONE = f"{BASE}/events/one"
CARDS = [("Card", ONE, "1 June"), ("Elsewhere", f"{BASE}/elsewhere", "2 June")]
LINK = '<a href="/events/one">One</a>'


def test_cards_give_way_to_the_pages_they_lead_to(spider: ListingSpider) -> None:
    listing = take(spider, SOURCE.start[0], body(CARDS, LINK), Kind.LISTING)
    assert listing == (["Elsewhere"], [ONE])
    assert take(spider, ONE, body([("The page", ONE, "1 June")])) == (["The page"], [])


@pytest.mark.parametrize(
    ("answer", "status"), [(body([]), 200), ("<p>broken", 200), ("gone", 404), ("", 200)]
)
def test_cards_stand_in_for_pages_that_say_nothing(
    spider: ListingSpider, answer: str, status: int
) -> None:
    take(spider, SOURCE.start[0], body(CARDS, LINK), Kind.LISTING)
    assert take(spider, ONE, answer, status=status)[0] == ["Card"]


def test_a_page_that_cannot_be_read_is_counted_and_told(spider: ListingSpider) -> None:
    assert take(spider, ONE, "<p>broken") == ([], [])
    assert spider.visit.counts["unreadable"] == 1
    assert spider.visit.problems == [
        f"{ONE} could not be read (ValueError: nonsense). Report it with this address."
    ]


def test_alternates_are_fetched_where_a_page_gives_no_dates(spider: ListingSpider) -> None:
    hrefs = [f"{BASE}/a.ics", "https://other.example/b.ics", *(f"{BASE}/{n}.ics" for n in "cde")]
    links = "".join(f'<link href="{href}">' for href in hrefs)
    titles, urls = take(spider, f"{BASE}/events/two", body([("No date", ONE, "")], links))
    assert titles == ["No date"]
    assert urls == [f"{BASE}/a.ics", f"{BASE}/c.ics", f"{BASE}/d.ics"]
    dated = body([("Dated", ONE, "1 June")], links)
    assert take(spider, f"{BASE}/events/three", dated) == (["Dated"], [])


def test_a_challenge_with_status_200_is_raised(spider: ListingSpider) -> None:
    words = body([], "<h1>Checking your browser</h1>")
    take(spider, SOURCE.start[0], words, Kind.LISTING)
    assert spider.visit.counts["challenge"] == 1
    assert spider.crawler.stats.get_value("page/challenge") == 1


def test_a_form_with_a_captcha_is_none(spider: ListingSpider) -> None:
    words = body([("Real", ONE, "1 June")], "<div class='g-recaptcha'></div>")
    take(spider, ONE, words)
    assert spider.visit.counts["challenge"] == 0


def test_hints_hold_what_the_source_file_says(spider: ListingSpider) -> None:
    assert spider.hints.zone == "Europe/London"
    assert spider.hints.source == "larkfield"
    assert spider.hints.labels == (("held at", "venue"),)
    assert spider.hints.now == NOW


def test_only_pages_that_lead_nowhere_are_remembered(spider: ListingSpider) -> None:
    take(spider, SOURCE.start[0], body(CARDS, LINK), Kind.LISTING)
    take(spider, ONE, body([("The page", ONE, "1 June")]))
    take(spider, f"{BASE}/events/many", body(CARDS))
    take(spider, f"{BASE}/events/none", body([]))
    assert set(spider.visit.fresh) == {ONE, f"{BASE}/events/none"}
    assert spider.visit.bare == {f"{BASE}/events/none"}


def test_the_link_back_to_the_listing_page_is_no_event(spider: ListingSpider) -> None:
    rows = [("The page", ONE, "1 June"), ("Back to events", SOURCE.start[0], "1 June")]
    assert take(spider, ONE, body(rows)) == (["The page"], [])
    assert spider.visit.counts["stray"] == 1


def test_related_events_on_a_detail_page_are_left_to_their_own_pages(
    spider: ListingSpider,
) -> None:
    links = LINK + '<a href="/events/two">Two</a>'
    take(spider, SOURCE.start[0], body([], links), Kind.LISTING)
    rows = [("The page", ONE, "1 June"), ("Related", f"{BASE}/events/two", "2 June")]
    assert take(spider, ONE, body(rows)) == (["The page"], [])


def test_a_detail_page_that_redirects_to_the_listing_is_not_read(spider: ListingSpider) -> None:
    take(spider, SOURCE.start[0], body(CARDS, LINK), Kind.LISTING)
    response = HtmlResponse(SOURCE.start[0], body=body(CARDS).encode(), encoding="utf-8")
    found = list(spider.parse(response, kind=Kind.DETAIL, asked=ONE))
    assert [one.title for one in found if isinstance(one, Draft)] == ["Card"]
    assert spider.visit.counts["pages_moved"] == 1


def test_event_pages_of_the_tests_are_read() -> None:
    assert "schema.org" in event("Night economy day")
