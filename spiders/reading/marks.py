"""The source of a page → which mark-up and which calendar buttons it may hold, before any tree is walked.

A search over a whole source takes as long as the reading of many blocks, so what has a word in common is looked
for in one go; each expression begins with that word, which the engine finds fast.
"""

from __future__ import annotations

import re

_KIND = re.compile(r"type(of=|(?<=itemtype)=|\s?=\s?[\"']?application/ld\+json)")
_KINDS = {"of=": "typeof", "=": "itemtype"}
_NAME = re.compile(
    r"event(?:(?P<hevent>(?<=[\s\"'=]h-event)(?=[\s\"'>]))|(?P<vevent>(?<=[\s\"'=]vevent)(?=[\s\"'>]))"
    r"|(?P<atc>(?<=atc_event))|(?P<addevent>(?<=addevent))"
    r"|(?P<tribe>(?<=tribe-event)s|(?<=the-event)s-calendar)|(?P<list>list))"
)


def kinds_in(source: str) -> frozenset[str]:
    """Which mark-up may be there: "ld+json", "itemtype" (microdata), "typeof" (RDFa)."""
    return frozenset([_KINDS.get(end, "ld+json") for end in _KIND.findall(source)])


def names_in(source: str) -> frozenset[str]:
    """Which names with "event" in them, of classes and plug-ins.

    "hevent" and "vevent" (microformats), "atc" and "addevent" (calendar buttons), "tribe" (The Events Calendar),
    "list" (Squarespace).
    """
    return frozenset([found.lastgroup or "" for found in _NAME.finditer(source)])
