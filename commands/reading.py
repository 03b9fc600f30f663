"""The command that reads pages: what stands on a page, and where."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from catalogue.config import load_config
from catalogue.draft import Hints, locale_of
from catalogue.errors import ReadError, SettingError
from catalogue.lines import Row
from commands.desk import console, now
from commands.rows import Jsonl, Locale, Zone, filter_rows

app = typer.Typer()


@app.command()
def read(
    page: Annotated[str | None, typer.Argument(help="A file or an http(s) address.")] = None,
    jsonl: Jsonl = False,
    zone: Zone = "Europe/London",
    locale: Locale = "en-GB",
) -> None:
    """Read an event page and show every field with the place it stands in, and what is missing.

    Rows of --jsonl: url, or path and the url it came from; zone, locale, now where known.
    """
    if jsonl:
        filter_rows(_read_row)
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


def _read_row(row: Row) -> Row:
    """One row of the `read` contract: a page in, its listings out."""
    from pipelines.normalise import answer_read
    from spiders.fetching import page_of
    from spiders.reading import read as read_page

    path, url, zone, locale = (_text(row, name) for name in ("path", "url", "zone", "locale"))
    hints = Hints(now=_moment(row), zone=zone or None, locale=locale or locale_of(zone or None))
    page = page_of(path or None, url, load_config())
    found = read_page(page.response.body, url, hints, page.content_type)
    return {**row, "listings": answer_read(found.drafts, hints), "warnings": list(found.warnings)}


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise ReadError(f"{name} must be text", field=name, text=str(value)[:80])
    return value or ""


def _moment(row: Row) -> datetime:
    """The time as of which a page is read: what the row says, in UTC where it names no offset, else the clock."""
    text = _text(row, "now")
    try:
        moment = datetime.fromisoformat(text) if text else now()
    except ValueError as error:
        raise ReadError(
            "now must be a time such as 2027-05-08T10:00:00Z", field="now", text=text[:80]
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
