"""A JSON answer → the objects in it that look like events, whatever its API calls their fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from spiders.reading.datelike import find_dates
from spiders.reading.json_values import Json, Node, listed, moment_of, nodes, words_of
from spiders.reading.stamps import is_stamp, mend
from spiders.reading.title_candidates import CLOSED

MAX_DEPTH = 30
MAX_INSTANCES = 200
LONGEST = 120
"""Characters of a key that can name a field, and of the words of a start; longer ones are prose."""
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
_NAMES = {field: tuple(keys.split()) for field, keys in _KEYS.items()}
"""What APIs call the fields of an event: keys in lower case without signs, the most telling first."""
_BOXES = frozenset({"scheduling", "config", "schedule", "timing"})
"""Keys whose object holds the times of the event itself (Wix: scheduling.config.startDate)."""
_INSTANCES = frozenset({"eventinstances", "instances", "occurrences", "performances", "showings"})
"""Keys whose list holds the times at which one event takes place."""
_LOOKED_AT = _BOXES | _INSTANCES | {*_NAMES["start"]}
"""Keys, one of which an object with a start, or with a list of starts, has."""
_WORD = re.compile(r"[^\W\d_]{2}")
_STAMPED = re.compile(r"^\s?\d{4}-\d\d-\d\d[\s:_-]{1,3}(?=\w)")
"""A date in front of a title."""
_NO_TIME = re.compile(r"(?i)(?<=\d) (?:12:00:00 AM|0?0:00:00)$")
"""Midnight behind a date is what systems fill in for "no time"."""


@lru_cache(maxsize=2000)
def _folded(key: str) -> str:
    """A key in lower case without signs; the objects of a list have the same keys again and again."""
    return _SIGNS.sub("", key.lower())


@lru_cache(maxsize=500)
def _fields_of(keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Which of an object's folded keys give a field, the most telling first; the objects of a list are alike."""
    held = frozenset(keys)
    found = {field: tuple(filter(held.__contains__, names)) for field, names in _NAMES.items()}
    return {field: names for field, names in found.items() if names}


@lru_cache(maxsize=MOST)
def _is_telling(key: str) -> bool:
    """Whether objects with such a key are looked at; most of an answer has none."""
    return len(key) <= LONGEST and _folded(key) in _LOOKED_AT


class Flat(dict[str, Json]):
    """An object by its folded keys.

    Attributes:
        given: Which of them give a field, the most telling first, as `_KEYS` has them.
        title: Of an event: its title.
        starts: Of an event: (key, instant) of each start that names a day.
    """

    __slots__ = ("given", "starts", "title")
    given: Mapping[str, tuple[str, ...]]
    title: str
    starts: list[tuple[str, Instant]]

    def each(self, field: str) -> list[tuple[str, Json]]:
        """(key, value) of a field, the most telling key first."""
        return [(key, self[key]) for key in self.given.get(field, ())]

    def first(self, field: str) -> Json:
        """The most telling value of a field that is not empty; None without one."""
        for key in self.given.get(field, ()):
            value = self[key]
            if value or value in (0, False):  # no words, nothing in a list
                return value
        return None


def events_in(value: Json) -> list[Flat]:
    """The objects that look like events, folded flat; one that holds several such is a wrapper."""
    out: list[Flat] = []
    stack: list[tuple[Json, int]] = [(value, 0)]
    while stack:
        item, depth = stack.pop()
        parts = item.values() if isinstance(item, dict) else listed(item)
        inner = [(part, depth + 1) for part in parts if isinstance(part, (dict, list))]
        if isinstance(item, dict) and any(map(_is_telling, item)):
            flat = _event(item)
            lone = flat is not None and not any(_wraps(part) for part, _ in inner)
            events = [flat] if flat is not None and lone else _instances(item)
            out.extend(events)
            inner = [] if events else inner
        if depth < MAX_DEPTH:
            stack.extend(inner[::-1])
    return out


def _instances(node: Node) -> list[Flat]:
    """An event with a title and a list of its times (Localist) → one object for every time."""
    lists = [
        value
        for key, value in node.items()
        if isinstance(value, list) and _folded(key) in _INSTANCES
    ]
    if not lists or not _title(flat_of(node)):
        return []
    out: list[Flat] = []
    for part in nodes(lists[0])[:MAX_INSTANCES]:
        only = next(iter(part.values()), None) if len(part) == 1 else None
        times = only if isinstance(only, dict) else part
        flat = _event({**node, **{k: v for k, v in times.items() if k not in ("id", "title")}})
        if flat:
            out.append(flat)
    return out


def _wraps(value: Json) -> bool:
    return isinstance(value, list) and sum(bool(_event(node)) for node in nodes(value)[:5]) > 1


def _event(node: Node) -> Flat | None:
    """The object folded flat, where it has a title and a start; else None."""
    if not any(map(_is_telling, node)):
        return None
    flat = flat_of(node)
    flat.title = _title(flat)
    if not flat.title or CLOSED.match(flat.title):
        return None
    starts = [(key, instant_of(value)) for key, value in flat.each("start")]
    flat.starts = [(key, start) for key, start in starts if start.dated]
    return flat if flat.starts else None


def flat_of(node: Node, depth: int = 0) -> Flat:
    """An object by its keys in lower case without signs, the first of those alike; and what a box of times holds."""
    flat = Flat()
    inner: list[Node] = []
    for key, value in node.items():
        name = _folded(key)
        flat.setdefault(name, value)
        if name in _BOXES and isinstance(value, dict) and depth < len(_BOXES):
            inner.append(value)
    for box in inner:
        for name, value in flat_of(box, depth + 1).items():
            flat.setdefault(name, value)
    flat.given = _fields_of(tuple(flat))
    return flat


class Instant(NamedTuple):
    """A point in time as found: machine-readable, or words, or a clock alone; `dated` says whether it names a day."""

    stamp: str = ""
    words: str = ""
    zone: str = ""
    dated: bool = False


_NEVER = Instant()
_MOMENTS = ("local", "datetime", "iso", "date", "utc", "unix", "value")


def instant_of(value: Json) -> Instant:
    """The point in time that words, a number, or an object of such give."""
    if isinstance(value, dict):
        flat = flat_of(value)
        zone = words_of(flat.get("timezone")) or words_of(flat.get("tz"))
        inner = (instant_of(flat[key]) for key in _MOMENTS if key in flat)
        return next((one._replace(zone=zone) for one in inner if one.dated), _NEVER)
    words = words_of(value)
    return _moment(words) if words else _NEVER


@lru_cache(maxsize=4000)
def _moment(words: str) -> Instant:
    """The same of words; each start is looked at twice, and a list has many alike."""
    moment = moment_of(words)
    if moment or len(words) > LONGEST:
        return Instant(stamp=moment, dated=bool(moment))
    words = _NO_TIME.sub("", words)
    stamp, _ = mend(words)
    stamp = stamp if is_stamp(stamp) else ""
    return Instant(stamp=stamp, words=words, dated=bool(stamp or find_dates(words)))


def _title(flat: Flat) -> str:
    for _, value in flat.each("title"):
        words = named(value)
        if words and (not is_stamp(words) or _WORD.search(words)):
            return _STAMPED.sub("", words)
    return ""


_WORDED = ("text", "name", "title", "label", "rendered", "venue")


def named(value: Json) -> str:
    """Words of a string, or of an object's text, name, title or rendered."""
    if isinstance(value, dict):
        flat = flat_of(value)
        return next((words for key in _WORDED if (words := words_of(flat.get(key)))), "")
    if isinstance(value, list):
        return next((words for part in value if (words := named(part))), "")
    return words_of(value)
