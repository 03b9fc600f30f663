"""Crawl processes that hang, leak, crash, chatter or lose their parent: each is told apart and none stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalogue import runs
from catalogue.runs import RunState
from catalogue.store import Store
from spiders import process
from spiders.crawl import crawl
from spiders.process import Job, Limits, run_worker, visit_seconds
from spiders.source import load_source
from tests.spiders.site import Answer, serve
from tests.spiders.sources import ALLOW, FOLLOW, config_in, site_of, write_source

ROOT = Path(__file__).resolve().parents[2]
SHORT = Limits(seconds=4, grace=0.5)

Fake = Callable[[str], None]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Put a little program in the place of the worker."""

    def put(program: str) -> None:
        code = "import json, os, signal, sys, time\njob = json.loads(sys.stdin.readline())\n"
        command = (sys.executable, "-c", code + textwrap.dedent(program))
        monkeypatch.setattr(process, "WORKER", command)

    return put


def run(limits: Limits = SHORT, stop: threading.Event | None = None) -> tuple[list[Any], str]:
    lines: list[Any] = []
    job = Job(config={}, runs={"a": 1}, seconds=limits.for_sources([]))
    return lines, run_worker(job, limits, lines.append, stop or threading.Event())


def test_lines_are_handed_on_and_noise_is_not(fake: Fake) -> None:
    fake(
        """
        print("noise"); print("[1]"); print('{"no": "source"}')
        print(json.dumps({"source": "a", "run": job["runs"]["a"]}))
        print("more noise " * 20000)
        print(json.dumps({"source": "a", "done": True}))
        """
    )
    lines, why = run()
    assert lines == [{"source": "a", "run": 1}, {"source": "a", "done": True}]
    assert "exit status 0" in why


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("os.abort()", "ended by signal 6"),
        ("sys.exit('no memory left')", "exit status 1) no memory left"),
        ("pass", "exit status 0) without a word"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "ended by signal 9"),
        ("signal.signal(15, signal.SIG_IGN)\ntime.sleep(60)", "longer than its time limit"),
        ("sys.stderr.write('x' * 10**6)\nraise ValueError('boom')", "ValueError: boom"),
    ],
)
def test_every_bad_end_is_told(fake: Fake, program: str, words: str) -> None:
    fake(program)
    began = time.monotonic()
    lines, why = run()
    assert words in why
    assert lines == []
    assert time.monotonic() - began < 30


def test_it_ends_early_when_told_to(fake: Fake) -> None:
    fake("print(json.dumps({'source': 'a', 'pid': os.getpid()}), flush=True)\ntime.sleep(60)")
    stop = threading.Event()
    threading.Timer(1.5, stop.set).start()
    lines, why = run(Limits(seconds=50, grace=0.5), stop)
    assert why == "Muster was stopped"
    with pytest.raises(ProcessLookupError):
        os.kill(lines[0]["pid"], 0)


def test_what_a_child_started_ends_with_it(fake: Fake) -> None:
    fake(
        """
        import subprocess
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], stdout=2)
        print(json.dumps({"source": "a", "pid": child.pid}), flush=True)
        time.sleep(60)
        """
    )
    lines, _ = run(Limits(seconds=2, grace=0.5))
    time.sleep(0.3)
    stat = Path(f"/proc/{lines[0]['pid']}/stat")
    assert not stat.exists() or ") Z " in stat.read_text()


def test_slow_sources_get_the_time_they_need(tmp_path: Path) -> None:
    write_source(tmp_path / "s", "quick", "https://larkfield.example/", "")
    write_source(tmp_path / "s", "slow", "https://larkfield.example/", "pages = 500\ndelay = 10\n")
    quick, slow = (load_source(tmp_path / "s" / f"{name}.toml") for name in ("quick", "slow"))
    assert visit_seconds(quick) == 600
    assert visit_seconds(slow) == 11000
    assert Limits().for_sources([quick, slow]) == 11060


