"""Pieces of listings in; the document that they make out, most of it copied in long stretches from an older one.

Of the listings of a feed few change from one publication to the next. Their pieces are read one by one; the others
stand side by side in the file that was published last, and are taken as they stand there.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import accumulate, count, pairwise
from typing import NamedTuple, TypeAlias

from feeds.feed import Feed, Site
from feeds.fragment import Fragment, Frame, Framing

Buffer: TypeAlias = bytes | memoryview


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
        return array("I", numbers).tobytes(), "\n".join(self.words)


def unpacked(numbers: bytes, words: str) -> Layout:
    """The layout that `Layout.packed` gave."""
    values = array("I", numbers).tolist()
    (writer, head, between), middle = values[:3], (len(values) + 3) // 2
    listings, lengths = values[3:middle], values[middle:]
    return Layout(writer, head, between, listings, lengths, words.split("\n") if listings else [])


@dataclass(frozen=True, slots=True)
class Document:
    """The octets of a document, and where its parts stand in them; `is_sound` as of frames."""

    data: bytes
    layout: Layout
    is_sound: bool = False

    @property
    def shell(self) -> bytes:
        """What stands around the parts."""
        layout = self.layout
        inside = sum(layout.lengths) + layout.between * max(len(layout.lengths) - 1, 0)
        return self.data[: layout.head] + self.data[layout.head + inside :]


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
    if not known.listings:
        return _all_new(frame, listings, held, known.writer)
    new_numbers, new_words, fresh = _parts(held)
    numbers, words = [*known.listings, *new_numbers], [*known.words, *new_words]
    order = _order(listings, numbers, words)
    lengths = [*known.lengths, *map(len, fresh)]
    runs = _runs(order, len(known.listings))
    told_by = [one for run in runs for one in words[run]]
    made = frame(told_by)
    layout = Layout(
        writer=known.writer,
        head=len(made.head),
        between=len(made.between),
        listings=[one for run in runs for one in numbers[run]],
        lengths=[one for run in runs for one in lengths[run]],
        words=told_by,
    )
    octets: list[Buffer] = [made.head]
    for stretch in _stretches(runs, older, fresh):
        octets += (stretch, made.between)
    if len(octets) > 1:
        octets.pop()
    octets.append(made.tail)
    return Document(b"".join(octets), layout, made.is_sound)


def _all_new(
    frame: Callable[[Collection[str]], Frame],
    listings: Sequence[int],
    held: Mapping[int, Fragment],
    writer: int,
) -> Document:
    """The document where there is no older one to copy from."""
    numbers, words, parts = _parts(held)
    if numbers != listings or words != sorted(words):
        order = _order(listings, numbers, words)
        numbers, words = [numbers[at] for at in order], [words[at] for at in order]
        parts = [parts[at] for at in order]
    made = frame(words)
    lengths = list(map(len, parts))
    layout = Layout(writer, len(made.head), len(made.between), numbers, lengths, words)
    data = b"".join((made.head, made.between.join(parts), made.tail))
    return Document(data, layout, made.is_sound)


def words_of(pieces: Iterable[Fragment]) -> list[str]:
    """What the notes of pieces say of their parts."""
    lines = "\n".join([one.note for one in pieces]).split("\n")
    return [line.partition(" ")[2] for line in lines]


def _parts(held: Mapping[int, Fragment]) -> tuple[list[int], list[str], list[bytes]]:
    """For each part of the pieces: the number of its listing, what the note says of it, its octets."""
    notes = [one.note for one in held.values()]
    if "\n" not in "".join(notes):  # true of most: each piece is one part
        words = [note.partition(" ")[2] for note in notes] if any(notes) else notes
        return list(held), words, [one.data for one in held.values()]
    made = [
        (number, words, octets)
        for number, piece in held.items()
        for words, octets in _parts_of(piece)
    ]
    return [one[0] for one in made], [one[1] for one in made], [one[2] for one in made]


def _parts_of(piece: Fragment) -> Iterator[tuple[str, bytes]]:
    at = 0
    for line in piece.note.split("\n"):
        length, _, words = line.partition(" ")
        end = at + int(length) if length else len(piece.data)
        yield words, piece.data[at:end]
        at = end


def _order(listings: Sequence[int], numbers: Sequence[int], words: Sequence[str]) -> list[int]:
    """Which parts follow one another: by the words of their notes, or as the listings do where there are none."""
    if any(words):
        wanted = set(listings)
        parts = [at for at, number in enumerate(numbers) if number in wanted]
        return sorted(parts, key=words.__getitem__)
    places = dict(zip(numbers, count(), strict=False))
    return [places[number] for number in listings]


def _runs(order: Sequence[int], turn: int) -> list[slice]:
    """Stretches of successive numbers; none goes across the turn."""
    ends = [
        at
        for at, (one, after) in enumerate(pairwise(order), 1)
        if after != one + 1 or after == turn
    ]
    if order:
        ends.append(len(order))
    return [
        slice(order[first], order[end - 1] + 1)
        for first, end in zip((0, *ends), ends, strict=False)
    ]


def _stretches(runs: Sequence[slice], older: Document, fresh: Sequence[bytes]) -> list[Buffer]:
    """The octets of runs of parts, those that stand in the older document in one and not copied yet."""
    layout, known = older.layout, len(older.layout.listings)
    steps = map(layout.between.__add__, layout.lengths)
    starts = list(accumulate(steps, initial=layout.head))
    made: list[Buffer] = []
    data = memoryview(older.data)
    for run in runs:
        if run.start < known:
            made.append(data[starts[run.start] : starts[run.stop] - layout.between])
        else:
            made += fresh[run.start - known : run.stop - known]
    return made
