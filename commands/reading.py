"""The command that reads pages: what stands on a page, and where."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from catalogue.config import load_config
from catalogue.draft import Hints, locale_of
from catalogue.errors import SettingError
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
    """Read an event page and show every field with the place it stands in, and what is missing."""
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

    moment = datetime.fromisoformat(row["now"]) if row.get("now") else now()
    hints = Hints(
        now=moment if moment.tzinfo else moment.replace(tzinfo=UTC),
        zone=row.get("zone"),
        locale=row.get("locale") or locale_of(row.get("zone")),
    )
    url = row.get("url") or ""
    page = page_of(row.get("path"), url, load_config())
    found = read_page(page.response.body, url, hints, page.content_type)
    return {**row, "listings": answer_read(found.drafts, hints), "warnings": list(found.warnings)}
