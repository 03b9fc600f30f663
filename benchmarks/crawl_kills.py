"""Harvests killed (-9) at random moments of crawl, settling and publication: nothing torn, lost or twice.

    python -m benchmarks.crawl_kills [COUNT [SEED]]

`muster harvest` visits sample sites, which switch between their two days so that there is always something to take
in, and is killed COUNT (100) times. After each kill every published file is read whole by a parser, every listing of
a run that was accepted before must still be there, and no feed may hold an entry twice. At the end two harvests run
through: what they leave must be what the same two days leave in a catalogue where nothing was killed.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from icalendar import Calendar
from sqlalchemy import select

from catalogue import tables
from catalogue.events import events
from catalogue.runs import RunState
from catalogue.store import Store
from samples.server import SampleServer, source_files, write_sources

_ATOM = "{http://www.w3.org/2005/Atom}"
_LONGEST = (
    1.3  # a kill falls within so many times the span of a whole run: some fall behind its end
)

_AT_ONCE = 4  # sources of a crawl that is killed


@dataclass(slots=True)
class Bench:
    """A catalogue under fire, and what is known of it."""

    folder: Path
    server: SampleServer
    acknowledged: set[tuple[str, str]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    ended: Counter[str] = field(default_factory=Counter)

    @property
    def names(self) -> list[str]:
        """The sample sources."""
        return sorted(Path(name).stem for name in source_files(self.server.port))

    @property
    def public(self) -> Path:
        """Where the feeds stand."""
        return self.folder / "public" / "feeds"

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """The real command, in a session of its own."""
        env = {
            **os.environ,
            "MUSTER_DATABASE_URL": f"sqlite:///{self.folder / 'muster.db'}",
            "MUSTER_SOURCES": str(self.folder / "sources"),
            "MUSTER_PUBLIC": str(self.folder / "public"),
        }
        return subprocess.Popen(
            [sys.executable, "-m", "cli", *words],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def whole(self, *words: str) -> float:
        """Seconds that the command takes when nobody kills it."""
        began = time.monotonic()
        if status := self.start(*words).wait():
            self.faults.append(f"muster {words[0]} ended with status {status} when left alone")
        return time.monotonic() - began

    def killed(self, span: float, chance: random.Random, *words: str) -> None:
        """Start the command and kill it at a random moment; then look at everything."""
        process = self.start(*words)
        try:
            process.wait(chance.uniform(0, span * _LONGEST))
        except subprocess.TimeoutExpired:
            process.kill()
        status = process.wait()
        self.ended["killed" if status < 0 else "ended before"] += 1
        self.look(words[0])

    def look(self, what: str) -> None:
        """Read every file whole, and compare the catalogue with what it had acknowledged."""
        for path in sorted(self.public.rglob("*.*")):
            if fault := _fault(path):
                self.faults.append(f"{path.relative_to(self.public)} after {what}: {fault}")
        now = self.accepted()
        if lost := self.acknowledged - now:
            self.faults.append(f"lost after {what}: {sorted(lost)[:3]}")
        self.acknowledged |= now

    def accepted(self) -> set[tuple[str, str]]:
        """(source, key) of every listing in a run that was accepted."""
        sighting, run = tables.sighting.c, tables.run.c
        query = (
            select(sighting.source, sighting.source_key)
            .join(tables.run, run.id == sighting.run_id)
            .where(run.state == RunState.ACCEPTED.value)
        )
        store = self.store()
        with store.read() as tx:
            found = {(row.source, row.source_key) for row in tx.execute(query)}
        store.close()
        return found

    def store(self) -> Store:
        """The catalogue, opened as the next command would."""
        return Store.open(f"sqlite:///{self.folder / 'muster.db'}")


def _fault(path: Path) -> str:
    """What is wrong with a published file; "" when it is whole and holds nothing twice."""
    try:
        ids = _ids(path)
    except (ValueError, ET.ParseError, KeyError) as error:
        return f"torn: {error}"
    twice = [one for one, count in Counter(ids).items() if count > 1]
    return f"twice: {twice[:2]}" if twice else ""


def _ids(path: Path) -> list[str]:
    if path.suffix == ".ics":
        data = path.read_bytes()
        if not data.endswith(b"END:VCALENDAR\r\n"):
            raise ValueError("no end")
        return [
            f"{one['UID']} {one.get('RECURRENCE-ID', '')}"
            for one in Calendar.from_ical(data).walk("VEVENT")
        ]
    if path.suffix == ".json":
        return [item["id"] for item in json.loads(path.read_bytes())["items"]]
    if path.suffix in (".rss", ".atom", ".opml"):
        root = ET.fromstring(path.read_bytes())  # noqa: S314 (our own files)
        found = [
            *root.iter("guid"),
            *(entry.find(f"{_ATOM}id") for entry in root.iter(f"{_ATOM}entry")),
        ]
        return [one.text or "" for one in found if one is not None]
    return []


def _outcome(bench: Bench) -> set[tuple[str, ...]]:
    """What subscribers would see: title, start and state of every event."""
    store = bench.store()
    with store.read() as tx:
        found: set[tuple[str, ...]] = {
            (one.title, str(one.times.start), one.status.value) for one in events(tx)
        }
    store.close()
    return found


def _peaceful(folder: Path, server: SampleServer) -> set[tuple[str, ...]]:
    """What both days leave where nothing is killed."""
    bench = Bench(folder, server)
    write_sources(folder / "sources", server.port)
    for server.day in (1, 2):
        bench.whole("harvest", *bench.names)
    return _outcome(bench)


def run(count: int = 100, seed: int = 1) -> tuple[list[str], list[str]]:
    """The figures, and every fault that was found."""
    chance = random.Random(seed)  # noqa: S311 (moments, no secrets)
    today = datetime.now(ZoneInfo("Europe/London")).date()
    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as two,
        SampleServer(today) as server,
    ):
        peaceful = _peaceful(Path(one), server)
        bench = Bench(Path(two), server)
        write_sources(bench.folder / "sources", server.port)
        server.day = 1
        bench.whole("harvest", *bench.names)
        span = bench.whole("harvest", *bench.names[:_AT_ONCE])
        for number in range(count):
            server.day = 2 - number % 2
            bench.killed(span, chance, "harvest", *chance.sample(bench.names, _AT_ONCE))
        for server.day in (1, 2):
            bench.whole("harvest", *bench.names)
        bench.look("the end")
        if missing := peaceful ^ _outcome(bench):
            bench.faults.append(f"other events than without kills: {sorted(missing)[:4]}")
    figures = [
        f"{count} kills, seed {seed}: {bench.ended['killed']} struck, {bench.ended['ended before']} came late",
        f"{len(bench.acknowledged)} acknowledged listings, {len(peaceful)} events, {len(bench.faults)} faults",
    ]
    return figures, bench.faults


def main() -> int:
    """Print the figures and the faults; status 1 when there is one."""
    figures, faults = run(*(int(word) for word in sys.argv[1:3]))
    print("\n".join(figures + faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
