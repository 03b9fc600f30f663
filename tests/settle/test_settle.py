"""Settling: what runs bring becomes events with lasting ids, merged fields, history; on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from catalogue import events, merges, runs, sources
from catalogue.errors import StoreError
from catalogue.events import Revision
from catalogue.listing import Grade, Listing, Mode, Person, Place, Status, Times
from catalogue.runs import RunState
from catalogue.store import Store
from pipelines.settle import SettleReport, decide, settle

NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
START = datetime(2027, 6, 16, 9, 30, tzinfo=LONDON)


def at(start: datetime | date, end: datetime | date | None = None, **more: object) -> Times:
    zone = "Europe/London" if isinstance(start, datetime) else None
    return Times(start=start, end=end, zone=zone, grade=Grade.SURE, certain=True, **more)  # type: ignore[arg-type]  # fields of Times


def seen(source: str = "harrowgate", key: str = "a", **changes: object) -> Listing:
    base = Listing(
        title="Breaking the business model of county lines gangs",
        url=f"https://{source}.example/{key}",
        source=source,
        source_key=key,
        times=at(START, START + timedelta(hours=3)),
        mode=Mode.IN_PERSON,
        place=Place(name="Guildhall", town="York"),
        organiser="Harrowgate Policy Forum",
        description="<p>Drugs, exploitation and organised crime groups.</p>",
    )
    return replace(base, **changes)  # type: ignore[arg-type]  # fields of Listing


def take(
    store: Store, listings: Sequence[Listing], now: datetime = NOW, gone: Sequence[str] = ()
) -> SettleReport:
    """One accepted run for each source that lists something, then settle."""
    with store.begin() as tx:
        for name, role in (
            ("harrowgate", "organiser"),
            ("tickets", "ticketing"),
            ("insight", "aggregator"),
        ):
            sources.remember(
                tx, sources.SourceRow(name=name, title=name, home="https://x.example/", role=role)
            )
        for source in dict.fromkeys([one.source for one in listings] or ["harrowgate"]):
            run_id = runs.begin_run(tx, source, now)
            runs.add_sightings(tx, run_id, [one for one in listings if one.source == source], now)
            for url in gone:
                runs.add_gone(tx, run_id, source, url, now)
            runs.close_run(tx, run_id, state=RunState.ACCEPTED, reason="", stats={}, now=now)
    return settle(store, now)


def all_events(store: Store) -> list[Listing]:
    with store.read() as tx:
        return events.events(tx)


def history(store: Store, event_id: str) -> list[Revision]:
    with store.read() as tx:
        return events.revisions(tx, event_id)


def test_a_new_listing_becomes_an_event_with_topics(any_store: Store) -> None:
    report = take(any_store, [seen()])
    [event] = all_events(any_store)
    assert report.new == [("harrowgate", event.id, event.title)]
    assert {match.slug for match in event.topics} >= {"drugs", "organised-crime"}
    assert (event.published, event.modified, event.sequence) == (NOW, NOW, 0)
    assert [one.kind for one in history(any_store, event.id)] == ["new"]


def test_the_same_event_of_two_sources_is_one_and_says_whose_fields_won(any_store: Store) -> None:
    partner = seen(
        "insight",
        title="Breaking the business model of county lines gangs - webinar",
        times=at(START.date()),
        place=Place(),
        mode=Mode.UNKNOWN,
        people=(Person(name="Jo Fenn"),),
    )
    take(any_store, [partner])
    report = take(any_store, [seen(people=(Person(name="Ola Brand"),))], NOW + timedelta(hours=1))
    [event] = all_events(any_store)
    assert report.joined == [("harrowgate", "a", event.id)]
    assert event.title == seen().title
    assert event.times == seen().times
    assert [one.name for one in event.people] == ["Ola Brand", "Jo Fenn"]
    assert [(one.source, "times" in one.fields) for one in event.provenance] == [
        ("harrowgate", True),
        ("insight", False),
    ]
    with any_store.read() as tx:
        [log] = merges.merges(tx, event.id)
    assert log.points > 50
    assert "title" in log.why


def test_a_moved_and_retitled_event_keeps_its_id(any_store: Store) -> None:
    take(any_store, [seen()])
    [before] = all_events(any_store)
    moved = seen(
        times=at(START + timedelta(days=7)),
        title="Breaking county lines",
        url="https://harrowgate.example/new",
    )
    report = take(any_store, [moved], NOW + timedelta(days=1))
    [after] = all_events(any_store)
    assert after.id == before.id
    assert (after.sequence, after.published, after.modified) == (1, NOW, NOW + timedelta(days=1))
    [(_id, title, revision)] = report.changed
    assert (title, revision.kind) == ("Breaking county lines", "moved")
    assert revision.changes["start"] == ("Wed 16 Jun 2027, 09:30 BST", "Wed 23 Jun 2027, 09:30 BST")


@pytest.mark.parametrize(
    ("change", "kind", "rises"),
    [
        ({"status": Status.CANCELLED}, "status", 1),
        ({"place": Place(name="Assembly Rooms", town="York")}, "place", 1),
        ({"title": "Breaking the business model of county lines"}, "text", 0),
        ({"people": (Person(name="Jo Fenn"),)}, "text", 0),
    ],
)
def test_sequence_rises_on_time_place_and_status_only(
    store: Store, change: dict[str, object], kind: str, rises: int
) -> None:
    take(store, [seen()])
    changed = replace(seen(), **change)  # type: ignore[arg-type]  # fields of Listing
    take(store, [changed], NOW + timedelta(days=1))
    [event] = all_events(store)
    assert (history(store, event.id)[-1].kind, event.sequence) == (kind, rises)


def test_seeing_the_same_again_changes_nothing(any_store: Store) -> None:
    take(any_store, [seen()])
    before = all_events(any_store)
    report = take(any_store, [seen()], NOW + timedelta(days=1))
    assert (report.new, report.joined, report.changed) == ([], [], [])
    assert all_events(any_store) == before


def test_gone_withdraws_and_coming_back_restores(any_store: Store) -> None:
    take(any_store, [seen()])
    take(any_store, [], NOW + timedelta(days=1), gone=["https://harrowgate.example/a"])
    [event] = all_events(any_store)
    assert (event.status, event.sequence, event.times) == (Status.CANCELLED, 1, seen().times)
    take(any_store, [seen()], NOW + timedelta(days=2))
    [event] = all_events(any_store)
    assert (event.status, event.sequence) == (Status.SCHEDULED, 2)


def test_an_event_that_only_vanished_stays(any_store: Store) -> None:
    take(any_store, [seen(), seen(key="b", title="Custody and care", times=at(date(2027, 7, 1)))])
    take(
        any_store,
        [seen(key="b", title="Custody and its care", times=at(date(2027, 7, 1)))],
        NOW + timedelta(days=1),
    )
    assert sorted(one.status for one in all_events(any_store)) == [
        Status.SCHEDULED,
        Status.SCHEDULED,
    ]


def test_an_address_taken_over_by_next_year_is_another_event(any_store: Store) -> None:
    take(any_store, [seen(title="Annual custody conference 2027")])
    next_year = seen(title="Annual custody conference 2028", times=at(START.replace(year=2028)))
    take(any_store, [next_year], NOW + timedelta(days=200))
    first, second = all_events(any_store)
    assert first.id != second.id
    assert second.series in (first.id, first.series)


def test_a_roadshow_and_a_series_stay_apart(any_store: Store) -> None:
    towns = [
        seen(key=town, place=Place(name="Town hall", town=town))
        for town in ("Leeds", "London", "Bristol")
    ]
    months = [
        seen(
            key=f"m{month}",
            title="Monthly accountability meeting",
            times=at(START.replace(month=month)),
        )
        for month in (7, 8, 9)
    ]
    take(any_store, [*towns, *months])
    assert len(all_events(any_store)) == 6


def test_a_listing_that_bridges_two_events_folds_them_and_the_old_id_answers(
    any_store: Store,
) -> None:
    title = "Fraud summit: protecting victims of romance scams"
    take(
        any_store,
        [seen("insight", "x", title=title, organiser=None, place=Place(), mode=Mode.UNKNOWN)],
    )
    [first] = all_events(any_store)
    other = seen(
        "tickets",
        "y",
        title=title,
        times=at(START.date()),
        place=Place(name="Guildhall", town="York"),
    )
    take(any_store, [other], NOW + timedelta(hours=1))
    take(any_store, [seen(title=title)], NOW + timedelta(hours=2))
    [event] = all_events(any_store)
    assert event.id == first.id
    assert len(event.provenance) == 3


def test_a_cancellation_by_an_aggregator_waits_for_the_organiser(any_store: Store) -> None:
    take(any_store, [seen(), seen("insight", "x")])
    take(any_store, [seen("insight", "x", status=Status.CANCELLED)], NOW + timedelta(days=2))
    [event] = all_events(any_store)
    assert event.status == Status.CANCELLED
    take(
        any_store,
        [seen(title="Breaking the business model of county lines")],
        NOW + timedelta(days=3),
    )
    [event] = all_events(any_store)
    assert event.status == Status.SCHEDULED


def test_a_set_aside_run_changes_nothing(any_store: Store) -> None:
    take(any_store, [seen()])
    before = all_events(any_store)
    with any_store.begin() as tx:
        run_id = runs.begin_run(tx, "harrowgate", NOW)
        runs.add_sightings(tx, run_id, [seen(status=Status.CANCELLED)], NOW)
        runs.close_run(tx, run_id, state=RunState.ASIDE, reason="few", stats={}, now=NOW)
    assert settle(any_store, NOW).runs == []
    assert all_events(any_store) == before
    decide(any_store, "harrowgate", accept=True, now=NOW)
    assert [one.status for one in all_events(any_store)] == [Status.CANCELLED]
    with pytest.raises(StoreError, match="No run of this source is set aside"):
        decide(any_store, "harrowgate", accept=False, now=NOW)


def test_a_rebuilt_catalogue_mints_the_same_ids(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = []
    for order in (1, -1):
        folder = tmp_path_factory.mktemp("rebuilt")
        store = Store.open(f"sqlite:///{folder / 'muster.db'}")
        listings = [seen(), seen(key="b", title="Custody and care", times=at(date(2027, 7, 1)))]
        take(store, listings[::order])
        found.append({one.id for one in all_events(store)})
        store.close()
    assert found[0] == found[1]


def test_two_sources_that_tell_the_same_move_make_one_change(any_store: Store) -> None:
    take(any_store, [seen(), seen("insight", "x")])
    later = at(START + timedelta(days=7), START + timedelta(days=7, hours=3))
    report = take(
        any_store, [seen(times=later), seen("insight", "x", times=later)], NOW + timedelta(days=1)
    )
    [event] = all_events(any_store)
    assert event.sequence == 1
    assert [revision.kind for _id, _title, revision in report.changed] == ["moved"]


def test_what_a_second_source_adds_in_the_same_settling_is_no_change(any_store: Store) -> None:
    report = take(any_store, [seen("insight", "x", place=Place()), seen()])
    [event] = all_events(any_store)
    assert (event.sequence, report.changed) == (0, [])
    assert event.place == seen().place
    assert len(event.provenance) == 2


def test_no_two_changes_of_one_settling_bear_the_same_instant(any_store: Store) -> None:
    """Atom's validators take equal `updated` for a fault; readers sort by it."""
    titles = ("Drugs on the ward", "Councils and fraud", "Coastal rescue", "Prison reading groups")
    take(any_store, [seen(key=title, title=title) for title in titles])
    stamps = [one.modified for one in all_events(any_store) if one.modified]
    assert len(set(stamps)) == len(titles)
    assert max(stamps) - min(stamps) < timedelta(milliseconds=1)
    assert {one.published for one in all_events(any_store)} == {NOW}
