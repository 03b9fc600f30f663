"""Shelves of the ledger and the day in; the listings that a document holds on it out, in its order.

The same choice as `feeds.window` makes of listings in memory. Shelves with so few listings that no window lacks the
room for them are read once for all formats; of others the ledger's indexes find what each window shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from types import MappingProxyType

from feeds import window
from feeds.formats import Window
from feeds.intake import day_second
from feeds.ledger import Ledger

Row = tuple[int, int, str, int | None, int | None, int | None]
"""A listing: its number, microsecond of the last change, id, second of the start, last day, last day if called off."""

_FIELDS = "n, modified, id, start, last, fades"


class Cut:
    """The listings on some shelves on a day."""

    def __init__(self, ledger: Ledger, ks: Sequence[int], today: date) -> None:
        self._ledger, self._ks = ledger, ks
        self._from = f"FROM member WHERE k IN ({','.join('?' * len(ks))})"
        self._first, self._turn = (today - window.PAST).toordinal(), day_second(today)
        most = min(window.NEWEST, window.UPCOMING)
        rows = self._read("", "modified DESC, id LIMIT ?", most + 1)
        self._all = rows if len(rows) <= most else None

    def rows(self, pick: Window) -> list[Row]:
        """What a window leaves of them, in its order."""
        few, many = _WAYS[pick]
        return many(self) if self._all is None else few(self._all, self._first)

    def newest(self) -> list[Row]:
        """As `window.newest`, of many."""
        shown = "AND (fades IS NULL OR fades >= ?)"
        return self._read(shown, "modified DESC, id LIMIT ?", self._first, window.NEWEST)

    def calendar(self) -> list[Row]:
        """As `window.calendar`, of many."""
        shown = "AND last >= ? AND start IS NOT NULL"
        begun = f"(SELECT count(*) {self._from} AND last >= ? AND start < ?)"
        values = (self._first, window.UPCOMING, *self._ks, self._first, self._turn)
        return self._read(shown, f"start, id LIMIT ? + {begun}", *values)

    def agenda(self) -> list[Row]:
        """As `window.agenda`, of many."""
        shown = "AND (last >= ? OR last IS NULL)"
        order = "start IS NULL, start, id LIMIT ?"
        return self._read(shown, order, self._first, window.UPCOMING)

    def _read(self, shown: str, order: str, *values: object) -> list[Row]:
        query = f"SELECT {_FIELDS} {self._from} {shown} ORDER BY {order}"
        return self._ledger.db.execute(query, (*self._ks, *values)).fetchall()


def _newest(rows: Sequence[Row], first: int) -> list[Row]:
    return [row for row in rows if row[5] is None or row[5] >= first]


def _calendar(rows: Sequence[Row], first: int) -> list[Row]:
    kept = [row for row in rows if row[3] is not None and row[4] is not None and row[4] >= first]
    return sorted(kept, key=itemgetter(3, 2))


def _agenda(rows: Sequence[Row], first: int) -> list[Row]:
    kept = [row for row in rows if row[4] is None or row[4] >= first]
    return sorted(kept, key=lambda row: (row[3] is None, row[3] or 0, row[2]))


_WAYS: Mapping[
    Window, tuple[Callable[[Sequence[Row], int], list[Row]], Callable[[Cut], list[Row]]]
] = MappingProxyType(
    {
        window.newest: (_newest, Cut.newest),
        window.calendar: (_calendar, Cut.calendar),
        window.agenda: (_agenda, Cut.agenda),
    }
)
"""Window of listings in memory → the same of few rows, and of many."""
