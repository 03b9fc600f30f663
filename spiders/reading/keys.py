"""Drafts of one page → the same Drafts, each with a key of its own within the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import Any

from catalogue.draft import Draft

_BETWEEN = re.compile(r"[\W_]+")


def with_keys(drafts: list[Draft], address: str, language: str = "") -> list[Draft]:
    """Every Draft with a `source_key` that no other one of the page has, an address and a language.

    A key that the source gives stays where it is unique. Else the address of the event's own page; several on
    one address are told apart by title, then place, then date and time.

    Args:
        drafts: All Drafts of one page.
        address: Canonical address of the page.
        language: BCP 47 tag of the page, for Drafts without one of their own.
    """
    keys = [draft.source_key or draft.url or address for draft in drafts]
    if len(drafts) > 1:
        keys = [
            key if draft.source_key or key != address else f"{key}#{slug(draft.title)}"
            for key, draft in zip(keys, drafts, strict=True)
        ]
    for more in (_title, _place, _date):
        keys = _longer(keys, drafts, more)
    return [
        _copy(draft, source_key=key, url=draft.url or address, language=draft.language or language)
        for draft, key in zip(_once(drafts, keys), dict.fromkeys(keys), strict=True)
    ]


_FIELDS = tuple(field.name for field in fields(Draft))
_VALUES = attrgetter(*_FIELDS)


def _copy(draft: Draft, **changes: str) -> Draft:
    """What `dataclasses.replace` does, in a third of its time: a page may have a thousand Drafts."""
    values: dict[str, Any] = dict(zip(_FIELDS, _VALUES(draft), strict=True))
    values.update(changes)
    return Draft(**values)


@lru_cache(maxsize=4000)
def slug(text: str) -> str:
    """Words in lower case joined by hyphens, at most 80 characters."""
    return _BETWEEN.sub("-", text.lower()).strip("-")[:80]


def _longer(keys: list[str], drafts: list[Draft], more: Callable[[Draft], str]) -> list[str]:
    counts = Counter(keys)
    if len(counts) == len(keys):
        return keys
    return [
        f"{key}~{words}"
        if counts[key] > 1 and (words := slug(more(draft))) and not key.endswith(words)
        else key
        for key, draft in zip(keys, drafts, strict=True)
    ]


def _once(drafts: list[Draft], keys: list[str]) -> list[Draft]:
    """The first Draft of every key: what is alike in title, place and time is the same event twice."""
    first: dict[str, Draft] = {}
    for key, draft in zip(keys, drafts, strict=True):
        first.setdefault(key, draft)
    return list(first.values())


def _title(draft: Draft) -> str:
    return draft.title


def _place(draft: Draft) -> str:
    return draft.place


def _date(draft: Draft) -> str:
    return f"{draft.start or draft.date} {draft.time}"
