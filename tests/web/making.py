"""Invented events, and a site over a real store that holds them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from starlette.testclient import TestClient

from catalogue.config import Config
from catalogue.events import put_event
from catalogue.listing import (
    Grade,
    Listing,
    Mode,
    Moment,
    Person,
    Place,
    Price,
    Provenance,
    Reason,
    Times,
    TopicMatch,
)
from catalogue.store import Store
from web.app import create_app

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
TODAY = date(2027, 3, 3)
BASE = "https://muster.example"


def event_id(name: str) -> str:
    """The public id of an invented event."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def sure(start: Moment, end: Moment | None = None, **more: Any) -> Times:  # noqa: ANN401 (any fields)
    """Times that leave no doubt."""
    zone = getattr(getattr(start, "tzinfo", None), "key", None)
    return Times(start=start, end=end, zone=zone, grade=Grade.SURE, certain=True, **more)


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """A time in London, 2027."""
    return datetime(2027, month, day, hour, minute, tzinfo=LONDON)


def make(name: str, times: Times | None = None, **more: Any) -> Listing:  # noqa: ANN401 (any fields)
    """A published event with little but a title and a time."""
    values: dict[str, Any] = {
        "title": name,
        "url": f"https://northmoor.example/{uuid.uuid5(uuid.NAMESPACE_DNS, name)}",
        "source": "northmoor",
        "source_key": name,
        "times": sure(at(10, 9, 30), at(10, 13)) if times is None else times,
        "id": event_id(name),
        "published": NOW,
        "modified": NOW,
    }
    return Listing(**values | more)


def full(name: str = "Custody & care <conference>") -> Listing:
    """An event with every field."""
    return make(
        name,
        mode=Mode.HYBRID,
        place=Place(
            name="Assembly Rooms",
            address="1 Market Street, Northmoor",
            town="Northmoor",
            postcode="NM1 1AA",
            region="North West",
            force="Northmoor Police",
        ),
        online_url="https://join.example/1",
        organiser="Northmoor Policing Institute",
        people=(
            Person(
                name="Amara Okonjo",
                honours=("QPM",),
                rank_or_title="Chief Constable",
                role="Lead for custody",
                organisation="Northmoor Police",
                is_chair=True,
            ),
            Person(name="Tomasz Bielawski", event_role="keynote"),
        ),
        audience=("Custody sergeants & nurses",),
        audience_groups=("police", "health"),
        objectives=("Understand the <new> duty",),
        price=Price(
            text="£95 or £45 for charities",
            is_free=False,
            amount=45.0,
            currency="GBP",
            tiers=(("Standard", 95.0), ("Charity", 45.0)),
        ),
        cpd="5 hours",
        booking_url="https://book.example/custody",
        deadline=date(2027, 3, 8),
        accessibility="Hearing loop in the main hall.",
        description="<h4>Programme</h4><p>Opening &amp; welcome</p><script>alert(1)</script>",
        format="conference",
        language="en-GB",
        topics=(
            TopicMatch(slug="police-powers", score=5.0, why=(Reason(phrase="custody", zone="title", weight=3.0),)),
            TopicMatch(slug="health-nhs", score=2.0, low_confidence=True),
        ),
        provenance=(
            Provenance(
                source="northmoor", source_key="1", url="https://northmoor.example/1", seen=NOW,
                fields=("times", "people"),
            ),
            Provenance(source="civic", source_key="9", url="https://civic.example/9", seen=NOW, fields=("place",)),
        ),
    )  # fmt: skip


def fill(store: Store, listings: Iterable[Listing]) -> None:
    """Put the events into the store."""
    with store.begin() as tx:
        for listing in listings:
            put_event(tx, listing, NOW)


def config_of(folder: Path, **more: Any) -> Config:  # noqa: ANN401 (any fields)
    """Settings of a site whose files lie in a folder."""
    values: dict[str, Any] = {"base_url": BASE, "_env_file": None}
    values |= {"database_url": f"sqlite:///{folder / 'muster.db'}", "public": folder / "public"}
    return Config(**values | more)


@contextmanager
def open_store(folder: Path, *listings: Listing) -> Iterator[Store]:
    """A real store in a folder."""
    store = Store.open(config_of(folder).database_url)
    try:
        fill(store, listings)
        yield store
    finally:
        store.close()


@contextmanager
def site(folder: Path, *listings: Listing, now: datetime = NOW) -> Iterator[TestClient]:
    """A client of a site that holds the events."""
    with open_store(folder, *listings) as store:
        app = create_app(store, config_of(folder), lambda: now)
        with TestClient(app, base_url=BASE, follow_redirects=False) as client:
            yield client
