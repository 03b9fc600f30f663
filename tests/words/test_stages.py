"""The Scrapy stages around the pure functions, with a real crawler and a real store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from catalogue.draft import Draft, Hints
from catalogue.listing import Listing
from catalogue.runs import begin_run, sightings_of
from catalogue.sources import SourceRow, remember
from catalogue.store import Store
from pipelines.stages import BATCH, Complete, Expand, Keep, Normalise

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
PAGE = "https://harrow.example/events/"


class Reaper(Spider):
    """A spider with what the stages ask for."""

    name = "harrow"
    hints = Hints(now=NOW, zone="Europe/London", source="harrow")
    store: Store
    run_id: int


@pytest.fixture
def crawler(tmp_path: Path) -> Iterator[Crawler]:
    crawler = get_crawler(Reaper)
    spider = Reaper.from_crawler(crawler)
    spider.store = Store.open(f"sqlite:///{tmp_path / 'catalogue.db'}")
    with spider.store.begin() as tx:
        remember(
            tx,
            SourceRow(name="harrow", title="Harrow", home=PAGE, role="organiser", every_minutes=60),
        )
        spider.run_id = begin_run(tx, "harrow", NOW)
    crawler.spider = spider
    yield crawler
    spider.store.close()


def draft(title: str, start: str = "2027-05-01T09:30:00") -> Draft:
    return Draft(title=title, url=PAGE, start=start)


def count(crawler: Crawler, name: str) -> object:
    assert crawler.stats is not None
    return crawler.stats.get_value(name)


def test_normalise_makes_a_listing_of_a_draft(crawler: Crawler) -> None:
    stage = Normalise.from_crawler(crawler)
    listing = stage.process_item(draft("CANCELLED: Rural crime"))
    assert isinstance(listing, Listing)
    assert (listing.title, listing.status.value) == ("Rural crime", "cancelled")
    assert stage.process_item("anything else") == "anything else"


def test_normalise_counts_warnings(crawler: Crawler) -> None:
    Normalise.from_crawler(crawler).process_item(
        Draft(title="Forum", url=PAGE, warnings=("two titles",))
    )
    assert count(crawler, "listing/normalise/warnings") == 1


def test_complete_drops_and_counts(crawler: Crawler) -> None:
    stage = Complete.from_crawler(crawler)
    with pytest.raises(DropItem, match="no date"):
        stage.process_item(Listing(title="Forum", url=PAGE))
    assert count(crawler, "listing/dropped/no date") == 1
    whole = Normalise.from_crawler(crawler).process_item(draft("Forum"))
    assert stage.process_item(whole) is whole


def test_keep_writes_in_batches_and_at_the_end(crawler: Crawler) -> None:
    spider = crawler.spider
    assert isinstance(spider, Reaper)
    stage, normal = Keep.from_crawler(crawler), Normalise.from_crawler(crawler)
    for number in range(BATCH + 5):
        stage.process_item(
            normal.process_item(
                Draft(title=f"Forum {number}", url=f"{PAGE}{number}", start="2027-05-01")
            )
        )
    with spider.store.read() as tx:
        assert len(sightings_of(tx, spider.run_id)) == BATCH
    stage.close_spider()
    with spider.store.read() as tx:
        kept = sightings_of(tx, spider.run_id)
    assert len(kept) == BATCH + 5
    assert kept[0].listing.title == "Forum 0"
    assert count(crawler, "listing/kept") == BATCH + 5


def test_keep_writes_nothing_of_an_empty_crawl(crawler: Crawler) -> None:
    Keep.from_crawler(crawler).close_spider()
    assert count(crawler, "listing/kept") is None


WEEKLY = Draft(
    title="Desk",
    url=PAGE,
    source_key="uid-1",
    start="20270301T100000",
    zone="Europe/London",
    rrule="FREQ=WEEKLY;COUNT=3",
)


def expanded(crawler: Crawler, *given: object) -> list[object]:
    """What `Expand` makes of the output of a callback."""

    async def output() -> AsyncIterator[object]:
        for item in given:
            yield item

    async def gathered() -> list[object]:
        stage = Expand.from_crawler(crawler)
        return [item async for item in stage.process_spider_output(Response(PAGE), output())]

    return asyncio.run(gathered())


def test_expand_gives_occurrences_and_passes_requests(crawler: Crawler) -> None:
    request = Request(PAGE)
    made = expanded(crawler, WEEKLY, request, draft("Forum"))
    assert made[0] is request
    drafts = [item for item in made if isinstance(item, Draft)]
    assert [item.title for item in drafts] == ["Desk", "Desk", "Desk", "Forum"]
    assert len({item.source_key for item in drafts}) == 4
    assert all(not item.rrule for item in drafts)


def test_expand_drops_what_another_draft_replaces(crawler: Crawler) -> None:
    override = Draft(
        title="Desk moved",
        url=PAGE,
        source_key="uid-1#20270308T100000",
        start="20270309T100000",
        zone="Europe/London",
    )
    made = expanded(crawler, WEEKLY, override)
    assert [item.title for item in made if isinstance(item, Draft)].count("Desk") == 2
