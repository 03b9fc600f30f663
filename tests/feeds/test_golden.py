"""Golden documents, byte for byte.

After a wanted change: MUSTER_ACCEPT=1 pytest tests/feeds/test_golden.py, then read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from feeds import ical, opml
from feeds.formats import FORMATS
from feeds.self_check import findings
from tests.feeds.listings import EVERY, FEED, SITE

GOLDEN = Path(__file__).with_name("golden")
DOCUMENTS: dict[str, Callable[[], bytes]] = {
    **{f"every.{ext}": partial(form.render, FEED, EVERY, SITE) for ext, form in FORMATS.items()},
    **{f"empty.{ext}": partial(form.render, FEED, (), SITE) for ext, form in FORMATS.items()},
    "every-utc.ics": partial(ical.render, FEED, EVERY, SITE, utc=True),
    "feeds.opml": partial(opml.render, (FEED,), SITE),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_is_golden(name: str) -> None:
    made, path = DOCUMENTS[name](), GOLDEN / name
    if os.environ.get("MUSTER_ACCEPT"):
        path.write_bytes(made)
    assert made == path.read_bytes(), (
        f"{name} changed; if that is wanted: MUSTER_ACCEPT=1 pytest {__file__}"
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_golden_documents_pass_their_own_check(name: str) -> None:
    assert findings(name.rpartition(".")[2], (GOLDEN / name).read_bytes()) == ()


def test_every_golden_document_is_made_by_a_test() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(DOCUMENTS)
