"""Instances of frozen dataclasses, made faster."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from catalogue.draft import Draft, Evidence, make_draft, make_evidence
from catalogue.frozen import maker


def test_they_are_what_the_class_itself_makes() -> None:
    seen = make_evidence(reader="labelled", where="line 1", text="3 June")
    made = make_draft(title="Quay walk", evidence=(("date", seen),))
    plain = Evidence(reader="labelled", where="line 1", text="3 June")
    assert made == Draft(title="Quay walk", evidence=(("date", plain),))
    assert type(made) is Draft
    assert hash(seen) == hash(plain)
    assert repr(seen) == repr(plain)
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301


def test_they_stay_as_they_are() -> None:
    made = make_draft(title="Quay walk")
    with pytest.raises(FrozenInstanceError):
        made.title = "Rope course"  # type: ignore[misc]
    assert replace(made, title="Rope course") == Draft(title="Rope course")


def test_what_has_no_default_has_to_be_given() -> None:
    with pytest.raises(TypeError, match="title"):
        make_draft()


def test_fields_that_are_not_given_keep_their_defaults() -> None:
    make = maker(Draft, "title", "place", "evidence")
    assert make("Quay walk", "Mole", ()) == Draft(title="Quay walk", place="Mole")
    with pytest.raises(TypeError, match="price"):
        make("Quay walk", "Mole", (), price="free")
