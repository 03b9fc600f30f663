"""A job in; the lines of a crawl process, and what ended it, out: bounded in time and memory, never left behind."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from spiders.source import Source

WORKER = (sys.executable, "-P", "-m", "spiders.worker")
"""The command of a crawl process; -P keeps the current folder from shadowing our modules."""

_ROOT = Path(__file__).parents[1]

MIN_SECONDS = 600
"""Seconds that one visit may last; more only for sources whose pages and delay ask for it."""

Line = Mapping[str, Any]


def visit_seconds(source: Source) -> int:
    """Seconds after which a visit to this source is cut off."""
    return max(MIN_SECONDS, int(2 * source.pages * (source.delay + 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one crawl process.

    Attributes:
        seconds: Longest life; None takes what its slowest source may need, and a minute.
        memory_mb: Address space.
        grace: Seconds to end by itself after each of two requests to stop.
        page_seconds: Longest time for one page.
    """

    seconds: float | None = None
    memory_mb: int = 2000
    grace: float = 5.0
    page_seconds: float = 30.0

    def for_sources(self, sources: Iterable[Source]) -> float:
        """The longest life of a process that visits these sources side by side."""
        if self.seconds is not None:
            return self.seconds
        return max(visit_seconds(source) for source in sources) + 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a crawl process is told: the configuration and the run of each source."""

    config: Mapping[str, Any]
    runs: Mapping[str, int]
    seconds: float


def run_worker(
    job: Job, limits: Limits, take: Callable[[Line], None], stop: threading.Event
) -> str:
    """Run one crawl process to its end, handing each of its lines to `take`; why it ended, in words."""
    with tempfile.TemporaryFile() as errors:
        child = _start(errors)
        lines: queue.Queue[bytes | None] = queue.Queue()
        reader = threading.Thread(target=_pump, args=(child, lines), daemon=True)
        reader.start()
        try:
            bounds = {"memory_mb": limits.memory_mb, "page_seconds": limits.page_seconds}
            _tell(child, {"config": job.config, "runs": job.runs, **bounds})
            why = _follow(lines, take, time.monotonic() + job.seconds, stop)
            if not why:
                _wait(child, limits.grace)
        finally:
            _end(child, limits.grace)
            reader.join(limits.grace)
            _drain(lines, take)
            _close_pipes(child)
        return why or _last_words(child.returncode, errors)


def _start(errors: IO[bytes]) -> subprocess.Popen[bytes]:
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    return subprocess.Popen(
        WORKER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        start_new_session=True,  # its own process group: it is ended with all it started
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)},
    )


def _tell(child: subprocess.Popen[bytes], job: Line) -> None:
    """Write the job, and leave the pipe open: its end tells the child that we are gone."""
    if child.stdin is not None:
        with suppress(BrokenPipeError):
            child.stdin.write(json.dumps(job).encode() + b"\n")
            child.stdin.flush()


def _pump(child: subprocess.Popen[bytes], lines: queue.Queue[bytes | None]) -> None:
    if child.stdout is not None:
        for line in child.stdout:
            lines.put(line)
    lines.put(None)


def _follow(
    lines: queue.Queue[bytes | None],
    take: Callable[[Line], None],
    deadline: float,
    stop: threading.Event,
) -> str:
    """Hand lines on until the child has no more; why it must be ended early, or ""."""
    while True:
        if stop.is_set():
            return "Muster was stopped"
        if time.monotonic() > deadline:
            return "it took longer than its time limit and was ended"
        with suppress(queue.Empty):
            line = lines.get(timeout=0.1)
            if line is None:
                return ""
            _hand(line, take)


def _drain(lines: queue.Queue[bytes | None], take: Callable[[Line], None]) -> None:
    with suppress(queue.Empty):
        while (line := lines.get_nowait()) is not None:
            _hand(line, take)


def _hand(line: bytes, take: Callable[[Line], None]) -> None:
    """Take one line, unless it is noise."""
    try:
        value = json.loads(line)
    except ValueError:
        return
    if isinstance(value, dict) and "source" in value:
        take(value)


def _wait(child: subprocess.Popen[bytes], seconds: float) -> None:
    with suppress(subprocess.TimeoutExpired):
        child.wait(seconds)


def _end(child: subprocess.Popen[bytes], grace: float) -> None:
    """SIGTERM, once more (Scrapy then drops what is in flight), and SIGKILL, to all that it started."""
    for number in (signal.SIGTERM, signal.SIGTERM, signal.SIGKILL):
        if child.poll() is not None:
            break
        with suppress(ProcessLookupError):
            os.killpg(child.pid, number)
        _wait(child, grace)
    child.wait()


def _close_pipes(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()


def _last_words(status: int, errors: IO[bytes]) -> str:
    """How a child ended that we did not end: its status, and the last line that it wrote to standard error."""
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - 4000))
    words = errors.read().decode("utf-8", "replace").strip().splitlines()[-1:]
    ended = f"ended by signal {-status}" if status < 0 else f"exit status {status}"
    return f"its process ended ({ended}) {words[0] if words else 'without a word'}".strip()[:500]
