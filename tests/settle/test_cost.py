"""The cost of settling must not grow with the catalogue: every statement finds its rows by an index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import event

from catalogue.curation import Curation
from catalogue.rules import put_rules
from catalogue.store import Store
from tests.settle.test_linking import MERGE, SPLIT, UNLIKE
from tests.settle.test_settle import NOW, START, at, seen, take

GROWS = ("member", "sighting", "event", "block", "revision", "alias", "merge", "review")
SCAN = re.compile(rf"SCAN (?:{'|'.join(GROWS)})\b")


@contextmanager
def statements(store: Store) -> Iterator[set[tuple[str, tuple[Any, ...]]]]:
    """The statements, with their values, that are executed meanwhile."""
    found: set[tuple[str, tuple[Any, ...]]] = set()

    def note(*told: Any) -> None:  # noqa: ANN401 (SQLAlchemy's signature: connection, cursor, …)
        statement, values, many = told[2], told[3], told[5]
        if not many and statement.split()[0] in ("SELECT", "UPDATE", "DELETE"):
            found.add((statement, tuple(values)))

    event.listen(store.engine, "before_cursor_execute", note)
    yield found
    event.remove(store.engine, "before_cursor_execute", note)


def scans(store: Store, found: set[tuple[str, tuple[Any, ...]]]) -> list[str]:
    """Those statements for which SQLite would read a whole table that grows."""
    told = []
    with store.read() as tx:
        for statement, values in found:
            plan = tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            told += [f"{row[3]}: {statement}" for row in plan if SCAN.match(row[3])]
    return told


def test_no_statement_of_a_crawl_reads_a_whole_table(store: Store) -> None:
    take(store, [seen(), seen("insight", "x"), UNLIKE])
    moved = seen(times=at(START + timedelta(days=7)))
    with statements(store) as found:
        take(store, [moved, seen("tickets", "t"), seen(key="n", title="Ponds")], NOW)
        take(store, [], NOW + timedelta(days=1), gone=[seen().url])
    assert len(found) > 30
    assert scans(store, found) == []


def test_no_rule_of_an_editor_reads_a_whole_table(store: Store) -> None:
    take(store, [seen(), UNLIKE])
    with statements(store) as found:
        for rules in ((MERGE,), (SPLIT,)):
            with store.begin() as tx:
                put_rules(tx, Curation(rules=rules), NOW)
            take(store, [seen("tickets", "t")], NOW)
    assert scans(store, found) == []
