"""Every audience group has a label, and only such groups."""

from __future__ import annotations

from catalogue.audiences import audience_label, audience_labels
from pipelines.audience import groups


def test_every_group_that_is_recognised_has_a_label() -> None:
    assert list(audience_labels()) == [group.slug for group in groups()]
    assert all(label.strip() for label in audience_labels().values())


def test_a_retired_group_shows_its_own_words() -> None:
    assert audience_label("cps-prosecutors") == audience_labels()["cps-prosecutors"]
    assert audience_label("village-constables") == "Village constables"
