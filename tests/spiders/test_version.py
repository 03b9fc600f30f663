"""Under which version pages are remembered."""

from __future__ import annotations

from spiders.source import Source
from spiders.version import reader_version

BASE = Source.model_validate(
    {
        "name": "larkfield",
        "title": "Larkfield Trust",
        "home": "https://larkfield.example",
        "start": "https://larkfield.example/events",
        "zone": "Europe/London",
    }
)


def test_it_is_short_and_stable() -> None:
    assert reader_version(BASE) == reader_version(BASE.model_copy())
    assert len(reader_version(BASE)) == 40


def test_what_changes_the_reading_changes_it() -> None:
    for change in ({"zone": "UTC"}, {"labels": {"held at": "venue"}}, {"organiser": "Larkfield"}):
        assert reader_version(BASE.model_copy(update=change)) != reader_version(BASE)


def test_what_does_not_leaves_it() -> None:
    for change in ({"every": 60}, {"pages": 5}, {"delay": 2.0}, {"enabled": False}):
        assert reader_version(BASE.model_copy(update=change)) == reader_version(BASE)