def test_a_crash_is_put_down_to_the_source_that_caused_it(tmp_path: Path, fake: Fake) -> None:
    """Three sources in one process that dies: two are taken in the second attempt, one is to blame."""
    config = config_in(tmp_path)
    assert config.sources is not None
    for name in ("one", "two", "bad"):
        write_source(config.sources, name, "https://larkfield.example/")
    fake(
        """
        if "bad" in job["runs"]:
            os.abort()
        for name in job["runs"]:
            print(json.dumps({"source": name, "done": True, "state": "accepted", "reason": "",
                              "stats": {"pages": 1, "listings": 2}, "changed": 2, "problems": []}))
        """
    )
    done = {one.source: one for one in crawl(["one", "bad", "two"], config, limits=SHORT)}
    assert [done[name].state for name in ("one", "two")] == [RunState.ACCEPTED] * 2
    bad = done["bad"]
    assert bad.state is RunState.FAILED
    assert "crawl of bad broke off: its process ended (ended by signal 6)" in bad.reason
    assert "Nothing published was changed" in bad.reason
    store = Store.open(config.database_url)
    with store.read() as tx:
        found = runs.latest_runs(tx)["bad"]
    store.close()
    assert (found.state, found.reason, found.id) == (RunState.FAILED, bad.reason, bad.run_id)


def test_a_worker_that_cannot_crawl_a_source_says_so(tmp_path: Path, fake: Fake) -> None:
    config = config_in(tmp_path)
    assert config.sources is not None
    write_source(config.sources, "one", "https://larkfield.example/")
    fake('print(json.dumps({"source": "one", "done": True, "error": "KeyError: x"}))')
    (one,) = crawl(["one"], config, limits=SHORT)
    assert "broke off: KeyError: x" in one.reason


PARENT = """
import sys
from pathlib import Path
from spiders.crawl import crawl
from tests.spiders.sources import config_in
crawl(["slow"], config_in(Path(sys.argv[1])))
"""


def test_no_crawl_outlives_its_parent(tmp_path: Path) -> None:
    """A real worker on a site that drips; its parent is killed outright, and the worker goes too."""
    config = config_in(tmp_path)
    assert config.sources is not None
    with serve({"/events/": Answer(body=b"." * 600, drip=0.1)}) as site:
        write_source(config.sources, "slow", f"{site.base}/events/")
        env = {**os.environ, "PYTHONPATH": f"{ROOT}:{os.environ.get('PYTHONPATH', '')}"}
        parent = subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path)], env=env)
        try:
            _wait_for(lambda: site.asked["/events/"] > 0)
            (worker,) = _children(parent.pid)
        finally:
            parent.send_signal(signal.SIGKILL)
            parent.wait()
        _wait_for(lambda: not Path(f"/proc/{worker}").exists())
    assert not Path(f"/proc/{worker}").exists()


def test_being_stopped_ends_a_real_crawl_in_time(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    assert config.sources is not None
    stop = threading.Event()
    with serve({"/events/": Answer(body=b"." * 600, drip=0.1)}) as site:
        write_source(config.sources, "slow", f"{site.base}/events/")

        def stop_when_asked() -> None:
            _wait_for(lambda: site.asked["/events/"] > 0)
            stop.set()

        threading.Thread(target=stop_when_asked).start()
        began = time.monotonic()
        (one,) = crawl(["slow"], config, limits=Limits(grace=1), stop=stop)
    assert one.state is RunState.FAILED
    assert time.monotonic() - began < 45


def test_a_good_crawl_says_nothing_of_its_process(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    assert config.sources is not None
    with serve(site_of(["Hate crime forum"])) as site:
        write_source(config.sources, "good", f"{site.base}/events/", FOLLOW + ALLOW)
        (one,) = crawl(["good"], config)
    assert (one.state, one.reason, one.problems) == (RunState.ACCEPTED, "", ())


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(one) for one in text.split()]


def _wait_for(true: Callable[[], bool], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.1)
