"""One visit: what is remembered, what is counted, how the run ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from catalogue import pages, runs
from catalogue.listing import Listing, Times
from catalogue.pages import Validator
from catalogue.runs import RunState
from catalogue.store import Store
from pipelines.settle import settle
from spiders.source import Source
from spiders.visit import MOST_PROBLEMS, Visit, body_hash

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
URL = "https://larkfield.example/events/one"
SOURCE = Source.model_validate(
    {
        "name": "larkfield",
        "title": "Larkfield Trust",
        "home": "https://larkfield.example",
        "start": "https://larkfield.example/events",
        "zone": "Europe/London",
    }
)


def listing(title: str, url: str = URL) -> Listing:
    return Listing(title=title, url=url, source="larkfield", source_key=url)


def test_an_accepted_visit_is_stored_with_its_pages(any_store: Store) -> None:
    visit = Visit.begin(any_store, SOURCE, NOW)
    visit.counts["pages"] = 1
    visit.fresh[URL] = Validator(etag='"1"', body_hash=body_hash(b"x"))
    visit.fresh[URL + "?utm_source=x"] = Validator(etag='"1"')
    visit.fresh[URL + "/empty"] = Validator(etag='"2"')
    visit.bare.add(URL + "/empty")
    with any_store.begin() as tx:
        runs.add_sightings(tx, visit.run_id, [listing("One")], NOW)
    outcome = visit.close({"listings": 1}, NOW)
    assert (outcome.state, outcome.reason, outcome.changed) == (RunState.ACCEPTED, "", 1)
    assert Visit.begin(any_store, SOURCE, NOW).known == {}  # not settled yet
    with any_store.begin() as tx:
        runs.mark_settled(tx, visit.run_id, NOW)
    again = Visit.begin(any_store, SOURCE, NOW + timedelta(hours=1))
    assert again.headers(URL) == {"If-None-Match": '"1"'}
    assert again.headers(URL + "?utm_source=x") == {}
    assert again.headers(URL + "/empty") == {"If-None-Match": '"2"'}
    assert again.is_same(URL, b"x")
    assert not again.is_same(URL, b"y")
    with any_store.read() as tx:
        assert runs.recent_counts(tx, "larkfield") == [1]


def test_a_failed_visit_remembers_no_pages_and_says_why(store: Store) -> None:
    visit = Visit.begin(store, SOURCE, NOW)
    visit.fresh[URL] = Validator(etag='"1"')
    visit.note_problem("slow", "https://larkfield.example did not answer.")
    outcome = visit.close({}, NOW)
    assert outcome.state is RunState.FAILED
    assert outcome.reason.endswith("1 page failed. https://larkfield.example did not answer.")
    assert outcome.stats == {"failed": 1, "failed_slow": 1}
    with store.read() as tx:
        assert pages.validators(tx, "larkfield", visit.version) == {}
        assert runs.latest_runs(tx)["larkfield"].reason == outcome.reason


def test_it_takes_over_a_run_that_was_opened_for_it(store: Store) -> None:
    with store.begin() as tx:
        run_id = runs.begin_run(tx, "larkfield", NOW)
    assert Visit.begin(store, SOURCE, NOW, run_id).run_id == run_id


def test_gone_pages_are_signs(store: Store) -> None:
    visit = Visit.begin(store, SOURCE, NOW)
    visit.gone.add(URL)
    visit.close({"pages": 1, "listings": 1}, NOW)
    with store.read() as tx:
        assert runs.gone_pages(tx, visit.run_id) == [URL]


def test_problems_are_kept_once_and_not_without_end(store: Store) -> None:
    visit = Visit.begin(store, SOURCE, NOW)
    for number in range(3 * MOST_PROBLEMS):
        visit.note_problem("slow", f"{number} is slow.")
        visit.note_problem("slow", "0 is slow.")
    assert len(visit.problems) == MOST_PROBLEMS
    assert visit.counts["failed"] == 6 * MOST_PROBLEMS


def test_events_that_all_lose_their_times_are_set_aside(any_store: Store) -> None:
    times = Times(start=NOW)
    many = [replace(listing(f"No {each}", f"{URL}/{each}"), times=times) for each in range(6)]
    first = Visit.begin(any_store, SOURCE, NOW)
    with any_store.begin() as tx:
        runs.add_sightings(tx, first.run_id, many, NOW)
    assert first.close({"pages": 6, "listings": 6}, NOW).state is RunState.ACCEPTED
    settle(any_store, NOW)
    later = Visit.begin(any_store, SOURCE, NOW + timedelta(hours=1))
    bare = [replace(one, times=Times(start=NOW.date())) for one in many]
    with any_store.begin() as tx:
        runs.add_sightings(tx, later.run_id, [*bare, listing("New")], NOW)
    outcome = later.close({"pages": 7, "listings": 7}, NOW)
    assert outcome.state is RunState.ASIDE
    assert outcome.reason.startswith(
        "6 of 7 listings lost their clock time at once, such as “No 0”."
    )
    assert "muster sources accept" in outcome.reason
