"""Values of the catalogue in; the words our pages use for them out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from catalogue.events import Revision
from catalogue.listing import Listing, Mode, Price, Provenance, Status, TopicMatch
from catalogue.runs import Run, RunState
from catalogue.taxonomy import topic
from web.moments import last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The state of an event in words; `tone` picks its colour, which never stands alone."""

    label: str
    sentence: str
    tone: str


MODES = {
    Mode.IN_PERSON: "In person",
    Mode.ONLINE: "Online",
    Mode.HYBRID: "In person and online",
    Mode.UNKNOWN: "",
}

_STATES = {
    Status.TENTATIVE: State(
        label="Provisional", sentence="The organiser has not confirmed this event yet.", tone="note"
    ),
    Status.RESCHEDULED: State(
        label="New date",
        sentence="This event was moved; the date here is the new one.",
        tone="note",
    ),
    Status.POSTPONED: State(
        label="Postponed",
        sentence="This event is postponed. The date here is the old one; no new date is known.",
        tone="stop",
    ),
    Status.MOVED_ONLINE: State(
        label="Moved online", sentence="This event now takes place online.", tone="note"
    ),
    Status.SOLD_OUT: State(
        label="Sold out", sentence="The organiser says that no places are left.", tone="note"
    ),
    Status.CANCELLED: State(
        label="Cancelled", sentence="The organiser has cancelled this event.", tone="stop"
    ),
    Status.ENDED: State(label="Ended", sentence="This event has already taken place.", tone="past"),
}
_SIGNS = {"EUR": "€", "GBP": "£", "USD": "US$"}
_BARE_PRICE = re.compile(r"(\d{1,7}(?:\.\d{1,2})?) ([A-Z]{3})")
_AT_A_GLANCE = 100  # characters of a value that a reader still compares with another
_STRONG = {Status.CANCELLED, Status.POSTPONED}

_FIELDS = {
    "accessibility": "accessibility",
    "audience": "audience",
    "booking_url": "booking link",
    "cpd": "CPD",
    "deadline": "booking deadline",
    "description": "description",
    "end": "end",
    "mode": "way of attending",
    "objectives": "aims",
    "online_url": "link for joining",
    "organiser": "organiser",
    "people": "speakers",
    "place": "venue",
    "price": "price",
    "start": "start",
    "status": "status",
    "times": "time",
    "title": "title",
    "topics": "topics",
    "url": "address",
}
_TOLD = (
    *("title", "times", "place", "people", "organiser", "price", "cpd", "deadline"),
    *("audience", "objectives", "accessibility", "booking_url", "online_url", "description"),
)
"""Fields whose source is named, in this order; the rest interests nobody."""

_KINDS = {
    "new": "First listed here",
    "moved": "Moved to another time",
    "status": "Status changed",
    "place": "Place changed",
    "text": "Details changed",
    "merged": "Joined with another listing of the same event",
    "split": "Separated from another listing",
    "withdrawn": "Withdrawn by the source",
}
_RUNS = {
    RunState.RUNNING: ("Visit in progress", "note"),
    RunState.ACCEPTED: ("Working", "good"),
    RunState.ASIDE: ("Held back for a person to check", "stop"),
    RunState.FAILED: ("Last visit failed", "stop"),
    RunState.REJECTED: ("Last visit rejected", "stop"),
}


def state(listing: Listing, today: date) -> State | None:
    """What a reader must know before anything else; None for an event that simply takes place."""
    last = last_day(listing.times)
    if listing.status not in _STRONG and last is not None and last < today:
        return _STATES[Status.ENDED]
    return _STATES.get(listing.status)


def humanise(slug: str) -> str:
    """Words for a slug that carries no label: "local-government" → "Local government"."""
    words = slug.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def place_label(slug: str) -> str:
    """The name of a region or police-force area: "yorkshire-and-the-humber" → "Yorkshire and the Humber"."""
    small = {"and", "of", "the"}
    return " ".join(word if word in small else word.capitalize() for word in slug.split("-"))


def topic_label(slug: str) -> str:
    """The topic's name; its slug in words where the taxonomy no longer knows it."""
    found = topic(slug)
    return found.label if found else humanise(slug)


