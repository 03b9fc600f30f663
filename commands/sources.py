"""Commands about the sources: what there is, how it fares, what to do with a run that was set aside."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from catalogue.config import load_config
from catalogue.errors import SettingError
from commands.desk import console, now, open_store

app = typer.Typer()


@app.command("sources")
def sources_command(
    action: Annotated[
        str, typer.Argument(help="list, or accept / reject a run that was set aside.")
    ] = "list",
    name: Annotated[str, typer.Argument(help="The source to accept or reject.")] = "",
) -> None:
    """Show every source with its health; accept or reject a run that was set aside."""
    from pipelines.settle import decide
    from spiders.overview import overview
    from web.terminal import sources_table

    if action not in ("list", "accept", "reject"):
        raise SettingError(f"'muster sources' takes list, accept or reject, not {action!r}")
    config, store = load_config(), open_store()
    if action != "list":
        decide(store, name, action == "accept", now())
        console.print(
            f"The run of {name} is {action}ed. Now bring the feeds up to date: muster publish"
        )
    found = overview(store, config)
    console.print(sources_table(found.rows, found.latest))
    for problem in found.problems:
        console.print(f"[red]{escape(str(problem))}[/]")
    if found.problems:
        raise typer.Exit(1)
