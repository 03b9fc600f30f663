"""Listings in; a CSV document (RFC 4180) out, for spreadsheets: one row for each listing, its columns always the same.

No cell can start a formula: spreadsheets run cells that begin with =, +, -, @ or a tab, and ours hold strangers' words
(https://owasp.org/www-community/attacks/CSV_Injection). UTF-8 without byte order mark; CRLF at the end of each row.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from datetime import datetime
from io import StringIO

from catalogue.listing import Listing, stamp
from feeds.feed import Feed, Site
from feeds.fragment import Fragment, Frame
from feeds.particulars import person_words, plain
from feeds.prose import legal
from feeds.record import event_record
from feeds.words import (
    location_words,
    price_lines,
    title_words,
    topic_labels,
    web_address,
    when_words,
)

EXT = "csv"
MEDIA_TYPE = "text/csv"
COLUMNS = (
    *("id", "title", "status", "start", "end", "all_day", "zone", "when", "mode", "place", "town"),
    *("postcode", "region", "force", "organiser", "speakers", "audience", "objectives", "topics"),
    *("price", "is_free", "cpd", "booking", "deadline", "online", "url", "page", "sources"),
    *("published", "modified", "sequence", "description"),
)
_ROOM = 1_000  # characters of prose in the last column
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def fragment(listing: Listing, site: Site) -> Fragment:
    """The row of a listing."""
    values = _values(listing, site)
    return Fragment(_row([values[name] for name in COLUMNS]))


def frame(
    feed: Feed,  # noqa: ARG001 (the signature of every format)
    site: Site,  # noqa: ARG001
    modified: datetime | None,  # noqa: ARG001
    words: Collection[str],  # noqa: ARG001
) -> Frame:
    """The names of the columns stand before the rows."""
    return Frame(_row(COLUMNS))


def _values(listing: Listing, site: Site) -> dict[str, str]:
    known, place = event_record(listing, site), listing.place
    price = listing.price
    return {
        "id": listing.id,
        "title": title_words(listing),
        **{name: _text(known[name]) for name in ("status", "start", "end", "all_day", "zone")},
        "when": when_words(listing.times),
        "mode": known["mode"],
        "place": location_words(listing),
        **{name: getattr(place, name) or "" for name in ("town", "postcode", "region", "force")},
        "organiser": listing.organiser or "",
        "speakers": "; ".join(map(person_words, listing.people)),
        "audience": "; ".join(listing.audience),
        "objectives": "; ".join(listing.objectives),
        "topics": "; ".join(label for _, label in topic_labels(listing)),
        "price": "; ".join(price_lines(price)),
        "is_free": _text(price.is_free if price else None),
        "cpd": listing.cpd or "",
        "booking": web_address(listing.booking_url),
        "deadline": stamp(listing.deadline) or "",
        "online": web_address(listing.online_url),
        "url": web_address(listing.url),
        "page": site.event_url(listing.id),
        "sources": "; ".join(one.source for one in listing.provenance),
        "published": stamp(listing.published) or "",
        "modified": stamp(listing.modified) or "",
        "sequence": str(listing.sequence),
        "description": plain(listing, site, _ROOM),
    }


def _text(value: object) -> str:
    """A value of the record as a cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _row(cells: Sequence[str]) -> bytes:
    """One row; a cell that a spreadsheet would run is put behind an apostrophe."""
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(map(_cell, cells))
    return out.getvalue().encode("utf-8", errors="replace")


def _cell(text: str) -> str:
    clean = legal(text).strip(" ")
    return f"'{clean}" if clean.startswith(_FORMULA) else clean
