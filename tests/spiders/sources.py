"""Source files and pages for tests that crawl: fictional, dated from today."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from catalogue.config import Config
from tests.spiders.site import Answer, page

ALLOW = 'delay = 0\nallow = "127.0.0.1/32"\n'


def write_source(folder: Path, name: str, start: str, more: str = ALLOW) -> None:
    """One source file; `more` may hold further keys."""
    folder.mkdir(exist_ok=True)
    text = f'title = "{name.title()}"\nhome = "https://{name}.example"\nstart = "{start}"\n'
    (folder / f"{name}.toml").write_text(text + 'zone = "Europe/London"\n' + more, encoding="utf-8")


def config_in(folder: Path) -> Config:
    """A configuration with a catalogue, sources and public folder of its own."""
    (folder / "sources").mkdir(exist_ok=True)
    return Config(
        database_url=f"sqlite:///{folder / 'muster.db'}",
        sources=folder / "sources",
        public=folder / "public",
    )


def event(title: str, days: int = 40) -> str:
    """A page with one event in JSON-LD, its heading and nothing else."""
    start = (datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%dT10:00:00+00:00")
    data = {"@context": "https://schema.org", "@type": "Event", "name": title, "startDate": start}
    return (
        f'<html lang="en"><head><title>{title}</title>'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head>'
        f"<body><h1>{title}</h1></body></html>"
    )


def event_page(title: str, **more: object) -> Answer:
    """The answer with that page."""
    return page(event(title), **more)


def listing_page(paths: Sequence[str], after: str = "") -> Answer:
    """A listing page that links to detail pages, and to the next listing page."""
    links = "".join(f'<li><a href="{path}">{path}</a></li>' for path in paths)
    onward = f'<a rel="next" href="{after}">Next</a>' if after else ""
    return page(f"<h1>Events</h1><ul>{links}</ul>{onward}")


def site_of(titles: Sequence[str]) -> dict[str, Answer]:
    """A whole site: a listing page at /events/ and a detail page for each title, with validators."""
    paths = [f"/events/{title.lower().replace(' ', '-')}" for title in titles]
    answers = {"/events/": listing_page(paths)}
    for path, title in zip(paths, titles, strict=True):
        answers[path] = event_page(title, headers={"ETag": f'"{path}"'})
    return answers


FOLLOW = "follow = '/events/[a-z0-9-]+$'\nnext = 'a[rel=next]'\n"
