"""Names of data files in, checked tables out: the words that people, places, audiences and status go by."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path
from typing import Any

from catalogue.errors import SettingError

DATA = Path(__file__).parent / "data"

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "\u00a0": " ", "\u202f": " "})
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^\w]+")


def tidy(text: str) -> str:
    """The text with straight apostrophes and single blanks."""
    return _SPACES.sub(" ", text.translate(_QUOTES)).strip()


def fold(text: str) -> str:
    """The form in which words are compared: lower case, "&" as "and", no apostrophes, other marks as blanks."""
    text = text.translate(_QUOTES).casefold().replace("'", "").replace("&", " and ")
    return _NOT_WORD.sub(" ", text).strip()


def read_table(name: str) -> dict[str, Any]:
    """The contents of one TOML file of `pipelines/data`.

    Raises:
        SettingError: The file is missing or is no TOML.
    """
    try:
        return tomllib.loads((DATA / name).read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingError(f"The word list cannot be read: {error}.", field=name) from error


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of one tab-separated file of `pipelines/data`, by column.

    Raises:
        SettingError: The file is missing, or a row has another number of cells than the head.
    """
    try:
        lines = (DATA / name).read_text("utf-8").splitlines()
    except OSError as error:
        raise SettingError(f"The table cannot be read: {error}.", field=name) from error
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            raise SettingError(
                f"Line {number} has {len(row)} cells, its head has {len(rows[0])}.", field=name
            )
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def words_of(table: dict[str, Any], key: str, name: str) -> list[str]:
    """The list of words under one key of a table.

    Raises:
        SettingError: The key is missing, or holds something else than words.
    """
    value = table.get(key)
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise SettingError(
            f"{key} must be a list of words.", field=f"{name}: {key}", text=str(value)
        )
    return value


def split_cell(cell: str) -> list[str]:
    """The parts of a cell that holds several values with ";" between."""
    return [part for part in cell.split(";") if part]
