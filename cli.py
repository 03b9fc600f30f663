"""The `muster` command: each subcommand parses its arguments and calls one function of a room."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from catalogue.config import load_config
from catalogue.draft import Hints, locale_of
from catalogue.errors import MusterError, SettingError
from catalogue.lines import Row, file_rows, read_rows, write_rows

if TYPE_CHECKING:
    from catalogue.store import Store

app = typer.Typer(
    help="Muster gathers event listings on policing and public policy and publishes them as feeds and a calendar.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
console = Console()

Jsonl = Annotated[
    bool,
    typer.Option(
        "--jsonl", help="Be a filter: JSON Lines on standard input, JSON Lines on standard output."
    ),
]
Zone = Annotated[str, typer.Option(help="IANA zone in which the words are written.")]
Locale = Annotated[str, typer.Option(help="Language and order of day and month, such as en-GB.")]


def _version(wanted: bool) -> None:
    if wanted:
        console.print(f"muster {version('muster')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version and end."
        ),
    ] = False,
) -> None:
    """Muster gathers event listings on policing and public policy and publishes them as feeds and a calendar."""


def now() -> datetime:
    """The clock: the one place that reads it for the commands."""
    return datetime.now(UTC)


def open_store() -> Store:
    """The catalogue that the settings name."""
    from catalogue.store import Store  # half a second of imports that the filters do without

    return Store.open(load_config().database_url)


@app.command()
def harvest(
    names: Annotated[
        list[str] | None, typer.Argument(help="Sources to visit; all when none is named.")
    ] = None,
) -> None:
    """Visit sources, take in what they list, and publish what changed."""
    from catalogue.runs import RunState
    from feeds.publish import publish as publish_feeds
    from pipelines.settle import settle
    from spiders.crawl import crawl
    from web import terminal

    config, store = load_config(), open_store()
    with terminal.crawl_progress(console) as on_progress:
        summaries = crawl(names or [], config, on_progress)
    if not summaries:
        raise SettingError(
            "No source is enabled. 'muster sources' lists them; docs/operators.md says how to add one"
        )
    settled = settle(store, now())
    report = publish_feeds(store, config, now())
    gains = {name: terminal.Gains(**numbers) for name, numbers in settled.gains().items()}
    console.print(terminal.crawl_table(summaries, gains))
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

    config, store = load_config(), open_store()
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


@app.command()
def read(
    page: Annotated[str | None, typer.Argument(help="A file or an http(s) address.")] = None,
    jsonl: Jsonl = False,
    zone: Zone = "Europe/London",
    locale: Locale = "en-GB",
) -> None:
    """Read an event page and show every field with the place it stands in, and what is missing."""
    if jsonl:
        write_rows((_or_say(_read_row, row) for row in read_rows(sys.stdin)), sys.stdout)
        return
    if page is None:
        raise SettingError("Name a file or an address: muster read PAGE", field="page")
    from web.terminal import record_table

    answer = _read_row(
        {"path": None if "://" in page else page, "url": page, "zone": zone, "locale": locale}
    )
    for listing in answer["listings"]:
        console.print(record_table(listing["title"], listing, listing.get("evidence")))
    console.print(f"{len(answer['listings'])} listing(s) found in {page}")
    for warning in answer["warnings"]:
        console.print(f"[yellow]{warning}[/]")


def _or_say(answer: Callable[[Row], Row], row: Row) -> Row:
    """The answer to one row of a filter; what is wrong with it is told in its row, and the others go on."""
    try:
        return answer(row)
    except MusterError as error:
        return {**row, "error": str(error)}


def _read_row(row: Row) -> Row:
    """One row of the `read` contract: a page in, its listings out."""
    from pipelines.normalise import answer_read
    from spiders.fetching import page_bytes
    from spiders.reading import read as read_page

    moment = datetime.fromisoformat(row["now"]) if row.get("now") else now()
    hints = Hints(
        now=moment if moment.tzinfo else moment.replace(tzinfo=UTC),
        zone=row.get("zone"),
        locale=row.get("locale") or locale_of(row.get("zone")),
    )
    url = row.get("url") or ""
    data, kind = page_bytes(row.get("path"), url, load_config())
    found = read_page(data, url, hints, kind)
    return {**row, "listings": answer_read(found.drafts, hints), "warnings": list(found.warnings)}


@app.command()
def when(
    phrase: Annotated[
        str | None, typer.Argument(help='Words such as "Tue 21 Nov, 9.30am - 1.20pm".')
    ] = None,
    jsonl: Jsonl = False,
    zone: Zone = "Europe/London",
    locale: Locale = "en-GB",
) -> None:
    """Say what date words mean, how sure that is, and why."""
    from pipelines.when import answer

    row = {"text": phrase, "reference": now().date().isoformat(), "zone": zone, "locale": locale}
    _filter_or_show(answer, row if phrase else None, jsonl)


@app.command()
def classify(
    title: Annotated[str | None, typer.Argument(help="Title of the event.")] = None,
    summary: Annotated[str, typer.Option(help="What it is about.")] = "",
    jsonl: Jsonl = False,
) -> None:
    """Say which topics an event has, and which phrases gave them."""
    from pipelines.topics import classify as answer

    row: Row = {"title": title, "summary": summary, "objectives": [], "audience": []}
    _filter_or_show(answer, row if title else None, jsonl)


@app.command()
def people(
    lines: Annotated[
        list[str] | None, typer.Argument(help="Lines about speakers, one person each.")
    ] = None,
    jsonl: Jsonl = False,
) -> None:
    """Take lines about speakers apart: name, honours, role, organisation, chair."""
    from pipelines.people import answer

    _filter_or_show(answer, {"lines": lines} if lines else None, jsonl)


@app.command()
def audiences(
    lines: Annotated[list[str] | None, typer.Argument(help="Lines of 'Who should attend'.")] = None,
    jsonl: Jsonl = False,
) -> None:
    """Say which groups of people an event is for."""
    from pipelines.audience import answer

    _filter_or_show(answer, {"lines": lines} if lines else None, jsonl)


def _filter_or_show(answer: Callable[[Row], Row], row: Row | None, jsonl: bool) -> None:
    """Be a filter over standard input, or show one answer to a person."""
    if jsonl:
        write_rows((_or_say(answer, each) for each in read_rows(sys.stdin)), sys.stdout)
        return
    if row is None:
        raise SettingError("Give the words to look at, or --jsonl to be a filter", field="argument")
    from web.terminal import record_table

    console.print(
        record_table(
            "Answer", {name: value for name, value in answer(row).items() if name not in row}
        )
    )


@app.command("match")
def match_command(
    listings: Annotated[
        Path | None, typer.Argument(help="File of listings, one JSON object a line.")
    ] = None,
    jsonl: Jsonl = False,
) -> None:
    """Say which listings are of the same event, and why."""
    from pipelines.duplicates import match
    from web.terminal import table

    if jsonl:
        write_rows(match(read_rows(sys.stdin)), sys.stdout)
        return
    if listings is None:
        raise SettingError("Name a file of listings: muster match LISTINGS.jsonl", field="listings")
    rows = list(match(file_rows(listings)))
    console.print(
        table(
            "Events",
            ("event", "listing", "why"),
            ((one["event"], one["id"], one["why"]) for one in rows),
        )
    )


@app.command()
def demo() -> None:
    """Harvest the sample sites, publish their feeds, play their second day, and serve it all."""
    from samples.demo import run_demo

    raise typer.Exit(run_demo(load_config(), console.print, now()))


def main(arguments: Iterable[str] | None = None) -> None:
    """Run the command; a user's mistake gives a sentence and status 1, never a traceback."""
    try:
        app(args=None if arguments is None else list(arguments), standalone_mode=True)
    except MusterError as error:
        Console(stderr=True).print(f"[red]muster:[/] {escape(str(error))}", highlight=False)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
