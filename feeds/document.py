"""Pieces of listings in; the document that they make out, most of it copied in long stretches from an older one.

Of the listings of a feed few change from one publication to the next. Their pieces are read one by one; the others
stand side by side in the file that was published last, and are taken as they stand there.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import accumulate, count
from typing import NamedTuple

from feeds.feed import Feed, Site
from feeds.fragment import Fragment, Frame, Framing


class Layout(NamedTuple):
    """Where the parts of pieces stand in a document.

    Attributes:
        writer: Number of that which wrote the pieces.
        head: Octets before the first part; `between` those between two.
        listings: Number of the listing of each part, in the order of the document.
        lengths: Octets of each part.
        words: What the notes say of each part.
    """

    writer: int
    head: int
    between: int
    listings: Sequence[int]
    lengths: Sequence[int]
    words: Sequence[str]

    def packed(self) -> tuple[bytes, str]:
        """The numbers and the words, to be kept."""
        numbers = (self.writer, self.head, self.between, *self.listings, *self.lengths)
        return array("q", numbers).tobytes(), "\n".join(self.words)


def unpacked(numbers: bytes, words: str) -> Layout:
    """The layout that `Layout.packed` gave."""
    values = array("q", numbers).tolist()
    (writer, head, between), middle = values[:3], (len(values) + 3) // 2
    listings, lengths = values[3:middle], values[middle:]
    return Layout(writer, head, between, listings, lengths, words.split("\n") if listings else [])


@dataclass(frozen=True, slots=True)
class Document:
    """The octets of a document, and where its parts stand in them."""

    data: bytes
    layout: Layout


def blank(writer: int = -1) -> Document:
    """The older document where there is none."""
    return Document(b"", Layout(writer, 0, 0, (), (), ()))


def joined(
    framing: Framing, feed: Feed, pieces: Sequence[Fragment], site: Site, modified: datetime | None
) -> bytes:
    """The octets of the document of a feed that holds just these pieces."""
    frame = partial(framing, feed, site, modified)
    return weave(frame, range(len(pieces)), dict(enumerate(pieces)), blank()).data


def weave(
    frame: Callable[[Collection[str]], Frame],
    listings: Sequence[int],
    held: Mapping[int, Fragment],
    older: Document,
) -> Document:
    """A document.

    Args:
        frame: Makes what stands around parts with such words in their notes.
        listings: The numbers of its listings, in their order.
        held: Number → piece of those among them that `older` lacks.
        older: A document whose pieces are of the same writer.
    """
    known = older.layout
    numbers, lengths, words = list(known.listings), list(known.lengths), list(known.words)
    fresh: list[bytes] = []
    for number, piece in held.items():
        for data, told in _parts(piece):
            numbers.append(number)
            lengths.append(len(data))
            words.append(told)
            fresh.append(data)
    order = _order(listings, numbers, words)
    shown = [words[at] for at in order]
    made = frame(shown)
    stretches = _stretches(order, older, fresh)
    layout = Layout(
        known.writer, len(made.head), len(made.between),
        [numbers[at] for at in order], [lengths[at] for at in order], shown,
    )  # fmt: skip
    return Document(b"".join((made.head, made.between.join(stretches), made.tail)), layout)


def _parts(piece: Fragment) -> Iterator[tuple[bytes, str]]:
    """The octets of each part, and what the note says of it."""
    if not piece.note:
        yield piece.data, ""
        return
    at = 0
    for line in piece.note.split("\n"):
        length, _, words = line.partition(" ")
        yield piece.data[at : (at := at + int(length))], words


def _order(listings: Sequence[int], numbers: Sequence[int], words: Sequence[str]) -> list[int]:
    """Which parts follow one another: by the words of their notes, or as the listings do where there are none."""
    if any(words):
        wanted = set(listings)
        parts = [at for at, number in enumerate(numbers) if number in wanted]
        return sorted(parts, key=words.__getitem__)
    place = dict(zip(numbers, count(), strict=False))
    return [place[number] for number in listings]


def _stretches(order: Sequence[int], older: Document, fresh: Sequence[bytes]) -> list[bytes]:
    """The octets of parts in this order; those that follow one another in the older document in one."""
    layout, known = older.layout, len(older.layout.listings)
    starts = list(
        accumulate((length + layout.between for length in layout.lengths), initial=layout.head)
    )
    made: list[bytes] = []
    for first, last in _runs(order, known):
        if first < known:
            made.append(older.data[starts[first] : starts[last] + layout.lengths[last]])
        else:
            made += fresh[first - known : last - known + 1]
    return made


def _runs(order: Sequence[int], turn: int) -> Iterator[tuple[int, int]]:
    """First and last of each stretch of successive numbers; none lead across the turn."""
    begin = 0
    ends = [
        at for at in range(1, len(order)) if order[at] != order[at - 1] + 1 or order[at] == turn
    ]
    for end in (*ends, len(order)):
        if end:
            yield order[begin], order[end - 1]
        begin = end
