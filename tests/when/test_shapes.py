"""The fast shapes say what the grammar says, or give way."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.when.cleaning import clean
from pipelines.when.grammar import read_phrase
from pipelines.when.reading import Ground
from pipelines.when.shapes import quick

ROWS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "phrases" / "dev.jsonl"
GROUND = Ground(day=date(2027, 3, 1), zone="Europe/London", locale="en-GB")
WEEKDAYS = st.sampled_from(["", "Wednesday ", "Wed, ", "Wed. ", "Thursday, ", "Foo "])
DAYS = st.sampled_from(
    [
        "16 June",
        "16th June",
        "June 16",
        "Jun. 16th",
        "31 June",
        "16 Juni",
        "30 Feb",
        "1 May",
        "5 March",
        "0 June",
    ]
)
YEARS = st.sampled_from([" 2027", ", 2027", " 2026", " 1995", " 1815"])
SIGNS = st.sampled_from(["", ",", " |", " at", ", at", " from", " -", " –"])
CLOCKS = st.sampled_from(
    [
        "",
        " 9",
        " 10am",
        " 9.30am",
        " 9:30 p.m.",
        " 18:00",
        " 09:30",
        " 7.15",
        " 12am",
        " 24:00",
        " 00:00",
        " 10.06",
        " 13pm",
    ]
)
ENDS = st.sampled_from(
    [
        "",
        " - 4pm",
        "–18:30",
        " to 9.45pm",
        "-5",
        " to 12pm",
        " - 10.30",
        " - 1am",
        " to 25:00",
        "-23:59",
    ]
)


def agree(text: str, ground: Ground = GROUND) -> bool:
    """Whether the shape gave way or said what the grammar says."""
    fast = quick(text, ground)
    return fast is None or fast == replace(read_phrase(clean(text), ground), via="shape")


PHRASES = st.tuples(WEEKDAYS, DAYS, YEARS, SIGNS, CLOCKS, ENDS)


@given(parts=PHRASES)
@settings(deadline=None, max_examples=1500)
def test_made_phrases(parts: tuple[str, ...]) -> None:
    timed = parts if parts[4] else parts[:3]
    assert agree("".join(timed)), timed


@pytest.mark.skipif(not ROWS.exists(), reason="the shared phrases are not beside this checkout")
def test_the_labelled_phrases() -> None:
    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        ground = Ground(
            day=date.fromisoformat(row["reference"][:10]), zone=row["zone"], locale=row["locale"]
        )
        assert agree(row["text"], ground), row["text"]


@pytest.mark.parametrize(
    "text",
    [
        "Wednesday 16 June 2027", "June 16, 2027", "16 June 2027, 10:00 - 16:00", "16 June 2027 9.30am – 4pm",
        "Wed 16th Jun 2027 at 7pm",
    ],
)  # fmt: skip
def test_common_phrases_take_the_shape(text: str) -> None:
    fast = quick(text, GROUND)
    assert fast is not None
    assert fast.via == "shape"


@pytest.mark.parametrize(
    "text",
    [
        "Monday 16 June 2027", "31 June 2027", "16 Juny 2027", "16 June 2027, 9", "16 June 2027, 6.30", "16 June",
        "16 June 2027, 9 - 5", "16 June 2027, 8pm - 1am", "16 June 2027 00:00 - 23:59",
        "16 June 2027, 10am BST", "16 June 2027, 13pm", "16 June 2027 25:00",
    ],
)  # fmt: skip
def test_doubtful_phrases_go_to_the_grammar(text: str) -> None:
    assert quick(text, GROUND) is None


def test_other_languages_go_to_the_grammar() -> None:
    assert quick("16 June 2027", replace(GROUND, locale="de-DE")) is None
