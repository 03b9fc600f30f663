"""Any JSON answer → a Draft for every object that has a title and a start, whatever the API calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from catalogue.draft import Draft
from spiders.reading.candidates import CLOSED
from spiders.reading.datelike import find_dates, find_times
from spiders.reading.found import Found, fold
from spiders.reading.json_keys import BOXES, INSTANCES, TELLING, fields_of, folded
from spiders.reading.stamps import is_stamp, mend
from spiders.reading.values import Json, Node, listed, moment_of, nodes, words_of

NAME = "json"
MAX_EVENTS = 3000
MAX_DEPTH = 30
MAX_INSTANCES = 200
LONGEST = 120
"""Characters of the words of a start; longer ones are prose."""

_EVENTON = frozenset({"eventstartunix", "eventendunix"})
"""Seconds that EventON counts from 1970 on the wall clock, as if every place lay in UTC."""
_CIVICCLERK = frozenset({"eventname", "startdatetime", "publishedfiles"})
"""Keys of CivicClerk, which writes its Z behind the wall clock of the place."""
_STATUS = re.compile(r"cancel|postpon|reschedul|sold ?out|moved ?online", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2}")
_TAG = re.compile(r"<[^<>]{0,300}>")
_STAMPED = re.compile(r"^\s?\d{4}-\d\d-\d\d[\s:_-]{1,3}(?=\w)")
"""A date in front of a title."""
_SURE = {"": 1.0, "time": 1.0, "title": 0.9, "description": 0.6}
"""How sure a clock time is, by the field that gives it."""
_BEHIND = re.compile(r"[ ,;(–-]{0,3}(?:(?:at|from) )?")
_NO_TIME = re.compile(r"(?<=\d) (?:12:00:00 AM|0?0:00:00)$", re.IGNORECASE)
"""Midnight behind a date is what systems fill in for "no time"."""
_PLAIN = (("source_key", "key"), *((name, name) for name in ("organiser", "price", "modified")))
_ADDRESS = tuple(
    "address addressline1 address1 addressline2 city postalcode postcode country".split()
)
_DEFAULT_MARKER = "40.72"
"""Latitude at which the platform puts its marker where no venue is given."""


class Flat(dict[str, Json]):
    """An object by its folded keys.

    Attributes:
        given: Which of them give a field, the most telling first, as `fields_of` says.
        title: Of an event: its title.
        starts: Of an event: (key, instant) of each start that names a day.
    """

    __slots__ = ("given", "starts", "title")
    given: Mapping[str, tuple[str, ...]]
    title: str
    starts: list[tuple[str, _Instant]]


def read(value: Json, url: str = "", *, reader: str = NAME, within: str = "") -> list[Draft]:
    """The events of an answer, outermost first; parts of an event are not looked into.

    Args:
        value: The answer.
        url: Address it came from.
        reader: Name for the evidence.
        within: What holds the answer, for the evidence: "script 2, ".
    """
    zone = _site_zone(value)
    out: list[Draft] = []
    for flat in _objects(value):
        found = Found(reader)
        draft = _draft(flat, found, f"{within}object {len(out) + 1}", (url, zone))
        if draft is not None:
            out.append(draft)
        if len(out) >= MAX_EVENTS:
            break
    return out


def _objects(value: Json) -> list[Flat]:
    """The objects that look like events, as `_flat` has them; one that holds several such is a wrapper."""
    out: list[Flat] = []
    stack: list[tuple[Json, int]] = [(value, 0)]
    while stack:
        item, depth = stack.pop()
        parts = item.values() if isinstance(item, dict) else listed(item)
        inner = [(part, depth + 1) for part in parts if isinstance(part, (dict, list))]
        if isinstance(item, dict) and any(map(TELLING.__getitem__, item)):
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
        value for key, value in node.items() if isinstance(value, list) and folded(key) in INSTANCES
    ]
    if not lists or not _title(_flat(node)):
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
    """The object as `_flat` has it, where it has a title and a start; else None."""
    if not any(map(TELLING.__getitem__, node)):
        return None
    flat = _flat(node)
    flat.title = _title(flat)
    if not flat.title or CLOSED.match(flat.title):
        return None
    starts = [(key, _instant(value)) for key, value in _given(flat, "start")]
    flat.starts = [(key, start) for key, start in starts if start.dated]
    return flat if flat.starts else None


def _given(flat: Flat, field: str) -> list[tuple[str, Json]]:
    """(key, value) of a field, the most telling key first."""
    return [(key, flat[key]) for key in flat.given.get(field, ())]


def _flat(node: Node, depth: int = 0) -> Flat:
    """Keys in lower case without signs; the first of several that fold alike; what a box of times holds, too."""
    flat = Flat()
    inner: list[Node] = []
    for key, value in node.items():
        name = folded(key)
        flat.setdefault(name, value)
        if name in BOXES and isinstance(value, dict) and depth < len(BOXES):
            inner.append(value)
    for box in inner:
        for name, value in _flat(box, depth + 1).items():
            flat.setdefault(name, value)
    flat.given = fields_of(tuple(flat))
    return flat


class _Instant(NamedTuple):
    """A point in time as found: machine-readable, or words, or a clock alone; `dated` says whether it names a day."""

    stamp: str = ""
    words: str = ""
    zone: str = ""
    dated: bool = False


_NEVER = _Instant()
_MOMENTS = ("local", "datetime", "iso", "date", "utc", "unix", "value")


def _instant(value: Json) -> _Instant:
    if isinstance(value, dict):
        flat = _flat(value)
        zone = words_of(flat.get("timezone")) or words_of(flat.get("tz"))
        inner = (_instant(flat[key]) for key in _MOMENTS if key in flat)
        return next((one._replace(zone=zone) for one in inner if one.dated), _NEVER)
    words = words_of(value)
    return _moment(words) if words else _NEVER


@lru_cache(maxsize=4000)
def _moment(words: str) -> _Instant:
    """The same of words; each start is looked at twice, and a list has many alike."""
    moment = moment_of(words)
    if moment or len(words) > LONGEST:
        return _Instant(stamp=moment, dated=bool(moment))
    words = _NO_TIME.sub("", words)
    stamp, _ = mend(words)
    stamp = stamp if is_stamp(stamp) else ""
    return _Instant(stamp=stamp, words=words, dated=bool(stamp or find_dates(words)))


def _title(flat: Flat) -> str:
    for _, value in _given(flat, "title"):
        words = _named(value)
        if words and (not is_stamp(words) or _WORD.search(words)):
            return _STAMPED.sub("", words)
    return ""


_WORDED = ("text", "name", "title", "label", "rendered", "venue")


def _named(value: Json) -> str:
    """Words of a string, or of an object's text, name, title or rendered."""
    if isinstance(value, dict):
        flat = _flat(value)
        return next((words for key in _WORDED if (words := words_of(flat.get(key)))), "")
    if isinstance(value, list):
        return next((words for part in value if (words := _named(part))), "")
    return words_of(value)


