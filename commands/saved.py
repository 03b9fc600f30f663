"""Saved pages: what a page should give, kept beside it, and what it gives now.

A case is `NAME/CASE.json` beside the page's own file: `{page, url, content_type, now, listings}`, where NAME is the
source and `listings` holds what is given of each, without evidence and remarks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy.http import Headers
from scrapy.responsetypes import responsetypes

from commands.preview import Preview, preview, summaries
from spiders import links
from spiders.fetching import Fetched
from spiders.source import Source

SUFFIXES = {"html": ".html", "text": ".txt", "ics": ".ics", "feed": ".xml", "xml": ".xml"}
"""Ending of a saved page by its kind; any other is ".body", since CASE.json is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One saved page.

    Attributes:
        path: Its JSON file.
        url: The address that the page came from.
        now: Aware time of saving; the page is read as of then.
        listings: What it should give.
    """

    path: Path
    page: str
    url: str
    content_type: str
    now: datetime
    listings: list[dict[str, Any]]

    def answer(self, source: Source) -> list[dict[str, Any]]:
        """What the page gives now, read for its source."""
        body = (self.path.parent / self.page).read_bytes()
        headers = Headers({"Content-Type": self.content_type})
        kind = responsetypes.from_args(headers=headers, url=self.url, body=body)
        response = kind(self.url, body=body, headers=headers)
        hints = links.hints(links.canonical(response), source, self.now)
        return summaries(preview(Fetched(response=response), hints).listings)


def cases(folder: Path) -> Iterator[Case]:
    """The saved pages below a folder, NAME/CASE.json, in alphabetical order."""
    for path in sorted(folder.glob("*/*.json")):
        yield load(path)


def load(path: Path) -> Case:
    """The case that one JSON file describes."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Case(path=path, **{**data, "now": datetime.fromisoformat(data["now"])})


def write(folder: Path, page: Fetched, seen: Preview, now: datetime) -> tuple[Path, Path]:
    """Write a page and what it gives now into the folder of its source; the two files."""
    case = _case_name(page.response.url)
    body = folder / f"{case}{SUFFIXES.get(seen.kind, '.body')}"
    expected = folder / f"{case}.json"
    folder.mkdir(parents=True, exist_ok=True)
    body.write_bytes(page.response.body)
    record = {
        "page": body.name,
        "url": page.response.url,
        "content_type": page.content_type,
        "now": now.isoformat(timespec="seconds"),
        "listings": summaries(seen.listings),
    }
    expected.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return body, expected


def _case_name(url: str) -> str:
    """The last part of an address, without its ending, in letters that any file system takes."""
    steps = [step for step in url.partition("?")[0].rstrip("/").split("/")[3:] if step]
    name, _, ending = (steps or ["page"])[-1].rpartition(".")
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name or ending)[:60].strip("-") or "page"
