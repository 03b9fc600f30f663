"""Words between two borders of a page, in pieces that are set in different ways → the words, and how they are set."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from spiders.reading.found import fold

Links = tuple[tuple[str, str], ...]


Ink = tuple[str, int, int]
"""How words are set: address of the link around them, numbers of the bold and of the light mark around them.

A plain tuple, as a page makes thousands of them.
"""
PLAIN: Ink = ("", 0, 0)
Pieces = list[tuple[str, Ink]]


def words_of(pieces: Pieces) -> tuple[str, str, bool, Links]:
    """(words, lead, bold, links): white space folded; the words that one mark sets off at the start; all bold?"""
    if len(pieces) > 1 and pieces[-1][0].isspace() and not pieces[-1][1][0]:
        pieces.pop()
    piece, (link, bold, light) = pieces[0]
    mark = bold or light
    if len(pieces) == 1:
        text = fold(piece)
        return text, text if mark else "", bold > 0, ((link, text),) if link else ()
    text = fold("".join([piece for piece, _ in pieces]))
    whole = bold > 0 and is_bold(pieces)
    linked = [(address, text) for text, (address, _, _) in pieces if address]
    return text, _lead(pieces, mark) if mark else "", whole, _joined(linked) if linked else ()


def is_bold(pieces: Pieces) -> bool:
    """Whether all words are set in bold."""
    return all(bold or text.isspace() for text, (_, bold, _) in pieces)


def _lead(pieces: Pieces, mark: int) -> str:
    lead = []
    for text, (_, bold, light) in pieces:
        if mark not in (bold, light) and not text.isspace():
            break
        lead.append(text)
    return fold("".join(lead))


def _joined(linked: list[tuple[str, str]]) -> Links:
    """Addresses with their words, neighbouring pieces of one link joined."""
    if len({address for address, _ in linked}) == 1:
        return ((linked[0][0], fold("".join([text for _, text in linked]))),)
    return tuple(
        [
            (address, fold("".join([text for _, text in pieces])))
            for address, pieces in groupby(linked, key=itemgetter(0))
        ]
    )
