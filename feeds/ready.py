"""The blocks of `feeds.toml`, the taxonomy and the sources in; the ready feeds, and which listings are in each, out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Protocol
from urllib.parse import parse_qsl

from catalogue.audiences import audience_label
from catalogue.errors import FilterError, SettingError
from catalogue.filters import matches, parse_filters
from catalogue.listing import Listing
from catalogue.sources import SourceRow
from catalogue.taxonomy import GROUPS, topics
from feeds.feed import Feed
from feeds.shelves import SHELVED, Kinds, month_after
from feeds.words import MONTHS

_FILE = Path(__file__).with_name("feeds.toml")
_KINDS = (
    *("everything", "groups", "topics", "sources", "audiences", "regions", "modes", "organisers"),
    "months",
)
_OPEN = {"audiences": "audience", "regions": "region", "organisers": "organiser"}
"""Kind → the filter whose values in the catalogue make its feeds."""

ENOUGH = 3
"""Whether a value has a feed hangs on no listing beyond so many."""

_FEWEST = {"organisers": ENOUGH}  # two thousand organisers list one event each
_MONTHS_BACK = 12
_PLACEHOLDERS = frozenset(("slug", "label", "last"))
_MODES = {"in-person": "In person", "online": "Online", "hybrid": "In person and online"}
_LABELS: Mapping[str, Callable[[str], str]] = {
    "audiences": audience_label,
    "regions": lambda _: "",
    "organisers": lambda _: "",
}
"""Kind → the label of a value; "" where the words of the listings are it."""
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
        raise SettingError(
            f"{name}: only {{slug}}, {{label}} and {{last}} are known.", field=key, text=value
        )


Values = Callable[[str], Sequence[tuple[str, str, int]]]
"""Name of a filter → (value, label, listings) of every value it has in the catalogue."""


class Choice(Protocol):
    """Decides which feeds there are; choices that read the same (`repr`) decide the same."""

    @property
    def kinds(self) -> Kinds:
        """What shelves they need."""

    @property
    def has_changes(self) -> bool:
        """Whether there are feeds of changes."""

    def feeds(self, sources: Sequence[SourceRow], values: Values, today: date) -> tuple[Feed, ...]:
        """The feeds, in the order of lists."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """The choice of `feeds.toml`, or of other blocks."""

    blocks: tuple[Family, ...] | None = None
    has_changes: bool = True

    @property
    def kinds(self) -> Kinds:
        """Shelves for every family."""
        names, others = set(), []
        for family in self._families():
            pairs = parse_qsl(family.filters)
            if family.of == "months":
                names.add("month")
            elif len(pairs) < 2 and (not pairs or pairs[0][0] in SHELVED):
                names.add(pairs[0][0] if pairs else "")
            else:
                some = _instances(family.of, (), lambda _: (), date.min)
                others += [_feed(family, *one).filters for one in some]
        return Kinds(names=frozenset(names), others=tuple(others))

    def feeds(self, sources: Sequence[SourceRow], values: Values, today: date) -> tuple[Feed, ...]:
        """The feeds of every family.

        Raises:
            SettingError: Two feeds have one address, an address is malformed, or a filter is unknown.
        """
        made: dict[str, Feed] = {}
        for family in self._families():
            for slug, label in _instances(family.of, sources, values, today):
                feed = _feed(family, slug, label)
                if feed.slug in made:
                    raise SettingError("feeds.toml gives two feeds one address.", field=feed.slug)
                made[feed.slug] = feed
        return tuple(made.values())

    def _families(self) -> tuple[Family, ...]:
        return families() if self.blocks is None else self.blocks


READY = Shipped()


def ready_feeds(
    sources: Sequence[SourceRow], blocks: Sequence[Family] | None = None
) -> tuple[Feed, ...]:
    """The feeds that do not depend on what the catalogue holds, in the order of the file.

    Raises:
        SettingError: Two feeds have one address, an address is malformed, or a filter is unknown.
    """
    choice = Shipped(None if blocks is None else tuple(blocks))
    return choice.feeds(sources, lambda _: (), date.max)


def _instances(
    kind: str, sources: Sequence[SourceRow], values: Values, today: date
) -> list[tuple[str, str]]:
    """(slug, label) of every feed of a family."""
    if kind in _OPEN:
        found = [one for one in values(_OPEN[kind]) if one[2] >= _FEWEST.get(kind, 1)]
        return [(value, _LABELS.get(kind, str)(value) or label) for value, label, _ in found]
    if kind == "months":
        return _months(values, today)
    closed: dict[str, list[tuple[str, str]]] = {
        "groups": list(GROUPS.items()),
        "topics": [(one.slug, one.label) for one in topics()],
        "sources": [(one.name, one.title) for one in sources],
        "modes": list(_MODES.items()),
    }
    return closed.get(kind, [("", "")])


def _months(values: Values, today: date) -> list[tuple[str, str]]:
    """Months with events, from a year ago on: (2027-03, March 2027)."""
    earliest = today.year * 12 + today.month - _MONTHS_BACK
    found = []
    for value, _, size in values("from"):
        year, month = int(value[:4]), int(value[5:7])
        if size and year * 12 + month >= earliest:
            found.append((value[:7], f"{MONTHS[month - 1]} {year}"))
    return found


def _feed(family: Family, slug: str, label: str) -> Feed:
    words = {"slug": slug, "label": label, "last": _last_day(slug)}
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


def _last_day(slug: str) -> str:
    """The last day of the month of a slug such as 2027-03; "" for other slugs."""
    if not re.fullmatch(r"[0-9]{4}-(?:0[1-9]|1[0-2])", slug):
        return ""
    return str(month_after(date.fromisoformat(f"{slug}-01")) - timedelta(days=1))


def syndicated(listing: Listing) -> Listing:
    """The listing without its doubtful topics: they are shown on pages, but put it into no feed."""
    if not any(match.low_confidence for match in listing.topics):
        return listing
    return replace(listing, topics=tuple(one for one in listing.topics if not one.low_confidence))


def members(feed: Feed, listings: Sequence[Listing]) -> list[Listing]:
    """The listings of one feed, in the order given."""
    return [one for one in map(syndicated, listings) if matches(feed.filters, one)]
