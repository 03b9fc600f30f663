"""Listings, runs and feeds in; tables that people can read on a terminal out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from catalogue.events import Revision
from catalogue.runs import Run, RunState, listings_of
from catalogue.sources import SourceRow
from feeds.publish import PublishReport

_MANY = 20  # new events that are still told one by one

_STATE_WORDS = {
    RunState.ACCEPTED: "[green]healthy[/]",
    RunState.ASIDE: "[yellow]set aside[/]",
    RunState.FAILED: "[red]failed[/]",
    RunState.REJECTED: "[yellow]rejected[/]",
    RunState.RUNNING: "running",
}


class CrawlStep(Protocol):
    """How far the visit to one source has come."""

    @property
    def source(self) -> str:
        """Name of the source."""

    @property
    def pages(self) -> int:
        """Pages read so far."""

    @property
    def listings(self) -> int:
        """Listings found so far."""

    @property
    def done(self) -> bool:
        """Whether the visit has ended."""


class CrawlResult(Protocol):
    """How the visit to one source ended."""

    @property
    def source(self) -> str:
        """Name of the source."""

    @property
    def state(self) -> RunState:
        """What became of the run."""

    @property
    def pages(self) -> int:
        """Pages read."""

    @property
    def listings(self) -> int:
        """Listings kept."""

    @property
    def reason(self) -> str:
        """Why the run was not accepted."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Sentences about what could not be taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """What one source brought the catalogue: new events, changed ones, duplicates of known ones."""

    new: int = 0
    changed: int = 0
    duplicates: int = 0


@contextmanager
def crawl_progress(console: Console) -> Iterator[Callable[[CrawlStep], None]]:
    """A bar for each source on a terminal, a plain line for each finished source otherwise."""
    if not console.is_terminal:
        yield lambda step: console.print(step_words(step), highlight=False) if step.done else None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[found]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, Any] = {}

        def show(step: CrawlStep) -> None:
            if step.source not in tasks:
                tasks[step.source] = bars.add_task(step.source, total=None, found="")
            bars.update(tasks[step.source], found=_numbers(step.pages, step.listings))
            if step.done:
                bars.update(tasks[step.source], total=1, completed=1)

        yield show


def step_words(step: CrawlStep) -> str:
    """How far a visit has come, in words: "rusi: 1 page, 12 listings"."""
    return f"{escape(step.source)}: {_numbers(step.pages, step.listings)}"


def _numbers(pages: int, listings: int) -> str:
    said = ((pages, "page"), (listings, "listing"))
    return ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in said)


WIDE = 120
"""Columns of a terminal on which sentences have room beside numbers."""


def crawl_table(
    results: Iterable[CrawlResult], gains: Mapping[str, Gains], *, wide: bool = True
) -> RenderableType:
    """What each source brought; problems in a column where there are some, below the table when not `wide`."""
    rows: list[tuple[object, ...]] = []
    told: list[Text] = []
    for one in results:
        gained = gains.get(one.source, Gains())
        said = tuple(dict.fromkeys((*([one.reason] if one.reason else []), *one.problems)))
        numbers = (one.pages, one.listings, gained.new, gained.changed, gained.duplicates)
        rows.append(
            (escape(one.source), _STATE_WORDS[one.state], *numbers, escape("\n".join(said)))
        )
        told += [Text(f"{one.source}: {words}") for words in said]
    columns = ["source", "=visit", "#pages", "#listings", "#new", "#changed", "#same", "problems"]
    if not (told and wide):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    made = table("What the sources brought", columns, rows)
    made.columns[0].no_wrap = wide
    made.caption = "same: listings of an event that another source lists too"
    return made if wide else Group(made, *told)


_MOST_FEEDS = 20  # rows of a table that people read; feeds.opml lists them all


def feeds_table(report: PublishReport) -> RenderableType:
    """The largest feeds that were written: what stands in each, and its address; a sentence when none was."""
    written = [one for one in report.feeds if one.items and one.written]
    if not written and not report.problems:
        return f"No feed has anything new; {report.total} are as they were, or empty."
    shown = sorted(written, key=lambda one: -one.items)[:_MOST_FEEDS]
    base, _, _ = report.feeds[0].address.partition("/feeds/") if report.feeds else ("", "", "")
    rows = [(one.address.removeprefix(base), one.items, escape(one.title)) for one in shown]
    others = report.total - len(written)
    smaller = len(written) - len(shown)
    made = table(f"What is published at {base}", ("address", "#items", "feed"), rows)
    captions = [f"{smaller} smaller feeds were written too"] if smaller else []
    captions += [f"{others} further feeds are empty or as they were"] if others else []
    made.caption = ", ".join(captions) or None
    for problem in report.problems:
        made.add_row("[red]problem[/]", "", escape(problem))
    return made


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """A table; columns whose name starts with "#" hold numbers, with "=" words that stay whole."""
    made = Table(title=title, title_justify="left", title_style="bold", header_style="bold")
    for number, name in enumerate(columns):
        side: JustifyMethod = "right" if name.startswith("#") else "left"
        whole = number == 0 or name[0] in "#="
        made.add_column(name.lstrip("#="), justify=side, overflow="fold", no_wrap=whole)
    for row in rows:
        made.add_row(*("" if cell is None else str(cell) for cell in row))
    return made


def sources_table(
    known: Iterable[SourceRow],
    latest: Mapping[str, Run],
    waiting: Mapping[str, str] | None = None,
    *,
    wide: bool = True,
) -> Table:
    """Every source with its health; `waiting` says of some why they are visited only when they are named.

    When not `wide`, what is known of a source stands in one column, its numbers in words.
    """
    why = waiting or {}
    rows = [_source_cells(row, latest.get(row.name), why.get(row.name, "")) for row in known]
    if wide:
        columns = ("source", "=health", "=visited", "#pages", "#listings", "what is wrong")
        return table("Sources", columns, rows)
    return table("Sources", ("source", "health, and what is wrong"), map(_narrow_cells, rows))


def _source_cells(row: SourceRow, run: Run | None, waiting: str) -> tuple[str, ...]:
    if run is None:
        return (escape(row.name), waiting or "not yet", "never", "", "", "")
    when = f"{run.started:%d %b %H:%M}"
    counts = (str(run.stats.get("pages", 0)), str(listings_of(run.stats)))
    health = f"{_STATE_WORDS[run.state]}{f', {waiting}' if waiting else ''}"
    return (escape(row.name), health, when, *counts, escape(run.reason))


def _narrow_cells(cells: tuple[str, ...]) -> tuple[str, str]:
    name, health, when, pages, listings, wrong = cells
    numbers = f"\n{_numbers(int(pages), int(listings))}" if pages else ""
    visited = f"visited {when}" if pages else "never visited"
    return name, f"{health}, {visited}{numbers}" + (f"\n{wrong}" if wrong else "")


def changes_table(
    changed: Iterable[tuple[str, str, Revision]], new: Sequence[tuple[str, str, str]] = ()
) -> Table:
    """What subscribers will see change; many new events at once are only counted."""
    rows = [
        (revision.kind, escape(title), escape(change_words(revision)))
        for _id, title, revision in changed
    ]
    if len(new) <= _MANY:
        rows += [
            ("new", escape(title), f"first listed by {escape(source)}")
            for source, _id, title in new
        ]
    else:
        rows.append(("new", f"{len(new)} events", ""))
    return table("What subscribers will see", ("change", "event", "from → to"), rows)


def change_words(revision: Revision) -> str:
    """The fields that changed, old → new; long texts are only named."""
    parts = []
    for name, (old, new) in revision.changes.items():
        short = name == "place" or len(old) + len(new) <= 160
        parts.append(f"{name}: {old or '-'} → {new or '-'}" if short else f"{name} rewritten")
    return "\n".join(parts)


def record_table(
    title: str, record: Mapping[str, Any], evidence: Mapping[str, Any] | None = None
) -> Table:
    """One record, a field a line, with the evidence of each; what is missing is said."""
    rows = [
        (
            name,
            escape(words(value)) if value not in (None, [], "") else "[dim]not given[/]",
            escape(_evidence(evidence, name)),
        )
        for name, value in record.items()
        if name not in ("evidence", "warnings")
    ]
    columns = ("field", "value", "where it stands")
    cells = 3 if any(row[2] for row in rows) else 2  # a filter's answer stands nowhere
    made = table(escape(title), columns[:cells], (row[:cells] for row in rows))
    for warning in record.get("warnings") or ():
        made.add_row("[yellow]remark[/]", escape(str(warning)))
    return made


_STANDS_WITH = {
    "start": ("start", "date"),
    "end": ("end", "time", "date"),
    "audience_groups": ("audience",),
}
"""Fields of the answer whose evidence stands under another field of the page."""


def _evidence(evidence: Mapping[str, Any] | None, name: str) -> str:
    known = evidence or {}
    found = next(
        (known[field] for field in _STANDS_WITH.get(name, (name,)) if field in known), None
    )
    if not found:
        return ""
    parts = list(found.values()) if isinstance(found, Mapping) else list(found)
    return ": ".join(str(part) for part in parts[:2])


def words(value: object) -> str:
    """A JSON value for people."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return ", ".join(
            f"{key} {words(one)}" for key, one in value.items() if one not in (None, "", [], False)
        )
    if isinstance(value, list | tuple):
        joint = (
            "\n" if any(isinstance(one, Mapping) or len(str(one)) > 25 for one in value) else ", "
        )
        return joint.join(words(one) for one in value)
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
