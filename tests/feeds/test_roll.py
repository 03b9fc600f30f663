"""The roll: feeds are planned when they may come or go, and found by what happened to their shelves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from catalogue.config import Config
from catalogue.events import put_event
from catalogue.filters import Filters
from catalogue.listing import Listing
from catalogue.sources import SourceRow, remember
from catalogue.store import Store
from feeds import roll
from feeds.feed import Feed
from feeds.ledger import Ledger, opened
from feeds.plan import planned
from feeds.publish import publish
from feeds.ready import Values
from feeds.shelves import Kinds
from tests.feeds.listings import NOW, SUMMER, TODAY, WINTER

DRUGS = Feed(
    slug="topics/drugs", title="D", description="On drugs", filters=Filters(topic=("drugs",))
)
MAY = Feed(
    slug="months/may", title="May", description="In May",
    filters=Filters(from_=date(2027, 5, 1), to=date(2027, 5, 31), free=True, q="crowd's"),
)  # fmt: skip
SOON = Feed(slug="soon", title="Soon", description="Soon", filters=Filters(starts=2))


@dataclass(frozen=True, slots=True)
class Organisers:
    """A choice of feeds of organisers with three listings, which counts how often it is asked."""

    asked: list[date] = field(default_factory=list, repr=False)
    has_changes: bool = False

    @property
    def kinds(self) -> Kinds:
        return Kinds(names=frozenset(("organiser", "mode")))

    def feeds(self, sources: Sequence[SourceRow], values: Values, today: date) -> tuple[Feed, ...]:
        self.asked.append(today)
        return tuple(
            Feed(
                slug=f"organisers/{value}",
                title=label,
                description=label,
                filters=Filters(organiser=(value,)),
            )
            for value, label, size in values("organiser")
            if size >= 3
        )


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with opened(tmp_path) as ledger:
        yield ledger


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(public=tmp_path / "public")


def enrol(ledger: Ledger, *feeds: Feed) -> None:
    roll.enrol(ledger, planned(feeds, {}, TODAY), "today")


def due(ledger: Ledger) -> list[Feed]:
    return [one.feed for one in roll.due(ledger)]


def put(store: Store, *listings: Listing) -> None:
    with store.begin() as tx:
        for one in listings:
            put_event(tx, one, NOW)


def test_what_is_enrolled_is_due_once_just_as_it_is(ledger: Ledger) -> None:
    enrol(ledger, DRUGS, MAY, SOON)
    assert due(ledger) == [MAY, SOON, DRUGS]
    assert [len(one.shelves) for one in roll.due(ledger)] == [1, 3, 1]
    roll.settle(ledger, ())
    enrol(ledger, DRUGS, MAY, SOON)
    assert due(ledger) == []


def test_what_is_told_otherwise_or_failed_is_due_again(ledger: Ledger) -> None:
    enrol(ledger, DRUGS, MAY)
    roll.settle(ledger, {MAY.slug})
    assert due(ledger) == [MAY]
    roll.settle(ledger, ())
    renamed = replace(DRUGS, title="Drugs")
    enrol(ledger, renamed)
    assert due(ledger) == [renamed]
    roll.settle(ledger, ())
    assert ledger.db.execute("SELECT slug FROM feed").fetchall() == [(DRUGS.slug,)]
    assert ledger.db.execute("SELECT count(*) FROM showing").fetchone() == (1,)


def test_a_changed_shelf_makes_its_feeds_due(ledger: Ledger) -> None:
    enrol(ledger, DRUGS, MAY)
    roll.settle(ledger, ())
    ledger.db.execute("UPDATE shelf SET dirty = 1 WHERE key = 'topic=drugs'")
    assert due(ledger) == [DRUGS]
    roll.settle(ledger, ())
    assert due(ledger) == []


def test_a_choice_is_asked_again_only_when_feeds_may_come_or_go(
    store: Store, config: Config
) -> None:
    choice = Organisers()
    put(store, *(replace(WINTER, id=f"w{n}") for n in range(2)))

    def total() -> int:
        return publish(store, config, NOW, choice=choice).total

    assert total() == 0
    put(store, replace(WINTER, id="w0", title="Renamed"))
    assert total() == 0
    assert len(choice.asked) == 1
    put(store, replace(WINTER, id="w2"))  # the third of its organiser
    assert total() == 1
    put(store, replace(WINTER, id="w3"))  # who has a feed already
    assert total() == 1
    assert len(choice.asked) == 2
    with store.begin() as tx:
        remember(tx, SourceRow(name="north", title="North", home="https://north.example/"))
    assert total() == 1
    assert len(choice.asked) == 3
    put(store, replace(SUMMER, id="w3"), replace(SUMMER, id="w2"))  # two of them go elsewhere
    assert total() == 0
    assert publish(store, config, NOW + timedelta(days=1), choice=choice).total == 0
    assert len(choice.asked) == 5
