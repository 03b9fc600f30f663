"""khal with vdirsyncer, calcurse and newsboat: programs for the terminal, subscribed over HTTP."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import urllib.request
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from catalogue.listing import Listing
from tests.clients.conftest import SUBSCRIBED, Shelf
from tests.feeds.listings import NOW, SUMMER

ELSEWHERE = "America/New_York"
KHAL = """[calendars]
[[muster]]
path = {folder}/calendars/muster
type = calendar
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""
VDIRSYNCER = """[general]
status_path = "{folder}/status"
[pair muster]
a = "here"
b = "there"
collections = null
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "{folder}/calendars/muster"
fileext = ".ics"
[storage there]
type = "http"
url = "{address}"
"""


def run(folder: Path, *command: str, answer: str = "") -> str:
    """What a program prints that lives in the folder and in another zone."""
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, input=answer,
        env={**os.environ, **home, "TZ": ELSEWHERE},
    )  # fmt: skip
    return done.stdout


def local(moment: date | datetime | None) -> str:
    """The wall clock of the reader, or the day."""
    if isinstance(moment, datetime):
        return moment.astimezone(ZoneInfo(ELSEWHERE)).strftime("%Y-%m-%d %H:%M")
    assert moment is not None
    return moment.isoformat()


def test_khal_shows_what_vdirsyncer_fetched(
    shelf: Shelf, program: Callable[[str], str], tmp_path: Path
) -> None:
    khal, vdirsyncer = program("khal"), program("vdirsyncer")
    folder = tmp_path / "terminal"
    (folder / "calendars" / "muster").mkdir(parents=True)
    (folder / "sync.conf").write_text(
        VDIRSYNCER.format(folder=folder, address=shelf.address("ics"))
    )
    (folder / "khal.conf").write_text(KHAL.format(folder=folder, zone=ELSEWHERE))
    sync = (vdirsyncer, "-c", str(folder / "sync.conf"))
    run(folder, *sync, "discover", answer="y\n")

    def shown() -> set[tuple[str, str]]:
        run(folder, *sync, "sync")
        lines = run(
            folder, khal, "-c", str(folder / "khal.conf"), "list", "--once",
            "--format", "{start-long}|{title}", "--day-format", "", "2026-12-01", "400d",
        ).splitlines()  # fmt: skip
        return {
            (start, title)
            for start, _, title in (line.partition("|") for line in lines if "|" in line)
        }

    wanted = {(local(one.times.start), _title(one)) for one in SUBSCRIBED}
    assert shown() == wanted
    moved = _moved(SUMMER)
    shelf.put(moved, now=NOW + timedelta(hours=1))
    assert shown() == wanted - {(local(SUMMER.times.start), SUMMER.title)} | {
        (local(moved.times.start), moved.title)
    }


def test_calcurse_imports_every_event_at_its_hour(
    shelf: Shelf, program: Callable[[str], str], tmp_path: Path
) -> None:
    calcurse = program("calcurse")
    file, folder = tmp_path / "all.ics", tmp_path / "calcurse"
    with urllib.request.urlopen(shelf.address("ics")) as answer:
        file.write_bytes(answer.read())
    run(tmp_path, calcurse, "-q", "-D", str(folder), "-i", str(file))
    told = (folder / "apts").read_text()
    for one in SUBSCRIBED:
        line = next(line for line in told.splitlines() if _title(one) in line)
        start = one.times.start
        assert isinstance(start, date)
        day = start.astimezone(ZoneInfo(ELSEWHERE)) if isinstance(start, datetime) else start
        assert line.startswith(
            day.strftime("%m/%d/%Y @ %H:%M" if isinstance(start, datetime) else "%m/%d/%Y")
        )


def test_newsboat_holds_each_entry_once(
    shelf: Shelf, program: Callable[[str], str], tmp_path: Path
) -> None:
    newsboat = program("newsboat")
    (tmp_path / "config").write_text("")
    for ext in ("rss", "atom"):
        (tmp_path / "urls").write_text(shelf.address(ext) + "\n")
        cache = tmp_path / f"{ext}.db"
        reload = (
            newsboat,
            "-u",
            str(tmp_path / "urls"),
            "-C",
            str(tmp_path / "config"),
            "-c",
            str(cache),
            "-x",
            "reload",
        )
        run(tmp_path, *reload)
        before = _entries(cache)
        shelf.put(
            replace(SUMMER, title=f"Told anew to {ext}", modified=NOW + timedelta(minutes=1)),
            now=NOW + timedelta(hours=1),
        )
        run(tmp_path, *reload)
        after = _entries(cache)
        assert len(before) == len(SUBSCRIBED)
        assert after.keys() == before.keys()
        assert sum(before[key] != after[key] for key in before) == 1


def _entries(cache: Path) -> dict[str, str]:
    """Guid → title in newsboat's own store."""
    with closing(sqlite3.connect(cache)) as base:
        return dict(base.execute("select guid, title from rss_item"))


def _moved(listing: Listing) -> Listing:
    start, end = listing.times.start, listing.times.end
    assert isinstance(start, datetime)
    assert isinstance(end, datetime)
    week = timedelta(days=7)
    times = replace(listing.times, start=start + week, end=end + week)
    return replace(listing, times=times, sequence=1, modified=NOW + timedelta(minutes=30))


def _title(listing: Listing) -> str:
    """With the mark that a called-off event bears."""
    return f"Cancelled: {listing.title}" if listing.status == "cancelled" else listing.title
