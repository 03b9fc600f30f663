"""Shelves of the ledger and the day in; the numbers of the listings that a document holds on it out, in its order.

The same choice as `feeds.window` makes of listings in memory, made by the ledger's indexes instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from feeds import window
from feeds.formats import Window
from feeds.intake import day_second
from feeds.ledger import Ledger

Row = tuple[int, int, str]
"""Number of a listing, microseconds from the epoch to its last change, and its id."""


def newest(ledger: Ledger, ks: Sequence[int], today: date) -> list[Row]:
    """As `window.newest`."""
    query = (
        f"SELECT n, modified, id FROM member WHERE k IN {_holes(ks)} AND (fades IS NULL OR fades >= ?) "  # noqa: S608 (question marks)
        "ORDER BY modified DESC, id LIMIT ?"
    )
    first = (today - window.PAST).toordinal()
    return ledger.db.execute(query, (*ks, first, window.NEWEST)).fetchall()


def calendar(ledger: Ledger, ks: Sequence[int], today: date) -> list[Row]:
    """As `window.calendar`."""
    shown = f"FROM member WHERE k IN {_holes(ks)} AND last >= ?"
    query = (
        f"SELECT n, modified, id {shown} AND start IS NOT NULL ORDER BY start, id "
        f"LIMIT ? + (SELECT count(*) {shown} AND start < ?)"
    )
    first = (today - window.PAST).toordinal()
    values = (*ks, first, window.UPCOMING, *ks, first, day_second(today))
    return ledger.db.execute(query, values).fetchall()


def agenda(ledger: Ledger, ks: Sequence[int], today: date) -> list[Row]:
    """As `window.agenda`."""
    query = (
        f"SELECT n, modified, id FROM member WHERE k IN {_holes(ks)} AND (last >= ? OR last IS NULL) "  # noqa: S608 (question marks)
        "ORDER BY start IS NULL, start, id LIMIT ?"
    )
    first = (today - window.PAST).toordinal()
    return ledger.db.execute(query, (*ks, first, window.UPCOMING)).fetchall()


def _holes(values: Sequence[int]) -> str:
    return f"({','.join('?' * len(values))})"


CUTS: Mapping[Window, Callable[[Ledger, Sequence[int], date], list[Row]]] = MappingProxyType(
    {window.newest: newest, window.calendar: calendar, window.agenda: agenda}
)
"""Window of listings in memory → the same of the ledger."""
