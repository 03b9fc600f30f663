"""The fields of a `classify` row in; the facets that stand beside its topics out.

A facet is never a topic. What no word says is None or empty: nothing is guessed. The attendance mode
and the cost are decided from fields that such a row does not hold, and stay None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pipelines.audience import read_groups
from pipelines.formats import read_format

_LEAD: Final = 600  # characters: a jurisdiction named later is an aside
_JURISDICTIONS: Final = tuple(
    (name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for name, words in (
        ("Scotland", "scotland|scottish|holyrood"),
        ("Northern Ireland", "northern ireland|psni|stormont"),
        ("England and Wales", "england|wales|welsh|senedd"),
        ("international", "international|worldwide|global|europe(?:an)?|interpol|europol"),
    )
)


def read_jurisdiction(title: str, text: str) -> str | None:
    """Whose law or policy it concerns, by the title or else the opening words.

    Returns:
        A jurisdiction; None when no word names one, or words name several.
    """
    for words in (title[:_LEAD], text[:_LEAD]):
        named = [name for name, pattern in _JURISDICTIONS if pattern.search(words)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def facets_of(row: Mapping[str, Any], title: str, text: str) -> dict[str, Any]:
    """The facets of a row whose title and text have been read as plain text."""
    lines = row.get("audience")
    if isinstance(lines, str):
        lines = lines.splitlines()
    printed = [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []
    return {
        "format": read_format(title, text),
        "audience": list(read_groups(printed)),
        "mode": None,
        "cost": None,
        "jurisdiction": read_jurisdiction(title, text),
    }
