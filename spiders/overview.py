"""Source files and the catalogue in; every source, visited or not, with its latest run out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from catalogue import members, reviews, runs, sources
from catalogue.config import Config
from catalogue.errors import SourceError
from catalogue.runs import Run, RunState
from catalogue.sources import SourceRow
from catalogue.store import Store
from spiders.crawl import source_row
from spiders.source import load_sources, source_folders


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Every source, the newest run of each, and what is wrong with source files.

    By name, but those that wait to be named come first and those that need a look last: there they are seen,
    where a long table has scrolled.

    Attributes:
        waiting: Why some sources are visited only when they are named: "unverified" or "off".
        remarks: Sentences about listings that vanished, and about those that wait for an editor.
    """

    rows: tuple[SourceRow, ...]
    latest: dict[str, Run]
    problems: tuple[SourceError, ...]
    waiting: dict[str, str]
    remarks: tuple[str, ...] = ()


def overview(store: Store, config: Config, today: date | None = None) -> Overview:
    """Look at all source files and at what the catalogue remembers.

    Raises:
        SourceError: The folder of MUSTER_SOURCES does not exist.
        StoreError: The database refused.
    """
    found, problems = load_sources(source_folders(config.sources))
    with store.read() as tx:
        rows = {row.name: row for row in sources.all_sources(tx)}
        latest = runs.latest_runs(tx)
        remarks = tuple(_remarks(tx, today)) if today else ()
    for each in found.values():
        rows.setdefault(each.name, source_row(each))
    waiting = {
        one.name: "unverified" if one.enabled else "off"
        for one in found.values()
        if not one.is_automatic
    }

    def place(name: str) -> tuple[bool, bool, str]:
        run = latest.get(name)
        is_ill = run is not None and run.state in (RunState.ASIDE, RunState.FAILED)
        return is_ill, run is not None or name not in waiting, name

    ordered = tuple(rows[name] for name in sorted(rows, key=place))
    return Overview(
        rows=ordered, latest=latest, problems=tuple(problems), waiting=waiting, remarks=remarks
    )


def _remarks(tx: Connection, today: date) -> Iterator[str]:
    for name, number in sorted(members.unconfirmed(tx, today).items()):
        yield f"{name}: {number} coming listings not seen for a week; they stay as they are (unconfirmed)"
    waiting = sum(reviews.count_reviews(tx).values())
    if waiting:
        yield f"Listings of which an editor should say what event they are of: {waiting} (muster review)"
