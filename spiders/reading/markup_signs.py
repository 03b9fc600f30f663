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


def signs_in(source: bytes) -> frozenset[str]:
    """Which signs of mark-up and of plug-ins are there.

    "itemtype" (microdata), "typeof" (RDFa), "hevent" and "vevent" (microformats), "atc" and "addevent" (calendar
    buttons), "tribe" (The Events Calendar), "list" (Squarespace).
    """
    found = [*_KIND.finditer(source), *_NAME.finditer(source)]
    return frozenset([one.lastgroup or "" for one in found])
