"""The whole way: sample sites → the real command → a catalogue that equals the facts → feeds that read back."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import feedparser
import icalendar
import pytest

from catalogue import events, runs
from catalogue.events import Revision
from catalogue.listing import Grade, Listing, Moment, Status, day_of
from catalogue.store import Store
from samples.outcome import Change, Expected, expected, expected_changes
from samples.server import SampleServer, source_files, write_sources

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What stands in the catalogue and in the folder of feeds after one day, and what should."""

    today: date
    base: str
    found: list[Listing]
    expected: tuple[Expected, ...]
    history: dict[str, list[Revision]]
    public: dict[str, bytes]
    output: str
    states: dict[str, str]

    def event(self, wanted: Expected) -> Listing | None:
        """The event that stands at one of the expected one's addresses, on its day."""
        for one in self.found:
            here = {each.url.split("#")[0] for each in one.provenance}
            same_day = day_of(one.times.start) == day_of(wanted.start)
            if here & {url.split("#")[0] for url in wanted.urls} and (
                same_day or len(wanted.urls) > 1
            ):
                return one
        return None


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> tuple[Day, Day]:
    """Both days of the sample sites, harvested with the command that a user has."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "sources").mkdir()
    today = datetime.now(ZoneInfo("Europe/London")).date()
    with SampleServer(today) as server:
        write_sources(folder / "sources", server.port)
        names = sorted(Path(name).stem for name in source_files(server.port))
        first = _harvest(folder, names, today, server.base, 1)
        server.day = 2
        second = _harvest(folder, names, today, server.base, 2)
    return first, second


def _harvest(folder: Path, names: list[str], today: date, base: str, number: int) -> Day:
    env = {
        **os.environ,
        "MUSTER_DATABASE_URL": f"sqlite:///{folder / 'muster.db'}",
        "MUSTER_SOURCES": str(folder / "sources"),
        "MUSTER_PUBLIC": str(folder / "public"),
        "COLUMNS": "200",
    }
    done = subprocess.run(
        [sys.executable, "-m", "cli", "harvest", *names],
        env=env,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    store = Store.open(env["MUSTER_DATABASE_URL"])
    with store.read() as tx:
        found = events.events(tx)
        history = {one.id: events.revisions(tx, one.id) for one in found}
        states = {name: run.state.value for name, run in runs.latest_runs(tx).items()}
    store.close()
    public = folder / "public"
    return Day(
        today=today,
        base=base,
        found=found,
        expected=expected(today, number, base),
        history=history,
        public={
            path.relative_to(public).as_posix(): path.read_bytes()
            for path in public.rglob("*")
            if path.suffix in (".rss", ".atom", ".ics", ".json", ".opml")
        },
        output=done.stdout,
        states=states,
    )


def _moment(moment: Moment | None) -> str:
    """Comparable words of a moment: its wall clock and its instant, or its day."""
    if isinstance(moment, datetime):
        return f"{moment:%Y-%m-%d %H:%M} = {moment.astimezone(UTC):%H:%M}Z"
    return str(moment)


def _differences(day: Day, what: str) -> list[str]:
    """Every event of the facts whose field differs in the catalogue."""
    wrong = []
    for wanted in day.expected:
        if wanted.withdrawn and not day.event(wanted):
            continue
        found = day.event(wanted)
        if found is None:
            wrong.append(f"{wanted.slug}: not found at {wanted.urls}")
            continue
        told, known = _pair(what, wanted, found)
        if told != known:
            wrong.append(f"{wanted.slug} ({', '.join(wanted.sites)}): {told!r} read as {known!r}")
    return wrong


def _pair(what: str, wanted: Expected, found: Listing) -> tuple[object, object]:
    """The expected and the known value of one field."""
    free = found.price.is_free if found.price else None
    status = (
        Status.SCHEDULED if found.status in (Status.ENDED, Status.RESCHEDULED) else found.status
    )
    told = (
        Status.SCHEDULED if wanted.status in (Status.ENDED, Status.RESCHEDULED) else wanted.status
    )
    pairs: dict[str, tuple[object, object]] = {
        "start": (_moment(wanted.start), _moment(found.times.start)),
        # One day, all day: our end is None, since the page gives one day only.
        "end": (
            _moment(None if wanted.all_day and wanted.end == wanted.start else wanted.end),
            _moment(found.times.end),
        ),
        "status": (told, status),
        "mode": (wanted.mode, found.mode),
        "town": (wanted.town, found.place.town),
        "free": (wanted.free, free),
        "speakers": (
            set(wanted.speakers) | ({wanted.chair} if wanted.chair else set()),
            {one.name for one in found.people},
        ),
        "chair": (wanted.chair, next((one.name for one in found.people if one.is_chair), None)),
        "sites": (len(set(wanted.sites)), len({one.source for one in found.provenance})),
        "title": (wanted.title.casefold(), found.title.casefold()),
    }
    return pairs[what]


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize(
    "what", ["start", "end", "status", "mode", "town", "free", "chair", "speakers", "sites"]
)
def test_the_catalogue_equals_the_facts(days: tuple[Day, Day], number: int, what: str) -> None:
    assert _differences(days[number - 1], what) == []


@pytest.mark.parametrize("number", [1, 2])
def test_no_event_is_there_twice_or_invented(days: tuple[Day, Day], number: int) -> None:
    day = days[number - 1]
    known = {one.id for one in (day.event(wanted) for wanted in day.expected) if one}
    assert [
        f"{one.title} {one.times.start} {one.url}" for one in day.found if one.id not in known
    ] == []


def test_every_source_was_accepted(days: tuple[Day, Day]) -> None:
    assert set(days[0].states.values()) == {"accepted"}
    assert set(days[1].states.values()) == {"accepted"}


def test_the_second_day_is_told_change_by_change(days: tuple[Day, Day]) -> None:
    first, second = days
    changes: tuple[Change, ...] = expected_changes(first.today, first.base)
    missed = []
    for change in changes:
        after = second.event(change.after)
        if after is None:
            missed.append(f"{change.kind} {change.after.slug}: not found")
            continue
        kept = change.before is None or first.event(change.before)
        if kept is None or (isinstance(kept, Listing) and kept.id != after.id):
            missed.append(f"{change.kind} {change.after.slug}: another id")
        rise = after.sequence - (kept.sequence if isinstance(kept, Listing) else 0)
        if (change.kind in ("moved", "cancelled", "withdrawn", "sold-out", "venue")) != (rise > 0):
            missed.append(f"{change.kind} {change.after.slug}: SEQUENCE rose by {rise}")
        if len(second.history[after.id]) < 2 and change.before is not None:
            missed.append(f"{change.kind} {change.after.slug}: no revision")
    assert missed == []
    assert len(changes) >= 12


def test_what_did_not_change_was_not_revised(days: tuple[Day, Day]) -> None:
    first, second = days
    changes = [second.event(one.after) for one in expected_changes(first.today, first.base)]
    changed = {one.id for one in changes if one is not None}
    before = {one.id: one for one in first.found}
    touched = [
        one.title
        for one in second.found
        if one.id in before and one.id not in changed and one != before[one.id]
    ]
    assert touched == []


def test_readings_that_are_open_are_few(days: tuple[Day, Day]) -> None:
    unsure = [
        f"{one.title}: {one.times.text} {one.times.why}"
        for one in days[0].found
        if one.times.grade == Grade.OPEN
    ]
    assert unsure == []


def test_calendars_read_back_to_the_minute(days: tuple[Day, Day]) -> None:
    day = days[1]
    calendar = icalendar.Calendar.from_ical(day.public["feeds/all.ics"])
    read = {str(one.uid): one for one in calendar.events}
    by_id = {one.id: one for one in day.found}
    assert len(read) > 80
    for uid, entry in read.items():
        event_id = uid.split("@")[0]
        if event_id in by_id:
            assert _moment(entry.start) == _moment(by_id[event_id].times.start)


@pytest.mark.parametrize("ext", ["rss", "atom"])
def test_feeds_read_back(days: tuple[Day, Day], ext: str) -> None:
    parsed = feedparser.parse(days[1].public[f"feeds/all.{ext}"])
    assert not parsed.bozo
    ids = {entry.id.rpartition(":")[2] for entry in parsed.entries}
    assert ids <= {one.id for one in days[1].found}
    assert len(ids) == 100


def test_the_command_prints_tables(days: tuple[Day, Day]) -> None:
    first, second = days
    assert "What the sources brought" in first.output
    assert "What is published" in first.output
    assert "What subscribers will see" in second.output
