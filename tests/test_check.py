"""`muster check`: a page of the sample sites looked at, made a source, and read again by the tests as they are."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from samples.server import SampleServer, write_sources

ROOT = Path(__file__).resolve().parents[1]
ALLOW = ("--allow", "127.0.0.1/32")
LISTING, DETAIL = "/ashcombe/whats-on/", "/ashcombe/whats-on/annual-justice-lecture"


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer(datetime.now(UTC).date()) as running:
        yield running


def run(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **env},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_person_sees_fields_evidence_gaps_and_the_next_step(
    server: SampleServer, tmp_path: Path
) -> None:
    done = run(tmp_path, "cli", "check", server.base + DETAIL, *ALLOW)
    assert done.returncode == 0, done.stderr
    for words in (
        "Can Punishment Be Fair?",
        "script 1 startDate",
        "jsonld",
        "1.00",
        "not given",
        "allows",
        f"muster check {server.base}{DETAIL} --allow 127.0.0.1/32 --save NAME",
    ):
        assert words in done.stdout


def test_a_listing_page_is_one_line_for_each_event(server: SampleServer, tmp_path: Path) -> None:
    done = run(tmp_path, "cli", "check", server.base + LISTING, *ALLOW)
    assert "All listings" in done.stdout
    assert "Parole Hearings in Public" in done.stdout
    assert f"An event's own page may give more: muster check {server.base}" in done.stdout


def test_programs_get_one_object(server: SampleServer, tmp_path: Path) -> None:
    write_sources(tmp_path / "sources", server.port)
    page = server.base + LISTING
    done = run(tmp_path, "cli", "check", page, "--json", MUSTER_SOURCES="sources")
    answer = json.loads(done.stdout)
    assert (answer["source"], answer["kind"], answer["reader"]) == (
        "sample-ashcombe",
        "html",
        "repeated",
    )
    assert answer["robots"] == "allows"
    assert server.base + DETAIL in answer["details"]
    assert all("evidence" in one and "people" in one["gaps"] for one in answer["listings"])


@pytest.mark.parametrize("page", [LISTING, DETAIL], ids=["a list", "an event"])
def test_what_is_saved_passes_the_tests_as_they_are(
    server: SampleServer, tmp_path: Path, page: str
) -> None:
    (tmp_path / "spiders" / "sources").mkdir(parents=True)
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "test_saved_pages.py", tmp_path / "tests")
    saved = run(tmp_path, "cli", "check", server.base + page, *ALLOW, "--save", "ashcombe")
    assert saved.returncode == 0, saved.stderr
    source = tomllib.loads((tmp_path / "spiders/sources/ashcombe.toml").read_text())
    assert source == {
        "title": "Ashcombe Institute for Justice",
        "home": server.base,
        "start": server.base + LISTING,
        "follow": "/ashcombe/whats-on/[^/?]+$",
        **({"next": "a[rel=next]"} if page == LISTING else {}),
        "zone": "Europe/London",
        "allow": ["127.0.0.1/32"],
        "verified": "no",
    }
    tested = run(tmp_path, "pytest", "-q", "-p", "no:cacheprovider", "tests")
    assert tested.returncode == 0, tested.stdout
    assert "1 passed" in tested.stdout
    [case] = (tmp_path / "tests/pages/ashcombe").glob("*.json")
    case.write_text(case.read_text().replace("Fair?", "Just?"))
    assert run(tmp_path, "pytest", "-q", "-p", "no:cacheprovider", "tests").returncode == 1


def test_outside_a_checkout_it_says_where_it_wrote_and_overwrites_nothing(
    server: SampleServer, tmp_path: Path
) -> None:
    arguments = ("cli", "check", server.base + DETAIL, *ALLOW, "--save", "ashcombe")
    saved = run(tmp_path, *arguments)
    assert "Written: sources/ashcombe.toml" in saved.stdout
    assert "export MUSTER_SOURCES=sources" in saved.stdout
    written = (tmp_path / "sources/ashcombe.toml").read_text()
    again = run(tmp_path, *arguments)
    assert again.returncode == 1
    assert "nothing is overwritten" in again.stderr
    assert (tmp_path / "sources/ashcombe.toml").read_text() == written


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("http://127.0.0.1:1/",), "not a public address"),
        (("http://127.0.0.1:1/", *ALLOW), "refused the connection"),
        (("missing.html",), "The file cannot be read"),
        (("harrow.example/events",), "An address starts with https://"),
        (("https://[broken",), "a whole address"),
        (("page.html", "--save", "x"), "--save needs the page's address"),
        (("page.html", "--zone", "Europe/Londres"), "an IANA zone such as"),
        (("page.html", "--allow", "0.0.0.0/0"), "a range of private addresses"),
        (("page.html", "--allow", "169.254.0.0/16"), "a range of private addresses"),
        (("page.html", "--allow", "here"), "a range of private addresses"),
    ],
)
def test_what_is_wrong_is_a_sentence(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    (tmp_path / "page.html").write_text("<p>Nothing here</p>")
    done = run(tmp_path, "cli", "check", *arguments)
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "says"), [("Ashcombe!", "A name has small letters"), ("rusi", "exists already")]
)
def test_a_name_that_cannot_be_taken(
    server: SampleServer, tmp_path: Path, name: str, says: str
) -> None:
    taken = name if name != "rusi" else "police-foundation"
    done = run(tmp_path, "cli", "check", server.base + DETAIL, *ALLOW, "--save", taken)
    assert done.returncode == 1
    assert says in done.stderr
    assert not (tmp_path / "sources").exists()


def test_a_file_is_looked_at_under_the_address_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<link rel=canonical href='https://harrow.example/talks/a'><link rel=alternate "
        "type='application/rss+xml' href='/feed'><title>Harrow</title><p>Nothing here</p>"
    )
    done = run(tmp_path, "cli", "check", "page.html")
    assert "https://harrow.example/talks/a (html)" in done.stdout
    assert "not asked: this is a file" in done.stdout
    assert (
        "The page offers RSS; see what that gives: muster check https://harrow.example/feed"
        in done.stdout
    )
