"""Shelves and cuts: the ledger picks the very listings, in the very order, that filters and windows pick."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from catalogue.events import put_event
from catalogue.filters import Filters, parse_filters, query_string
from catalogue.listing import Listing, Mode, Place, Price, Provenance, Status, TopicMatch
from catalogue.store import Store
from feeds import roll, window
from feeds.cuts import Cut
from feeds.feed import Feed
from feeds.intake import Seen, age, take_in
from feeds.ledger import Ledger, opened
from feeds.ready import members
from feeds.shelves import Kinds, feed_shelves, month_query, shelves
from tests.feeds.listings import EVERY, LONDON, NOW, SUMMER, TODAY, WINTER

KINDS = Kinds(
    names=frozenset(
        (
            *("", "topic", "source", "audience", "region", "organiser", "mode", "free", "starts"),
            *("deadline", "month"),
        )
    ),
    others=(Filters(topic=("police-powers",), mode=("hybrid",)), Filters(q="crowd")),
)
TWICE = Provenance(source="south", source_key="1", url="https://south.example/", seen=NOW)
MORE = (
    *EVERY,
    replace(SUMMER, id="a", provenance=(*SUMMER.provenance, TWICE), mode=Mode.ONLINE),
    replace(SUMMER, id="b", topics=(TopicMatch(slug="fraud-economic-crime", score=2),)),
    replace(SUMMER, id="c", price=Price(text="Free", is_free=True), modified=None),
    replace(WINTER, id="d", status=Status.POSTPONED, place=Place(region="South East")),
    *(
        replace(
            SUMMER,
            id=f"old-{age}",
            status=Status.CANCELLED if age % 2 else Status.SCHEDULED,
            times=replace(SUMMER.times, start=TODAY - timedelta(days=age), end=None),
        )
        for age in range(26, 35)
    ),
)
QUERIES = (
    *("", "topic=public-order", "topic=policing-criminal-justice", "source=north", "source=south"),
    *("mode=hybrid", "free=yes", "region=south-east", "organiser=northern-policing-forum"),
    *("topic=police-powers&mode=hybrid", "q=crowd", "starts=30", "deadline=60"),
    *("audience=police", "from=2027-03-01&to=2027-03-31"),
)


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose ledger holds the listings."""
    folder = tmp_path_factory.mktemp("ledger")
    store = Store.open(f"sqlite:///{folder}/catalogue.db")
    with store.begin() as tx:
        for one in MORE:
            put_event(tx, one, NOW)
    with opened(folder) as ledger, store.read() as tx:
        take_in(tx, ledger, KINDS, Seen(lambda _n, _listing: None, date.min))
        ledger.commit()
    store.close()
    return folder


@pytest.fixture
def ledger(taken_in: Path) -> Iterable[Ledger]:
    """It; what a test changes in it is not committed."""
    with opened(taken_in) as ledger:
        yield ledger


@pytest.mark.parametrize("room", [(100, 1_000), (9, 5)])
@pytest.mark.parametrize("pick", [window.newest, window.calendar, window.agenda])
@pytest.mark.parametrize("query", QUERIES)
def test_the_ledger_picks_what_the_filters_pick(
    ledger: Ledger,
    query: str,
    pick: Callable[[Iterable[Listing], date], list[Listing]],
    room: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(window, "NEWEST", room[0])
    monkeypatch.setattr(window, "UPCOMING", room[1])
    pairs = [tuple(pair.split("=")) for pair in query.split("&") if pair]
    filters = parse_filters(((name, value) for name, value in pairs), TODAY)
    feed = Feed(slug="x", title="x", description="x", filters=filters)
    wanted = [one.id for one in pick(members(feed, MORE), TODAY)]
    ks = [ledger.shelf(name) for name in feed_shelves(filters, TODAY)]
    rows = Cut(ledger, ks, TODAY).rows(pick)
    assert [row[2] for row in rows] == wanted
    ids = dict(ledger.db.execute("SELECT n, id FROM listing"))
    assert [ids[row[0]] for row in rows] == wanted


def test_sizes_count_the_listings_of_a_shelf(ledger: Ledger) -> None:
    sizes = dict(ledger.db.execute("SELECT key, size FROM shelf"))
    counts = dict(
        ledger.db.execute("SELECT key, count(*) FROM shelf JOIN member USING (k) GROUP BY key")
    )
    assert {key: size for key, size in sizes.items() if size} == counts
    assert sizes[""] == len(MORE)


def dirty_shelves(ledger: Ledger) -> set[str]:
    return {key for (key,) in ledger.db.execute("SELECT key FROM shelf WHERE dirty")}


def test_days_that_pass_mark_what_leaves_a_window(ledger: Ledger) -> None:
    roll.settle(ledger, ())
    age(ledger, TODAY, TODAY + timedelta(days=1))
    left = TODAY - window.PAST
    assert f"starts={left}" in dirty_shelves(ledger)
    assert f"starts={left - timedelta(days=1)}" not in dirty_shelves(ledger)
    roll.settle(ledger, ())
    age(ledger, TODAY + timedelta(days=1), TODAY)  # a clock put back
    assert f"starts={left}" in dirty_shelves(ledger)


def test_months_and_days_have_shelves_of_their_own() -> None:
    long = replace(
        WINTER,
        times=replace(WINTER.times, start=date(2026, 12, 30), end=date(2027, 2, 1)),
        deadline=datetime(2026, 12, 1, 17, tzinfo=LONDON),
    )
    found = shelves(long, Kinds(names=frozenset(("month", "starts", "deadline"))))
    months = [month_query(date(2026, 12, 1)), month_query(date(2027, 1, 1))]
    assert set(found) == {
        *months,
        month_query(date(2027, 2, 1)),
        *("starts=2026-12-30", "deadline=2026-12-01"),
    }
    assert months[0] == "from=2026-12-01&to=2026-12-31"


def test_an_event_without_end_of_years_has_few_months() -> None:
    endless = replace(WINTER, times=replace(WINTER.times, end=date(9999, 12, 31)))
    assert len(shelves(endless, Kinds(names=frozenset(("month",))))) == 24


def test_a_feed_shows_the_days_it_counts() -> None:
    assert feed_shelves(Filters(starts=2), TODAY) == tuple(
        f"starts={TODAY + timedelta(days=ahead)}" for ahead in range(3)
    )
    assert feed_shelves(Filters(topic=("drugs",)), TODAY) == ("topic=drugs",)
    assert query_string(Filters(starts=7, deadline=3)) == "starts=7&deadline=3"
