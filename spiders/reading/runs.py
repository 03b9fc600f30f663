"""Words between two borders of a page, in pieces that are set in different ways: blocks in the making."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from spiders.reading.found import fold
from spiders.reading.node import Box, Node


class Ink(NamedTuple):
    """How words are set: address of the link around them, numbers of the bold and of the light mark around them."""

    link: str = ""
    bold: int = 0
    light: int = 0


PLAIN = Ink()


@dataclass(slots=True)
class Run:
    """A block in the making: its words in pieces, each with the way it is set."""

    node: Node
    at: int
    box: Box
    group: int
    row: int
    column: int
    pieces: list[tuple[str, Ink]]

    def words(self) -> tuple[str, str, bool, tuple[tuple[str, str], ...]]:
        """(words, lead, bold, links): white space folded; the words that one mark sets off at the start; all bold?"""
        pieces = self.pieces
        piece, first = pieces[0]
        if len(pieces) == 1:
            text = fold(piece)
            lead = text if first.bold or first.light else ""
            return (
                text,
                lead,
                first.bold > 0,
                ((first.link, text),) if first.link else (),
            )
        text = fold("".join([piece for piece, _ in pieces]))
        mark = first.bold or first.light
        lead = self._lead(mark) if mark else ""
        bold = first.bold > 0 and all(ink.bold or text.isspace() for text, ink in pieces)
        linked = [(ink.link, text) for text, ink in pieces if ink.link]
        return text, lead, bold, _joined(linked) if linked else ()

    def _lead(self, mark: int) -> str:
        lead = []
        for text, ink in self.pieces:
            if mark not in (ink.bold, ink.light) and not text.isspace():
                break
            lead.append(text)
        return fold("".join(lead))


def _joined(linked: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Addresses with their words, neighbouring pieces of one link joined."""
    if len(linked) == 1:
        ((address, text),) = linked
        return ((address, fold(text)),)
    return tuple(
        [
            (address, fold("".join([text for _, text in pieces])))
            for address, pieces in groupby(linked, key=itemgetter(0))
        ]
    )
