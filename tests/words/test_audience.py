"""Groups of "Who should attend" lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.audience import answer, groups, is_heading, read_groups

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Police officers, social workers and teachers",
            {"police-forces", "schools", "social-care"},
        ),
        ("YOTs", {"youth-justice"}),
        ("Multi‑agency safeguarding hub managers", {"safeguarding-hubs"}),
        ("Military police", {"armed-forces"}),
        ("Not open to the media", set()),
        ("No journalists, please", set()),
        ("Police officers, but not students", {"police-forces"}),
        ("Including but not limited to judges", {"courts-judiciary"}),
        ("Practitioners", {"frontline-practitioners"}),
        ("Counter-extremism practitioners", {"counter-terrorism-prevent"}),
        ("Prison and Probation Services", {"prisons", "probation"}),
        ("Domestic Abuse Coordinators & VAWG Leads", {"domestic-abuse-services"}),
        ("L&D leads and A&E staff", {"clinicians", "police-training"}),
        ("Suitable for: police officers", {"police-forces"}),
        ("Staff of bank branches", {"financial-services"}),
        ("Those who run a refuge or a hostel", {"domestic-abuse-services", "housing-homelessness"}),
        ("Who should attend?", set()),
        ("Delegates will receive a certificate of the Police Academy", set()),
        ("Lunch will be served", set()),
        ("Anybody", {"general-public"}),
        ("Beekeepers", set()),
        ("", set()),
    ],
)
def test_lines(line: str, expected: set[str]) -> None:
    assert set(read_groups([line])) == expected


def test_order_is_that_of_the_lines() -> None:
    assert read_groups(["Youth workers", "Academics", "youth clubs"]) == (
        "youth-services",
        "academics-researchers",
    )


@pytest.mark.parametrize(
    "line", ["Who should attend?", "Who is this for", "Target audience:", "Who Should Attend"]
)
def test_headings(line: str) -> None:
    assert is_heading(line)
    assert not is_heading("Police officers")


def test_every_synonym_gives_its_own_group() -> None:
    for group in groups():
        for wording in (*group.synonyms, *group.acronyms):
            assert group.slug in read_groups([wording]), wording


def test_filter() -> None:
    assert answer({"id": 3, "lines": ["YOTs"], "x": None}) == {
        "id": 3,
        "x": None,
        "groups": ["youth-justice"],
    }
    assert answer({"id": 3}) == {"id": 3, "groups": []}


@given(st.lists(st.text(max_size=300), max_size=10))
def test_never_raises(lines: list[str]) -> None:
    assert set(read_groups(lines)) <= {group.slug for group in groups()}


@pytest.mark.skipif(
    not (SHARED / "data/audiences/examples.jsonl").exists(),
    reason="the shared examples are not here",
)
def test_floor_on_the_shared_examples() -> None:
    right = wrong = 0
    for line in (SHARED / "data/audiences/examples.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        got, want = set(read_groups(row["lines"])), set(row["groups"])
        right += 2 * len(got & want)
        wrong += len(got ^ want)
    assert right / (right + wrong) >= 0.95
