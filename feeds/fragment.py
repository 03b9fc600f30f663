"""What a listing is in a document: the piece that each format writes once and joins into many documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from catalogue.listing import Listing
from feeds.feed import Feed, Site


class Fragment(NamedTuple):
    """A listing's piece of a document, and what its format must know of it to join it with others ("" = nothing)."""

    data: bytes
    note: str = ""


Write = Callable[[Listing, Site], Fragment]
"""Writes the piece of a listing."""

Join = Callable[[Feed, Sequence[Fragment], Site, datetime | None], bytes]
"""Makes a document of a feed, pieces in the order given, the site, and the last change of any listing in it."""