def where(listing: Listing) -> str:
    """Place and way of attending in one line; "" when the source gives neither."""
    place = listing.place
    name, town = place.name or "", place.town or ""
    named = ", ".join(part for part in (name, town if town not in name else "") if part)
    named = named or place.address or place.region or ""
    mode = MODES[listing.mode]
    if listing.mode in (Mode.UNKNOWN, Mode.IN_PERSON):
        return named or mode
    if not named or named.casefold() in ("online", "webinar", "virtual"):
        return mode
    return f"{named} ({mode.lower()})" if listing.mode is Mode.HYBRID else mode


def price_tag(listing: Listing) -> str:
    """For a card: "Free", or the words of the source; "" when nothing is known or they are long."""
    if listing.price is None:
        return ""
    if listing.price.is_free:
        return "Free"
    words = price_words(listing.price)
    return words if len(words) <= 30 else ""


def price_words(price: Price) -> str:
    """The words of the source; a bare amount with a code ("60 GBP") the way it is said ("£60")."""
    words = price.text.strip()
    if price.is_free and "free" not in words.casefold():
        return f"Free. {words}".strip()
    bare = _BARE_PRICE.fullmatch(words)
    return money(float(bare[1]), bare[2]) if bare else words


def price_tiers(price: Price) -> list[str]:
    """Labelled tiers that the words do not name already."""
    return [
        f"{label}: {money(amount, price.currency)}"
        for label, amount in price.tiers
        if label and f"{amount:g}" not in price.text
    ]


def money(amount: float, currency: str | None) -> str:
    """An amount, such as "£195", "£12.50" or "CHF 80"."""
    number = f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
    sign = _SIGNS.get(currency or "", f"{currency} " if currency else "")
    return f"{sign}{number}"


_ZONES = {
    "editor": "editor's note",
    "lead": "opening lines",
    "objectives": "aims",
    "rest": "text",
    "summary": "description",
    "title": "title",
}


def reason_words(match: TopicMatch) -> str:
    """Why a topic was given: “custody” in the title, “detention” in the description."""
    phrases = dict.fromkeys((why.phrase, _ZONES.get(why.zone, why.zone)) for why in match.why)
    return ", ".join(f"“{phrase}” in the {zone}" for phrase, zone in list(phrases)[:6])


def field_names(fields: tuple[str, ...]) -> str:
    """Names of fields, such as "time, venue and speakers", for saying what was taken from a source."""
    names = [_FIELDS.get(one, humanise(one).lower()) for one in dict.fromkeys(fields)]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def provenance_words(provenance: Provenance, *, is_alone: bool) -> str:
    """What stands before the name of a source: "Time and venue from", "Also listed by", or nothing."""
    if is_alone:
        return ""
    names = field_names(tuple(one for one in _TOLD if one in provenance.fields))
    return f"{names[:1].upper()}{names[1:]} from" if names else "Also listed by"


def source_title(name: str, titles: dict[str, str]) -> str:
    """The source's own title; its name in words where it is no longer known."""
    return titles.get(name) or humanise(name)


def revision_words(revision: Revision) -> str:
    """What happened, in one line."""
    return _KINDS.get(revision.kind, humanise(revision.kind))


def change_words(revision: Revision) -> list[tuple[str, str, str]]:
    """(field, before, after) of a revision; what is too long to compare at a glance is "rewritten"."""
    return [
        (_FIELDS.get(name, humanise(name).lower()), *_before_after(old, new))
        for name, (old, new) in revision.changes.items()
    ]


def _before_after(old: str, new: str) -> tuple[str, str]:
    before, after = " ".join(old.split()), " ".join(new.split())
    if max(len(before), len(after)) > _AT_A_GLANCE:
        return "", "rewritten" if before and after else "added" if after else ""
    return before, after


def run_words(run: Run | None) -> tuple[str, str]:
    """(words, tone) for the newest run of a source."""
    return _RUNS[run.state] if run else ("Not visited yet", "note")


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 event", "2 events", "1,200 events"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
