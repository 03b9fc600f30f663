"""Dates in tables → the column that holds the events' dates, and the words above every column."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property
from itertools import takewhile

from spiders.reading.block import BOLD_LINE, Block
from spiders.reading.calendars import MONTH
from spiders.reading.page_parts import LISTED
from spiders.reading.record import Record

_NO_DATE = re.compile(
    r"(?i)deadline|filing|due\b|submi|minutes|agenda|posted|approved|published|disposition|document|register"
    r"|closing|book by|^(?:end|finish)"
)
_NEVER = re.compile(
    r"(?i)\b(?:published|posted|uploaded|updated|until|on sale|sales?|early.?bird|answered|responded|received|issued"
    r"|signed|decided|decision|made|deadline|closing|expiry|expires|due)\b"
)
"""Words above a column whose dates are no meetings, even where it is the only one."""
_NO_NAME = re.compile(
    r"(?i)(?:(?:start|end|finish|course|event|run|no\.?|number|of|days?|and|&|price|dates?|times?|when|where"
    r"|venue|location|town|city|area|district|ward|region|county|office|cost|fee|book(?:ing)?|register"
    r"|availab(?:le|ility)|places?|spaces?|seats?|left|status|duration|length"
    r"|delivery|mode|format|tutor|trainer|code|ref(?:erence)?|excl?|inc|vat|action|more|info)[\s/().:+]*){1,4}"
)
"""Words above a column that names no event: when, where, what it costs, how many places are left."""
MOST_ABOVE = 10
"""Blocks between a table and the heading above it."""
_A_BODY = re.compile(
    r"(?i)\b(?:board|commission|committee|council|authority|trustees|panel|task force|group|forum)\b"
)
_A_DATE = re.compile(r"(?i)\b(?:date|meeting|event|when|day)\b")

_A_MONTH = re.compile(rf"(?i){MONTH}(?:,? 20\d\d)?")

Bodies = dict[tuple[int, int], str]
"""(table, column) → whose dates stand in it."""


class Tables:
    """The tables of a page."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self._blocks = blocks
        self._heads: dict[int, dict[int, str]] = {}
        self._above: dict[int, Block | None] = {}

    @cached_property
    def _cells(self) -> dict[int, list[Block]]:
        cells: dict[int, list[Block]] = defaultdict(list)
        for block in self._blocks:
            if block.row:
                cells[block.group].append(block)
        return cells

    def above(self, group: int) -> Block | None:
        """The heading right above a table none of whose columns can name its rows; it names them all."""
        if group not in self._above:
            cells = self._cells.get(group, [])
            named = _may_name(cells, self.heads(group))
            self._above[group] = None if named else self._heading(cells[0].index)
        return self._above[group]

    def _heading(self, index: int) -> Block | None:
        """The nearest heading above a block; of one that says what is listed the nearest of a higher rank."""
        rank = BOLD_LINE
        for block in self._blocks[max(0, index - MOST_ABOVE) : index][::-1]:
            if block.row or not (0 < block.level < rank) or block.dates:
                continue
            if not LISTED.search(block.text):
                return block
            rank = block.level
        return None

    def heads(self, group: int) -> dict[int, str]:
        """Words of each column above the first dated row of a table; a title across the whole table is no head."""
        if group not in self._heads:
            self._heads[group] = _heads(self._cells.get(group, []))
        return self._heads[group]

    def name_of_row(self, block: Block) -> str:
        """The first cell of a row whose columns are months; "" in other tables."""
        if block.column < 2 or not _A_MONTH.fullmatch(
            self.heads(block.group).get(block.column, "")
        ):
            return ""
        row = [
            cell for cell in self._cells[block.group] if cell.row == block.row and cell.column == 1
        ]
        return row[0].text if row and not row[0].dates else ""


def _may_name(cells: list[Block], heads: dict[int, str]) -> bool:
    """Whether a column of a table may name its rows: its head does not say that it is something else."""
    if len(heads) < 3 or not all(map(_NO_NAME.fullmatch, heads.values())):
        return True
    last = max(heads)
    bare = [cell for cell in cells if cell.column not in heads]
    return any(cell.column < last or cell.level or not cell.linked for cell in bare)


def date_columns(dates: list[Record], tables: Tables) -> tuple[list[Record], Bodies]:
    """The dates less those in columns headed deadline or minutes, and the columns with a body of their own."""
    dated = _in_tables(dates)
    if not dated:
        return dates, {}
    bodies = _bodies(dated, tables)
    own = {group for group, _ in bodies}
    gone: set[Record] = set()
    for group, inside in dated.items():
        gone.update(_aside(inside, tables.heads(group), own=group in own))
    if not gone:
        return dates, bodies
    kept = [record for record in dates if record not in gone]
    return kept, _bodies(_in_tables(kept), tables)


def _in_tables(dates: list[Record]) -> dict[int, list[Record]]:
    """Table → the dates in it; a cell of a calendar has its day from outside."""
    dated: dict[int, list[Record]] = defaultdict(list)
    for record in dates:
        if record.block.row and record.mark.end:
            dated[record.block.group].append(record)
    return dated


def _aside(inside: list[Record], heads: dict[int, str], *, own: bool) -> list[Record]:
    """The dates of one table that are no events'; where every column is a body's `own` they all are."""
    columns = {record.block.column for record in inside}
    if all(_NEVER.search(heads.get(column, "")) for column in columns):
        return inside
    best = _date_column(inside, heads) if len(columns) > 1 and not own else None
    if best is None:
        return []
    rows = {r.block.row for r in inside if r.block.column == best}
    return [r for r in inside if r.block.column != best and r.block.row in rows]


def _bodies(dated: dict[int, list[Record]], tables: Tables) -> Bodies:
    """(table, column) → head, for tables with a column of dates for every body: "Committee" beside "Board"."""
    out: Bodies = {}
    for group, inside in dated.items():
        columns = {record.block.column for record in inside}
        heads = tables.heads(group) if len(columns) > 1 else {}
        names = {column: heads.get(column, "") for column in columns}
        if len(set(names.values())) == len(columns) and all(map(_A_BODY.search, names.values())):
            out.update({(group, column): head for column, head in names.items()})
    return out


def _heads(cells: list[Block]) -> dict[int, str]:
    first = next((block.row for block in cells if block.dates), 0)
    head = [*takewhile(lambda block: block.row != first, cells)]
    rows = {block.row for block in head}
    top = takewhile(lambda block: block.row in rows, cells)
    widths = Counter(row for row, _ in {(block.row, block.column) for block in top})
    heads: dict[int, str] = {}
    for block in head:
        if len(block.text) < 60 and widths[block.row] > 1:
            heads[block.column] = f"{heads.get(block.column, '')} {block.text}".strip()[:200]
    return heads


def _date_column(inside: list[Record], heads: dict[int, str]) -> int | None:
    """The column of the events' dates, of several; None where the table is a grid of dates."""
    rows = {record.block.row for record in inside}
    columns = Counter({record.block.column: 0 for record in inside})
    for column, _ in {(r.block.column, r.block.row) for r in inside}:
        columns[column] += 1
    if len(rows) < 2 and not any(_NO_DATE.search(heads.get(c, "")) for c in columns):
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
    if any(_NO_DATE.search(heads.get(c, "")) for c in columns if c != best):
        return best
    rest = [r.block for r in inside if r.block.column != best]
    linked = sum(bool(block.links) for block in rest) > 0.6 * len(rest)
    return best if linked or sum(len(b.rest) > 3 for b in rest) > 0.5 * len(rest) else None
