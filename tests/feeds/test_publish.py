"""Publishing: what is written, what is left alone, and what happens when something goes wrong."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import brotli
import feedparser
import pytest
from icalendar import Calendar
from lxml import etree
from sqlalchemy import delete

from catalogue import tables
from catalogue.config import Config
from catalogue.errors import PublishError
from catalogue.events import put_event
from catalogue.listing import Listing, Status, TopicMatch
from catalogue.sources import SourceRow, remember
from catalogue.store import Store
from catalogue.taxonomy import GROUPS, topics
from feeds import look
from feeds.changes import EXTS, change_feeds
from feeds.formats import FORMATS
from feeds.fragment import Fragment, Frame
from feeds.ledger import digest_of, opened, read_files
from feeds.publish import Manner, PublishReport
from feeds.publish import publish as publish_packed
from tests.feeds.listings import CANCELLED, EVERY, NOW, SUMMER, WINTER
from tests.feeds.test_output import tree

BARE = Manner(packers={})
publish = partial(publish_packed, manner=BARE)
"""Without compressed files, which take longer than all the rest; they have a test of their own, H2."""

LATER = NOW + timedelta(hours=1)
TOMORROW = NOW + timedelta(days=1)
CLOSED = (
    2 + len(GROUPS) + len(topics()) + 3 + 4
)  # all, a source; modes; free, two of soon, deadlines
OPEN_ONES = {  # feeds of values that the samples have
    *("audiences/police", "audiences/local-government", "regions/north-west"),
    *(f"months/{month}" for month in ("2026-12", *(f"2027-{number:02}" for number in range(1, 8)))),
} - {"months/2027-06"}
READY = CLOSED + len(OPEN_ONES)
CHANGED = len(change_feeds())
WRITTEN = READY * len(FORMATS) + CHANGED * len(EXTS)
OF_WINTER = {  # feeds that hold the listing
    *("all", "sources/north", "topics/public-order", "topics/police-powers"),
    *("topics/policing-criminal-justice", "audiences/police", "audiences/local-government"),
    *("regions/north-west", "modes/hybrid", "months/2027-01"),
}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(
        public=tmp_path / "public", base_url="https://muster.example/", domain="muster.example"
    )


@pytest.fixture
def folder(config: Config) -> Path:
    return config.public / "feeds"


@pytest.fixture
def filled(store: Store) -> Store:
    with store.begin() as tx:
        remember(tx, SourceRow(name="north", title="North", home="https://north.example/"))
    put(store, *EVERY)
    return store


def put(store: Store, *listings: Listing) -> None:
    with store.begin() as tx:
        for listing in listings:
            put_event(tx, listing, NOW)


def shown(folder: Path) -> dict[str, bytes]:
    """What a reader can fetch, compressed files, the ledger and the lock left out."""
    hidden = (".gz", ".br")
    return {
        name: data
        for name, data in tree(folder).items()
        if not name.startswith(".") and not name.endswith(hidden)
    }


def written(report: PublishReport) -> int:
    return sum(feed.written for feed in report.feeds)


def test_every_feed_is_there_in_every_format(filled: Store, config: Config, folder: Path) -> None:
    report = publish(filled, config, NOW)
    assert report.problems == ()
    assert len(report.feeds) == report.total == READY + CHANGED
    assert {one.slug for one in report.feeds} >= OPEN_ONES
    assert len(shown(folder)) == WRITTEN + 1
    assert written(report) == WRITTEN
    everything = report.feeds[0]
    assert (everything.slug, everything.items) == ("all", len(EVERY))
    assert everything.address == "https://muster.example/feeds/all.rss"
    order = next(one for one in report.feeds if one.slug == "topics/public-order")
    assert order.items == 1


def test_a_topic_without_listings_has_its_feed(filled: Store, config: Config, folder: Path) -> None:
    publish(filled, config, NOW)
    name = next(one.slug for one in topics() if one.slug not in ("public-order", "police-powers"))
    assert (folder / "topics" / f"{name}.ics").exists()
    assert not feedparser.parse((folder / "topics" / f"{name}.rss").read_bytes()).entries


def test_doubtful_topics_are_not_syndicated(filled: Store, config: Config, folder: Path) -> None:
    publish(filled, config, NOW)
    assert b"Keeping the peace" in (folder / "topics" / "public-order.rss").read_bytes()
    assert b"<item>" not in (folder / "topics" / "police-reform.rss").read_bytes()
    assert b"Police reform" not in (folder / "all.rss").read_bytes()


def test_nothing_changed_nothing_written(filled: Store, config: Config, folder: Path) -> None:
    first = publish(filled, config, NOW)
    stamps = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.name != ".lock"}
    again = publish(filled, config, LATER)
    assert written(again) == 0
    assert (again.feeds, again.total) == ((), first.total)
    assert {
        path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.name != ".lock"
    } == stamps


def test_trap_5_a_new_day_or_a_lost_manifest_rewrites_no_equal_bytes(
    filled: Store, config: Config, folder: Path
) -> None:
    publish(filled, config, NOW)
    before = shown(folder)
    assert written(publish(filled, config, TOMORROW)) == 0
    (folder / ".ledger.db").write_bytes(b"damaged" * 1_000)
    assert written(publish(filled, config, TOMORROW)) == 0
    assert shown(folder) == before
    assert read_files(folder).keys() == before.keys()


def test_only_dirty_feeds_are_written(filled: Store, config: Config, folder: Path) -> None:
    publish(filled, config, NOW)
    before = shown(folder)
    put(filled, replace(WINTER, title="Renamed", modified=LATER))
    report = publish(filled, config, LATER)
    changed = {name for name, data in shown(folder).items() if before[name] != data}
    slugs = {name.rpartition(".")[0] for name in changed}
    assert slugs == OF_WINTER
    assert {one.slug for one in report.feeds if one.written} == slugs
    assert len(changed) == written(report) == len(OF_WINTER) * len(FORMATS)


def test_a_listing_leaves_the_feed_of_its_old_topic(
    filled: Store, config: Config, folder: Path
) -> None:
    publish(filled, config, NOW)
    assert b"<item>" in (folder / "topics" / "public-order.rss").read_bytes()
    put(filled, replace(WINTER, topics=(TopicMatch(slug="police-powers", score=2),)))
    publish(filled, config, LATER)
    assert b"<item>" not in (folder / "topics" / "public-order.rss").read_bytes()


def test_hidden_and_deleted_events_leave(filled: Store, config: Config, folder: Path) -> None:
    publish(filled, config, NOW)
    event = tables.event.c
    with filled.begin() as tx:
        put_event(tx, WINTER, NOW, hidden=True)
    publish(filled, config, LATER)
    assert WINTER.id.encode() not in (folder / "all.rss").read_bytes()
    with filled.begin() as tx:
        tx.execute(delete(tables.event).where(event.id == SUMMER.id))
    publish(filled, config, LATER)
    assert SUMMER.id.encode() not in (folder / "all.ics").read_bytes()


def test_events_age_out_of_calendars_without_any_change(
    filled: Store, config: Config, folder: Path
) -> None:
    publish(filled, config, NOW)
    assert CANCELLED.id.encode() in (folder / "all.ics").read_bytes()
    report = publish(filled, config, datetime(2027, 1, 8, 12, tzinfo=UTC))
    assert CANCELLED.id.encode() not in (folder / "all.ics").read_bytes()
    assert CANCELLED.id.encode() not in (folder / "all.rss").read_bytes()
    assert {one.slug for one in report.feeds if one.written} == {
        *("all", "sources/north", "deadlines", "soon/7-days", "soon/30-days"),
    }


def test_today_is_the_day_at_the_site(filled: Store, config: Config, folder: Path) -> None:
    # 23:30 UTC on 30 June is already 1 July in London.
    put(filled, replace(CANCELLED, times=replace(CANCELLED.times, start=date(2027, 5, 31))))
    publish(filled, config, datetime(2027, 6, 30, 22, 30, tzinfo=UTC))
    assert CANCELLED.id.encode() in (folder / "all.ics").read_bytes()
    publish(filled, config, datetime(2027, 6, 30, 23, 30, tzinfo=UTC))
    assert CANCELLED.id.encode() not in (folder / "all.ics").read_bytes()


def test_the_manifest_tells_digest_and_last_change(
    filled: Store, config: Config, folder: Path
) -> None:
    publish(filled, config, NOW)
    put(filled, replace(SUMMER, title="Renamed", status=Status.SOLD_OUT, modified=LATER))
    publish(filled, config, LATER)
    files = read_files(folder)
    for name, data in shown(folder).items():
        assert files[name].digest == digest_of(data)
        assert files[name].size == len(data)
        assert files[name].name == name
    assert (folder / "all.rss").stat().st_mtime == LATER.timestamp()
    assert (folder / "topics" / "public-order.rss").stat().st_mtime == NOW.timestamp()
    assert files["all.rss"].items == len(EVERY)
    assert files["all.ics"].items == len(EVERY) - 2


def test_a_lost_or_cut_file_is_put_back(filled: Store, config: Config, folder: Path) -> None:
    publish(filled, config, NOW)
    before = shown(folder)
    (folder / "all.rss").unlink()
    (folder / "all.ics").write_bytes(b"BEGIN:VCALENDAR\r\n")
    report = publish(filled, config, LATER)
    assert shown(folder) == before
    assert written(report) == 2
    assert (folder / "all.rss").stat().st_mtime == NOW.timestamp()


def test_a_file_that_somebody_wrote_over_is_put_back_and_not_copied_from(
    filled: Store, config: Config, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "_BESIDES", 10_000)  # all of the tree, whatever the time of day
    publish(filled, config, NOW)
    before = shown(folder)
    names = ("all.rss", "modes/online.ics", "sources/north.csv")
    for name in names:
        path = folder / name
        path.write_bytes(before[name].replace(b"e", b"E"))
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    put(filled, replace(WINTER, title="Renamed", modified=LATER))
    publish(filled, config, LATER)
    after = shown(folder)
    assert after["modes/online.ics"] == before["modes/online.ics"]
    other = config.model_copy(update={"public": config.public / "other"})
    publish(filled, other, LATER)
    assert after == shown(other.public / "feeds")


def test_files_that_were_only_touched_are_not_written(
    filled: Store, config: Config, folder: Path
) -> None:
    publish(filled, config, NOW)
    (folder / "all.rss").chmod(0o600)
    assert written(publish(filled, config, LATER)) == 0
    assert (folder / "all.rss").stat().st_mtime == NOW.timestamp()
    (folder / "feeds.opml").unlink()
    publish(filled, config, LATER)
    assert b"all.rss" in (folder / "feeds.opml").read_bytes()


def test_after_many_changes_the_files_are_those_of_a_fresh_publication(
    filled: Store, config: Config, folder: Path
) -> None:
    for turn, one in enumerate(EVERY):
        changed = replace(one, title=f"Turn {turn}", modified=NOW + timedelta(hours=turn))
        put(filled, replace(one, topics=()) if turn % 3 else changed)
        if turn % 2:
            with filled.begin() as tx:
                put_event(tx, EVERY[turn - 1], NOW, hidden=turn % 4 == 1)
        publish(filled, config, NOW + timedelta(hours=turn))
    other = config.model_copy(update={"public": config.public / "other"})
    publish(filled, other, NOW + timedelta(hours=len(EVERY)))
    assert shown(other.public / "feeds").items() <= shown(folder).items()  # others have ended


def test_a_feed_no_longer_configured_keeps_its_address(
    filled: Store, config: Config, folder: Path
) -> None:
    before = publish(filled, config, NOW)
    with filled.begin() as tx:
        tx.execute(delete(tables.source))
    report = publish(filled, config, LATER)
    assert report.total == before.total - 1
    document = json.loads((folder / "sources" / "north.json").read_bytes())
    assert document["expired"] is True
    assert document["title"] == "Events from North"
    assert b"<item>" not in (folder / "sources" / "north.rss").read_bytes()
    assert b"sources/north" not in (folder / "feeds.opml").read_bytes()
    assert written(publish(filled, config, LATER)) == 0
    with filled.begin() as tx:
        remember(tx, SourceRow(name="north", title="North", home="https://north.example/"))
    publish(filled, config, LATER)
    assert "expired" not in json.loads((folder / "sources" / "north.json").read_bytes())


def test_d2_opml_lists_every_feed_and_each_parses(
    filled: Store, config: Config, folder: Path
) -> None:
    report = publish(filled, config, NOW)
    outlines = etree.fromstring((folder / "feeds.opml").read_bytes()).findall("body/outline")
    addresses = {one.address for one in report.feeds}
    assert len(outlines) == len(addresses)
    assert {one.get("xmlUrl") for one in outlines} == addresses
    for outline in outlines:
        name = (outline.get("xmlUrl") or "").removeprefix("https://muster.example/feeds/")
        parsed = feedparser.parse((folder / name).read_bytes())
        assert not parsed.bozo
        assert parsed.feed.title
        if not name.startswith("changes"):  # which are no dates
            Calendar.from_ical((folder / name).with_suffix(".ics").read_bytes())


def test_a_feed_that_fails_its_check_is_not_published(
    filled: Store, config: Config, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(filled, config, NOW)
    before = shown(folder)
    put(filled, replace(WINTER, title="Renamed", modified=LATER))
    whole = FORMATS["rss"]
    broken = replace(whole, writers=(lambda listing, site: Fragment(b"<item>"),))
    report = publish(
        filled, config, LATER, manner=replace(BARE, formats={**FORMATS, "rss": broken})
    )
    assert len(report.problems) == len(OF_WINTER)
    assert "all.rss was not published, because it is not well-formed XML" in report.problems[0]
    assert "stays" in report.problems[0]
    assert shown(folder)["all.rss"] == before["all.rss"]
    assert shown(folder)["all.ics"] != before["all.ics"]
    # The next publication tries again, although the catalogue has not changed.
    mended = publish(filled, config, LATER)
    assert mended.problems == ()
    assert b"Renamed" in (folder / "all.rss").read_bytes()


def test_a_feed_that_cannot_be_written_is_told(
    filled: Store, config: Config, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Frame:
        raise ValueError("All strings must be XML compatible")

    broken = replace(FORMATS["atom"], frame=refuse)
    report = publish(filled, config, NOW, manner=replace(BARE, formats={**FORMATS, "atom": broken}))
    assert len(report.problems) == READY + CHANGED
    assert "it cannot be written: All strings must be XML compatible" in report.problems[0]
    assert "There is no older file" in report.problems[0]
    assert not (folder / "all.atom").exists()
    assert (folder / "all.rss").exists()


def test_a_full_disk_leaves_every_byte_as_it_was(
    filled: Store, config: Config, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(filled, config, NOW)
    before = shown(folder)
    put(filled, replace(WINTER, title="Renamed", modified=LATER))
    synced: list[int] = []

    def full(handle: int) -> None:
        synced.append(handle)
        if len(synced) > 9:
            raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(PublishError, match="the disk is full; free some space") as caught:
            publish(filled, config, LATER)
    assert str(folder) in str(caught.value)
    assert shown(folder) == before
    assert written(publish(filled, config, LATER)) == len(OF_WINTER) * len(FORMATS)


def test_an_unusable_folder_is_told(filled: Store, config: Config) -> None:
    config.public.write_bytes(b"a file")
    with pytest.raises(PublishError, match="MUSTER_PUBLIC") as caught:
        publish(filled, config, NOW)
    assert str(config.public) in str(caught.value)


def test_two_publishers_at_once_do_no_harm(filled: Store, config: Config, folder: Path) -> None:
    reports: list[PublishReport] = []
    threads = [
        threading.Thread(target=lambda: reports.append(publish(filled, config, NOW)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(map(written, reports)) == [0, 0, 0, WRITTEN]
    assert read_files(folder).keys() == shown(folder).keys()


def test_an_empty_catalogue_publishes_empty_feeds(
    store: Store, config: Config, folder: Path
) -> None:
    report = publish(store, config, NOW)
    assert {one.items for one in report.feeds} == {0}
    assert (folder / "all.ics").read_bytes().endswith(b"END:VCALENDAR\r\n")
    assert written(publish(store, config, TOMORROW)) == 0


def test_both_databases_publish_the_same_bytes(
    any_store: Store, config: Config, folder: Path
) -> None:
    with any_store.begin() as tx:
        remember(tx, SourceRow(name="north", title="North", home="https://north.example/"))
    put(any_store, *EVERY)
    assert written(publish(any_store, config, NOW)) == WRITTEN
    assert written(publish(any_store, config, LATER)) == 0
    events = Calendar.from_ical((folder / "all.ics").read_bytes()).walk("VEVENT")
    assert len(events) == len(EVERY)


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff" * 5_000, b"SQLite format 3\0" + b"x" * 9_000])
def test_a_damaged_ledger_counts_as_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / ".ledger.db").write_bytes(data)
    assert read_files(tmp_path) == {}
    with opened(tmp_path) as ledger:
        assert ledger.get("cursor") == ""


def test_h2_compressed_files_stand_beside_and_go_along(
    filled: Store, config: Config, folder: Path
) -> None:
    publish_packed(filled, config, NOW)
    put(filled, replace(WINTER, title="Renamed", modified=LATER))
    publish_packed(filled, config, LATER)
    for name, data in shown(folder).items():
        assert gzip.decompress((folder / f"{name}.gz").read_bytes()) == data
        assert brotli.decompress((folder / f"{name}.br").read_bytes()) == data
    (folder / "all.rss.br").unlink()
    put(filled, replace(WINTER, title="Renamed again", modified=LATER))
    publish_packed(filled, config, TOMORROW)
    data = (folder / "all.rss").read_bytes()
    assert brotli.decompress((folder / "all.rss.br").read_bytes()) == data


def test_a_month_is_whole_however_long_past(filled: Store, config: Config, folder: Path) -> None:
    publish(filled, config, datetime(2027, 6, 1, 12, tzinfo=UTC))
    assert WINTER.id.encode() not in (folder / "all.ics").read_bytes()
    assert WINTER.id.encode() in (folder / "months" / "2027-01.ics").read_bytes()


def test_a_ledger_of_another_catalogue_is_not_used(
    filled: Store, config: Config, folder: Path, tmp_path: Path
) -> None:
    publish(filled, config, NOW)
    other = Store.open(f"sqlite:///{tmp_path}/other.db")
    put(other, CANCELLED)
    report = publish(other, config, NOW)
    other.close()
    assert report.feeds[0].items == 1
    assert WINTER.id.encode() not in (folder / "all.rss").read_bytes()


def test_two_processes_at_once_do_no_harm(filled: Store, config: Config, folder: Path) -> None:
    code = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from catalogue.config import Config; from catalogue.store import Store\n"
        "from feeds.publish import Manner, publish\n"
        "config = Config(public=Path(sys.argv[1]), base_url='https://muster.example/', domain='muster.example')\n"
        "now = datetime.fromisoformat(sys.argv[3])\n"
        "report = publish(Store.open(sys.argv[2]), config, now, manner=Manner(packers={}))\n"
        "print(sum(one.written for one in report.feeds))"
    )
    address = filled.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", code, str(config.public), address, NOW.isoformat()]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    counts = sorted(int(one.communicate(timeout=120)[0]) for one in both)
    assert counts == [0, WRITTEN]
    assert read_files(folder).keys() == shown(folder).keys()


def test_a_publisher_that_is_killed_leaves_whole_files(
    filled: Store, config: Config, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(filled, config, NOW)
    old = shown(folder)
    put(filled, replace(WINTER, title="Renamed", modified=LATER))
    replaced: list[str] = []
    real = os.replace

    def dying(source: str, target: str) -> None:
        if len(replaced) == 20:
            raise KeyboardInterrupt  # as good as a kill: nothing behind it runs but what releases the lock
        replaced.append(target)
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", dying)
        with pytest.raises(KeyboardInterrupt):
            publish(filled, config, LATER)
    half = shown(folder)
    publish(filled, config, LATER)
    new = shown(folder)
    assert all(half[name] in (old[name], new[name]) for name in old)
    assert old != half != new
    assert b"Renamed" in new["topics/public-order.rss"]


def test_c21_every_published_calendar_is_strictly_clean(
    filled: Store, config: Config, folder: Path, strict: Callable[[bytes], list[dict[str, str]]]
) -> None:
    publish(filled, config, NOW)
    found = {path.name: strict(path.read_bytes()) for path in folder.rglob("*.ics")}
    assert len(found) > READY / 2
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_r15_the_w3c_validator_finds_nothing(filled: Store, config: Config, folder: Path) -> None:
    validator = pytest.importorskip(
        "feedvalidator", reason="put a checkout of w3c/feedvalidator on PYTHONPATH to run this"
    )
    publish(filled, config, NOW)
    for ext in ("rss", "atom", "opml"):
        for path in folder.rglob(f"*.{ext}"):
            base = f"https://muster.example/feeds/{path.relative_to(folder)}"
            with path.open("rb") as file:
                events = validator.validateStream(file, firstOccurrenceOnly=0, base=base)
            said = [str(one) for one in events["loggedEvents"]]
            assert [one for one in said if "Error" in one or "Warning" in one] == []
