"""Events kept in memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from catalogue.errors import StoreError
from catalogue.listing import Times
from catalogue.store import Store
from tests.web.making import NOW, fill, full, make, open_store, sure
from web.shelf import Shelf


def test_events_are_read_again_only_after_a_change(tmp_path: Path) -> None:
    with open_store(tmp_path, make("a")) as store:
        shelf = Shelf(store=store, clock=lambda: NOW)
        first = shelf.stock()
        assert shelf.stock() is first
        fill(store, [make("b")])
        second = shelf.stock()
        assert second.cursor != first.cursor
        assert {one.title for one in second.listings} == {"a", "b"}


def test_since_keeps_what_has_no_date(tmp_path: Path) -> None:
    listings = [make("past", sure(date(2027, 3, 1))), make("open", Times()), make("next")]
    with open_store(tmp_path, *listings) as store:
        shelf = Shelf(store=store, clock=lambda: NOW)
        assert {one.title for one in shelf.since(date(2027, 3, 3))} == {"open", "next"}


def test_today_is_ours_and_not_the_servers(tmp_path: Path) -> None:
    late = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)
    with open_store(tmp_path) as store:
        assert Shelf(store=store, clock=lambda: late).today() == date(2027, 7, 1)


def test_many_threads_see_one_stock(tmp_path: Path) -> None:
    with open_store(tmp_path, full()) as store, ThreadPoolExecutor(8) as pool:
        shelf = Shelf(store=store, clock=lambda: NOW)
        stocks = list(pool.map(lambda _: shelf.stock(), range(40)))
    assert len({id(one) for one in stocks}) == 1


def test_a_store_that_refuses_is_reported(tmp_path: Path) -> None:
    with open_store(tmp_path, make("a")) as store:
        shelf = Shelf(store=store, clock=lambda: NOW)
        with store.begin() as tx:
            tx.exec_driver_sql("DROP TABLE event")
        with pytest.raises(StoreError):
            shelf.stock()


def test_no_event_at_all(store: Store) -> None:
    assert Shelf(store=store, clock=lambda: NOW).stock().listings == ()
