"""Documents that are copied from older ones are the very bytes that their pieces make."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.document import Document, Layout, blank, unpacked, weave
from feeds.formats import FORMATS
from feeds.fragment import Fragment, Frame
from tests.feeds.listings import EVERY, FEED, SITE

NUMBERS = st.lists(st.integers(0, 30), max_size=20, unique=True)


def plain(number: int) -> Fragment:
    return Fragment(f"<{number}>".encode() * (number % 4))


def told(number: int) -> Fragment:
    """A piece of up to three parts, which belong between those of others."""
    parts = [f"({number}.{part})".encode() for part in range(number % 4)]
    lines = [f"{len(part)} {7 * at % 10} {number:03}" for at, part in enumerate(parts, number)]
    return Fragment(b"".join(parts), "\n".join(lines))


def frame(words: Collection[str]) -> Frame:
    return Frame(f"{len(words)} parts: ".encode(), b".", b", ")


@given(NUMBERS, NUMBERS, st.sampled_from((plain, told)))
def test_old_pieces_and_new_ones_make_the_document_that_new_ones_make(
    before: list[int], after: list[int], write: Callable[[int], Fragment]
) -> None:
    older = weave(frame, before, {n: write(n) for n in before}, blank(3))
    lacking = {n: write(n) for n in after if n not in before}
    made = weave(frame, after, lacking, older)
    assert made.data == weave(frame, after, {n: write(n) for n in after}, blank(3)).data
    assert unpacked(*made.layout.packed()) == made.layout


def test_parts_stand_by_their_words_and_pieces_without_any_as_they_are_given() -> None:
    late, early = Fragment(b"ad", "1 1\n1 4"), Fragment(b"bc", "1 2\n1 3")
    assert weave(frame, (0, 1), {0: late, 1: early}, blank()).data == b"4 parts: a, b, c, d."
    bare = {1: Fragment(b"x"), 2: Fragment(b"y")}
    assert weave(frame, (2, 1), bare, blank()).data == b"2 parts: y, x."
    assert weave(frame, (), {}, blank()).data == b"0 parts: ."


@pytest.mark.parametrize("ext", FORMATS)
def test_the_layout_tells_where_every_piece_stands(ext: str) -> None:
    form = FORMATS[ext]
    pieces = {n: form.writers[0](one, SITE) for n, one in enumerate(EVERY)}
    made = weave(lambda words: form.frame(FEED, SITE, None, words), list(pieces), pieces, blank())
    layout, at = made.layout, made.layout.head
    found: dict[int, list[bytes]] = {n: [] for n in pieces}
    for n, length in zip(layout.listings, layout.lengths, strict=True):
        found[n].append(made.data[at : at + length])
        at += length + layout.between
    for n, piece in pieces.items():
        assert sum(map(len, found[n])) == len(piece.data)
        assert all(part in piece.data for part in found[n])


def test_a_blank_document_has_nothing_in_it() -> None:
    assert blank(5) == Document(b"", Layout(5, 0, 0, (), (), ()))
    assert unpacked(*blank(5).layout.packed()).listings == []
