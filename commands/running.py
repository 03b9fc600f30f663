"""Commands that make the calendar: harvest, publish, serve, schedule, demo."""

from __future__ import annotations

import runpy
from typing import Annotated

import typer

from catalogue.config import load_config
from catalogue.errors import SettingError
from commands.desk import console, now, opened

app = typer.Typer()


@app.command()
def harvest(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            help="Sources to visit; all that are verified or your own when none is named."
        ),
    ] = None,
) -> None:
    """Visit sources, take in what they list, and publish what changed."""
    from catalogue.runs import RunState
    from feeds.publish import publish as publish_feeds
    from pipelines.settle import settle
    from spiders.crawl import crawl
    from web import terminal

    config = load_config()
    with opened() as store:
        with terminal.crawl_progress(console) as on_progress:
            summaries = crawl(names or [], config, on_progress)
        if not summaries:
            raise SettingError(
                "No source is visited without being named yet: 'muster sources verify NAME' tries one, "
                "'muster sources adopt NAME' takes it in; docs/operators.md says how to add your own"
            )
        settled = settle(store, now())
        report = publish_feeds(store, config, now())
    gains = {name: terminal.Gains(**numbers) for name, numbers in settled.gains().items()}
    wide = console.width >= terminal.WIDE
    console.print(terminal.crawl_table(summaries, gains, wide=wide))
    console.print(terminal.feeds_table(report))
    if settled.changed or settled.new:
        console.print(terminal.changes_table(settled.changed, settled.new))
    if report.problems or any(one.state != RunState.ACCEPTED for one in summaries):
        raise typer.Exit(1)


@app.command()
def publish() -> None:
    """Write the feeds of the catalogue; feeds without changes are left as they are."""
    from feeds.publish import publish as publish_feeds
    from web.terminal import feeds_table

    config = load_config()
    with opened() as store:
        report = publish_feeds(store, config, now())
    console.print(feeds_table(report))
    console.print(f"Published in {config.public}")
    if report.problems:
        raise typer.Exit(1)


@app.command()
def serve() -> None:
    """Serve the calendar and the feeds over HTTP until interrupted."""
    from web.server import serve as serve_site

    config = load_config()
    console.print(f"Serving http://{config.host}:{config.port} (Ctrl-C ends it)")
    serve_site(config)


@app.command()
def schedule() -> None:
    """Visit every source when it is due, settle and publish, until interrupted."""
    runpy.run_module("scheduler", run_name="__main__")


@app.command()
def demo() -> None:
    """Harvest the sample sites, publish their feeds, play their second day, and serve it all."""
    from samples.demo import run_demo

    raise typer.Exit(run_demo(load_config(), console.print, now()))
