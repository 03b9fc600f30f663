"""Commands about those who are told of changes: `muster webhooks`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from catalogue.config import load_config
from catalogue.errors import SettingError
from commands.desk import console, now, opened

app = typer.Typer()
hooks = typer.Typer(invoke_without_command=True, pretty_exceptions_enable=False)
app.add_typer(hooks, name="webhooks")


@hooks.callback()
def overview(context: typer.Context) -> None:
    """Programs of other people that are told of every change: show, add and remove them, retry what failed."""
    if context.invoked_subcommand is None:
        _show()


@hooks.command()
def add(
    url: Annotated[str, typer.Argument(help="Where the program listens: https://…")],
    filters: Annotated[
        str, typer.Argument(help="Which events, as in addresses of feeds: topic=drugs&mode=online")
    ] = "",
) -> None:
    """Tell a program of changes from now on; prints the secret that its messages are signed with."""
    from post.webhooks import add as add_webhook

    with opened() as store, store.begin() as tx:
        webhook = add_webhook(tx, url, filters, now())
    console.print(
        f"Added {webhook.id}. Its messages are signed (Standard Webhooks) with the secret"
    )
    console.print(webhook.secret, soft_wrap=True, highlight=False)


@hooks.command()
def remove(webhook: Annotated[str, typer.Argument(help="Its id.")]) -> None:
    """Tell a program nothing any more."""
    from post.webhooks import remove as remove_webhook

    with opened() as store, store.begin() as tx:
        if not remove_webhook(tx, webhook):
            raise SettingError(f"There is no webhook {webhook}; 'muster webhooks' lists them.")
    console.print(f"Removed {webhook}.")


@hooks.command()
def retry() -> None:
    """Try the messages again that were given up."""
    from post import outbox, webhooks
    from post.round import post_round

    moment = now()
    with opened() as store:
        with store.begin() as tx:
            again = outbox.retry(tx, webhooks.KIND, moment)
        report = post_round(store, load_config(), moment)
    console.print(f"Tried {again} messages again; {report.arrived[webhooks.KIND]} arrived.")
    for problem in report.problems:
        console.print(problem, markup=False, highlight=False)
    if report.problems:
        raise typer.Exit(1)


def _show() -> None:
    from post import outbox, webhooks

    with opened() as store, store.read() as tx:
        known, waiting = webhooks.webhooks(tx), outbox.waiting(tx, webhooks.KIND)
    if not known:
        console.print("No webhook yet: 'muster webhooks add https://…' adds one.")
        return
    table = Table("Webhook", "Address", "Filters", "Waiting", "Given up", "Last error")
    for one in known:
        mine = [each for each in waiting if each.target == one.id]
        dead = sum(each.due is None for each in mine)
        error = next((each.error for each in reversed(mine) if each.error), "")
        table.add_row(
            one.id, one.url, one.filters or "all", str(len(mine) - dead), str(dead), error
        )
    console.print(table)
