"""The facts hold on whatever day they are dated from."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.errors import ReadError
from catalogue.listing import Mode, Status
from catalogue.taxonomy import topics
from samples import expected, expected_changes
from samples.facts import check_event, day_for, load_facts, occasions, sites
from samples.occasion import Occasion
from samples.second_day import changes, on_day
from tests.samples.conftest import TODAY

WHOLE = {"slug": "x", "title": "X", "sites": [], "in": 3, "topics": [], "description": ""}
# Working out all events takes 10 ms a day; on a busy machine any one may take much longer.
any_day = settings(max_examples=40, deadline=None)
DAYS = st.dates(date(2025, 1, 1), date(2035, 12, 31))


def instants(one: Occasion) -> list[datetime]:
    """Every aware moment of the event."""
    moments = [one.start, one.end, *(m for pair in one.sessions for m in pair)]
    return [moment for moment in moments if isinstance(moment, datetime)]


@any_day
@given(DAYS)
def test_events_fall_on_weekdays_unless_they_name_a_day(today: date) -> None:
    named = {row["slug"] for row in load_facts()["event"] if "weekday" in row}
    for one in occasions(today):
        if one.slug not in named and one.series not in named:
            assert one.first_day.weekday() < 5, one.slug


@any_day
@given(DAYS)
def test_every_printed_time_exists_and_ends_follow_starts(today: date) -> None:
    for one in occasions(today):
        for moment in instants(one):
            there_and_back = moment.astimezone(UTC).astimezone(ZoneInfo(one.zone))
            assert there_and_back.replace(tzinfo=None) == moment.replace(tzinfo=None), one.slug
        if isinstance(one.start, datetime) and isinstance(one.end, datetime):
            assert one.start < one.end, one.slug


@any_day
@given(DAYS, st.sampled_from([1, 2]))
def test_no_event_is_so_near_that_its_being_over_is_in_doubt(today: date, day: int) -> None:
    for one in on_day(occasions(today), day):
        assert abs((one.first_day - today).days) >= 4, one.slug
        assert one.ended(today) == one.ended(today + timedelta(days=2)), one.slug


@any_day
@given(DAYS)
def test_summer_and_winter_are_both_there(today: date) -> None:
    offsets = {one.start.utcoffset() for one in occasions(today) if isinstance(one.start, datetime)}
    assert {timedelta(0), timedelta(hours=1)} <= offsets
    trapped = [one for one in occasions(today) if "utc" in one.quirks and "ashcombe" in one.sites]
    assert any(m.utcoffset() for one in trapped for m in instants(one))


@pytest.mark.parametrize(
    ("today", "offset", "weekday", "day"),
    [
        (date(2027, 2, 3), 1, "", date(2027, 2, 4)),
        (date(2027, 2, 3), 3, "", date(2027, 2, 8)),
        (date(2027, 2, 3), 4, "", date(2027, 2, 8)),
        (date(2027, 2, 3), 4, "Sat", date(2027, 2, 13)),
        (date(2027, 2, 3), -4, "", date(2027, 2, 1)),
        (date(2027, 12, 20), 7, "", date(2028, 1, 10)),
        (date(2027, 12, 31), -7, "", date(2027, 12, 24)),
    ],
)
def test_day_for(today: date, offset: int, weekday: str, day: date) -> None:
    assert day_for(today, offset, weekday) == day


def test_all_that_the_demo_should_show_is_told() -> None:
    ones = expected(TODAY)
    assert len(ones) >= 120
    assert {one.mode for one in ones} == set(Mode)
    assert {one.zone for one in ones} == {
        "Europe/London",
        "America/New_York",
        "Europe/Dublin",
        "Europe/Brussels",
    }
    assert {Status.CANCELLED, Status.SOLD_OUT, Status.POSTPONED} <= {one.status for one in ones}
    assert {True, False, None} == {one.free for one in ones}
    assert any(one.all_day and one.end == one.start for one in ones)
    assert any(one.all_day and one.end != one.start for one in ones)
    assert any(one.end is None for one in ones)
    assert any(len(one.sessions) == 3 for one in ones)
    assert sum(one.ended for one in ones) >= 5
    assert max(one.start.timetuple() for one in ones) > (TODAY + timedelta(300)).timetuple()


def test_a_roadshow_visits_three_towns_and_a_series_keeps_its_hour() -> None:
    ones = expected(TODAY)
    stops = [one for one in ones if one.series == "safer-recruitment-roadshow"]
    assert [one.town for one in stops] == ["Newcastle upon Tyne", "Nottingham", "Exeter"]
    assert len({one.title for one in stops}) == 1
    surgeries = [one for one in ones if one.series == "beat-surgery"]
    hours = {one.start.time() for one in surgeries if isinstance(one.start, datetime)}
    assert (len(surgeries), len(hours)) == (6, 1)
    assert [one.status for one in surgeries].count(Status.CANCELLED) == 1


@any_day
@given(DAYS)
def test_a_monthly_series_keeps_its_weekday_of_the_month(today: date) -> None:
    days = [one.first_day for one in occasions(today) if one.series == "pub-watch"]
    assert len(days) == 6
    assert {(day.weekday(), (day.day - 1) // 7) for day in days} == {(3, (days[0].day - 1) // 7)}
    assert [day.month for day in days] == [(days[0].month - 1 + n) % 12 + 1 for n in range(6)]


def test_several_sites_list_one_event_under_several_titles() -> None:
    shared = [one for one in expected(TODAY) if len(one.sites) > 1]
    assert len(shared) >= 25
    assert sum(len(set(one.titles.values())) > 1 for one in shared) >= 15
    assert all(len(one.urls) == len(one.sites) == len(set(one.urls)) for one in shared)
    words = [title for one in shared for title in one.titles.values()]
    assert any(title.startswith("FREE WEBINAR: ") for title in words)


def test_topics_sites_and_keys_are_known() -> None:
    slugs = {topic.slug for topic in topics()}
    names = {site.name for site in sites()}
    for one in occasions(TODAY):
        assert set(one.topics) <= slugs, one.slug
        assert {*one.sites, *one.titles, *one.omit} <= names, one.slug
        assert len(re.findall(r"[.?]", " ".join(one.description))) >= 2, one.slug


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({**WHOLE, "wehn": ""}, "wehn"),
        ({"slug": "x", "title": "X", "sites": [], "topics": []}, "description"),
    ],
)
def test_a_wrong_or_missing_key_is_named(row: dict[str, object], key: str) -> None:
    with pytest.raises(ReadError, match=f"'x'.*'{key}'"):
        check_event(row)


def test_slugs_are_unique() -> None:
    assert not [
        slug for slug, times in Counter(o.slug for o in occasions(TODAY)).items() if times > 1
    ]


def test_the_second_day_changes_just_what_its_table_says() -> None:
    first = {one.slug: one for one in expected(TODAY, 1)}
    second = {one.slug: one for one in expected(TODAY, 2)}
    told = {row["slug"] for row in changes()}
    assert {slug for slug in second if first.get(slug) != second[slug]} == told
    assert set(first) <= set(second)
    kinds = Counter(change.kind for change in expected_changes(TODAY))
    assert kinds == {
        "moved": 3,
        "cancelled": 3,
        "sold-out": 2,
        "withdrawn": 2,
        "new": 4,
        "venue": 1,
        "price": 1,
        "speaker": 1,
    }


@any_day
@given(DAYS)
def test_each_kind_of_change_touches_its_own_fields(today: date) -> None:
    fields = {
        "moved": ["start", "end"],
        "cancelled": ["status"],
        "sold-out": ["status"],
        "withdrawn": ["status", "withdrawn"],
        "venue": ["venue", "town", "postcode"],
        "price": ["price"],
        "speaker": ["speakers"],
    }
    for change in expected_changes(today):
        if change.before is None:
            assert change.kind == "new"
            continue
        for name in fields[change.kind]:
            different = getattr(change.before, name) != getattr(change.after, name)
            # A move by hours may leave the end where it was.
            assert different or name == "end", (change.after.slug, name)
