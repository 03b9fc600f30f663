"""The table of formats: extension → how a feed is written, served and cut. A new format is one module and one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType

from catalogue.listing import Listing
from feeds import atom, ical, jsonfeed, jsonld, ndjson, rss, table
from feeds.document import joined
from feeds.feed import Feed, Site
from feeds.fragment import Framing, Write
from feeds.window import agenda, calendar, last_change, newest

Window = Callable[[Iterable[Listing], date], list[Listing]]
"""Picks, from the listings of a feed, those that a document holds on a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format.

    Attributes:
        media_type: Content type without its charset, which is always UTF-8.
        writers: Each writes the piece of a listing; the later ones shorter, for documents above `most_bytes`.
        frame: Makes what stands around pieces in a document.
        window: Picks, from the listings of a feed, those its document holds on a day.
        most_bytes: Above this the next writer is tried.
    """

    media_type: str
    writers: tuple[Write, ...]
    frame: Framing
    window: Window
    most_bytes: int = 2**63

    def render(self, feed: Feed, listings: Sequence[Listing], site: Site) -> bytes:
        """The document of a feed that holds just these listings, by the first writer whose pieces fit."""
        document = b""
        for write in self.writers:
            pieces = [write(one, site) for one in listings]
            document = joined(self.frame, feed, pieces, site, last_change(listings))
            if len(document) <= self.most_bytes:
                break
        return document


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        rss.EXT: Format(
            media_type=rss.MEDIA_TYPE, writers=(rss.fragment,), frame=rss.frame, window=newest
        ),
        atom.EXT: Format(
            media_type=atom.MEDIA_TYPE, writers=(atom.fragment,), frame=atom.frame, window=newest
        ),
        ical.EXT: Format(
            media_type=ical.MEDIA_TYPE,
            writers=tuple(partial(ical.fragment, room=room) for room in ical.PROSE_ROOM),
            frame=ical.frame,
            window=calendar,
            most_bytes=ical.MAX_BYTES,
        ),
        jsonfeed.EXT: Format(
            media_type=jsonfeed.MEDIA_TYPE,
            writers=(jsonfeed.fragment,),
            frame=jsonfeed.frame,
            window=newest,
        ),
        table.EXT: Format(
            media_type=table.MEDIA_TYPE, writers=(table.fragment,), frame=table.frame, window=agenda
        ),
        ndjson.EXT: Format(
            media_type=ndjson.MEDIA_TYPE,
            writers=(ndjson.fragment,),
            frame=ndjson.frame,
            window=agenda,
        ),
        jsonld.EXT: Format(
            media_type=jsonld.MEDIA_TYPE,
            writers=(jsonld.fragment,),
            frame=jsonld.frame,
            window=agenda,
        ),
    }
)
"""Every format in which each feed is published; OPML, which lists the feeds, stands apart in `feeds.opml`."""