def _draft(flat: Flat, found: Found, where: str, of: tuple[str, str]) -> Draft | None:
    """The Draft of one flattened object; `of` is the address and the zone of the answer."""
    url, zone = of
    found.give("title", fold(_TAG.sub(" ", flat.title)), f"{where} title")
    _times(flat, found, where, zone)
    if not found.has("start", "date"):
        return None
    _place(flat, found, where)
    _status(flat, found, where)
    for field, name in (("url", "url"), ("booking_url", "booking"), ("image", "image")):
        value = _first(flat, name)
        if value is not None:
            found.give(field, _address(value, url), f"{where} {name}")
    for field, name in _PLAIN:
        value = _first(flat, name)
        if value is not None:
            found.give(field, _named(value), f"{where} {name}")
    tags = [_named(part) for part in listed(_first(flat, "categories"))]
    found.give("categories", tuple([tag for tag in tags if tag]), f"{where} categories")
    description = _first(flat, "description")
    text = description if isinstance(description, str) else _named(description)
    found.give("description", text, f"{where} description")
    return found.draft()


def _status(flat: Flat, found: Found, where: str) -> None:
    status = " ".join([_named(value) for _, value in _given(flat, "status")])
    if _STATUS.search(status):
        found.give("status", status.strip(), f"{where} status")
    elif str(flat.get("iscancelled") or flat.get("cancelled")).lower() == "true":
        found.give("status", "cancelled", f"{where} status")


def _times(flat: Flat, found: Found, where: str, zone: str) -> None:
    key, start = next(
        ((k, i) for k, i in flat.starts if "T" in i.stamp and not _midnight(i.stamp)),
        flat.starts[0],
    )
    stamp = start.stamp[:10] if _midnight(start.stamp) else _wall(key, start.stamp, flat)
    if stamp != start.stamp and not _midnight(start.stamp):
        found.warn(
            "clock time written as UTC is the wall clock of the place, as this platform does"
        )
    clock, said = _clock(flat, found, stamp) if "T" not in stamp else ("", "")
    found.give("start", stamp, f"{where} {key}", start.words or stamp)
    if not stamp or clock:  # midnight is what systems fill in for "no time"
        found.give("date", stamp or start.words, f"{where} {key}")
        found.give("time", clock, f"{where} {said}", confidence=_SURE[said])
    if str(flat.get("allday") or flat.get("isallday")).lower() in ("true", "1"):
        found.give("all_day", True, f"{where} all_day")
    zones = (start.zone, *(words_of(value) for _, value in _given(flat, "zone")), zone)
    found.give("zone", next((name for name in zones if name), ""), f"{where} zone")
    _end(flat, found, where)


