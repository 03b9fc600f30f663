"""The editors' view of the lexicon of topics: `muster topics review`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from commands.desk import console, opened

app = typer.Typer()
topics = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
app.add_typer(topics, name="topics")


@topics.callback()
def about() -> None:
    """See how well the phrases of `pipelines/topics.toml` tell the topics of the published events."""


@topics.command()
def review(
    limit: Annotated[int, typer.Option(help="Most lines of each table.", min=1)] = 20,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object instead of tables.")
    ] = False,
) -> None:
    """List events without a topic or near the threshold, and the phrases that fire most and least."""
    from catalogue.events import events
    from commands.sheets import review_sheets
    from pipelines.reviewing import review as review_events

    with opened() as store, store.read() as tx:
        found = review_events(events(tx))
    if as_json:
        told = {
            "events": found.events,
            "without": [{"id": one.id, "title": one.title} for one in found.without],
            "unsure": [{"id": one.id, "title": one.title} for one in found.unsure],
            "near": [
                {"id": one.event.id, "title": one.event.title, **asdict(one.topic)}
                for one in found.near
            ],
            "phrases": [asdict(one) for one in found.uses],
        }
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for sheet in review_sheets(found, limit):
        console.print(sheet)
