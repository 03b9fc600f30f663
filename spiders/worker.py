"""One crawl process: a job as the first line of standard input in, lines of JSON on standard output out.

    {"source": "ashcombe", "pages": 3, "listings": 2}                          while it goes on
    {"source": "ashcombe", "done": true, "changed": 2, "state": "accepted" …}  when a source is through
    {"source": "ashcombe", "done": true, "error": "…"}                         when it could not be crawled

Started by `spiders.crawl`. Standard input stays open for as long as the parent lives: its end is the sign to
stop, so that no crawl outlives the program that wanted it, not even after kill -9.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import sys
import threading
import time
from functools import partial
from typing import Any, TextIO

from scrapy import Request, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from catalogue.config import Config
from catalogue.store import Store
from spiders.listing_spider import ListingSpider
from spiders.loader import SourceLoader
from spiders.settings import user_agent
from spiders.source import source_folders

LAST_SECONDS = 5
"""How long a crawl may take to end once its parent is gone."""


def main() -> int:
    """Crawl the sources of one job, side by side; 0 when the process came to its proper end."""
    out = _own_output()
    job: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    _bound_memory(job["memory_mb"])
    threading.Thread(target=_end_with_parent, daemon=True).start()
    config = Config(**job["config"])
    settings = crawl_settings(config)
    settings.set("DOWNLOAD_TIMEOUT", job["page_seconds"], priority="cmdline")
    store = Store.open(config.database_url)
    process = AsyncCrawlerProcess(settings)
    loader = SourceLoader.from_settings(settings)
    for name, run_id in job["runs"].items():
        crawler = process.create_crawler(loader.load(name))
        _report_progress(crawler, name, out)
        task = process.crawl(crawler, store=store, run_id=run_id)
        task.add_done_callback(partial(_report_end, out, name, crawler))
    process.start()
    store.close()
    return 0


def crawl_settings(config: Config) -> Settings:
    """The project's settings, with what this configuration says of sources and contact."""
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    settings.set("USER_AGENT", user_agent(config.contact), priority="cmdline")
    folders = [str(folder) for folder in source_folders(config.sources)]
    settings.set("SOURCE_FOLDERS", folders, priority="cmdline")
    return settings


def _own_output() -> TextIO:
    """Keep standard output for our lines; whatever else is printed goes to standard error."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    return out


def _bound_memory(megabytes: int) -> None:
    """A leak ends this process, not the machine; no core dumps of what pages held."""
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with_parent() -> None:
    """Wait for the end of standard input, then ask Scrapy to stop, ask again, and leave."""
    sys.stdin.buffer.read()
    for _ in range(2):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(LAST_SECONDS / 2)
    os._exit(1)


def _report_progress(crawler: Crawler, name: str, out: TextIO) -> None:
    counts = {"pages": 0, "listings": 0}

    def add_page(request: Request) -> None:
        if request.cb_kwargs:  # not a robots.txt
            counts["pages"] += 1
            _write(out, {"source": name, **counts})

    def add_listing() -> None:
        counts["listings"] += 1
        _write(out, {"source": name, **counts})

    crawler.signals.connect(add_page, signals.response_received, weak=False)
    crawler.signals.connect(add_listing, signals.item_scraped, weak=False)


def _report_end(out: TextIO, name: str, crawler: Crawler, task: asyncio.Task[None]) -> None:
    line: dict[str, object] = {"source": name, "done": True}
    spider = crawler.spider
    outcome = spider.outcome if isinstance(spider, ListingSpider) else None
    if outcome is not None:
        line.update(
            state=outcome.state.value,
            reason=outcome.reason,
            stats=outcome.stats,
            changed=outcome.changed,
            problems=outcome.problems,
        )
    elif not task.cancelled() and (error := task.exception()):
        line["error"] = f"{type(error).__name__}: {error}"
    else:
        line["error"] = "its run could not be closed in the catalogue"
    _write(out, line)


def _write(out: TextIO, line: dict[str, object]) -> None:
    out.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
