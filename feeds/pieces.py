"""Numbers of listings in; their pieces in one format out, each written once and kept in the ledger from then on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial

from sqlalchemy import Connection

from catalogue.events import texts_of
from catalogue.listing import Listing, listing_from_json
from feeds.cuts import Row
from feeds.document import joined
from feeds.feed import Feed, Site
from feeds.formats import Format
from feeds.fragment import Fragment, Write
from feeds.ledger import PIECE_BITS, Ledger
from feeds.ready import syndicated
from feeds.self_check import findings

_AT_ONCE = 100  # listings read and checked together
_MOST_NEAR = 512  # pieces kept in memory from one document to the next

_ANY = Feed(slug="check", title="Check", description="Check.")


class BrokenPieceError(ValueError):
    """A format wrote something that its own check refuses."""


class Pieces:
    """Pieces of the listings of one catalogue."""

    def __init__(
        self, tx: Connection, ledger: Ledger, site: Site, formats: Mapping[str, Format]
    ) -> None:
        self._tx, self._ledger, self._site, self._formats = tx, ledger, site, formats
        writers = [(ext, write) for ext, form in formats.items() for write in form.writers]
        self._number = {pair: number for number, pair in enumerate(writers)}
        self._near: dict[int, Fragment] = {}

    def write(self, listings: Mapping[int, Listing]) -> None:
        """Write the pieces of listings, told by number, in every format; what cannot be written is told by `of`."""
        made: dict[str, dict[int, Fragment]] = {ext: {} for ext in self._formats}
        for n, one in listings.items():  # all formats of one after the other: they share its words
            for ext in tuple(made):
                try:
                    made[ext][n] = self._formats[ext].writers[0](one, self._site)
                except ValueError:
                    del made[ext]
        for ext, some in made.items():
            with suppress(ValueError):
                self._keep(some, ext, self._formats[ext].writers[0])

    def writer(self, ext: str, write: Write) -> int:
        """The number of a writer of a format, among all."""
        return self._number[ext, write]

    def of(self, rows: Sequence[Row], ext: str, write: Write) -> dict[int, Fragment]:
        """The pieces of listings, by number.

        Raises:
            ValueError: The format cannot write one of them, or writes what its own check refuses.
        """
        number, near = self._number[ext, write], self._near
        keys = {(row[0] << PIECE_BITS) + number: row for row in rows}
        if len(near) > _MOST_NEAR:
            near.clear()
        for missing in (self._fetch, partial(self._make, ext, write)):
            for some in _parts([row for key, row in keys.items() if key not in near]):
                missing(some)
        return {row[0]: near[key] for key, row in keys.items()}

    def _make(self, ext: str, write: Write, rows: Sequence[Row]) -> None:
        """Write the pieces of listings that the ledger lacks."""
        listings, number = self._read(rows), self._number[ext, write]
        if write is self._formats[ext].writers[0]:
            self.write(listings)
            self._fetch(rows)
        if any((n << PIECE_BITS) + number not in self._near for n in listings):
            made = self._write(listings, ext, write)
            self._near |= {(n << PIECE_BITS) + number: one for n, one in made.items()}

    def _fetch(self, rows: Sequence[Row]) -> None:
        """Read the pieces of listings in every format: other formats of the same feed want them next."""
        holes = ",".join(("(?)",) * len(rows))
        query = (
            f"WITH wanted(first) AS (VALUES {holes}) SELECT p, data, note FROM wanted "  # noqa: S608 (question marks)
            f"CROSS JOIN piece ON p BETWEEN first AND first + {(1 << PIECE_BITS) - 1}"
        )
        found = self._ledger.db.execute(query, [row[0] << PIECE_BITS for row in rows])
        self._near.update([(p, Fragment(data, note)) for p, data, note in found])

    def _write(
        self, listings: Mapping[int, Listing], ext: str, write: Write
    ) -> dict[int, Fragment]:
        return self._keep({n: write(one, self._site) for n, one in listings.items()}, ext, write)

    def _keep(self, made: dict[int, Fragment], ext: str, write: Write) -> dict[int, Fragment]:
        """Checked once where they are written: whatever is joined of sound pieces is sound."""
        frame = self._formats[ext].frame
        faults = findings(ext, joined(frame, _ANY, list(made.values()), self._site, None))
        if faults:
            raise BrokenPieceError("; ".join(faults[:3]))
        number = self._number[ext, write]
        rows = (((n << PIECE_BITS) + number, one.data, one.note) for n, one in made.items())
        self._ledger.db.executemany("INSERT OR REPLACE INTO piece VALUES (?, ?, ?)", rows)
        return made

    def _read(self, rows: Sequence[Row]) -> dict[int, Listing]:
        """Listings by number."""
        numbers = {id_: n for n, _, id_ in rows}
        texts = texts_of(self._tx, numbers)
        return {numbers[id_]: syndicated(listing_from_json(text)) for id_, text in texts}


def _parts(rows: Sequence[Row]) -> Iterable[Sequence[Row]]:
    return (rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE))
