"""Read facts.toml: a day goes in, the sample organisers' events with real dates come out.

The facts are dated by their distance from `today`, so that the sites never grow old. An event that
would fall on a Saturday or Sunday moves to the Monday after it, unless it names its weekday.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from catalogue.errors import ReadError
from catalogue.listing import Status
from samples.occasion import LONDON, Occasion, Site, Speaker, Story, Venue

FACTS = Path(__file__).with_name("facts.toml")
NEEDED = frozenset({"slug", "sites", "title", "description", "topics"})
WHEN = frozenset({"in", "at", "days", "weekday", "zone", "sessions", "repeat", "stops", "deadline"})
WHO = frozenset({"organiser", "speakers", "chair", "audience", "objectives", "cpd"})
HOW = frozenset({"titles", "place", "online", "price", "status", "mark", "quirks", "omit"})
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@cache
def load_facts() -> dict[str, Any]:
    """The facts file as plain values; treat it as read-only.

    Raises:
        ReadError: An event lacks a key or has an unknown one.
    """
    with FACTS.open("rb") as file:
        facts = tomllib.load(file)
    for row in facts["event"]:
        check_event(row)
    return facts


def check_event(row: Mapping[str, object]) -> None:
    """See that a row of the table `event` has all the keys it needs and none that is unknown.

    Raises:
        ReadError: It has not; the message names the event and the keys.
    """
    wrong = sorted(NEEDED - set(row)) or sorted(set(row) - NEEDED - WHEN - WHO - HOW)
    if wrong:
        raise ReadError(
            f"event {row.get('slug', '?')!r} lacks or misspells {', '.join(map(repr, wrong))}; "
            "correct the facts file",
            url=str(FACTS),
        )


def sites() -> tuple[Site, ...]:
    """All sample sites in the order of the file."""
    return tuple(
        Site(name=name, **(row | {"news": tuple((text, days) for text, days in row["news"])}))
        for name, row in load_facts()["sites"].items()
    )


def occasions(today: date) -> tuple[Occasion, ...]:
    """Every event of the facts file as it stands before any second-day change, in the file's order."""
    return tuple(found for row in load_facts()["event"] for found in _unfold(row, today))


def stories(site: str, today: date) -> tuple[Story, ...]:
    """The stories of a site; "{45}" in their words becomes the day 45 days from `today`."""
    return tuple(
        Story(
            slug=row["slug"],
            title=row["title"],
            posted=today - timedelta(days=row["ago"]),
            paragraphs=tuple(_dated(row["text"].strip(), today).split("\n\n")),
        )
        for row in load_facts()["story"]
        if row["site"] == site
    )


def _dated(text: str, today: date) -> str:
    days = (
        (found, today + timedelta(days=int(found[1:-1])))
        for found in re.findall(r"\{-?\d{1,3}\}", text)
    )
    for found, day in days:
        text = text.replace(found, f"{day.day} {day:%B %Y}")
    return text


def day_for(today: date, offset: int, weekday: str = "") -> date:
    """The day `offset` days from `today`, moved on to `weekday`, else from a weekend to Monday.

    Nobody meets between Christmas Eve and 2 January: what lies ahead there moves on by two weeks.
    """
    day = today + timedelta(days=offset)
    if weekday:
        day += timedelta(days=(WEEKDAYS.index(weekday) - day.weekday()) % 7)
    elif day.weekday() > 4:
        day += timedelta(days=7 - day.weekday())
    holidays = (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 2)
    return day + timedelta(weeks=2) if holidays and offset > 0 else day


def moments(
    day: date, at: str, days: int, zone: str
) -> tuple[date | datetime, date | datetime | None]:
    """Start and end of `at` ("09:30-13:20", "18:00", "" for all day) over `days` days from `day`."""
    last = day + timedelta(days=days - 1)
    if not at:
        return day, last
    first, _, until = at.partition("-")
    return _instant(day, first, zone), _instant(last, until, zone) if until else None


def person(key: str) -> Speaker:
    """The fictional person of the table `people` under `key`."""
    rank, name, honours, role, organisation = load_facts()["people"][key].split("|")
    return Speaker(rank=rank, name=name, honours=honours, role=role, organisation=organisation)


def venue(key: str) -> Venue:
    """The venue of the table `places` under `key`."""
    name, street, town, postcode = load_facts()["places"][key].split("|")
    return Venue(name=name, street=street, town=town, postcode=postcode)


def _instant(day: date, clock: str, zone: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone))


