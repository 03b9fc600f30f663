"""The editors' rules: what may be said of events and listings, who said it, when and why.

`catalogue/curation_file.py` reads them from `curation.toml`, `catalogue/rules.py` keeps those in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Final

from pydantic import BeforeValidator, ConfigDict, TypeAdapter

from catalogue.locks import value_fault
from catalogue.taxonomy import topic

_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LISTING: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)* \S.*|https?://\S+")


def _as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule says.

    Attributes:
        who: The editor.
        when: The day of the decision.
        why: A sentence for the next editor.
        line: Line of the file at which the rule begins; 0 when it comes from elsewhere.
    """

    kind: ClassVar[str] = ""
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    who: str
    when: date
    why: str
    line: int = field(default=0, compare=False)

    def fault(self) -> str:
        """What is wrong with the rule's own words, and what to do; "" when nothing is."""
        if not self.who.strip() or not self.why.strip():
            return "`who` and `why` must not be empty; name the editor and the reason"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRule(Rule):
    """A rule about one event."""

    event: str

    def fault(self) -> str:
        """As of every rule; and `event` must be able to name one."""
        if not _ID.fullmatch(self.event) and not _LISTING.fullmatch(self.event):
            return "`event` takes a public id, the address of a page, or 'SOURCE KEY'"
        return Rule.fault(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRule(EventRule):
    """Topics to add and to remove; `primary` comes first and is added where it is missing."""

    kind: ClassVar[str] = "topic"

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    primary: str | None = None

    def fault(self) -> str:
        """As of every rule; and the topics must exist and not be both wanted and unwanted."""
        wanted = {*self.add, *([self.primary] if self.primary else [])}
        unknown = sorted(slug for slug in {*wanted, *self.remove} if topic(slug) is None)
        if unknown:
            return f"no such topic: {', '.join(unknown)}; the slugs stand in catalogue/taxonomy.tsv"
        if not wanted and not self.remove:
            return "say which topics to `add`, to `remove`, or which is `primary`"
        if wanted & {*self.remove}:
            return f"{min(wanted & {*self.remove})} is both added and removed; keep one"
        return EventRule.fault(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class LockRule(EventRule):
    """A field with the value it keeps; "" or [] empties it. `catalogue.locks` lists the fields."""

    kind: ClassVar[str] = "lock"

    field: str
    value: Annotated[object, BeforeValidator(_as_json)]

    def fault(self) -> str:
        """As of every rule; and the field must take the value."""
        return value_fault(self.field, self.value) or EventRule.fault(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class HideRule(EventRule):
    """An event that is not published."""

    kind: ClassVar[str] = "hide"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRule(EventRule):
    """An event that is shown first; `until` is the last day."""

    kind: ClassVar[str] = "pin"

    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRule(Rule):
    """Listings that are one event, whatever their scores: must-link."""

    kind: ClassVar[str] = "merge"

    listings: tuple[str, ...]

    def fault(self) -> str:
        """As of every rule; and there must be two listings."""
        if len(set(self.listings)) < 2:
            return "a merge takes two `listings` or more"
        return _listings_fault(self.listings) or Rule.fault(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitRule(Rule):
    """Listings none of which is of one event with any of the others: must-not-link."""

    kind: ClassVar[str] = "split"

    listings: tuple[str, ...]
    others: tuple[str, ...]

    def fault(self) -> str:
        """As of every rule; and both sides must be there, and apart."""
        if not self.listings or not self.others or {*self.listings} & {*self.others}:
            return "a split takes `listings` that leave and `others` that stay, none in both"
        return _listings_fault((*self.listings, *self.others)) or Rule.fault(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRule(Rule):
    """A source, words in titles, or words in the titles of one source, that are not published."""

    kind: ClassVar[str] = "block"

    source: str | None = None
    words: tuple[str, ...] = ()

    def fault(self) -> str:
        """As of every rule; and something must be blocked, though not everything."""
        if not self.source and not self.words:
            return "say which `source`, or which `words`, to block"
        if any(not any(letter.isalnum() for letter in one) for one in self.words):
            return "`words` holds one without a letter, which would block everything; delete it"
        return Rule.fault(self)


KINDS: Final[Mapping[str, type[Rule]]] = {
    one.kind: one
    for one in (TopicRule, LockRule, HideRule, PinRule, MergeRule, SplitRule, BlockRule)
}
"""The kinds of rules by the name of their tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curation:
    """All rules, in the order of the file."""

    rules: tuple[Rule, ...] = ()

    @property
    def merges(self) -> tuple[MergeRule, ...]:
        """The must-links."""
        return tuple(rule for rule in self.rules if isinstance(rule, MergeRule))

    @property
    def splits(self) -> tuple[SplitRule, ...]:
        """The must-not-links."""
        return tuple(rule for rule in self.rules if isinstance(rule, SplitRule))

    @property
    def blocks(self) -> tuple[BlockRule, ...]:
        """What is not published."""
        return tuple(rule for rule in self.rules if isinstance(rule, BlockRule))

    def about(self, names: Iterable[str]) -> tuple[EventRule, ...]:
        """The rules about an event that goes by any of these names (`names_of`), in order."""
        wanted = {*names}
        rules = (rule for rule in self.rules if isinstance(rule, EventRule))
        return tuple(rule for rule in rules if rule.event in wanted)


def names_of(source: str, source_key: str, url: str) -> tuple[str, str]:
    """The names by which a rule may mean a listing."""
    return f"{source} {source_key}", url


def rule_to_data(rule: Rule) -> dict[str, Any]:
    """The rule as plain values for TOML and JSON, without what is left at its default."""
    data: dict[str, Any] = rule_adapter(rule.kind).dump_python(
        rule, mode="json", exclude_defaults=True, exclude={"line"}
    )
    return data


def rule_from_data(kind: str, data: Mapping[str, Any]) -> Rule:
    """The rule that `rule_to_data` wrote.

    Raises:
        KeyError: There is no such kind.
        pydantic.ValidationError: `data` is no such rule.
    """
    return rule_adapter(kind).validate_python(data)


@cache
def rule_adapter(kind: str) -> TypeAdapter[Rule]:
    """What checks and writes the rules of one kind."""
    return TypeAdapter(KINDS[kind])


def _listings_fault(listings: Iterable[str]) -> str:
    wrong = next((one for one in listings if not _LISTING.fullmatch(one)), None)
    if wrong is None:
        return ""
    return f"{wrong!r} names no listing; write 'SOURCE KEY' or the address of its page"
