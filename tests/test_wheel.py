"""The wheel: built from the tree, it holds everything the program needs and runs outside the tree."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel would install."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(unpacked: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(unpacked), "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_rooms_of_the_wheel_are_ours(unpacked: Path, tmp_path: Path) -> None:
    rooms = "catalogue, spiders, pipelines, feeds, post, web, samples, commands, cli, scheduler"
    code = f"import {rooms}; print([m.__file__ for m in ({rooms})])"
    done = run(unpacked, tmp_path, "-W", "error", "-c", code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(str(unpacked)) == 10
    assert not (unpacked / "tests").exists()
    assert (unpacked / "post" / "templates" / "digest.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--version",), "muster 0.1.0"),
        (("sources",), "Sources"),
        (("when", "Tue 16 June 2026, 9.30am - 1.20pm"), "2026-06-16T09:30"),
        (("classify", "Tackling county lines and drug gangs"), "drugs"),
        (("people", "Professor Jo Fenn OBE, Director at the Harrowgate Institute"), "Jo Fenn"),
        (("audiences", "Neighbourhood Policing Teams"), "neighbourhood-policing"),
        (("publish",), "Published in public"),
        (("check", "page.html"), "Fair stops"),
        (("sources", "adopt", "rusi"), "export MUSTER_SOURCES=sources"),
    ],
)
def test_the_commands_run_outside_the_tree(
    unpacked: Path, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    (tmp_path / "page.html").write_text("<h1>Fair stops</h1><p>Date: 16 June 2027, 10am</p>")
    done = run(unpacked, tmp_path, "-m", "cli", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    assert says in done.stdout


def test_scrapy_lists_the_shipped_sources(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = spiders.settings\n")
    done = run(unpacked, tmp_path, "-m", "scrapy", "list")
    shipped = {path.stem for path in (unpacked / "spiders" / "sources").glob("*.toml")}
    assert set(done.stdout.split()) == shipped != set()
