"""The contract of `muster when --jsonl`."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from catalogue.errors import ReadError
from pipelines.when import answer

ROWS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "phrases" / "dev.jsonl"


def test_unknown_keys_pass_and_the_taken_ones_are_replaced() -> None:
    row = {
        "id": "a1",
        "note": 7,
        "text": "16 June 2027, 9.30am - 1pm",
        "reference": "2027-03-01",
        "zone": "Europe/London",
        "locale": "en-GB",
    }
    assert answer(row) == {
        "id": "a1",
        "note": 7,
        "start": "2027-06-16T09:30",
        "end": "2027-06-16T13:00",
        "all_day": False,
        "zone": "Europe/London",
        "certain": True,
        "grade": "sure",
        "sessions": None,
        "rrule": None,
        "status": None,
        "why": [],
        "via": "shape",
    }


def test_missing_keys_have_defaults() -> None:
    got = answer({"reference": "2027-03-01T12:00:00Z"})
    assert (got["start"], got["zone"], got["certain"], got["all_day"]) == (None, None, False, None)


@pytest.mark.parametrize("reference", [datetime(2027, 3, 1, 9), date(2027, 3, 1)])  # noqa: DTZ001
def test_dates_are_references_too(reference: date) -> None:
    assert answer({"text": "tomorrow", "reference": reference})["start"] == "2027-03-02"


@pytest.mark.parametrize("reference", ["", "yesterday", None])
def test_a_bad_reference_is_said(reference: object) -> None:
    with pytest.raises(ReadError, match="reference"):
        answer({"text": "16 June", "reference": reference})


def _exact(row: dict[str, object], got: dict[str, object]) -> bool:
    """Start, end and all-day as labelled, where the label gives a whole day."""
    truth = row["truth"]
    assert isinstance(truth, dict)
    start = str(truth["start"] or "")
    if len(start) not in (10, 16) or start.startswith("T"):
        return True
    return (got["start"], got["end"], got["all_day"]) == (
        truth["start"],
        truth["end"],
        truth["all_day"],
    )


@pytest.mark.skipif(not ROWS.exists(), reason="the shared phrases are not beside this checkout")
def test_the_labelled_phrases_stay_right() -> None:
    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    answers = [answer({key: value for key, value in row.items() if key != "truth"}) for row in rows]
    right = [_exact(row, got) for row, got in zip(rows, answers, strict=True)]
    sure_and_wrong = [
        row["id"]
        for row, got, ok in zip(rows, answers, right, strict=True)
        if got["certain"] and not ok
    ]
    assert sum(right) >= 0.97 * len(rows)
    assert len(sure_and_wrong) <= 0.01 * len(rows)


def test_an_answer_may_be_changed_without_harm_to_the_next() -> None:
    row: dict[str, object] = {
        "text": "29 and 31 June 2027 and 1 July 2027, 10am - 4pm",
        "reference": "2027-03-01",
    }
    first = answer(row)
    first["why"] = [*first["why"], "x"] if isinstance(first["why"], list) else []
    assert answer(row) is not first
    assert "x" not in str(answer(row)["why"])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Sunday 28 March 2027, 1:30am", ["dst-gap"]),
        ("31 October 2027, 1:30am", ["dst-overlap"]),
        ("16 June, 10am", ["year-inferred"]),
        ("Monday 16 June 2027, 10am", ["weekday-mismatch"]),
    ],
)
def test_shapes_tell_their_doubts(text: str, why: list[str]) -> None:
    got = answer({"text": text, "reference": "2027-03-01", "zone": "Europe/London"})
    assert (got["why"], got["via"]) == (why, "shape")


def test_a_shape_without_a_zone_says_so() -> None:
    got = answer({"text": "16 June 2027, 10am", "reference": "2027-03-01"})
    assert (got["zone"], got["why"]) == (None, ["zone-unknown"])


def test_inputs_that_are_no_text_are_read_as_text() -> None:
    row = {"id": 7, "text": ["June 2027"], "reference": "2027-03-01", "zone": None, "locale": None}
    got = answer(row)
    assert (got["id"], got["start"]) == (7, "2027-06")
    assert answer(row | {"text": 2027})["start"] == "2027"
    assert answer(row | {"text": True})["start"] is None
