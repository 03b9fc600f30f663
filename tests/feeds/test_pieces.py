"""Pieces in memory, and in the table that takes those for which there is no room."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.config import Config
from catalogue.events import put_event
from catalogue.store import Store
from feeds import pieces
from feeds.publish import Manner, publish
from feeds.ready import Shipped, families
from tests.feeds.listings import EVERY, NOW, WINTER
from tests.feeds.test_output import tree

BARE = Manner(packers={})
FEW = Shipped(tuple(one for one in families() if one.of in ("everything", "modes")))


def shown(folder: Path) -> dict[str, bytes]:
    return {
        name: data for name, data in tree(folder).items() if not Path(name).name.startswith(".")
    }


@pytest.fixture
def filled(store: Store) -> Store:
    with store.begin() as tx:
        for number, listing in enumerate((*EVERY, *[WINTER] * 12)):
            put_event(tx, replace(listing, id=f"{listing.id}-{number}"), NOW)
    return store


@pytest.mark.parametrize("at_once", [1, 3, 1_000])
@pytest.mark.parametrize("room", [0, 20_000])
def test_documents_are_the_same_however_little_is_held(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int, room: int
) -> None:
    publish(filled, Config(public=tmp_path / "much"), NOW, choice=FEW, manner=BARE)
    monkeypatch.setattr(pieces, "_AT_ONCE", at_once)
    monkeypatch.setattr(pieces, "_MOST_MADE", room)
    monkeypatch.setattr(pieces, "_MOST_FOUND", 1)
    publish(filled, Config(public=tmp_path / "little"), NOW, choice=FEW, manner=BARE)
    much, little = shown(tmp_path / "much"), shown(tmp_path / "little")
    assert len(much) > 20
    assert much == little


def test_pieces_that_are_gone_are_written_again(filled: Store, tmp_path: Path) -> None:
    config = Config(public=tmp_path)
    publish(filled, config, NOW, choice=FEW, manner=BARE)
    before = shown(tmp_path)
    for path in (tmp_path / "feeds").glob("all.*"):
        path.unlink()
    publish(filled, config, NOW, choice=FEW, manner=BARE)
    assert shown(tmp_path) == before
