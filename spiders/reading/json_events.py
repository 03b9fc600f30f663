"""Any JSON answer → a Draft for every object that has a title and a start, whatever the API calls them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from catalogue.draft import Draft
from spiders.reading.datelike import find_dates, find_times
from spiders.reading.found import Found, fold
from spiders.reading.json_objects import Flat, events_in, flat_of, instant_of, named
from spiders.reading.json_values import Json, listed, words_of
from spiders.reading.stamps import is_stamp

NAME = "json"
MAX_EVENTS = 3000

_EVENTON = frozenset({"eventstartunix", "eventendunix"})
"""Seconds that EventON counts from 1970 on the wall clock, as if every place lay in UTC."""
_CIVICCLERK = frozenset({"eventname", "startdatetime", "publishedfiles"})
"""Keys of CivicClerk, which writes its Z behind the wall clock of the place."""
_STATUS = re.compile(r"(?i)cancel|postpon|reschedul|sold ?out|moved ?online")
_WORD = re.compile(r"[^\W\d_]{2}")
_TAG = re.compile(r"<[^<>]{0,300}>")
_WALL_CLOCK = "clock time written as UTC is the wall clock of the place, as this platform does"
_SURE = {"": 1.0, "time": 1.0, "title": 0.9, "description": 0.6}
"""How sure a clock time is, by the field that gives it."""
_BEHIND = re.compile(r"[ ,;(–-]{0,3}(?:(?:at|from) )?")
_PLAIN = (("source_key", "key"), *((name, name) for name in ("organiser", "price", "modified")))
_ADDRESS = "address addressline1 address1 addressline2 city postalcode postcode country".split()
_DEFAULT_MARKER = "40.72"
"""Latitude at which the platform puts its marker where no venue is given."""


def read(value: Json, url: str = "", *, reader: str = NAME, within: str = "") -> list[Draft]:
    """The events of an answer, outermost first; parts of an event are not looked into.

    The evidence names the reader, and before each object what holds the answer (`within`: "script 2, ").
    """
    zone = _site_zone(value)
    return [
        _draft(flat, Found(reader, f"{within}object {number} "), url, zone)
        for number, flat in enumerate(islice(events_in(value), MAX_EVENTS), start=1)
    ]


def _draft(flat: Flat, found: Found, url: str, zone: str) -> Draft:
    """The Draft of one object; address and zone are those of the answer."""
    found.give("title", fold(_TAG.sub(" ", flat.title)), "title")
    _times(flat, found, zone)
    _place(flat, found)
    _status(flat, found)
    for field, name in (("url", "url"), ("booking_url", "booking"), ("image", "image")):
        found.give(field, _address(flat.first(name), url), name)
    for field, name in _PLAIN:
        found.give(field, named(flat.first(name)), name)
    tags = [named(part) for part in listed(flat.first("categories"))]
    found.give("categories", tuple([tag for tag in tags if tag]), "categories")
    description = flat.first("description")
    text = description if isinstance(description, str) else named(description)
    found.give("description", text, "description")
    return found.draft()


def _status(flat: Flat, found: Found) -> None:
    told = [named(value) for _, value in flat.each("status")]
    # Councils also write "Canceled" where the hour would stand.
    hours = [words_of(value) for _, value in flat.each("clock")]
    status = " ".join([*told, *[hour for hour in hours if not _is_clock(hour)]])
    if _STATUS.search(status):
        found.give("status", status.strip(), "status")
    elif str(flat.get("iscancelled") or flat.get("cancelled")).lower() == "true":
        found.give("status", "cancelled", "status")


def _times(flat: Flat, found: Found, zone: str) -> None:
    key, start = next((one for one in flat.starts if _has_clock(one[1].stamp)), flat.starts[0])
    stamp = start.stamp[:10]
    if _has_clock(start.stamp):
        stamp = _wall(key, start.stamp, flat)
        if stamp != start.stamp:
            found.warn(_WALL_CLOCK)
    clock, said = _clock(flat, found, stamp) if "T" not in stamp else ("", "")
    found.give("start", stamp, key, start.words or stamp)
    if not stamp or clock:
        found.give("date", stamp or start.words, key)
        found.give("time", clock, said, confidence=_SURE[said])
    if str(flat.get("allday") or flat.get("isallday")).lower() in ("true", "1"):
        found.give("all_day", True, "all_day")
    zones = (start.zone, *(words_of(value) for _, value in flat.each("zone")), zone)
    found.give("zone", next((name for name in zones if name), ""), "zone")
    _end(flat, found)


def _end(flat: Flat, found: Found) -> None:
    start = found.values.get("start", "")
    for key, value in flat.each("end"):
        end = _wall(key, instant_of(value).stamp, flat)
        if not end or end == start:
            continue
        filler = str(flat.get("noendtime")) == "1" or (
            end[11:16] == "23:59" and found.values.get("all_day") is not True
        )
        if end[:10] >= start[:10] and not filler:
            found.give("end", end, key)
        return


def _clock(flat: Flat, found: Found, day: str) -> tuple[str, str]:
    """The clock time of a field of its own, of the title, or beside the same day in the description, and which."""
    own = next(filter(_is_clock, [words_of(value) for _, value in flat.each("clock")]), "")
    if own:
        return own, "time"
    titled = _clock_of(found.values.get("title", ""))
    if titled:
        return titled, "title"
    return _told(fold(_TAG.sub(" ", words_of(flat.first("description")))), day), "description"


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


def _has_clock(stamp: str) -> bool:
    """Whether an instant has a clock time; midnight is what systems fill in for none."""
    return stamp[11:16] not in ("00:00", "")


def _is_clock(words: str) -> bool:
    plain = 0 < len(words) < 30 and not is_stamp(words)
    return plain and bool(find_times(words)) and not find_dates(words)


def _place(flat: Flat, found: Found) -> None:
    for key, value in flat.each("place"):
        if isinstance(value, dict):
            inner = flat_of(value)
            default = str(inner.get("markerlat", "")).startswith(_DEFAULT_MARKER)
            if default and not words_of(inner.get("addressline1")):
                continue  # the platform's own default marker is no venue
            found.give("place", named(value) or words_of(inner.get("addresstitle")), key)
            given = [inner.get(name) for name in _ADDRESS]
            parts = dict.fromkeys(words_of(part) or _nested(part) for part in given)
            found.give("address", ", ".join(filter(None, parts)), f"{key}.address")
        else:
            words = words_of(value)
            found.give("place", words if _WORD.search(words) else "", key)
    found.give("address", named(flat.first("address")), "address")


def _nested(value: Json) -> str:
    """The one-line form of an address object (`localized_address_display`)."""
    if not isinstance(value, dict):
        return ""
    return words_of(value.get("localized_address_display")) or words_of(value.get("address_1"))


def _address(value: Json, url: str) -> str:
    given = value.get("url") or value.get("href") if isinstance(value, dict) else None
    words = words_of(given) if isinstance(value, dict) else named(value)
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
