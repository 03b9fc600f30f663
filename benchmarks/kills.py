"""Publishers killed (-9) at random moments: `python -m benchmarks.kills [KILLS]`; nothing torn, lost or twice.

Before each kill some events change; a publisher is started and killed within its usual time. Behind every kill each
file must be whole. At the end one publisher runs through, and what it leaves must equal a fresh publication.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from catalogue import events
from catalogue.config import Config
from catalogue.listing import Grade, Listing, Times, TopicMatch
from catalogue.store import Store
from catalogue.taxonomy import topics
from feeds.publish import publish
from feeds.self_check import findings

_NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)
_LISTINGS = 120
_CHILD = (
    "import sys; from datetime import datetime; from pathlib import Path\n"
    "from catalogue.config import Config; from catalogue.store import Store\n"
    "from feeds.publish import publish\n"
    "publish(Store.open(sys.argv[1]), Config(public=Path(sys.argv[2])), datetime.fromisoformat(sys.argv[3]))"
)


def run(kills: int) -> Iterator[str]:
    """The figures, a line each.

    Raises:
        RuntimeError: A file is torn, an event is lost, or the end differs from a fresh publication.
    """
    dice = random.Random(7)  # noqa: S311 (moments, no secrets)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = Store.open(f"sqlite:///{folder}/kills.db")
        config = Config(public=folder / "public")
        _put(store, [_listing(number, 0) for number in range(_LISTINGS)])
        _child(folder).wait()
        _put(store, [_listing(0, 1)])
        began = time.perf_counter()
        _child(folder).wait()  # this one has as much to do as those that are killed
        usual, died = time.perf_counter() - began, 0
        for turn in range(1, kills + 1):
            _put(store, [_listing(dice.randrange(_LISTINGS), turn) for _ in range(3)])
            publisher = _child(folder)
            time.sleep(dice.uniform(usual / 2, usual))
            publisher.send_signal(signal.SIGKILL)
            died += publisher.wait() == -signal.SIGKILL
            _check_whole(config.public)
        publish(store, config, _NOW)
        fresh = _elsewhere(config, folder / "fresh")
        publish(store, fresh, _NOW)
        store.close()
        left, wanted = _documents(config.public), _documents(fresh.public)
        _demand(left == wanted, "what is left differs from a fresh publication")
        _demand(left["feeds/all.rss"].count(b"<guid") == 100, "entries are lost")
        _demand(left["feeds/all.ics"].count(b"BEGIN:VEVENT") == _LISTINGS, "events are lost")
    yield f"{kills} publishers, {died} killed before their end: no torn file; the end equals a fresh publication"


def _demand(holds: bool, words: str) -> None:
    if not holds:
        raise RuntimeError(words)


def _elsewhere(config: Config, public: Path) -> Config:
    return config.model_copy(update={"public": public})


def _child(folder: Path) -> subprocess.Popen[bytes]:
    address = f"sqlite:///{folder}/kills.db"
    command = [sys.executable, "-c", _CHILD, address, str(folder / "public"), _NOW.isoformat()]
    return subprocess.Popen(command)


def _documents(public: Path) -> dict[str, bytes]:
    """Every file that a reader can fetch."""
    files = (path for path in public.rglob("*") if path.is_file() and path.name[0] != ".")
    return {str(path.relative_to(public)): path.read_bytes() for path in files}


def _check_whole(public: Path) -> None:
    for name, data in _documents(public).items():
        ext = name.rpartition(".")[2]
        if ext not in ("gz", "br"):
            _demand(findings(ext, data) == (), f"{name} is torn")


def _put(store: Store, listings: list[Listing]) -> None:
    with store.begin() as tx:
        for one in listings:
            events.put_event(tx, one, _NOW)


def _listing(number: int, turn: int) -> Listing:
    start = datetime(2027, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/London")) + timedelta(days=number)
    known = topics()
    one = Listing(
        id=f"00000000-0000-4000-8000-{number:012d}",
        title=f"Briefing {number}, edition {turn}",
        url=f"https://harrowgate.example/events/{number}",
        source="harrowgate",
        times=Times(start=start, zone="Europe/London", grade=Grade.SURE, certain=True),
        topics=(TopicMatch(slug=known[number % len(known)].slug, score=5),),
        published=_NOW,
    )
    return replace(one, modified=_NOW + timedelta(seconds=turn, microseconds=number))


def main() -> int:
    """Run it; return the exit status."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for line in run(kills):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
