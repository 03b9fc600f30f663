"""Commands about those who are told of changes: `muster webhooks`, `muster digests`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from catalogue.config import load_config
from catalogue.errors import SettingError
from commands.desk import console, now, opened

if TYPE_CHECKING:
    from post.outbox import Delivery

app = typer.Typer()
hooks = typer.Typer(invoke_without_command=True, pretty_exceptions_enable=False)
app.add_typer(hooks, name="webhooks")
mails = typer.Typer(invoke_without_command=True, pretty_exceptions_enable=False)
app.add_typer(mails, name="digests")


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
    from post.carrier import ranges
    from post.webhooks import add as add_webhook

    allow = ranges(load_config().allow)
    with opened() as store, store.begin() as tx:
        webhook = add_webhook(tx, url, filters, now(), allow)
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
    _tell(report.problems)


def _tell(problems: Sequence[str]) -> None:
    for problem in problems:
        console.print(problem, markup=False, highlight=False)
    if problems:
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
        table.add_row(one.id, one.url, one.filters or "all", *_fate(waiting, one.id))
    console.print(table)


def _fate(waiting: Sequence[Delivery], target: str) -> tuple[str, str, str]:
    """How many messages to a target wait, how many were given up, and the last error."""
    mine = [one for one in waiting if one.target == target]
    dead = sum(one.due is None for one in mine)
    error = next((one.error for one in reversed(mine) if one.error), "")
    return str(len(mine) - dead), str(dead), escape(error)


@mails.callback()
def mailboxes(context: typer.Context) -> None:
    """People who get digests by e-mail: show and remove them, send what is due."""
    if context.invoked_subcommand is None:
        _show_mailboxes()


@mails.command(name="remove")
def remove_address(address: Annotated[str, typer.Argument(help="The e-mail address.")]) -> None:
    """Forget an address, with all its digests."""
    from catalogue import subscriptions

    with opened() as store, store.begin() as tx:
        removed = subscriptions.remove_address(tx, address.strip().lower())
    if not removed:
        raise SettingError(f"No digest goes to {address}; 'muster digests' lists those that do.")
    console.print(f"Removed {address}.", markup=False, highlight=False)


@mails.command()
def send() -> None:
    """Do now what the schedule does each minute: write what is due, deliver it, try again what failed."""
    from catalogue.subscriptions import MAIL
    from post.round import post_round

    config = load_config()
    if not config.smtp_host:
        raise SettingError("No mail is sent: MUSTER_SMTP_HOST names no mail server.")
    with opened() as store:
        report = post_round(store, config, now())
    console.print(f"Mails sent: {report.arrived[MAIL]}.")
    _tell(report.problems)


def _show_mailboxes() -> None:
    from catalogue import subscriptions
    from post import outbox

    with opened() as store, store.read() as tx:
        known = subscriptions.subscriptions(tx)
        waiting = outbox.waiting(tx, subscriptions.MAIL)
    if not known:
        console.print("Nobody has asked for a digest yet.")
        return
    table = Table(
        "Address", "Events", "How often", "Confirmed", "Waiting", "Given up", "Last error"
    )
    for one in known:
        since = f"{one.confirmed:%Y-%m-%d}" if one.confirmed else "not yet"
        fate = _fate(waiting, one.id)
        table.add_row(one.email, one.filters or "all", one.every, since, *fate)
    console.print(table)
