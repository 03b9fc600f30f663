"""The command that makes the catalogue anew from what was seen: `muster rebuild DATABASE`."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.desk import console, opened

app = typer.Typer()


@app.command()
def rebuild(
    database: Annotated[
        str, typer.Argument(help="Address of an empty database, such as sqlite:///again.db.")
    ],
) -> None:
    """Settle everything that was ever seen once more, in another database, by the matching rules of now."""
    from catalogue.store import Store
    from pipelines.rebuild import rebuild as rebuild_store

    new = Store.open(database)
    try:
        with opened() as old:
            steps = rebuild_store(old, new)
    finally:
        new.close()
    console.print(f"{steps} steps settled anew in {new.address}", highlight=False, soft_wrap=True)
    console.print(
        "Compare the two, then let MUSTER_DATABASE_URL name the new one.", highlight=False
    )
