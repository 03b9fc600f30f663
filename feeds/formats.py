"""The table of formats: extension → how a feed is written, served and cut. A new format is one module and one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from catalogue.listing import Listing
from feeds import atom, ical, jsonfeed, rss
from feeds.feed import Feed, Site
from feeds.window import calendar, newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format.

    Attributes:
        media_type: Content type without its charset, which is always UTF-8.
        render: Writes the document of a feed, the listings in the order given.
        window: Picks, from the listings of a feed, those its document holds on a day.
    """

    media_type: str
    render: Callable[[Feed, Sequence[Listing], Site], bytes]
    window: Callable[[Iterable[Listing], date], list[Listing]]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        rss.EXT: Format(media_type=rss.MEDIA_TYPE, render=rss.render, window=newest),
        atom.EXT: Format(media_type=atom.MEDIA_TYPE, render=atom.render, window=newest),
        ical.EXT: Format(media_type=ical.MEDIA_TYPE, render=ical.render, window=calendar),
        jsonfeed.EXT: Format(media_type=jsonfeed.MEDIA_TYPE, render=jsonfeed.render, window=newest),
    }
)
"""Every format in which each feed is published; OPML, which lists the feeds, stands apart in `feeds.opml`."""
