"""The editors' commands: `muster curate` checks their rules, shows what they change, and lets them hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import typer

from catalogue.config import load_config
from catalogue.curation import (
    BlockRule,
    Curation,
    HideRule,
    LockRule,
    MergeRule,
    PinRule,
    Rule,
    SplitRule,
    TopicRule,
)
from catalogue.curation_file import load_curation, with_rule, write_curation
from catalogue.errors import SettingError
from catalogue.listing import Listing
from catalogue.locks import value_fault
from commands.desk import console, now, opened

app = typer.Typer()
curate = typer.Typer(invoke_without_command=True, pretty_exceptions_enable=False)
app.add_typer(curate, name="curate")

Event = Annotated[str, typer.Argument(help="An id, the address of a page, or 'SOURCE KEY'.")]
Who = Annotated[str, typer.Option(envvar="MUSTER_EDITOR", help="Who decides.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask before it holds.")]
Why = Annotated[str, typer.Option(help="The reason, for the next editor.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who sits at it, and how far a decision goes: shown only, or let hold without asking."""

    who: str
    check: bool
    yes: bool


@curate.callback()
def options(
    context: typer.Context,
    who: Who = "",
    check: Annotated[bool, typer.Option("--check", help="Show what changes, and end.")] = False,
    yes: Yes = False,
) -> None:
    """Decide what no source settles: signed rules that win over every source and outlast every crawl.

    Without a command it checks the file of rules and shows what it would change.
    """
    context.obj = Desk(who=who, check=check, yes=yes)
    if context.invoked_subcommand is None:
        validate()


@curate.command()
def validate() -> None:
    """Check the file of rules and show what it would change; nothing is changed."""
    _show(load_curation(load_config().curation), now())


@curate.command()
def apply(context: typer.Context) -> None:
    """Let the rules of the file hold, and no others."""
    curation = load_curation(load_config().curation)
    _show(curation, now())
    if _is_wanted(context.obj):
        _hold(curation)


@curate.command()
def hide(context: typer.Context, event: Event, why: Why = "") -> None:
    """Take an event out of the feeds and the calendar."""
    found, signed = _meant(context.obj, event, why)
    add_rule(context.obj, HideRule(event=found.id, **signed), found.title)


@curate.command()
def pin(
    context: typer.Context,
    event: Event,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day, as 2027-05-01.")
    ] = None,
    why: Why = "",
) -> None:
    """Show an event first."""
    found, signed = _meant(context.obj, event, why)
    last = until.date() if until else None
    add_rule(context.obj, PinRule(event=found.id, until=last, **signed), found.title)


@curate.command()
def lock(
    context: typer.Context,
    event: Event,
    field: Annotated[str, typer.Argument(help="The field: title, start, place.town …")],
    values: Annotated[
        list[str] | None,
        typer.Argument(help='Its value, "" to empty it; as it is now when left out.'),
    ] = None,
    why: Why = "",
) -> None:
    """Give a field a value that no source can change."""
    from pipelines.curating import current

    found, signed = _meant(context.obj, event, why)
    value = current(found, field) if not values else _as_field(values, field)
    add_rule(context.obj, LockRule(event=found.id, field=field, value=value, **signed), found.title)


@curate.command()
def topic(  # noqa: PLR0913 (each is an option of the command)
    context: typer.Context,
    event: Event,
    *,
    add: Annotated[list[str] | None, typer.Option(help="Slug of a topic to add.")] = None,
    remove: Annotated[list[str] | None, typer.Option(help="Slug of a topic to remove.")] = None,
    primary: Annotated[str | None, typer.Option(help="Slug of the topic to put first.")] = None,
    why: Why = "",
) -> None:
    """Add topics to an event, remove some, or say which comes first."""
    found, signed = _meant(context.obj, event, why)
    rule = TopicRule(
        event=found.id, add=(*(add or ()),), remove=(*(remove or ()),), primary=primary, **signed
    )
    add_rule(context.obj, rule, found.title)


