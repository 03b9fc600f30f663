"""The ladder reads what a CMS broke, and refuses what cannot be told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.reading.json_repair import load_all
from tests.reading.given import reading

EVENT = '{"@type": "Event", "name": "Rural Crime Summit"}'


BROKEN = [
    ("as it should be", EVENT, "strict"),
    ("raw line break", EVENT.replace("Rural Crime", "Rural\nCrime"), "line breaks"),
    ("raw tab", EVENT.replace("Rural Crime", "Rural\tCrime"), "line breaks"),
    ("raw control sign", EVENT.replace("Rural Crime", "Rural\x0bCrime"), "line breaks"),
    ("HTML comment", f"<!-- {EVENT} -->", "wrappers"),
    ("CDATA behind //", f"//<![CDATA[\n{EVENT}\n//]]>", "wrappers"),
    ("CDATA in a comment", f"/* <![CDATA[ */{EVENT}/* ]]> */;", "wrappers"),
    ("CDATA alone", f"<![CDATA[{EVENT}]]>", "wrappers"),
    ("semicolon at the end", f"{EVENT};", "wrappers"),
    ("comma before }", EVENT.replace("}", ",}"), "comments and commas"),
    ("comma before ]", f"[{EVENT},]", "comments and commas"),
    ("line comment", EVENT.replace("{", "{ // the event\n"), "comments and commas"),
    ("block comment", EVENT.replace("{", "{ /* the event */"), "comments and commas"),
    ("stray escape", EVENT.replace("Rural", "Rural\\'s"), "comments and commas"),
    ("two objects", f"{EVENT}\n{EVENT}", "several objects"),
    ("two objects and a comma", f"{EVENT},\n{EVENT}", "several objects"),
    ("words behind the object", f"{EVENT} end of event", "several objects"),
    ("assignment", f"var event = {EVENT};", "several objects"),
    ("escaped quotes", EVENT.replace('"', "&quot;"), "entities"),
    ("escaped numerically", EVENT.replace('"', "&#34;"), "entities"),
    ("typographic quotes", "{“@type”: “Event”, “name”: “Rural Crime Summit”}", "curly quotes"),
    ("single quotes", EVENT.replace('"', "'"), "javascript"),
    ("bare keys", EVENT.replace('"@type"', "'@type'").replace('"name"', "name"), "javascript"),
    ("number with a zero in front", EVENT.replace("}", ', "price": 007}'), "javascript"),
]
"""What content management systems do to a script."""


@pytest.mark.parametrize(
    ("text", "rung"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_rungs(text: str, rung: str) -> None:
    values, told = load_all(text)
    assert told == rung
    event = values[0][0] if isinstance(values[0], list) else values[0]
    assert isinstance(event, dict)
    assert str(event["name"]).startswith("Rural")


def test_addresses_are_no_comments() -> None:
    assert load_all('{"url": "https://forum.example/a",}')[0] == [
        {"url": "https://forum.example/a"}
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "cut sho',
        '{"name": "an "inner" quote"}',
        '{"@type": "Event" "name": "Rural"}',
        "no json at all",
        "[" * 100_000,
        "{a:" * 15_000,
    ],
)
def test_refused(text: str) -> None:
    assert load_all(text) == ([], "refused")


def test_a_broken_script_is_told_and_costs_its_siblings_nothing() -> None:
    body = (
        f"<h1>Rural Crime Summit</h1><script type='application/ld+json'>{EVENT[:-1]}, 'startDate': "
        "'2027-06-03T10:00', }</script><script type='application/ld+json'>{cut</script>"
    )
    made = reading(f"<html><body>{body}</body></html>")
    assert made.drafts[0].start == "2027-06-03T10:00:00"
    assert dict(made.drafts[0].evidence)["start"].where == "script 1 (javascript) startDate"
    assert made.warnings == ("a JSON-LD script cannot be read",)


def test_empty() -> None:
    assert load_all(" \n") == ([], "empty")


@given(st.text(alphabet='{}[]":,/*\\<!-> aé&;\n', max_size=200))
def test_never_raises(text: str) -> None:
    values, rung = load_all(text)
    assert bool(values) == (rung not in ("refused", "empty"))
