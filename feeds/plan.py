"""Feeds, listings and the day in; the documents that should stand on it out, not yet rendered.

Each document carries a key: a digest of everything its bytes depend on. Equal keys, equal bytes: that is
how a publication knows what to leave alone, whichever way a listing entered or left a feed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

from catalogue.listing import Listing
from catalogue.taxonomy import topics
from feeds import opml
from feeds.feed import Feed, Site
from feeds.formats import FORMATS
from feeds.ready import members_of_all, syndicated

LIST = Feed(slug="feeds", title="All feeds", description="The list of all feeds.")
"""Stands for the OPML document, at /feeds/feeds.opml."""

_WRITERS = (
    "feedgen",
    "icalendar",
    "lxml",
    "nh3",
    "tzdata",
)  # whose new version may write other bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file below the folder of the feeds: how it is written, and the digest of what it is written from."""

    feed: Feed
    ext: str
    items: int
    key: str
    render: Callable[[], bytes]

    @property
    def name(self) -> str:
        """Path below the folder of the feeds."""
        return f"{self.feed.slug}.{self.ext}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What documents are made from, beside the listings."""

    site: Site
    feeds: tuple[Feed, ...]
    today: date

    @property
    def setup(self) -> str:
        """Digest of what every document depends on: the site, the topics, our code and the libraries that write."""
        return _digest((repr(self.site), repr(topics()), _code()))

    @property
    def digest(self) -> str:
        """Digest of everything in the plan but the day."""
        return _digest((self.setup, *map(repr, self.feeds)))

    def documents(self, listings: Sequence[Listing]) -> Iterator[Document]:
        """Every feed in every format; the list of the feeds comes last."""
        fit = [syndicated(one) for one in listings]
        keys = {one.id: _listing_key(one) for one in fit}
        inside, setup = members_of_all(self.feeds, fit), self.setup
        for feed in self.feeds:
            for ext, form in FORMATS.items():
                shown = form.window(inside[feed.slug], self.today)
                key = _digest((setup, repr(feed), *(keys[one.id] for one in shown)))
                render = partial(form.render, feed, shown, self.site)
                yield Document(feed=feed, ext=ext, items=len(shown), key=key, render=render)
        yield self._list()

    def retired(self, feed: Feed, ext: str) -> Document:
        """A document of a feed that is no longer configured: empty, at its old address."""
        render = partial(FORMATS[ext].render, feed, (), self.site)
        return Document(
            feed=feed, ext=ext, items=0, key=_digest((self.setup, repr(feed))), render=render
        )

    def _list(self) -> Document:
        render = partial(opml.render, self.feeds, self.site)
        count = len(self.feeds)
        return Document(feed=LIST, ext=opml.EXT, items=count, key=self.digest, render=render)


def _listing_key(listing: Listing) -> str:
    """Digest of what documents show of a listing; when a source was last seen is not among it."""
    shown = replace(listing, evidence=(), warnings=(), provenance=())
    return _digest((repr(shown), *(f"{one.source} {one.url}" for one in listing.provenance)))


@cache
def _code() -> str:
    """Digest of this package's files and of the versions of the libraries that write documents."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    texts = (file.read_text(encoding="utf-8") for file in files)
    return _digest((*texts, *(f"{name} {version(name)}" for name in _WRITERS)))


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", errors="replace"))
        digest.update(b"\0")
    return digest.hexdigest()
