"""One Draft in, one Listing out: every word decided by the module of its noun. Pure: no clock, store or network."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from catalogue.draft import Draft, Evidence, Hints
from catalogue.listing import (
    Listing,
    Mode,
    Place,
    Price,
    Session,
    Status,
    Times,
    day_of,
    person_to_data,
    stamp,
)
from pipelines import when
from pipelines.audience import is_heading, read_groups
from pipelines.booking import before_event, read_cpd, read_deadline
from pipelines.formats import read_format
from pipelines.people import read_people
from pipelines.place import read_place
from pipelines.price import read_price
from pipelines.prose import clean, plain, strip_controls
from pipelines.status import cut_place, read_status
from pipelines.vocabulary import fold

_LINES = 300
"""Lines kept of a list: nearly ten times the longest of the sample pages (32)."""
_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|_hs(?:enc|mi)|igshid", re.IGNORECASE
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_PORTS = {"http": 80, "https": 443}


def normalise(draft: Draft, hints: Hints) -> Listing:
    """What a Draft means.

    Args:
        draft: One event as found; an occurrence of a recurring one is a Draft of its own.
        hints: Reference time, zone, locale and organiser of the source.

    Returns:
        A sighting: without id, sequence and topics. `accepted` says whether it can be published.
    """
    text = plain(draft.description)
    where, mark = cut_place(draft.place)
    words = f"{draft.status}\n{mark}" if mark else draft.status
    draft = replace(draft, place=where) if mark else draft
    status, title = read_status(strip_controls(draft.title), words, text)
    times, doubts = when.draft_times(draft, hints)
    last, deadline = day_of(times.end or times.start), read_deadline(draft.deadline, hints)
    if last and deadline:
        deadline = before_event(deadline, draft.deadline, last)
        if deadline is None:
            doubts = (
                *doubts,
                f"the booking deadline {draft.deadline[:80]!r} is not before the event",
            )
    place, mode, online_url = _place(draft, status, times.zone)
    listing = _texts(draft, hints, title=title, text=text)
    return replace(
        listing,
        times=times,
        status=status,
        deadline=deadline,
        place=place,
        mode=mode,
        online_url=online_url,
        format=listing.format or (read_format(draft.place, "") if mode is Mode.ONLINE else None),
        warnings=tuple(dict.fromkeys((*draft.warnings, *doubts))),
    )


def _place(draft: Draft, status: Status, zone: str | None) -> tuple[Place, Mode, str | None]:
    """The place; an event that moved online has left the venue that mark-up still names."""
    place, mode, online_url = read_place(draft, zone)
    if status is Status.MOVED_ONLINE and mode is not Mode.HYBRID:
        return Place(), Mode.ONLINE, online_url
    return place, mode, online_url


def _texts(draft: Draft, hints: Hints, *, title: str, text: str) -> Listing:
    """Everything that does not depend on the time, the status or the place."""
    url = canonical_url(draft.url)
    audience = tuple(line for line in _lines(draft.audience) if not is_heading(line))
    return Listing(
        title=title,
        url=url,
        source=hints.source,
        source_key=draft.source_key.strip() or url,
        organiser=_line(draft.organiser) or hints.organiser or None,
        people=read_people(_lines(draft.people), _lines(draft.chairs)),
        audience=audience,
        audience_groups=read_groups(audience),
        objectives=_lines(draft.objectives),
        price=read_price(strip_controls(draft.price)),
        cpd=read_cpd(draft.cpd),
        booking_url=_link(draft.booking_url, url),
        accessibility=_line(draft.accessibility) or None,
        description=clean(draft.description, url),
        categories=_lines(draft.categories),
        image=_link(draft.image, url),
        language=_language(draft.language),
        format=read_format(draft.title, text),
        series=draft.series.strip() or None,
        evidence=draft.evidence,
    )


def _line(words: str) -> str:
    return " ".join(strip_controls(words[:2000]).split())


def _lines(words: Sequence[str]) -> tuple[str, ...]:
    lines = (_line(word).lstrip("•·▪●*– ").strip() for word in words[:_LINES])
    return tuple(dict.fromkeys(line for line in lines if line))


def _language(tag: str) -> str | None:
    return tag.strip().replace("_", "-") if _LANGUAGE.fullmatch(tag.strip()) else None


def canonical_url(url: str) -> str:
    """The address without fragment, tracking parameters and default port; "" for anything but a web page."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or not host:
        return ""
    netloc = f"[{host}]" if ":" in host else host
    if port and port != _PORTS[parts.scheme]:
        netloc += f":{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", _query(parts.query), ""))


