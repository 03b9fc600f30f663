"""Zone labels, Windows names and TZIDs → IANA names; what is ambiguous stays undecided.

Zone names are those of the IANA database; Windows names are those of CLDR's windowsZones, as icalendar ships them.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones


class Label(NamedTuple):
    """A printed label: its zone, its offset in minutes (None for a region), and whether it names a region."""

    zone: str
    minutes: int | None = None
    region: bool = False


_LONDON, _NEW_YORK, _BRUSSELS = "Europe/London", "America/New_York", "Europe/Brussels"
LABELS: dict[str, Label] = {
    "gmt": Label(_LONDON, 0),
    "bst": Label(_LONDON, 60),
    "utc": Label("UTC", 0),
    "z": Label("UTC", 0),
    "wet": Label("Europe/Lisbon", 0),
    "west": Label("Europe/Lisbon", 60),
    "cet": Label(_BRUSSELS, 60),
    "cest": Label(_BRUSSELS, 120),
    "mez": Label("Europe/Berlin", 60),
    "mesz": Label("Europe/Berlin", 120),
    "eet": Label("Europe/Athens", 120),
    "eest": Label("Europe/Athens", 180),
    "et": Label(_NEW_YORK, None, region=True),
    "est": Label(_NEW_YORK, -300),
    "edt": Label(_NEW_YORK, -240),
    "ct": Label("America/Chicago", None, region=True),
    "cdt": Label("America/Chicago", -300),
    "mt": Label("America/Denver", None, region=True),
    "mst": Label("America/Denver", -420),
    "mdt": Label("America/Denver", -360),
    "pt": Label("America/Los_Angeles", None, region=True),
    "pst": Label("America/Los_Angeles", -480),
    "pdt": Label("America/Los_Angeles", -420),
    "aest": Label("Australia/Sydney", 600),
    "aedt": Label("Australia/Sydney", 660),
    "awst": Label("Australia/Perth", 480),
    "sast": Label("Africa/Johannesburg", 120),
    "nzst": Label("Pacific/Auckland", 720),
    "nzdt": Label("Pacific/Auckland", 780),
    "hkt": Label("Asia/Hong_Kong", 480),
    "sgt": Label("Asia/Singapore", 480),
    "jst": Label("Asia/Tokyo", 540),
}
BY_SOURCE: dict[str, tuple[str, ...]] = {
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "cst": (
        *("America/Chicago", "America/Winnipeg", "America/Mexico_City"),
        *("Asia/Shanghai", "Asia/Taipei"),
    ),
}
"""Labels that several regions use: only the source's own zone decides."""

PLACES: dict[str, str] = {
    "uk": _LONDON,
    "london": _LONDON,
    "british": _LONDON,
    "brussels": _BRUSSELS,
    "paris": "Europe/Paris",
    "berlin": "Europe/Berlin",
    "dublin": "Europe/Dublin",
    "irish": "Europe/Dublin",
    "geneva": "Europe/Zurich",
    "vienna": "Europe/Vienna",
    "amsterdam": "Europe/Amsterdam",
    "madrid": "Europe/Madrid",
    "rome": "Europe/Rome",
    "eastern": _NEW_YORK,
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
    "european": _BRUSSELS,
    "greenwich": _LONDON,
    "indian": "Asia/Kolkata",
    "sydney": "Australia/Sydney",
    "singapore": "Asia/Singapore",
}
"""Words that name a zone before "time", "summer time", "standard time"."""

_BEFORE_TIME = re.compile(r"\s(?:(?:standard|daylight|summer|winter|mean)\s)?(?:time|zeit|tijd)\b")
_AMERICAN = frozenset({"eastern", "central", "mountain", "pacific"})
_AT_THE_END = re.compile(r"\s?(?:$|[),;/|\n])")

_GMT_LANDS = frozenset(
    {_LONDON, "Europe/Jersey", "Europe/Guernsey", "Europe/Isle_of_Man", "Europe/Belfast"}
)
_ALIASES = {
    "etc/utc": "UTC",
    "etc/gmt": "UTC",
    "gmt": "UTC",
    "utc": "UTC",
    "z": "UTC",
    "etc/universal": "UTC",
    "coordinated universal time": "UTC",
    "gmt daylight time": _LONDON,
    "india standard time": "Asia/Kolkata",
}
"""Names that neither IANA nor Windows has, or has in an old form."""


@cache
def _names() -> dict[str, str]:
    """Every IANA name by its lower case; "Factory" and "localtime" say nothing and are left out."""
    return {
        name.lower(): name
        for name in available_timezones()
        if name not in ("Factory", "localtime")
        and not name.startswith(("posix", "right", "SystemV"))
    }


