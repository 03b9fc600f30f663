"""Files that are lost or were touched are found; those of a folder that nobody touched are not all looked at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from feeds import look
from feeds.ledger import Ledger, Published, digest_of, opened
from tests.feeds.listings import NOW
from tests.feeds.test_output import tree

SLUGS = ("all", "topics/drugs", "topics/fraud", "topics/old/fraud", "sources/north")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for slug in SLUGS:
        path = tmp_path / f"{slug}.rss"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(slug)
    return tmp_path


@pytest.fixture
def ledger(folder: Path) -> Iterator[Ledger]:
    """One that has left everything as it is."""
    with opened(folder) as ledger:
        ledger.keep_files(
            (
                Published(slug, "rss", slug, digest_of(slug.encode()), len(slug), 0, 0.0),
                (folder / f"{slug}.rss").stat().st_ctime_ns,
            )
            for slug in SLUGS
        )
        look.remember(ledger, folder, ("topics", "topics/old", "sources"))
        yield ledger


def test_nothing_is_stirred_where_nobody_was(ledger: Ledger, folder: Path) -> None:
    assert look.stirred(ledger, folder, NOW) == (set(), set())


def test_lost_and_exchanged_files_are_found(ledger: Ledger, folder: Path) -> None:
    (folder / "all.rss").unlink()
    other = folder / "topics" / "other"
    other.write_text("TOPICS/DRUGS")
    other.replace(folder / "topics" / "drugs.rss")
    assert look.stirred(ledger, folder, NOW) == ({"all", "topics/drugs"}, {"topics"})
    look.remember(ledger, folder, ("topics",))
    assert look.stirred(ledger, folder, NOW)[1] == set()


def test_a_lost_folder_takes_its_feeds_along(ledger: Ledger, folder: Path) -> None:
    for path in (folder / "topics" / "old").iterdir():
        path.unlink()
    (folder / "topics" / "old").rmdir()
    slugs, folders = look.stirred(ledger, folder, NOW)
    assert slugs == {"topics/old/fraud"}
    assert folders == {"topics", "topics/old"}


def test_a_file_written_over_in_its_place_is_found(ledger: Ledger, folder: Path) -> None:
    path = folder / "topics" / "old" / "fraud.rss"
    path.write_text("topics/old/FRAUD")
    os.utime(path, (0, 0))
    assert look.stirred(ledger, folder, NOW) == ({"topics/old/fraud"}, set())


def test_in_a_large_tree_it_is_found_some_publications_later(
    ledger: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "_BESIDES", 2)
    for slug in SLUGS[1:]:
        (folder / f"{slug}.rss").write_text(slug.upper())
    (folder / "all.rss").unlink()  # which its folder tells at once
    found = [look.stirred(ledger, folder, NOW + timedelta(hours=n))[0] for n in range(40)]
    assert all("all" in one and len(one) <= 3 for one in found)
    assert set.union(*found) == set(SLUGS)


def test_drafts_of_a_killed_publisher_are_taken_away(ledger: Ledger, folder: Path) -> None:
    for name in (".all.rss.new", "topics/.fraud.rss.new", "new/deep/.drugs.rss.new"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"half a fi")
    slugs, folders = look.stirred(ledger, folder, NOW)
    assert slugs == set()
    assert folders == {"topics", "new", "new/deep"}
    assert not [name for name in tree(folder) if name.endswith(".new")]


def test_a_folder_in_the_place_of_a_file_is_no_file(ledger: Ledger, folder: Path) -> None:
    (folder / "all.rss").unlink()
    (folder / "all.rss").mkdir()
    assert look.stirred(ledger, folder, NOW)[0] == {"all"}
