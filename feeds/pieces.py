"""Numbers of listings in; their pieces in one format out, each written once in a publication.

From one publication to the next they stand in the published files (`feeds.document`). Within one they are kept in
memory and, where they are more than a first publication should hold, in a table of the ledger that ends with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from operator import itemgetter

from sqlalchemy import Connection

from catalogue.events import texts_of
from catalogue.listing import Listing, listing_from_json
from feeds.cuts import Row
from feeds.document import words_of
from feeds.feed import Feed, Site
from feeds.formats import Format
from feeds.fragment import Fragment, Write
from feeds.ledger import Ledger
from feeds.ready import syndicated
from feeds.self_check import check

_AT_ONCE = 200  # listings read and checked together
_MOST_MADE = 32 << 20  # octets of pieces kept in memory
_MOST_FOUND = 512  # pieces that are kept beside, out of the table, from one document to the next

_TABLE = "CREATE TEMP TABLE IF NOT EXISTS piece (p INTEGER PRIMARY KEY, data BLOB NOT NULL, note TEXT NOT NULL)"
_BITS = 5
"""The number of a piece is that of its listing, shifted by so many bits, and that of its writer."""

_ANY = Feed(slug="check", title="Check", description="Check.")


class Pieces:
    """Pieces of the listings of one catalogue."""

    def __init__(
        self, tx: Connection, ledger: Ledger, site: Site, formats: Mapping[str, Format]
    ) -> None:
        self._tx, self._ledger, self._site, self._formats = tx, ledger, site, formats
        writers = [(ext, write) for ext, form in formats.items() for write in form.writers]
        self._number = {pair: number for number, pair in enumerate(writers)}
        self._unchecked: defaultdict[str, dict[int, Fragment]] = defaultdict(dict)
        self._waiting = 0  # listings in them
        self._made: defaultdict[int, dict[int, Fragment]] = defaultdict(
            dict
        )  # by writer and listing
        self._weight = 0  # octets in them
        self._found: dict[int, Fragment] = {}
        self._has_table = False

    def write(self, n: int, listing: Listing) -> None:
        """Write the pieces of a listing in every format; what cannot be written is told by `of`."""
        self._write(n, listing)
        if self._waiting >= _AT_ONCE:
            self._settle()
            self._lay_by()

    def _write(self, n: int, listing: Listing) -> None:
        for ext, form in self._formats.items():
            try:
                self._unchecked[ext][n] = form.writers[0](listing, self._site)
            except ValueError:  # `of` will meet it again, and tell
                continue
        self._waiting += 1

    def _settle(self) -> None:
        """Check the pieces that were written, and keep those of the formats that pass."""
        if not self._waiting:
            return
        for ext, form in self._formats.items():
            with suppress(ValueError):
                self._keep(self._unchecked[ext], ext, form.writers[0])
        self._unchecked.clear()
        self._waiting = 0

    def writer(self, ext: str, write: Write) -> int:
        """The number of a writer of a format, among all."""
        return self._number[ext, write]

    def of(self, rows: Sequence[Row], ext: str, write: Write) -> dict[int, Fragment]:
        """The pieces of listings, by number.

        Raises:
            ValueError: The format cannot write one of them, or writes what its own check refuses.
        """
        self._settle()
        self._lay_by()
        number, found = self._number[ext, write], self._found
        made = self._made[number]
        pieces = {row[0]: made[row[0]] for row in rows if row[0] in made}
        if len(pieces) == len(rows):
            return pieces
        if len(found) > _MOST_FOUND:
            found.clear()
        for missing in (self._fetch, partial(self._make, ext, write)):
            for some in _parts(
                [row for row in rows if row[0] not in made and _key(row[0], number) not in found]
            ):
                missing(some)
        return {row[0]: made.get(row[0]) or found[_key(row[0], number)] for row in rows}

    def _make(self, ext: str, write: Write, rows: Sequence[Row]) -> None:
        """Write the pieces of listings that are nowhere yet."""
        listings, number = self._read(rows), self._number[ext, write]
        if write is self._formats[ext].writers[0]:
            for n, one in listings.items():
                self._write(n, one)
            self._settle()
        if listings.keys() - self._made[number].keys():
            self._keep({n: write(one, self._site) for n, one in listings.items()}, ext, write)

    def _fetch(self, rows: Sequence[Row]) -> None:
        """Find the pieces of listings in every format: other formats of the same feed want them next."""
        if not self._has_table:
            return
        holes = ",".join(("(?)",) * len(rows))
        query = (
            f"WITH wanted(first) AS (VALUES {holes}) SELECT p, data, note FROM wanted "  # noqa: S608 (question marks)
            f"CROSS JOIN piece ON p BETWEEN first AND first + {(1 << _BITS) - 1}"
        )
        found = self._ledger.db.execute(query, [_key(row[0], 0) for row in rows])
        self._found.update([(p, Fragment(data, note)) for p, data, note in found])

    def _keep(self, made: Mapping[int, Fragment], ext: str, write: Write) -> None:
        """Checked once, unless their writer vouches for them: whatever is joined of sound pieces is sound."""
        others = [one for one in made.values() if not one.is_sound]
        if others:
            frame = self._formats[ext].frame(_ANY, self._site, None, words_of(others))
            inside = frame.between.join([one.data for one in others])
            check(ext, b"".join((frame.head, inside, frame.tail)))
        self._made[self._number[ext, write]].update(made)
        self._weight += sum([len(one.data) for one in made.values()])

    def _lay_by(self) -> None:
        """Put the pieces in memory into the table where they have become too many."""
        if self._weight <= _MOST_MADE:
            return
        self._ledger.db.execute(_TABLE)
        pieces = (
            (_key(n, number), one.data, one.note)
            for number, made in self._made.items()
            for n, one in made.items()
        )
        query = "INSERT OR REPLACE INTO piece VALUES (?, ?, ?)"
        self._ledger.db.executemany(query, sorted(pieces, key=itemgetter(0)))
        self._made.clear()
        self._weight, self._has_table = 0, True

    def _read(self, rows: Sequence[Row]) -> dict[int, Listing]:
        """Listings by number."""
        numbers = {row[2]: row[0] for row in rows}
        texts = texts_of(self._tx, numbers)
        return {numbers[id_]: syndicated(listing_from_json(text)) for id_, text in texts}


def _key(n: int, number: int) -> int:
    return (n << _BITS) + number


def _parts(rows: Sequence[Row]) -> Iterable[Sequence[Row]]:
    return (rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE))