def _unfold(row: dict[str, Any], today: date) -> Iterator[Occasion]:
    """One row of the file: one event, the dates of a series, or the stops of a roadshow."""
    if "stops" in row:
        for stop in row["stops"]:
            one = _occasion({**row, **stop}, today)
            town = one.venue.town.lower() if one.venue else "online"
            yield replace(one, slug=f"{one.slug}-{town.replace(' ', '-')}", series=row["slug"])
    elif "repeat" in row:
        yield from _series(_occasion(row, today), row["repeat"])
    else:
        yield _occasion(row, today)


def _occasion(row: dict[str, Any], today: date) -> Occasion:
    zone = row.get("zone", LONDON)
    day = day_for(today, row["in"], row.get("weekday", ""))
    start, end = moments(day, row.get("at", ""), row.get("days", 1), zone)
    sessions = tuple(_session(day, text, zone) for text in row.get("sessions", ()))
    if sessions:
        start, end = sessions[0][0], sessions[-1][1]
    own = load_facts()["sites"][row["sites"][0]]
    return Occasion(
        slug=row["slug"],
        sites=tuple(row["sites"]),
        organiser=row.get("organiser", own["title"]),
        title=row["title"],
        titles=row.get("titles", {}),
        start=start,
        end=end,
        zone=zone,
        sessions=sessions,
        status=Status(row.get("status", "scheduled")),
        mark=row.get("mark", ""),
        quirks=frozenset(row.get("quirks", ())),
        omit={site: tuple(names) for site, names in row.get("omit", {}).items()},
        **_particulars(row, day),
    )


def _particulars(row: dict[str, Any], day: date) -> dict[str, Any]:
    """What does not hang on the clock."""
    audiences = load_facts()["audiences"]
    known: list[str] = row.get("audience", [])
    return {
        "description": tuple(row["description"].strip().split("\n\n")),
        "topics": tuple(row["topics"]),
        "venue": venue(row["place"]) if "place" in row else None,
        "online": row.get("online", False),
        "price": row.get("price", ""),
        "speakers": tuple(person(key) for key in row.get("speakers", ())),
        "chair": person(row["chair"]) if "chair" in row else None,
        "audience": tuple(line for key in known for line in audiences.get(key, [key])),
        "objectives": tuple(row.get("objectives", ())),
        "cpd": row.get("cpd", 0),
        "deadline": day - timedelta(days=row["deadline"]) if "deadline" in row else None,
    }


def _session(day: date, text: str, zone: str) -> tuple[datetime, datetime]:
    """Read "7 10:00-12:00": ten to noon, seven days after the first day."""
    offset, _, clocks = text.partition(" ")
    first, _, last = clocks.partition("-")
    on = day + timedelta(days=int(offset))
    return _instant(on, first, zone), _instant(on, last, zone)


def _series(first: Occasion, repeat: dict[str, Any]) -> Iterator[Occasion]:
    """The dates of a series; the first carries the rule that a calendar would write."""
    days, rule = _days(first.first_day, repeat["every"], repeat["count"])
    dated = [_on_day(first, day) for day in days]
    skip, off = repeat.get("skip", ()), repeat.get("cancelled", ())
    skipped = tuple(m for n in skip if isinstance(m := dated[n - 1].start, datetime))
    for number, one in enumerate(dated, 1):
        if number not in skip:
            yield replace(
                one,
                slug=f"{first.slug}-{number}",
                series=first.slug,
                status=Status.CANCELLED if number in off else one.status,
                rule=rule if number == 1 else "",
                skipped=skipped if number == 1 else (),
            )


def _days(day: date, every: int | str, count: int) -> tuple[list[date], str]:
    """The days of a series and its RRULE: each `every` days, or each "month" on the same weekday."""
    if isinstance(every, int):
        rule = f"FREQ=WEEKLY;INTERVAL={every // 7};COUNT={count}"
        return [day + timedelta(days=every * n) for n in range(count)], rule
    # A fifth Tuesday is not in every month: such a series begins a week later.
    day += timedelta(days=7) if day.day > 28 else timedelta()
    which = (day.day - 1) // 7 + 1
    months = (divmod(day.year * 12 + day.month - 1 + n, 12) for n in range(count))
    firsts = (date(year, month + 1, 7 * which - 6) for year, month in months)
    days = [first + timedelta(days=(day.weekday() - first.weekday()) % 7) for first in firsts]
    return days, f"FREQ=MONTHLY;BYDAY={which}{day:%a}".upper()[:-1] + f";COUNT={count}"


def _on_day(one: Occasion, day: date) -> Occasion:
    """The same event, at the same wall time, starting on `day`."""
    # Aware datetimes of one zone add days on the wall clock, so nine o'clock stays nine o'clock.
    by = day - one.first_day
    return replace(one, start=one.start + by, end=one.end and one.end + by)