@cache
def _windows() -> dict[str, str]:
    """Zones by their Windows names in lower case."""
    from icalendar.timezone.windows_to_olson import (
        WINDOWS_TO_OLSON,  # 60 ms, and few name such a zone
    )

    return {name.lower(): zone for name, zone in WINDOWS_TO_OLSON.items()}


def zone_named(name: str) -> str | None:
    """IANA name for a TZID as found ("Europe/London", "GMT Standard Time", "/mozilla.org/x/Europe/London").

    None for what names no zone ("1", "Customized Time Zone", "Europe/Germany", "UTC+1").
    """
    low = name[:200].strip().strip('"').lower()
    if low in _ALIASES:
        return _ALIASES[low]
    parts = [part for part in low.replace(" ", "_").split("/") if part]
    for size in (len(parts), 3, 2):
        found = _names().get("/".join(parts[-size:])) if parts else None
        if found and ("/" in found or size == len(parts)):
            return found
    return _windows().get(low)


@cache
def zone_info(name: str) -> ZoneInfo:
    """The zone of an IANA name; asked for once each."""
    return ZoneInfo(name)


def offset_text(text: str) -> str:
    """In print: "utc+1", "-0500", "z" → "+01:00", "-05:00", "+00:00"."""
    found = re.search(r"([+-])\s?([0-9]{1,2}):?([0-9]{2})?$", text)
    if not found:
        return "+00:00"
    hours, minutes = int(found[2]), int(found[3] or 0)
    if hours > 14 or minutes > 59:
        return "?"
    return f"{found[1]}{hours:02d}:{minutes:02d}"


def is_place(word: str) -> bool:
    """Whether the word names a zone only before "time"."""
    return word in PLACES


def is_label(word: str, raw: str, after: str) -> bool:
    """Whether a word is a zone label: letters in upper case, a place before "time", "3pm Eastern"."""
    if word in PLACES:
        alone = word in _AMERICAN and raw[0].isupper() and _AT_THE_END.match(after)
        return bool(_BEFORE_TIME.match(after) or alone)
    return raw.isupper() and (word in LABELS or word in BY_SOURCE)


def is_offset(zone: str) -> bool:
    """Whether a printed zone is a bare offset."""
    return zone[:1] in "+-" and bool(zone)


def offset_minutes(zone: str) -> int:
    """In print: "-05:30" → -330."""
    minutes = int(zone[1:3]) * 60 + int(zone[4:6])
    return -minutes if zone[0] == "-" else minutes


def offset_zone(offset: timedelta) -> str:
    """The IANA zone that always has this offset: "Etc/GMT+8" is eight hours behind UTC; UTC for part hours."""
    hours, rest = divmod(offset.total_seconds(), 3600)
    if rest or not -12 <= hours <= 14 or not hours:
        return "UTC"
    return f"Etc/GMT{-int(hours):+d}"


def label_zone(word: str, source: str | None) -> str | None:
    """The zone a printed label stands for at this source; None when only a person can say.

    A label of the source's own offset family means the source's zone; BST is British unless the source is in
    Dhaka; GMT elsewhere than in Britain is UTC.
    """
    if word in BY_SOURCE:
        return source if source in BY_SOURCE[word] else None
    if is_offset(word) or word == "?":
        return word if word != "?" else None
    if word == "bst" and source == "Asia/Dhaka":
        return source
    if word in LABELS and word != "gmt":
        zone = LABELS[word].zone
        return source if source and same_clock(source, zone) else zone
    return _gmt(source) if word == "gmt" else _placed(word, source)


def _placed(word: str, source: str | None) -> str | None:
    """The zone of a place, or of an IANA name; Australia has an eastern time of its own."""
    if word == "eastern" and source is not None and source.startswith("Australia/"):
        return source
    return PLACES.get(word) or zone_named(word)


def _gmt(source: str | None) -> str:
    if source is None or source in _GMT_LANDS:
        return source or _LONDON
    return _LONDON if source == "Europe/Dublin" else "UTC"


@cache
def same_clock(one: str, other: str) -> bool:
    """Whether two zones keep the same time in winter and in summer (Berlin and Brussels)."""
    return all(
        datetime(2025, month, 10, tzinfo=zone_info(one)).utcoffset()
        == datetime(2025, month, 10, tzinfo=zone_info(other)).utcoffset()
        for month in (1, 4, 7, 10)
    )


def offset_at(zone: str, wall: datetime, fold: int = 0) -> timedelta:
    """UTC offset of an IANA zone at a naive wall time."""
    offset = wall.replace(tzinfo=zone_info(zone), fold=fold).utcoffset()
    return offset if offset is not None else timedelta(0)
