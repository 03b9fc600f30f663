"""A Listing in; everything known about it, for people, as plain text or as HTML, out.

Machines find the same in the fields that each format has for it. People read feeds in programs that show
no such field: so whatever we know stands in the description too.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from catalogue.audiences import audience_label
from catalogue.listing import Listing, Person
from feeds.feed import Site
from feeds.memo import once_per_listing
from feeds.prose import cut, legal, plain_text, safe_html
from feeds.words import (
    location_words,
    mode_words,
    moment_words,
    price_lines,
    session_words,
    status_words,
    topic_labels,
    web_address,
    when_words,
)


class _Block(NamedTuple):
    """The same facts twice."""

    plain: str
    html: str


@once_per_listing
def summary(listing: Listing) -> str:
    """One line: status, time, place; what a list of headlines shows."""
    parts = (status_words(listing.status), when_words(listing.times), location_words(listing))
    return ". ".join(part for part in parts if part)


@once_per_listing
def plain(listing: Listing, site: Site, room: int) -> str:
    """All particulars as plain text; the prose takes at most `room` characters."""
    prose = cut(_prose(listing), room) if room else ""
    first, rest = _all_facts(listing, site)
    blocks = (first.plain, prose, rest.plain)
    return "\n\n".join(block for block in blocks if block)


@once_per_listing
def html(listing: Listing, site: Site) -> str:
    """All particulars as HTML that nothing in it can run."""
    first, rest = _all_facts(listing, site)
    blocks = (first.html, _safe(listing), rest.html)
    return "\n".join(block for block in blocks if block)


@once_per_listing
def _all_facts(listing: Listing, site: Site) -> tuple[_Block, _Block]:
    """What stands before the prose, and what stands behind it."""
    return _first(listing), _rest(listing, site)


@once_per_listing
def _prose(listing: Listing) -> str:
    return plain_text(_safe(listing))


@once_per_listing
def _safe(listing: Listing) -> str:
    return safe_html(listing.description).strip()


def _first(listing: Listing) -> _Block:
    """What decides whether one reads on."""
    return _facts(
        ("Status", [status_words(listing.status)]),
        ("When", [when_words(listing.times)]),
        ("Sessions", [session_words(one) for one in listing.times.sessions]),
        ("Where", [location_words(listing)]),
        ("Attendance", [mode_words(listing.mode)]),
        ("Join online", [web_address(listing.online_url)]),
        ("Organiser", [listing.organiser or ""]),
    )


def _rest(listing: Listing, site: Site) -> _Block:
    labels = "; ".join(label for _, label in topic_labels(listing))
    deadline = moment_words(listing.deadline) if listing.deadline else ""
    speakers = [person_words(one) for one in listing.people if not one.is_chair]
    return _facts(
        ("Chair", [person_words(one) for one in listing.people if one.is_chair]),
        ("Speakers", speakers),
        ("Who should attend", listing.audience),
        ("Audience groups", ["; ".join(audience_label(slug) for slug in listing.audience_groups)]),
        ("Objectives", listing.objectives),
        ("Price", price_lines(listing.price)),
        ("CPD", [listing.cpd or ""]),
        ("Book", [web_address(listing.booking_url)]),
        ("Book by", [deadline]),
        ("Accessibility", [listing.accessibility or ""]),
        ("Format", [listing.format or ""]),
        ("Topics", [labels]),
        ("Categories of the source", ["; ".join(listing.categories)]),
        ("Region", ["; ".join(filter(None, (listing.place.region, listing.place.force)))]),
        ("Language", [_foreign(listing.language)]),
        ("Source", _sources(listing)),
        ("More", [site.event_url(listing.id)]),
    )


def _foreign(language: str | None) -> str:
    """The language's tag where readers might not expect it."""
    return "" if (language or "en").lower().startswith("en") else str(language)


def _facts(*pairs: tuple[str, Sequence[str]]) -> _Block:
    """The pairs of a label of ours and its lines that say something, each line legal and on one line."""
    plain, html = [], []
    for label, lines in pairs:
        if not any(lines):
            continue
        clean = [one for line in lines if line and (one := _one_line(line))]
        if not clean:
            continue
        if len(clean) == 1:
            plain.append(f"{label}: {clean[0]}")
        else:
            plain += (f"{label}:", *[f"- {line}" for line in clean])
        html.append(f"<dt>{label}</dt><dd>{'</dd><dd>'.join(map(_linked, clean))}</dd>")
    return _Block("\n".join(plain), f"<dl>{''.join(html)}</dl>" if html else "")


def _one_line(text: str) -> str:
    if text.isprintable() and "  " not in text and text[0] != " " != text[-1]:
        return text  # true of most, and told much sooner
    return " ".join(legal(text).split())


def _sources(listing: Listing) -> list[str]:
    """Pages that list the event, the best one first, each once."""
    pages = (listing.url, *(one.url for one in listing.provenance))
    return list(dict.fromkeys(filter(None, map(web_address, pages))))


def person_words(person: Person) -> str:
    """The line as printed, or what is known of the person when it was not kept."""
    if person.text.strip():
        return person.text
    name = " ".join((*filter(None, (person.rank_or_title, person.name)), *person.honours))
    return ", ".join(filter(None, (name, person.role, person.organisation)))


def _linked(line: str) -> str:
    text = escape(line)
    if line[:4].lower() != "http" or not web_address(line):
        return text
    return f'<a href="{text}">{text}</a>'
