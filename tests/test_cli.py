"""The command: help for each subcommand, filters that keep order and unknown keys, sentences for bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from catalogue.config import Config

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = (
    *("harvest", "publish", "serve", "schedule", "sources", "demo"),
    *("curate", "explain", "topics"),
    *("check", "read", "when", "classify", "match", "people", "audiences"),
)
PAGE = """<title>Custody care</title><h1>Custody care</h1><p>Date of Event: Wednesday, June 16th 2027</p>
<p>Time of Event: 9:30 AM — 1:20 PM</p><p>Place of Event: Webinar</p>"""


def muster(
    *arguments: str, stdin: str = "", cwd: Path = ROOT, **settings: str
) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "COLUMNS": "160", "TERM": "dumb", **settings}
    command = [sys.executable, "-m", "cli", *arguments]
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, cwd=cwd, env=env, timeout=120
    )


def rows_of(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    done = muster(command, "--help")
    assert done.returncode == 0
    assert f"Usage: python -m cli {command}" in done.stdout.replace("cli.py", "python -m cli")
    assert len(done.stdout.split()) > 20


@pytest.mark.parametrize(
    ("command", "row"),
    [
        (
            "when",
            {
                "text": "16 June 2027, 9.30am",
                "reference": "2027-01-01",
                "zone": "Europe/London",
                "locale": "en-GB",
            },
        ),
        (
            "classify",
            {
                "title": "Tackling fraud",
                "summary": "Scams",
                "objectives": [],
                "audience": [],
                "source": "x",
            },
        ),
        ("people", {"lines": ["Professor Jo Fenn OBE"]}),
        ("audiences", {"lines": ["Youth Offending Teams"]}),
        (
            "match",
            {
                "title": "Tackling fraud",
                "start": "2027-06-16T09:30",
                "source": "x",
                "url": "https://x.example/",
            },
        ),
        ("read", {"path": "missing.html", "url": "https://x.example/"}),
    ],
)
def test_filters_keep_order_and_unknown_keys(command: str, row: dict[str, Any]) -> None:
    given = [{"id": number, "note": f"kept {number}", **row} for number in (3, 1, 2)]
    answers = rows_of(muster(command, "--jsonl", stdin="\n".join(map(json.dumps, given)) + "\n\n"))
    assert [(one["id"], one["note"]) for one in answers] == [
        (one["id"], one["note"]) for one in given
    ]


def test_a_page_is_read_for_a_filter_and_for_a_person(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    row = {
        "id": 1,
        "path": "page.html",
        "url": "https://x.example/a",
        "now": "2027-01-01T00:00:00",
        "zone": "Europe/London",
    }
    [answer] = rows_of(muster("read", "--jsonl", stdin=json.dumps(row), cwd=tmp_path))
    [listing] = answer["listings"]
    assert (listing["title"], listing["start"]) == ("Custody care", "2027-06-16T09:30:00+01:00")
    shown = muster("read", "page.html", cwd=tmp_path)
    assert "2027-06-16T13:20:00+01:00" in shown.stdout
    assert "not given" in shown.stdout
    assert "1 listing(s) found" in shown.stdout


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "Line 2 is not JSON"),
        ("[1]", "Line 2 is not a JSON object"),
        ('{"id": NaN}', "Line 2 is not JSON (NaN is no number of JSON)"),
        ('{"id": -1e999}', "Line 2 is not JSON (-1e999 is no number of JSON)"),
        (f'{{"id": {"9" * 5000}}}', "Line 2 is not JSON (Exceeds the limit"),
    ],
)
def test_a_line_that_is_no_object_is_named(line: str, says: str) -> None:
    done = muster("people", "--jsonl", stdin='{"id": 1, "lines": []}\n' + line)
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"path": 5}, "path must be text"),
        ({"url": ["x"]}, "url must be text"),
        ({"path": "page.html", "now": "gibberish"}, "now must be a time"),
        ({"path": "page.html", "zone": 7}, "zone must be text"),
    ],
)
def test_a_row_that_cannot_be_read_says_why_and_the_others_go_on(
    tmp_path: Path, row: dict[str, Any], says: str
) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    rows = [row, {"path": "page.html", "now": "2027-01-01"}]
    first, second = rows_of(
        muster("read", "--jsonl", stdin="\n".join(map(json.dumps, rows)), cwd=tmp_path)
    )
    assert says in first["error"]
    assert len(second["listings"]) == 1


@pytest.mark.parametrize("command", ["people", "audiences"])
def test_lines_that_are_no_list_are_refused_in_their_row(command: str) -> None:
    first, second = rows_of(muster(command, "--jsonl", stdin='{"lines": "Dr Ann Fell"}\n{}'))
    assert "lines must be a list of texts" in first["error"]
    assert "error" not in second


def test_a_byte_order_mark_and_line_ends_of_windows_are_no_matter() -> None:
    done = muster("people", "--jsonl", stdin='\ufeff{"id": 1, "lines": []}\r\n\r\n{"id": 2}\r\n')
    assert [one["id"] for one in rows_of(done)] == [1, 2]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [("people", "--jsonl"), ("when", "9 June 2027")])
def test_a_full_disk_is_told_in_a_sentence(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cli", *arguments],
            input='{"lines": []}\n',
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
    assert (done.returncode, done.stderr.split()[:5]) == (1, "muster: The disk is full;".split())


@pytest.mark.parametrize("command", ["when", "classify", "people", "audiences", "match"])
def test_half_a_surrogate_pair_goes_out_as_it_came_in(command: str) -> None:
    row = {
        "id": "\ud800",
        "text": "9 June",
        "reference": "2027-01-01",
        "title": "\ud800",
        "lines": [],
    }
    [answer] = rows_of(muster(command, "--jsonl", stdin=json.dumps(row)))
    assert answer["id"] == "\ud800"


def test_octets_that_are_no_utf_8_are_named_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_bytes(b'{"lines": []}\n{"lines": ["Ren\xe9"]}\n')
    with (tmp_path / "rows.jsonl").open("rb") as rows:
        done = subprocess.run(
            [sys.executable, "-m", "cli", "people", "--jsonl"],
            stdin=rows,
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
    assert done.returncode == 1
    assert "Line 2 is not UTF-8" in done.stderr
    assert done.stdout.count("\n") == 1


def test_listings_of_one_event_are_shown_together(tmp_path: Path) -> None:
    rows = [
        {
            "id": key,
            "title": title,
            "start": "2027-06-16T09:30",
            "source": key,
            "url": f"https://{key}.example/",
            "mode": "online",
        }
        for key, title in (
            ("a", "Tackling serious and organised crime"),
            ("b", "Tackling Serious & Organised Crime"),
        )
    ]
    rows[0]["organiser"] = "Kite\u2028Trust"
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / "listings.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = muster("match", str(tmp_path / "listings.jsonl"))
    assert done.returncode == 0, done.stderr
    assert (
        len({line.split("│")[1] for line in done.stdout.splitlines() if line.startswith("│")}) == 1
    )


@pytest.mark.parametrize(
    "address", ["events.example", "events.example:8000", "ftp://x", "https://"]
)
def test_a_site_address_that_would_break_every_link_is_refused(address: str) -> None:
    done = muster("sources", MUSTER_BASE_URL=address, COLUMNS="40")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, "one line for a log, whatever its length"
    assert "MUSTER_BASE_URL cannot be used: it must be a whole address" in done.stderr


def test_a_slash_at_the_end_of_the_sites_address_is_not_doubled_in_links() -> None:
    assert Config(base_url="https://events.example/muster/").base_url.endswith(".example/muster")
