"""A real Thunderbird subscribed over HTTP, through a move, a cancellation and a removal."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from catalogue.listing import Listing, Status
from tests.clients.conftest import SUBSCRIBED, Shelf, instant, span, uid
from tests.feeds.listings import CANCELLED, NOW, OVERSEAS, SUMMER, instants

READ = Path(__file__).resolve().parents[2].parent / "shared" / "tools" / "thunderbird_read.sh"
LATER = NOW + timedelta(hours=2)
LONG_AFTER = NOW + timedelta(days=45)


def subscribed(address: str, profile: Path) -> dict[str, dict[str, Any]]:
    """What Thunderbird holds after it has fetched the calendar once more: UID → event."""
    environment = {**os.environ, "TB_PROFILE": str(profile), "TB_SETTLE": "2"}
    done = subprocess.run(
        ["sh", str(READ), address, "America/New_York", "90"],
        capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    return {row["uid"]: row for row in json.loads(done.stdout)}


def held(listing: Listing) -> tuple[str | None, str | None]:
    """Start and end in Thunderbird's store, which gives an unstated end the shortest length there is."""
    start, end = span(listing)
    if end is None and listing.times.start and not isinstance(listing.times.start, datetime):
        return start, instant(listing.times.start + timedelta(days=1))
    return start, end or start


def test_a_subscription_follows_moves_cancellations_and_removals(
    shelf: Shelf, program: Callable[[str], str], tmp_path: Path
) -> None:
    program("thunderbird")
    if not READ.exists():
        pytest.skip("the reader of Thunderbird's own store is not beside this checkout")
    first = subscribed(shelf.address("ics"), tmp_path / "profile")
    assert {key: (row["start"], row["end"]) for key, row in first.items()} == {
        uid(one): held(one) for one in SUBSCRIBED
    }
    moved = replace(
        SUMMER, times=instants(_later(SUMMER), zone="Europe/London"), sequence=1, modified=LATER
    )
    called_off = replace(OVERSEAS, status=Status.CANCELLED, sequence=1, modified=LATER)
    shelf.put(moved, called_off, now=LATER)
    second = subscribed(shelf.address("ics"), tmp_path / "profile")
    after = {
        row: (second[row]["start"], second[row]["sequence"], second[row]["status"])
        for row in second
    }
    assert after[uid(SUMMER)] == (span(moved)[0], 1, "CONFIRMED")
    assert after[uid(OVERSEAS)] == (span(OVERSEAS)[0], 1, "CANCELLED")
    assert second[uid(OVERSEAS)]["title"].startswith("Cancelled: ")
    assert second.keys() == first.keys()
    shelf.put(now=LONG_AFTER)  # a cancelled event leaves 30 days after its date
    third = subscribed(shelf.address("ics"), tmp_path / "profile")
    assert uid(CANCELLED) in second
    assert uid(CANCELLED) not in third
    assert uid(SUMMER) in third


def _later(listing: Listing) -> datetime:
    """Two days and an hour after its start."""
    assert isinstance(listing.times.start, datetime)
    return listing.times.start + timedelta(days=2, hours=1)
