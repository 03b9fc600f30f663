"""ical.js (the parser of Thunderbird) and node-ical agree with the catalogue to the minute, far from our zone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from catalogue.listing import Status
from tests.clients.conftest import SUBSCRIBED, Shelf, span, uid

HERE = Path(__file__).parent


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Auckland"])
def test_every_start_and_end_is_the_catalogues(shelf: Shelf, zone: str) -> None:
    node = shutil.which("node")
    if node is None or not (HERE / "node_modules").is_dir():
        pytest.skip("ical.js and node-ical are not installed: npm ci --prefix tests/clients")
    calendar = shelf.config.public / "feeds" / "all.ics"
    read = subprocess.run(
        [node, str(HERE / "read_calendar.mjs"), str(calendar)],
        capture_output=True, text=True, check=True, env={**os.environ, "TZ": zone},
    )  # fmt: skip
    wanted = {uid(one): [*span(one), _status(one.status)] for one in SUBSCRIBED}
    for parser, found in json.loads(read.stdout).items():
        assert found == wanted, parser


def _status(status: Status) -> str:
    return "CANCELLED" if status is Status.CANCELLED else "CONFIRMED"
