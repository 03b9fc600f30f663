"""The command that says why an event is published as it is: `muster explain EVENT`."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from commands.desk import console, opened
from commands.rows import AsJson

app = typer.Typer()


@app.command()
def explain(
    event: Annotated[
        str,
        typer.Argument(
            help="Its id, the address of its page here or at a source, or 'SOURCE KEY'."
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Say why an event is as it is: topics, facets, fields, merged listings, editors' rules, history."""
    from commands.sheets import explanation_sheets
    from pipelines.explaining import explain as explain_event
    from pipelines.explaining import explanation_to_data

    with opened() as store, store.read() as tx:
        told = explain_event(tx, event)
    if as_json:
        typer.echo(json.dumps(explanation_to_data(told), ensure_ascii=False, indent=2))
        return
    for sheet in explanation_sheets(told):
        console.print(sheet)
