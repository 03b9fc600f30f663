"""`muster check`: a page of the sample sites looked at, made a source, and read again by the tests as they are."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import forkserver
from pathlib import Path

import pytest

from cli import main
from samples.server import SampleServer, write_sources

ROOT = Path(__file__).resolve().parents[1]
ALLOW = ("--allow", "127.0.0.1/32")
LISTING, DETAIL = "/ashcombe/whats-on/", "/ashcombe/whats-on/annual-justice-lecture"


FORKS = multiprocessing.get_context("forkserver")
"""A process each, since Scrapy's reactor starts only once in one; forked from one that has imported everything."""

IMPORTED = (
    "cli",
    "commands.preview",
    "commands.saving",
    "spiders.fetching",
    "tests.test_check",
    "web.terminal",
)


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: its status, and what it said."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer(datetime.now(UTC).date()) as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def _forks() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "200")  # which is looked at when the terminal is imported
        FORKS.set_forkserver_preload(list(IMPORTED))
        forkserver.ensure_running()
        yield


def check(folder: Path, *arguments: str, **env: str) -> Done:
    """`muster check` with these arguments, run in a folder."""
    return fork(folder, "check", arguments, env)


def fork(folder: Path, program: str, arguments: tuple[str, ...], env: dict[str, str]) -> Done:
    said = [folder.parent / f"{folder.name}-{name}" for name in ("stdout", "stderr")]
    process = FORKS.Process(target=_forked, args=(folder, said, (program, *arguments), env))
    process.start()
    process.join(120)
    assert process.exitcode is not None
    return Done(process.exitcode, *(one.read_text() for one in said))


def _forked(folder: Path, said: list[Path], words: tuple[str, ...], env: dict[str, str]) -> None:
    os.chdir(folder)
    os.environ.update(env)
    for number, path in enumerate(said, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    if words[0] == "pytest":
        sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", *words[1:]]))
    main(words)


def test_a_person_sees_fields_evidence_gaps_and_the_next_step(
    server: SampleServer, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cli", "check", server.base + DETAIL, *ALLOW],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    for words in (
        "Can Punishment Be Fair?",
        " 18:30 +00:00 ",
        "script 1 startDate",
        "jsonld",
        "1.00",
        "not given",
        "allows",
        f"muster check {server.base}{DETAIL} --allow 127.0.0.1/32 --save NAME",
    ):
        assert words in done.stdout


def test_a_listing_page_is_one_line_for_each_event(server: SampleServer, tmp_path: Path) -> None:
    done = check(tmp_path, server.base + LISTING, *ALLOW)
    assert "All listings" in done.stdout
    assert "Parole Hearings in Public" in done.stdout
    assert f"An event's own page may give more: muster check {server.base}" in done.stdout


def test_programs_get_one_object(server: SampleServer, tmp_path: Path) -> None:
    write_sources(tmp_path / "sources", server.port)
    page = server.base + LISTING
    done = check(tmp_path, page, "--json", MUSTER_SOURCES="sources")
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
    saved = check(tmp_path, server.base + page, *ALLOW, "--save", "ashcombe")
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
    tested = fork(tmp_path, "pytest", ("tests",), {})
    assert tested.returncode == 0, tested.stdout
    assert "1 passed" in tested.stdout
    [case] = (tmp_path / "tests/pages/ashcombe").glob("*.json")
    case.write_text(case.read_text().replace("Fair?", "Just?"))
    assert fork(tmp_path, "pytest", ("tests",), {}).returncode == 1


def test_outside_a_checkout_it_says_where_it_wrote_and_overwrites_nothing(
    server: SampleServer, tmp_path: Path
) -> None:
    arguments = (server.base + DETAIL, *ALLOW, "--save", "ashcombe")
    saved = check(tmp_path, *arguments)
    assert "Written: sources/ashcombe.toml" in saved.stdout
    assert "export MUSTER_SOURCES=sources" in saved.stdout
    written = (tmp_path / "sources/ashcombe.toml").read_text()
    again = check(tmp_path, *arguments)
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
    done = check(tmp_path, *arguments)
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
    done = check(tmp_path, server.base + DETAIL, *ALLOW, "--save", taken)
    assert done.returncode == 1
    assert says in done.stderr
    assert not (tmp_path / "sources").exists()


def test_a_file_is_looked_at_under_the_address_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<link rel=canonical href='https://harrow.example/talks/a'><link rel=alternate "
        "type='application/rss+xml' href='/feed'><title>Harrow</title><p>Nothing here</p>"
    )
    done = check(tmp_path, "page.html")
    assert "https://harrow.example/talks/a (html)" in done.stdout
    assert "not asked: this is a file" in done.stdout
    assert (
        "The page offers RSS; see what that gives: muster check https://harrow.example/feed"
        in done.stdout
    )