def _end(flat: Flat, found: Found, where: str) -> None:
    start = found.values.get("start", "")
    for key, value in _given(flat, "end"):
        end = _wall(key, _instant(value).stamp, flat)
        if not end or end == start:
            continue
        filler = str(flat.get("noendtime")) == "1" or (
            end[11:16] == "23:59" and found.values.get("all_day") is not True
        )
        if end[:10] >= start[:10] and not filler:
            found.give("end", end, f"{where} {key}")
        return


def _clock(flat: Flat, found: Found, day: str) -> tuple[str, str]:
    """The clock time of a field of its own, of the title, or beside the same day in the description, and which."""
    own = next(filter(_is_clock, [words_of(value) for _, value in _given(flat, "clock")]), "")
    if own:
        return own, "time"
    titled = _clock_of(found.values.get("title", ""))
    if titled:
        return titled, "title"
    return _told(fold(_TAG.sub(" ", words_of(_first(flat, "description")))), day), "description"


@lru_cache(maxsize=4000)
def _clock_of(title: str) -> str:
    """The clock time that a title carries ("Committee 10:00 a.m.")."""
    times = find_times(title)
    return title[times[0].start : times[0].end] if len(times) == 1 else ""


def _told(words: str, day: str) -> str:
    """The one clock time that stands right behind a day, an ISO date, in some words: "Friday 4 June at 9.30am"."""
    dates = [date for date in find_dates(words) if f"{date.month:02}-{date.day:02}" == day[5:]]
    times = find_times(words, find_dates(words)) if dates else ()
    told = {
        words[time.start : time.end]
        for date in dates
        for time in times
        if _BEHIND.fullmatch(words[date.end : time.start])
    }
    return told.pop() if len(told) == 1 else ""


def _wall(key: str, stamp: str, flat: Flat) -> str:
    """The stamp as the wall clock shows it, for platforms known to write Z or seconds for it."""
    local = key in _EVENTON or flat.keys() >= _CIVICCLERK
    return stamp.removesuffix("Z") if local else stamp


def _midnight(stamp: str) -> bool:
    return stamp[11:16] in ("00:00", "")


def _is_clock(words: str) -> bool:
    return (
        bool(words)
        and len(words) < 30
        and bool(find_times(words))
        and not find_dates(words)
        and not is_stamp(words)
    )


def _place(flat: Flat, found: Found, where: str) -> None:
    for key, value in _given(flat, "place"):
        if isinstance(value, dict):
            inner = _flat(value)
            if str(inner.get("markerlat", "")).startswith(_DEFAULT_MARKER) and not words_of(
                inner.get("addressline1")
            ):
                continue  # the platform's own default marker is no venue
            found.give(
                "place", _named(value) or words_of(inner.get("addresstitle")), f"{where} {key}"
            )
            parts = [
                words
                for name in _ADDRESS
                if (words := words_of(inner.get(name)) or _nested(inner.get(name)))
            ]
            found.give("address", ", ".join(dict.fromkeys(parts)), f"{where} {key}.address")
        else:
            words = words_of(value)
            found.give("place", words if _WORD.search(words) else "", f"{where} {key}")
    found.give("address", _named(_first(flat, "address")), f"{where} address")


def _nested(value: Json) -> str:
    """The one-line form of an address object (`localized_address_display`)."""
    if not isinstance(value, dict):
        return ""
    return words_of(value.get("localized_address_display")) or words_of(value.get("address_1"))


def _first(flat: Flat, field: str) -> Json:
    for key in flat.given.get(field, ()):
        value = flat[key]
        if value or value in (0, False):  # no words, nothing in a list
            return value
    return None


def _address(value: Json, url: str) -> str:
    words = (
        _named(value)
        if not isinstance(value, dict)
        else words_of(value.get("url") or value.get("href"))
    )
    if words.startswith(("http://", "https://")):
        return words
    base = re.match(r"https?://[^/]+", url) if words.startswith("/") else None
    return base[0] + words if base else ""


def _site_zone(value: Json) -> str:
    """The zone that a wrapper gives for all (Squarespace `website.timeZone`, Google `timeZone`)."""
    if not isinstance(value, dict):
        return ""
    website = value.get("website")
    inner = website.get("timeZone") if isinstance(website, dict) else None
    return words_of(inner) or words_of(value.get("timeZone")) or words_of(value.get("timezone"))
