"""Blocks → the labels among them ("Venue:", "Who should attend?"), and the blocks that hold a label's value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spiders.reading.block import Block
from spiders.reading.lines import Lines
from spiders.reading.persons import names_person
from spiders.reading.vocabulary import LONGEST, Vocabulary

if TYPE_CHECKING:  # a page keeps its labels, so it imports this module
    from spiders.reading.page import Page

_DASH = re.compile(r"([A-Za-z()/&' ]{3,28}?)\s?[-–—|]\s(?=\S)")
_GLUED = re.compile(
    r"(Starts?|When|Date|Time|Ends?|Finish) ?(?=\d|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}[ ,])"
)
_OPEN = re.compile(
    r"(?i)((?:co-)?(?:organi[sz]ed|hosted|chaired|moderated|presented|facilitated|led|delivered|taught|run) by"
    r"|in (?:partnership|association) with|(?:(?:key|keynote|confirmed|guest|our) )?speakers? include|register by"
    r"|book by)\s(?=\S)"
)
# What a line must have for one of the above to part it: cheap to look for in all lines at once.
_PARTED = re.compile(
    r"\n(?:[^\n:]{1,48}:|[⏰-⏳🌀-🛿]|[a-z()/&' ]{3,29}[-–—|]\s|(?:starts?|when|date|time|ends?|finish) ?[\dmtwfs])"
)
_PARTING = (
    *(" by ", "ship with ", "association with ", "include ", "? "),
    *("speaker", "panel", "presenter"),
)
_GLUED_AT = frozenset({"St", "Wh", "Da", "Ti", "En", "Fi"})
_OPEN_AT = frozenset("co or ho ch mo pr fa le de ta ru in ke gu ou sp re bo".split())
"""The first two letters of what the other two match."""
_IN_PERSON = frozenset({"presented by", "delivered by", "run by"})
"""Labels of an organiser, and of speakers where a person's name follows."""
_SPEAKERS = re.compile(
    r"(?i)^(?:(?:meet|our|the|key|keynote|confirmed|guest|featured|plenary|invited|event|conference|main) ){0,3}"
    r"(?:speakers?|panellists?|panelists?|presenters?|contributors|panel)\b[^.]{0,40}$"
)
_NO_VALUE = re.compile(
    r"(?i)^\W*(?:\+|map\b|view\b|get directions|google|directions|add to|save\b|share\b|refund|[^\w£$€]{0,3}$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label: its block, the field it announces, and the value on the same line ("" when it follows)."""

    index: int
    field: str
    value: str = ""


def find_labels(blocks: tuple[Block, ...], words: Vocabulary, lines: Lines) -> tuple[Label, ...]:
    """Every label of a page's blocks, in order; `lines` are their words."""
    wanted = {*lines.beginning(_PARTED), *lines.holding(*_PARTING)} if blocks else set()
    short = LONGEST + 6
    wanted.update([b.index for b in blocks if len(b.text) <= short and words.field_of(b.text)])
    wanted.update([b.index for b in blocks if b.lead and len(b.lead) < len(b.text)])
    out = []
    for block in [blocks[at] for at in sorted(wanted)]:
        found = label_of(block, words) if len(block.text) < 500 or block.lead else None
        if found is not None:
            out.append(Label(index=block.index, field=found[0], value=found[1]))
    return tuple(out)


def label_of(block: Block, words: Vocabulary) -> tuple[str, str] | None:
    """(field, rest of the line) of a block that is or begins with a label."""
    text = block.text
    whole = words.field_of(text)
    if whole:
        return whole, ""
    if (block.level or text[-1] == ":") and len(text) <= 64 and _SPEAKERS.match(text):
        return "speakers", ""
    for head, rest in _cuts(block):
        field = words.field_of(head)
        if field:
            value = rest.strip(" :-–—")
            person = head.lower() in _IN_PERSON and names_person(value, words)
            return "speakers" if person else field, value
    return None


def _cuts(block: Block) -> Iterator[tuple[str, str]]:
    """Ways to part a line into label and value."""
    text, lead = block.text, block.lead
    if text[0] > "⏯":
        yield text[0], text[1:].lstrip("\ufe0f")
    colon = text.find(":", 0, LONGEST + 1)
    if colon > 0:
        yield text[:colon], text[colon + 1 :]
    if lead and len(lead) < min(len(text), LONGEST):
        yield lead, text[len(lead) :]
    glued = _GLUED.match(text) if text[:2] in _GLUED_AT else None
    if not glued and len(text) < 160:
        glued = _DASH.match(text)
    if glued:
        yield glued[1], text[glued.end() :]
    opening = _OPEN.match(text) if len(text) < 400 and text[:2].lower() in _OPEN_AT else None
    if opening:
        yield opening[1], text[opening.end() :].rstrip(" .")
    question = text.find("? ", 0, 46)
    if question > 0:
        yield text[:question], text[question + 2 :]


def _names(block: Block) -> str:
    """Class and id words of the very box of a block."""
    return block.node.names if block.node is not None else ""


class Sheet:
    """A page with its labels, and the blocks that a field has taken already."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.blocks = page.blocks
        self.labels = page.labels
        self.fields = {label.index: label.field for label in self.labels}
        self.used: set[int] = set()

    def of(self, *fields: str, side: bool = False) -> Iterator[Label]:
        """The labels of these fields in order; those beside the event only when asked for."""
        for label in self.labels:
            if label.field in fields and (side or not self.blocks[label.index].side):
                yield label

    def lines(self, label: Label, limit: int = 4) -> list[Block]:
        """The blocks that may hold the value of a label: its own line where it has one."""
        return [self.blocks[label.index]] if label.value else self.after(label, limit)

    def after(self, label: Label, limit: int = 4) -> list[Block]:
        """The blocks that may hold the value of a label without one: the cell below or the next lines."""
        below = self._below(label)
        if below is not None:
            return [below]
        out: list[Block] = []
        names = _names(self.blocks[label.index])
        for block in self.blocks[label.index + 1 : label.index + 1 + limit]:
            other = self.page.label_at.get(block.index, label)
            if other is not label and (other.field != label.field or other.value):
                break
            if other is not label:
                continue  # the same in other words
            if out and names and _names(block) == names != _names(out[0]):
                break  # the next label, whatever it says
            if block.heading and (out or block.level <= (self.blocks[label.index].level or 6)):
                break
            if not _NO_VALUE.match(block.text):
                out.append(block)
        return out

    def first(self, label: Label, longest: int = 300) -> str:
        """The value of a label in words: its own line's, else the next line's; "" when there is none."""
        if label.value:
            return label.value if len(label.value) <= longest else ""
        for block in self.after(label, 1):
            if len(block.text) <= longest:
                return block.text
        return ""

    def _below(self, label: Label) -> Block | None:
        """The cell below a column head: its neighbour in the row is a label too."""
        block = self.blocks[label.index]
        nearby = self.blocks[label.index + 1 : label.index + 2]
        if block.tag not in ("td", "th") or label.value or not nearby:
            return None
        head_row = nearby[0].row == block.row and nearby[0].index in self.fields
        before = self.blocks[label.index - 1] if label.index else None
        beside = before is not None and before.row == block.row and before.index in self.fields
        if not head_row and not (beside and nearby[0].row > block.row):
            return None
        for other in self.blocks[label.index + 1 : label.index + 40]:
            if other.row == block.row + 1 and other.column == block.column:
                return other
        return None
