"""Saved pages: each gives what stands beside it. `muster check ADDRESS --save NAME` writes into `tests/pages/NAME`.

`tests/structures` holds pages built as the pages of real sites are (labels, order, layout), in words of our own about
fictional events. They are read with the source file of the site, where it has one, under another name. Only what the
case speaks of is compared; null means that the page does not say.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.saved import Case, cases
from spiders.source import Source, load_source

ROOT = Path(__file__).resolve().parents[1]
STRUCTURES = tuple(cases(ROOT / "tests" / "structures"))
NAME = "The Wexcombe Forum"
SAVED = (*cases(ROOT / "tests" / "pages"), *STRUCTURES)


def source_of(case: Case) -> Source:
    name = case.path.parent.name
    path = ROOT / "spiders" / "sources" / f"{name}.toml"
    if case not in STRUCTURES:
        return load_source(path)
    if not path.exists():  # of a site that is no source: nothing is known of it but its zone
        known = {"home": case.url, "start": case.url, "zone": "Europe/London"}
        return Source.model_validate({"name": name, "title": NAME, **known})
    return load_source(path).model_copy(update={"title": NAME, "organiser": ""})


def part(given: object, wanted: object) -> object:
    """What of an answer a case speaks of."""
    if isinstance(wanted, dict):
        known = given if isinstance(given, dict) else {}
        return {key: part(known.get(key), one) for key, one in wanted.items()}
    if isinstance(wanted, list) and isinstance(given, list) and len(wanted) == len(given):
        return [part(*pair) for pair in zip(given, wanted, strict=True)]
    return given


@pytest.mark.parametrize(
    "case", SAVED, ids=lambda case: f"{case.path.parent.name}/{case.path.stem}"
)
def test_a_saved_page_gives_what_it_gave(case: Case) -> None:
    given: object = case.answer(source_of(case))
    assert (part(given, case.listings) if case in STRUCTURES else given) == case.listings
