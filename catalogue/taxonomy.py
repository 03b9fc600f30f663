"""Rows of `taxonomy.tsv` in; the topics with their slugs, labels, definitions and groups out.

A slug is the public identifier of a topic and stands in feed addresses: it is never renamed. A
label may change. A new topic is one row here and one block in `pipelines/topics.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from catalogue.errors import SettingError

GROUPS: Final = MappingProxyType(
    {"policing-criminal-justice": "Policing & criminal justice", "public-policy": "Public policy"}
)
"""Slug and label of the two groups, in the order in which they are shown."""

_FILE: Final = Path(__file__).with_name("taxonomy.tsv")
_HEAD: Final = ["group", "slug", "label", "definition"]
_SLUG: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One subject an event may be about.

    Attributes:
        slug: Public identifier: lower-case letters and hyphens, for ever the same.
        label: Short name for people.
        definition: One sentence that says what belongs here.
        group: A key of `GROUPS`.
    """

    slug: str
    label: str
    definition: str
    group: str


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic, in the order of the file (policing first).

    Raises:
        SettingError: The file that was shipped has been damaged.
    """
    return read_topics(_FILE.read_text(encoding="utf-8"), _FILE.name)


def topic(slug: str) -> Topic | None:
    """The topic of that slug; None when there is none."""
    return _by_slug().get(slug)


@lru_cache(maxsize=1_024)
def label_of(slug: str) -> str:
    """A topic's name for people; the slug of one that has been retired."""
    known = topic(slug)
    return known.label if known else slug


def read_topics(text: str, name: str) -> tuple[Topic, ...]:
    """Topics of a tab-separated table whose first line is its head.

    Args:
        text: The table: group, slug, label, definition.
        name: File name, for the errors.

    Raises:
        SettingError: A row is malformed, of an unknown group, or stands twice; names file and row.
    """
    head, *rows = text.splitlines() or [""]
    if head.split("\t") != _HEAD:
        raise SettingError(
            f"{name} must begin with the columns {', '.join(_HEAD)}.", text=head[:200]
        )
    found: dict[str, Topic] = {}
    for row in rows:
        one = _topic_of(row, name)
        if one.slug in found:
            raise SettingError(f"{name} holds a topic twice; delete one row.", field=one.slug)
        found[one.slug] = one
    return tuple(found.values())


def _topic_of(row: str, name: str) -> Topic:
    cells = [cell.strip() for cell in row.split("\t")]
    if len(cells) != len(_HEAD) or not all(cells):
        raise SettingError(f"{name}: a row must have {len(_HEAD)} filled cells.", text=row[:200])
    group, slug, label, definition = cells
    if group not in GROUPS:
        raise SettingError(
            f"{name}: unknown group; write one of {', '.join(GROUPS)}.", field=slug, text=group
        )
    if not _SLUG.fullmatch(slug):
        raise SettingError(f"{name}: a slug is lower-case letters and hyphens.", field=slug)
    return Topic(slug=slug, label=label, definition=definition, group=group)


@cache
def _by_slug() -> dict[str, Topic]:
    return {one.slug: one for one in topics()}
