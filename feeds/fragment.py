"""What a listing is in a document: the piece that each format writes once, and the frame around many of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import NamedTuple

from catalogue.listing import Listing
from feeds.feed import Feed, Site


class Fragment(NamedTuple):
    """A listing's piece of a document.

    Attributes:
        data: Its octets.
        note: Where other pieces may come between its parts, a line for each of these: its octets, a blank, and words by
            whose order all parts of a document follow one another. "" for a piece that is one part, in the order given.
        is_sound: Whether its writer knows that the format's check would find nothing in it: it found nothing in a piece
            of this shape, and no value holds an octet by which it could end. All other pieces are checked.
    """

    data: bytes
    note: str = ""
    is_sound: bool = False


class Frame(NamedTuple):
    """Octets before the first piece of a document, behind the last, and between two; `is_sound` as of pieces."""

    head: bytes
    tail: bytes = b""
    between: bytes = b""
    is_sound: bool = False


Write = Callable[[Listing, Site], Fragment]
"""Writes the piece of a listing."""

Framing = Callable[[Feed, Site, datetime | None, Collection[str]], Frame]
"""Makes the frame of a feed; the instant is the last change of any listing, the words are those of all notes."""
