"""A question of the review list and an editor's answer in; the rule that makes it hold out."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from catalogue import events, members
from catalogue.curation import MergeRule, Rule, SplitRule
from catalogue.errors import SettingError
from catalogue.listing import Listing
from catalogue.reviews import Review


def likely_events(tx: Connection, question: Review) -> list[Listing]:
    """The events that the listing may be of, as they are now; those since put together are told once."""
    found = (events.get_event(tx, each) for each in question.events)
    return list({one.id: one for one in found if one is not None}.values())


def same_event(tx: Connection, question: Review, wanted: str, signed: dict[str, Any]) -> MergeRule:
    """The rule that the listing is of an event.

    Args:
        tx: A view of the catalogue.
        question: The question.
        wanted: Id of the event; "" where the question names one only.
        signed: Who, when and why.

    Raises:
        SettingError: It could be several, and it is not said which; or nothing else is listed there.
    """
    likely = likely_events(tx, question)
    chosen = [one for one in likely if wanted in ("", one.id)]
    if len(chosen) != 1:
        told = "; ".join(f"{one.id} {one.title}" for one in likely)
        raise SettingError(f"Say which event with --event: {told}", field="event", text=wanted)
    own, *others = _names(tx, question, chosen)
    return MergeRule(listings=(own, others[0]), **signed)


def other_event(tx: Connection, question: Review, signed: dict[str, Any]) -> Rule:
    """The rule that the listing is of none of the events it was compared with.

    Raises:
        SettingError: Nothing else is listed there any more.
    """
    own, *others = _names(tx, question, likely_events(tx, question))
    return SplitRule(listings=(own,), others=tuple(others), **signed)


def _names(tx: Connection, question: Review, likely: list[Listing]) -> list[str]:
    """The name of the listing, and those of the other listings of some events."""
    own = f"{question.source} {question.source_key}"
    everyone = members.members_of(tx, [one.id for one in likely])
    others = [f"{one.sighting.source} {one.sighting.source_key}" for one in everyone]
    names = [own, *(name for name in others if name != own)]
    if len(names) == 1:
        raise SettingError("Nothing else is listed there any more; the question is void", text=own)
    return names
