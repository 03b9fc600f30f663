"""What APIs call the fields of an event: keys in lower case without signs, the most telling first."""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST = 120
"""Characters of a key that can name a field."""
MOST = 20_000
"""Keys that are remembered; one page has had 2,438."""

_SIGNS = re.compile(r"[^a-z0-9]")
_KEYS = {
    "title": """title name eventtitle eventname meetingtitle mmmeetingtitle meetingname summary subject eventbodyname
        bodyname cleanname committeename body committee displayname label meetingtypename eventtype meetingtype
        calendartypedesc""",
    "start": """startdatetime starttime startdate start startdt begin dtstart starts startsat eventstartdate
        meetingdatetime mmdatetime eventdatetime datetime datetimeiso eventdate meetingdate startson date
        starttimestamp when eventstartunix""",
    "end": """enddatetime endtime enddate end enddt dtend ends endsat eventenddate meetingendtime endson endtimestamp
        eventendunix""",
    "clock": "eventtime meetingtime time starttime eventstarttime",
    "place": "venue location eventlocation meetinglocation place venuename locationname room mmaddress1",
    "address": "address fulladdress venueaddress streetaddress mmaddress2",
    "status": "eventstatus status meetingstatus eventagendastatusname",
    "url": "url link permalink htmlurl publicurl eventurl htmllink eventinsiteurl fullurl detailurl",
    "key": "uid icaluid id eventid eventguid guid",
    "zone": "timezone timezoneid tz",
    "description": "description descriptionhtml body eventdescription details content excerpt eventcomment",
    "categories": "categories tags category audiences categorytitle",
    "organiser": "organiser organizer hostname host",
    "price": "cost price registrationcost",
    "booking": "bookingurl registrationurl ticketurl calltoaction registrationlink",
    "modified": "lastmodified modified updatedat updated changed eventlastmodifiedutc updatedon",
    "image": "image imageurl asseturl featuredimage photo",
}
NAMES = {field: tuple(keys.split()) for field, keys in _KEYS.items()}
"""Keys by what they give."""
BOXES = frozenset({"scheduling", "config", "schedule", "timing"})
"""Keys whose object holds the times of the event itself (Wix: scheduling.config.startDate)."""
INSTANCES = frozenset({"eventinstances", "instances", "occurrences", "performances", "showings"})
"""Keys whose list holds the times at which one event takes place."""
_LOOKED_AT = BOXES | INSTANCES | {*NAMES["start"]}
"""Keys, one of which an object with a start, or with a list of starts, has."""


@lru_cache(maxsize=2000)
def folded(key: str) -> str:
    """A key in lower case without signs; the objects of a list have the same keys again and again."""
    return _SIGNS.sub("", key.lower())


@lru_cache(maxsize=500)
def fields_of(keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Which of an object's folded keys give a field, the most telling first; the objects of a list are alike."""
    held = frozenset(keys)
    found = {field: tuple(filter(held.__contains__, names)) for field, names in NAMES.items()}
    return {field: names for field, names in found.items() if names}


class _Telling(dict[str, bool]):
    """Keys as written → whether objects with such a key are looked at; most of an answer has none."""

    def __missing__(self, key: str) -> bool:
        if len(key) > LONGEST:
            return False
        if len(self) > MOST:
            self.clear()
        return self.setdefault(key, folded(key) in _LOOKED_AT)


TELLING = _Telling()
"""The one memo of a process."""
