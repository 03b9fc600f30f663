"""Documents of the sample listings, read by programs that are not ours."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest
from feedparser import FeedParserDict
from icalendar import Calendar

from feeds import ical
from feeds.formats import FORMATS
from tests.feeds.listings import EVERY, FEED, SITE

_STRICT = Path(__file__).resolve().parents[2].parent / "shared" / "tools" / "ics_strict.py"


@pytest.fixture(scope="session")
def rss_bytes() -> bytes:
    return FORMATS["rss"].render(FEED, EVERY, SITE)


@pytest.fixture(scope="session")
def atom_bytes() -> bytes:
    return FORMATS["atom"].render(FEED, EVERY, SITE)


@pytest.fixture(scope="session")
def ics_bytes() -> bytes:
    return ical.render(FEED, EVERY, SITE)


@pytest.fixture(scope="session")
def parsed_rss(rss_bytes: bytes) -> FeedParserDict:
    return feedparser.parse(rss_bytes)


@pytest.fixture(scope="session")
def parsed_atom(atom_bytes: bytes) -> FeedParserDict:
    return feedparser.parse(atom_bytes)


@pytest.fixture(scope="session")
def vevents(ics_bytes: bytes) -> dict[str, dict[str, Any]]:
    """UID → VEVENT of the sample calendar, as icalendar reads it."""
    return {str(one["UID"]): dict(one) for one in Calendar.from_ical(ics_bytes).walk("VEVENT")}


@pytest.fixture(scope="session")
def strict() -> Callable[[bytes], list[dict[str, str]]]:
    """The strict linter of the workshop; absent outside it."""
    if not _STRICT.exists():
        pytest.skip("the strict iCalendar linter is not beside this checkout")
    spec = importlib.util.spec_from_file_location("ics_strict", _STRICT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lint: Callable[[bytes], list[dict[str, str]]] = module.lint
    return lint


@pytest.fixture(scope="session")
def json_document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(FORMATS["json"].render(FEED, EVERY, SITE))
    return document
