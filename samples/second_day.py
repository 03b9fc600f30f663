"""What the second day changes: the first day's events go in, the second day's come out.

The table `second_day` of facts.toml says it, one change a row: `slug`, `kind`, and what the kind needs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from catalogue.listing import Status
from samples.facts import load_facts, moments, person, venue
from samples.occasion import Occasion

Row = dict[str, Any]


def changes() -> list[Row]:
    """The rows of `second_day`, in the file's order; read-only."""
    rows: list[Row] = load_facts()["second_day"]
    return rows


def on_day(ones: tuple[Occasion, ...], day: int) -> tuple[Occasion, ...]:
    """The events as the sites show them on day 1 or 2; withdrawn ones stay in, marked."""
    rows = {row["slug"]: row for row in changes()}
    if day == 1:
        return tuple(one for one in ones if rows.get(one.slug, {}).get("kind") != "new")
    return tuple(_changed(one, rows[one.slug]) if one.slug in rows else one for one in ones)


def _changed(one: Occasion, row: Row) -> Occasion:
    return replace(KINDS[row["kind"]](one, row), mark=row.get("mark", one.mark))


def _moved(one: Occasion, row: Row) -> Occasion:
    """Another day, another hour, or both; told in words only where the row says so."""
    # Whole weeks, so that a weekday stays one.
    day = one.first_day + timedelta(weeks=row.get("weeks", 0))
    at = row.get("at") or _clocks(one)
    start, end = moments(day, at, (one.last_day - one.first_day).days + 1, one.zone)
    if not row.get("told"):
        return replace(one, start=start, end=end)
    return replace(one, start=start, end=end, status=Status.RESCHEDULED, previous=one.start)


def _clocks(one: Occasion) -> str:
    """The clock times as `moments` takes them."""
    both = [f"{m:%H:%M}" for m in (one.start, one.end) if isinstance(m, datetime)]
    return "-".join(both)


def _new_venue(one: Occasion, row: Row) -> Occasion:
    return replace(one, venue=venue(row["place"]))


def _new_price(one: Occasion, row: Row) -> Occasion:
    return replace(one, price=row["price"])


def _new_speaker(one: Occasion, row: Row) -> Occasion:
    return replace(one, speakers=(*one.speakers, person(row["speaker"])))


KINDS: dict[str, Callable[[Occasion, Row], Occasion]] = {
    "moved": _moved,
    "cancelled": lambda one, _: replace(one, status=Status.CANCELLED),
    "sold-out": lambda one, _: replace(one, status=Status.SOLD_OUT),
    "withdrawn": lambda one, _: replace(one, withdrawn=True),
    "new": lambda one, _: one,
    "venue": _new_venue,
    "price": _new_price,
    "speaker": _new_speaker,
}
