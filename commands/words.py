"""Commands that try what Muster understands: when, classify, match, people, audiences."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from catalogue.errors import SettingError
from catalogue.lines import Row, file_rows
from commands.desk import console, now
from commands.rows import Jsonl, Locale, Zone, filter_all, filter_or_show

app = typer.Typer()


@app.command()
def when(
    phrase: Annotated[
        str | None, typer.Argument(help='Words such as "Tue 21 Nov, 9.30am - 1.20pm".')
    ] = None,
    jsonl: Jsonl = False,
    zone: Zone = "Europe/London",
    locale: Locale = "en-GB",
) -> None:
    """Say what date words mean, how sure that is, and why.

    Rows of --jsonl: text; reference (the day on which it was printed), zone, locale of each.
    """
    from pipelines.when import answer

    row = {"text": phrase, "reference": now().date().isoformat(), "zone": zone, "locale": locale}
    filter_or_show(answer, row if phrase else None, jsonl)


@app.command()
def classify(
    title: Annotated[str | None, typer.Argument(help="Title of the event.")] = None,
    summary: Annotated[str, typer.Option(help="What it is about.")] = "",
    jsonl: Jsonl = False,
) -> None:
    """Say which topics an event has, and which phrases gave them.

    Rows of --jsonl: title; summary or description, objectives, audience where known.
    """
    from pipelines.topics import classify as answer

    row: Row = {"title": title, "summary": summary, "objectives": [], "audience": []}
    filter_or_show(answer, row if title else None, jsonl)


@app.command()
def people(
    lines: Annotated[
        list[str] | None, typer.Argument(help="Lines about speakers, one person each.")
    ] = None,
    jsonl: Jsonl = False,
) -> None:
    """Take lines about speakers apart: name, honours, role, organisation, chair.

    Rows of --jsonl: lines, a list of texts.
    """
    from pipelines.people import answer

    filter_or_show(answer, {"lines": lines} if lines else None, jsonl)


@app.command()
def audiences(
    lines: Annotated[list[str] | None, typer.Argument(help="Lines of 'Who should attend'.")] = None,
    jsonl: Jsonl = False,
) -> None:
    """Say which groups of people an event is for.

    Rows of --jsonl: lines, a list of texts.
    """
    from pipelines.audience import answer

    filter_or_show(answer, {"lines": lines} if lines else None, jsonl)


@app.command("match")
def match_command(
    listings: Annotated[
        Path | None, typer.Argument(help="File of listings, one JSON object a line.")
    ] = None,
    jsonl: Jsonl = False,
) -> None:
    """Say which listings are of the same event, and why.

    Rows: id, title, start; organiser, source, url, end, date_only, venue, mode where known.
    """
    from pipelines.duplicates import match
    from web.terminal import table

    if jsonl:
        filter_all(match)
        return
    if listings is None:
        raise SettingError("Name a file of listings: muster match LISTINGS.jsonl", field="listings")
    rows = match(file_rows(listings))
    answers = [(one["event"], one["id"], one["why"]) for one in rows]
    console.print(table("Events", ("event", "listing", "why"), answers))
