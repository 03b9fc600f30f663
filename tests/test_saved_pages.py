"""Saved pages: each gives what stands beside it. `muster check ADDRESS --save NAME` writes into `tests/pages/NAME`.

`tests/structures` holds pages built as the pages of real sites are (labels, order, layout), in words of our own about
fictional events; they are read with the source file of the site under another name, and only what the case speaks of
is compared: null means that the page does not say.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.saved import Case, cases
from spiders.source import Source, load_source

ROOT = Path(__file__).resolve().parents[1]
STRUCTURES = tuple(cases(ROOT / "tests" / "structures"))
SAVED = (*cases(ROOT / "tests" / "pages"), *STRUCTURES)


def source_of(case: Case) -> Source:
    source = load_source(ROOT / "spiders" / "sources" / f"{case.path.parent.name}.toml")
    if case in STRUCTURES:
        return source.model_copy(update={"title": "The Wexcombe Forum", "organiser": ""})
    return source


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
