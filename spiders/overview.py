"""Source files and the catalogue in; every source, visited or not, with its latest run out."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue import runs, sources
from catalogue.config import Config
from catalogue.errors import SourceError
from catalogue.runs import Run
from catalogue.sources import SourceRow
from catalogue.store import Store
from spiders.crawl import source_row
from spiders.source import load_sources, source_folders


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Every source by name, the newest run of each, and what is wrong with source files.

    Attributes:
        waiting: Why some sources are visited only when they are named: "unverified" or "off".
    """

    rows: tuple[SourceRow, ...]
    latest: dict[str, Run]
    problems: tuple[SourceError, ...]
    waiting: dict[str, str]


def overview(store: Store, config: Config) -> Overview:
    """Look at all source files and at what the catalogue remembers.

    Raises:
        SourceError: The folder of MUSTER_SOURCES does not exist.
        StoreError: The database refused.
    """
    found, problems = load_sources(source_folders(config.sources))
    with store.read() as tx:
        rows = {row.name: row for row in sources.all_sources(tx)}
        latest = runs.latest_runs(tx)
    for each in found.values():
        rows.setdefault(each.name, source_row(each))
    ordered = tuple(rows[name] for name in sorted(rows))
    waiting = {
        one.name: "unverified" if one.enabled else "off"
        for one in found.values()
        if not one.is_automatic
    }
    return Overview(rows=ordered, latest=latest, problems=tuple(problems), waiting=waiting)