def _query(query: str) -> str:
    """The query as written, unless it holds something to drop."""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
    return query if len(kept) == len(pairs) else urlencode(kept)


def _link(address: str, base: str) -> str | None:
    """An address that may be linked to: web or mailbox."""
    words = strip_controls(address).strip()
    if not words or re.search(r"\s", words):
        return None
    try:
        full = urljoin(base, words)
        parts = urlsplit(full)
    except ValueError:
        return None
    is_web = parts.scheme in _PORTS and bool(parts.netloc)
    return full if is_web or (parts.scheme == "mailto" and "@" in parts.path) else None


def keyed(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts of one page, each with a key of its own.

    Drafts that bring no key share the page's address: there the title tells them apart, then the words of
    the start, so that the keys do not depend on the order. Those that still agree stay equal: they are one.
    """
    keys = [draft.source_key.strip() or canonical_url(draft.url) for draft in drafts]
    for part in (_title_of, _start_of):
        counts = Counter(keys)
        keys = [
            key
            if draft.source_key or counts[key] == 1
            else f"{key}#{fold(part(draft)).replace(' ', '-')}"
            for key, draft in zip(keys, drafts, strict=True)
        ]
    return tuple(replace(draft, source_key=key) for key, draft in zip(keys, drafts, strict=True))


def _title_of(draft: Draft) -> str:
    return draft.title


def _start_of(draft: Draft) -> str:
    return draft.start or f"{draft.date} {draft.time}"


def accepted(listing: Listing) -> str | None:
    """Why a listing cannot be published: "no title", "no link", "no date"; None when it can."""
    if not listing.title:
        return "no title"
    if not listing.url:
        return "no link"
    if listing.times.start is None and not listing.times.partial and not listing.times.sessions:
        return "no date"
    return None


def answer_read(drafts: Sequence[Draft], hints: Hints) -> list[dict[str, Any]]:
    """The listings of one page in the form of `muster read --jsonl`; recurring ones are not expanded."""
    return [_answer(normalise(draft, hints), draft.place) for draft in keyed(drafts)]


def _answer(listing: Listing, printed_place: str) -> dict[str, Any]:
    return {
        "title": listing.title,
        **_times_answer(listing.times),
        "status": listing.status.value,
        "place": _place_answer(listing, printed_place),
        "online_url": listing.online_url,
        "organiser": listing.organiser,
        "people": [person_to_data(person) for person in listing.people],
        "audience": list(listing.audience),
        "audience_groups": list(listing.audience_groups),
        "objectives": list(listing.objectives),
        "price": _price_answer(listing.price) if listing.price else None,
        "cpd": listing.cpd,
        "booking": {"url": listing.booking_url, "deadline": stamp(listing.deadline)},
        "accessibility": listing.accessibility,
        "url": listing.url,
        "source_key": listing.source_key,
        "series": listing.series,
        "language": listing.language,
        "format": listing.format,
        "description": listing.description,
        "evidence": _evidence_answer(listing.evidence),
        "warnings": list(listing.warnings),
    }


def _times_answer(times: Times) -> dict[str, Any]:
    return {
        "start": stamp(times.start),
        "end": stamp(times.end),
        "all_day": times.all_day,
        "zone": times.zone,
        "grade": times.grade.value,
        "partial": times.partial,
        "sessions": [_session_answer(session) for session in times.sessions],
        "rrule": times.rrule,
    }


def _session_answer(session: Session) -> dict[str, Any]:
    return {"start": stamp(session.start), "end": stamp(session.end), "title": session.title}


def _place_answer(listing: Listing, printed: str) -> dict[str, Any]:
    """The place; an online event keeps the words the page prints in the venue's stead ("Webinar")."""
    place = listing.place
    in_its_stead = printed if listing.mode == Mode.ONLINE and place == Place() else ""
    return {
        "name": place.name or in_its_stead or None,
        "address": place.address,
        "town": place.town,
        "postcode": place.postcode,
        "region": place.region,
        "force": place.force,
        "mode": listing.mode.value,
    }


def _price_answer(price: Price) -> dict[str, Any]:
    return {
        "text": price.text,
        "is_free": price.is_free,
        "amount": price.amount,
        "currency": price.currency,
        "tiers": [list(tier) for tier in price.tiers],
    }


def _evidence_answer(evidence: tuple[tuple[str, Evidence], ...]) -> dict[str, list[object]]:
    """The first evidence of each field."""
    found: dict[str, list[object]] = {}
    for name, item in evidence:
        found.setdefault(name, [item.reader, item.where, item.text, item.confidence])
    return found
