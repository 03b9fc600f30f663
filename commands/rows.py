"""What the filters share: a filter over standard input, or one answer to a person."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from io import TextIOWrapper
from typing import Annotated

import typer

from catalogue.errors import MusterError, SettingError
from catalogue.lines import Row, read_rows, write_rows
from commands.desk import console

Jsonl = Annotated[
    bool,
    typer.Option(
        "--jsonl", help="Be a filter: JSON Lines on standard input, JSON Lines on standard output."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer programs: JSON instead of tables.")]
Zone = Annotated[str, typer.Option(help="IANA zone in which the words are written.")]
Locale = Annotated[str, typer.Option(help="Language and order of day and month, such as en-GB.")]


def filter_rows(answer: Callable[[Row], Row]) -> None:
    """Be a filter: answer each row of standard input on standard output."""
    filter_all(lambda rows: (_or_say(answer, row) for row in rows))


def filter_all(answers: Callable[[Iterator[Row]], Iterable[Row]]) -> None:
    """Be a filter that sees all rows; JSON Lines are UTF-8, whatever the locale says.

    Octets that are no UTF-8 come in as lone surrogates, so that `read_rows` can name their line.
    """
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    write_rows(answers(read_rows(sys.stdin)), sys.stdout)


def _or_say(answer: Callable[[Row], Row], row: Row) -> Row:
    """The answer to one row of a filter; what is wrong with it is told in its row, and the others go on."""
    try:
        return answer(row)
    except MusterError as error:
        return {**row, "error": str(error)}


def filter_or_show(answer: Callable[[Row], Row], row: Row | None, jsonl: bool) -> None:
    """Be a filter over standard input, or show one answer to a person."""
    if jsonl:
        filter_rows(answer)
        return
    if row is None:
        raise SettingError("Give the words to look at, or --jsonl to be a filter", field="argument")
    from web.terminal import record_table

    told = {name: value for name, value in answer(row).items() if name not in row}
    console.print(record_table("Answer", told))
