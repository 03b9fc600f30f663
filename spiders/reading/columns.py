"""Dates in tables → the column that holds the events' dates, and the words above every column."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

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


class Tables:
    """The tables of a page.

    Args:
        blocks: All its blocks.
    """

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self._cells: dict[int, list[Block]] = defaultdict(list)
        self._heads: dict[int, dict[int, str]] = {}
        for block in blocks:
            if block.row:
                self._cells[block.group].append(block)

    def heads(self, group: int) -> dict[int, str]:
        """Words of each column above the first dated row of a table; a title across the whole table is no head."""
        if group not in self._heads:
            self._heads[group] = _heads(self._cells.get(group, []))
        return self._heads[group]


def without_side_columns(mentions: list[Mention], tables: Tables) -> list[Mention]:
    """One date column per table: not the one headed deadline or minutes."""
    dated: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.block.row and mention.mark.end:  # a cell of a calendar has its day from outside
            dated[mention.block.group].append(mention)
    gone: set[tuple[int, int]] = set()
    own = {group for group, _ in bodies_of(mentions, tables)}
    for group, inside in dated.items():
        heads = {tables.heads(group).get(m.block.column, "") for m in inside}
        if all(_NEVER.search(head) for head in heads):
            gone.update((m.block.index, m.nth) for m in inside)
            continue
        best = _date_column(inside, tables.heads(group)) if group not in own else None
        if best is not None:
            rows = {m.block.row for m in inside if m.block.column == best}
            gone.update(
                (m.block.index, m.nth)
                for m in inside
                if m.block.column != best and m.block.row in rows
            )
    return [m for m in mentions if (m.block.index, m.nth) not in gone]


def bodies_of(mentions: list[Mention], tables: Tables) -> dict[tuple[int, int], str]:
    """(table, column) → head, for tables with a column of dates for every body: "Committee" beside "Board"."""
    columns: dict[int, set[int]] = defaultdict(set)
    for mention in mentions:
        if mention.block.row and mention.mark.end:
            columns[mention.block.group].add(mention.block.column)
    out: dict[tuple[int, int], str] = {}
    for group, dated in columns.items():
        heads = tables.heads(group) if len(dated) > 1 else {}
        names = {column: heads.get(column, "") for column in dated}
        if len(set(names.values())) == len(dated) and all(map(_A_BODY.search, names.values())):
            out.update({(group, column): head for column, head in names.items()})
    return out


def _heads(cells: list[Block]) -> dict[int, str]:
    heads: dict[int, str] = {}
    widths = Counter(row for row, _ in {(block.row, block.column) for block in cells})
    for block in cells:
        if block.dates:
            break
        if len(block.text) < 60 and widths[block.row] > 1:
            heads[block.column] = f"{heads.get(block.column, '')} {block.text}".strip()[:200]
    return heads


def _date_column(inside: list[Mention], heads: dict[int, str]) -> int | None:
    """The column of the events' dates; None where the table is a grid of dates, or has one date column only."""
    rows = {mention.block.row for mention in inside}
    columns = Counter({mention.block.column: 0 for mention in inside})
    for column, _ in {(m.block.column, m.block.row) for m in inside}:
        columns[column] += 1
    if len(columns) < 2 or len(rows) < 2:
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
