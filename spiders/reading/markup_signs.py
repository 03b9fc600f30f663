"""The source of a page → which mark-up and which calendar buttons it may hold, before any tree is walked.

A search over a whole source takes as long as the reading of many blocks, so what has a word in common is looked
for in one go, and in bytes; each expression begins with the rarest letter of that word, to which the engine leaps,
and looks back from there.
"""

from __future__ import annotations

import re

EVENT_SIGNS = ("Event", "Festival", "Hackathon", "CourseInstance")
"""Words, one of which stands in the source of any event in schema.org's terms."""

_KIND = re.compile(rb"ype(?:(?P<typeof>of=(?<=typeof=))|(?P<itemtype>=(?<=itemtype=)))")
_NAME = re.compile(
    rb"vent(?:(?<=[-_dv]event)(?:(?P<hevent>(?<=[\s\"'=]h-event)(?=[\s\"'>]))"
    rb"|(?P<vevent>(?<=[\s\"'=]vevent)(?=[\s\"'>]))"
    rb"|(?P<atc>(?<=atc_event))|(?P<addevent>(?<=addevent))"
    rb"|(?P<tribe>s(?:(?<=tribe-events)|(?<=the-events)-calendar)))|(?P<list>list(?<=eventlist)))"
)


def kinds_in(source: bytes) -> frozenset[str]:
    """Which mark-up may be there: "itemtype" (microdata), "typeof" (RDFa)."""
    return frozenset([found.lastgroup or "" for found in _KIND.finditer(source)])


def names_in(source: bytes) -> frozenset[str]:
    """Which names with "event" in them, of classes and plug-ins.

    "hevent" and "vevent" (microformats), "atc" and "addevent" (calendar buttons), "tribe" (The Events Calendar),
    "list" (Squarespace).
    """
    return frozenset([found.lastgroup or "" for found in _NAME.finditer(source)])
