"""The editors' view of the lexicon of topics: `muster topics review`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from catalogue.listing import Listing
from commands.desk import console, opened
from commands.rows import AsJson

app = typer.Typer()
topics = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
app.add_typer(topics, name="topics")


@topics.callback()
def about() -> None:
    """See how well the phrases of `pipelines/topics.toml` tell the topics of the published events."""


@topics.command()
def review(
    limit: Annotated[int, typer.Option(help="Most lines of each table.", min=1)] = 20,
    as_json: AsJson = False,
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
            "without": [_named(one) for one in found.without],
            "unsure": [_named(one) for one in found.unsure],
            "near": [{**_named(one.event), **asdict(one.topic)} for one in found.near],
            "phrases": [asdict(one) for one in found.uses],
        }
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for sheet in review_sheets(found, limit):
        console.print(sheet)


def _named(event: Listing) -> dict[str, str]:
    return {"id": event.id, "title": event.title}
