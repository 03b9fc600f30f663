"""The command for what the scores leave open: `muster review` lists it, an editor accepts or rejects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from catalogue.curation import Rule
from catalogue.errors import SettingError
from commands.curating import Desk, Who, Why, Yes, add_rule, signed_by
from commands.desk import console, now, opened

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from catalogue.reviews import Review

app = typer.Typer()
group = typer.Typer(invoke_without_command=True, pretty_exceptions_enable=False)
app.add_typer(group, name="review")

Number = Annotated[int, typer.Argument(help="Number of the question.")]


@group.callback()
def options(
    context: typer.Context,
    who: Who = "",
    yes: Yes = False,
) -> None:
    """List the listings of which the scores do not say what event they are of; say it.

    Without a command it lists them.
    """
    context.obj = Desk(who=who, check=False, yes=yes)
    if context.invoked_subcommand is None:
        show()


@group.command("list")
def show() -> None:
    """List the open questions, the newest first."""
    from catalogue.reviews import open_reviews
    from pipelines.answering import likely_events
    from web.terminal import table

    with opened() as store, store.read() as tx:
        rows = [
            (
                one.id,
                escape(f"{one.source} {one.source_key}"),
                escape("\n".join(f"{each.id} {each.title}" for each in likely_events(tx, one))),
                f"{one.points:.0f}",
                escape(one.why),
            )
            for one in open_reviews(tx)
        ]
    if not rows:
        console.print("Nothing waits for an editor.")
        return
    console.print(table("To review", ("#number", "listing", "may be of", "#points", "why"), rows))
    console.print("Say of each: muster review accept NUMBER, or reject NUMBER", highlight=False)


@group.command()
def accept(
    context: typer.Context,
    number: Number,
    event: Annotated[str, typer.Option(help="Id of the event, where it may be of several.")] = "",
    why: Why = "",
) -> None:
    """Say that a listing is of the event: the two are merged, and stay so."""
    from pipelines.answering import same_event

    signed = signed_by(context.obj, why)
    with opened() as store, store.read() as tx:
        rule = same_event(tx, question := _question(tx, number), event, signed)
    _answer(context.obj, question, rule, "accepted")


@group.command()
def reject(context: typer.Context, number: Number, why: Why = "") -> None:
    """Say that a listing is of another event: the two are held apart."""
    from pipelines.answering import other_event

    signed = signed_by(context.obj, why)
    with opened() as store, store.read() as tx:
        rule = other_event(tx, question := _question(tx, number), signed)
    _answer(context.obj, question, rule, "rejected")


def _question(tx: Connection, number: int) -> Review:
    from catalogue.reviews import get_review

    question = get_review(tx, number)
    if question is None:
        raise SettingError(
            "No open question has that number; 'muster review' lists them", text=str(number)
        )
    return question


def _answer(desk: Desk, question: Review, rule: Rule, answer: str) -> None:
    from catalogue.reviews import answer_review

    if add_rule(desk, rule, f"question {question.id}: {question.why}"):
        with opened() as store, store.begin() as tx:
            answer_review(tx, question.id, answer, desk.who, now())
