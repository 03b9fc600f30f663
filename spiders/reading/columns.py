"""Dates in tables → the column that holds the events' dates, and the words above every column."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property
from itertools import takewhile

from spiders.reading.block import Block
from spiders.reading.record import Mention

_NO_DATE = re.compile(
    r"deadline|filing|due\b|submi|minutes|agenda|posted|approved|published|disposition|document|register"
    r"|closing|book by",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:published|posted|uploaded|updated|answered|responded|received|issued|signed|decided|made|deadline"
    r"|closing|expiry|expires|due)\b",
    re.IGNORECASE,
)
"""Words above a column whose dates are no meetings, even where it is the only one."""
_A_BODY = re.compile(
    r"\b(?:board|commission|committee|council|authority|trustees|panel|task force|group|forum)\b",
    re.IGNORECASE,
)
_A_DATE = re.compile(r"\b(?:date|meeting|event|when|day)\b", re.IGNORECASE)

Bodies = dict[tuple[int, int], str]
"""(table, column) → whose dates stand in it."""


class Tables:
    """The tables of a page.

    Args:
        blocks: All its blocks.
    """

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self._blocks = blocks
        self._heads: dict[int, dict[int, str]] = {}

    @cached_property
    def _cells(self) -> dict[int, list[Block]]:
        cells: dict[int, list[Block]] = defaultdict(list)
        for block in self._blocks:
            if block.row:
                cells[block.group].append(block)
        return cells

    def heads(self, group: int) -> dict[int, str]:
        """Words of each column above the first dated row of a table; a title across the whole table is no head."""
        if group not in self._heads:
            self._heads[group] = _heads(self._cells.get(group, []))
        return self._heads[group]


def date_columns(mentions: list[Mention], tables: Tables) -> tuple[list[Mention], Bodies]:
    """The dates less those in columns headed deadline or minutes, and the columns with a body of their own."""
    dated = _in_tables(mentions)
    if not dated:
        return mentions, {}
    bodies = _bodies(dated, tables)
    own = {group for group, _ in bodies}
    gone: set[Mention] = set()
    for group, inside in dated.items():
        gone.update(_aside(inside, tables.heads(group), own=group in own))
    if not gone:
        return mentions, bodies
    kept = [mention for mention in mentions if mention not in gone]
    return kept, _bodies(_in_tables(kept), tables)


def _in_tables(mentions: list[Mention]) -> dict[int, list[Mention]]:
    """Table → the dates in it; a cell of a calendar has its day from outside."""
    dated: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.block.row and mention.mark.end:
            dated[mention.block.group].append(mention)
    return dated


def _aside(inside: list[Mention], heads: dict[int, str], *, own: bool) -> list[Mention]:
    """The dates of one table that are no events'; where every column is a body's `own` they all are."""
    columns = {mention.block.column for mention in inside}
    if all(_NEVER.search(heads.get(column, "")) for column in columns):
        return inside
    best = _date_column(inside, heads) if len(columns) > 1 and not own else None
    if best is None:
        return []
    rows = {m.block.row for m in inside if m.block.column == best}
    return [m for m in inside if m.block.column != best and m.block.row in rows]


def _bodies(dated: dict[int, list[Mention]], tables: Tables) -> Bodies:
    """(table, column) → head, for tables with a column of dates for every body: "Committee" beside "Board"."""
    out: Bodies = {}
    for group, inside in dated.items():
        columns = {mention.block.column for mention in inside}
        heads = tables.heads(group) if len(columns) > 1 else {}
        names = {column: heads.get(column, "") for column in columns}
        if len(set(names.values())) == len(columns) and all(map(_A_BODY.search, names.values())):
            out.update({(group, column): head for column, head in names.items()})
    return out


def _heads(cells: list[Block]) -> dict[int, str]:
    head = [*takewhile(lambda block: not block.dates, cells)]
    rows = {block.row for block in head}
    widths = Counter(row for row, _ in {(b.row, b.column) for b in cells if b.row in rows})
    heads: dict[int, str] = {}
    for block in head:
        if len(block.text) < 60 and widths[block.row] > 1:
            heads[block.column] = f"{heads.get(block.column, '')} {block.text}".strip()[:200]
    return heads


def _date_column(inside: list[Mention], heads: dict[int, str]) -> int | None:
    """The column of the events' dates, of several; None where the table is a grid of dates."""
    rows = {mention.block.row for mention in inside}
    columns = Counter({mention.block.column: 0 for mention in inside})
    for column, _ in {(m.block.column, m.block.row) for m in inside}:
        columns[column] += 1
    if len(rows) < 2:
        return None
    most = max(columns.values())
    best = max(
        columns,
        key=lambda c: (
            -bool(_NO_DATE.search(heads.get(c, ""))),
            columns[c] >= 0.7 * most,
            bool(_A_DATE.search(heads.get(c, ""))),
            -c,
        ),
    )
    rest = [m for m in inside if m.block.column != best]
    named = any(_NO_DATE.search(heads.get(c, "")) for c in columns if c != best)
    linked = sum(bool(m.block.links) for m in rest) > 0.6 * len(rest)
    worded = sum(len(m.block.rest) > 3 for m in rest) > 0.5 * len(rest)
    return best if named or linked or worded else None
