"""A fixed day, its pages, and one running server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from samples.furniture import Page
from samples.server import SampleServer
from samples.sites import render

TODAY = date(2027, 2, 3)
BASE = "http://127.0.0.1:1"


@pytest.fixture(scope="session")
def pages() -> dict[str, Page]:
    return render(TODAY, 1, BASE)


@pytest.fixture
def server() -> Iterator[SampleServer]:
    with SampleServer(TODAY) as running:
        yield running
