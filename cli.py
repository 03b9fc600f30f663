"""The `muster` command: puts the groups of commands together, and turns a user's mistake into a sentence."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable
from importlib.metadata import version
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape

from catalogue.errors import MusterError
from commands import (
    checking,
    curating,
    explaining,
    posting,
    reading,
    rebuilding,
    reviewing,
    running,
    sources,
    topics,
    words,
)
from commands.desk import console

GROUPS = (
    running,
    sources,
    curating,
    reviewing,
    explaining,
    topics,
    posting,
    checking,
    reading,
    words,
    rebuilding,
)
"""The modules of commands, in the order in which `muster --help` shows them."""

app = typer.Typer(
    help="Muster gathers event listings on policing and public policy and publishes them as feeds and a calendar.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for group in GROUPS:
    app.add_typer(group.app)


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


def main(arguments: Iterable[str] | None = None) -> None:
    """Run the command; a user's mistake gives a sentence and status 1, never a traceback."""
    try:
        app(args=None if arguments is None else list(arguments), standalone_mode=True)
    except MusterError as error:
        _complain(str(error))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), 1
        )  # what is left unsaid would be tried again at the end
        _complain("The disk is full; free space and try again.")
    except KeyboardInterrupt:
        sys.exit(130)


def _complain(sentence: str) -> NoReturn:
    """Say what is wrong and end; in a file or a mail it stands on one line, whatever its length."""
    terminal = Console(stderr=True)
    words = f"[red]muster:[/] {escape(sentence)}"
    terminal.print(words, highlight=False, soft_wrap=not terminal.is_terminal)
    sys.exit(1)


if __name__ == "__main__":
    main()
