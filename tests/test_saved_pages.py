"""Saved pages: each gives what stands beside it. `muster check ADDRESS --save NAME` writes into `tests/pages/NAME`.

`tests/structures` holds pages built as the pages of real sites are (labels, order, layout), in words of our own about
fictional events; they are read with the source file of the site, under another name.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.saved import Case, cases
from spiders.source import Source, load_source

ROOT = Path(__file__).resolve().parents[1]
SAVED = (*cases(ROOT / "tests" / "pages"), *cases(ROOT / "tests" / "structures"))


def source_of(case: Case) -> Source:
    source = load_source(ROOT / "spiders" / "sources" / f"{case.path.parent.name}.toml")
    if "structures" in case.path.parts:
        return source.model_copy(update={"title": "The Wexcombe Forum", "organiser": ""})
    return source


@pytest.mark.parametrize(
    "case", SAVED, ids=lambda case: f"{case.path.parent.name}/{case.path.stem}"
)
def test_a_saved_page_gives_what_it_gave(case: Case) -> None:
    assert case.answer(source_of(case)) == case.listings
