"""Sources are tried without a trace: one verdict each, and a broken one does not stop the others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from catalogue.store import Store
from commands.saving import marked
from commands.sources import verdicts
from samples.server import SampleServer, write_sources
from spiders.crawl import Progress, crawl
from spiders.overview import overview
from spiders.verify import Verdict, Verification, verify
from tests.spiders.site import Answer, page, serve
from tests.spiders.sources import ALLOW, FOLLOW, config_in, event, site_of, write_source

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime.now(UTC)
ROBOTS = Answer(body=b"User-agent: *\nDisallow: /events/", content_type="text/plain")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verification]:
    """Two sample sites, and sites that are closed, empty, of the past, half gone, not there."""
    folder = tmp_path_factory.mktemp("verify")
    config = config_in(folder)
    assert config.sources is not None
    steps: list[Progress] = []
    half = {**site_of(["Hate crime forum", "Night economy day"])}
    half["/events/night-economy-day"] = Answer(status=404, body=b"gone")
    with (
        SampleServer(NOW.date()) as samples,
        serve({"/robots.txt": ROBOTS, "/events/": page("<p>x")}) as closed,
        serve({"/events/": page("<h1>Nothing here</h1>")}) as empty,
        serve({"/events/": page(event("Old forum", days=-40))}) as past,
        serve(half) as partly,
    ):
        write_sources(config.sources, samples.port)
        for name, site in (
            ("closed", closed),
            ("empty", empty),
            ("past", past),
            ("partly", partly),
        ):
            write_source(config.sources, name, f"{site.base}/events/", FOLLOW + ALLOW)
        write_source(config.sources, "nowhere", "http://127.0.0.1:1/", ALLOW)
        write_source(config.sources, "unknown", "http://harrow.invalid/events/", "")
        (config.sources / "wrong.toml").write_text("title = ")
        names = ["closed", "empty", "past", "partly", "nowhere", "unknown", "wrong"]
        found = verify([*names, "sample-kestrel", "sample-fenwick"], config, steps.append, NOW)
    assert {step.source for step in steps if step.done} == {one.source for one in found} - {"wrong"}
    assert not (folder / "muster.db").exists()
    return {one.source: one for one in found}


@pytest.mark.parametrize(
    ("name", "reader"), [("sample-kestrel", "microdata"), ("sample-fenwick", "ical")]
)
def test_a_source_that_works(seen: dict[str, Verification], name: str, reader: str) -> None:
    one = seen[name]
    assert (one.verdict, one.robots, one.reader, one.why) == (Verdict.GOOD, "allows", reader, "")
    assert one.listings >= 16
    assert one.title
    assert datetime.fromisoformat(one.start) > NOW


@pytest.mark.parametrize(
    ("name", "verdict", "robots", "says"),
    [
        ("closed", Verdict.BROKEN, "refuses 1 page", "robots.txt asks us not to"),
        ("empty", Verdict.BROKEN, "none, so all is allowed", "no listing"),
        ("past", Verdict.DOUBTFUL, "none, so all is allowed", "All listings are past"),
        ("partly", Verdict.DOUBTFUL, "none, so all is allowed", "answered 404"),
        ("nowhere", Verdict.BROKEN, "not reached", "refused the connection"),
        ("unknown", Verdict.BROKEN, "not reached", "no server of this name was found"),
        ("wrong", Verdict.BROKEN, "", "wrong.toml cannot be read as TOML"),
    ],
)
def test_a_source_that_does_not(
    seen: dict[str, Verification], name: str, verdict: Verdict, robots: str, says: str
) -> None:
    one = seen[name]
    assert (one.verdict, one.robots) == (verdict, robots)
    assert says.lower() in one.why.lower()


@pytest.mark.parametrize("wide", [True, False])
def test_the_table_has_a_column_or_a_line_for_all(
    seen: dict[str, Verification], wide: bool
) -> None:
    made = verdicts(list(seen.values()), wide=wide)
    assert len(made.columns) == (7 if wide else 3)
    assert made.row_count == len(seen)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "MUSTER_SOURCES": "sources", "COLUMNS": "160"}
    command = [sys.executable, "-m", "cli", "sources", *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=120)


def test_the_command_answers_people_and_programs_and_by_its_status(tmp_path: Path) -> None:
    with serve(site_of(["Hate crime forum"])) as site:
        write_source(tmp_path / "sources", "good", f"{site.base}/events/", FOLLOW + ALLOW)
        write_source(tmp_path / "sources", "bad", "http://127.0.0.1:1/", ALLOW)
        shown = run(tmp_path, "verify", "good")
        told = run(tmp_path, "verify", "good", "bad", "--json")
    assert (shown.returncode, told.returncode) == (0, 1), shown.stderr + told.stderr
    assert "Hate crime forum" in shown.stdout
    assert "muster sources adopt good" in shown.stdout
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert [(one["source"], one["verdict"]) for one in rows] == [
        ("good", "good"),
        ("bad", "broken"),
    ]
    assert rows[0]["title"] == "Hate crime forum"


def test_a_shipped_source_is_adopted_into_the_operators_folder(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    before = run(tmp_path)
    assert "unverified" in next(one for one in before.stdout.splitlines() if "│ rusi " in one)
    done = run(tmp_path, "adopt", "rusi")
    assert done.returncode == 0, done.stderr
    source = tomllib.loads((tmp_path / "sources" / "rusi.toml").read_text())
    assert isinstance(source["verified"], date)
    after = run(tmp_path)
    assert "not yet" in next(one for one in after.stdout.splitlines() if "│ rusi " in one)
    for command in ("adopt", "verify"):
        refused = run(tmp_path, command, "russi")
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "There is no source 'russi'. Did you mean 'rusi'?" in refused.stderr


def test_the_sources_that_need_a_look_stand_last(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    assert config.sources is not None
    for name in ("broken", "zeal"):
        write_source(config.sources, name, "http://127.0.0.1:1/", ALLOW)
    crawl(["broken"], config)
    with closing(Store.open(config.database_url)) as store:
        seen = overview(store, config)
    assert [row.name for row in seen.rows][-2:] == ["zeal", "broken"]
    assert seen.rows[0].name in seen.waiting


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            'a = 1\nverified = "no"\n[labels]\nb = "date"\n',
            'a = 1\nverified = 2026-11-25\n[labels]\nb = "date"\n',
        ),
        ("a = 1\n", "a = 1\nverified = 2026-11-25\n"),
        (
            'a = 1\n\n[labels]\nb = "date"\n',
            'a = 1\nverified = 2026-11-25\n\n[labels]\nb = "date"\n',
        ),
    ],
)
def test_the_day_stands_among_the_keys(text: str, made: str) -> None:
    assert marked(text, date(2026, 11, 25)) == made
    assert tomllib.loads(made)["verified"] == date(2026, 11, 25)


def test_shipped_sources_are_not_visited_unnamed(tmp_path: Path) -> None:
    assert crawl([], config_in(tmp_path)) == []
