"""`<time datetime>`, OpenGraph and dates in the address → Drafts of last resort, with low confidence."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from catalogue.draft import Draft
from spiders.reading.datelike import find_dates
from spiders.reading.found import Found
from spiders.reading.page import Page, month_first
from spiders.reading.stamps import is_stamp, mend

TIME_TAG = "time_tag"
OPENGRAPH = "opengraph"
ADDRESS = "address"

_CLOCK = re.compile(r"/(20\d\d)([01]\d)([0-3]\d)([0-2]\d)([0-5]\d)(?:/|$)")
_DAY = re.compile(r"/(20\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/-]|$)")


def read_time_tag(page: Page) -> list[Draft]:
    """The day of the page's only `<time datetime>`; its clock and zone are often wrong and are left."""
    stamps = [mend(element.get("datetime") or "")[0] for element in page.clocks]
    days = {stamp[:10] for stamp in stamps if is_stamp(stamp)}
    if len(days) != 1:
        return []
    found = Found(TIME_TAG)
    found.give("date", days.pop(), "time datetime", confidence=0.35)
    return [found.draft()]


def read_opengraph(page: Page) -> list[Draft]:
    """Title, description, image and site name of the meta elements; start where `event:start_time` is given."""
    found = Found(OPENGRAPH)
    meta = page.meta
    for field, names in (
        ("start", ("event:start_time", "og:event:start_time")),
        ("end", ("event:end_time", "og:event:end_time")),
        ("description", ("og:description", "description")),
        ("town", ("og:locality",)),
        ("modified", ("article:modified_time", "og:updated_time")),
    ):
        for name in (name for name in names if name in meta):
            value = mend(meta[name])[0] if field in ("start", "end") else meta[name]
            found.give(field, value, f"meta {name}", confidence=0.4)
    if "og:image" in meta:
        found.give("image", page.join(meta["og:image"]), "meta og:image", confidence=0.5)
    found.give("language", page.language, "html lang")
    return [found.draft()] if found.values else []


def read_address(page: Page) -> list[Draft]:
    """A date that the address of the page carries."""
    try:
        path = urlsplit(page.url).path
    except ValueError:
        return []
    found = Found(ADDRESS)
    clock, day = _CLOCK.search(path), _DAY.search(path)
    if clock and 0 < int(clock[2]) < 13:
        stamp = f"{clock[1]}-{clock[2]}-{clock[3]} {clock[4]}:{clock[5]}"
        found.give("date", stamp, "address", path, 0.5)
    elif day and 0 < int(day[2]) < 13 and 0 < int(day[3]) < 32:
        found.give("date", f"{day[1]}-{day[2]}-{day[3]}", "address", path, 0.25)
    else:
        slug = re.sub(r"[-_]", " ", unquote(path.rstrip("/").rsplit("/", 1)[-1]))
        dates = find_dates(slug, month_first=month_first(page.hints))
        words = slug[dates[0].start : dates[0].end] if dates else ""
        found.give("date", words, "address", path, 0.25)
    return [found.draft()] if found.values else []
