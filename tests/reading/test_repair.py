"""The ladder reads what a CMS broke, and refuses what cannot be told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.reading.repair import load_all

EVENT = '{"@type": "Event", "name": "Rural Crime Summit"}'


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        (EVENT, "strict"),
        (EVENT.replace("Rural Crime", "Rural\nCrime"), "line breaks"),
        (f"<!-- {EVENT} -->", "wrappers"),
        (f"//<![CDATA[\n{EVENT}\n//]]>", "wrappers"),
        (f"/* <![CDATA[ */{EVENT}/* ]]> */;", "wrappers"),
        (EVENT.replace("}", ",}"), "comments and commas"),
        (EVENT.replace("{", "{ // the event\n"), "comments and commas"),
        (EVENT.replace("{", "{ /* the event */"), "comments and commas"),
        (EVENT.replace("Rural", "Rural\\'s"), "comments and commas"),
        (f"{EVENT}\n{EVENT}", "several objects"),
        (EVENT.replace('"', "&quot;"), "entities"),
    ],
)
def test_rungs(text: str, rung: str) -> None:
    values, told = load_all(text)
    assert told == rung
    assert isinstance(values[0], dict)
    assert str(values[0]["name"]).startswith("Rural")


def test_addresses_are_no_comments() -> None:
    assert load_all('{"url": "https://forum.example/a",}')[0] == [
        {"url": "https://forum.example/a"}
    ]


@pytest.mark.parametrize(
    "text", ['{"name": "cut sho', '{"name": "an "inner" quote"}', "no json at all", "[" * 100_000]
)
def test_refused(text: str) -> None:
    assert load_all(text) == ([], "refused")


def test_empty() -> None:
    assert load_all(" \n") == ([], "empty")


@given(st.text(alphabet='{}[]":,/*\\<!-> aé&;\n', max_size=200))
def test_never_raises(text: str) -> None:
    values, rung = load_all(text)
    assert bool(values) == (rung not in ("refused", "empty"))
