"""One page in; what would be harvested from it, where each field comes from and what is missing, out."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scrapy.http import Response

from catalogue.draft import Hints, locale_of
from commands.obstacles import OBSTACLES, obstacle
from pipelines.normalise import answer_read
from spiders import links, reading
from spiders.fetching import Fetched
from spiders.guess import alike
from spiders.offers import Offer, offers
from spiders.source import Source
from spiders.verify import ALL_PAST

Listing = dict[str, Any]

WANTED = tuple("start end place organiser people audience objectives price booking".split())
"""Fields whose absence is told as a gap; the others are rare on any site."""

_STANDS_WITH = {
    "start": ("start", "date"),
    "end": ("end", "duration", "time", "date"),
    "sessions": ("sessions", "date"),
    "place": ("place", "address", "town", "postcode", "mode"),
    "people": ("people", "chairs"),
    "booking": ("booking_url", "deadline"),
    "audience_groups": ("audience",),
}
"""The names under which a Draft keeps what a field of the answer was made of, the most telling first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What one page would give.

    Attributes:
        url: The address by which the page goes: its canonical one, where it names one.
        kind: What its bytes are: "html", "ics", "json", "feed", "xml", "text", "pdf" or "empty".
        reader: The reader that won; "" when nothing was found.
        robots: What robots.txt says of it; "" for a file.
        source: Name of the source whose page it is; "" when there is none.
        listings: The answers of the `read` filter, with their evidence.
        offers: Other renderings of the page.
        details: Addresses of event pages that a visit would follow; of a page of no source those that look like it.
        warnings: Sentences about the page as a whole.
        obstacle: Why a page without listings has none, a key of `OBSTACLES`; "" when that is not known.
    """

    url: str
    kind: str
    reader: str
    robots: str
    source: str
    listings: tuple[Listing, ...]
    offers: tuple[Offer, ...]
    details: tuple[str, ...]
    warnings: tuple[str, ...]
    obstacle: str = ""

    def for_programs(self) -> dict[str, Any]:
        """The same as JSON values; each listing with its gaps."""
        return {
            "url": self.url,
            "kind": self.kind,
            "reader": self.reader or None,
            "robots": self.robots or None,
            "source": self.source or None,
            "listings": [{**one, "gaps": gaps(one)} for one in self.listings],
            "offers": [{"kind": one.kind, "url": one.url} for one in self.offers],
            "details": list(self.details),
            "warnings": list(self.warnings),
            "obstacle": self.obstacle or None,
        }


def page_hints(url: str, source: Source | None, now: datetime, zone: str) -> Hints:
    """What is known of a page: what its source says, else what the operator says."""
    if source is not None:
        return links.hints(url, source, now)
    return Hints(now=now, zone=zone, locale=locale_of(zone))


def preview(page: Fetched, hints: Hints, source: Source | None = None) -> Preview:
    """Read one page as a visit would."""
    url = links.canonical(page.response)
    found = reading.read(page.response.body, url, hints, page.content_type)
    twins = reading.richer_twins(page.response.body, url, hints, page.content_type)
    listings = tuple(answer_read(found.drafts, hints))
    return Preview(
        url=url,
        kind=found.kind,
        reader=found.reader,
        robots=page.robots,
        source=source.name if source else "",
        listings=listings,
        offers=offers(page.response, twins),
        details=_details(page.response, source, hints) if source else alike(page.response, url),
        warnings=(*found.warnings, *_past_words(listings, hints.now)),
        obstacle="" if listings else obstacle(page, found.kind),
    )


def _past_words(listings: Sequence[Listing], now: datetime) -> Iterator[str]:
    """The remark that verifying would make of a page whose listings are all over."""
    days = [str(one["end"] or one["start"] or "")[:10] for one in listings]
    if any(days) and all(day < now.date().isoformat() for day in days if day):
        yield ALL_PAST


def _details(response: Response, source: Source, hints: Hints) -> tuple[str, ...]:
    return tuple(links.details(response, source, hints.now.date()))


def evidence_of(listing: Mapping[str, Any], field: str) -> tuple[str, str, str, float] | None:
    """(reader, where, words, confidence) of a field of a listing; None where nothing stands behind it."""
    known = listing["evidence"]
    names = _STANDS_WITH.get(field, (field,))
    found = next((known[name] for name in names if name in known), None)
    return None if found is None else (found[0], found[1], found[2], found[3])


def is_given(value: object) -> bool:
    """Whether a field of an answer says anything: a place without a name and a mode does not."""
    if isinstance(value, Mapping):
        return any(is_given(one) for one in value.values() if one != "unknown")
    return value is not False and value not in (None, "", [], ())


def gaps(listing: Mapping[str, Any]) -> list[str]:
    """The fields that an event usually has and that the page does not give."""
    return [name for name in WANTED if not is_given(listing[name])]


def next_steps(seen: Preview, asked: str, options: str = "") -> list[str]:
    """What an operator can do now, the most useful first.

    Args:
        seen: What the page gives.
        asked: The page as he named it.
        options: The options that it took to reach it, such as " --allow 10.0.0.0/24".
    """
    if not seen.listings:
        return _when_nothing(seen, options)
    undated = sum(not is_dated(one) for one in seen.listings)
    steps = []
    if undated:
        steps.append(
            f"{undated} of {len(seen.listings)} listings have no date and would not be published. Where the page "
            'prints one beside a label, name the label in the source file: labels = { "held on" = "date" }.'
        )
    if seen.source:
        steps.append(
            f"The page belongs to the source {seen.source}: muster sources verify {seen.source}"
        )
    own = next((one["url"] for one in seen.listings if one["url"] not in ("", seen.url)), "")
    if own:
        steps.append(f"An event's own page may give more: muster check {shlex.quote(own)}{options}")
    if not seen.source and "://" in asked:
        steps.append(f"To make it a source: muster check {shlex.quote(asked)}{options} --save NAME")
    elif not seen.source:
        steps.append(
            "To make it a source, give its address in place of the file, with --save NAME."
        )
    return steps


def is_dated(listing: Mapping[str, Any]) -> bool:
    """Whether a listing has a date, be it only a month, and so can be published."""
    return any(is_given(listing[name]) for name in ("start", "partial", "sessions"))


def _when_nothing(seen: Preview, options: str) -> list[str]:
    if seen.offers:
        return [
            f"The page offers {one.kind}; see what that gives: muster check {shlex.quote(one.url)}{options}"
            for one in seen.offers[:3]
        ]
    if seen.details:
        first = f"muster check {shlex.quote(seen.details[0])}{options}"
        goes_on = "A visit goes on" if seen.source else "It links"
        return [f"{goes_on} to {len(seen.details)} pages that may each be about an event: {first}"]
    if seen.obstacle:
        return [OBSTACLES[seen.obstacle]]
    return [
        "If the page lists events, check the page of one event; if it is about one, look where it prints the date "
        "(a picture, a PDF or a script cannot be read). docs/operators.md says more under 'A page is read wrongly'."
    ]


def summaries(listings: Iterable[Listing]) -> list[Listing]:
    """Listings as a saved page keeps them: what is given, without evidence and remarks, whose words may change."""
    left_out = ("evidence", "warnings")
    return [
        {
            name: _given(value)
            for name, value in one.items()
            if is_given(value) and name not in left_out
        }
        for one in listings
    ]


def _given(value: object) -> object:
    """A JSON value without the parts that say nothing."""
    if isinstance(value, Mapping):
        return {key: _given(one) for key, one in value.items() if is_given(one)}
    return [_given(one) for one in value] if isinstance(value, list) else value