@curate.command()
def merge(
    context: typer.Context,
    events: Annotated[list[str], typer.Argument(help="Events: ids, addresses or 'SOURCE KEY'.")],
    why: Why = "",
) -> None:
    """Say that several events are one, whatever their scores."""
    from pipelines.explaining import find_event, listing_names

    with opened() as store, store.read() as tx:
        found = {one.id: one for one in (find_event(tx, name) for name in events)}
        listings = tuple(listing_names(tx, one.id)[0] for one in found.values())
    rule = MergeRule(listings=listings, **signed_by(context.obj, why))
    add_rule(context.obj, rule, " = ".join(one.title for one in found.values()))


@curate.command()
def split(
    context: typer.Context,
    event: Event,
    listings: Annotated[
        list[str],
        typer.Argument(help="The listings that leave it: 'SOURCE KEY', or the address of a page."),
    ],
    why: Why = "",
) -> None:
    """Say that some listings of an event are of another one, and stay so."""
    from pipelines.explaining import find_event, listing_names

    with opened() as store, store.read() as tx:
        found = find_event(tx, event)
        everyone = listing_names(tx, found.id)
        leaving = {each for name in listings for each in listing_names(tx, name)}
    others = tuple(one for one in everyone if one not in leaving)
    parted = tuple(one for one in everyone if one in leaving)
    rule = SplitRule(listings=parted, others=others, **signed_by(context.obj, why))
    add_rule(context.obj, rule, found.title)


@curate.command()
def block(
    context: typer.Context,
    source: Annotated[str | None, typer.Option(help="Name of a source.")] = None,
    words: Annotated[list[str] | None, typer.Option(help="Words of titles.")] = None,
    why: Why = "",
) -> None:
    """Publish nothing of a source, or nothing whose title holds these words."""
    rule = BlockRule(source=source, words=tuple(words or ()), **signed_by(context.obj, why))
    add_rule(context.obj, rule, " ".join([source or "", *(words or ())]))


def _as_field(values: list[str], field: str) -> object:
    """The words of the command as the field takes them: a list of lines, or one."""
    takes_lines = not value_fault(field, [])
    return values if takes_lines else values[0]


def signed_by(desk: Desk, why: str) -> dict[str, Any]:
    """Who decides, when and why, as every rule says it.

    Raises:
        SettingError: The editor or the reason is missing.
    """
    if not desk.who.strip():
        raise SettingError("Say who decides: muster curate --who NAME …, or set MUSTER_EDITOR")
    if not why.strip():
        raise SettingError("Say why, for the next editor: --why 'The organiser rang.'")
    return {"who": desk.who, "when": now().date(), "why": why}


def _meant(desk: Desk, event: str, why: str) -> tuple[Listing, dict[str, Any]]:
    """The event that a rule is about, and who decides, when and why."""
    from pipelines.explaining import find_event

    signed = signed_by(desk, why)
    with opened() as store, store.read() as tx:
        return find_event(tx, event), signed


def add_rule(desk: Desk, rule: Rule, remark: str) -> bool:
    """Show what the file would change with one more rule; then write it and let it hold, if that is wanted."""
    path = load_config().curation
    text, curation = with_rule(path, rule, remark)
    _show(curation, now())
    if not _is_wanted(desk):
        return False
    write_curation(path, text)
    console.print(f"Added to {path}.", highlight=False)
    _hold(curation)
    return True


def _show(curation: Curation, at: datetime) -> None:
    from catalogue.rules import remarks
    from commands.sheets import effect_sheets
    from pipelines.settle import preview

    with opened() as store:
        with store.read() as tx:
            told = remarks(tx, curation)
        effect = preview(store, curation, at)
    console.print(f"{len(curation.rules)} rule(s), none of them wrong.", highlight=False)
    for sheet in effect_sheets(effect, told):
        console.print(sheet)


def _is_wanted(desk: Desk) -> bool:
    return not desk.check and (desk.yes or typer.confirm("Let this hold?"))


def _hold(curation: Curation) -> None:
    from pipelines.settle import curate_store

    with opened() as store:
        curate_store(store, curation, now())
    console.print("The rules hold. Now bring the feeds up to date: muster publish", highlight=False)
