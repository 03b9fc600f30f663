"""A Listing in; everything known about it, for people, as plain text or as HTML, out.

Machines find the same in the fields that each format has for it. People read feeds in programs that show
no such field: so whatever we know stands in the description too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from operator import attrgetter
from typing import Any, NamedTuple

from catalogue.audiences import audience_label
from catalogue.listing import Listing, Person, Place, TopicMatch
from feeds.feed import Site
from feeds.memo import once_per_listing
from feeds.prose import cut, one_line, plain_text, safe_html
from feeds.words import (
    labels_of,
    location_words,
    mode_words,
    moment_words,
    price_lines,
    session_words,
    status_words,
    web_address,
    when_words,
)


class _Block(NamedTuple):
    """The same facts twice."""

    plain: str
    html: str


_WEB = ("http://", "https://")

_Facts = Sequence[tuple[str, str | Sequence[str] | None]]
"""Labels of ours, and the line or the lines behind each; what is empty is not mentioned."""


def summary(listing: Listing) -> str:
    """One line: status, time, place; what a list of headlines shows."""
    return ". ".join([part for part in _gist(listing) if part])


def plain(listing: Listing, site: Site, room: int) -> str:
    """All particulars as plain text; the prose takes at most `room` characters."""
    prose = cut(_prose(listing), room) if room else ""
    first, rest = _all_facts(listing, site)
    return "\n\n".join([block for block in (first.plain, prose, rest.plain) if block])


@once_per_listing
def html(listing: Listing, site: Site) -> str:
    """All particulars as HTML that nothing in it can run."""
    first, rest = _all_facts(listing, site)
    return "\n".join([block for block in (first.html, _safe(listing), rest.html) if block])


@once_per_listing
def _gist(listing: Listing) -> tuple[str, str, str]:
    """Status, time and place."""
    return status_words(listing.status), when_words(listing.times), location_words(listing)


@once_per_listing
def _all_facts(listing: Listing, site: Site) -> tuple[_Block, _Block]:
    """What stands before the prose, and what stands behind it, each line legal and on one line."""
    facts = _first(listing), _rest(listing, site)
    first, rest = map(_told, facts)
    words = " ".join((*first[0], *rest[0], ""))
    if "  " in words or not words.isprintable():  # seldom, and found soonest in all together
        first, rest = [
            _told([(label, _clean(said)) for label, said in some if said]) for some in facts
        ]
    return _block(*first), _block(*rest)


def _block(plain: Sequence[str], html: Sequence[str]) -> _Block:
    return _Block("\n".join(plain), f"<dl>{''.join(html)}</dl>" if html else "")


@once_per_listing
def _prose(listing: Listing) -> str:
    return plain_text(_safe(listing))


@once_per_listing
def _safe(listing: Listing) -> str:
    return safe_html(listing.description).strip()


def _first(listing: Listing) -> _Facts:
    """What decides whether one reads on."""
    status, when, where = _gist(listing)
    return (
        ("Status", status),
        ("When", when),
        ("Sessions", [*map(session_words, listing.times.sessions)]),
        ("Where", where),
        ("Attendance", mode_words(listing.mode)),
        ("Join online", web_address(listing.online_url)),
        ("Organiser", listing.organiser),
    )


def _rest(listing: Listing, site: Site) -> _Facts:
    known = zip(_FACTS, _fields(listing), strict=True)
    return [
        *[(label, say(value)) for (label, _, say), value in known if value],
        ("Source", _sources(listing)),
        ("More", (site.event_url(listing.id),)),
    ]


def _chairs(people: Sequence[Person]) -> list[str]:
    return [person_words(one) for one in people if one.is_chair]


def _speakers(people: Sequence[Person]) -> list[str]:
    return [person_words(one) for one in people if not one.is_chair]


def _groups(slugs: Sequence[str]) -> str:
    return "; ".join(map(audience_label, slugs))


def _topics(matches: Sequence[TopicMatch]) -> str:
    return "; ".join([label for _, label in labels_of(matches)])


def _regions(place: Place) -> str:
    return "; ".join([one for one in (place.region, place.force) if one])


def _foreign(language: str) -> str:
    """The language's tag where readers might not expect it."""
    return "" if language.lower().startswith("en") else language


_FACTS: tuple[tuple[str, str, Callable[[Any], str | Sequence[str]]], ...] = (
    ("Chair", "people", _chairs),
    ("Speakers", "people", _speakers),
    ("Who should attend", "audience", tuple),
    ("Audience groups", "audience_groups", _groups),
    ("Objectives", "objectives", tuple),
    ("Price", "price", price_lines),
    ("CPD", "cpd", str),
    ("Book", "booking_url", web_address),
    ("Book by", "deadline", moment_words),
    ("Accessibility", "accessibility", str),
    ("Format", "format", str),
    ("Topics", "topics", _topics),
    ("Categories of the source", "categories", "; ".join),
    ("Region", "place", _regions),
    ("Language", "language", _foreign),
)
"""Label, field of the listing, and what is said of its value where it has one."""

_fields = attrgetter(*(name for _, name, _ in _FACTS))


def _told(facts: _Facts) -> tuple[list[str], list[str]]:
    """The lines of plain text, and the pieces of HTML."""
    plain: list[str] = []
    html: list[str] = []
    for label, said in facts:
        if not said:
            continue
        if isinstance(said, str):
            plain.append(f"{label}: {said}")
            html.append(f"<dt>{label}</dt><dd>{_linked(said)}</dd>")
        elif len(said) == 1:
            plain.append(f"{label}: {said[0]}")
            html.append(f"<dt>{label}</dt><dd>{_linked(said[0])}</dd>")
        else:
            plain += (f"{label}:", *[f"- {line}" for line in said])
            html.append(f"<dt>{label}</dt><dd>{'</dd><dd>'.join(map(_linked, said))}</dd>")
    return plain, html


def _clean(said: str | Sequence[str]) -> list[str]:
    """The lines that say something, each legal and on one line."""
    lines = [said] if isinstance(said, str) else said
    return [clean for line in lines if (clean := one_line(line))]


def _linked(line: str) -> str:
    text = line
    if "&" in line or "<" in line or ">" in line or '"' in line or "'" in line:
        text = escape(line)
    if line[:1] not in "hH" or " " in line or not line.lower().startswith(_WEB):
        return text
    return f'<a href="{text}">{text}</a>'


def _sources(listing: Listing) -> list[str]:
    """Pages that list the event, the best one first, each once."""
    pages = [listing.url, *[one.url for one in listing.provenance]]
    found = [address for page in pages if (address := web_address(page))]
    return [*dict.fromkeys(found)] if len(found) > 1 else found


def person_words(person: Person) -> str:
    """The line as printed, or what is known of the person when it was not kept."""
    if person.text.strip():
        return person.text
    name = " ".join((*filter(None, (person.rank_or_title, person.name)), *person.honours))
    return ", ".join(filter(None, (name, person.role, person.organisation)))
