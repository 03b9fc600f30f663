"""Word lists are checked when they are loaded."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from catalogue.errors import SettingError
from pipelines import vocabulary
from pipelines.vocabulary import DATA, fold, read_rows, read_table, split_cell, tidy, words_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Victims’ Commissioner", "victims commissioner"),
        ("A & B", "a and b"),
        ("E-crime/IT", "e crime it"),
        ("", ""),
    ],
)
def test_folding(text: str, expected: str) -> None:
    assert fold(text) == expected
    assert fold(fold(text)) == fold(text)


def test_tidying_keeps_the_words() -> None:
    assert tidy(" King’s\u00a0 Cross\n") == "King's Cross"


def test_a_missing_list_is_named() -> None:
    with pytest.raises(SettingError, match=r"no-such\.toml"):
        read_table("no-such.toml")
    with pytest.raises(SettingError, match=r"no-such\.tsv"):
        read_rows("no-such.tsv")


def test_a_broken_list_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "DATA", tmp_path)
    (tmp_path / "broken.toml").write_text("words = [", "utf-8")
    (tmp_path / "broken.tsv").write_text("a\tb\nonly one\n", "utf-8")
    with pytest.raises(SettingError, match=r"broken\.toml"):
        read_table("broken.toml")
    with pytest.raises(SettingError, match="Line 2 has 1 cells"):
        read_rows("broken.tsv")


@pytest.mark.parametrize("value", [None, "word", ["word", ""], [1]])
def test_a_list_of_words_holds_words(value: object) -> None:
    with pytest.raises(SettingError, match="words"):
        words_of({"words": value}, "words", "some.toml")


def test_cells_with_several_values() -> None:
    assert split_cell("a;b;") == ["a", "b"]


@pytest.mark.parametrize("path", sorted(DATA.glob("*.toml")), ids=lambda path: path.name)
def test_every_list_is_toml(path: Path) -> None:
    assert tomllib.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("path", sorted(DATA.glob("*.tsv")), ids=lambda path: path.name)
def test_every_table_is_whole(path: Path) -> None:
    assert len(read_rows(path.name)) > 40
