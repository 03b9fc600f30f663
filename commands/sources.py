"""Commands about the sources: what there is, how it fares, whether it works, what to do with a run set aside."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from catalogue.config import load_config
from commands.desk import console, now, opened
from commands.rows import AsJson

if TYPE_CHECKING:
    from spiders.crawl import Progress as Step
    from spiders.verify import Verification

app = typer.Typer()
group = typer.Typer(
    help="Show every source with its health; verify, adopt, accept or reject (docs/operators.md says when)."
)
app.add_typer(group, name="sources")

Name = Annotated[str, typer.Argument(help="Name of a source.")]

_COLOURS = {"good": "green", "doubtful": "yellow", "broken": "red"}


@group.callback(invoke_without_command=True)
def sources(context: typer.Context) -> None:
    """Show every source with its health; verify, adopt, accept or reject (docs/operators.md says when)."""
    if context.invoked_subcommand is None:
        show()


@group.command("list")
def show() -> None:
    """Show every source with its health."""
    from spiders.overview import overview
    from web.terminal import WIDE, sources_table

    with opened() as store:
        found = overview(store, load_config(), now().date())
    wide = console.width >= WIDE
    console.print(sources_table(found.rows, found.latest, found.waiting, wide=wide))
    for line in found.remarks:
        console.print(line, highlight=False)
    for problem in found.problems:
        console.print(f"[red]{escape(str(problem))}[/]")
    if found.problems:
        raise typer.Exit(1)


@group.command()
def accept(name: Name) -> None:
    """Take in a run that was set aside."""
    _decide(name, accepted=True)


@group.command()
def reject(name: Name) -> None:
    """Drop a run that was set aside."""
    _decide(name, accepted=False)


def _decide(name: str, *, accepted: bool) -> None:
    from pipelines.settle import decide

    with opened() as store:
        decide(store, name, accepted, now())
    word = "accepted" if accepted else "rejected"
    try:
        show()
    finally:
        console.print(
            f"The run of {name} is {word}. Now bring the feeds up to date: muster publish"
        )


@group.command()
def adopt(name: Name) -> None:
    """Say that you have compared a source's listings with its site: it is visited unnamed from now on."""
    from commands.saving import adopt_source

    for line in adopt_source(name, load_config(), now().date()):
        console.print(line, highlight=False, soft_wrap=True)


@group.command()
def verify(
    names: Annotated[
        list[str] | None, typer.Argument(help="Names of sources; all when none is given.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Visit sources without keeping anything, and say what each gives. Status 1 if one is broken."""
    from spiders.verify import Verdict, wanted
    from spiders.verify import verify as visit
    from web.terminal import WIDE

    config = load_config()
    chosen = wanted(names or [], config)
    with _progress(len(chosen)) as step:
        seen = visit(chosen, config, step, now())
    if as_json:
        for one in seen:
            sys.stdout.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
    else:
        console.print(verdicts(seen, wide=console.width >= WIDE))
        _say_next(seen)
    if any(one.verdict is Verdict.BROKEN for one in seen):
        raise typer.Exit(1)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[Step], None]]:
    """One bar on standard error for all sources, on a terminal only; how many are done, and what goes on."""
    from web.terminal import step_words

    numbers = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    columns = (TextColumn("Visiting"), *numbers, TextColumn("{task.description}"))
    terminal = Console(stderr=True)
    with Progress(*columns, console=terminal, disable=not terminal.is_terminal) as bars:
        task = bars.add_task("", total=total)

        def show_step(step: Step) -> None:
            bars.update(task, description=step_words(step), advance=int(step.done))

        yield show_step


def verdicts(seen: Sequence[Verification], *, wide: bool = True) -> Table:
    """What each visit gave: its first coming event, and what is doubtful or wrong; two lines each when not `wide`."""
    from web.terminal import table

    rows = []
    for one in seen:
        first = f"{one.start.replace('T', ' ')[:16]}  {one.title}".strip()
        facts = (one.robots, str(one.pages or ""), str(one.listings or ""), one.reader)
        names = ("robots.txt {}", "pages: {}", "listings: {}", "read by {}")
        said = "; ".join(name.format(fact) for name, fact in zip(names, facts, strict=True) if fact)
        told = [words for words in ("" if wide else said, first, one.why) if words]
        verdict = f"[{_COLOURS[one.verdict]}]{one.verdict}[/]"
        beside = facts if wide else ()
        rows.append((escape(one.source), verdict, *beside, escape("\n".join(told))))
    columns = ("=robots.txt", "#pages", "#listings", "=reader") if wide else ()
    last = "first event, and what is wrong"
    return table("What a visit gives", ("source", "=verdict", *columns, last), rows)


def _say_next(seen: Sequence[Verification]) -> None:
    for name in [one.source for one in seen if one.verdict == "good"][:1]:
        words = f"Compare the listings of {name} with its site; if they agree: muster sources adopt {name}"
        console.print(words, highlight=False, soft_wrap=True)
