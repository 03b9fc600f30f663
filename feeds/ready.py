"""The blocks of `feeds.toml`, the taxonomy and the sources in; the ready feeds, and which listings are in each, out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Protocol
from urllib.parse import parse_qsl

from catalogue.errors import FilterError, SettingError
from catalogue.filters import matches, parse_filters
from catalogue.listing import Listing
from catalogue.sources import SourceRow
from catalogue.taxonomy import GROUPS, topics
from feeds.feed import Feed
from feeds.shelves import Kinds

_FILE = Path(__file__).with_name("feeds.toml")
_KINDS = ("everything", "groups", "topics", "sources")
_PLACEHOLDERS = frozenset(("slug", "label"))
_SLUG = re.compile(r"[a-z0-9]+(?:[-._/]?[a-z0-9]+)*")  # no "..", no leading or doubled slash


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One block of `feeds.toml`; the words may hold {slug} and {label}."""

    of: str
    slug: str
    title: str
    description: str
    filters: str


@cache
def families() -> tuple[Family, ...]:
    """The blocks that are shipped.

    Raises:
        SettingError: The file has been damaged.
    """
    return read_families(_FILE.read_text(encoding="utf-8"), _FILE.name)


def read_families(text: str, name: str) -> tuple[Family, ...]:
    """The blocks of a text in TOML.

    Raises:
        SettingError: It is no TOML, or a block lacks a key, has an unknown one or a bad value.
    """
    try:
        blocks = tomllib.loads(text).get("feed", [])
    except tomllib.TOMLDecodeError as error:
        raise SettingError(f"{name} is not valid TOML: {error}. Correct that line.") from error
    return tuple(_family(block, name) for block in blocks)


def _family(block: dict[str, object], name: str) -> Family:
    wanted = {field.name for field in fields(Family)}
    for key in sorted(wanted ^ block.keys()):
        say = "lacks a key" if key in wanted else "has an unknown key"
        raise SettingError(
            f"{name}: a [[feed]] block {say}. Keys: {', '.join(sorted(wanted))}.", field=key
        )
    for key, value in block.items():
        _check_words(name, key, value)
    family = Family(**{key: str(value) for key, value in block.items()})
    if family.of not in _KINDS:
        raise SettingError(f"{name}: write one of {', '.join(_KINDS)}.", field="of", text=family.of)
    return family


def _check_words(name: str, key: str, value: object) -> None:
    if not isinstance(value, str) or not (value or key == "filters"):
        raise SettingError(f"{name}: the value must be words.", field=key, text=str(value))
    try:
        found = {place for _, place, _, _ in Formatter().parse(value) if place is not None}
    except ValueError as error:
        raise SettingError(f"{name}: the braces do not match.", field=key, text=value) from error
    if found - _PLACEHOLDERS:
        raise SettingError(f"{name}: only {{slug}} and {{label}} are known.", field=key, text=value)


Values = Callable[[str], Sequence[tuple[str, str, int]]]
"""Name of a filter → (value, label, listings) of every value it has in the catalogue."""


class Choice(Protocol):
    """Decides which feeds there are."""

    @property
    def kinds(self) -> Kinds:
        """What shelves they need."""

    def feeds(self, sources: Sequence[SourceRow], values: Values, today: date) -> tuple[Feed, ...]:
        """The feeds, in the order of lists."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """The choice of `feeds.toml`."""

    @property
    def kinds(self) -> Kinds:
        """Shelves for every family."""
        return Kinds()

    def feeds(
        self,
        sources: Sequence[SourceRow],
        values: Values,  # noqa: ARG002
        today: date,  # noqa: ARG002
    ) -> tuple[Feed, ...]:
        """The feeds of every family."""
        return ready_feeds(sources)


READY = Shipped()


def ready_feeds(
    sources: Sequence[SourceRow], blocks: Sequence[Family] | None = None
) -> tuple[Feed, ...]:
    """Every ready feed in the order of the file; a topic without listings has its feed all the same.

    Raises:
        SettingError: Two feeds have one address, an address is malformed, or a filter is unknown.
    """
    made: dict[str, Feed] = {}
    for family in families() if blocks is None else blocks:
        for slug, label in _instances(family.of, sources):
            feed = _feed(family, slug, label)
            if feed.slug in made:
                raise SettingError("feeds.toml gives two feeds one address.", field=feed.slug)
            made[feed.slug] = feed
    return tuple(made.values())


def _instances(kind: str, sources: Sequence[SourceRow]) -> list[tuple[str, str]]:
    if kind == "groups":
        return list(GROUPS.items())
    if kind == "topics":
        return [(one.slug, one.label) for one in topics()]
    if kind == "sources":
        return [(one.name, one.title) for one in sources]
    return [("", "")]


def _feed(family: Family, slug: str, label: str) -> Feed:
    words = {"slug": slug, "label": label}
    address = family.slug.format_map(words)
    if not _SLUG.fullmatch(address):
        raise SettingError("The address of a feed is lower-case words, - and /.", field=address)
    try:
        filters = parse_filters(parse_qsl(family.filters.format_map(words)))
    except FilterError as error:
        raise SettingError(f"feeds.toml: {error}", field=address) from error
    return Feed(
        slug=address,
        title=family.title.format_map(words),
        description=family.description.format_map(words),
        filters=filters,
    )


def syndicated(listing: Listing) -> Listing:
    """The listing without its doubtful topics: they are shown on pages, but put it into no feed."""
    if not any(match.low_confidence for match in listing.topics):
        return listing
    return replace(listing, topics=tuple(one for one in listing.topics if not one.low_confidence))


def members(feed: Feed, listings: Sequence[Listing]) -> list[Listing]:
    """The listings of one feed, in the order given."""
    return [one for one in map(syndicated, listings) if matches(feed.filters, one)]
