"""Settings, sources and the ledger in; the feeds that should stand today, each with a digest of what shapes it, out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

from catalogue.taxonomy import topics
from feeds.changes import EXTS
from feeds.feed import Feed, Site
from feeds.formats import Format
from feeds.ledger import Published
from feeds.ready import Choice
from feeds.shelves import feed_shelves

LIST = Feed(slug="feeds", title="All feeds", description="The list of all feeds.")
"""Stands for the OPML document, at /feeds/feeds.opml."""

_WRITERS = (
    *("brotli", "feedgen", "icalendar", "lxml", "nh3", "tzdata"),
)  # whose new version may write other bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A feed as it should stand: the shelves or the history it shows, its formats, and a digest of all that."""

    feed: Feed
    shelves: tuple[str, ...]
    exts: tuple[str, ...]
    digest: str
    is_history: bool = False


def setup(site: Site, choice: Choice, formats: Mapping[str, Format], address: str) -> str:
    """Digest of what the whole ledger depends on: site, topics, shelves, formats, catalogue, code, libraries."""
    return digest(
        (repr(site), repr(topics()), repr(choice.kinds), repr(list(formats)), address, _code())
    )


def planned(feeds: Iterable[Feed], formats: Mapping[str, Format], today: date) -> list[Planned]:
    """The feeds in every format."""
    exts = tuple(formats)
    return [_planned(feed, feed_shelves(feed.filters, today), exts) for feed in feeds]


def planned_changes(feeds: Iterable[Feed], formats: Mapping[str, Format]) -> list[Planned]:
    """The feeds of changes."""
    exts = tuple(ext for ext in EXTS if ext in formats)
    return [replace(_planned(feed, (), exts), is_history=True) for feed in feeds]


def retired(
    files: Iterable[Published], kept: Iterable[str], formats: Mapping[str, Format]
) -> list[Planned]:
    """Feeds that were published and are no longer configured: empty, at their old addresses."""
    gone: dict[str, list[Published]] = {}
    there = {*kept, LIST.slug}
    for one in files:
        if one.slug not in there and one.ext in formats:
            gone.setdefault(one.slug, []).append(one)
    return [
        _planned(_last_words(some[0]), (), tuple(sorted(one.ext for one in some)))
        for some in gone.values()
    ]


def _planned(feed: Feed, shelves: tuple[str, ...], exts: tuple[str, ...]) -> Planned:
    words = (feed.slug, feed.title, feed.description, str(feed.retired), *shelves, "", *exts)
    return Planned(feed=feed, shelves=shelves, exts=exts, digest="\n".join(words))


def _last_words(published: Published) -> Feed:
    """Subscribers of a feed that is no longer configured are told where to look."""
    return Feed(
        slug=published.slug,
        title=published.title,
        description="This feed has ended. The list of all feeds says which are kept.",
        retired=True,
    )


@cache
def _code() -> str:
    """Digest of this package's files and of the versions of the libraries that write documents."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    texts = (file.read_text(encoding="utf-8") for file in files)
    return digest((*texts, *(f"{name} {version(name)}" for name in _WRITERS)))


def digest(parts: Iterable[str]) -> str:
    """One digest of several texts."""
    made = hashlib.sha256()
    for part in parts:
        made.update(part.encode("utf-8", errors="replace"))
        made.update(b"\0")
    return made.hexdigest()
